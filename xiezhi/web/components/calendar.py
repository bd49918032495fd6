"""Calendars (日程): a week by half hours, a month by days; places are CSS classes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from xiezhi.web.components.base import Part

FIRST, LAST = 8, 18  # o'clock between which a week is drawn


@dataclass(frozen=True, kw_only=True)
class Event:
    """日程项: from `at` to `until`, in the court's time zone; held for hearings not confirmed."""

    at: datetime
    until: datetime
    title: str
    note: str = ""
    href: str = ""
    kind: Literal["hearing", "meeting", "held"] = "hearing"

    @property
    def slot(self) -> int:
        """The half hour it begins in, 0 at eight o'clock."""
        return min(max((self.at.hour - FIRST) * 2 + self.at.minute // 30, 0), self.slots - 1)

    @property
    def slots(self) -> int:
        """Half hours of a drawn day."""
        return (LAST - FIRST) * 2

    @property
    def length(self) -> int:
        """Half hours it takes, at least one, at most to the day's end."""
        minutes = (self.until - self.at).total_seconds() / 60
        return min(max(round(minutes / 30), 1), self.slots - self.slot)


@dataclass(frozen=True)
class Day:
    """日: one day of a calendar with its events."""

    on: date
    events: tuple[Event, ...]
    today: bool = False
    other: bool = False  # belongs to a neighbouring month
    rest: str = ""  # 法定休假日's name

    @property
    def first(self) -> tuple[Event, ...]:
        """The events a month has room for."""
        return self.events[:3]

    @property
    def more(self) -> int:
        """Events a month has no room for."""
        return max(len(self.events) - 3, 0)


@dataclass(frozen=True, kw_only=True)
class Week(Part):
    """周历: seven days from `monday`."""

    template = "components/week.html"
    label: str
    monday: date
    today: date
    events: tuple[Event, ...] = ()
    previous: str = ""
    next: str = ""
    rests: tuple[tuple[date, str], ...] = ()

    @property
    def days(self) -> list[Day]:
        """The seven days."""
        days = (self.monday + timedelta(days=place) for place in range(7))
        return [_day(on, self.events, self.today, self.rests) for on in days]

    @property
    def hours(self) -> list[int]:
        """The o'clocks at the side."""
        return list(range(FIRST, LAST))


@dataclass(frozen=True, kw_only=True)
class Month(Part):
    """月历: whole weeks around the month of `first`."""

    template = "components/month.html"
    label: str
    first: date
    today: date
    events: tuple[Event, ...] = ()
    previous: str = ""
    next: str = ""
    day_url: str = ""  # address that a day's ISO date is put after
    rests: tuple[tuple[date, str], ...] = ()

    @property
    def days(self) -> list[Day]:
        """The days, Monday first."""
        start = self.first.replace(day=1)
        after = (start + timedelta(days=32)).replace(day=1)
        day = start - timedelta(days=start.weekday())
        days = []
        while day < after or day.weekday():
            other = day.month != start.month
            days.append(_day(day, self.events, self.today, self.rests, other=other))
            day += timedelta(days=1)
        return days


def _day(
    on: date,
    events: tuple[Event, ...],
    today: date,
    rests: tuple[tuple[date, str], ...],
    *,
    other: bool = False,
) -> Day:
    mine = tuple(sorted((e for e in events if e.at.date() == on), key=lambda e: e.at))
    return Day(on, mine, on == today, other, dict(rests).get(on, ""))
