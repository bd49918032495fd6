"""A court gets a team: refused without a judge, formed, seen by its members and by everybody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import Bench, make_account, make_person, make_tenure
from tests.journeys.conftest import PASSWORD
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from xiezhi.law.terms import Post
from xiezhi.people.models import Team

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@rule("R6.1", "R6.2")
@article("法发〔2020〕26号", 6)
def test_a_court_gets_a_team(bench: Bench, browser: Any, live_server: Any) -> None:
    office = make_person(bench.court, "政治部主任")
    make_tenure(office, Post.PERSONNEL)
    account = make_account(office, f"u{office.id}")
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    judge, clerk = bench.judges[1], bench.people[Post.CLERK]

    at = AtBrowser(browser, live_server.url, account.login)
    at.open("/court/teams")
    at.page.click("a[aria-label='办理：组建审判团队']")
    at.page.wait_for_selector("#dialog[open] form")
    at.look()
    for name, value in (
        ("name", "速裁一队"), ("kind", "fast_track"), ("division", str(bench.division.id)),
        ("leader", str(judge.id)), ("scope", "小额诉讼"),
        ("members-0-person", str(clerk.id)), ("members-0-role", "clerk"),
    ):  # fmt: skip
        at._fill(name, value)
    said = at.refused()
    assert "审判团队至少应有一名员额法官" in said
    assert "份额合计 200%" in said
    at._fill("members-0-person", str(judge.id))
    at._fill("members-0-role", "judge")
    with at.page.expect_navigation():
        at.page.click(".dialog .btn-main")
    team = Team.objects.get(name="速裁一队")
    assert at.page.url.endswith(f"/court/teams/{team.id}")
    at.look()
    assert "速裁快审团队" in at.page.inner_text("main")
    assert "低于配比标准" in at.page.inner_text("main")

    for path in ("/court/teams", "/court/teams/pairing", "/court/teams/appraisals",
                 "/court/teams/simulator"):  # fmt: skip
        at.open(path)

    public = AtBrowser(browser, live_server.url, width=390)
    public.open("/teams")
    assert "小额诉讼" in public.page.inner_text("main")
