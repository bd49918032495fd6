"""The ledger (留痕): entries in bulk and leaves of the sequencer, beside plain COPY of as many."""

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from benchmarks.cases import received
from benchmarks.measure import Figure, Slice, in_turns, timed
from benchmarks.world import World
from tests.factories import AT, make_bench
from xiezhi.ledger.append import append
from xiezhi.ledger.encoding import ACCEPTED, Draft, Head, canonical, microseconds
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.models import Pending
from xiezhi.ledger.notes import Signer
from xiezhi.ledger.sequencer import BATCH, tick

ENTRIES_GOAL, LEAVES_GOAL = 10_000, 15_000
CHUNK = 200


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield the entries a second, then the leaves a second of those same entries."""
    rounds, size = (3, 4_000) if quick else (6, 5_000)
    cases = received(make_bench(), 1_000)
    with connection.cursor() as cursor:
        cursor.execute("create temp table bare (a bigint, b bigint, c bytea, d text)")

    pair = in_turns(
        rounds,
        lambda _: timed(size, partial(_entries, cases, size)),
        lambda _: timed(size, partial(_bare, size, CHUNK)),
    )
    yield Figure(
        "ledger append",
        pair.rate,
        "entries/s",
        f"COPY of as many plain rows, {CHUNK} a transaction: {pair.bare_rate:,.0f}/s",
        ENTRIES_GOAL,
        note="CPU {:,.0f} beside {:,.0f} µs".format(*pair.cpu),
    )
    with tempfile.TemporaryDirectory() as folder:
        yield _sequenced(Folder(Path(folder) / "ledger").make_key())


def _entries(cases: list[int], count: int) -> None:
    """Append under the locks of the cases, as the gate does, without facts, rules or effects."""
    data = canonical({"data": {"reason": "录入有误，予以更正", "claims": "请求判令归还"}})
    for start in range(0, count, CHUNK):
        first = start % len(cases)
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(_LOCK, [cases[first : first + CHUNK]])
            heads = {case: Head(seq, bytes(head)) for case, seq, head in cursor.fetchall()}
            append(cursor, "cases_case", heads, [_draft(case, data) for case in heads])


_LOCK = (
    "select id, seq, head from cases_case where id = any(%s::bigint[])"
    " order by id for no key update"
)


def _draft(case: int, data: bytes) -> Draft:
    return Draft(
        subject=case, act="filing.amend", outcome=ACCEPTED, actor=1, post="filing_officer",
        data=data, at=microseconds(AT), list_version="benchmark",
    )  # fmt: skip


def _sequenced(signer: Signer) -> Figure:
    connection.ensure_connection()

    def leaves(_: int) -> Slice:
        before = Pending.objects.count()
        done = timed(1, lambda: tick(connection.connection, signer, at=AT))
        return Slice(before - Pending.objects.count(), done.wall, done.cpu)

    ticks = max(1, Pending.objects.count() // BATCH - 1)
    pair = in_turns(ticks, leaves, lambda _: timed(BATCH, partial(_bare, BATCH, BATCH)))
    return Figure(
        "ledger sequencer",
        pair.rate,
        "leaves/s",
        f"COPY of as many plain rows: {pair.bare_rate:,.0f}/s",
        LEAVES_GOAL,
        note=f"{ticks} ticks; CPU {{:,.0f}} beside {{:,.0f}} µs".format(*pair.cpu),
    )


def _bare(count: int, size: int) -> None:
    row = (1, 2, os.urandom(32), "x" * 300)
    for start in range(0, count, size):
        with (
            transaction.atomic(durable=True),
            connection.cursor() as cursor,
            cursor.copy("copy bare from stdin") as copy,
        ):
            for _ in range(min(size, count - start)):
                copy.write_row(row)
