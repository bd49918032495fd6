"""Reads of a court's people: the tree of courts, posts over time, days without cases, rooms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.people.models import Absence, Court


@dataclass(frozen=True)
class Service:
    """任职一段: a post that a person holds, held or will hold at the court."""

    person: int
    name: str
    juror: bool
    post: str
    division: str
    share: int
    since: date | None
    until: date | None


_SERVICE = """
select p.id, p.name, p.is_juror, coalesce(t.post, ''), coalesce(d.name, ''),
       coalesce(t.share, 0), t.since, t.until
  from people_person p
  left join people_tenure t on t.person_id = p.id and t.court_id = %(court)s
  left join people_division d on d.id = t.division_id
 where p.court_id = %(court)s and (%(text)s = '' or starts_with(p.name, %(text)s)
        or starts_with(p.sort_key, lower(%(text)s)))
 order by d.place nulls last, p.sort_key, p.id, t.since limit 2000
"""


def service(viewer: Actor, court: int, text: str) -> list[Service]:
    """Return every post ever held at a court by people whose name or pinyin begins so."""
    assert viewer is not None, "people are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_SERVICE, {"court": court, "text": text})
        return [Service(*row) for row in cursor.fetchall()]


def absences(viewer: Actor, court: int, day: date) -> list[Absence]:
    """Return the days without cases that have not ended, in one query."""
    assert viewer is not None, "absences are for a viewer"
    rows = Absence.objects.filter(person__court=court, days__endswith__gt=day)
    return list(rows.select_related("person", "approved_by").order_by("days")[:200])


def tree(viewer: Actor) -> list[tuple[int, Court]]:
    """Return the courts with their depth, each before the courts under it, in one query."""
    assert viewer is not None, "courts are for a viewer"
    lower: dict[int | None, list[Court]] = defaultdict(list)
    for court in Court.objects.order_by("place", "id"):
        lower[court.parent_id].append(court)
    return _below(lower, None, 0)


def _below(
    lower: dict[int | None, list[Court]], parent: int | None, depth: int
) -> list[tuple[int, Court]]:
    found: list[tuple[int, Court]] = []
    for court in lower[parent]:
        found += [(depth, court), *_below(lower, court.id, depth + 1)]
    return found


_ROOMS = """
select r.name, count(h.id) from cases_room r
  left join cases_hearing h on h.room_id = r.id and h.state = 'planned' and upper(h.during) > now()
 where r.court_id = %s group by r.id, r.name order by r.id
"""


def rooms(viewer: Actor, court: int) -> Sequence[tuple[str, int]]:
    """Return a court's rooms, each with the number of its hearings to come."""
    assert viewer is not None, "rooms are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_ROOMS, [court])
        return [(name, count) for name, count in cursor.fetchall()]
