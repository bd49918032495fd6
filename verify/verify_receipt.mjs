// Check a receipt (回执) in a browser or in Node: WebCrypto alone, no code of the platform.
// node verify_receipt.mjs RECEIPT.json [PUBLIC-KEY]; in a page, import { checkReceipt }.
// Give the key that the court has published: without it the receipt's own, its sender's choice.

const STATED = ["entry", "format", "suite"];
const PROVED = [...STATED, "checkpoint", "index", "path", "verifier"];
const TEXTS = ["act", "outcome", "post", "data", "list_version"];
const NUMBERS = ["subject", "seq", "actor"];
const FIELDS = [...TEXTS, ...NUMBERS, "prev", "hash", "at", "delegation", "key"];
export const encoder = new TextEncoder();

/** The receipt does not show what it claims; `message` says why. */
export class Refused extends Error {}

export function need(condition, says) {
  if (!condition) throw new Refused(says);
}

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const same = (one, other) => hex(one) === hex(other);
const byte = (value) => Uint8Array.of(value);

const order = (_, value) => (value === null || typeof value !== "object" || Array.isArray(value)
  ? value : Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))));
export const inForm = (value) => `${JSON.stringify(value, order, 2)}\n`;

function fromHex(text) {
  need(typeof text === "string" && /^[0-9a-f]{64}$/.test(text), "a hash is not 64 hex digits");
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

function fromBase64(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new Refused("not base64");
  }
  need(btoa(binary) === text, "base64 in another form");
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function u32(number) {
  need(Number.isInteger(number) && number >= 0 && number < 2 ** 32, "a number is out of range");
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

function i64(number) {
  need(typeof number === "bigint" || Number.isSafeInteger(number), "a number is out of range");
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(number));
  return bytes;
}

function b(text) {
  const bytes = encoder.encode(text);
  return join(u32(bytes.length), bytes);
}

const optional = (value, write) => (value === null ? byte(0) : join(byte(1), write(value)));

function microseconds(text) {
  need(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text), "a time is not in its one form");
  const start = `${text.slice(0, 23)}Z`;
  const at = new Date(start);
  need(!Number.isNaN(+at) && at.toISOString() === start, "a time does not exist");
  return BigInt(+at) * 1000n + BigInt(text.slice(23, 26));
}

export function exactly(object, names, says) {
  need(object !== null && typeof object === "object" && !Array.isArray(object), says);
  need(Object.keys(object).sort().join() === [...names].sort().join(), says);
}

async function checkEntry(e) {
  exactly(e, FIELDS, "the entry has other fields");
  need(TEXTS.every((name) => typeof e[name] === "string"), "a text of the entry is missing");
  need(e.key === null || typeof e.key === "string", "the key of the entry is no text");
  need(["accepted", "refused"].includes(e.outcome), "the entry has another outcome");
  const tag = encoder.encode("xiezhi/entry/1");
  const digest = await sha256(
    byte(tag.length), tag, i64(e.subject), u32(e.seq), fromHex(e.prev), b(e.act), b(e.outcome),
    i64(e.actor), b(e.post), optional(e.delegation, i64), b(e.data), i64(microseconds(e.at)),
    b(e.list_version), optional(e.key, b),
  );
  need(same(digest, fromHex(e.hash)), "the content of the entry is not what was hashed");
  return digest;
}

async function openNote(note, verifier) {
  const [name, keyId, ...rest] = verifier.split("+");
  const key = fromBase64(rest.join("+"));
  const expected = (await sha256(encoder.encode(`${name}\n`), key)).slice(0, 4);
  need(key.length === 33 && key[0] === 1 && hex(expected) === keyId, "not a public key");
  const text = `${note.split("\n\n")[0]}\n`;
  const start = `${text}\n— ${name} `;
  need(note.startsWith(start) && note.endsWith("\n"), "the checkpoint is not signed by the key");
  const signature = fromBase64(note.slice(start.length, -1));
  need(same(signature.slice(0, 4), expected), "the checkpoint is signed by another key");
  const ed25519 = { name: "Ed25519" };
  const usable = await crypto.subtle.importKey("raw", key.slice(1), ed25519, false, ["verify"]);
  const fits = await crypto.subtle.verify(
    ed25519, usable, signature.slice(4), encoder.encode(text),
  );
  need(fits, "the signature does not fit the checkpoint");
  const [origin, size, root, , suite, time] = text.split("\n");
  need(suite === "suite 1" && size < 2 ** 31, "the suite or the size is not known here");
  return { origin, size: Number(size), root: fromBase64(root), time: time.slice(5) };
}

// The Merkle tree of RFC 9162, sections 2.1.3.2 and 2.1.4.2.
async function climb(fn, sn, start, path) {
  let [before, after] = [start, start];
  for (const sibling of path) {
    need(sn > 0, "the path is too long");
    if (fn & 1 || fn === sn) {
      before = await sha256(byte(1), sibling, before);
      after = await sha256(byte(1), sibling, after);
      while (!(fn & 1) && fn) [fn, sn] = [fn >>> 1, sn >>> 1];
    } else {
      after = await sha256(byte(1), after, sibling);
    }
    [fn, sn] = [fn >>> 1, sn >>> 1];
  }
  need(sn === 0, "the path is too short");
  return [before, after];
}

async function checkConsistency(older, newer, path) {
  need(older.origin === newer.origin, "the later checkpoint is of another log");
  need(older.size > 0 && older.size < newer.size, "the later checkpoint is an earlier one");
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn & 1) [fn, sn] = [fn >>> 1, sn >>> 1];
  const [first, ...rest] = fn === 0 ? [older.root, ...path] : path;
  need(first, "the proof is empty");
  const [before, after] = await climb(fn, sn, first, rest);
  need(same(before, older.root) && same(after, newer.root), "the later tree is another one");
}

// Check the text of a receipt. Returns what was checked, as `{entry, checks, index, checkpoint,
// later, verifier}`: `checks` are lines to show, the last four are missing while it is pending.
// Throws `Refused`.
export async function checkReceipt(file, trusted = null) {
  let receipt;
  try {
    receipt = JSON.parse(file);
    need(inForm(receipt) === file, "the file is in another form");
    need(receipt.format === "xiezhi-receipt/1" && receipt.suite === 1, "not a receipt");
    const digest = await checkEntry(receipt.entry);
    const checks = [`内容与散列一致 content hashes to ${hex(digest)}`];
    const checked = { entry: receipt.entry, checks };
    if (!("checkpoint" in receipt)) {
      exactly(receipt, STATED, "the receipt has other fields");
      checks.push("尚未入树 not in the tree yet");
      return checked;
    }
    const { index, verifier, later } = receipt;
    exactly(receipt, later ? [...PROVED, "later"] : PROVED, "the receipt has other fields");
    need(trusted === null || trusted === verifier, "signed with another key than yours");
    const signed = await openNote(receipt.checkpoint, verifier);
    checks.push(`检查点签名有效 signed at ${signed.time} by ${verifier}`);
    need(Number.isInteger(index) && index >= 0 && index < signed.size, "outside the tree");
    const leaf = await sha256(byte(0), digest);
    const [, reached] = await climb(index, signed.size - 1, leaf, receipt.path.map(fromHex));
    need(same(reached, signed.root), "the path does not lead to the signed root");
    checks.push(`该记录在树中 leaf ${index} of ${signed.size}, log ${signed.origin}`);
    if (later) {
      exactly(later, ["checkpoint", "path"], "the proof has other fields");
      checked.later = await openNote(later.checkpoint, verifier);
      await checkConsistency(signed, checked.later, later.path.map(fromHex));
      checks.push(`此后的树包含此前的树 still there at size ${checked.later.size}`);
    }
    return Object.assign(checked, { index, checkpoint: signed, verifier });
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`not a receipt: ${error.message}`);
  }
}

if (globalThis.process?.argv?.[1]?.endsWith("verify_receipt.mjs")) {
  const [, , path, key] = process.argv;
  const { readFile } = await import("node:fs/promises");
  try {
    const file = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const { checks } = await checkReceipt(file.decode(await readFile(path)), key ?? null);
    console.log(checks.join("\n"));
  } catch (error) {
    console.error(`核验未通过 not verified: ${error.message}`);
    process.exitCode = 1;
  }
}
