"""The calendar in use: the years that an administrator loads bind every limit from then on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    Bench,
    a_filing,
    actor,
    do,
    filed,
    make_bench,
    make_person,
    make_tenure,
    refusals,
)
from tests.marks import article
from xiezhi.acts.models import Prompt
from xiezhi.law.calendar import shipped
from xiezhi.law.powers.lists import LOAD_YEAR, YearData
from xiezhi.law.terms import Post
from xiezhi.people.calendar import calendar
from xiezhi.people.models import HolidayYear

pytestmark = pytest.mark.django_db

NOTICE = "国办发明电〔2025〕7号"
FIRST, SECOND = date(2026, 9, 2), date(2026, 9, 3)
YEAR = """
year = 2026
announced = true
notice = "测试安排"
[[holiday]]
name = "测试假日"
off = [{off}]
"""


@pytest.fixture
def bench() -> Bench:
    """A court with people and an administrator."""
    bench = make_bench()
    bench.people[Post.ADMINISTRATOR] = make_person(bench.court)
    make_tenure(bench.people[Post.ADMINISTRATOR], Post.ADMINISTRATOR)
    return bench


def load(bench: Bench, *off: date) -> None:
    """Load 2026 with these days off."""
    text = YEAR.format(off=", ".join(day.isoformat() for day in off))
    do(LOAD_YEAR, bench.as_(Post.ADMINISTRATOR), bench.court.id, YearData(notice=NOTICE, text=text))


def confirm_by(bench: Bench) -> date | None:
    """Return the day by which a case filed at the usual moment must be triaged."""
    case = filed(bench, a_filing())
    return Prompt.objects.get(subject=case.id, act="triage.confirm").due_on


@article("民诉法", 85)
class TestPeriodsAndHolidays:
    """期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期。"""

    def test_a_court_that_has_loaded_nothing_uses_what_ships(self, bench: Bench) -> None:
        assert calendar() == shipped()
        assert confirm_by(bench) == FIRST

    def test_a_loaded_holiday_moves_the_last_day(self, bench: Bench) -> None:
        load(bench, FIRST)
        assert not calendar().is_working_day(FIRST)
        assert confirm_by(bench) == SECOND

    def test_a_year_loaded_again_replaces_the_first(self, bench: Bench) -> None:
        load(bench, FIRST)
        assert not calendar().is_working_day(FIRST)
        load(bench, SECOND)
        assert calendar().is_working_day(FIRST)
        assert not calendar().is_working_day(SECOND)
        assert HolidayYear.objects.count() == 1

    def test_other_years_stay_as_they_ship(self, bench: Bench) -> None:
        load(bench, FIRST)
        assert calendar().years[2025] == shipped().years[2025]

    def test_a_year_that_contradicts_itself_is_refused_whole(self, bench: Bench) -> None:
        data = YearData(notice=NOTICE, text=YEAR.format(off="2025-09-02"))
        by = bench.as_(Post.ADMINISTRATOR)
        assert refusals(LOAD_YEAR, by, bench.court.id, data) == ["E_HOLIDAYS"]
        assert calendar() == shipped()

    def test_only_the_administrator_loads_it(self, bench: Bench) -> None:
        data = YearData(notice=NOTICE, text=YEAR.format(off=FIRST))
        somebody = actor(bench.judges[0])
        assert refusals(LOAD_YEAR, somebody, bench.court.id, data) == ["E_NO_POWER"]

    def test_reading_it_again_costs_one_short_query(self, bench: Bench) -> None:
        load(bench, FIRST, FIRST + timedelta(days=30))
        calendar()
        with CaptureQueriesContext(connection) as queries:
            calendar()
        assert len(queries) == 1
