"""The dialog of an act, one for every subject: a refusal says what helps, what was typed stays."""

from __future__ import annotations

import re

import pytest

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry

pytestmark = pytest.mark.django_db
MATTER = "请报告案件进展"


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


class TestARefusal:
    def test_leads_to_the_act_that_helps(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        address = f"/cases/{case.id}/acts/supervision.request_report"
        answer = browser.post(address, {"matter": MATTER})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "可以先办理：标注四类案件" in page
        assert f'href="/cases/{case.id}/acts/screening.flag"' in page
        assert MATTER in page

    def test_of_the_court_keeps_what_was_typed(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        answer = browser.post("/court/acts/powers.file_list", {"version": "7", "on": "2026-09-01"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert re.search(r'name="version"[^>]*value="7"', page)
        assert Entry.objects.filter(act="powers.file_list", outcome="refused").count() == 1

    def test_over_another_page_is_the_dialog_alone(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        address = f"/cases/{case.id}/acts/supervision.request_report"
        page = browser.post(address, {"matter": MATTER}, HTTP_HX_REQUEST="true").content.decode()
        assert "<html" not in page and "可以先办理" in page


class TestDoing:
    def test_leads_back_also_out_of_a_dialog(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        for case, htmx in ((make.drawn(bench), ""), (make.drawn(bench), "true")):
            head = {"HTTP_HX_REQUEST": htmx} if htmx else {}
            sent = {"flag": "F1b", "evidence": "对合同效力争议较大"}
            answer = browser.post(f"/cases/{case.id}/acts/screening.flag", sent, **head)
            went = answer["HX-Redirect"] if htmx else answer["Location"]
            assert went == f"/cases/{case.id}"

    def test_one_key_does_an_act_once(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        sent = {"flag": "F1b", "evidence": "对合同效力争议较大", "_key": "k" * 200}
        for _ in range(2):
            assert browser.post(f"/cases/{case.id}/acts/screening.flag", sent).status_code == 302
        assert Entry.objects.filter(subject=case.id, act="screening.flag").count() == 1
