// Check a proof of a verifiable random function: RFC 9381, ECVRF-EDWARDS25519-SHA512-TAI, strictly.
// The profile refuses scalars not below the order, zeros, and points outside the prime order.

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { hex, join, need } from "./verify_receipt.mjs";

const { Point } = ed25519;
const little = (bytes) => BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);

function toCurve(key, question, counter = 0) {
  const bytes = sha512(join([3, 1], key, question, [counter, 0])).slice(0, 32);
  try {
    const point = Point.fromBytes(bytes, false).clearCofactor();
    if (!point.is0()) return point;
  } catch {} // not a point: the next counter
  need(counter < 255, "no counter gives a point");
  return toCurve(key, question, counter + 1);
}

function inSubgroup(bytes) {
  const point = Point.fromBytes(bytes, false);
  need(!point.isSmallOrder() && point.isTorsionFree(), "a point lies outside the prime order");
  return point;
}

/** Returns the 64 bytes that the key answers to the question; throws where it is not shown. */
export function verifyVrf(key, question, proof) {
  const [Y, gamma] = [inSubgroup(key), inSubgroup(proof.subarray(0, 32))];
  const [c, s] = [little(proof.subarray(32, 48)), little(proof.subarray(48))];
  need(proof.length === 80 && c > 0n && s > 0n && s < Point.Fn.ORDER, "numbers in another form");
  const H = toCurve(key, question);
  const U = Point.BASE.multiplyUnsafe(s).subtract(Y.multiplyUnsafe(c));
  const V = H.multiplyUnsafe(s).subtract(gamma.multiplyUnsafe(c));
  const points = [Y, H, gamma, U, V].map((point) => point.toBytes());
  const challenge = sha512(join([3, 2], ...points, [0])).subarray(0, 16);
  need(little(challenge) === c, "a proof does not fit its key");
  return sha512(join([3, 3], gamma.clearCofactor().toBytes(), [0]));
}
