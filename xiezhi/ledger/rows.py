"""Reading the ledger's tables: entries as they were hashed, and hashes of the tree."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from xiezhi.ledger import tree
from xiezhi.ledger.encoding import Draft, Sealed

Link = Connection[Any]

# `data` as its bytes, the time in whole microseconds: nothing passes through a zone or a parser.
# A forged time may be infinite; no true one is the least number.
ENTRY = """e.id, e.subject, e.seq, e.prev, e.hash, e.act, e.outcome, e.actor, e.post, e.delegation,
    e.data::text, coalesce(case when isfinite(e.at) then extract(epoch from e.at) * 1000000 end,
    -9223372036854775808)::bigint, e.list_version, e.key"""
ENTRY_WIDTH = 14


class LedgerBroken(RuntimeError):
    """The tables contradict each other; `xiezhi ledger fsck` says where."""


def read_entry(row: tuple[Any, ...]) -> Sealed:
    """Return the entry in the first columns of a row that begins with `ENTRY`."""
    (
        id_,
        subject,
        seq,
        prev,
        digest,
        act,
        outcome,
        actor,
        post,
        delegation,
        data,
        at,
        version,
        key,
    ) = row[:ENTRY_WIDTH]
    draft = Draft(
        subject=subject, act=act, outcome=outcome, actor=actor, post=post, data=data.encode(),
        at=at, list_version=version, delegation=delegation, key=key,
    )  # fmt: skip
    return Sealed(id_, draft, seq, bytes(prev), bytes(digest))


def hashes(link: Link, wanted: Iterable[tree.Place]) -> dict[tree.Place, bytes]:
    """Return the hashes of complete subtrees, leaves included; raises `LedgerBroken`."""
    places = set(wanted)
    found = {
        (level, index): bytes(digest)
        for level, index, digest in link.execute(
            """select level, index, hash from ledger_node
               join unnest(%s::smallint[], %s::bigint[]) as w(level, index) using (level, index)
               union all
               select 0, index, hash from ledger_leaf where index = any(%s::bigint[])""",
            [
                [level for level, _ in places if level],
                [index for level, index in places if level],
                [index for level, index in places if not level],
            ],
        )
    }
    if missing := places - found.keys():
        raise LedgerBroken(f"the tree lacks {len(missing)} nodes, among them {min(missing)}")
    return found


def prove(link: Link, spans: list[tree.Span]) -> list[bytes]:
    """Return the proof made of the roots of spans, in one query."""
    found = hashes(link, (place for span in spans for place in tree.places(span)))
    return tree.prove(spans, found.__getitem__)


def origin(link: Link) -> str | None:
    """Return the name of the log, or nothing before its first checkpoint."""
    row = link.execute("select origin from ledger_log").fetchone()
    return row[0] if row else None
