"""A court whose leaders are in the quota, with as many closed cases as a test wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from tests import factories as make
from xiezhi.cases.models import Case, Sitting
from xiezhi.law.facts import ZONE
from xiezhi.law.terms import CaseKind, Level, Origin, Post, Procedure, Seat, State
from xiezhi.people.models import Court, Division, Person

_numbers = count(1)
YEAR = 2026
LEADS = (
    Post.PRESIDENT, Post.VICE_PRESIDENT, Post.AC_FULLTIME_MEMBER, Post.DIVISION_HEAD,
    Post.DEPUTY_DIVISION_HEAD,
)  # fmt: skip


@dataclass
class Led:
    """A court with one leader of each post and some judges, all of one division."""

    court: Court
    division: Division
    judges: list[Person]
    leaders: dict[Post, Person] = field(default_factory=dict)
    offices: dict[Post, Person] = field(default_factory=dict)

    def office(self, post: Post) -> Any:
        """Return who holds an office, as one who acts."""
        return make.actor(self.offices[post])


def led(
    judges: int = 2,
    *,
    level: Level = Level.BASIC,
    parent: Court | None = None,
    leads: Sequence[Post] = LEADS,
    since: date = make.SINCE,
) -> Led:
    """Write a court with leaders who are judges in the quota; `since` is their first day there."""
    court = make.make_court(level=level, parent=parent)
    division = make.make_division(court)
    found = Led(court, division, [make.make_person(court) for _ in range(judges)])
    for judge in found.judges:
        make.make_tenure(judge, Post.JUDGE, division=division)
    for post in leads:
        inside = post in (Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD)
        person = found.leaders[post] = make.make_person(court)
        make.make_tenure(person, post, division=division if inside else None, since=since)
        make.make_tenure(person, Post.JUDGE, division=division if inside else None, since=since)
    for post in (Post.TRIAL_MANAGEMENT, Post.PERSONNEL, Post.FILING_OFFICER, Post.CLERK):
        found.offices[post] = make.make_person(court)
        make.make_tenure(found.offices[post], post)
    return found


def closed(
    home: Led,
    judge: Person,
    number: int = 1,
    *,
    on: date = date(YEAR, 3, 10),
    panel: dict[Seat, Person] | None = None,
    origin: Origin = Origin.NEW,
    procedure: Procedure = Procedure.SUMMARY,
    state: State = State.CLOSED,
) -> list[Case]:
    """Write cases that a judge handled and closed on a day; `panel` sits in each besides."""
    at = datetime(YEAR, 1, 5, 9, tzinfo=ZONE)
    cases = Case.objects.bulk_create(
        Case(
            court=home.court,
            division=home.division,
            kind=CaseKind.CIVIL_FIRST,
            origin=origin,
            state=state,
            procedure=Procedure.ORDINARY_PANEL if panel else procedure,
            number=f"（2026）测{next(_numbers)}号",
            title="原告诉被告民间借贷纠纷",
            cause_code="9000",
            cause="民间借贷纠纷",
            sealing_key=b"",
            received_at=at,
            filed_on=at.date(),
            judge=judge,
            closed_on=on,
        )
        for _ in range(number)
    )
    seats = {Seat.HANDLING: judge, **(panel or {})}
    Sitting.objects.bulk_create(
        Sitting(case=case, person=person, seat=seat, since_at=at)
        for case in cases
        for seat, person in seats.items()
    )
    return list(cases)
