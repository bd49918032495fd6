"""A four-type case under supervision: asked, answered, read; the pages of those who supervise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import factories as make
from tests.factories import Bench
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from tests.supervision.cases import a_suit
from xiezhi.cases.models import Case
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import supervision
from xiezhi.law.terms import FourType, Post
from xiezhi.supervision import monitor
from xiezhi.supervision.jobs import screen

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ANSWER = "检索到指导性案例一件，裁判尺度一致。"
PAGES = ("", "/cases?state=confirmed", "/report", "/sheet")


def cases(bench: Bench) -> tuple[Case, Case]:
    """A case that is confirmed, and one whose suspicion nobody answered for two weeks."""
    at = datetime.now(ZONE) - timedelta(days=14)
    flagged, silent = make.drawn(bench, at=at), make.drawn(bench, a_suit(10), at=at)
    data = supervision.FlagData(flag=FourType.F1B, evidence="对合同效力的认定争议较大")
    make.do(supervision.FLAG, bench.as_(Post.TRIAL_MANAGEMENT), flagged.id, data, at=at)
    screen([silent.id], at)
    monitor.watch(datetime.now(ZONE))
    return flagged, silent


@article("法发〔2020〕26号", 5, 2)
@rule("R5.2", "R5.15")
def test_a_head_asks_the_judge_answers_and_the_president_sees_what_is_late(
    led_bench: Bench, live_server: Any, browser: Any
) -> None:
    flagged, silent = cases(led_bench)

    def window(person: int, **how: Any) -> AtBrowser:
        return AtBrowser(browser, live_server.url, f"u{person}", **how)

    head = window(led_bench.people[Post.DIVISION_HEAD].id)
    name = "要求提供类案裁判文书或者检索报告"
    head.dialog(flagged.id, name, matter="请提供类案检索报告")
    head.press(flagged.id)
    assert "待答复" in head.page.inner_text("main")

    assert flagged.judge_id is not None
    judge = window(flagged.judge_id)
    judge.open("/")
    assert "提供类案裁判文书或者检索报告" in judge.page.inner_text("main")
    judge.act(flagged.id, "supervision.submit_search", text=ANSWER)
    assert ANSWER not in judge.page.inner_text("main")

    head.open(f"/cases/{flagged.id}/acts/supervision.read_answer")
    head.page.locator("[name='measure']").first.check()
    head.page.click("form .btn-main")
    head.page.wait_for_selector(f"text={ANSWER}")

    for width in (1366, 390):
        president = window(led_bench.people[Post.PRESIDENT].id, width=width)
        for page in PAGES:
            president.open(f"/supervision{page}")
        president.open("/supervision")
        assert silent.number in president.page.inner_text("#alerts >> xpath=ancestor::section")
