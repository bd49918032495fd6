"""Receipts (回执): what an actor takes home, made from the database."""

from collections.abc import Sequence
from typing import Any

from xiezhi.ledger import tree
from xiezhi.ledger.documents import RECEIPT, entry_json
from xiezhi.ledger.notes import SUITE, NoteRefused, Verifier, open_note
from xiezhi.ledger.rows import ENTRY, Link, hashes, prove, read_entry


class NoSuchEntry(LookupError):
    """The ledger has no entry of that number."""


def receipt(
    link: Link, entry: int, verifiers: list[Verifier], *, to_latest: bool = False
) -> dict[str, Any]:
    """Return the receipt of an entry; `documents.receipt_bytes` writes it.

    Before the sequencer has come to the entry, the receipt holds its fields and hash only. Else
    it proves the entry under the first checkpoint that covers it; `to_latest` adds the proof that
    the newest checkpoint still contains that one. Raises `NoSuchEntry`.
    """
    row = link.execute(
        f"""select {ENTRY}, l.index,
              (select note from ledger_checkpoint where size > l.index order by size limit 1)
            from ledger_entry e left join ledger_leaf l on l.entry = e.id
            where e.id = %s::bigint""",  # noqa: S608 - a constant
        [entry],
    ).fetchone()
    if row is None:
        raise NoSuchEntry(f"the ledger has no entry {entry}")
    *_, index, note = row
    stated: dict[str, Any] = {
        "format": RECEIPT, "suite": SUITE, "entry": entry_json(read_entry(row)),
    }  # fmt: skip
    if note is None:
        return stated
    signed, signer = open_note(note, verifiers)
    path = prove(link, tree.inclusion_spans(index, signed.size))
    stated |= {
        "index": index, "path": [digest.hex() for digest in path], "checkpoint": note,
        "verifier": str(signer),
    }  # fmt: skip
    return stated | (_later(link, signed.size, signer) if to_latest else {})


def _later(link: Link, size: int, signer: Verifier) -> dict[str, Any]:
    row = link.execute(
        "select note from ledger_checkpoint where size > %s::bigint order by size desc limit 1",
        [size],
    ).fetchone()
    if row is None:
        return {}
    try:
        latest = signer.open(row[0])
    except NoteRefused:  # the key changed since: the newer one cannot be shown by the older
        return {}
    path = prove(link, tree.consistency_spans(size, latest.size))
    return {"later": {"checkpoint": row[0], "path": [digest.hex() for digest in path]}}


def receipts(
    link: Link, entries: Sequence[int], note: str, signer: Verifier
) -> dict[int, dict[str, Any]]:
    """Return receipts by entry, all under one checkpoint, in two statements however many.

    An entry that the checkpoint does not cover is left out.
    """
    size = signer.open(note).size
    rows = link.execute(
        f"""select {ENTRY}, l.index from ledger_leaf l join ledger_entry e on e.id = l.entry
             where l.entry = any(%s::bigint[]) and l.index < %s::bigint""",  # noqa: S608
        [list(entries), size],
    ).fetchall()
    spans = {row[0]: tree.inclusion_spans(row[-1], size) for row in rows}
    found = hashes(
        link, {place for known in spans.values() for span in known for place in tree.places(span)}
    )
    return {
        row[0]: {
            "format": RECEIPT, "suite": SUITE, "entry": entry_json(read_entry(row)),
            "index": row[-1], "checkpoint": note, "verifier": str(signer),
            "path": [one.hex() for one in tree.prove(spans[row[0]], found.__getitem__)],
        }
        for row in rows
    }  # fmt: skip
