"""A quarter of a court's leaders: told by the court above, one case asked about and answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from tests import factories as make
from tests.journeys.conftest import PASSWORD
from tests.journeys.person import AtBrowser
from tests.leaders.court import closed, led
from tests.marks import article, rule
from xiezhi.acts.types import SYSTEM
from xiezhi.law.powers.leaders import SUSPECT, SignalEntry, Suspicion
from xiezhi.law.rules.leader_cases import SignalKind
from xiezhi.law.terms import Level, Origin, Post
from xiezhi.leaders.models import CompletionNotice, NominalCheck
from xiezhi.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
YEAR = datetime.now(UTC).year - 1
WHOLE = f"?year={YEAR}&month=12"
EVIDENCE = ("开庭 1 次，出庭记录中均无本人", "裁判文书稿 2 个版本，本人起草、修改 0 个")
ANSWER = "庭审当日由本院安排外出培训，文书由法官助理起草后本人逐字审改。"


class Story:
    """A basic court with a case of its head that two signs speak of, and the court above."""

    def __init__(self, browser: Any, base: str) -> None:
        self.browser, self.base = browser, base
        self.above = led(1, level=Level.INTERMEDIATE)
        self.home = led(2, parent=self.above.court)
        self.head = self.home.leaders[Post.DIVISION_HEAD]
        on = date(YEAR, 11, 3)
        closed(self.home, self.home.judges[0], 8, on=on)
        self.case, *_ = closed(self.home, self.head, 3, on=on, origin=Origin.REMAND)
        kinds = (SignalKind.HEARING, SignalKind.DRAFT)
        signs = tuple(
            SignalEntry(kind=kind, evidence=says)
            for kind, says in zip(kinds, EVIDENCE, strict=True)
        )
        data = Suspicion(leader=self.head.id, signals=signs)
        make.do(SUSPECT, SYSTEM, self.case.id, data, at=datetime.now(UTC) - timedelta(hours=1))

    def window(self, person: Person) -> AtBrowser:
        """Return the window of a person who has just signed in."""
        account = make.make_account(person, f"u{person.id}")
        account.password = make_password(PASSWORD)
        account.save(update_fields=["password"])
        return AtBrowser(self.browser, self.base, account.login)


@article("法发〔2020〕26号", 8)
@rule("R8.5", "R8.6")
def test_a_quarter_is_told_and_a_case_in_name_only_does_not_count(
    browser: Any, live_server: Any
) -> None:
    story = Story(browser, live_server.url)
    _told(story)
    _answered(story)
    _verified(story)


def _told(story: Story) -> None:
    """The office of the court above issues the notice from its table, and prints it."""
    window = story.window(story.above.offices[Post.TRIAL_MANAGEMENT])
    window.open(f"/leaders/below{WHOLE}")
    window.page.click("a:has-text('通报')[hx-get*='issue_quarter']")
    window.page.wait_for_selector("#dialog[open] form")
    window.look()
    with window.page.expect_navigation(url=f"{story.base}/leaders/notices"):
        window.page.click(".dialog .btn-main")
    notice = CompletionNotice.objects.get()
    window.open(f"/leaders/notices/{notice.id}")
    assert window.page.is_visible("[data-print]")
    assert story.home.leaders[Post.PRESIDENT].name in window.page.inner_text("main")
    window.open(f"/leaders{WHOLE}&court={story.home.court.id}")
    assert story.head.name in window.page.inner_text("main")


def _answered(story: Story) -> None:
    """The head reads the evidence on the own sheet and answers on the case."""
    window = story.window(story.head)
    window.open(f"/leaders{WHOLE}")
    window.page.wait_for_selector("#c-mix canvas, #c-mix svg")
    window.page.click(f"main a:has-text('{story.head.name}')")
    window.page.wait_for_load_state("networkidle")
    window.look()
    said = window.page.inner_text("main")
    assert all(evidence in said for evidence in EVIDENCE)
    window.act(story.case.id, "leaders.answer", text=ANSWER)
    assert NominalCheck.objects.get().answer == ANSWER


def _verified(story: Story) -> None:
    """The own office verifies: the case is counted no more, and the sheet says so."""
    window = story.window(story.home.offices[Post.TRIAL_MANAGEMENT])
    window.open("/leaders/waiting")
    assert ANSWER in window.page.inner_text("main")
    window.open(f"/cases/{story.case.id}/acts/leaders.verify")
    window.page.select_option("[name=leader]", str(story.head.id))
    window.page.check("[name=nominal]")
    window.page.fill("[name=finding]", "庭审录像中无本人，稿件均由他人撰写。")
    window.page.click("form .btn-main")
    window.page.wait_for_url(f"{story.base}/cases/{story.case.id}")
    assert NominalCheck.objects.get().nominal is True
    window.open(f"/leaders/people/{story.head.id}{WHOLE}")
    said = window.page.inner_text("main")
    assert "认定挂名办案，不计入" in said and "2 件" in said
