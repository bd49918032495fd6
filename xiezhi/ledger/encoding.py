"""The bytes that are hashed: canonical JSON and the hash of an entry; pure, no database."""

import hashlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import orjson

ENTRY_TAG = b"xiezhi/entry/1"
GENESIS = bytes(32)  # the head of a subject before its first entry
HASH_BYTES = 32
ACCEPTED, REFUSED = "accepted", "refused"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NotCanonical(ValueError):
    """A value has no canonical bytes, or bytes are not the canonical ones of what they say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """待记: what an entry says, before it has its place in the chain of a subject.

    `data` are canonical JSON bytes (`canonical()`); `at` counts microseconds since 1970 UTC.
    """

    subject: int
    act: str
    outcome: str
    actor: int
    post: str
    data: bytes
    at: int
    list_version: str
    delegation: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """链头: the number and hash of a subject's last entry; `(0, GENESIS)` before the first."""

    seq: int = 0
    hash: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Sealed:
    """已记: an entry with its number, its place in the chain and its hash."""

    id: int
    draft: Draft
    seq: int
    prev: bytes
    hash: bytes

    @property
    def head(self) -> Head:
        """The head of the subject's chain after this entry."""
        return Head(self.seq, self.hash)


def canonical(value: object) -> bytes:
    """Return the JSON of plain values, keys sorted, no blanks, UTF-8; raises `NotCanonical`.

    Dates and datetimes become ISO 8601, decimals their digits, sets sorted lists. An aware
    datetime keeps its offset; a naive one is refused, for nobody could tell what it means. So is
    the character NUL, which PostgreSQL does not keep.
    """
    try:
        written = orjson.dumps(value, default=_plain, option=_CANONICAL)
    except TypeError as error:
        raise NotCanonical(str(error)) from error
    if _NUL.search(written):
        raise NotCanonical("a text contains the character NUL")
    return written


_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def _plain(value: object) -> object:
    match value:
        case datetime():
            if value.tzinfo is None:
                raise TypeError("a datetime needs its time zone")
            return value.isoformat()
        case Decimal():
            return str(value)
        case set() | frozenset():
            return sorted(value)
        case Mapping():
            return dict(value)
        case _ if hasattr(value, "isoformat"):
            return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} has no canonical form")


def microseconds(at: datetime) -> int:
    """Return the whole microseconds since 1970 UTC of an aware datetime."""
    return (at - _EPOCH) // _MICROSECOND


def instant(at: int) -> datetime:
    """Return the datetime in UTC of microseconds since 1970."""
    return _EPOCH + at * _MICROSECOND


def iso(at: int) -> str:
    """Return microseconds since 1970 as `2026-11-24T08:30:00.000000Z`, always 27 characters."""
    return instant(at).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)


def from_iso(text: str) -> int:
    """Read what `iso()` wrote, and nothing else; raises `NotCanonical`."""
    try:
        at = microseconds(datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC))
    except ValueError as error:
        raise NotCanonical(f"{text!r} is not a time in UTC") from error
    if iso(at) != text:
        raise NotCanonical(f"{text!r} is not written as {iso(at)}")
    return at


def entry_hash(entry: Draft, seq: int, previous: bytes) -> bytes:
    """Return the SHA-256 that chains an entry to the one before it on the same subject.

    Big-endian; `b(x) = u32 len | x`; `opt(x) = u8 0`, or `u8 1 | x`; the tag has a u8 length:
    `tag | i64 subject | u32 seq | prev[32] | b(act) | b(outcome) | i64 actor | b(post) |
    opt(i64 delegation) | b(data) | i64 at | b(list_version) | opt(b(key))`.
    """
    key = None if entry.key is None else entry.key.encode()
    delegation = entry.delegation
    return hashlib.sha256(
        b"".join((
            _TAG,
            struct.pack(">qI", entry.subject, seq),
            previous,
            _text(entry.act.encode()),
            _text(entry.outcome.encode()),
            struct.pack(">q", entry.actor),
            _text(entry.post.encode()),
            b"\0" if delegation is None else struct.pack(">Bq", 1, delegation),
            _text(entry.data),
            struct.pack(">q", entry.at),
            _text(entry.list_version.encode()),
            b"\0" if key is None else b"\1" + _text(key),
        ))
    ).digest()  # fmt: skip


_TAG = bytes([len(ENTRY_TAG)]) + ENTRY_TAG


def _text(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value
