"""院庭长办案数量: standards, averages, targets, what counts, and when it falls short. Pure.

A month counts for a post that was held on half of its days or more. All figures are exact.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Level, Post, Term

QUARTERS = 4
_DEFAULTS = cite("法发〔2017〕10号", 1)
_DESIGN = cite("平台约定")


class Rank(Term):
    """院庭长岗位: the posts for which the number of cases is set, in administrative order."""

    PRESIDENT = "president", "院长"
    LEADER = "leader", "副院长、审判委员会专职委员"
    HEAD = "head", "庭长"
    DEPUTY = "deputy", "副庭长"


RANKS = {
    Post.PRESIDENT: Rank.PRESIDENT,
    Post.VICE_PRESIDENT: Rank.LEADER,
    Post.AC_FULLTIME_MEMBER: Rank.LEADER,
    Post.DIVISION_HEAD: Rank.HEAD,
    Post.DEPUTY_DIVISION_HEAD: Rank.DEPUTY,
}
"""Leading posts in administrative order: of several held at once the first one counts."""


class Shortage(Term):
    """未达标准: what follows where the cases fall short at the end of a quarter or of the year."""

    PROMPT = "prompt", "进度提示"
    BELOW = "below_standard", "未达办案数量标准"


@dataclass(frozen=True, kw_only=True)
class Standard:
    """办案数量标准: the share of the average, the least share as handling judge, panel credit.

    `percent` is None where neither the high court nor a national text names a figure. `credit` is
    what a case counts, in thousandths, in which the leader sat in the panel but did not handle it.
    """

    percent: int | None
    handling_percent: int
    credit: int
    of_division: bool
    source: Citation
    set_on: date | None = None


def floor(rank: Rank, level: Level, day: date) -> tuple[int | None, int | None]:
    """Return the least and the greatest share in per cent of 法发〔2017〕10号; None for none."""
    where = "high" if level in (Level.HIGH, Level.SUPREME) else level.value
    place = "deputy" if rank is Rank.DEPUTY else f"{rank.value}.{where}"
    return _number(f"percent_min.{place}", day), _number(f"percent_max.{place}", day)


def _number(name: str, day: date) -> int | None:
    try:
        return parameter(f"leaders.{name}", day)
    except CannotCompute:
        return None


def default_standard(rank: Rank, level: Level, day: date) -> Standard:
    """Return the standard where the high court set none: the least share of the national text."""
    return Standard(
        percent=floor(rank, level, day)[0],
        handling_percent=parameter("leaders.handling_min_percent", day),
        credit=parameter("leaders.panel_credit_max", day),
        of_division=rank in (Rank.HEAD, Rank.DEPUTY),
        source=_DEFAULTS,
    )


def months_in_post(since: date, until: date | None, year: int, last: date) -> frozenset[int]:
    """Return the months of a year that count for a post, up to and with the day `last`."""
    end = last + timedelta(days=1) if until is None else min(until, last + timedelta(days=1))
    found = set()
    for month in range(1, 13):
        length = monthrange(year, month)[1]
        first = date(year, month, 1)
        held = (min(end, first + timedelta(days=length)) - max(since, first)).days
        if 2 * held >= length:
            found.add(month)
    return frozenset(found)


def average(cases: int, months: int) -> Fraction | None:
    """Return the cases per judge and year: closed as handling judge, by months in post."""
    return Fraction(cases * 12, months) if months else None


def owed(percent: int, of: Fraction, months: int) -> Fraction:
    """Return what a leader owes for so many months in a post, before it is rounded up."""
    return Fraction(percent, 100) * of * Fraction(months, 12)


def target(percent: int, of: Fraction, months: int) -> int:
    """Return how many cases a leader owes for so many months in a post."""
    return ceil(owed(percent, of, months))


@dataclass(frozen=True)
class Tally:
    """办案数: cases handled (alone or as handling judge), and further ones sat in."""

    handled: int = 0
    panels: int = 0

    def counted(self, credit: int) -> Fraction:
        """Return what counts, panel cases at `credit` thousandths each."""
        return self.handled + Fraction(self.panels * credit, 1000)


@dataclass(frozen=True)
class Completion:
    """完成情况: target, what counts, what was handled, and how many of these are owed."""

    target: int
    counted: Fraction
    handled: int
    handling_least: int

    @property
    def enough(self) -> bool:
        """Whether the number is reached."""
        return self.counted >= self.target

    @property
    def enough_handled(self) -> bool:
        """Whether enough of it was done as handling judge."""
        return self.handled >= self.handling_least

    @property
    def met(self) -> bool:
        """Whether the standard is met."""
        return self.enough and self.enough_handled

    @property
    def percent(self) -> int:
        """What was completed in per cent, rounded down; 100 where nothing is owed."""
        return int(self.counted * 100 / self.target) if self.target else 100

    @property
    def deficit(self) -> Fraction:
        """How many cases are wanting, 0 where none are."""
        return max(Fraction(0), self.target - self.counted)


def completion(standard: Standard, of: Fraction | None, tally: Tally) -> Completion | None:
    """Return how far a leader has come with what is owed, `of`; None where that is unknown."""
    if of is None:
        return None
    whole = ceil(of)
    least = ceil(Fraction(whole * standard.handling_percent, 100))
    return Completion(whole, tally.counted(standard.credit), tally.handled, least)


def shortage(done: Completion, quarter: int, day: date) -> Shortage | None:
    """R8.7: under 75 % of what is owed so far: a prompt; not met at year's end: below standard."""
    if quarter == QUARTERS:
        return None if done.met else Shortage.BELOW
    share = Fraction(parameter("leaders.prompt_percent", day), 100)
    return Shortage.PROMPT if done.counted < done.target * share else None


def period_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter."""
    return period_end(year, 3 * quarter)


def notice_due(last: date, day: date) -> date:
    """Return the day by which the notice of a period that ends on `last` is issued."""
    return last + timedelta(days=parameter("leaders.notice_day", day))


def days_late(last: date, issued: date) -> int:
    """R8.6: return by how many days a notice is late, 0 where it is in time."""
    return max(0, (issued - notice_due(last, issued)).days)


def errand_share(errands: int, hours: int) -> Fraction:
    """R8.9: return the share of tasks outside the statutory duties in all hours on record."""
    return Fraction(errands, hours) if hours else Fraction(0)


def overburdened(errands: int, hours: int, day: date) -> bool:
    """R8.9: whether that share is above what the balance report lets pass."""
    return errand_share(errands, hours) * 100 > parameter("leaders.errand_percent", day)


def first_rank(posts: Iterable[Post]) -> Rank | None:
    """Return the rank of the highest leading post among these."""
    held = [post for post in RANKS if post in frozenset(posts)]
    return RANKS[held[0]] if held else None
