"""A president looks at how cases are given, at last night's audit, and chooses the tickets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import factories as make
from tests.fairness.test_batches import a_series
from tests.fairness.test_bounds import designated
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from xiezhi.acts.models import ListRow
from xiezhi.fairness.jobs import audit, watch
from xiezhi.law.powers.bounds import ASK_STOP, StopData
from xiezhi.law.rules.tickets import EVEN
from xiezhi.law.terms import Post
from xiezhi.people.models import Absence

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOW = datetime.now(UTC)
LAST = NOW.replace(day=1) - timedelta(days=3)


@article("法发〔2020〕26号", 7)
@rule("R7.9", "R7.10", "R7.11")
def test_the_bounds_the_audit_and_the_choice(
    bench: make.Bench, browser: Any, live_server: Any
) -> None:
    for _ in range(6):
        make.drawn(bench, at=LAST)
    for _ in range(2):
        designated(bench, bench.judges[0], at=LAST)
    a_series(bench, NOW - timedelta(hours=1))
    day = (NOW + timedelta(days=3)).date()
    stop = StopData(
        person=bench.judges[0].id, since=day, until=day + timedelta(days=5), reason="集中清理积案"
    )
    judge = make.actor(bench.judges[0])
    make.do(ASK_STOP, judge, bench.court.id, stop, at=NOW - timedelta(minutes=30))
    watch(at=NOW - timedelta(minutes=20), courts=[bench.court.id])
    audit(at=NOW - timedelta(minutes=10), courts=[bench.court.id])

    president = bench.people[Post.PRESIDENT]
    at = AtBrowser(browser, live_server.url, f"u{president.id}")
    at.look()
    assert "指定分案占比超过上限" in at.page.inner_text("main")
    at.open("/court/assignment")
    assert "建议一并办理" in at.page.inner_text("#batches")
    at.page.click("#stops a.btn")
    at.page.wait_for_selector("#dialog[open] form")
    at.page.check("#dialog input[name=granted]")
    with at.page.expect_navigation():
        at.page.click(".dialog .btn-main")
    assert Absence.objects.get().approved_by == president

    at.open("/court/fairness")
    assert "未见异常" in at.page.inner_text("#tests")
    at.open("/court/frontier")
    at.page.click("a[href$='tickets=1000']")
    at.page.wait_for_selector("#dialog[open] form")
    at.look()
    at.page.fill("#dialog [name=since]", (NOW + timedelta(days=9)).date().isoformat())
    at.page.fill("#dialog [name=reason]", "兼顾均衡与难以预测")
    with at.page.expect_navigation():
        at.page.click(".dialog .btn-main")
    assert ListRow.objects.get(name=EVEN).number == 1000

    phone = AtBrowser(browser, live_server.url, f"u{president.id}", width=390)
    for path in ("/court/assignment", "/court/fairness", "/court/frontier", "/verify"):
        phone.open(path)
