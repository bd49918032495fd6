"""Completion of leaders' cases, for whole courts at once: six statements, however many cases."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db import connection

from xiezhi.law.facts import ZONE
from xiezhi.law.rules import quota
from xiezhi.law.rules.quota import RANKS, Completion, Rank, Standard, Tally
from xiezhi.law.sources import cite
from xiezhi.law.terms import Level, Post, Seat
from xiezhi.leaders import rows
from xiezhi.leaders.rows import Held, LeaderCase

_SET = cite("法发〔2020〕26号", 8, 1)
Standards = Mapping[tuple[int, Rank], Standard]


@dataclass(frozen=True)
class Line:
    """完成情况一行: a leader of a court, what is owed up to a day, what was done, beside what."""

    person: int
    name: str
    court: int
    level: Level
    post: Post
    division: int | None
    division_name: str
    months: int
    in_quota: bool
    standard: Standard
    average: Fraction | None
    done: Completion | None
    cases: tuple[LeaderCase, ...]
    hours: Mapping[str, int]
    supervised: int

    @property
    def rank(self) -> Rank:
        """The rank for which the standard is set."""
        return RANKS[self.post]

    @property
    def counting(self) -> tuple[LeaderCase, ...]:
        """The cases that count: not those found to be handled in name only."""
        return tuple(one for one in self.cases if not one.nominal)

    def sat(self, *seats: Seat) -> int:
        """Return how many cases that count were sat in, in these seats."""
        return sum(1 for one in self.counting if one.seat in seats)

    @property
    def tally(self) -> Tally:
        """Cases handled, and further ones sat in."""
        return Tally(self.sat(Seat.HANDLING), self.sat(Seat.PRESIDING, Seat.MEMBER))

    @property
    def tagged(self) -> int:
        """How many cases that count bear a tag."""
        return sum(1 for one in self.counting if one.tags)


def completions(courts: Sequence[int], year: int, last: date) -> list[Line]:
    """Return the leaders of courts with how far they have come by `last`, a day of `year`.

    In administrative order of courts, posts and divisions; never by figures.
    """
    first = date(year, 1, 1)
    posts = _Posts.of(rows.held(courts, first, last), year, last)
    base = _base(posts, rows.closed(courts, first, last))
    standards = standards_of(courts, year)
    people = {person for _, person in posts.leading}
    cases: dict[int, list[LeaderCase]] = defaultdict(list)
    for one in rows.leader_cases(people, first, last):
        cases[one.person].append(one)
    hours: dict[int, dict[str, int]] = defaultdict(dict)
    for person, kind, sum_ in rows.work(courts, first, last):
        hours[person][kind] = sum_
    supervised = rows.supervised(people, first, last)
    lines = [
        _line(
            _Leader(months, posts, base, standards, last),
            [c for c in cases[p] if c.court == court and c.closed_on.month in months],
            hours[p],
            supervised.get(p, 0),
        )
        for (court, p), months in posts.leading.items()
    ]
    place = {court: number for number, court in enumerate(posts.courts)}
    order = list(RANKS)
    return sorted(lines, key=lambda one: (place[one.court], order.index(one.post)))


@dataclass
class _Posts:
    """Who held which post in which month, by court and person."""

    leading: dict[tuple[int, int], dict[int, Held]] = field(default_factory=dict)
    judging: dict[tuple[int, int], dict[int, Held]] = field(default_factory=dict)
    courts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, posts: Sequence[Held], year: int, last: date) -> "_Posts":
        """Sort posts by months; of several leading ones in a month the highest counts."""
        found, order = cls(), list(RANKS)
        for one in posts:
            if one.court not in found.courts:
                found.courts.append(one.court)
            into = found.judging if one.post is Post.JUDGE else found.leading
            months = into.setdefault((one.court, one.person), {})
            for month in quota.months_in_post(one.since, one.until, year, last):
                known = months.get(month)
                if known is None or (
                    into is found.leading and order.index(one.post) < order.index(known.post)
                ):
                    months[month] = one
        found.leading = {key: months for key, months in found.leading.items() if months}
        return found


Base = Mapping[tuple[int, int | None], tuple[int, int]]
"""By court, and by division or None for the whole court: cases and months of other judges."""


def _base(posts: _Posts, closed: Sequence[tuple[int, int, int, int]]) -> Base:
    counts = {(court, judge, month): count for court, judge, month, count in closed}
    cases: Counter[tuple[int, int | None]] = Counter()
    months: Counter[tuple[int, int | None]] = Counter()
    for (court, person), held in posts.judging.items():
        leading = posts.leading.get((court, person), {})
        for month, post in held.items():
            if month in leading:
                continue
            for where in {None, post.division}:
                cases[court, where] += counts.get((court, person, month), 0)
                months[court, where] += 1
    return {key: (cases[key], months[key]) for key in months}


@dataclass(frozen=True)
class _Leader:
    """A leader's months in post with what the averages are made of."""

    months: dict[int, Held]
    posts: _Posts
    base: Base
    standards: Standards
    last: date

    @property
    def now(self) -> Held:
        """The post of the latest month."""
        return self.months[max(self.months)]

    def standard(self, post: Held) -> Standard:
        """Return the high court's figure, or the national one."""
        rank = RANKS[post.post]
        known = self.standards.get((post.court, rank))
        return known or quota.default_standard(rank, post.level, self.last)

    def average(self, post: Held) -> Fraction | None:
        """Return the average that the standard of a post is a share of."""
        where = post.division if self.standard(post).of_division else None
        return quota.average(*self.base.get((post.court, where), (0, 0)))

    @property
    def owed(self) -> Fraction | None:
        """What is owed for all posts of the year; None where no figure is known for any."""
        parts = []
        for post in {RANKS[one.post]: one for one in self.months.values()}.values():
            percent, average = self.standard(post).percent, self.average(post)
            held = sum(1 for one in self.months.values() if RANKS[one.post] is RANKS[post.post])
            if percent is not None and average is not None:
                parts.append(quota.owed(percent, average, held))
        return sum(parts, Fraction(0)) if parts else None


def _line(
    one: _Leader, cases: Sequence[LeaderCase], hours: Mapping[str, int], supervised: int
) -> Line:
    now, standard = one.now, one.standard(one.now)
    in_quota = (now.court, now.person) in one.posts.judging
    handled = [case.handled for case in cases if not case.nominal]
    tally = Tally(sum(handled), len(handled) - sum(handled))
    return Line(
        person=now.person,
        name=now.name,
        court=now.court,
        level=now.level,
        post=now.post,
        division=now.division,
        division_name=now.division_name,
        months=len(one.months),
        in_quota=in_quota,
        standard=standard,
        average=one.average(now),
        done=quota.completion(standard, one.owed, tally) if in_quota else None,
        cases=tuple(cases),
        hours=hours,
        supervised=supervised,
    )


_STANDARDS = """
select distinct on (k.id, s.rank) k.id, s.rank, s.percent, s.handling_percent, s.credit,
       s.of_division, s.at
  from people_court k
  left join people_court u on u.id = k.parent_id
  join leaders_quotastandard s on s.level = k.level and s.set_by_id in (k.id, u.id, u.parent_id)
       and (s.scope_id is null or s.scope_id in (k.id, u.id))
 where k.id = any(%(courts)s::bigint[]) and s.year = %(year)s
 order by k.id, s.rank, (s.scope_id = k.id) desc nulls last, (s.scope_id is not null) desc,
       s.at desc, s.id desc
"""


def standards_of(courts: Sequence[int], year: int) -> Standards:
    """Return what the high court set for courts and posts in a year, the nearest scope first."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDARDS, {"courts": list(courts), "year": year})
        found = cursor.fetchall()
    return {
        (court, Rank(rank)): Standard(
            percent=percent,
            handling_percent=handling,
            credit=credit,
            of_division=of_division,
            source=_SET,
            set_on=at.astimezone(ZONE).date(),
        )
        for court, rank, percent, handling, credit, of_division, at in found
    }
