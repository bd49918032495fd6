"""Rehearsal (清单演练): what a drafted list would have decided on a month's real trace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from xiezhi.acts.models import CourtList
from xiezhi.acts.prompts import due_on
from xiezhi.alerts.scope import Overseen
from xiezhi.alerts.trace_report import Counted, bounds, report
from xiezhi.law.facts import CourtFacts, CourtRules
from xiezhi.law.parameters import parameter
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post


@dataclass(frozen=True)
class Shift:
    """权责变化: acts of a month that the draft would have decided the other way."""

    act: str
    post: str
    count: int
    refuses: bool
    """Whether they were done and would be refused; else refused and no longer for want of power."""


@dataclass(frozen=True)
class Limit:
    """期限变化: a number that the draft shortens, on the duties that arose in the month."""

    name: str
    now: int
    then: int
    raised: int
    late_now: int
    late_then: int


@dataclass(frozen=True)
class Rehearsal:
    """演练结果: of one version on one month; `acts` is how many acts were looked at."""

    version: int
    month: date
    acts: int
    shifts: tuple[Shift, ...]
    limits: tuple[Limit, ...]
    unmeasured: tuple[str, ...]
    """Numbers that no duty's day depends on: the trace does not tell what they change."""


def rehearse(court: Overseen, facts: CourtFacts, version: int, month: date) -> Rehearsal | None:
    """Return what a version of a court's list would have changed; None where there is none.

    `facts` are those of the court for who rehearses, to whom `scope.overseen` gave the court.
    """
    drafted = CourtList.objects.filter(court=court.id, version=version).first()
    if drafted is None:
        return None
    draft = _rules(drafted)
    trace = report([court], month)
    names = sorted(name for name in draft.numbers if _duties(name))
    return Rehearsal(
        version=version,
        month=trace.month,
        acts=trace.done + trace.refused,
        shifts=tuple(_shifts(trace.rows, facts.rules, draft)),
        limits=tuple(_limits(facts, draft, names, month)),
        unmeasured=tuple(sorted(set(draft.numbers) - set(names))),
    )


def _rules(drafted: CourtList) -> CourtRules:
    rows = list(drafted.rows.all())
    return CourtRules(
        version=drafted.version,
        holders={r.act: frozenset(map(Post, r.posts)) for r in rows if r.kind == "holders"},
        numbers={r.name: r.number for r in rows if r.kind == "number" and r.number is not None},
        delegable=frozenset(r.act for r in rows if r.kind == "delegable"),
    )


def _shifts(rows: Sequence[Counted], now: CourtRules, draft: CourtRules) -> Iterable[Shift]:
    for row in rows:
        held, holds = _holds(row, now.holders), _holds(row, draft.holders)
        if row.accepted and held and not holds:
            yield Shift(row.act, row.post, row.accepted, refuses=True)
        if row.refused and holds and not held:
            yield Shift(row.act, row.post, row.refused, refuses=False)


def _holds(row: Counted, holders: Mapping[str, frozenset[Post]]) -> bool:
    act = powers().get(row.act)
    return act is not None and row.post in holders.get(row.act, act.holders)


def _duties(name: str) -> list[tuple[str, str]]:
    """Return act and duty for each duty whose day a number sets."""
    return [
        (act.code, duty.act)
        for act in powers().values()
        for duty in act.raises
        if duty.within == name
    ]


_RAISED = """
select (q.raised_at at time zone 'Asia/Shanghai')::date,
       coalesce((q.settled_at at time zone 'Asia/Shanghai')::date, %(today)s::date), count(*)
  from acts_prompt q join ledger_entry e on e.id = q.raised_by
 where q.court = %(court)s and q.raised_at >= %(since)s and q.raised_at < %(until)s
   and (e.act, q.act) in (select * from unnest(%(acts)s::text[], %(duties)s::text[]))
 group by 1, 2
"""


def _limits(
    facts: CourtFacts, draft: CourtRules, names: Sequence[str], month: date
) -> Iterable[Limit]:
    since, until = bounds(month)
    for name in names:
        pairs = _duties(name)
        given: dict[str, Any] = {
            "court": facts.court,
            "since": since,
            "until": until,
            "today": facts.today,
            "acts": [act for act, _ in pairs],
            "duties": [duty for _, duty in pairs],
        }
        with connection.cursor() as cursor:
            cursor.execute(_RAISED, given)
            found = cursor.fetchall()
        now = parameter(name, facts.today, scope=facts.province, overrides=facts.rules.numbers)
        yield Limit(
            name=name,
            now=now,
            then=draft.numbers[name],
            raised=sum(count for _, _, count in found),
            late_now=_late(name, found, facts),
            late_then=_late(name, found, replace(facts, rules=draft)),
        )


def _late(name: str, found: Sequence[tuple[date, date, int]], facts: CourtFacts) -> int:
    """Return how many duties were, or still are, unfulfilled after their last day."""
    late = 0
    for raised, settled, count in found:
        due = due_on(name, raised, facts)
        if due is not None and settled > due:
            late += count
    return late
