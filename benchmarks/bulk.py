"""Many acts at once (批量): `perform_many`, beside plain inserts in batches of the same size."""

from collections.abc import Iterator
from functools import partial

from django.db import connection, transaction

from benchmarks.cases import on_all, received
from benchmarks.measure import Figure, Slice, in_turns, timed
from benchmarks.world import World
from tests.factories import AT, Bench, make_bench
from xiezhi.acts.gate import CHUNK
from xiezhi.law.act import Act, Nothing
from xiezhi.law.powers.filing import AMEND, REGISTER, Amendment

GOAL = 3_000
ACTS: tuple[tuple[Act, object], ...] = (
    (AMEND, Amendment(reason="录入有误，予以更正", claims="请求判令归还")),
    (REGISTER, Nothing()),
)


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield the rate of each act."""
    rounds, size = (3, 400) if quick else (5, 1_000)
    bench = make_bench()
    for act, data in ACTS:
        cases = received(bench, (rounds + 1) * size)

        def work(
            number: int, act: Act = act, data: object = data, cases: list[int] = cases
        ) -> Slice:
            part = cases[number * size : (number + 1) * size]
            return timed(size, partial(on_all, act, bench, part, data))

        pair = in_turns(rounds, work, lambda _, cases=cases: inserts(cases[:size]))  # type: ignore[misc]
        one, other = pair.cpu
        yield Figure(
            f"bulk {act.code}",
            pair.rate,
            "acts/s",
            f"raw inserts in batches of {CHUNK}: {pair.bare_rate:,.0f}/s",
            GOAL,
            note=f"CPU {one:,.0f} beside {other:,.0f} µs",
        )


def inserts(cases: list[int]) -> Slice:
    """Insert a plain row for each case, a batch a transaction."""
    return timed(len(cases), partial(_insert, cases))


def raw_inserts(bench: Bench, count: int) -> float:
    """Return how many plain rows a second this machine takes at this moment."""
    case = received(bench, 1)[0]
    return inserts([case] * count).rate


def _insert(cases: list[int]) -> None:
    for start in range(0, len(cases), CHUNK):
        part = cases[start : start + CHUNK]
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.executemany(_NOTICE, [(case, "请补正：证据", AT) for case in part])


_NOTICE = (
    "insert into cases_notice (case_id, to_parties, says, at) values"
    " (%s::bigint, true, %s::text, %s::timestamptz)"
)
