"""法院日历: working days by the State Council's yearly notices; the notices are data per year.

A year without a notice knows only its weekends and what `holidays/` lists for it: what is computed
over such days is provisional.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType

DAY = timedelta(days=1)
SATURDAY = 5
NEXT_NOTICE_FROM = (12, 25)
"""From this day on, the notice of the next year may move days of the old one (as in 2018, 2022)."""


class BadHolidays(ValueError):
    """The arrangement of a year contradicts itself; `problems` lists every sentence at once."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(self.problems))


@dataclass(frozen=True)
class HolidayYear:
    """年度节假日安排: the days off and the make-up working days of one calendar year.

    `off` and `work` map a day to the holiday it belongs to; ordinary weekends are not listed.
    Raises `BadHolidays` where the days contradict each other or the calendar.
    """

    year: int
    off: Mapping[date, str] = field(hash=False)
    work: Mapping[date, str] = field(hash=False)
    announced: bool = True
    notice: str = ""
    number: str = ""
    issued: date | None = None

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise BadHolidays(problems)


def _problems(year: HolidayYear) -> Iterable[str]:
    for day in sorted({*year.off, *year.work}):
        if day.year != year.year:
            yield f"{day}不在{year.year}年内"
    for day in sorted(set(year.off) & set(year.work)):
        yield f"{day}既列为放假又列为上班"
    for day in sorted(year.work):
        if day.weekday() < SATURDAY:
            yield f"{day}本是工作日，不必列为调休上班"
    if year.announced and not year.off:
        yield f"{year.year}年没有列出放假日期"


def parse_year(text: str) -> HolidayYear:
    """Return the arrangement that a TOML text declares, in the form of the files in `holidays/`.

    Raises `BadHolidays` with every problem found.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadHolidays([f"文件不是有效的TOML：{error}"]) from error
    year, announced, issued = tree.get("year"), tree.get("announced"), tree.get("issued")
    problems: list[str] = []
    if not isinstance(year, int) or not 1949 <= year <= 9998:
        problems.append("缺少年份 year")
    if not isinstance(announced, bool):
        problems.append("缺少 announced（国务院通知是否已发布）")
    if issued is not None and type(issued) is not date:
        problems.append("issued 应当是日期")
    off, work = _days(tree, "off", problems), _days(tree, "work", problems)
    if problems:
        raise BadHolidays(problems)
    return HolidayYear(
        year=tree["year"],
        off=off,
        work=work,
        announced=tree["announced"],
        notice=str(tree.get("notice", "")),
        number=str(tree.get("number", "")),
        issued=issued,
    )


def _days(tree: Mapping[str, object], kind: str, problems: list[str]) -> Mapping[date, str]:
    found: dict[date, str] = {}
    holidays = tree.get("holiday", [])
    for holiday in holidays if isinstance(holidays, list) else []:
        name = str(holiday.get("name", ""))
        for day in holiday.get(kind, []):
            if type(day) is not date:
                problems.append(f"{name or kind}：{day} 不是日期")
            elif day in found:
                problems.append(f"{day}重复列出")
            else:
                found[day] = name
    return MappingProxyType(found)


@dataclass(frozen=True)
class Calendar:
    """法院日历: which days courts work. Frozen; `with_year` returns another."""

    years: Mapping[int, HolidayYear] = field(hash=False)

    def with_year(self, year: HolidayYear) -> "Calendar":
        """Return this calendar with the arrangement of a year added or replaced."""
        return replace(self, years=MappingProxyType({**self.years, year.year: year}))

    def known(self, year: int) -> bool:
        """Whether the State Council's notice for the year is loaded."""
        return year in self.years and self.years[year].announced

    def settled(self, day: date) -> bool:
        """Whether no notice still to come can change what this day is."""
        last_week = (day.month, day.day) >= NEXT_NOTICE_FROM
        return self.known(day.year) and (not last_week or self.known(day.year + 1))

    def holiday(self, day: date) -> str:
        """Return the name of the holiday on which the day is off, empty if it is none."""
        return self.years[day.year].off.get(day, "") if day.year in self.years else ""

    def is_working_day(self, day: date) -> bool:
        """Whether courts work: neither a weekend nor a holiday, or a make-up working day."""
        year = self.years.get(day.year)
        if year is not None and day in year.work:
            return True
        return day.weekday() < SATURDAY and (year is None or day not in year.off)

    def next_working_day(self, day: date) -> date:
        """Return the day itself if courts work on it, else the first working day after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last of `count` working days after `day`, which is not counted itself.

        `count` zero is `day` itself. Raises `ValueError` for a negative count.
        """
        if count < 0:
            raise ValueError("working days are counted forward")
        for _ in range(count):
            day = self.next_working_day(day + DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to `end`, which counts; negative backwards."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working_day(start + DAY * n) for n in range(1, days + 1))

    def provisional(self, first: date, last: date) -> bool:
        """Whether a notice still to come may change a day from `first` to `last`, both included."""
        days = (last - first).days
        return any(not self.settled(first + DAY * n) for n in range(days + 1))


@cache
def shipped() -> Calendar:
    """Return the calendar of the years that ship with the product, 2015 to 2027."""
    folder = resources.files("xiezhi.law.holidays")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    years = [parse_year(file.read_text(encoding="utf-8")) for file in files]
    return Calendar(MappingProxyType({year.year: year for year in years}))
