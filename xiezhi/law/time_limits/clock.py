"""审限计算: the clock of a case as a value, and the day on which it ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from xiezhi.law.calendar import DAY, Calendar
from xiezhi.law.time_limits.counting import Length, add, next_hour, union
from xiezhi.law.time_limits.limits import Limit, limit
from xiezhi.law.time_limits.terms import (
    Authority,
    ExclusionGround,
    ExtensionGround,
    Field,
    PostponementGround,
    RestartGround,
)


@dataclass(frozen=True)
class Exclusion:
    """扣除审限: days from `start` to before `resume` that do not count; `resume` None is open."""

    start: date
    resume: date | None
    ground: ExclusionGround | None
    document: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True)
class Extension:
    """延长审限: a length added by the authority of a step of the limit's table."""

    length: Length
    authority: Authority
    decided_on: date
    applied_on: date | None = None
    reason: str = ""
    ground: ExtensionGround | None = None


@dataclass(frozen=True)
class Conversion:
    """程序转换、重新计算: what the clock was before a change of procedure or a restart."""

    limit: str
    start: date
    extensions: tuple[Extension, ...]
    changed_on: date
    restart: RestartGround | None = None


@dataclass(frozen=True)
class Postponement:
    """延期开庭: a hearing put off."""

    decided_on: date
    ground: PostponementGround
    reason: str = ""
    next_on: date | None = None


@dataclass(frozen=True)
class Clock:
    """审限: everything on which the end of a case's limit depends.

    `limit` is a key of the table, `start` the day of the event that starts it (not counted).
    `start_at` is needed for limits in hours, `before` for those that end before an event.
    """

    limit: str
    start: date
    in_custody: bool = False
    exclusions: tuple[Exclusion, ...] = ()
    extensions: tuple[Extension, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    closed_on: date | None = None
    start_at: datetime | None = None
    before: date | None = None

    @cached_property
    def rule(self) -> Limit:
        """The limit's row in the table."""
        return limit(self.limit)

    @property
    def field(self) -> Field:
        """The field whose rules apply."""
        return self.rule.field

    def excluding(self, exclusion: Exclusion) -> "Clock":
        """Return the clock with one more exclusion."""
        return replace(self, exclusions=(*self.exclusions, exclusion))

    def extended(self, extension: Extension) -> "Clock":
        """Return the clock with one more extension."""
        return replace(self, extensions=(*self.extensions, extension))


@dataclass(frozen=True)
class Due:
    """届满: the last day of a limit.

    `raw` is the day before it is rolled to a working day. `excluded` is the days that exclusions
    added, `allowed` the days that count. `open` says that an exclusion has not ended, so that
    `day` still moves. `provisional`: a holiday notice still to come may move it. `at` is the end
    of a limit in hours.
    """

    raw: date
    day: date
    allowed: int
    excluded: int = 0
    provisional: bool = False
    open: bool = False
    at: datetime | None = None


def due(clock: Clock, calendar: Calendar, on: date | None = None) -> Due | None:
    """Return when the limit ends, None where the text sets none (涉外民事, T11).

    An open exclusion counts through the day `on`, and not at all without `on`. An exclusion that
    begins after the limit has ended adds nothing. Months and days of the limit and of its
    extensions are added to the start, then the excluded days; the last day rolls to the next
    working day, never in custody (刑诉法 第105条). Raises `CannotCompute` for a figure not in
    force on the day of the start.
    """
    rule = clock.rule
    if rule.before:
        return _due_before(clock)
    length = rule.length(clock.start)
    if length is None:
        return None
    if rule.in_hours:
        return _due_in_hours(clock, length)
    raw, counted = _run(clock, calendar, length, on)
    excluded = sum((after - first).days for first, after in counted)
    day = _rolled(clock, calendar, raw)
    return Due(
        raw=raw,
        day=day,
        allowed=(day - clock.start).days - excluded,
        excluded=excluded,
        provisional=not clock.in_custody and calendar.provisional(raw, day),
        open=any(part.resume is None for part in clock.exclusions),
    )


def plain_end(clock: Clock, length: Length) -> date:
    """Return where a limit of that length ends with its extensions, exclusions left aside."""
    lengths = [length, *(part.length for part in clock.extensions)]
    return add(clock.start, lengths, end_to_end=clock.field is Field.CRIMINAL)


def _rolled(clock: Clock, calendar: Calendar, day: date) -> date:
    return day if clock.in_custody else calendar.next_working_day(day)


def _due_before(clock: Clock) -> Due:
    if clock.before is None:
        raise ValueError(f"{clock.limit} needs the day of the event")
    day = clock.before - DAY
    return Due(raw=day, day=day, allowed=(day - clock.start).days)


def _due_in_hours(clock: Clock, length: Length) -> Due:
    """Hours run from the next hour and end at the hour: what is urgent waits for no holiday."""
    if clock.start_at is None:
        raise ValueError(f"{clock.limit} needs the hour of its start")
    end = next_hour(clock.start_at) + timedelta(hours=length.amount)
    day = end.date()
    return Due(raw=day, day=day, allowed=(day - clock.start).days, at=end)


def spans(clock: Clock, on: date | None = None) -> list[tuple[Exclusion, date, date]]:
    """Return the exclusions with their first day and the day after their last, clipped.

    The day of the start does not count in any case, so that none begins before the day after it.
    """
    found = []
    if on is not None and clock.closed_on is not None:
        on = min(on, clock.closed_on)
    for part in clock.exclusions:
        after = part.resume or (on + DAY if on else part.start)
        first = max(part.start, clock.start + DAY)
        if first < after:
            found.append((part, first, after))
    return found


def _run(
    clock: Clock, calendar: Calendar, length: Length, on: date | None
) -> tuple[date, list[tuple[date, date]]]:
    """Return the end before it is rolled, and the excluded intervals that it ran through."""
    end, counted = plain_end(clock, length), []
    for first, after in union((first, after) for _, first, after in spans(clock, on)):
        if first > _rolled(clock, calendar, end):
            break
        # One that begins while the last day rolls over a holiday leaves its first day after.
        end = max(end + (after - first), after)
        counted.append((first, after))
    return end, counted


def counted_exclusions(
    clock: Clock, calendar: Calendar, on: date | None = None
) -> list[tuple[date, date]]:
    """Return the excluded intervals that fall within the limit, in order, overlaps joined."""
    length = clock.rule.length(clock.start)
    return [] if length is None else _run(clock, calendar, length, on)[1]


def days_used(clock: Clock, calendar: Calendar, on: date) -> int:
    """Count the days of the limit used up to `on`, or to the close, without excluded ones."""
    end = min(on, clock.closed_on) if clock.closed_on else on
    excluded = sum(
        max((min(after, end + DAY) - first).days, 0)
        for first, after in counted_exclusions(clock, calendar, on)
    )
    return max((end - clock.start).days - excluded, 0)


def days_left(clock: Clock, calendar: Calendar, on: date) -> int | None:
    """Count the days still to count after `on`, negative by the days over; None without a limit."""
    end = due(clock, calendar, on)
    if end is None:
        return None
    day = min(on, clock.closed_on) if clock.closed_on else on
    if day > end.day:
        return (end.day - day).days
    return end.allowed - days_used(clock, calendar, day)


def overdue(clock: Clock, calendar: Calendar, at: date | datetime) -> bool:
    """Whether the limit had passed by a day, or by a moment for a limit in hours.

    An application that waits for approval stops nothing (法释〔2000〕29号 第14条): only
    extensions that were granted count. A case closed in time stays in time, one closed late late.
    """
    day = at.date() if isinstance(at, datetime) else at
    end = due(clock, calendar, day)
    if end is None:
        return False
    if end.at is not None and isinstance(at, datetime) and clock.closed_on is None:
        return at > end.at
    return (min(day, clock.closed_on) if clock.closed_on else day) > end.day
