"""The whole log as lines of JSON that an outsider can check without our database."""

from collections.abc import Iterator
from typing import Any

from xiezhi.ledger.documents import EXPORT, entry_json, export_lines
from xiezhi.ledger.notes import SUITE, Verifier
from xiezhi.ledger.rows import ENTRY, Link, origin, read_entry

ROWS_AT_ONCE = 5_000


def export(link: Link, verifiers: list[Verifier]) -> Iterator[bytes]:
    """Return the lines: header, leaves with each checkpoint after its last one, pending, end.

    The caller has begun a transaction (`repeatable read, read only`).
    """
    return export_lines(_items(link, verifiers))


def _items(link: Link, verifiers: list[Verifier]) -> Iterator[tuple[str, Any]]:
    keys = [str(verifier) for verifier in verifiers]
    name = origin(link) or ""
    yield "header", {"format": EXPORT, "suite": SUITE, "origin": name, "verifiers": keys}
    counts = {"leaves": 0, "checkpoints": 0, "pending": 0}
    checkpoints = _stream(link, "select size, note from ledger_checkpoint order by size", "notes")
    due = next(checkpoints, None)
    leaves = f"""select {ENTRY} from ledger_leaf l join ledger_entry e on e.id = l.entry
        order by l.index"""  # noqa: S608 - a constant
    for row in _stream(link, leaves, "leaves"):
        yield "leaf", entry_json(read_entry(row))
        counts["leaves"] += 1
        if due is not None and due[0] == counts["leaves"]:
            yield "checkpoint", due[1]
            counts["checkpoints"] += 1
            due = next(checkpoints, None)
    waiting = f"""select {ENTRY} from ledger_pending p join ledger_entry e on e.id = p.entry
        order by e.id"""  # noqa: S608 - a constant
    for row in _stream(link, waiting, "waiting"):
        yield "pending", entry_json(read_entry(row))
        counts["pending"] += 1
    yield "end", counts


def _stream(link: Link, query: str, name: str) -> Iterator[tuple[Any, ...]]:
    with link.cursor(name=f"export_{name}") as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(query)
        yield from cursor
