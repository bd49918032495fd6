"""Batches: what the platform proposes, that nothing is joined or split without a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import factories as make
from tests import witnesses
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Case
from xiezhi.fairness.jobs import link
from xiezhi.fairness.models import Linkage
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.powers import assignment as powers
from xiezhi.law.powers.bounds import JOIN_BATCH, SPLIT_BATCH, BatchReason
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.terms import LinkageState, PartyRole, Post, State

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7), rule("R7.9")]
TOGETHER = BatchReason(reason="同一被告、同一案由的系列案件，事实和证据相同")
APART = BatchReason(reason="合同和履行情况不同，无须一并审理")


def against(defendant: str, cause: str = "民间借贷纠纷", plaintiff: str = ""):
    number = next(make._numbers)
    parties = (
        PartyEntry(role=PartyRole.PLAINTIFF, name=plaintiff or f"原告{number}"),
        PartyEntry(role=PartyRole.DEFENDANT, name=defendant),
    )
    return make.a_filing(parties=parties, cause=cause)


def a_series(bench: make.Bench, at: datetime = make.AT) -> tuple[Case, Case]:
    """Two cases against one defendant with one cause, both wait for their lot."""
    cases = [make.triaged(bench, against("金鼎公司"), at=at) for _ in range(2)]
    link(at=at, courts=[bench.court.id])
    witnesses.log()
    return cases[0], cases[1]


def chosen(judge: int, ground: powers.DesignationGround = powers.DesignationGround.BATCH):
    return powers.Designation(
        judge=judge, ground=ground, reason="同一被告、同一案由的系列案件两件",
        document="（2026）分案签字第3号",
    )  # fmt: skip


class TestWhatIsProposed:
    """系列、关联案件……可以指定分案。"""

    def test_the_same_defendant_and_cause_within_thirty_days(self):
        bench = make.make_bench(3)
        first, second = a_series(bench)
        (row,) = Linkage.objects.all()
        assert (row.case, row.first, row.state) == (second, first, LinkageState.PROPOSED)
        duty = Prompt.objects.get(act=JOIN_BATCH.code)
        assert (duty.subject, duty.post) == (second.id, Post.FILING_OFFICER)

    def test_the_same_plaintiff_and_cause(self):
        bench = make.make_bench(3)
        for number in range(2):
            make.triaged(bench, against(f"业主{number}", plaintiff="物业公司"))
        link(at=make.AT, courts=[bench.court.id])
        assert Linkage.objects.count() == 1

    @pytest.mark.parametrize(("days", "proposed"), [(30, 1), (31, 0)])
    def test_thirty_days_apart_and_no_more(self, days: int, proposed: int):
        bench = make.make_bench(3)
        make.triaged(bench, against("金鼎公司"), at=make.AT - timedelta(days=days))
        make.triaged(bench, against("金鼎公司"))
        link(at=make.AT, courts=[bench.court.id])
        assert Linkage.objects.count() == proposed

    def test_another_cause_another_side_or_another_court_is_no_batch(self):
        bench, other = make.make_bench(3), make.make_bench(3)
        make.triaged(bench, against("金鼎公司"))
        make.triaged(bench, against("金鼎公司", cause="买卖合同纠纷"))
        make.triaged(bench, against("某人", plaintiff="金鼎公司"))
        make.triaged(other, against("金鼎公司"))
        assert link(at=make.AT) == []

    def test_all_of_a_series_lead_to_its_earliest_and_each_is_proposed_once(self):
        bench = make.make_bench(3)
        first, *others = [make.triaged(bench, against("金鼎公司")) for _ in range(4)]
        link(at=make.AT, courts=[bench.court.id])
        link(at=make.AT + timedelta(minutes=10), courts=[bench.court.id])
        assert set(Linkage.objects.values_list("case", "first")) == {
            (case.id, first.id) for case in others
        }

    def test_what_is_sealed_already_is_left_to_its_lot(self):
        bench = make.make_bench(3)
        make.triaged(bench, against("金鼎公司"))
        make.sealed(bench, against("金鼎公司"))
        assert link(at=make.AT, courts=[bench.court.id]) == []


class TestTheDecision:
    """……决定一并办理、分别办理均须说明理由。"""

    def test_neither_is_decided_without_a_reason(self):
        with pytest.raises(Unreadable):
            read(BatchReason, {"reason": ""})
        with pytest.raises(Unreadable):
            read(BatchReason, {"reason": "无"})

    def test_a_proposed_case_is_not_drawn_apart_without_a_decision(self):
        bench = make.make_bench(3)
        first, second = a_series(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        assert make.refusals(powers.SEAL_POOL, officer, second.id) == ["E_LINKAGE_OPEN"]
        assert make.refusals(powers.SEAL_POOL, officer, first.id) == []

    def test_split_with_a_reason_it_is_drawn_like_any_other(self):
        bench = make.make_bench(3)
        _first, second = a_series(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        make.do(SPLIT_BATCH, officer, second.id, APART)
        row = Linkage.objects.get()
        assert (row.state, row.reason, row.decided_by_id) == (
            LinkageState.SPLIT, APART.reason, officer.person,
        )  # fmt: skip
        assert not Prompt.objects.filter(act=JOIN_BATCH.code, settled_by=None).exists()
        assert make.refusals(powers.SEAL_POOL, officer, second.id) == []

    def test_joined_it_waits_for_the_judge_of_the_first_and_goes_to_no_other(self):
        bench = make.make_bench(3)
        first, second = a_series(bench)
        officer, head = bench.as_(Post.FILING_OFFICER), bench.as_(Post.DIVISION_HEAD)
        make.do(JOIN_BATCH, officer, second.id, TOGETHER)
        assert make.refusals(powers.SEAL_POOL, officer, second.id) == ["E_BATCH_WAITS"]
        make.do(powers.SEAL_POOL, officer, first.id)
        witnesses.answer([first.id], make.AT)
        make.do(powers.DRAW, officer, first.id)
        drew = make.refresh(first).judge_id
        assert make.refusals(powers.SEAL_POOL, officer, second.id) == ["E_BATCH_JOINED"]
        other = next(judge.id for judge in bench.judges if judge.id != drew)
        assert make.refusals(powers.DESIGNATE, head, second.id, chosen(other)) == ["E_BATCH_JUDGE"]
        make.do(powers.DESIGNATE, head, second.id, chosen(drew))
        again = make.refresh(second)
        assert (again.state, again.judge_id) == (State.ASSIGNED, drew)

    def test_what_was_split_is_not_designated_as_a_batch(self):
        bench = make.make_bench(3)
        _first, second = a_series(bench)
        make.do(SPLIT_BATCH, bench.as_(Post.FILING_OFFICER), second.id, APART)
        head, judge = bench.as_(Post.DIVISION_HEAD), bench.judges[0].id
        assert make.refusals(powers.DESIGNATE, head, second.id, chosen(judge)) == ["E_BATCH_SPLIT"]
        leader = chosen(judge, powers.DesignationGround.LEADER)
        assert make.refusals(powers.DESIGNATE, head, second.id, leader) == []

    def test_a_decision_can_be_taken_back_with_a_reason_before_the_lot(self):
        bench = make.make_bench(3)
        _first, second = a_series(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        make.do(SPLIT_BATCH, officer, second.id, APART)
        assert make.refusals(SPLIT_BATCH, officer, second.id, APART) == ["E_NOT_RELATED"]
        make.do(JOIN_BATCH, officer, second.id, TOGETHER)
        assert make.refusals(JOIN_BATCH, officer, second.id, TOGETHER) == ["E_NOT_RELATED"]

    def test_a_case_without_a_series_is_neither_joined_nor_split(self):
        bench = make.make_bench(3)
        case = make.triaged(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        assert make.refusals(JOIN_BATCH, officer, case.id, TOGETHER) == ["E_NOT_RELATED"]
        assert make.refusals(SPLIT_BATCH, officer, case.id, APART) == ["E_NOT_RELATED"]

    def test_the_head_designates_own_divisions_batch_of_two(self):
        """(e) head designates own division's batch of 2 same defendant+cause, attachment present
        → ok; attachment missing → refused."""
        bench = make.make_bench(3)
        first, second = a_series(bench)
        head, judge = bench.as_(Post.DIVISION_HEAD), bench.judges[1].id
        make.do(JOIN_BATCH, head, second.id, TOGETHER)
        for case in (first, second):
            make.do(powers.DESIGNATE, head, case.id, chosen(judge))
        assert {make.refresh(case).judge_id for case in (first, second)} == {judge}
        with pytest.raises(Unreadable):
            read(powers.Designation, {
                "judge": judge, "ground": "G2", "reason": "同一被告的系列案件", "document": "",
            })  # fmt: skip
