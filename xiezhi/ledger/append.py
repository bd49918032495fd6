"""Writing: the drafts of one act become entries of their subjects' chains, in one call."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import orjson

from xiezhi.ledger.encoding import Draft, Head, Sealed, entry_hash, iso


class Cursor(Protocol):
    """A cursor of Django or of psycopg."""

    def execute(self, query: Any, params: Any = None, /) -> object:
        """Run a statement."""

    def fetchone(self) -> Any:
        """Return the next row."""


def append(
    cursor: Cursor, table: str, heads: Mapping[int, Head], drafts: Sequence[Draft]
) -> list[Sealed]:
    """Add entries and move the heads of their subjects, all rows of one table.

    The caller is in a transaction, holds the locks of the subjects' rows and read `heads` under
    them. Several drafts of one subject are chained in their order. Returns them in that order.
    Raises `django.db.OperationalError` (40001) where a head was not the subject's, and
    `IntegrityError` where an accepted act with the same key exists.
    """
    if not drafts:
        return []
    chained = list(_chain(heads, drafts))
    rows = b"[" + b",".join(_row(*link) for link in chained) + b"]"
    cursor.execute("select gate_append(%s::text::regclass, %s::text::json)", [table, rows.decode()])
    ids = cursor.fetchone()[0]
    return [Sealed(id_, *link) for id_, link in zip(ids, chained, strict=True)]


def _chain(
    heads: Mapping[int, Head], drafts: Sequence[Draft]
) -> list[tuple[Draft, int, bytes, bytes]]:
    last = dict(heads)
    chained = []
    for draft in drafts:
        before = last[draft.subject]
        seq = before.seq + 1
        digest = entry_hash(draft, seq, before.hash)
        last[draft.subject] = Head(seq, digest)
        chained.append((draft, seq, before.hash, digest))
    return chained


def _row(draft: Draft, seq: int, prev: bytes, digest: bytes) -> bytes:
    return orjson.dumps({
        "subject": draft.subject, "seq": seq, "prev": prev.hex(), "hash": digest.hex(),
        "act": draft.act, "outcome": draft.outcome, "actor": draft.actor, "post": draft.post,
        "delegation": draft.delegation, "data": orjson.Fragment(draft.data), "at": iso(draft.at),
        "list_version": draft.list_version, "key": draft.key,
    })  # fmt: skip
