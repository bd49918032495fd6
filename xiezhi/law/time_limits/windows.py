"""审限提示: when an extension must be asked for and decided, and the days of the reminders."""

from dataclasses import dataclass
from datetime import date, timedelta

from xiezhi.law.calendar import DAY, Calendar
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import Citation, cite
from xiezhi.law.time_limits.clock import Clock, due
from xiezhi.law.time_limits.limits import PREFIX, Step
from xiezhi.law.time_limits.terms import RULES_2000, RULES_2019

REMINDERS = 5
WITH_WINDOW = "reminder_2"
"""The reminder that names the window of extension (TL7)."""

_SOURCES = {
    "civil": cite(RULES_2019, 1),
    "criminal": cite("刑诉解释", 210),
    "private_prosecution": cite(RULES_2000, 11),
    "administrative": cite(RULES_2000, 13),
    "enforcement": cite("法发〔2006〕35号"),
}


@dataclass(frozen=True)
class Window:
    """申请延长期间: from which day (None: any) to which an extension is asked for, and decided."""

    opens: date | None
    apply_by: date
    decide_by: date | None
    source: Citation


@dataclass(frozen=True)
class Reminder:
    """审限提示: what to say on a day, so many days before the end."""

    on: date
    days_before: int
    says: str
    window: Window | None = None


def next_step(clock: Clock) -> Step | None:
    """Return the step of extension that is open next, None where the table is exhausted."""
    taken = len(clock.extensions)
    for step in clock.rule.steps:
        if step.times is None or taken < step.times:
            return step
        taken -= step.times
    return None


def application_window(clock: Clock, calendar: Calendar, on: date | None = None) -> Window | None:
    """Return the window of the next extension, None where the texts set none."""
    end, name = due(clock, calendar, on), clock.rule.window
    if end is None or next_step(clock) is None or not name:
        return None
    days = {
        part: timedelta(days=parameter(f"{PREFIX}window.{name}.{part}", end.day))
        for part in _PARTS[name]
    }
    if "apply_within" in days:
        return Window(end.day - days["apply_within"], end.day, None, _SOURCES[name])
    decide = end.day - days["decide_before"] if "decide_before" in days else None
    return Window(None, end.day - days["apply_before"], decide, _SOURCES[name])


_PARTS = {
    "civil": ("apply_before", "decide_before"),
    "criminal": ("apply_before", "decide_before"),
    "private_prosecution": ("apply_before",),
    "administrative": ("apply_before", "decide_before"),
    "enforcement": ("apply_within",),
}


def reminders(clock: Clock, calendar: Calendar, on: date | None = None) -> list[Reminder]:
    """Return the reminders of a limit in days, the earliest first; none once the case is closed."""
    end = due(clock, calendar, on)
    if end is None or end.at is not None or clock.closed_on is not None:
        return []
    found = []
    for number in range(1, REMINDERS + 1):
        name = f"reminder_{number}"
        before = parameter(PREFIX + name, end.day)
        day = end.day - DAY * before
        if day > clock.start:
            window = application_window(clock, calendar, on) if name == WITH_WINDOW else None
            found.append(Reminder(day, before, _says(end.day, before, window), window))
    return found


def _says(end: date, before: int, window: Window | None) -> str:
    says = f"审限还有{before}日，{end:%Y-%m-%d}届满。"
    if window is None:
        return says
    if window.opens is not None:
        return f"{says}需要延长的，在{window.opens:%Y-%m-%d}至{window.apply_by:%Y-%m-%d}提出申请。"
    says += f"需要延长的，最迟{window.apply_by:%Y-%m-%d}提出申请"
    return says + (f"，批准机关最迟{window.decide_by:%Y-%m-%d}决定。" if window.decide_by else "。")
