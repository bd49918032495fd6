"""What leaves the ledger: receipts and exports as JSON, and their check; pure, no database."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from xiezhi.ledger import tree
from xiezhi.ledger.encoding import (
    ACCEPTED,
    HASH_BYTES,
    REFUSED,
    Draft,
    Head,
    NotCanonical,
    Sealed,
    entry_hash,
    from_iso,
    iso,
)
from xiezhi.ledger.notes import SUITE, Checkpoint, NoteRefused, Verifier, open_note

RECEIPT = "xiezhi-receipt/1"
EXPORT = "xiezhi-export/1"
# The number of an entry in one database is not part of what is hashed, so it stays inside.
_ENTRY: dict[str, tuple[type, ...]] = {
    "subject": (int,), "seq": (int,), "prev": (str,), "hash": (str,), "act": (str,),
    "outcome": (str,), "actor": (int,), "post": (str,), "delegation": (int, type(None)),
    "data": (str,), "at": (str,), "list_version": (str,), "key": (str, type(None)),
}  # fmt: skip
_INTEGER_MAX = 2**53 - 1  # beyond it, other languages read another number
_PRETTY = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


class Refused(ValueError):
    """A receipt or export does not show what it claims."""


@dataclass(frozen=True)
class Receipt:
    """回执: what a checked receipt shows; no `checkpoint` while the entry is pending."""

    entry: Draft
    seq: int
    prev: bytes
    hash: bytes
    index: int | None
    checkpoint: Checkpoint | None
    later: Checkpoint | None
    verifier: Verifier | None


def entry_json(entry: Sealed) -> dict[str, Any]:
    """Return the fields of an entry; `data` is the text of its canonical bytes."""
    draft = entry.draft
    return {
        "subject": draft.subject, "seq": entry.seq, "prev": entry.prev.hex(),
        "hash": entry.hash.hex(), "act": draft.act, "outcome": draft.outcome,
        "actor": draft.actor, "post": draft.post, "delegation": draft.delegation,
        "data": draft.data.decode(), "at": iso(draft.at), "list_version": draft.list_version,
        "key": draft.key,
    }  # fmt: skip


def receipt_bytes(receipt: Mapping[str, Any]) -> bytes:
    """Return the one form of a receipt as a file: sorted, two blanks a level, a last line feed."""
    return orjson.dumps(receipt, option=_PRETTY)


def check_receipt(file: bytes, trusted: Sequence[Verifier] = ()) -> Receipt:
    """Check a receipt against itself, and its key against those trusted, if any are given.

    Raises `Refused`. Every byte of the file counts: another way to write the same is refused.
    """
    stated = _object(file, receipt_bytes)
    pending = "checkpoint" not in stated
    if pending:
        _fields(stated, _STATED)
    else:
        _fields(stated, _STATED | _PROVED, {"later"})
    _known(stated, RECEIPT)
    entry = read_entry(stated["entry"])
    if pending:
        return Receipt(entry.draft, entry.seq, entry.prev, entry.hash, None, None, None, None)
    verifier = _verifier(stated["verifier"], trusted)
    with _Refusing():
        checkpoint = verifier.open(_text(stated["checkpoint"]))
        index = _integer(stated["index"])
        path = _hashes(stated["path"])
        tree.check_inclusion(
            tree.leaf_hash(entry.hash), index, checkpoint.size, path, checkpoint.root
        )
        later = _check_later(stated["later"], verifier, checkpoint) if "later" in stated else None
    return Receipt(
        entry.draft, entry.seq, entry.prev, entry.hash, index, checkpoint, later, verifier
    )


_STATED = {"format", "suite", "entry"}
_PROVED = {"index", "path", "checkpoint", "verifier"}


def read_entry(stated: object) -> Sealed:
    """Return an entry from its JSON, its hash recomputed; raises `Refused`."""
    if not isinstance(stated, dict):
        raise Refused("there is no entry")
    _fields(stated, set(_ENTRY))
    for name, kinds in _ENTRY.items():
        if type(stated[name]) not in kinds:
            raise Refused(f"the entry's {name} is not of its kind")
    numbers = (value for value in stated.values() if isinstance(value, int))
    if stated["outcome"] not in {ACCEPTED, REFUSED} or any(
        abs(number) > _INTEGER_MAX for number in numbers
    ):
        raise Refused("the entry has an impossible value")
    with _Refusing():
        draft = Draft(
            subject=stated["subject"], act=stated["act"], outcome=stated["outcome"],
            actor=stated["actor"], post=stated["post"], data=stated["data"].encode(),
            at=from_iso(stated["at"]), list_version=stated["list_version"],
            delegation=stated["delegation"], key=stated["key"],
        )  # fmt: skip
        prev, digest = _hashes([stated["prev"], stated["hash"]])
        seq = _integer(stated["seq"], 2**32 - 1)
        if entry_hash(draft, seq, prev) != digest:
            raise Refused("the content of the entry is not what was hashed")
    return Sealed(0, draft, seq, prev, digest)


def _check_later(stated: object, verifier: Verifier, earlier: Checkpoint) -> Checkpoint:
    if not isinstance(stated, dict):
        raise Refused("the later checkpoint is missing")
    _fields(stated, {"checkpoint", "path"})
    later = verifier.open(_text(stated["checkpoint"]))
    if later.origin != earlier.origin:
        raise Refused("the later checkpoint is of another log")
    tree.check_consistency(
        earlier.size, earlier.root, later.size, later.root, _hashes(stated["path"])
    )
    return later


@dataclass
class ExportCheck:
    """导出核验: the state of a check that reads an export line by line."""

    trusted: Sequence[Verifier] = ()
    verifiers: list[Verifier] = field(default_factory=list)
    origin: str = ""
    heads: dict[int, Head] = field(default_factory=dict)
    grown: tree.Range = field(default_factory=tree.Range)
    signed: int = 0
    checkpoints: int = 0
    pending: int = 0

    def check(self, lines: Iterable[bytes]) -> None:
        """Check a whole export; raises `Refused`, naming the line."""
        number = 0
        ended = False
        for number, line in enumerate(lines, 1):
            try:
                if ended:
                    raise Refused("something follows the end")
                ended = self._line(number, _object(line, _line_bytes))
            except Refused as reason:
                raise Refused(f"line {number}: {reason}") from reason
        if not ended:
            raise Refused(f"line {number}: the export is cut off")

    def _line(self, number: int, stated: dict[str, Any]) -> bool:
        with _Refusing():
            match stated:
                case {"format": _} if number == 1:
                    self._header(stated)
                case {"leaf": fields, **rest} if not rest and not self.pending:
                    self.grown.add(tree.leaf_hash(self._chained(fields).hash))
                case {"checkpoint": str(note), **rest} if not rest and not self.pending:
                    self._checkpoint(note)
                case {"pending": fields, **rest} if not rest:
                    self._chained(fields)
                    self.pending += 1
                case {"end": counts, **rest} if not rest and number > 1:
                    return self._end(counts)
                case _:
                    raise Refused("not a line of an export")
        return False

    def _header(self, stated: dict[str, Any]) -> None:
        _fields(stated, {"format", "suite", "origin", "verifiers"})
        _known(stated, EXPORT)
        self.origin = _text(stated["origin"])
        self.verifiers = [_verifier(text, self.trusted) for text in stated["verifiers"]]

    def _chained(self, fields: object) -> Sealed:
        """Check an entry against its subject's chain.

        Entries of a subject stand in the order of their numbers: one transaction at a time held
        the subject, and the sequencer takes what is committed in that order.
        """
        entry = read_entry(fields)
        before = self.heads.get(entry.draft.subject, Head())
        if (entry.seq, entry.prev) != (before.seq + 1, before.hash):
            raise Refused(f"entry {entry.seq} of {entry.draft.subject} does not follow its chain")
        self.heads[entry.draft.subject] = entry.head
        return entry

    def _checkpoint(self, note: str) -> None:
        signed, _ = open_note(note, self.verifiers)
        if signed.origin != self.origin or signed.previous != self.signed:
            raise Refused("the checkpoint does not follow the one before it")
        if (signed.size, signed.root) != (self.grown.size, self.grown.root()):
            raise Refused("the checkpoint signs another tree")
        self.signed = signed.size
        self.checkpoints += 1

    def _end(self, counts: object) -> bool:
        if counts != self.counts():
            raise Refused("the counts at the end differ")
        if self.signed != self.grown.size:
            raise Refused("leaves are covered by no checkpoint")
        return True

    def counts(self) -> dict[str, int]:
        """Return what the last line of an export states."""
        return {
            "leaves": self.grown.size, "checkpoints": self.checkpoints, "pending": self.pending,
        }  # fmt: skip


def _line_bytes(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def export_lines(items: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """Return the lines of an export from `("header", {…})`, `("leaf", {…})` and so on."""
    for name, value in items:
        yield _line_bytes(value if name == "header" else {name: value})


class _Refusing:
    """Turn what the parts raise into `Refused`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (NoteRefused, NotCanonical, tree.ProofRefused, UnicodeError)):
            raise Refused(str(error)) from error


def _object(file: bytes, written: Callable[[Any], bytes]) -> dict[str, Any]:
    try:
        stated = json.loads(file)
        if isinstance(stated, dict) and written(stated) == file:
            return stated
    except (ValueError, TypeError, RecursionError):
        pass
    raise Refused("not JSON in the form in which the ledger writes it")


def _known(stated: dict[str, Any], form: str) -> None:
    if stated["format"] != form or type(stated["suite"]) is not int or stated["suite"] != SUITE:
        raise Refused(f"not a {form} that this release knows")


def _fields(stated: dict[str, Any], needed: set[str], optional: Iterable[str] = ()) -> None:
    if missing := needed - stated.keys():
        raise Refused(f"{min(missing)} is missing")
    if extra := stated.keys() - needed - set(optional):
        raise Refused(f"{min(extra)} does not belong here")


def _verifier(text: object, trusted: Sequence[Verifier]) -> Verifier:
    with _Refusing():
        verifier = Verifier.parse(_text(text))
    if trusted and verifier not in trusted:
        raise Refused(f"signed with the key {verifier}, which is not among those trusted")
    return verifier


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused("a text is missing")
    return value


def _integer(value: object, most: int = _INTEGER_MAX) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise Refused("a whole number is missing")
    return value


def _hashes(values: object) -> list[bytes]:
    if not isinstance(values, list):
        raise Refused("hashes are missing")
    found = []
    for value in values:
        digest = bytes.fromhex(_text(value)) if _is_hex(value) else b""
        if len(digest) != HASH_BYTES or digest.hex() != value:
            raise Refused("a hash is not 64 hexadecimal digits")
        found.append(digest)
    return found


def _is_hex(value: object) -> bool:
    return isinstance(value, str) and all(digit in "0123456789abcdef" for digit in value)
