"""日程: the hearings of a week, one's own or the whole court's, and the feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.cases.models import Attendance, Case, Hearing, Room
from xiezhi.law.facts import ZONE
from xiezhi.law.terms import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


def planned(case: Case, starts: datetime) -> Hearing:
    """Return a hearing of an hour that the case's judge attends."""
    room, _ = Room.objects.get_or_create(court=case.court, name="第三法庭")
    during = (starts, starts + timedelta(hours=1))
    hearing = Hearing.objects.create(case=case, room=room, during=during, state="planned")
    assert case.judge is not None
    Attendance.objects.create(hearing=hearing, person=case.judge, during=during)
    return hearing


def tomorrow() -> datetime:
    return datetime.now(ZONE).replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(1)


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestTheCalendar:
    def test_shows_ones_own_hearings_and_on_demand_the_courts(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.drawn(bench)
        starts = tomorrow()
        planned(case, starts)
        judge = case.judge
        other = next(one for one in bench.judges if one != judge)
        week = f"/calendar?on={starts:%Y-%m-%d}"
        assert str(case.number) in page_of(signed_in(judge), week)
        assert str(case.number) not in page_of(signed_in(other), week)
        assert str(case.number) in page_of(signed_in(other), f"{week}&all=1")
        assert str(case.number) in page_of(signed_in(judge), f"{week}&by=month")

    def test_another_week_is_empty(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        planned(case, tomorrow())
        later = tomorrow() + timedelta(days=30)
        page = page_of(signed_in(case.judge), f"/calendar?on={later:%Y-%m-%d}")
        assert str(case.number) not in page

    def test_other_courts_and_parties_see_nothing(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.drawn(bench)
        planned(case, tomorrow())
        stranger = make.make_bench(judges=1).people[Post.PRESIDENT]
        page = page_of(signed_in(stranger), f"/calendar?on={tomorrow():%Y-%m-%d}&all=1")
        assert str(case.number) not in page
        party = signed_in(make.make_person(None, "蔡知微"), kind="party")
        assert party.get("/calendar?all=1").status_code == 404

    def test_a_day_that_is_none_shows_this_week(self, signed_in: SignIn, bench: make.Bench) -> None:
        assert "周" in page_of(signed_in(bench.judges[0]), "/calendar?on=2026-02-31")


class TestTheFeed:
    def test_other_calendars_read_it(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        hearing = planned(case, tomorrow())
        answer = signed_in(case.judge).get("/calendar.ics")
        assert answer["Content-Type"].startswith("text/calendar")
        event: Any
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["uid"] == f"hearing-{hearing.id}@xiezhi"
        assert event["dtstart"].dt == tomorrow()
        assert event["location"] == "第三法庭"
        assert str(case.number) in event["summary"]
