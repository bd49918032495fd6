"""分案公平性审计: a year of a court's draws tested and replayed with other settings; no writing."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from xiezhi.acts.types import SYSTEM
from xiezhi.fairness.draws import FEW, TINY, Draws, draws, loads
from xiezhi.fairness.figures import month_before
from xiezhi.law.powers.fairness import AuditData, AuditTest, TicketPoint
from xiezhi.law.rules.tickets import OFFERED
from xiezhi.lot.audit import Finding, audit
from xiezhi.lot.frontier import Balance, balance, frontier

MONTHS = 12
LOTS_MOST = 3_000
"""Of a larger year the latest are taken: the tests and the simulation stay within seconds."""
RUNS_MOST, LOTS_SIMULATED = 5, 3_000
PERMUTATIONS = 999
MILLION, THOUSAND, HUNDRED = 1_000_000, 1_000, 100


def audit_of(court: int, day: date, before: Sequence[str]) -> AuditData:
    """Return the audit of the twelve months before a day; `before` is what the last one found."""
    since = month_before(day, MONTHS)
    found = draws(SYSTEM, court, since, day, LOTS_MOST)
    done = audit(found.records, permutations=PERMUTATIONS)
    tests = tuple(_test(one) for one in done.findings)
    now = actual(found)
    points = _frontier(found, court)
    return AuditData(
        since=since,
        until=day,
        lots=len(found.records),
        refused=found.refused,
        alone=found.alone,
        few=found.count_below(FEW),
        tiny=found.count_below(TINY),
        judges=done.judges,
        pool=_part(_mean([len(one) for one in found.shares]), HUNDRED),
        uneven=-1 if now.uneven is None else _part(now.uneven, THOUSAND // HUNDRED),
        effective=_part(now.effective, HUNDRED),
        guess=_part(now.guess, THOUSAND),
        guess_worst=_part(now.guess_worst, THOUSAND),
        fresh=bool({one.code for one in tests if one.found} - set(before)),
        tests=tests,
        frontier=tuple(map(_point, points)),
    )


def actual(found: Draws) -> Balance:
    """Return how even the year was and how hard to guess, by the tickets on record."""
    chances = [
        [weight / record.total for weight in record.weights.values()] for record in found.records
    ]
    return balance(0, list(loads(found)), chances)


def _frontier(found: Draws, court: int) -> list[Balance]:
    if not found.shares:
        return []
    runs = max(1, min(RUNS_MOST, LOTS_SIMULATED // len(found.shares)))
    return frontier(found.shares, OFFERED, seed=court, runs=runs)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _part(value: float, of: int) -> int:
    return round(value * of)


def _test(one: Finding) -> AuditTest:
    thousandths = partial(_part, of=THOUSAND)
    return AuditTest(
        code=one.code,
        chance=-1 if one.chance is None else _part(one.chance, MILLION),
        found=one.found,
        least=-1 if one.least is None else thousandths(one.least),
        judge=int(one.judge) if one.judge else None,
        seen=thousandths(one.seen),
        expected=thousandths(one.expected),
    )


def _point(one: Balance) -> TicketPoint:
    return TicketPoint(
        tickets=one.even,
        uneven=0 if one.uneven is None else _part(one.uneven, THOUSAND // HUNDRED),
        effective=_part(one.effective, HUNDRED),
        guess=_part(one.guess, THOUSAND),
        guess_worst=_part(one.guess_worst, THOUSAND),
    )
