"""第五条报告: identification, precision, what was missed, measures, timeliness; no ranking.

A fixed number of statements for any number of cases; of a result only whether it changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.cases.sealing import unseal_text
from xiezhi.detection.measure import wilson
from xiezhi.law.terms import COURT_LEADERS
from xiezhi.supervision.board import BELOW, MISSED, STANDING, period
from xiezhi.supervision.monitor import COVERED, month_of
from xiezhi.supervision.scope import CONDITION, Scope


@dataclass(frozen=True)
class Identified:
    """识别情况: how many flags of a type were raised at a stage."""

    code: str
    stage: str
    count: int


@dataclass(frozen=True)
class Precision:
    """规则准确率: what became of the suspicions of one automatic rule in one version."""

    rule: str
    version: str
    confirmed: int
    rejected: int
    waiting: int

    @property
    def rate(self) -> int | None:
        """The share of confirmed ones among those answered, in per cent; None before any."""
        answered = self.confirmed + self.rejected
        return round(100 * self.confirmed / answered) if answered else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The 95 % interval of that share, in per cent; None before any answer."""
        answered = self.confirmed + self.rejected
        if not answered:
            return None
        low, high = wilson(self.confirmed, answered)
        return round(100 * low), round(100 * high)


@dataclass(frozen=True)
class Reconsidered:
    """复议前后: in how many reconsiderations the conclusion stayed, changed or is not there yet."""

    same: int
    changed: int
    open: int


@dataclass(frozen=True)
class Report:
    """第五条报告: a year of a scope."""

    year: int
    identified: tuple[Identified, ...]
    precision: tuple[Precision, ...]
    missed: int
    measures: Mapping[str, int]
    hours: int | None
    """Median hours from the confirmation of a flag to the first measure."""
    reconsidered: Reconsidered

    @property
    def flagged(self) -> int:
        """How many flags were raised."""
        return sum(one.count for one in self.identified)


_BY_CODE = f"""
select f.code, f.stage, count(*) from supervision_fourtypeflag f
  join cases_case c on c.id = f.case_id
 where {CONDITION} and f.raised_at >= %(start)s and f.raised_at < %(end)s
   and f.state <> 'rejected'
 group by 1, 2 order by 1, 2
"""  # noqa: S608 - made of constants
_BY_RULE = f"""
select f.rule, f.rule_version, count(*) filter (where f.state in ('confirmed', 'withdrawn',
       'closed')), count(*) filter (where f.state = 'rejected'),
       count(*) filter (where f.state = 'suspected')
  from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
 where {CONDITION} and f.by_machine and f.raised_at >= %(start)s and f.raised_at < %(end)s
 group by 1, 2 order by 1, 2
"""  # noqa: S608 - made of constants
_FIGURES = f"""
select (select count(*) from cases_case c where {CONDITION} and {MISSED}),
       (select percentile_cont(0.5) within group (order by
               extract(epoch from x.first_at - x.confirmed_at) / 3600)
          from (select min(f.decided_at) confirmed_at,
                       (select min(m.asked_at) from supervision_measure m
                         where m.case_id = c.id) first_at
                  from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
                 where {CONDITION} and f.state = 'confirmed'
                   and f.decided_at >= %(start)s and f.decided_at < %(end)s
                 group by c.id) x
         where x.first_at >= x.confirmed_at)
"""  # noqa: S608 - made of constants
_MEASURES = f"""
select m.kind, count(*) from supervision_measure m join cases_case c on c.id = m.case_id
 where {CONDITION} and m.asked_at >= %(start)s and m.asked_at < %(end)s group by 1
union all
select 'M1', count(*) from (select distinct c.id, e.id
  from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
  join ledger_entry e on e.subject = c.id and e.act = 'assignment.reassign'
   and e.outcome = 'accepted' and e.post = any(%(leads)s::text[]) and e.at >= f.decided_at
 where {CONDITION} and f.state in ('confirmed', 'withdrawn', 'closed')
   and e.at >= %(start)s and e.at < %(end)s) x
"""  # noqa: S608 - made of constants
_ROUNDS = f"""
select c.id, c.sealing_key, b.sealed_text, a.sealed_text
  from supervision_measure m join cases_case c on c.id = m.case_id
  left join lateral (select r.sealed_text from cases_deliberation d
       join cases_deliberationresult r on r.deliberation_id = d.id
      where d.case_id = c.id and d.round = m.round) b on true
  left join lateral (select r.sealed_text from cases_deliberation d
       join cases_deliberationresult r on r.deliberation_id = d.id
      where d.case_id = c.id and d.round > m.round order by d.round limit 1) a on true
 where {CONDITION} and m.kind = 'M6' and m.asked_at >= %(start)s and m.asked_at < %(end)s
"""  # noqa: S608 - made of constants


def report(viewer: Actor, scope: Scope, year: int) -> Report:
    """Return the report on a year of a scope, in five statements."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    leads = sorted(post.value for post in COURT_LEADERS)
    given = scope.given | period(year) | {"leads": leads}
    missed, hours = _rows(_FIGURES, given)[0]
    return Report(
        year=year,
        identified=tuple(Identified(*row) for row in _rows(_BY_CODE, given)),
        precision=tuple(Precision(*row) for row in _rows(_BY_RULE, given)),
        missed=missed,
        measures={kind: count for kind, count in _rows(_MEASURES, given) if count},
        hours=round(hours) if hours is not None else None,
        reconsidered=_reconsidered(_rows(_ROUNDS, given)),
    )


def _reconsidered(rows: Sequence[Any]) -> Reconsidered:
    """Compare conclusions round by round; what they are leaves this function for nobody."""
    same = changed = waiting = 0
    for case, key, before, after in rows:
        if before is None or after is None:
            waiting += 1
        elif _conclusion(case, key, before) == _conclusion(case, key, after):
            same += 1
        else:
            changed += 1
    return Reconsidered(same, changed, waiting)


def _conclusion(case: int, key: bytes, sealed: bytes) -> object:
    return orjson.loads(unseal_text(case, key, sealed))["decided"]


@dataclass(frozen=True)
class CourtWatched:
    """辖区法院一行: what a court below leaves open; in administrative order, never ranked."""

    id: int
    name: str
    flagged: int
    suspected: int
    unreported: int
    unsubmitted: int
    waiting: int


_COURTS = f"""
with below as ({BELOW}),
flags as (
  select c.court_id, count(distinct c.id) filter (where f.state = 'confirmed') flagged,
         count(distinct c.id) filter (where f.state = 'suspected') suspected
    from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
   where c.closed_on is null and c.court_id in (select id from below)
     and f.state in ('confirmed', 'suspected') group by 1),
told as (
  select c.court_id,
         count(distinct a.case_id) filter (where a.unreported) unreported,
         count(distinct a.case_id) filter (where a.kind = 'should_submit') unsubmitted
    from supervision_alert a join cases_case c on c.id = a.case_id
   where c.court_id in (select id from below) and {STANDING} group by 1),
asked as (
  select c.court_id, count(*) waiting from supervision_measure m
    join cases_case c on c.id = m.case_id
   where c.court_id in (select id from below) and c.closed_on is null
     and m.asked_at is not null and m.answered_at is null group by 1)
select k.id, k.name, coalesce(f.flagged, 0), coalesce(f.suspected, 0), coalesce(t.unreported, 0),
       coalesce(t.unsubmitted, 0), coalesce(w.waiting, 0)
  from people_court k
  left join flags f on f.court_id = k.id left join told t on t.court_id = k.id
  left join asked w on w.court_id = k.id
 where k.id in (select id from below) order by k.place, k.id
"""  # noqa: S608 - made of constants


def courts(viewer: Actor, scope: Scope) -> list[CourtWatched]:
    """Return the courts below a high court in administrative order, in one statement."""
    assert viewer.person == scope.person and scope.over, "for a high court's monitor"
    rows = _rows(_COURTS, {"court": scope.court})
    return [CourtWatched(*row) for row in rows]


@dataclass(frozen=True)
class Performance:
    """履职考核数据: counts and timeliness of a leader's month; nothing of any outcome (R5.18)."""

    person: int
    name: str
    post: str
    flagged: int
    acted: int
    measures: int
    hours: int | None
    notes_late: int


_PERFORMANCE = f"""
with covered as ({COVERED})
select p.id, p.name, (select t.post from people_tenure t where t.person_id = p.id
         and t.court_id = %(court)s and t.post = any(%(leads)s::text[])
         and (t.until is null or t.until >= %(until)s) order by t.id limit 1),
       count(v.case_id),
       count(v.case_id) filter (where exists (select from supervision_measure m
          where m.case_id = v.case_id and m.asked_by_id = p.id
            and m.asked_at >= %(start)s and m.asked_at < %(end)s)),
       (select count(*) from supervision_measure m join cases_case c on c.id = m.case_id
         where m.asked_by_id = p.id and c.court_id = %(court)s
           and m.asked_at >= %(start)s and m.asked_at < %(end)s),
       round(percentile_cont(0.5) within group (order by
          (select extract(epoch from min(m.asked_at) - v.confirmed_at) / 3600
             from supervision_measure m where m.case_id = v.case_id and m.asked_by_id = p.id
              and m.asked_at >= v.confirmed_at)))::int,
       (select count(*) from acts_prompt q where q.owed_by = p.id and q.court = %(court)s
          and q.act = 'supervision.file_note' and q.due_on >= %(since)s and q.due_on < %(until)s
          and coalesce((q.settled_at at time zone 'Asia/Shanghai')::date, 'infinity') > q.due_on)
  from covered v join people_person p on p.id = v.person_id
 where v.case_id in (select c.id from cases_case c where c.court_id = %(court)s)
 group by p.id, p.name order by p.sort_key, p.id
"""  # noqa: S608 - made of constants


def performance(viewer: Actor, scope: Scope, month: date) -> list[Performance]:
    """Return the feed for the appraisal of a court's leaders by name, in one statement (R5.18)."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    rows = _rows(_PERFORMANCE, month_of(month, None) | {"court": scope.court})
    return [Performance(*row) for row in rows]


@dataclass(frozen=True)
class OwnCase:
    """月报一行: a four-type case of a leader's portfolio, and whether he or she acted."""

    case: int
    number: str
    title: str
    confirmed_at: datetime
    acted: bool
    unacted: bool


@dataclass(frozen=True)
class SheetShown:
    """监督月报: as it was sent."""

    month: date
    flagged: int
    acted: int
    unacted: int
    sent_at: datetime
    read_at: datetime | None


_OWN = f"""
with covered as ({COVERED})
select v.case_id, coalesce(c.number, ''), c.title, v.confirmed_at,
       exists (select from supervision_measure m where m.case_id = v.case_id
          and m.asked_by_id = v.person_id and m.asked_at >= %(start)s and m.asked_at < %(end)s),
       v.closed_on is null and v.confirmed_at < %(stale)s
         and not exists (select from supervision_measure m
              where m.case_id = v.case_id and m.asked_at < %(end)s)
  from covered v join cases_case c on c.id = v.case_id
 order by 6 desc, v.confirmed_at, v.case_id limit %(most)s
"""  # noqa: S608 - made of constants


def own_cases(viewer: Actor, month: date, most: int = 500) -> list[OwnCase]:
    """Return the rows of the viewer's own sheet, those without any measure first."""
    given = month_of(month, viewer.person) | {"most": most}
    return [OwnCase(*row) for row in _rows(_OWN, given)]


def own_sheets(viewer: Actor, most: int = 24) -> list[SheetShown]:
    """Return the sheets that were sent to the viewer, newest first."""
    rows = _rows(
        "select month, flagged, acted, unacted, sent_at, read_at from supervision_sheet"
        " where person_id = %(person)s order by month desc limit %(most)s",
        {"person": viewer.person, "most": most},
    )
    return [SheetShown(*row) for row in rows]


def _rows(sql: str, given: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
