#!/usr/bin/env python3
"""Check a receipt (回执): python3 verify_receipt.py RECEIPT.json [PUBLIC-KEY]

Python alone, no code of the platform. Give the key that the court has published: without it the
receipt is checked against its own, which its sender chose.
"""
# ruff: noqa: D103, UP014

import base64
import hashlib
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

STATED, PROVED = {"format", "suite", "entry"}, {"index", "path", "checkpoint", "verifier"}
TEXTS, NUMBERS = ("act", "outcome", "post", "data", "list_version"), ("subject", "seq", "actor")
Point = tuple[int, int, int, int]
FIELDS = {*TEXTS, *NUMBERS, "prev", "hash", "at", "delegation", "key"}
Signed = NamedTuple("Signed", [("origin", str), ("size", int), ("root", bytes), ("time", str)])


class Refused(Exception):
    """The receipt does not show what it claims."""


def need(condition: object, says: str) -> None:
    if not condition:
        raise Refused(says)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


# Ed25519 (RFC 8032), verification only: it handles no secrets, so it may be slow and simple.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def decode(encoded: bytes) -> Point:
    sign, y = divmod(int.from_bytes(encoded, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and (x or not sign), "a point is not on the curve")
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def plus(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    for bit in f"{number:b}":
        result = plus(result, result)
        result = plus(result, point) if bit == "1" else result
    return result


BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> None:
    need(len(signature) == 64 and len(public) == 32, "the signature has another length")
    r, s = decode(signature[:32]), int.from_bytes(signature[32:], "little")
    need(s < L, "the signature is not in its one form")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    (x, y, z, _), (u, v, w, _) = times(s, BASE), plus(r, times(k, decode(public)))
    fits = (x * w - u * z) % P == 0 and (y * w - v * z) % P == 0
    need(fits, "the signature does not fit the checkpoint")


# The Merkle tree of RFC 9162, sections 2.1.3.2 and 2.1.4.2
def climb(fn: int, sn: int, both: bytes, path: list[bytes]) -> tuple[bytes, bytes]:
    old = new = both
    for sibling in path:
        need(sn, "the path is too long")
        if fn & 1 or fn == sn:
            old, new = sha256(b"\1", sibling, old), sha256(b"\1", sibling, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = sha256(b"\1", new, sibling)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "the path is too short")
    return old, new


def check_consistency(old: Signed, new: Signed, path: list[bytes]) -> None:
    need(old.origin == new.origin, "the later checkpoint is of another log")
    need(0 < old.size < new.size, "the later checkpoint is an earlier one")
    path = [old.root, *path] if old.size & (old.size - 1) == 0 else path
    need(path, "the proof is empty")
    fn, sn = old.size - 1, new.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    need(climb(fn, sn, path[0], path[1:]) == (old.root, new.root), "the later tree is another one")


# The formats of the ledger
def from_hex(text: str) -> bytes:
    need(len(text) == 64 and bytes.fromhex(text).hex() == text, "a hash is not 64 hex digits")
    return bytes.fromhex(text)


def from_base64(text: str) -> bytes:
    need(base64.b64encode(base64.b64decode(text)).decode() == text, "base64 in another form")
    return base64.b64decode(text)


def microseconds(text: str) -> int:
    at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    need(at.isoformat(timespec="microseconds")[:26] + "Z" == text, "a time is not in its one form")
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def b(text: str) -> bytes:
    return len(text.encode()).to_bytes(4, "big") + text.encode()


def i64(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)


def check_entry(e: dict[str, Any]) -> bytes:
    need(isinstance(e, dict) and set(e) == FIELDS, "the entry has other fields")
    need(all(type(e[name]) is str for name in TEXTS), "a text of the entry is missing")
    need(all(type(e[name]) is int for name in NUMBERS), "a number of the entry is missing")
    need(e["outcome"] in ("accepted", "refused"), "the entry has another outcome")
    delegation, key, one, tag = e["delegation"], e["key"], b"\1", b"xiezhi/entry/1"
    place = i64(e["subject"]) + e["seq"].to_bytes(4, "big") + from_hex(e["prev"])
    who = i64(e["actor"]) + b(e["post"]) + (b"\0" if delegation is None else one + i64(delegation))
    what = b(e["data"]) + i64(microseconds(e["at"])) + b(e["list_version"])
    named = b"\0" if key is None else one + b(key)
    digest = sha256(bytes([len(tag)]), tag, place, b(e["act"]), b(e["outcome"]), who, what, named)
    need(digest == from_hex(e["hash"]), "the content of the entry is not what was hashed")
    return digest


def open_note(note: str, verifier: str) -> Signed:
    name, key_id, encoded = verifier.split("+", 2)
    key = from_base64(encoded)
    public, text = key[1:], note.partition("\n\n")[0] + "\n"
    expected = sha256(name.encode(), b"\n", key)[:4]
    need(key[:1] == b"\1" and key_id == expected.hex(), "the public key is not well formed")
    start = f"{text}\n— {name} "
    need(note.startswith(start) and note.endswith("\n"), "the checkpoint is not signed by the key")
    signature = from_base64(note[len(start) : -1])
    need(signature[:4] == expected, "the checkpoint is signed by another key")
    ed25519_verify(public, text.encode(), signature[4:])
    origin, size, root, _, suite, time, _ = text.split("\n")
    need(suite == "suite 1", "the suite is not known")
    return Signed(origin, int(size), from_base64(root), time[5:])


def check_receipt(file: bytes, trusted: str | None = None) -> list[str]:
    """Return the lines that say what was checked; raises `Refused`."""
    try:
        receipt = json.loads(file)
        written = json.dumps(receipt, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        need(written.encode() == file, "the file is not in the form in which it was written")
        known = (receipt["format"], str(receipt["suite"])) == ("xiezhi-receipt/1", "1")
        need(known, "not a receipt that this program knows")
        digest = check_entry(receipt["entry"])
        said = [f"内容与散列一致 content hashes to {digest.hex()}", "尚未入树 not in the tree yet"]
        if set(receipt) == STATED:
            return said
        need(set(receipt) - {"later"} == STATED | PROVED, "the receipt has other fields")
        key = receipt["verifier"]
        need(trusted in (None, key), "the receipt is signed with another key than yours")
        signed = open_note(receipt["checkpoint"], key)
        said[1] = f"检查点签名有效 signed at {signed.time} by {key}"
        index, path = receipt["index"], [from_hex(text) for text in receipt["path"]]
        need(type(index) is int and 0 <= index < signed.size, "the leaf lies outside the tree")
        reached = climb(index, signed.size - 1, sha256(b"\0", digest), path)[1]
        need(reached == signed.root, "the path does not lead to the signed root")
        said.append(f"该记录在树中 leaf {index} of {signed.size}, log {signed.origin}")
        if "later" in receipt:
            need(set(receipt["later"]) == {"checkpoint", "path"}, "the proof has other fields")
            later = open_note(receipt["later"]["checkpoint"], key)
            check_consistency(signed, later, [from_hex(text) for text in receipt["later"]["path"]])
            said.append(f"此后的树包含此前的树 still there at size {later.size}")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Refused(f"not a receipt: {error}") from error
    return said


if __name__ == "__main__":
    try:
        print("\n".join(check_receipt(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3])))
    except (OSError, Refused, IndexError) as reason:
        sys.exit(f"核验未通过 not verified: {reason}")
