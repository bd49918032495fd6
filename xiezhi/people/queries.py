"""Reads of courts and people; the first argument is who looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from xiezhi.acts.types import Actor
from xiezhi.law.terms import Level, Post
from xiezhi.people.models import Court, Division, Person, Tenure


@dataclass(frozen=True)
class Held:
    """现任职务: a post held now, at which court and in which division."""

    post: Post
    court: int
    court_name: str
    level: Level
    division: int | None
    division_name: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """本人: who is signed in, the posts held, and the court that the screens speak of."""

    person: int
    name: str
    kind: str
    held: tuple[Held, ...] = field(default=())

    @property
    def posts(self) -> frozenset[Post]:
        """The posts held."""
        return frozenset(one.post for one in self.held)

    @property
    def court(self) -> Held | None:
        """The first post with its court, None for parties and lawyers."""
        return self.held[0] if self.held else None

    @property
    def line(self) -> str:
        """Division and posts in one line: 民一庭　庭长、员额法官."""
        labels = list(dict.fromkeys(one.post.label for one in self.held))
        division = next((one.division_name for one in self.held if one.division_name), "")
        return f"{division}　{'、'.join(labels)}".strip()


_PROFILE = """
select p.name, coalesce(a.kind, 'staff'), t.post, t.court_id, k.name, k.level, t.division_id,
       coalesce(d.name, ''), t.areas
  from people_person p
  left join people_account a on a.person_id = p.id
  left join people_tenure t on t.person_id = p.id and t.since <= %(day)s
        and (t.until is null or t.until > %(day)s)
  left join people_court k on k.id = t.court_id
  left join people_division d on d.id = t.division_id
 where p.id = %(person)s order by t.id
"""


def profile(viewer: Actor, day: date) -> Profile:
    """Return who the viewer is today, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_PROFILE, {"person": viewer.person, "day": day})
        rows = cursor.fetchall()
    held = tuple(
        Held(Post(row[2]), row[3], row[4], Level(row[5]), row[6], row[7], tuple(row[8]))
        for row in rows
        if row[2]
    )
    name, kind = (rows[0][0], rows[0][1]) if rows else (viewer.name, "staff")
    return Profile(viewer.person, name, kind, held)


def courts(viewer: Actor) -> list[Court]:
    """Return all courts in administrative order."""
    assert viewer is not None, "courts are for a viewer"
    return list(Court.objects.order_by("place"))


def divisions(viewer: Actor, court: int) -> list[Division]:
    """Return the divisions of a court in their order."""
    assert viewer is not None, "divisions are for a viewer"
    return list(Division.objects.filter(court=court).order_by("place", "id"))


def people_of(viewer: Actor, court: int, day: date) -> list[Tenure]:
    """Return the posts held at a court on a day, by division and name, in one query."""
    assert viewer is not None, "people are for a viewer"
    rows = Tenure.objects.select_related("person", "division").filter(court=court, since__lte=day)
    return list(rows.exclude(until__lte=day).order_by("division__place", "person__sort_key", "id"))


def holders(
    viewer: Actor, court: int, posts: Sequence[Post], day: date, division: int | None = None
) -> list[tuple[int, str]]:
    """Return (person, words) of who holds one of these posts at a court, own division first."""
    rows = [row for row in people_of(viewer, court, day) if Post(row.post) in posts]
    rows.sort(key=lambda row: row.division_id != division)
    found: dict[int, str] = {}
    for row in rows:
        where = row.division.name if row.division else ""
        words = f"{row.person.name}　{where}　{Post(row.post).label}".replace("　　", "　")
        found.setdefault(row.person_id, words)
    return list(found.items())


def search_people(viewer: Actor, court: int, text: str, limit: int = 20) -> list[Person]:
    """Return people of a court whose name or pinyin begins so."""
    assert viewer is not None, "people are for a viewer"
    match = Q(name__startswith=text) | Q(sort_key__startswith=text.lower())
    return list(Person.objects.filter(match, court=court).order_by("sort_key")[:limit])
