"""Filing status (清单报备): which court has a list of its own, in force and filed upward (R4.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from xiezhi.alerts.scope import Overseen
from xiezhi.law.parameters import parameter


@dataclass(frozen=True)
class Filed:
    """报备一行: a court with the list in force on a day, or without one of its own."""

    court: int
    version: int | None
    since: date | None
    adopted_on: date | None
    filed_on: date | None
    due_on: date | None

    def late(self, day: date) -> bool:
        """Whether the list should have been filed by now and was not."""
        return self.filed_on is None and self.due_on is not None and self.due_on < day


_LISTS = """
select k.id, l.version, l.since, l.adopted_on, l.filed_on
  from unnest(%(courts)s::bigint[]) with ordinality k (id, place)
  left join lateral (
    select l.version, l.since, l.adopted_on, l.filed_on from acts_courtlist l
     where l.court = k.id and l.since <= %(day)s
     order by l.since desc, l.version desc limit 1) l on true
 order by k.place
"""


def filed(courts: Sequence[Overseen], day: date) -> list[Filed]:
    """Return the standing of each court's list in the order given, in one query."""
    days = timedelta(days=parameter("powers.file_days", day))
    with connection.cursor() as cursor:
        cursor.execute(_LISTS, {"courts": [court.id for court in courts], "day": day})
        return [
            Filed(court, version, since, adopted, filed_on, adopted + days if adopted else None)
            for court, version, since, adopted, filed_on in cursor.fetchall()
        ]
