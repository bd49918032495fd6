"""A high court's rules of detection: drafted, refused, tried, looked at, switched on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from tests import factories as make
from tests.journeys.conftest import PASSWORD
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from tests.recognition.province import OWNERS, QUIET, READS_OWNERS, SOON, Province, read
from xiezhi.law.rules.detection import of_text
from xiezhi.law.terms import Post, RuleState
from xiezhi.people.models import Person
from xiezhi.supervision.jobs import run_trials
from xiezhi.supervision.models import RuleSetting

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ONE = f"/supervision/rules/{READS_OWNERS.value}"
OWN = '[[signal]]\nname = "own.leaks"\ngloss = "房屋漏水"\nbranches = ["%s"]\nweight = 5.0\n'
SHOTS = os.environ.get("XIEZHI_SHOTS", "")
"""Where pictures of the pages are laid, if somebody wants to look at them."""


def shot(person: AtBrowser, name: str) -> None:
    if SHOTS:
        person.page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def answered(province: Province) -> list[Any]:
    """Suspicions of which two are confirmed and one is rejected."""
    assert all(province.switch(one) == [] for one in READS_OWNERS.__class__ if of_text(one))
    cases = [province.filed(f"双方素有往来。{OWNERS}") for _ in range(5)] + [province.filed(QUIET)]
    read()
    for case, confirm in zip(cases, (True, True, False), strict=False):
        province.answer(case, confirm=confirm)
    return cases


@article("法发〔2020〕26号", 5, 1)
@rule("R5.1")
def test_the_office_drafts_is_refused_tries_and_switches_on(live_server: Any, browser: Any) -> None:
    province = Province()
    office = signing_in(province.high.people[Post.TRIAL_MANAGEMENT])
    filing = signing_in(province.basic.people[Post.FILING_OFFICER])
    cases = answered(province)
    desk = AtBrowser(browser, live_server.url, f"u{office.id}")
    drafted(desk, live_server.url)
    run_trials(at=SOON)
    for width in (1366, 390):
        person = AtBrowser(browser, live_server.url, f"u{office.id}", width=width)
        for path, words in (
            (ONE, "法官每月"), ("/supervision/rules", "67%（21–94%）"),
            ("/supervision/report", "规则没有发现"), ("/supervision/appraisal", "四类案件计重"),
        ):  # fmt: skip
            person.open(path)
            assert words in person.page.inner_text("main")
            shot(person, f"{path.rpartition('/')[2]}-{width}")
    switched(desk, live_server.url)
    row = RuleSetting.objects.latest("id")
    assert (row.state, row.draft.number, row.by_id) == (RuleState.ON, 1, office.id)
    for width in (1366, 390):
        officer = AtBrowser(browser, live_server.url, f"u{filing.id}", width=width)
        officer.open(f"/cases/{cases[3].id}/signs")
        assert officer.page.locator("mark").count() >= 1
        shot(officer, f"signs-{width}")
        officer.open(f"/cases/{cases[3].id}")
        shot(officer, f"case-{width}")


def signing_in(person: Person) -> Person:
    """Give a person an account with the password of the journeys."""
    account = make.make_account(person, f"u{person.id}")
    account.password = make_password(PASSWORD)
    account.save(update_fields=["password"])
    return person


def drafted(desk: AtBrowser, base: str) -> None:
    """Draft parameters, refused at first, and ask for a trial of them."""
    desk.open("/supervision/rules")
    assert "67%（21–94%）" in desk.page.inner_text("main")
    shot(desk, "rules")
    desk.page.click(f"a[href='{ONE}']")
    desk.page.wait_for_url(f"{base}{ONE}")
    desk.look()
    shot(desk, "rule")

    desk.page.click("text=起草识别规则参数")
    desk.page.wait_for_selector("#dialog[open] form")
    desk.look()
    desk.page.fill("[name='content']", OWN % "漏.*水")
    desk.page.fill("[name='note']", "增加漏水一词")
    assert "没有上限的重复" in desk.refused()
    shot(desk, "refused")
    desk.page.fill("[name='content']", OWN % "房屋漏水")
    with desk.page.expect_navigation(url=f"{base}{ONE}"):
        desk.page.click(".dialog .btn-main")
    desk.look()

    desk.page.locator("section a").filter(has_text="试运行识别规则").first.click()
    desk.page.wait_for_selector("#dialog[open] form")
    with desk.page.expect_navigation(url=f"{base}{ONE}"):
        desk.page.click(".dialog .btn-main")


def switched(desk: AtBrowser, base: str) -> None:
    """Switch the draft on that was tried."""
    desk.open(ONE)
    desk.page.locator("section a").filter(has_text="启用、停用识别规则").first.click()
    desk.page.wait_for_selector("#dialog[open] form")
    assert desk.typed("draft") == "1"
    desk.page.fill("[name='reason']", "试运行结果较好")
    with desk.page.expect_navigation(url=f"{base}{ONE}"):
        desk.page.click(".dialog .btn-main")
