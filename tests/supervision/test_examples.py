"""Article 5 by its worked examples (a)–(i): allowed and refused stand on one set-up each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as make
from tests.cases.panel import LATER, a_panel, another_round, rows
from tests.marks import article, rule
from tests.supervision.cases import (
    DECIDED,
    RECONSIDER,
    REFER,
    a_crime,
    a_flagged_panel,
    a_suit,
    alerts,
    by,
    complain,
    flag,
    flags,
    owed,
    vote,
    watch,
)
from xiezhi.law.powers import (
    complaints,
    deliberation,
    judgment,
    limits,
    measures,
    requirements,
    supervision,
)
from xiezhi.law.powers.deliberation import Disposition
from xiezhi.law.terms import Area, FlagState, FourType, Level, Post, Procedure
from xiezhi.ledger.models import Entry
from xiezhi.supervision.jobs import screen
from xiezhi.supervision.models import Complaint, Measure

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5)]
ASK = requirements.ReportRequest(matter="请报告案件进展和评议结果")
DAY = timedelta(days=1)
SUSPECTED, CONFIRMED = FlagState.SUSPECTED, FlagState.CONFIRMED


class TestA:
    """(a) 10 plaintiffs v developer → F2a suspected; 9 → not, but 12 linked suits → F2c."""

    @rule("R5.1")
    def test_ten_are_suspected_nine_are_not(self):
        bench = make.make_bench()
        ten, nine = make.filed(bench, a_suit(10)), make.filed(bench, a_suit(9, 50))
        screen([ten.id, nine.id], make.AT)
        assert (flags(ten), flags(nine)) == ([("F2a", SUSPECTED)], [])

    @rule("R5.1")
    def test_nine_with_twelve_linked_suits_in_ninety_days_are_a_series(self):
        bench = make.make_bench()
        suits = [make.filed(bench, a_suit(9, 100 * place)) for place in range(12)]
        screen([suits[-1].id], make.AT)
        assert flags(suits[-1]) == [("F2c", SUSPECTED)]


class TestB:
    """(b) judge silent 2 working days → head alert; 4 → escalated `unreported`."""

    @rule("R5.2")
    def test_silence_goes_up_step_by_step(self):
        bench = make.make_bench()
        case = make.drawn(bench, a_suit(10))
        screen([case.id], make.AT)  # a Tuesday: Thursday is the last day
        watch(2)
        assert alerts(case) == []
        watch(3)
        head = ("unconfirmed", 1, Post.DIVISION_HEAD, False)
        assert alerts(case) == [head]
        watch(6)  # Monday is the fourth working day
        assert alerts(case) == [head]
        watch(7)
        assert alerts(case) == [head, ("unconfirmed", 2, Post.VICE_PRESIDENT, True)]

    @rule("R5.2")
    def test_an_answer_in_time_leaves_nobody_alarmed(self):
        bench = make.make_bench()
        case = make.drawn(bench, a_suit(10))
        screen([case.id], make.AT)
        answer = supervision.FlagDecision(flag=FourType.F2A, reason="原告十人，人数众多")
        make.do(supervision.CONFIRM, make.actor(case.judge), case.id, answer, at=make.AT + DAY)
        watch(3)
        watch(7)
        assert alerts(case) == []

    @rule("R5.2")
    def test_running_again_tells_nobody_twice_and_each_step_is_in_the_log(self):
        bench = make.make_bench()
        case = make.drawn(bench, a_suit(10))
        screen([case.id], make.AT)
        for hours in range(3):
            watch(10, hours)
        assert [step for _, step, _, _ in alerts(case)] == [1, 2]
        entries = Entry.objects.filter(subject=case.id, act="supervision.alert")
        assert list(entries.values_list("outcome", "actor")) == [("accepted", 0)] * 2

    @rule("R5.2")
    def test_a_silent_judge_who_is_the_head_is_told_of_to_the_next_leader(self):
        bench = make.make_bench(1)
        make.make_tenure(bench.judges[0], Post.DIVISION_HEAD, division=bench.division)
        case = make.drawn(bench, a_suit(10))
        screen([case.id], make.AT)
        watch(3)
        assert [to for _, _, to, _ in alerts(case)] == [Post.VICE_PRESIDENT]


class TestC:
    """(c) vice-president (civil portfolio) acts on criminal case → refused."""

    @rule("R5.6")
    def test_the_portfolio_decides(self):
        bench = make.make_bench(3)
        civil = make.make_person(bench.court)
        make.make_tenure(civil, Post.VICE_PRESIDENT, areas=[Area.CIVIL])
        crime, loan = make.drawn(bench, a_crime()), make.drawn(bench)
        for case in (crime, loan):
            flag(bench, case)
        asked = [
            make.refusals(measures.REQUEST_SEARCH, make.actor(civil), case.id, data, at=LATER)
            for case in (crime, loan)
            for data in [requirements.Requirement(matter="请提供类案检索报告")]
        ]
        assert asked == [["E_OUT_OF_PORTFOLIO"], []]


class TestD:
    """(d) head orders reconsideration twice, third → refused; president with reason → allowed."""

    @rule("R5.8", "R5.10")
    def test_the_third_needs_the_president_s_reason_and_is_flagged_exceptional(self):
        panel = a_flagged_panel()
        opinion = vote(Disposition.SUPPORT)
        act, case = measures.REQUEST_RECONSIDERATION, panel.case.id
        told = requirements.Answer(text="合议庭已复议，意见如评议笔录所载")
        for _ in range(2):
            make.do(act, by(panel, Post.DIVISION_HEAD), case, RECONSIDER, at=LATER)
            another_round(panel, opinion, opinion, opinion)
            panel.do(measures.REPORT_RECONSIDERATION, 0, told)
        assert panel.case.deliberations.count() == 3
        for post in (Post.DIVISION_HEAD, Post.PRESIDENT):
            found = make.refusals(act, by(panel, post), case, RECONSIDER, at=LATER)
            assert found == ["E_RECONSIDER_LIMIT"]
        why = requirements.Reconsideration(
            matter=RECONSIDER.matter, exceptional_reason="出现新的指导性案例"
        )
        refused = make.refusals(act, by(panel, Post.DIVISION_HEAD), case, why, at=LATER)
        assert refused == ["E_RECONSIDER_LIMIT"]
        make.do(act, by(panel, Post.PRESIDENT), case, why, at=LATER)
        kept = Measure.objects.filter(case=case, kind="M6").order_by("id")
        assert list(kept.values_list("exceptional", "reason")) == [
            (False, ""), (False, ""), (True, "出现新的指导性案例"),
        ]  # fmt: skip

    @rule("R5.10")
    def test_the_old_round_stays_as_it_was(self):
        panel = a_flagged_panel()
        before = rows(panel.case)
        head = by(panel, Post.DIVISION_HEAD)
        make.do(measures.REQUEST_RECONSIDERATION, head, panel.case.id, RECONSIDER, at=LATER)
        assert rows(panel.case) == before
        other = vote(Disposition.DISMISS_CLAIM)
        another_round(panel, other, other, other)
        after = rows(panel.case)
        for kind in ("Ballot", "DeliberationResult", "Deliberation"):
            assert after[kind][: len(before[kind])] == before[kind]
            assert len(after[kind]) == 2 * len(before[kind])


class TestE:
    """(e) leader edits result → refused, logged."""

    @rule("R5.9")
    def test_the_attempt_is_refused_and_on_record(self):
        panel = a_flagged_panel()
        before = rows(panel.case)
        head = by(panel, Post.DIVISION_HEAD)
        found = make.refusals(
            deliberation.SEAL_BALLOT, head, panel.case.id, vote(Disposition.CHANGE), at=LATER
        )
        assert "E_CANNOT_CHANGE_PANEL_RESULT" in found
        assert rows(panel.case) == before
        entry = Entry.objects.get(subject=panel.case.id, outcome="refused")
        assert (entry.act, entry.actor) == ("deliberation.seal_ballot", head.person)


class TestF:
    """(f) anonymous complaint without clues → not F4a (a tip; F4c only after a finding)."""

    @rule("R5.12")
    def test_a_tip_is_stored_and_becomes_a_flag_only_by_a_finding(self):
        bench = make.make_bench(3)
        bench.people[Post.INSPECTION] = make.make_person(bench.court)
        make.make_tenure(bench.people[Post.INSPECTION], Post.INSPECTION)
        tip, named = make.drawn(bench), make.drawn(bench)
        nobody = {"named": False, "complainant": "", "has_clues": False, "clues": ""}
        assert complain(bench, tip, tip.judge_id, **nobody) == []
        assert complain(bench, named, named.judge_id) == []
        watch(1)
        assert (flags(tip), flags(named)) == ([], [("F4a", SUSPECTED)])
        kept = Complaint.objects.get(case=tip)
        assert (kept.named, kept.found) == (False, None)
        finding = complaints.ComplaintFinding(
            complaint=kept.id, found=True, note="调取的录音显示有单独会见的情形"
        )
        inspector = bench.as_(Post.INSPECTION)
        make.do(complaints.VERIFY_COMPLAINT, inspector, tip.id, finding, at=make.AT + DAY)
        watch(2)
        assert flags(tip) == [("F4c", SUSPECTED)]

    def test_an_unfounded_tip_stays_a_tip(self):
        bench = make.make_bench(3)
        case = make.drawn(bench)
        complain(bench, case, case.judge_id, named=False, complainant="")
        kept = Complaint.objects.get(case=case)
        nothing = complaints.ComplaintFinding(complaint=kept.id, note="查无此事，不属实")
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        make.do(complaints.VERIFY_COMPLAINT, office, case.id, nothing, at=make.AT + DAY)
        watch(2)
        assert flags(case) == []


class TestG:
    """(g) simple-procedure case flagged F1c on day 80 of 90 → converted before day 90."""

    @rule("R5.4")
    def test_it_is_converted_in_time_and_the_limit_runs_from_filing(self):
        bench = make.make_bench(3)
        case = make.drawn(bench, procedure=Procedure.SUMMARY)
        day80 = make.AT + timedelta(days=80)
        data = supervision.FlagData(flag=FourType.F1C, evidence="本院首例此类纠纷")
        make.do(supervision.FLAG, make.actor(case.judge), case.id, data, at=day80)
        to = limits.ConversionData(
            after=Procedure.ORDINARY_PANEL, on=day80.date(), reason="确认为四类案件"
        )
        judge = make.actor(case.judge)
        alone = vote(Disposition.SUPPORT)
        forbidden = make.refusals(deliberation.DECIDE_ALONE, judge, case.id, alone, at=day80)
        assert "E_SOLE_FORBIDDEN" in forbidden
        make.do(limits.CONVERT, judge, case.id, to, at=day80)
        case = make.refresh(case)
        assert case.procedure == Procedure.ORDINARY_PANEL
        assert case.limit.start_on == case.filed_on


class TestH:
    """(h) acquittal proposed → L* raised automatically and E_COMMITTEE_REQUIRED."""

    @rule("R5.13")
    @pytest.mark.parametrize(
        ("conclusion", "level"),
        [
            (Disposition.ACQUITTAL, Level.BASIC),
            (Disposition.DEATH_SUSPENDED, Level.INTERMEDIATE),
        ],
    )
    def test_signing_opens_only_after_the_committee_has_decided(self, conclusion, level):
        said = vote(conclusion)
        panel = a_panel("decided", a_crime(), level=level, opinions=(said, said, said))
        watch(since=LATER)
        assert flags(panel.case) == [("L*", SUSPECTED)]
        draft = judgment.DraftData(
            facts="经审理查明的事实。", reasoning="本院认为的理由。", result="主文。"
        )
        panel.do(judgment.DRAFT, 2, draft)
        case, handling = panel.case.id, panel.by(2)

        def submit() -> list[str]:
            return make.refusals(judgment.SUBMIT, handling, case, at=LATER)

        assert submit() == ["E_COMMITTEE_REQUIRED"]
        make.do(measures.REFER_TO_COMMITTEE, panel.by(0), case, REFER, at=LATER)
        assert submit() == ["E_COMMITTEE_REQUIRED", "E_COMMITTEE_PENDING"]
        office = by(panel, Post.TRIAL_MANAGEMENT)
        make.do(measures.COMMITTEE_DECISION, office, case, DECIDED, at=LATER)
        assert submit() == []
        panel.do(judgment.SIGN, 2)

    @rule("R5.13")
    def test_a_conviction_needs_no_committee(self):
        said = vote(Disposition.GUILTY)
        panel = a_panel("signing", a_crime(), opinions=(said, said, said))
        watch(since=LATER)
        assert (flags(panel.case), alerts(panel.case)) == ([], [])


class TestI:
    """(i) leader is himself the judge complained of → supervision passes up."""

    def set_up(self):
        """A head who hears a case and of whom somebody complains in his name."""
        bench = make.make_bench(1)
        judge = bench.judges[0]
        make.make_tenure(judge, Post.DIVISION_HEAD, division=bench.division)
        case = make.drawn(bench)
        assert complain(bench, case, judge.id) == []
        watch(1)
        assert flags(case) == [("F4a", SUSPECTED)]
        return bench, case, make.actor(judge)

    @rule("R5.12")
    def test_the_answer_is_owed_and_given_above_him(self):
        bench, case, head = self.set_up()
        assert owed(case, "screening.confirm") == [(Post.VICE_PRESIDENT, None)]
        decision = supervision.FlagDecision(flag=FourType.F4A, reason="线索具体，予以确认")
        for act in (supervision.CONFIRM, supervision.REJECT):
            found = make.refusals(act, head, case.id, decision, at=make.AT + DAY)
            assert found == ["E_COMPLAINED_OF"]
        vice = bench.as_(Post.VICE_PRESIDENT)
        assert make.refusals(supervision.CONFIRM, vice, case.id, decision, at=make.AT + DAY) == []

    @rule("R5.12")
    def test_he_takes_no_measure_the_next_leader_does(self):
        bench, case, head = self.set_up()
        decision = supervision.FlagDecision(flag=FourType.F4A, reason="线索具体，予以确认")
        vice = bench.as_(Post.VICE_PRESIDENT)
        make.do(supervision.CONFIRM, vice, case.id, decision, at=make.AT + DAY)
        wish = requirements.Requirement(matter="请提供类案检索报告")
        asked = [
            make.refusals(measures.REQUEST_SEARCH, who, case.id, wish, at=make.AT + DAY)
            for who in (head, vice)
        ]
        assert asked == [["E_COMPLAINED_OF"], []]

    @rule("R5.2", "R5.12")
    def test_the_alert_passes_him_over(self):
        _, case, _ = self.set_up()
        watch(10)
        assert [to for _, _, to, _ in alerts(case)] == [Post.VICE_PRESIDENT, Post.PRESIDENT]
