"""Receipts (回执): what an actor takes home, made from the database."""

from typing import Any

from xiezhi.ledger import tree
from xiezhi.ledger.documents import RECEIPT, entry_json
from xiezhi.ledger.notes import SUITE, NoteRefused, Verifier, open_note
from xiezhi.ledger.rows import ENTRY, Link, prove, read_entry


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
