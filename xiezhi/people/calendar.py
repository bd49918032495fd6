"""The court's calendar in use (法院日历): the shipped years and those that an act has loaded."""

from functools import lru_cache

from django.db import connection

from xiezhi.law.calendar import Calendar, parse_year, shipped
from xiezhi.people.models import HolidayYear

VERSION = "(select string_agg(md5(text), ',' order by year) from people_holidayyear)"
"""An SQL expression: which years are loaded, with which content; null where none is."""


def calendar() -> Calendar:
    """Return the calendar in use now: one short query, the years are parsed once."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {VERSION}")
        return calendar_of(cursor.fetchone()[0])


def calendar_of(version: str | None) -> Calendar:
    """Return the calendar in use, whose `VERSION` the caller's own statement has read."""
    return _with_loaded(version) if version else shipped()


@lru_cache(maxsize=2)
def _with_loaded(version: str) -> Calendar:
    # Keyed by content, so that no process goes on with a year that was replaced.
    known = shipped()
    for text in HolidayYear.objects.order_by("year").values_list("text", flat=True):
        known = known.with_year(parse_year(text))
    return known
