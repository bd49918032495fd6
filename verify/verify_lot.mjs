// Check a receipt of a lot (分案回执) in a browser or in Node: no code of the platform.
// node verify_lot.mjs RECEIPT.json [POLICY [PUBLIC-KEY]]; in a page, import { checkLot }.
// Needs @noble/curves and @noble/hashes 2. Give the policy that the court has published: without it
// the keys are those that the receipt brings along, its sender's choice.

import { sha256 } from "@noble/hashes/sha2.js";
import { checkPool } from "./verify_pool.mjs";
import {
  Refused, checkReceipt, encoder, exactly, hex, inForm, join, need, same,
} from "./verify_receipt.mjs";
import { verifyVrf } from "./verify_vrf.mjs";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const big = (bytes) => BigInt(`0x${hex(bytes) || "0"}`);
export function fromHex(text) {
  need(typeof text === "string" && /^([0-9a-f]{2})+$/.test(text), "bytes are not in hex");
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

export function number(value, size) {
  const byte = (_, at) => Number((BigInt(value) >> BigInt(8 * (size - 1 - at))) & 255n);
  return Uint8Array.from({ length: size }, byte);
}

export const b = (bytes) => join(number(bytes.length, 2), bytes);
export const tagged = (tag, ...parts) =>
  sha256(join([tag.length], encoder.encode(tag), ...parts));

class Reader {
  constructor(bytes) {
    [this.bytes, this.at] = [bytes, 0];
  }
  take(size) {
    need(this.at + size <= this.bytes.length, "the bytes end too early");
    return this.bytes.subarray(this.at, (this.at += size));
  }
  number = (size) => Number(big(this.take(size)));
  b = () => this.take(this.number(2));
  list = (read) => Array.from({ length: this.number(1) }, read);
  text() {
    const text = utf8.decode(this.b());
    need(text.normalize("NFC") === text, "a text is not in the normal form NFC");
    return text;
  }
  end = () => need(this.at === this.bytes.length, "something follows the end");
}

function readCommitment(reader) {
  const start = reader.at;
  need(reader.number(1) === 1, "the suite is not known here");
  const c = {
    court: reader.text(), lineage: reader.text(), round: reader.number(2), seat: reader.number(1),
    picks: reader.number(1), state: big(reader.take(8)), filing: reader.take(32),
    rules: reader.take(32), listed: reader.number(4), eligible: reader.number(4),
    total: big(reader.take(8)), root: reader.take(32), nonce: reader.take(32),
    keys: [reader.b(), ...reader.list(reader.b)], prev: reader.take(32),
  };
  c.bytes = reader.bytes.slice(start, reader.at);
  need(new Set(c.keys.map(hex)).size === c.keys.length, "a key stands twice");
  need(c.keys.every((key) => key.length === 32), "a key has another length");
  need(c.seat <= 3 && c.round >= 1, "there is no such seat or round");
  need(c.picks >= 1 && c.picks <= c.eligible && c.eligible <= c.listed, "too many are to be drawn");
  need(BigInt(c.eligible) <= c.total, "somebody eligible has no ticket");
  return c;
}

export function inOne({ reason, weight }) {
  const fit = [reason, weight].every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 32);
  need(fit && reason <= 8 && weight > 0 === (reason === 0), "a row with tickets and a reason");
}

function readOpening(reader) {
  const [index, bytes] = [reader.number(4), reader.b()];
  const row = new Reader(bytes);
  const opening = { index, bytes, id: row.b(), reason: row.number(1), weight: row.number(4) };
  row.take(16);
  row.end();
  inOne(opening);
  opening.path = reader.list(() => [big(reader.take(8)), reader.take(32)]);
  need(opening.path.length <= 32, "no pool has so deep a tree");
  return opening;
}

/** The parts of a result's bytes; throws where they are not in their one form. */
export function readResult(bytes) {
  const reader = new Reader(bytes);
  need(reader.number(1) === 1, "the result is of another suite");
  const c = readCommitment(reader);
  const proofs = c.keys.map(() => reader.take(80));
  const openings = reader.list(() => readOpening(reader));
  reader.end();
  return { c, proofs, openings };
}

export function node([a, one], [z, other]) {
  need(a + z < 1n << 64n, "the sum of tickets does not fit");
  return [a + z, tagged("lot/sum/1", number(a, 8), one, number(z, 8), other)];
}

export const leaf = (weight, bytes) => [BigInt(weight), tagged("lot/row/1", bytes)];

function climb({ index, bytes, weight, path }, size) {
  need(index < size, "there is no such row");
  let [at, last, offset, top, step] = [index, size - 1, 0n, leaf(weight, bytes), 0];
  for (; last > 0; [at, last] = [at >>> 1, last >>> 1]) {
    if (!(at & 1) && at === last) continue;
    need(step < path.length, "the path is too short");
    const sibling = path[step++];
    if (at & 1) offset += sibling[0];
    top = at & 1 ? node(sibling, top) : node(top, sibling);
  }
  need(step === path.length, "the path is too long");
  return [offset, top];
}

/** Draw again from a result's parts and the answers of its keys; returns the drawn rows. */
export function follow({ c, openings }, question, answers) {
  need(openings.length === c.picks, "other than the drawn rows are open");
  need(new Set(openings.map(({ id }) => hex(id))).size === c.picks, "a judge was drawn twice");
  const seed = tagged("lot/seed/1", question, ...answers);
  const limit = (1n << 64n) - ((1n << 64n) % c.total);
  const drawn = [];
  for (const [pick, opening] of openings.entries()) {
    const [offset, [sum, root]] = climb(opening, c.listed);
    need(sum === c.total && same(root, c.root), "a drawn row is not of the sealed pool");
    for (let attempt = 0; drawn.length === pick; attempt += 1) {
      need(attempt < 2 ** 16, "a pick takes too many tries");
      const bytes = tagged("lot/draw/1", seed, number(pick, 2), number(attempt, 4));
      const value = big(bytes.subarray(0, 8));
      if (value >= limit) continue;
      const ticket = value % c.total;
      const falls = (on) => ticket >= on.offset && ticket < on.offset + BigInt(on.weight);
      need([...drawn, { ...opening, offset }].some(falls), `pick ${pick} falls on another row`);
      if (!drawn.some(falls)) drawn.push({ ...opening, offset, attempt, ticket });
    }
  }
  return drawn;
}

async function checkEntries(entries, c, extra, key) {
  need(Array.isArray(entries) && [0, 2].includes(entries.length), "a lot has two entries or none");
  if (entries.length === 0) return false;
  const [sealing, drawing] = await Promise.all(
    entries.map(async (entry) => (await checkReceipt(inForm(entry), key)).entry));
  const acts = [sealing.act, drawing.act].join() === "assignment.seal_pool,assignment.draw";
  need(acts && sealing.subject === drawing.subject && sealing.seq < drawing.seq
    && [sealing, drawing].every(({ outcome }) => outcome === "accepted"), "other entries");
  const [sealed, drawn] = [sealing, drawing].map(({ data }) => JSON.parse(data).adds ?? {});
  need(sealed.commitment === hex(c.bytes) && drawn.result === extra, "the entries say otherwise");
  return true;
}

function checkPolicy(policy, c) {
  const lines = policy.split("\n").filter((line) => line && line[0] !== "#");
  const found = lines.map((line) => /^(court|witness) (\S+) ([0-9a-f]{64})$/.exec(line) ?? []);
  const kinds = c.keys.map((_, at) => (at ? "witness" : "court"));
  need(found.map(([, kind]) => kind).join() === kinds.join() && found[0][2] === c.court
    && found.every(([, , , key], at) => key === hex(c.keys[at])), "the keys are not the policy's");
}

/** Check the text of a receipt; returns `{c, drawn, checks}`, `checks` to show; throws `Refused`. */
export async function checkLot(file, policy = null, key = null) {
  try {
    const { format, suite, extra, entries, pool, ...rest } = JSON.parse(file);
    need(inForm({ format, suite, extra, entries, pool, ...rest }) === file, "in another form");
    exactly(rest, [], "the receipt has other fields");
    need(format === "xiezhi-lot/1" && suite === 1, "not a receipt of a lot");
    const { c, proofs, openings } = readResult(fromHex(extra));
    need(c.round > 1 === c.prev.some((byte) => byte), "a later round names the one before it");
    if (policy !== null) checkPolicy(policy, c);
    const question = tagged("lot/alpha/1", c.bytes);
    const answers = c.keys.map((one, at) => verifyVrf(one, question, proofs[at]));
    const drawn = follow({ c, openings }, question, answers);
    const checks = [`法院与${c.keys.length - 1}名见证人的证明有效 all keys gave their one answer`];
    const names = drawn.map(({ id, weight }) => `${utf8.decode(id)} (${weight}/${c.total})`);
    checks.push(`复算抽中 the lot falls on ${names}; ${c.eligible} of ${c.listed} eligible`);
    if (pool !== null) {
      checkPool(pool, c);
      checks.push("候选名单与封存的一致 the opened pool is the one that was sealed");
    }
    const logged = await checkEntries(entries, c, extra, key);
    checks.push(logged ? "封存在前，抽取在后 sealed before drawn, both in the log"
      : "未附案件记录的回执 no receipts of the log attached");
    return { c, drawn, checks };
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`not a receipt: ${error.message}`);
  }
}

if (globalThis.process?.argv?.[1]?.endsWith("verify_lot.mjs")) {
  const { readFile } = await import("node:fs/promises");
  const [file, policy, key] = process.argv.slice(2);
  try {
    const lines = policy && utf8.decode(await readFile(policy));
    console.log((await checkLot(utf8.decode(await readFile(file)), lines, key)).checks.join("\n"));
  } catch ({ message }) {
    console.error(`核验未通过 not verified: ${message}`);
    process.exitCode = 1;
  }
}
