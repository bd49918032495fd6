"""Screening by the platform, on the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import AT, a_filing, do, filed, make_bench, refusals
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.law.powers import supervision
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.terms import FlagState, FourType, Origin, PartyKind, PartyRole, Post
from xiezhi.supervision.jobs import screen
from xiezhi.supervision.models import FourTypeFlag

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 1)]
DEVELOPER = PartyEntry(role=PartyRole.DEFENDANT, name="某开发公司", kind=PartyKind.LEGAL)


def a_suit(plaintiffs: int, first: int = 0):
    suing = [
        PartyEntry(role=PartyRole.PLAINTIFF, name=f"业主{first + place}")
        for place in range(plaintiffs)
    ]
    return a_filing(parties=(*suing, DEVELOPER))


def codes(case) -> list[tuple[str, str]]:
    return list(FourTypeFlag.objects.filter(case=case).values_list("code", "state"))


class TestSuspicions:
    """探索建立智能识别机制……"""

    @rule("R5.1")
    def test_ten_plaintiffs_are_suspected_and_nobody_but_a_person_confirms(self):
        bench = make_bench()
        case = filed(bench, a_suit(10))
        screen([case.id], AT)
        assert codes(case) == [("F2a", FlagState.SUSPECTED)]
        prompt = Prompt.objects.get(subject=case.id, act="screening.confirm", settled_by=None)
        assert prompt.post == Post.FILING_OFFICER

    def test_nine_are_not(self):
        case = filed(make_bench(), a_suit(9))
        assert screen([case.id], AT) == []
        assert codes(case) == []

    def test_twelve_linked_suits_within_ninety_days_are_a_series(self):
        bench = make_bench()
        cases = [filed(bench, a_suit(9, 100 * place)) for place in range(12)]
        screen([cases[-1].id], AT)
        assert codes(cases[-1]) == [("F2c", FlagState.SUSPECTED)]

    def test_the_same_suits_half_a_year_apart_are_none(self):
        bench = make_bench()
        for place in range(11):
            filed(bench, a_suit(9, 100 * place), at=AT - timedelta(days=180))
        last = filed(bench, a_suit(9, 5000))
        screen([last.id], AT)
        assert codes(last) == []

    def test_a_protest_is_supervised_like_them(self):
        case = filed(make_bench(), a_filing(origin=Origin.PROTEST))
        screen([case.id], AT)
        assert codes(case) == [("L*", FlagState.SUSPECTED)]

    def test_running_again_raises_nothing_twice_not_even_what_was_rejected(self):
        bench = make_bench()
        case = filed(bench, a_suit(10))
        screen([case.id], AT)
        decision = supervision.FlagDecision(flag=FourType.F2A, reason="系同一共同诉讼，无群体性")
        do(supervision.REJECT, bench.as_(Post.DIVISION_HEAD), case.id, decision)
        assert screen([case.id], AT + timedelta(days=1)) == []
        assert codes(case) == [("F2a", FlagState.REJECTED)]

    def test_many_cases_are_read_in_as_many_statements_as_one(self, django_assert_num_queries):
        bench = make_bench()
        cases = [filed(bench).id for _ in range(5)]
        with django_assert_num_queries(5):
            screen(cases[:1], AT)
        with django_assert_num_queries(5):
            screen(cases, AT)


class TestAnswers:
    """A suspicion is answered by a person, with a reason."""

    @rule("R5.3")
    def test_the_head_countersigns_a_rejection_of_what_the_platform_found(self):
        bench = make_bench()
        case = filed(bench, a_suit(10))
        screen([case.id], AT)
        decision = supervision.FlagDecision(flag=FourType.F2A, reason="系同一共同诉讼，无群体性")
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(supervision.REJECT, officer, case.id, decision) == ["E_COUNTERSIGN"]
        assert refusals(supervision.REJECT, bench.as_(Post.DIVISION_HEAD), case.id, decision) == []

    def test_answering_one_suspicion_leaves_the_duty_to_answer_the_other(self):
        bench = make_bench()
        cases = [filed(bench, a_suit(10, 100 * place)) for place in range(12)]
        case = cases[-1]
        screen([case.id], AT)
        assert {code for code, _ in codes(case)} == {"F2a", "F2c"}
        decision = supervision.FlagDecision(flag=FourType.F2A, reason="原告十人，人数众多")
        do(supervision.CONFIRM, bench.as_(Post.FILING_OFFICER), case.id, decision)
        waiting = Prompt.objects.filter(subject=case.id, act="screening.confirm", settled_by=None)
        assert waiting.count() == 1
        other = supervision.FlagDecision(flag=FourType.F2C, reason="同一被告同一案由十二件")
        do(supervision.CONFIRM, bench.as_(Post.FILING_OFFICER), case.id, other)
        assert not waiting.exists()

    @rule("R5.14")
    def test_the_head_withdraws_with_a_reason_and_the_history_stays(self):
        bench = make_bench()
        case = filed(bench)
        flag = supervision.FlagData(flag=FourType.F1B, evidence="对合同效力争议较大")
        do(supervision.FLAG, bench.as_(Post.FILING_OFFICER), case.id, flag)
        decision = supervision.FlagDecision(flag=FourType.F1B, reason="争议已经消除")
        officer = bench.as_(Post.FILING_OFFICER)
        assert "E_NO_POWER" in refusals(supervision.WITHDRAW, officer, case.id, decision)
        do(supervision.WITHDRAW, bench.as_(Post.DIVISION_HEAD), case.id, decision)
        row = FourTypeFlag.objects.get(case=case)
        assert (row.state, row.reason) == (FlagState.WITHDRAWN, "争议已经消除")
        assert row.evidence == "对合同效力争议较大"
