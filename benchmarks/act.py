"""One act (单项): the gate with all its guarantees, beside a transaction of two plain writes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from django.db import transaction

from benchmarks.cases import received
from benchmarks.measure import Figure, Pair, Slice, in_turns, timed
from benchmarks.world import World
from tests.factories import AT, Bench, make_bench
from xiezhi.acts.gate import perform
from xiezhi.acts.types import Wish
from xiezhi.cases.models import Case, Notice
from xiezhi.law.act import Act, Nothing
from xiezhi.law.powers.filing import AMEND, REGISTER, REQUEST_CORRECTION, Amendment
from xiezhi.law.powers.filing import CorrectionRequest as Request
from xiezhi.law.terms import Post, State

GOAL = 0.45
ACTS: tuple[tuple[Act, object, str], ...] = (
    (AMEND, Amendment(reason="录入有误，予以更正", claims="请求判令归还"), "one update"),
    (
        REQUEST_CORRECTION,
        Request(missing="请补充证据"),
        "update, insert; duty settled, duty opened",
    ),
    (REGISTER, Nothing(), "update, case number; duty settled, duty opened"),
)


def figures(world: World, *, quick: bool) -> Iterator[Figure]:
    """Yield the ratio of each act."""
    rounds, size = (5, 20) if quick else (15, 40)
    bench = make_bench()
    for act, data, writes in ACTS:
        pair = measure(world, act, data, bench, rounds, size)
        work, bare = pair.cpu
        yield Figure(
            f"act {act.code}",
            pair.ratio,
            "of bare",
            f"{pair.rate:,.0f} acts/s beside {pair.bare_rate:,.0f} bare/s, same options",
            GOAL,
            note=f"CPU {work:,.0f} beside {bare:,.0f} µs ({bare / work:.2f}); {writes}",
        )


def measure(world: World, act: Act, data: object, bench: Bench, rounds: int, size: int) -> Pair:
    """Take slices of single acts and of bare transactions by turns, each on cases of its own."""
    cases = received(bench, (rounds + 1) * size)
    world.analyze()

    def part(number: int) -> list[int]:
        return cases[number * size : (number + 1) * size]

    def sliced(run: Callable[[list[int]], None], number: int) -> Slice:
        return timed(size, partial(run, part(number)))

    return in_turns(
        rounds, partial(sliced, partial(_acts, act, data, bench)), partial(sliced, _bare)
    )


def _acts(act: Act, data: object, bench: Bench, cases: list[int]) -> None:
    officer = bench.as_(Post.FILING_OFFICER)
    for case in cases:
        perform(act, officer, Wish(case, data), at=AT)


def _bare(cases: list[int]) -> None:
    """Do what an application without a gate would: one update, one insert, one commit."""
    now = datetime.now(UTC)
    for case in cases:
        with transaction.atomic(durable=True):
            Case.objects.filter(pk=case).update(state=State.CORRECTING, claims="请求判令归还")
            Notice.objects.create(case_id=case, to_parties=True, says="请补正：证据", at=now)
