"""Article 5, paragraphs 2 and 3: what leaders may and may not do about a case of the four types."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AT,
    DAY,
    Bench,
    a_filing,
    actor,
    do,
    drawn,
    make_account,
    make_bench,
    make_person,
    make_tenure,
    refresh,
    refusals,
)
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Case, Deliberation, Notice
from xiezhi.law.powers import assignment, measures, requirements, supervision
from xiezhi.law.powers.assignment import Composition, SeatEntry
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.terms import Area, CaseKind, FourType, PartyRole, Post, Procedure, Seat
from xiezhi.ledger.models import Entry
from xiezhi.supervision import queries
from xiezhi.supervision.models import CommitteeDecision, Measure, Referral

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 2)]

ASK = requirements.ReportRequest(matter="请报告案件进展和评议结果")
TELL = requirements.Report(text="已开庭一次，尚未评议，拟于下周评议")
REFER = requirements.Referral(questions="逾期利息的起算点如何确定")


def flagged(bench: Bench, data=None) -> Case:
    """A case on trial whose flag a named person set."""
    case = drawn(bench, data)
    flag = supervision.FlagData(flag=FourType.F1B, evidence="对合同效力的认定争议较大")
    do(supervision.FLAG, bench.as_(Post.TRIAL_MANAGEMENT), case.id, flag)
    return case


def a_crime():
    parties = (
        PartyEntry(role=PartyRole.PROSECUTION, name="某某人民检察院"),
        PartyEntry(role=PartyRole.ACCUSED, name="孙某"),
    )
    return a_filing(kind=CaseKind.CRIMINAL_FIRST, cause="盗窃罪", parties=parties)


class TestReports:
    """院庭长有权要求独任法官或者合议庭报告案件进展和评议结果。"""

    def test_a_leader_asks_the_judge_is_told_and_answers(self):
        bench = make_bench(3)
        case = flagged(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        do(measures.REQUEST_REPORT, head, case.id, ASK)
        owed = Prompt.objects.get(subject=case.id, act="supervision.report_progress")
        assert (owed.owed_by, owed.due_on) == (case.judge_id, DAY + timedelta(days=2))
        assert ASK.matter in Notice.objects.get(case=case, to=case.judge).says
        (asked,) = queries.asked(head)
        assert (asked.case, asked.answered_at) == (case.id, None)
        judge = actor(case.judge)
        do(measures.REPORT_PROGRESS, judge, case.id, TELL, at=AT + timedelta(hours=1))
        owed.refresh_from_db()
        assert owed.settled_by
        (asked,) = queries.asked(judge, of=case.id)
        assert asked.answered_by == case.judge.name

    def test_the_answer_is_sealed_on_its_row_and_in_the_log(self):
        bench = make_bench(3)
        case = flagged(bench)
        do(measures.REQUEST_REPORT, bench.as_(Post.DIVISION_HEAD), case.id, ASK)
        do(measures.REPORT_PROGRESS, actor(case.judge), case.id, TELL)
        row = Measure.objects.get(case=case)
        assert TELL.text.encode() not in bytes(row.sealed_text or b"")
        entry = Entry.objects.get(subject=case.id, act="supervision.report_progress")
        assert TELL.text not in entry.data

    def test_a_judge_may_report_unasked(self):
        bench = make_bench(3)
        case = flagged(bench)
        do(measures.REPORT_PROGRESS, actor(case.judge), case.id, TELL)
        row = Measure.objects.get(case=case)
        assert (row.asked_by, row.answered_by) == (None, case.judge)
        assert queries.asked(actor(case.judge)) == []

    @rule("R5.7")
    def test_without_a_confirmed_flag_there_is_no_basis(self):
        bench = make_bench(3)
        case = drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        for act, data in (
            (measures.REQUEST_REPORT, ASK),
            (measures.REFER_TO_MEETING, REFER),
        ):
            assert refusals(act, head, case.id, data) == ["E_NO_SUPERVISION_BASIS"]
        assert not Measure.objects.filter(case=case).exists()

    @rule("R5.6")
    def test_a_vice_president_of_civil_cases_does_not_act_on_a_criminal_one(self):
        """(c) vice-president (civil portfolio) acts on criminal case: refused."""
        bench = make_bench(3)
        civil = make_person(bench.court)
        make_tenure(civil, Post.VICE_PRESIDENT, areas=[Area.CIVIL])
        crime, loan = flagged(bench, a_crime()), flagged(bench)
        found = refusals(measures.REQUEST_REPORT, actor(civil), crime.id, ASK)
        assert found == ["E_OUT_OF_PORTFOLIO"]
        assert refusals(measures.REQUEST_REPORT, actor(civil), loan.id, ASK) == []

    @rule("R5.10")
    def test_while_ballots_are_open_nobody_asks_for_the_result(self):
        bench = make_bench(3)
        case = flagged(bench)
        Deliberation.objects.create(
            case=case,
            round=1,
            questions=["借贷关系是否成立"],
            opened_at=AT,
            opened_by=case.judge,
            voters=[judge.id for judge in bench.judges],
        )
        head = bench.as_(Post.DIVISION_HEAD)
        assert refusals(measures.REQUEST_REPORT, head, case.id, ASK) == ["E_BALLOT_MISSING"]


class TestLimits:
    """院庭长不得要求独任法官、合议庭接受本人意见或者改变评议意见。"""

    @rule("R5.11")
    @pytest.mark.parametrize("said", ["本案应当改判被告承担责任", "建议驳回原告诉讼请求"])
    def test_a_view_of_the_outcome_is_stated_in_a_meeting(self, said):
        bench = make_bench(3)
        case = flagged(bench)
        wish = requirements.ReportRequest(matter=said)
        head = bench.as_(Post.DIVISION_HEAD)
        found = refusals(measures.REQUEST_REPORT, head, case.id, wish)
        assert found == ["E_OPINION_OUTSIDE_MEETING"]

    @rule("R5.17")
    def test_parties_see_no_flag(self):
        bench = make_bench(3)
        party = make_person(None)
        make_account(party, kind="party")
        parties = (
            PartyEntry(role=PartyRole.PLAINTIFF, name=party.name, account=party.id),
            PartyEntry(role=PartyRole.DEFENDANT, name="乙公司"),
        )
        case = flagged(bench, a_filing(parties=parties))
        assert queries.flags(actor(party), case.id, at=AT) == []
        assert queries.supervised(actor(party), bench.court.id, at=AT) == []
        (flag,) = queries.flags(actor(case.judge), case.id, at=AT)
        assert flag.code is FourType.F1B


class TestReferrals:
    """……可以决定将案件提交专业法官会议、审判委员会讨论。"""

    def test_a_leader_sends_a_flagged_case_to_the_judges_meeting(self):
        bench = make_bench(3)
        case = flagged(bench)
        do(measures.REFER_TO_MEETING, bench.as_(Post.DIVISION_HEAD), case.id, REFER)
        row = Referral.objects.get(case=case)
        assert (row.committee, row.questions) == (False, REFER.questions)

    def test_the_trial_body_needs_no_flag(self):
        bench = make_bench(3)
        case = drawn(bench)
        assert refusals(measures.REFER_TO_MEETING, actor(case.judge), case.id, REFER) == []

    def test_a_committee_decision_follows_a_referral(self):
        bench = make_bench(3)
        case = flagged(bench)
        decided = requirements.CommitteeDecision(
            number="审委会〔2026〕9号", on=DAY, text="同意合议庭多数意见"
        )
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        act = measures.COMMITTEE_DECISION
        assert refusals(act, office, case.id, decided) == ["E_NOT_REFERRED"]
        do(measures.REFER_TO_COMMITTEE, bench.as_(Post.PRESIDENT), case.id, REFER)
        do(act, office, case.id, decided)
        known = refresh(case).circumstances
        assert known["committee_referred"] is True
        assert known["committee_decision"] == decided.number
        assert known["clear"] is True
        row = CommitteeDecision.objects.get(case=case)
        assert decided.text.encode() not in bytes(row.sealed_text)


class TestTheList:
    """The court's list of flagged cases, with what was done about each."""

    def test_it_shows_flags_and_measures_in_a_fixed_number_of_statements(self):
        bench = make_bench(3)
        cases = [flagged(bench) for _ in range(4)]
        drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        do(measures.REQUEST_REPORT, head, cases[0].id, ASK)
        do(measures.REFER_TO_MEETING, head, cases[0].id, REFER)

        def read(**how):
            with CaptureQueriesContext(connection) as spent:
                found = queries.supervised(bench.as_(Post.PRESIDENT), bench.court.id, at=AT, **how)
            return found, len(spent)

        (one, few), (all_, many) = read(most=1), read()
        assert few == many
        assert [row.case for row in all_] == [case.id for case in cases]
        assert (one[0].measures, one[0].unanswered, one[0].referrals) == (2, 2, 1)
        assert [row.case for row in read(after=cases[1].id)[0]] == [case.id for case in cases[2:]]

    def test_a_head_reads_those_of_the_own_division_outsiders_none(self):
        bench, elsewhere = make_bench(3), make_bench(1)
        case = flagged(bench)
        other = make_person(bench.court)
        from_other = make_bench(1, court=bench.court)
        make_tenure(other, Post.DIVISION_HEAD, division=from_other.division)
        court = bench.court.id
        head = bench.as_(Post.DIVISION_HEAD)
        assert [row.case for row in queries.supervised(head, court, at=AT)] == [case.id]
        assert queries.supervised(actor(other), court, at=AT) == []
        assert queries.supervised(elsewhere.as_(Post.PRESIDENT), court, at=AT) == []


class TestThePresidingJudge:
    """四类案件原则上由院庭长担任审判长。"""

    @rule("R5.5")
    def test_a_leader_presides_or_the_reason_is_recorded(self):
        bench = make_bench(3)
        case = flagged(bench)
        others = [judge for judge in bench.judges if judge.id != case.judge_id]
        seats = (
            SeatEntry(person=others[0].id, seat=Seat.PRESIDING),
            SeatEntry(person=others[1].id, seat=Seat.MEMBER),
        )
        head = bench.as_(Post.DIVISION_HEAD)
        found = refusals(assignment.COMPOSE, head, case.id, Composition(seats=seats))
        assert found == ["E_LEADER_SHOULD_PRESIDE"]
        reasoned = Composition(seats=seats, no_leader_reason="院庭长均已担任其他合议庭审判长")
        assert refusals(assignment.COMPOSE, head, case.id, reasoned) == []
        assert refresh(case).procedure == Procedure.ORDINARY_PANEL
