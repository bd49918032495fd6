"""The case page: who gets in, what parties never see, dialogs, a fixed number of queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.marks import article, rule
from xiezhi.cases.models import Case, Party
from xiezhi.law.powers import files, filing, powers
from xiezhi.law.powers.supervision import FLAG, FlagData
from xiezhi.law.terms import Force, FourType, Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=3)


@pytest.fixture
def case(bench: make.Bench) -> Case:
    return make.drawn(bench)


def a_party(case: Case) -> Person:
    person = make.make_person(None, "蔡知微")
    Party.objects.filter(case=case, place=0).update(person=person)
    return person


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


class TestDoors:
    def test_nobody_is_led_to_the_sign_in_page_and_back(self, client: Any, case: Case) -> None:
        answer = client.get(f"/cases/{case.id}")
        assert answer.status_code == 302
        assert answer["Location"] == f"/login/?next=%2Fcases%2F{case.id}"

    def test_a_judge_of_another_court_finds_nothing(self, signed_in: Any, case: Case) -> None:
        other = make.make_bench(judges=1)
        browser = signed_in(other.judges[0])
        for path in ("", "/trace", "/files", "/judgment", "/acts/hearing.schedule"):
            assert browser.get(f"/cases/{case.id}{path}").status_code == 404, path

    def test_who_holds_no_power_is_refused_with_the_reason(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        answer = browser.post(f"/cases/{case.id}/acts/deliberation.decide_alone", {"_key": "k"})
        assert answer.status_code == 403
        assert "现在不能办理" in text_of(answer)


@rule("R5.17")
@article("法发〔2020〕26号", 5, 3)
class TestPartiesAndTheInsideOfACase:
    """Flags, notes and ballots are never visible to parties."""

    def test_a_party_is_led_to_a_page_in_plain_words(self, signed_in: Any, case: Case) -> None:
        browser = signed_in(a_party(case), kind="party")
        answer = browser.get(f"/cases/{case.id}")
        assert (answer.status_code, answer["Location"]) == (302, f"/party/{case.id}")
        page = text_of(browser.get(f"/party/{case.id}"))
        assert "您接下来要做的" in page
        assert "随机分案" in page
        assert case.title in page

    def test_a_party_sees_no_flag_and_no_internal_act(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        data = FlagData(flag=FourType.F2A, evidence="同一楼盘二百余户先后起诉")
        make.do(FLAG, bench.as_(Post.DIVISION_HEAD), case.id, data)
        page = text_of(signed_in(a_party(case), kind="party").get(f"/party/{case.id}"))
        assert FourType.F2A.label not in page
        assert FLAG.name not in page
        assert filing.REGISTER.name in page

    def test_a_party_reads_neither_trace_nor_entries_nor_likeness(
        self, signed_in: Any, case: Case
    ) -> None:
        browser = signed_in(a_party(case), kind="party")
        entry = Entry.objects.filter(subject=case.id).order_by("id").last()
        assert entry is not None
        for path in (
            f"/cases/{case.id}/trace",
            f"/cases/{case.id}/similar",
            f"/cases/{case.id}/judgment",
            f"/ledger/subjects/{case.id}",
            f"/ledger/entries/{entry.id}",
            f"/ledger/entries/{entry.id}/receipt.json",
        ):
            assert browser.get(path).status_code == 404, path

    def test_acts_that_parties_do_not_hold_are_not_shown_to_them(
        self, signed_in: Any, case: Case
    ) -> None:
        browser = signed_in(a_party(case), kind="party")
        assert browser.get(f"/cases/{case.id}/acts/recusal.apply").status_code == 200
        for code in (files.VOID.code, "deliberation.read_ballots", "screening.flag"):
            assert browser.get(f"/cases/{case.id}/acts/{code}").status_code == 404, code


class TestActDialog:
    def test_what_was_typed_stays_and_every_reason_is_shown(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        browser = signed_in(make.refresh(case).judge)
        typed = {"_key": "k1", "ground": "", "start": "昨天", "document": "（2026）鉴字第9号"}
        answer = browser.post(f"/cases/{case.id}/acts/limits.exclude", typed)
        assert answer.status_code == 422
        for kept in ("昨天", "（2026）鉴字第9号", 'value="k1"'):
            assert kept in text_of(answer), kept

    def test_a_double_click_performs_once(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        browser = signed_in(bench.people[Post.DIVISION_HEAD])
        address = f"/cases/{case.id}/acts/screening.flag"
        typed = {"_key": "once", "flag": "F2a", "evidence": "同一楼盘二百余户先后起诉"}
        before = Entry.objects.filter(subject=case.id).count()
        answers = [browser.post(address, typed) for _ in range(2)]
        after = Entry.objects.filter(subject=case.id).count()
        assert [answer.status_code for answer in answers] == [302, 302]
        assert after == before + 1

    def test_an_act_that_does_not_exist_is_not_found(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        browser = signed_in(bench.judges[0])
        assert browser.get(f"/cases/{case.id}/acts/no.such_act").status_code == 404


class TestQueries:
    """A page costs the same number of queries whatever the number of its rows."""

    @staticmethod
    def queries(browser: Any, path: str) -> int:
        browser.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    def test_the_case_page_with_two_parties_and_with_fifty(
        self, signed_in: Any, bench: make.Bench
    ) -> None:
        small = make.drawn(bench)
        plaintiffs = tuple(
            filing.PartyEntry(role=filing.PartyRole.PLAINTIFF, name=f"业主{n}", counsel=f"代理{n}")
            for n in range(50)
        )
        sued = make.a_filing().parties[1]
        large = make.drawn(bench, make.a_filing(parties=(*plaintiffs, sued), clear=False))
        browser = signed_in(bench.people[Post.PRESIDENT])
        few = self.queries(browser, f"/cases/{small.id}")
        assert self.queries(browser, f"/cases/{large.id}") == few
        assert few <= 40

    def test_the_desk_with_one_case_and_with_many(self, signed_in: Any, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        make.filed(bench)
        few = self.queries(browser, "/")
        for _ in range(12):
            make.filed(bench)
        assert self.queries(browser, "/") == few
        assert few <= 20


class TestRightColumn:
    """应办、可办、不可办: from the list alone; what nobody may do says so."""

    def test_a_ban_says_that_the_law_bars_it_and_nothing_else_does(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        page = text_of(signed_in(bench.people[Post.PRESIDENT]).get(f"/cases/{case.id}"))
        assert page.count("无，法律不许") == sum(
            1 for act in powers().values() if act.subject == "case" and act.force is Force.BAN
        )

    def test_what_is_listed_can_be_opened(
        self, signed_in: Any, bench: make.Bench, case: Case
    ) -> None:
        browser = signed_in(make.refresh(case).judge)
        found = set(
            re.findall(
                rf'href="(/cases/{case.id}/acts/[\w.]+)"', text_of(browser.get(f"/cases/{case.id}"))
            )
        )
        assert len(found) > 3
        for path in sorted(found):
            assert browser.get(path).status_code == 200, path


class TestDesk:
    def test_every_late_duty_opens_the_cases_behind_its_number(
        self, signed_in: Any, bench: make.Bench
    ) -> None:
        registered = make.filed(bench)  # in September: what it owes is late by now
        officer = bench.as_(Post.FILING_OFFICER)
        received = make.do(filing.RECEIVE, officer, bench.court.id, make.a_filing()).subject
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        found = set(re.findall(r'href="/cases\?owes=([\w.]+)"', text_of(browser.get("/"))))
        assert "filing.register" in found
        page = text_of(browser.get("/cases?owes=filing.register"))
        assert f'href="/cases/{received}"' in page
        assert f'href="/cases/{registered.id}"' not in page
