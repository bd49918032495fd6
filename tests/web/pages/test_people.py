"""A court's people over time, days without cases, and the year of working days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.marks import article
from tests.web.pages.conftest import SignIn
from xiezhi.law.terms import Level, Post
from xiezhi.people.models import Absence

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@article("法院组织法", 40)
class TestPeople:
    def test_shows_posts_held_and_posts_that_ended(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        person = make.make_person(bench.court, "顾怀远")
        make.make_tenure(person, Post.JUDGE_ASSISTANT, until=date(2023, 1, 1))
        make.make_tenure(person, Post.JUDGE, since=date(2023, 1, 1), share=500)
        page = page_of(signed_in(bench.judges[0]), "/court/people")
        assert "员额法官（2023-01-01 起，办案份额 50%）" in page
        assert "法官助理（2020-09-01 至 2023-01-01）" in page

    def test_finds_by_the_beginning_of_a_name(self, signed_in: SignIn, bench: make.Bench) -> None:
        make.make_person(bench.court, "顾怀远")
        page = page_of(signed_in(bench.judges[0]), "/court/people?find=顾")
        assert "顾怀远" in page
        assert bench.people[Post.CLERK].name + "<" not in page

    def test_days_without_cases_end_on_the_day_before(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        days = (date(2026, 1, 1), date(2099, 1, 1))
        Absence.objects.create(
            person=bench.judges[1], kind="training", days=days, approved_by=bench.judges[0]
        )
        page = page_of(signed_in(bench.judges[0]), "/court/people")
        assert "培训" in page
        assert "2026-01-01 至 2098-12-31" in page

    def test_courts_stand_under_their_upper_court(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        upper = make.make_court("江州市中级人民法院", level=Level.INTERMEDIATE)
        lower = make.make_court("云溪县人民法院", parent=upper)
        page = page_of(signed_in(bench.judges[0]), "/court/people")
        assert page.index(upper.name) < page.index(f"　{lower.name}")

    def test_no_person_of_another_court_is_listed(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        other = make.make_person(make.make_court(), "别院之人")
        assert other.name not in page_of(signed_in(bench.judges[0]), "/court/people")

    def test_a_party_finds_nothing(self, signed_in: SignIn) -> None:
        browser = signed_in(make.make_person(None, "蔡知微"), kind="party")
        assert browser.get("/court/people").status_code == 404

    def test_asks_as_often_for_two_people_as_for_fifty(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.judges[0])
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, "/court/people")
            counts.append(len(asked))
            for _ in range(50):
                make.make_tenure(make.make_person(bench.court), Post.CLERK)
        assert counts[0] == counts[1]


@article("民诉法", 85)
class TestHolidays:
    def test_a_year_with_its_notice(self, signed_in: SignIn, bench: make.Bench) -> None:
        page = page_of(signed_in(bench.judges[0]), "/court/holidays?year=2024")
        assert "251 个工作日" in page
        assert "春节" in page
        assert "02-10 至 02-17" in page
        assert "02-04（周日）" in page

    def test_a_year_without_a_notice_is_provisional(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        page = page_of(signed_in(bench.judges[0]), "/court/holidays?year=2040")
        assert "涉及本年的期限都是暂算" in page

    @pytest.mark.parametrize("year", ["1900", "99999", "²⁰²⁴", "x"])
    def test_what_is_no_year_shows_this_year(
        self, signed_in: SignIn, bench: make.Bench, year: str
    ) -> None:
        assert "个工作日" in page_of(signed_in(bench.judges[0]), f"/court/holidays?year={year}")

    def test_the_hearing_calendar_names_the_holidays(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.judges[0])
        for path in ("/calendar?on=2026-10-01", "/calendar?on=2026-10-01&by=month"):
            assert "国庆节" in page_of(browser, path)
        assert "国庆节" not in page_of(browser, "/calendar?on=2026-11-01")
