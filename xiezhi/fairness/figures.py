"""Figures of assignment (分案数字): how cases were given, by whom, how they pile up; no writing.

A fixed number of statements for any number of courts. A case counts in the month in which it was
first given: by lot, or by designation. The designation that the platform writes for a pool of one
counts as one (R7.7), and is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from xiezhi.law.facts import ZONE
from xiezhi.law.rules.bounds import Stream
from xiezhi.law.terms import Procedure, TeamType

TEAMS = (TeamType.FAST_TRACK.value, TeamType.SPECIALISED.value)
PROCEDURES = (Procedure.SMALL_CLAIMS.value, Procedure.FAST_TRACK.value)
"""专业化、小额诉讼、速裁: the teams and procedures of which the article speaks."""

_GIVEN = """
given as (
  select c.court_id, d.case_id, d.person_id, d.at, '' ground, null::bigint by_id, d.pool_id
    from assignment_draw d
    join assignment_pool p on p.id = d.pool_id and p.round = 1
    join cases_case c on c.id = d.case_id
   where c.court_id = any(%(courts)s::bigint[]) and d.at >= %(start)s and d.at < %(end)s
     and not exists (select from assignment_designation g
                      where g.case_id = d.case_id and g.by_id is null)
   union all
  select c.court_id, g.case_id, g.person_id, g.at, g.ground, g.by_id,
         (select d.pool_id from assignment_draw d
           where d.case_id = g.case_id and g.by_id is null order by d.id limit 1)
    from assignment_designation g
    join cases_case c on c.id = g.case_id
   where c.court_id = any(%(courts)s::bigint[]) and g.at >= %(start)s and g.at < %(end)s)
"""


@dataclass(frozen=True)
class Month:
    """一月分案: how many cases a court gave by lot, by decision, by decision for want of others."""

    court: int
    month: date
    drawn: int
    decided: int
    alone: int
    """Where one candidate was left, so that there was no lot."""

    @property
    def designated(self) -> int:
        """All that were not drawn."""
        return self.decided + self.alone

    @property
    def given(self) -> int:
        """All that were given."""
        return self.drawn + self.designated


@dataclass(frozen=True)
class Decided:
    """指定分案一行: who designated, on which ground, how often."""

    person: int | None
    name: str
    ground: str
    count: int


def span(first: date, until: date) -> tuple[datetime, datetime]:
    """Return the first moments of two days, in the courts' zone."""
    return datetime.combine(first, time.min, ZONE), datetime.combine(until, time.min, ZONE)


def month_before(day: date, months: int = 1) -> date:
    """Return the first day of the month so many months before that of a day."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _rows(sql: str, courts: Sequence[int], first: date, until: date, **more: Any) -> list[Any]:
    start, end = span(first, until)
    given = {"courts": list(courts), "start": start, "end": end, "until": until, **more}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


_MONTHS = f"""
with {_GIVEN}
select court_id, date_trunc('month', at at time zone 'Asia/Shanghai')::date,
       count(*) filter (where ground = ''), count(by_id),
       count(*) filter (where ground <> '' and by_id is null)
  from given group by 1, 2 order by 1, 2
"""  # noqa: S608 - made of constants
_BY_LEADER = f"""
with {_GIVEN}
select g.by_id, coalesce(p.name, ''), g.ground, count(*)
  from given g left join people_person p on p.id = g.by_id
 where g.ground <> '' group by 1, 2, 3, p.sort_key order by p.sort_key nulls last, 1, 3
"""  # noqa: S608 - made of constants


def months(courts: Sequence[int], first: date, until: date) -> list[Month]:
    """Return what courts gave each month from `first` to before `until`."""
    return [Month(*row) for row in _rows(_MONTHS, courts, first, until)]


def by_leader(court: int, first: date, until: date) -> list[Decided]:
    """Return who designated how often on which ground; the platform's own last."""
    return [Decided(*row) for row in _rows(_BY_LEADER, [court], first, until)]


_STREAMS = f"""
with {_GIVEN},
home as (
  select distinct on (m.person_id) m.person_id, t.id team, t.name, t.kind
    from people_teammember m join people_team t on t.id = m.team_id
   where t.court_id = any(%(courts)s::bigint[]) and m.post = 'judge'
     and m.since < %(until)s and (m.until is null or m.until >= %(until)s)
   order by m.person_id, m.share desc, m.id),
lots as (
  select g.court_id, c.cause_code, c.cause, g.person_id, g.pool_id,
         coalesce('t' || h.team, 'p' || g.person_id) place, coalesce(h.name, p.name) named
    from given g join cases_case c on c.id = g.case_id
    join people_person p on p.id = g.person_id
    left join home h on h.person_id = g.person_id
   where h.kind = any(%(teams)s::text[]) or c.procedure = any(%(procedures)s::text[])),
counted as (
  select court_id, cause_code, place, max(named) named, count(*) many from lots group by 1, 2, 3),
stood as (
  select distinct l.court_id, l.cause_code, (r ->> 'person')::bigint person
    from lots l join assignment_pool p on p.id = l.pool_id
   cross join lateral jsonb_array_elements(p.rows) r where (r ->> 'weight')::bigint > 0),
spread as (
  select s.court_id, s.cause_code, count(distinct coalesce('t' || h.team, 'p' || s.person)) places
    from stood s left join home h on h.person_id = s.person group by 1, 2)
select k.court_id, (select max(l.cause) from lots l
                     where l.court_id = k.court_id and l.cause_code = k.cause_code),
       sum(k.many)::int, max(k.many)::int,
       (array_agg(k.named order by k.many desc, k.place))[1], coalesce(max(s.places), 0)
  from counted k
  left join spread s on s.court_id = k.court_id and s.cause_code = k.cause_code
 group by k.court_id, k.cause_code order by k.court_id, 3 desc, k.cause_code
"""  # noqa: S608 - made of constants


def streams(courts: Sequence[int], first: date, until: date) -> list[tuple[int, Stream]]:
    """Return by court the causes of specialised, small-claims and fast-track work (R7.8).

    A trial organisation is the team in which the judge works when the period ends, else the
    judge alone. Cases given by decision count for who got them; they stood in no pool.
    """
    kinds = {"teams": list(TEAMS), "procedures": list(PROCEDURES)}
    rows = _rows(_STREAMS, courts, first, until, **kinds)
    return [
        (court, Stream(cause, cases, most, organisation, places))
        for court, cause, cases, most, organisation, places in rows
    ]
