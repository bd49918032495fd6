"""监督台: what is late or waits within a scope, and the four-type cases with their measures.

Each read is one statement, from the few flags to their cases, however many cases a court has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.terms import FlagState, FourType, MeasureKind
from xiezhi.supervision.scope import CONDITION, Scope

PAGE = 50


@dataclass(frozen=True)
class Figures:
    """监督数字: what a scope holds now."""

    flagged: int
    suspected: int
    late: int
    unsubmitted: int
    waiting: int
    unacted: int


STANDING = """
(a.kind = 'unconfirmed' and exists (select from acts_prompt q
      where q.id = a.cause and q.settled_by is null)
 or a.kind = 'should_submit' and c.state in ('deliberating', 'decided', 'signing')
    and a.cause = (select d.id from cases_deliberation d where d.case_id = c.id
                    order by d.round desc limit 1)
    and not exists (select from supervision_referral x where x.case_id = c.id and x.at > a.at))
"""
"""SQL over `supervision_alert a` and its case `c`: whether what it warned of still stands."""
_STALE = """
c.closed_on is null and not exists (select from supervision_measure m
   where m.case_id = c.id and m.asked_at is not null)
and exists (select from supervision_fourtypeflag f where f.case_id = c.id
   and f.state = 'confirmed' and f.decided_at < %(stale)s)
"""
_FIGURES = f"""
with flagged as (
  select c.id, c.closed_on, c.state,
         bool_or(f.state = 'confirmed') confirmed, bool_or(f.state = 'suspected') suspected,
         min(f.decided_at) filter (where f.state = 'confirmed') confirmed_at
    from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
   where {CONDITION} and c.closed_on is null and f.state in ('confirmed', 'suspected')
   group by c.id)
select count(*) filter (where confirmed), count(*) filter (where suspected),
       (select count(distinct c.id) from supervision_alert a join cases_case c on c.id = a.case_id
         where {CONDITION} and a.kind = 'unconfirmed' and {STANDING}),
       (select count(distinct c.id) from supervision_alert a join cases_case c on c.id = a.case_id
         where {CONDITION} and a.kind = 'should_submit' and {STANDING}),
       (select count(*) from supervision_measure m join cases_case c on c.id = m.case_id
         where {CONDITION} and m.answered_at is null and m.asked_at is not null
           and c.closed_on is null),
       count(*) filter (where confirmed_at < %(stale)s and not exists (
           select from supervision_measure m where m.case_id = g.id and m.asked_at is not null))
  from flagged g
"""  # noqa: S608 - made of constants


def figures(viewer: Actor, scope: Scope, at: datetime) -> Figures:
    """Return the figures of a scope, in one statement."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    return Figures(*_rows(_FIGURES, scope.given | {"stale": stale(at)})[0])


def stale(at: datetime) -> datetime:
    """Return the moment before which a confirmed flag without a measure is unacted (R5.16)."""
    days = parameter("supervision.unacted_days", at.astimezone(ZONE).date())
    return at - timedelta(days=days)


@dataclass(frozen=True)
class AlertShown:
    """预警一条: of which case, since when, to whom."""

    id: int
    case: int
    number: str
    title: str
    judge: str
    court: str
    kind: str
    step: int
    to: str
    unreported: bool
    due_on: date
    at: datetime


_ALERTS = f"""
select distinct on (a.kind, a.cause) a.id, c.id, coalesce(c.number, ''), c.title,
       coalesce(p.name, ''), k.name, a.kind, a.step, a.to_post, a.unreported, a.due_on, a.at
  from supervision_alert a
  join cases_case c on c.id = a.case_id
  join people_court k on k.id = c.court_id
  left join people_person p on p.id = c.judge_id
 where {{where}} and {STANDING}
 order by a.kind, a.cause, a.step desc limit %(most)s
"""  # noqa: S608 - made of constants


def alerts(viewer: Actor, scope: Scope, most: int = 200) -> list[AlertShown]:
    """Return the alerts of a scope that stand, each on its last step, in one statement."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    rows = _rows(_ALERTS.format(where=CONDITION), scope.given | {"most": most})
    return _shown(rows)


def unreported(viewer: Actor, scope: Scope, most: int = 500) -> list[AlertShown]:
    """Return what the courts below left unreported, for their high court, in one statement."""
    assert viewer.person == scope.person and scope.over, "for a high court's monitor"
    below = f"c.court_id in ({BELOW}) and a.unreported"
    return _shown(_rows(_ALERTS.format(where=below), {"court": scope.court, "most": most}))


BELOW = """
with recursive below as (
  select k.id from people_court k where k.parent_id = %(court)s
  union all select k.id from people_court k join below b on k.parent_id = b.id)
select id from below
"""
"""SQL: the courts below `court`, at every level."""


def _shown(rows: list[Any]) -> list[AlertShown]:
    found = [AlertShown(*row) for row in rows]
    return sorted(found, key=lambda one: (one.due_on, one.id))


@dataclass(frozen=True)
class Sought:
    """筛选: which four-type cases; empty fields do not narrow."""

    code: str = ""
    state: str = ""
    stage: str = ""
    rule: str = ""
    measure: str = ""
    year: int = 0
    """The year in which the flag was raised."""
    open: bool = False
    waiting: bool = False
    """A measure waits for its answer."""
    unacted: bool = False
    reconsidered: bool = False
    missed: bool = False
    """Never flagged, and changed, remanded or complained of afterwards."""
    hand: bool = False
    """Flags that people set and no rule had suspected."""
    after: int = 0


@dataclass(frozen=True)
class FourTypeCase:
    """四类案件一行: a case with its flags and measures."""

    id: int
    number: str
    title: str
    state: str
    judge: str
    division: str
    flags: tuple[tuple[str, str], ...]
    measures: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    first_at: datetime | None = None
    confirmed_at: datetime | None = None


_LISTED = """
select c.id, coalesce(c.number, ''), c.title, c.state, coalesce(p.name, ''), coalesce(d.name, ''),
       array(select array[f.code, f.state]::text[] from supervision_fourtypeflag f
              where f.case_id = c.id order by f.id),
       coalesce((select json_object_agg(x.kind, x.n)::text from (
           select m.kind, count(*) n from supervision_measure m
            where m.case_id = c.id and m.asked_at is not null group by m.kind) x), '{{}}'),
       (select count(*) from supervision_measure m
         where m.case_id = c.id and m.asked_at is not null and m.answered_at is null),
       (select min(m.asked_at) from supervision_measure m where m.case_id = c.id),
       (select min(f.decided_at) from supervision_fourtypeflag f
         where f.case_id = c.id and f.state = 'confirmed')
  from cases_case c
  left join people_person p on p.id = c.judge_id
  left join people_division d on d.id = c.division_id
 where {where} and c.id > %(after)s
 order by c.id limit %(most)s
"""
MISSED = """
not exists (select from supervision_fourtypeflag f where f.case_id = c.id
   and f.state in ('confirmed', 'withdrawn', 'closed') and f.stage <> 'after')
and c.closed_on >= %(since)s and c.closed_on < %(until)s
and (c.id in (select z.case_id from cases_appeal z join ledger_entry e on e.subject = z.case_id
               where e.act = 'appeal.record_outcome' and e.outcome = 'accepted'
                 and e.data->'data'->>'outcome' in ('changed', 'remanded'))
     or c.id in (select m.case_id from supervision_complaint m where m.found)
     or c.id in (select f.case_id from supervision_fourtypeflag f
                  where f.stage = 'after' and f.state = 'confirmed'))
"""
"""SQL over `cases_case c`: closed in a period, never found before, found wanting afterwards."""


def listed(
    viewer: Actor, scope: Scope, sought: Sought, at: datetime, most: int = PAGE
) -> list[FourTypeCase]:
    """Return the four-type cases of a scope by number upwards, in one statement."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    where, given = _where(sought, at)
    given |= scope.given | {"after": sought.after, "most": most}
    rows = _rows(_LISTED.format(where=f"{CONDITION} and {where}"), given)
    return [_case(row) for row in rows]


def _where(sought: Sought, at: datetime) -> tuple[str, dict[str, Any]]:
    year = sought.year or at.astimezone(ZONE).year
    given: dict[str, Any] = period(year)
    if sought.missed:
        return MISSED, given
    flags = ["true"]
    for name in ("code", "state", "stage", "rule"):
        if getattr(sought, name):
            flags.append(f"f.{name} = %({name})s")
            given[name] = getattr(sought, name)
    if sought.hand:
        flags.append("not f.by_machine and f.state in ('confirmed', 'withdrawn', 'closed')")
    if sought.year:
        flags.append("f.raised_at >= %(start)s and f.raised_at < %(end)s")
    parts = [
        "c.id in (select f.case_id from supervision_fourtypeflag f where "  # noqa: S608
        + " and ".join(flags)
        + ")"
    ]
    if sought.open:
        parts.append("c.closed_on is null")
    if sought.waiting:
        parts.append(_OF_MEASURE.format("m.answered_at is null"))
    if sought.measure:
        parts.append(_OF_MEASURE.format("m.kind = %(measure)s"))
        given["measure"] = sought.measure
    if sought.reconsidered:
        parts.append(_OF_MEASURE.format("m.kind = 'M6'"))
    if sought.unacted:
        parts.append(_STALE)
        given["stale"] = stale(at)
    return " and ".join(parts), given


_OF_MEASURE = (
    "c.id in (select m.case_id from supervision_measure m where m.asked_at is not null and {})"
)


def period(year: int) -> dict[str, Any]:
    """Return the first and last moment of a year, by day and by moment."""
    return {
        "since": date(year, 1, 1),
        "until": date(year + 1, 1, 1),
        "start": datetime(year, 1, 1, tzinfo=ZONE),
        "end": datetime(year + 1, 1, 1, tzinfo=ZONE),
    }


def _case(row: Any) -> FourTypeCase:
    id_, number, title, state, judge, division, flags, measures, waiting, first, confirmed = row
    return FourTypeCase(
        id=id_,
        number=number,
        title=title,
        state=state,
        judge=judge,
        division=division,
        flags=tuple((code, status) for code, status in flags),
        measures=orjson.loads(measures),
        waiting=waiting,
        first_at=first,
        confirmed_at=confirmed,
    )


CODES = frozenset(code.value for code in FourType)
STATES = frozenset(state.value for state in FlagState)
KINDS = frozenset(kind.value for kind in MeasureKind)


def _rows(sql: str, given: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
