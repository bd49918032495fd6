"""The period that the pages of leaders' cases speak of: a year, up to the end of a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from xiezhi.law.rules.quota import period_end
from xiezhi.web.components import Segments, Tab

FIRST_YEAR = 2018


@dataclass(frozen=True)
class Period:
    """期间: from the first of January of a year to the last day of a month, both included."""

    year: int
    month: int

    @property
    def last(self) -> date:
        """The last day."""
        return period_end(self.year, self.month)

    @property
    def quarter(self) -> int:
        """The quarter in which the period ends."""
        return (self.month + 2) // 3

    @property
    def words(self) -> str:
        """The period as a heading says it."""
        return _("%(year)s 年 1–%(month)s 月") % {"year": self.year, "month": self.month}

    def query(self, **more: object) -> str:
        """Return the query string of the period, with further values."""
        values = {"year": self.year, "month": self.month, **more}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def asked_period(query: QueryDict, today: date) -> Period:
    """Return the period that is asked for; without any, up to the last whole month."""
    before = today.replace(day=1) - timedelta(days=1)
    year = _number(query.get("year", ""), FIRST_YEAR, today.year, before.year)
    most = before.month if year == before.year else 12
    most = max(today.month - 1, 1) if year == today.year else most
    return Period(year, _number(query.get("month", ""), 1, most, most))


def _number(text: str, least: int, most: int, default: int) -> int:
    plain = text.isascii() and text.isdigit() and len(text) < 5
    return int(text) if plain and least <= int(text) <= most else default


def switch(period: Period, today: date, **more: object) -> tuple[Segments, Segments]:
    """Return the choices of year and of the quarter's end."""
    years = tuple(
        Tab(str(year), Period(year, 12 if year < today.year else period.month).query(**more),
            current=year == period.year)
        for year in range(today.year - 2, today.year + 1)
    )  # fmt: skip
    months = tuple(
        Tab(_("至 %(month)s 月") % {"month": month}, Period(period.year, month).query(**more),
            current=month == period.month)
        for month in _ends(period, today)
    )  # fmt: skip
    return Segments(label=_("年度"), tabs=years), Segments(label=_("截至"), tabs=months)


def _ends(period: Period, today: date) -> list[int]:
    most = 12 if period.year < today.year else max(today.month - 1, 1)
    return sorted({*(month for month in (3, 6, 9, 12) if month <= most), most, period.month})
