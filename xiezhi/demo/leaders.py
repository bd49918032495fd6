"""Leaders' cases in the demo: standards, work beside cases, notices of past quarters and months."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.demo.province import Staffed, of_level
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.leaders import (
    ISSUE_MONTH,
    ISSUE_QUARTER,
    RECORD_WORK,
    SET_STANDARD,
    MonthNotice,
    QuarterNotice,
    StandardData,
    WorkData,
    WorkKind,
)
from xiezhi.law.rules.quota import Rank, period_end, quarter_end
from xiezhi.law.terms import Level, Post
from xiezhi.leaders.jobs import look, note_shortages

_STANDARDS = {
    (Level.BASIC, Rank.PRESIDENT): 6, (Level.BASIC, Rank.LEADER): 30,
    (Level.BASIC, Rank.HEAD): 60, (Level.BASIC, Rank.DEPUTY): 80,
    (Level.INTERMEDIATE, Rank.PRESIDENT): 5, (Level.INTERMEDIATE, Rank.LEADER): 25,
    (Level.INTERMEDIATE, Rank.HEAD): 50, (Level.INTERMEDIATE, Rank.DEPUTY): 70,
}  # fmt: skip
"""Invented shares of an invented high court, in per cent."""
_WORK = {
    WorkKind.MEETING: 6, WorkKind.SUPERVISION: 8, WorkKind.VISITORS: 3, WorkKind.MANAGEMENT: 20,
    WorkKind.ERRAND: 5,
}  # fmt: skip
"""Hours a month, about."""


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _by(court: Staffed, post: Post) -> Actor:
    return Actor(court.by_post[post][0])


def _do(act: Act, wishes: Sequence[Wish], at: datetime) -> None:
    for outcome in perform_many(act, SYSTEM, wishes, at=at):
        if not outcome.accepted:
            raise RuntimeError("；".join(map(str, outcome.findings)))


def set_standards(courts: list[Staffed], start: date, today: date) -> None:
    """Have the high court set its figures for each year that the demo touches."""
    (high,) = of_level(courts, Level.HIGH)
    wishes = [
        Wish(
            high.court,
            StandardData(
                year=year,
                level=level,
                rank=rank,
                percent=percent,
                of_division=rank in (Rank.HEAD, Rank.DEPUTY),
            ),
            by=_by(high, Post.TRIAL_MANAGEMENT),
        )
        for year in range(start.year, today.year + 1)
        for (level, rank), percent in _STANDARDS.items()
    ]
    _do(SET_STANDARD, wishes, _at(start, 9))


def tell(courts: list[Staffed], start: date, today: date) -> None:
    """Issue the notices of the months and quarters that have passed."""
    random = Random(start.toordinal())
    for last in _month_ends(start, today):
        told = last + timedelta(days=random.randint(3, 14))
        if told <= today:
            _months(courts, last, _at(told))
            _quarters(courts, last, told, today)
    look(at=_at(today, 22))


def record(courts: list[Staffed], start: date, today: date) -> None:
    """Put on record what the leaders of these courts did beside trying cases, month by month."""
    random = Random(start.toordinal())
    for last in _month_ends(start, today):
        _record(courts, last, random)


def _month_ends(start: date, today: date) -> Iterator[date]:
    last = period_end(start.year, start.month)
    while last < today:
        yield last
        following = last + timedelta(days=1)
        last = period_end(following.year, following.month)


def _record(courts: list[Staffed], last: date, random: Random) -> None:
    wishes = [
        Wish(
            person,
            WorkData(kind=kind, hours=max(1, hours + random.randint(-2, 3)), on=last),
            by=_by(court, Post.PERSONNEL),
            key=kind.value,
        )
        for court in courts
        for person in (*court.leaders, *court.heads.values())
        for kind, hours in _WORK.items()
    ]
    for kind in _WORK:
        chosen = [wish for wish in wishes if wish.data.kind is kind]
        keyed = [Wish(one.subject, one.data, f"{kind.value}/{last}", one.by) for one in chosen]
        _do(RECORD_WORK, keyed, _at(last, 17))


def _months(courts: list[Staffed], last: date, at: datetime) -> None:
    data = MonthNotice(year=last.year, month=last.month)
    wishes = [
        Wish(court.court, data, by=_by(court, Post.TRIAL_MANAGEMENT))
        for court in courts
        if court.level is not Level.HIGH
    ]
    _do(ISSUE_MONTH, wishes, at)


def _quarters(courts: list[Staffed], last: date, told: date, today: date) -> None:
    """Tell of the quarter; one office is late by a day."""
    quarter = last.month // 3
    if last != quarter_end(last.year, quarter or 1):
        return
    note_shortages(at=_at(last + timedelta(days=1), 3))
    by_court = {court.court: court for court in courts}
    waiting = []
    for place, court in enumerate(courts):
        on = last + timedelta(days=16) if place == 1 else told
        if court.upper in by_court and on <= today:
            data = QuarterNotice(about=court.court, year=last.year, quarter=quarter)
            above = by_court[court.upper]
            waiting.append((on, Wish(above.court, data, by=_by(above, Post.TRIAL_MANAGEMENT))))
    for on, wish in sorted(waiting, key=lambda one: one[0]):
        _do(ISSUE_QUARTER, [wish], _at(on, 11))
