"""Figures of the desks, each with the rows behind it; a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE


@dataclass(frozen=True)
class MyCase:
    """我的案件: a case in which the viewer sits."""

    id: int
    number: str
    title: str
    state: str
    due_on: date | None
    filed_on: date | None


_MINE = """
select c.id, coalesce(c.number, ''), c.title, c.state, c.due_on, c.filed_on
  from cases_sitting s join cases_case c on c.id = s.case_id
 where s.person_id = %(me)s and s.until_at is null and c.closed_on is null
 group by c.id order by c.due_on nulls last, c.id limit %(most)s
"""


def my_cases(viewer: Actor, most: int = 12) -> list[MyCase]:
    """Return the open cases in which the viewer sits, the nearest limit first."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"me": viewer.person, "most": most})
        return [MyCase(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Booked:
    """庭审安排: a hearing at which the viewer is booked."""

    case: int
    at: datetime
    room: str
    title: str
    number: str


def my_hearings(viewer: Actor, at: datetime, days: int = 7) -> list[Booked]:
    """Return the hearings of the coming days at which the viewer is booked."""
    start = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.id, lower(h.during), r.name, c.title, coalesce(c.number, '')"
            " from cases_attendance a join cases_hearing h on h.id = a.hearing_id"
            " join cases_room r on r.id = h.room_id join cases_case c on c.id = h.case_id"
            " where a.person_id = %s and a.active and h.state = 'planned'"
            " and a.during && tstzrange(%s, %s) order by lower(h.during)",
            [viewer.person, start, start + timedelta(days=days)],
        )
        return [Booked(*row) for row in cursor.fetchall()]


def states(viewer: Actor, court: int, division: int | None = None) -> dict[str, int]:
    """Return how many open cases of a court (of a division) are in each state."""
    assert viewer is not None, "figures are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(
            "select state, count(*) from cases_case where court_id = %s and closed_on is null"
            " and (%s::bigint is null or division_id = %s) group by state",
            [court, division, division],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Watch:
    """监督数字: figures of a court or division that a leader or an office looks at."""

    open: int
    late: int
    soon: int
    flagged: int
    suspected: int
    extensions: int


def watch(viewer: Actor, court: int, day: date, division: int | None = None) -> Watch:
    """Return the figures of a court or of one division, in one query."""
    assert viewer is not None, "figures are for a viewer"
    given = {"court": court, "division": division, "day": day, "soon": day + timedelta(days=15)}
    with connection.cursor() as cursor:
        cursor.execute(_WATCH, given)
        return Watch(*cursor.fetchone())


_WATCH = """
with open as (select c.id, c.due_on from cases_case c where c.court_id = %(court)s
                 and c.closed_on is null
                 and (%(division)s::bigint is null or c.division_id = %(division)s))
select count(*), count(*) filter (where due_on < %(day)s),
       count(*) filter (where due_on between %(day)s and %(soon)s),
       (select count(distinct f.case_id) from supervision_fourtypeflag f join open o
           on o.id = f.case_id where f.state = 'confirmed'),
       (select count(distinct f.case_id) from supervision_fourtypeflag f join open o
           on o.id = f.case_id where f.state = 'suspected'),
       (select count(*) from cases_extension x join open o on o.id = x.case_id
         where x.granted is null)
  from open
"""


@dataclass(frozen=True)
class LogState:
    """账本状态: how long the log is, up to where it is sealed."""

    entries: int
    size: int
    at: datetime | None


def log_state(viewer: Actor) -> LogState:
    """Return the state of the log, in one query."""
    assert viewer is not None, "the log is for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce((select max(id) from ledger_entry), 0), c.size, c.at"
            " from (select 1) one left join lateral"
            " (select size, at from ledger_checkpoint order by size desc limit 1) c on true"
        )
        entries, size, at = cursor.fetchone()
    return LogState(entries, size or 0, at)


def party_cases(viewer: Actor) -> list[MyCase]:
    """Return the cases in which the viewer is a party or represents one, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.id, coalesce(c.number, ''), c.title, c.state, c.due_on, c.filed_on"
            " from cases_case c where c.id in (select case_id from cases_party where person_id = %s"
            " union select case_id from cases_counsel where person_id = %s) order by c.id desc",
            [viewer.person, viewer.person],
        )
        return [MyCase(*row) for row in cursor.fetchall()]
