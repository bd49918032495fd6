"""Writing: the drafts of one act become entries of their subjects' chains, in one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    chained, rows = chain(heads, drafts)
    cursor.execute("select gate_append(%s::text::regclass, %s::text::json)", [table, rows])
    return [link.sealed(id_) for id_, link in zip(cursor.fetchone()[0], chained, strict=True)]


@dataclass(frozen=True)
class Link:
    """链环: a draft in its place of a chain, before the database has numbered it."""

    draft: Draft
    seq: int
    prev: bytes
    hash: bytes

    def sealed(self, number: int) -> Sealed:
        """Return the entry that it became."""
        return Sealed(number, self.draft, self.seq, self.prev, self.hash)


def chain(heads: Mapping[int, Head], drafts: Sequence[Draft]) -> tuple[list[Link], str]:
    """Return drafts chained to the heads of their subjects, and the JSON that `gate_append` takes.

    For a caller whose own SQL function calls `gate_append`; what holds for `append` holds for it.
    """
    last = dict(heads)
    chained = []
    for draft in drafts:
        before = last[draft.subject]
        link = Link(
            draft, before.seq + 1, before.hash, entry_hash(draft, before.seq + 1, before.hash)
        )
        last[draft.subject] = Head(link.seq, link.hash)
        chained.append(link)
    return chained, (b"[" + b",".join(map(_row, chained)) + b"]").decode()


def _row(link: Link) -> bytes:
    draft = link.draft
    return orjson.dumps({
        "subject": draft.subject, "seq": link.seq, "prev": link.prev.hex(),
        "hash": link.hash.hex(),
        "act": draft.act, "outcome": draft.outcome, "actor": draft.actor, "post": draft.post,
        "delegation": draft.delegation, "data": orjson.Fragment(draft.data), "at": iso(draft.at),
        "list_version": draft.list_version, "key": draft.key,
    })  # fmt: skip
