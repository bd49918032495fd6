"""Whose trace one may read (查看范围): that of one's own court and the courts below it (R4.10)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.terms import Level, Post

OFFICES = frozenset(
    {Post.PRESIDENT, Post.VICE_PRESIDENT, Post.TRIAL_MANAGEMENT, Post.INSPECTION, Post.AUDITOR}
)
"""审判管理办公室、监察部门、院领导 see the whole trace of a court."""


@dataclass(frozen=True)
class Overseen:
    """所辖法院: a court whose trace the viewer may read; `depth` 0 is the viewer's own."""

    id: int
    name: str
    level: Level
    depth: int


_COURTS = """
with recursive own as (
  select t.court_id as id from people_tenure t
   where t.person_id = %(person)s and t.post = any(%(posts)s) and t.since <= %(day)s
     and (t.until is null or t.until > %(day)s)
), below as (
  select k.id, k.name, k.level, k.place, 0 as depth from people_court k join own on own.id = k.id
  union all
  select k.id, k.name, k.level, k.place, b.depth + 1 from people_court k join below b
      on k.parent_id = b.id
)
select id, name, level, min(depth) from below group by id, name, level, place
 order by min(depth), place, id
"""


def overseen(viewer: Actor, day: date) -> list[Overseen]:
    """Return the courts in administrative order, the viewer's own first; none for other posts."""
    with connection.cursor() as cursor:
        posts = [one.value for one in OFFICES]
        cursor.execute(_COURTS, {"person": viewer.person, "posts": posts, "day": day})
        return [Overseen(row[0], row[1], Level(row[2]), row[3]) for row in cursor.fetchall()]
