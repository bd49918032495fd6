"""Hearings by week and month (开庭日程), of a court or of one person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from xiezhi.acts.types import Actor


@dataclass(frozen=True)
class Slot:
    """庭次: a hearing in the calendar."""

    hearing: int
    case: int
    number: str
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    state: str


_COURT = """
select h.id, c.id, coalesce(c.number, ''), c.title, r.name, lower(h.during), upper(h.during),
       h.state
  from cases_hearing h join cases_room r on r.id = h.room_id join cases_case c on c.id = h.case_id
 where r.court_id = %(court)s and h.during && tstzrange(%(start)s, %(end)s)
   and h.state in ('planned', 'held')
   and (not %(mine)s or exists (select from cases_attendance a
         where a.hearing_id = h.id and a.person_id = %(me)s))
 order by lower(h.during), r.name limit 2000
"""


def hearings(
    viewer: Actor, court: int, start: datetime, end: datetime, *, mine: bool
) -> list[Slot]:
    """Return the hearings of a court between two moments, or only the viewer's, in one query."""
    given: dict[str, int | bool | datetime] = {
        "court": court,
        "start": start,
        "end": end,
        "mine": mine,
        "me": viewer.person,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COURT, given)
        return [Slot(*row) for row in cursor.fetchall()]
