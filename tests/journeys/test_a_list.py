"""A court's own list: drafted, tried on last month's trace, adopted, filed; the month is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import factories as make
from tests.factories import Bench
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from xiezhi.acts.models import CourtList
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import filing
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@rule("R4.2", "R4.7")
@article("法发〔2020〕26号", 4)
def test_a_court_narrows_its_list(bench: Bench, browser: Any, live_server: Any) -> None:
    make.filed(bench)
    today = timezone.now().astimezone(ZONE).date()
    office = AtBrowser(browser, live_server.url, f"u{bench.people[Post.TRIAL_MANAGEMENT].id}")
    president = AtBrowser(browser, live_server.url, f"u{bench.people[Post.PRESIDENT].id}")

    _open(office, "起草本院权责清单")
    _row(office, act=filing.REGISTER.code, posts="president")
    assert "本院清单只能收窄" in office.refused()
    _row(office, act=filing.REGISTER.code, posts="filing_officer")
    _perform(office)
    assert Entry.objects.filter(act="powers.draft_list", outcome="refused").count() == 1

    office.open("/court/lists/1/rehearsal")
    assert "立案登记" in office.page.inner_text("main") or "没有" in office.page.inner_text("main")

    _open(president, "施行本院权责清单")
    president._fill("version", "1")
    president._fill("since", (today - timedelta(days=1)).isoformat())
    president.refused()
    president._fill("since", (today + timedelta(days=1)).isoformat())
    _perform(president)

    _open(office, "向上一级人民法院报备清单")
    office._fill("version", "1")
    office._fill("on", today.isoformat())
    _perform(office)
    made = CourtList.objects.get(court=bench.court.id)
    assert (made.adopted_by, made.filed_on) == (bench.people[Post.PRESIDENT].id, today)

    for path in ("/court", "/court/lists", "/court/trace", "/powers"):
        president.open(path)
    president.open("/court/trace")
    assert "拒绝" in president.page.inner_text("main")


def _open(at: AtBrowser, name: str) -> None:
    at.open("/court")
    at.page.click(f"a[aria-label='办理：{name}']")
    at.page.wait_for_selector("#dialog[open] form")
    at.look()


def _row(at: AtBrowser, *, act: str, posts: str) -> None:
    at._fill("rows-0-kind", "holders")
    at._fill("rows-0-act", act)
    at._fill("rows-0-posts", posts)


def _perform(at: AtBrowser) -> None:
    with at.page.expect_navigation():
        at.page.click(".dialog .btn-main")
