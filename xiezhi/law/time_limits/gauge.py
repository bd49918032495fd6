"""审限图示: what the gauge of a case draws, and what the parties see of its time limit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from xiezhi.law.calendar import Calendar
from xiezhi.law.sources import Citation, cite
from xiezhi.law.time_limits.clock import (
    Clock,
    Conversion,
    Due,
    Exclusion,
    Extension,
    counted_exclusions,
    days_left,
    days_used,
    due,
    spans,
)
from xiezhi.law.time_limits.limits import limit
from xiezhi.law.time_limits.terms import RULES_2019, Start

Kind = Literal["counted", "excluded", "extended"]


@dataclass(frozen=True)
class Segment:
    """期间段: consecutive days of one kind, `offset` days after the start.

    `label` names an exclusion or an extension, `note` says it in a whole line.
    """

    kind: Kind
    first: date
    offset: int
    days: int
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Gauge:
    """审限图: the segments follow one another from `start` to `due`; all days are calendar days.

    `used`, `allowed` and `left` are days that count; `left` is negative by the days over. `basis`
    is the limit and its text, `paused` says why the clock stands still on the day of the gauge.
    """

    start: date
    due: date
    today: date
    used: int
    allowed: int
    left: int
    segments: tuple[Segment, ...]
    basis: str
    paused: str = ""
    provisional: bool = False
    overdue: bool = False


def gauge(clock: Clock, calendar: Calendar, on: date) -> Gauge | None:
    """Return the gauge on a day, None where the text sets no limit.

    A closed case is drawn as it stood on its last day.
    """
    on = min(on, clock.closed_on) if clock.closed_on else on
    end = due(clock, calendar, on)
    if end is None:
        return None
    left = days_left(clock, calendar, on)
    assert left is not None  # there is an end
    return Gauge(
        start=clock.start,
        due=end.day,
        today=on,
        used=days_used(clock, calendar, on),
        allowed=end.allowed,
        left=left,
        segments=tuple(_segments(clock, calendar, on, end)),
        basis=basis(clock),
        paused=_paused(clock, on),
        provisional=end.provisional,
        overdue=on > end.day,
    )


def basis(clock: Clock) -> str:
    """Return the limit in words with its text: 六个月，民诉法第152条."""
    length = clock.rule.length(clock.start)
    return f"{length or clock.rule.name}，{clock.rule.source}"


def _segments(clock: Clock, calendar: Calendar, on: date, end: Due) -> Iterator[Segment]:
    shown = _shown(clock, calendar, on)
    ends = list(_ends(clock, calendar, on))
    edges = {clock.start, end.day, *ends, *(day for _, *pair in shown for day in pair)}
    cuts = sorted(day for day in edges if clock.start <= day <= end.day)
    for first, after in pairwise(cuts):
        days, offset = (after - first).days, (first - clock.start).days
        grounds = [part for part, a, b in shown if a <= first < b]
        extended = sum(first >= past for past in ends[:-1])
        if grounds:
            label = "、".join(dict.fromkeys(_label(part) for part in grounds))
            note = f"{label} {first:%m-%d} 至 {after:%m-%d}，扣除 {days} 日"
            yield Segment("excluded", first, offset, days, label, note)
        elif extended:
            since, until = ends[extended - 1 : extended + 1]
            text = _extension(clock.extensions[extended - 1]) if first == since else ""
            note = f"{text}，{since:%m-%d} → {until:%m-%d}" if text else ""
            yield Segment("extended", first, offset, days, text, note)
        else:
            note = "" if offset else f"{first:%m-%d} {_began(clock)}，{basis(clock)}"
            yield Segment("counted", first, offset, days, "", note)


def _shown(clock: Clock, calendar: Calendar, on: date) -> list[tuple[Exclusion, date, date]]:
    """Return the exclusions that count, each with its first day and the day after its last."""
    counted = list(counted_exclusions(clock, calendar, on))
    return [
        (part, first, after)
        for part, first, after in spans(clock, on)
        if any(a <= first and after <= b for a, b in counted)
    ]


def _ends(clock: Clock, calendar: Calendar, on: date) -> Iterator[date]:
    """Yield where the limit ended without extensions, with the first, with the first two …"""
    for number in range(len(clock.extensions) + 1):
        end = due(replace(clock, extensions=clock.extensions[:number]), calendar, on)
        if end is not None:
            yield end.day


def _label(part: Exclusion) -> str:
    return part.ground.label if part.ground else "未注明事由"


def _extension(part: Extension) -> str:
    return f"{part.authority.label}批准延长{part.length}"


def _began(clock: Clock) -> str:
    changed = clock.conversions and clock.conversions[-1].changed_on == clock.start
    return "重新计算" if changed else clock.rule.start.label


def _paused(clock: Clock, on: date) -> str:
    if clock.closed_on is not None:
        return ""
    for part, first, after in spans(clock, on):
        if first <= on < after:
            return f"{_label(part)}期间不计入审限，自{first:%Y-%m-%d}起"
    return ""


@dataclass(frozen=True)
class PartyEvent:
    """审限变动: what changed, on which day (until when), for which reason, by which text."""

    what: str
    on: date
    until: date | None
    reason: str
    source: Citation


@dataclass(frozen=True)
class PartyView:
    """当事人可见的审限: start, limit, end and every change; names the right to ask for supervision.

    `due` is None where the text sets no limit.
    """

    started: Start
    start: date
    basis: str
    due: date | None
    provisional: bool
    events: tuple[PartyEvent, ...]
    right: str
    source: Citation


PARTY_RIGHT = "对延长审限、扣除审限、延期开庭有异议的，可以向本院申请监督。"


def for_parties(clock: Clock, calendar: Calendar, on: date) -> PartyView:
    """Return what a party sees (TL8): every exclusion, extension and postponement with reason."""
    end = due(clock, calendar, on)
    first = clock.conversions[0].start if clock.conversions else clock.start
    return PartyView(
        started=limit(clock.conversions[0].limit if clock.conversions else clock.limit).start,
        start=first,
        basis=basis(clock),
        due=end.day if end else None,
        provisional=bool(end and end.provisional),
        events=tuple(sorted(_events(clock), key=lambda event: event.on)),
        right=PARTY_RIGHT,
        source=cite(RULES_2019, 7),
    )


def _events(clock: Clock) -> Iterator[PartyEvent]:
    for part in clock.exclusions:
        source = part.ground.source(clock.field) if part.ground else None
        yield PartyEvent(
            "扣除审限", part.start, part.resume, _label(part), source or cite(RULES_2019, 7)
        )
    extensions = [
        *((past.limit, one) for past in clock.conversions for one in past.extensions),
        *((clock.limit, one) for one in clock.extensions),
    ]
    for key, one in extensions:
        reason = "：".join(filter(None, (_extension(one), one.reason)))
        yield PartyEvent("延长审限", one.decided_on, None, reason, _extended_by(key, one))
    for put_off in clock.postponements:
        reason = "：".join(filter(None, (put_off.ground.label, put_off.reason)))
        source = cite(RULES_2019, 7)
        yield PartyEvent("延期开庭", put_off.decided_on, put_off.next_on, reason, source)
    later = [*(past.limit for past in clock.conversions[1:]), clock.limit]
    for past, to in zip(clock.conversions, later, strict=False):
        yield _change(past, to)


def _extended_by(key: str, one: Extension) -> Citation:
    rule = limit(key)
    return next((s.source for s in rule.steps if s.authority is one.authority), rule.source)


def _change(past: Conversion, to: str) -> PartyEvent:
    if past.restart is not None:
        return PartyEvent(
            "重新计算审限", past.changed_on, None, past.restart.label, limit(to).source
        )
    reason = f"{limit(past.limit).name}转为{limit(to).name}"
    return PartyEvent("程序转换", past.changed_on, None, reason, limit(to).source)
