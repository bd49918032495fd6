"""小额诉讼标的额: the published figures by province and day, and how stale they are (R26-2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import all_parameters


@dataclass(frozen=True)
class Published:
    """公布的标的额: what a high court announced, whole yuan, in force from `since`."""

    province: str
    t50: int
    t200: int
    since: date


@dataclass(frozen=True)
class Threshold:
    """适用的标的额: the newest figures published by a day.

    `stale` says that none was entered for the year of the day: the high court's administrator
    is told, and the newest holds meanwhile (民诉解释第272条).
    """

    published: Published
    stale: bool

    @property
    def t50(self) -> int:
        """50 % of the average wage: up to it, small claims are mandatory."""
        return self.published.t50

    @property
    def t200(self) -> int:
        """Twice the average wage: up to it, small claims by agreement."""
        return self.published.t200


def threshold(province: str, on: date, entered: Iterable[Published] = ()) -> Threshold:
    """Return the figures of a province on a day, from the shipped rows and those `entered`.

    A figure entered for the same day as a shipped one replaces it. Raises `CannotCompute` where
    the province has published none by that day.
    """
    known = {row.since: row for row in shipped() if row.province == province}
    known |= {row.since: row for row in entered if row.province == province}
    days = [since for since in known if since <= on]
    if not days:
        raise CannotCompute("triage.t50", f"{province or '未定省份'}没有录入小额诉讼标的额")
    newest = known[max(days)]
    return Threshold(newest, stale=newest.since.year < on.year)


@cache
def shipped() -> tuple[Published, ...]:
    """Return the figures that come with the platform."""
    upper = {
        (row.scope, row.since): row.value for row in all_parameters() if row.name == "triage.t200"
    }
    return tuple(
        Published(row.scope, row.value, upper[row.scope, row.since] or 0, row.since)
        for row in all_parameters()
        if row.name == "triage.t50" and row.value is not None
    )
