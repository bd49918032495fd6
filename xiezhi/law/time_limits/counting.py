"""期间计算: lengths and how they are added to a day or an hour. No limits, no cases."""

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xiezhi.law.terms import Term

HALF_MONTH_DAYS = 15
"""半个月一律按十五日计算, 刑诉解释 第202条."""

_DIGITS = "零一二三四五六七八九"


class Unit(Term):
    """期间单位: how a length is counted."""

    HOURS = "hours", "小时"
    DAYS = "days", "日"
    HALF_MONTHS = "half_months", "半个月"
    MONTHS = "months", "个月"
    YEARS = "years", "年"


@dataclass(frozen=True)
class Length:
    """期间: an amount of a unit; `str()` writes it as the texts do (六个月, 一个半月, 三十日)."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit is Unit.HALF_MONTHS:
            whole, half = divmod(self.amount, 2)
            if not whole:
                return Unit.HALF_MONTHS.label
            return f"{_numeral(whole)}个{'半' if half else ''}月"
        return f"{_numeral(self.amount)}{self.unit.label}"

    @property
    def months(self) -> int:
        """Whole months in it."""
        return {Unit.YEARS: 12 * self.amount, Unit.MONTHS: self.amount}.get(
            self.unit, self.amount // 2 if self.unit is Unit.HALF_MONTHS else 0
        )

    @property
    def days(self) -> int:
        """Days beside the whole months."""
        if self.unit is Unit.HALF_MONTHS:
            return self.amount % 2 * HALF_MONTH_DAYS
        return self.amount if self.unit is Unit.DAYS else 0


def _numeral(number: int) -> str:
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _last_day(year: int, month: int) -> int:
    return gregorian.monthrange(year, month)[1]


def add_months(start: date, months: int, *, end_to_end: bool = False) -> date:
    """Return the same-numbered day `months` later, the month's last day where there is none.

    `end_to_end` is the count of criminal procedure: from a month's last day to a month's last
    day. 民法典 第202、203条, 刑诉解释 第202条.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = _last_day(year, month + 1)
    at_end = end_to_end and start.day == _last_day(start.year, start.month)
    return date(year, month + 1, last if at_end else min(start.day, last))


def add(start: date, lengths: Iterable[Length], *, end_to_end: bool = False) -> date:
    """Return the last day of a period of all `lengths` together; `start` itself is not counted.

    Months are added up before days, so that an extension does not lose days at a month's end.
    """
    parts = list(lengths)
    day = add_months(start, sum(part.months for part in parts), end_to_end=end_to_end)
    return day + timedelta(days=sum(part.days for part in parts))


def next_hour(at: datetime) -> datetime:
    """Return the hour from which a period in hours runs: the one after that of `at`."""
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def union(intervals: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return half-open intervals as disjoint ones in order; days that overlap count once."""
    merged: list[tuple[date, date]] = []
    for first, after in sorted(intervals):
        if first >= after:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], after))
        else:
            merged.append((first, after))
    return merged
