"""The roster (名册): courts, divisions, people, posts, teams and rooms, written once, in bulk.

Nobody can be appointed by an act before there is somebody who may appoint; that is what this
is for, and it refuses a database that has courts already.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from xiezhi.cases.models import Room
from xiezhi.law.rules.team_clocks import rotation_due
from xiezhi.law.terms import Area, Level, Post
from xiezhi.ledger.models import subject_ids
from xiezhi.people.models import Account, Court, Division, Person, Team, TeamMember, Tenure


class AlreadyInstalled(RuntimeError):
    """The database has courts; people change by acts from here on."""


@dataclass
class Settled:
    """落成的法院: a court with the numbers of its people and rooms, as written."""

    court: int
    name: str
    level: Level
    upper: int | None
    posts: list[tuple[Post, int, int | None, tuple[Area, ...]]] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    teams: dict[int, list[int]] = field(default_factory=dict)
    """Judge to the assistants and clerks of his or her team."""


@dataclass
class _Post:
    person: int
    court: int
    post: Post
    division: int | None
    areas: tuple[Area, ...]
    share: int


class Roster:
    """名册: collects rows by plain positions, then writes them all in one transaction."""

    def __init__(self, since: date) -> None:
        self.since = since
        self._courts: list[Court] = []
        self._divisions: list[Division] = []
        self._persons: list[Person] = []
        self._posts: list[_Post] = []
        self._teams: list[tuple[int, int, list[int]]] = []
        self._rooms: list[tuple[int, str]] = []
        self._accounts: list[tuple[int, str, str]] = []
        self._numbers: list[int] = []

    def _number(self) -> int:
        """Return the number of a subject to be, from blocks of the sequence."""
        if not self._numbers:
            self._numbers = subject_ids(200)[::-1]
        return self._numbers.pop()

    def court(self, name: str, code: str, level: Level, province: str, upper: int | None) -> int:
        """Note a court; returns its position, by which the others refer to it."""
        parent = self._courts[upper] if upper is not None else None
        place = len(self._courts)
        self._courts.append(
            Court(
                id=self._number(),
                name=name,
                code=code,
                level=level,
                province=province,
                parent=parent,
                place=place,
            )
        )
        return place

    def division(self, court: int, name: str, areas: Iterable[Area]) -> int:
        """Note a division of a court; returns its position."""
        row = Division(
            court=self._courts[court],
            name=name,
            areas=[area.value for area in areas],
            place=len(self._divisions),
        )
        self._divisions.append(row)
        return len(self._divisions) - 1

    def person(
        self,
        court: int,
        name: str,
        sort_key: str,
        post: Post,
        division: int | None = None,
        *,
        areas: tuple[Area, ...] = (),
        juror: bool = False,
        password: str = "",
        login: str = "",
    ) -> int:
        """Note a person with a first post; returns the position."""
        row = Person(
            id=self._number(),
            name=name,
            sort_key=sort_key,
            court=self._courts[court],
            is_juror=juror,
        )
        self._persons.append(row)
        position = len(self._persons) - 1
        self._posts.append(_Post(position, court, post, division, areas, 1000))
        if login:
            self._accounts.append((position, login, password))
        return position

    def also(self, person: int, post: Post, division: int | None, *, share: int = 1000) -> None:
        """Note a further post of a person at the same court."""
        first = next(row for row in self._posts if row.person == person)
        self._posts.append(_Post(person, first.court, post, division, (), share))

    def team(self, division: int, judge: int, staff: Sequence[int]) -> None:
        """Note the team of a judge."""
        self._teams.append((division, judge, list(staff)))

    def room(self, court: int, name: str) -> None:
        """Note a court room."""
        self._rooms.append((court, name))

    @transaction.atomic
    def write(self, *, teams: bool = True) -> list[Settled]:
        """Write everything; returns the courts with their people, in the order of noting.

        Without `teams` those that were noted are only returned, to be formed by acts.
        """
        if Court.objects.exists():
            raise AlreadyInstalled("数据库中已有法院，人员变动请在平台上办理")
        Court.objects.bulk_create(self._courts)
        Division.objects.bulk_create(self._divisions)
        Person.objects.bulk_create(self._persons)
        Tenure.objects.bulk_create(self._tenure(row) for row in self._posts)
        rooms = Room.objects.bulk_create(
            Room(court=self._courts[court], name=name) for court, name in self._rooms
        )
        if teams:
            self._write_teams()
        Account.objects.bulk_create(
            Account(login=login, person=self._persons[person], password=password)
            for person, login, password in self._accounts
        )
        return self._settled(rooms)

    def _tenure(self, row: _Post) -> Tenure:
        return Tenure(
            person=self._persons[row.person],
            court=self._courts[row.court],
            division=self._divisions[row.division] if row.division is not None else None,
            post=row.post,
            areas=[area.value for area in row.areas],
            share=row.share,
            since=self.since,
        )

    def _write_teams(self) -> None:
        teams = Team.objects.bulk_create(
            Team(
                court=self._divisions[division].court,
                division=self._divisions[division],
                name=f"{self._persons[judge].name}团队（{judge}）",
                leader=self._persons[judge],
                started_on=self.since,
                review_on=rotation_due(self.since, self.since),
            )
            for division, judge, _ in self._teams
        )
        first = {row.person: row.post for row in reversed(self._posts)}
        counted = Counter(one for _, judge, staff in self._teams for one in (judge, *staff))
        TeamMember.objects.bulk_create(
            TeamMember(
                team=team,
                person=self._persons[one],
                post=Post.JUDGE if one == judge else first[one],
                share=max(1, 100 // counted[one]),
                since=self.since,
            )
            for team, (_, judge, staff) in zip(teams, self._teams, strict=True)
            for one in (judge, *staff)
        )

    def _settled(self, rooms: list[Room]) -> list[Settled]:
        found = [Settled(row.id, row.name, Level(row.level), row.parent_id) for row in self._courts]
        for post in self._posts:
            division = self._divisions[post.division] if post.division is not None else None
            areas = tuple(Area(area) for area in division.areas) if division else post.areas
            found[post.court].posts.append(
                (post.post, self._persons[post.person].id, division.id if division else None, areas)
            )
        by_court = {row.id: settled for row, settled in zip(self._courts, found, strict=True)}
        for room in rooms:
            by_court[room.court_id].rooms.append(room.id)
        for _, judge, staff in self._teams:
            person = self._persons[judge]
            by_court[person.court_id or 0].teams[person.id] = [self._persons[p].id for p in staff]
        return found
