"""What a notice tells: the figures of leaders by a day, as plain values that stay as they were."""

from datetime import date
from typing import Any

from xiezhi.law.rules.leaders import MONTH, QUARTER
from xiezhi.law.rules.quota import Rank
from xiezhi.law.terms import Area, Seat
from xiezhi.leaders.completion import Line, completions

TOLD = {
    QUARTER: frozenset({Rank.PRESIDENT, Rank.LEADER}),
    MONTH: frozenset({Rank.HEAD, Rank.DEPUTY}),
}
"""The quarter's notice tells of 院领导, the month's of heads and deputies (第8条第3款)."""


def told_rows(court: int, kind: str, year: int, last: date) -> list[dict[str, Any]]:
    """Return the rows of a notice about a court: leaders in the quota, in administrative order."""
    lines = completions([court], year, last)
    return [told(one) for one in lines if one.in_quota and one.rank in TOLD[kind]]


def told(one: Line) -> dict[str, Any]:
    """Return a leader's figures; what counts and the average are in thousandths of a case."""
    done = one.done
    return {
        "person": one.person,
        "name": one.name,
        "post": one.post.value,
        "division": one.division_name,
        "months": one.months,
        "percent": one.standard.percent,
        "average": None if one.average is None else int(one.average * 1000),
        "target": None if done is None else done.target,
        "counted": int(one.tally.counted(one.standard.credit) * 1000),
        "handled": one.sat(Seat.HANDLING),
        "alone": sum(1 for case in one.counting if case.alone),
        "presided": one.sat(Seat.PRESIDING),
        "member": one.sat(Seat.MEMBER),
        "present": sum(case.present for case in one.counting),
        **{area.value: sum(1 for c in one.counting if c.area == area) for area in Area},
        "tagged": one.tagged,
        "not_counted": len(one.cases) - len(one.counting),
        "completed": None if done is None else done.percent,
        "met": None if done is None else done.met,
    }
