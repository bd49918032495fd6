"""收案: one form, what the gates permit, and the steps from receipt to the judge."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests import factories as make
from tests import witnesses
from tests.marks import article
from tests.web.pages.conftest import SignIn
from xiezhi.cases.models import Case
from xiezhi.law.terms import Post, State

pytestmark = pytest.mark.django_db

STEPS = ("filing.register", "triage.confirm", "assignment.seal_pool", "assignment.draw")


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


def loan(**changes: str) -> dict[str, str]:
    plain = {
        "_key": "one",
        "kind": "civil_first",
        "cause": "民间借贷纠纷",
        "parties-0-role": "plaintiff",
        "parties-0-kind": "natural",
        "parties-0-name": "蔡知微",
        "parties-1-role": "defendant",
        "parties-1-kind": "natural",
        "parties-1-name": "陆允霖",
        "claims": "请求判令被告归还借款二万元",
        "facts": "被告借款二万元，到期未还。",
        "amount": "20000",
        "clear": "true",
    }
    return plain | changes


def receive(browser: Any, **changes: str) -> Any:
    return browser.post("/filing", loan(**changes))


class TestReceiving:
    def test_opens_the_case_and_leads_on(self, signed_in: SignIn, bench: make.Bench) -> None:
        answer = receive(signed_in(bench.people[Post.FILING_OFFICER]))
        case = Case.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/filing/{case.id}")
        assert [one.name for one in case.parties.order_by("place")] == ["蔡知微", "陆允霖"]

    def test_two_clicks_make_one_case(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        assert [receive(browser).status_code for _ in range(2)] == [302, 302]
        assert Case.objects.count() == 1

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        answer = receive(browser, cause="")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "请求判令被告归还借款二万元" in page
        assert "陆允霖" in browser.get("/filing").content.decode()
        assert not Case.objects.exists()

    def test_the_same_matter_again_is_refused_with_its_number(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        receive(browser)
        case = Case.objects.get()
        browser.post(f"/filing/{case.id}/onward", {"act": STEPS[0]})
        answer = receive(browser, _key="two")
        assert answer.status_code == 422
        assert str(make.refresh(case).number) in answer.content.decode()
        assert Case.objects.count() == 1

    def test_others_have_no_filing_office(self, signed_in: SignIn, bench: make.Bench) -> None:
        assert signed_in(bench.judges[0]).get("/filing").status_code == 404


@article("民诉法", 160)
class TestWhatTheGatesPermit:
    def test_a_clear_loan_may_go_by_the_summary_procedure_an_unclear_one_not(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        clear = receive(browser, _kind="1", money_only="true").content.decode()
        unclear = browser.post("/filing", {**loan(_kind="1"), "clear": ""}).content.decode()
        assert "系统建议：简易程序" in clear
        assert "尚未录入小额诉讼标的额" in clear
        assert "系统建议：简易程序" not in unclear
        assert not Case.objects.exists()


class TestOnward:
    def test_four_clicks_lead_to_the_judge(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        receive(browser)
        case = Case.objects.get()
        for code in STEPS[:-1]:
            witnesses.log()
            browser.post(f"/filing/{case.id}/onward", {"act": code})
        page = browser.get(f"/filing/{case.id}").content.decode()
        assert "等待见证人答复：peer、bar" in page
        witnesses.answer([case.id], datetime.now(UTC))
        browser.post(f"/filing/{case.id}/onward", {"act": STEPS[-1]})
        case = make.refresh(case)
        assert case.state == State.ASSIGNED
        assert case.judge in bench.judges
        page = browser.get(f"/filing/{case.id}").content.decode()
        assert str(case.number) in page
        assert case.judge.name in page

    def test_a_second_click_on_one_step_does_not_do_the_next(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        receive(browser)
        case = Case.objects.get()
        for _ in range(2):
            browser.post(f"/filing/{case.id}/onward", {"act": STEPS[0]})
        assert make.refresh(case).state == State.REGISTERED
