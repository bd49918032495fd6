"""The rules of detection on screen: the list, the laboratory, the words that a flag rests on."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from tests import factories as make
from tests.marks import article, rule
from tests.recognition.province import (
    OWNERS,
    QUIET,
    READS_OWNERS,
    SOON,
    Province,
    read,
    switched_on,
)
from tests.web.pages.conftest import SignIn
from xiezhi.law.facts import ZONE
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import Post, RuleState
from xiezhi.supervision.jobs import mute, run_trials
from xiezhi.supervision.models import RuleDraft, RuleTrial
from xiezhi.supervision.rules import standings

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 1)]
LIST, ONE = "/supervision/rules", f"/supervision/rules/{READS_OWNERS.value}"
ACTS = "/supervision/rules/acts"


def body(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def told(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page)


def answered() -> tuple[Province, list[Any]]:
    """A province where three cases were suspected, one of them confirmed, one rejected."""
    province = switched_on(READS_OWNERS)
    cases = [province.filed() for _ in range(3)]
    read()
    province.answer(cases[0], confirm=True)
    province.answer(cases[1], confirm=False)
    return province, cases


NOW = datetime.now(ZONE).date()
"""Pages read the clock; the year of the factories lies within the past one."""


class TestList:
    def test_states_answers_and_precision_with_its_interval(self, signed_in: SignIn) -> None:
        province, _ = answered()
        page = body(signed_in(province.high.people[Post.TRIAL_MANAGEMENT]).get(LIST))
        row = told(page[page.index(ONE) : page.index(ONE) + 1500])
        assert "启用" in row
        assert "50%（9–91%）" in row
        for one in MachineRule:
            assert one.value in page

    def test_a_lower_court_reads_its_own_answers_and_has_no_buttons(
        self, signed_in: SignIn
    ) -> None:
        province, _ = answered()
        browser = signed_in(province.basic.people[Post.TRIAL_MANAGEMENT])
        assert "50%（9–91%）" in body(browser.get(LIST))
        page = body(browser.get(ONE))
        assert ACTS not in page and "试运行" not in page
        assert "count.people" in page

    def test_who_supervises_nothing_finds_no_page(self, signed_in: SignIn) -> None:
        province = Province()
        assert signed_in(province.basic.judges[0]).get(LIST).status_code == 404

    def test_it_is_exported(self, signed_in: SignIn) -> None:
        province, _ = answered()
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        text = browser.get(f"{LIST}?as=csv").content.decode("utf-8-sig")
        assert "text.F2a" in text and "50%" in text

    def test_as_many_statements_for_many_suspicions_as_for_few(
        self, signed_in: SignIn, django_assert_max_num_queries: Any
    ) -> None:
        province, _ = answered()
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        with django_assert_max_num_queries(14):
            browser.get(LIST)

    def test_a_muted_rule_is_told_at_the_top(self, signed_in: SignIn) -> None:
        province = switched_on(READS_OWNERS)
        cases = [province.filed() for _ in range(20)]
        read()
        for case in cases:
            province.answer(case, confirm=False)
        mute(at=SOON)
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        assert "已自动静默" in body(browser.get(LIST))
        page = body(browser.get(ONE))
        assert "已答复 20 个，确认 0 个" in page
        assert f"{ACTS}/detection.unmute_rule" in page


class TestLaboratory:
    def form(self, browser: Any, code: str, **typed: str) -> Any:
        return browser.post(f"{ACTS}/{code}", {"rule": READS_OWNERS.value, **typed})

    def test_draft_try_look_and_switch_without_a_script(self, signed_in: SignIn) -> None:
        province, cases = answered()
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        dialog = body(browser.get(f"{ACTS}/detection.draft_rule?rule={READS_OWNERS.value}"))
        assert 'name="content"' in dialog and "法发〔2020〕26号" in dialog
        content = '[[signal]]\nname="own.leaks"\ngloss="漏水"\nbranches=["漏水"]\nweight=6\n'
        sent = self.form(
            browser, "detection.draft_rule", threshold="30", content=content, note="增加漏水一词"
        )
        assert (sent.status_code, sent["Location"]) == (302, ONE)
        assert RuleDraft.objects.get().number == 1
        sent = self.form(browser, "detection.try_rule", draft="1", cases="100")
        assert sent.status_code == 302
        waits = body(browser.get(ONE))
        assert "等待开始" in waits
        run_trials(at=SOON)
        page = told(body(browser.get(ONE)))
        assert "命中的案件" in page and cases[0].number in page
        assert "法官每月" in page
        refused = self.form(
            browser, "detection.switch_rule", draft="2", since=f"{NOW}", reason="试运行结果较好"
        )
        assert refused.status_code == 422
        sent = self.form(
            browser, "detection.switch_rule", draft="1", on="on", since=f"{NOW}", reason="试运行好"
        )
        assert sent.status_code == 302
        court = province.basic.court.id
        standing = standings([court], NOW)[court].rules[READS_OWNERS]
        assert (standing.state, standing.draft) == (RuleState.ON, 1)

    def test_bad_parameters_are_refused_with_what_to_write(self, signed_in: SignIn) -> None:
        browser = signed_in(Province().high.people[Post.TRIAL_MANAGEMENT])
        content = '[[signal]]\nname="own.drip"\ngloss="线索"\nbranches=["漏.*水+"]\nweight=2\n'
        sent = self.form(
            browser, "detection.draft_rule", threshold="30", content=content, note="增加漏水一词"
        )
        assert sent.status_code == 422
        page = told(sent.content.decode())
        assert "没有上限的重复" in page and "own.drip" in page, page
        assert not RuleDraft.objects.exists()

    def test_how_far_a_trial_has_come(self, signed_in: SignIn) -> None:
        province = Province()
        assert province.try_(0) == []
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        number = RuleTrial.objects.get().id
        assert "等待开始" in body(browser.get(f"{ONE}/trials/{number}"))
        assert browser.get(f"{ONE}/trials/{number + 1}").status_code == 404

    def test_nobody_below_may_draft(self, signed_in: SignIn) -> None:
        browser = signed_in(Province().basic.people[Post.TRIAL_MANAGEMENT])
        sent = self.form(browser, "detection.draft_rule", threshold="30", note="本院需要")
        assert "高级人民法院统一确定" in sent.content.decode()

    def test_in_english(self, signed_in: SignIn) -> None:
        province, _ = answered()
        province.try_(0)
        run_trials(at=SOON)
        browser = signed_in(province.high.people[Post.TRIAL_MANAGEMENT])
        browser.cookies["django_language"] = "en"
        assert "Rules of detection" in body(browser.get(LIST))
        assert "Flags a month" in body(browser.get(ONE))


class TestSigns:
    @rule("R5.1")
    def test_the_words_are_marked_in_the_text(self, signed_in: SignIn) -> None:
        province = switched_on(READS_OWNERS)
        case = province.filed(f"双方素有往来。{OWNERS}现诉至法院。")
        read()
        browser = signed_in(province.basic.people[Post.FILING_OFFICER])
        page = body(browser.get(f"/cases/{case.id}/signs"))
        assert re.search(r"<mark>[^<]*三十余名业主", page)
        assert "双方素有往来" in page and "text.F2a" not in page
        assert f"/cases/{case.id}/signs" in body(browser.get(f"/cases/{case.id}"))

    @rule("R5.17")
    def test_parties_find_no_page(self, signed_in: SignIn) -> None:
        province = switched_on(READS_OWNERS)
        case = province.filed(QUIET)
        party = make.make_person(None)
        case.parties.filter(place=0).update(person=party)
        make.make_account(party, kind="party")
        assert signed_in(party).get(f"/cases/{case.id}/signs").status_code in (403, 404)
