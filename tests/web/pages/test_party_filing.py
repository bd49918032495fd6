"""网上立案: a party files, a lawyer files for a client, refusals keep what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from tests.marks import article
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Case, Counsel, Party
from xiezhi.law.terms import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=1)


def typed(bench: make.Bench, **changes: str) -> dict[str, str]:
    plain = {
        "_key": "one",
        "court": str(bench.court.id),
        "cause": "民间借贷纠纷",
        "address": "云溪县柳巷 3 号",
        "phone": "00012345678",
        "against": "陆允霖",
        "against_kind": "natural",
        "amount": "20000",
        "claims": "请求判令被告归还借款二万元",
        "facts": "被告于 2025 年借款二万元，有借条和转账记录，到期未还。",
    }
    return plain | changes


@article("民诉法", 126)
class TestFilingOnline:
    """人民法院应当保障当事人依照法律规定享有的起诉权利……七日内立案"""

    def test_the_case_is_received_and_the_court_owes_a_decision(
        self, signed_in: Any, bench: make.Bench
    ) -> None:
        party = make.make_person(None, "蔡知微")
        browser = signed_in(party, kind="party")
        answer = browser.post("/party/file", typed(bench))
        case = Case.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/party/{case.id}")
        assert case.state == State.RECEIVED
        assert Party.objects.get(case=case, place=0).person == party
        assert Prompt.objects.filter(subject=case.id, act="filing.register").exists()
        assert case.title in browser.get("/party").content.decode()

    def test_two_clicks_make_one_case(self, signed_in: Any, bench: make.Bench) -> None:
        browser = signed_in(make.make_person(None, "蔡知微"), kind="party")
        for _ in range(2):
            assert browser.post("/party/file", typed(bench)).status_code == 302
        assert Case.objects.count() == 1

    def test_what_was_typed_stays_when_something_is_missing(
        self, signed_in: Any, bench: make.Bench
    ) -> None:
        browser = signed_in(make.make_person(None, "蔡知微"), kind="party")
        answer = browser.post("/party/file", typed(bench, against="", amount="两万"))
        assert answer.status_code == 422
        page = answer.content.decode()
        for kept in ("云溪县柳巷 3 号", "两万", "有借条和转账记录"):
            assert kept in page, kept
        assert not Case.objects.exists()

    def test_a_lawyer_files_for_a_client_and_follows_the_case_as_counsel(
        self, signed_in: Any, bench: make.Bench
    ) -> None:
        lawyer = make.make_person(None, "邹亦洲")
        browser = signed_in(lawyer, kind="lawyer")
        browser.post("/party/file", typed(bench, client="蔡知微"))
        case = Case.objects.get()
        assert Party.objects.get(case=case, place=0).name == "蔡知微"
        assert Counsel.objects.get(case=case).person == lawyer
        assert browser.get(f"/party/{case.id}").status_code == 200

    def test_the_court_files_at_its_own_desk(self, signed_in: Any, bench: make.Bench) -> None:
        assert signed_in(bench.judges[0]).get("/party/file").status_code == 404
