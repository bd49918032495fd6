"""Measures M3–M10 and what answers them; closing waits for every answer and note; the feed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from tests import factories as make
from tests.cases.panel import LATER, another_round
from tests.marks import article, rule
from tests.supervision.cases import (
    DECIDED,
    RECONSIDER,
    REFER,
    a_flagged_panel,
    by,
    flag,
    owed,
    vote,
)
from xiezhi.acts.examine import examine
from xiezhi.law.act import Act, Nothing
from xiezhi.law.facts import CaseFacts, Flag, MeasureFact
from xiezhi.law.powers import closing, judgment, measures, requirements
from xiezhi.law.powers.deliberation import Disposition
from xiezhi.law.rules.measures import ANSWERS
from xiezhi.law.terms import CaseKind, FlagState, MeasureKind, Post, Procedure, State
from xiezhi.people.queries import profile
from xiezhi.supervision import reports
from xiezhi.supervision.models import Measure
from xiezhi.supervision.reports import Performance
from xiezhi.supervision.scope import scope_of

pytestmark = article("法发〔2020〕26号", 5, 2)
database = pytest.mark.django_db
WISH = requirements.Requirement(matter="请提供相应的材料")
TOLD = requirements.Answer(text="材料已经备齐，随案提交")
UPPER = requirements.UpperAnswer(number="〔2026〕提级1号", on=LATER.date(), text="不予提级审理")
NOTE = requirements.InspectionNote(note="已调阅卷宗，送达回证齐全")
LOOK = requirements.Inspection(way=requirements.Inspecting.FILE, matter="了解送达情况")
SETTLED = closing.Settlement(
    manner=closing.ClosingManner.WITHDRAWAL, reason="原告申请撤诉，予以准许", on=LATER.date()
)
PAIRS: tuple[tuple[Act, Any, Post, Act, Any, Post], ...] = (
    (measures.REQUEST_REPORT, requirements.ReportRequest(matter="请报告进展"), Post.DIVISION_HEAD,
     measures.REPORT_PROGRESS, requirements.Report(text="已开庭一次"), Post.HANDLING_JUDGE),
    (measures.REQUEST_SEARCH, WISH, Post.DIVISION_HEAD,
     measures.SUBMIT_SEARCH, TOLD, Post.HANDLING_JUDGE),
    (measures.REQUEST_PAPERS, WISH, Post.VICE_PRESIDENT,
     measures.SUBMIT_PAPERS, TOLD, Post.HANDLING_JUDGE),
    (measures.INSPECT, LOOK, Post.DIVISION_HEAD, measures.FILE_NOTE, NOTE, Post.DIVISION_HEAD),
    (measures.REFER_TO_MEETING, REFER, Post.PRESIDENT,
     measures.REPORT_DISCUSSION, TOLD, Post.HANDLING_JUDGE),
    (measures.REFER_TO_COMMITTEE, REFER, Post.PRESIDENT,
     measures.COMMITTEE_DECISION, DECIDED, Post.TRIAL_MANAGEMENT),
    (measures.REPORT_UPWARD, WISH, Post.PRESIDENT,
     measures.RECORD_UPPER_ANSWER, UPPER, Post.TRIAL_MANAGEMENT),
    (measures.OTHER_MEASURE, WISH, Post.PRESIDENT,
     measures.ANSWER_MEASURE, TOLD, Post.HANDLING_JUDGE),
)  # fmt: skip
"""A measure, by whom; its answer, by whom."""


@database
@rule("R5.15")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].code)
class TestEachMeasure:
    """……所采取的监督管理措施全程留痕。"""

    def test_it_is_owed_answered_sealed_and_until_then_the_case_stays_open(self, pair):
        asked, wish, leader, answer, told, answering = pair
        upper = make.make_court()
        bench = make.make_bench(3, court=make.make_court(parent=upper))
        case = make.drawn(bench)
        flag(bench, case)
        judge = make.actor(case.judge)
        who = judge if answering is Post.HANDLING_JUDGE else bench.as_(answering)
        make.do(asked, bench.as_(leader), case.id, wish, at=LATER)
        assert len(owed(case, answer.code)) == 1
        assert make.refusals(closing.SETTLE, judge, case.id, SETTLED, at=LATER) == [
            "E_SUPERVISION_OPEN"
        ]
        make.do(answer, who, case.id, told, at=LATER)
        assert owed(case, answer.code) == []
        row = Measure.objects.get(case=case)
        assert row.answered_by_id == who.person
        said = getattr(told, "text", "") or getattr(told, "note", "")
        assert said.encode() not in bytes(row.sealed_text)
        assert make.refusals(closing.SETTLE, judge, case.id, SETTLED, at=LATER) == []


@database
class TestLimits:
    @rule("R5.7")
    @pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].code)
    def test_without_a_flag_there_is_no_basis(self, pair):
        bench = make.make_bench(3, court=make.make_court(parent=make.make_court()))
        case = make.drawn(bench)
        leader = bench.as_(pair[2])
        assert make.refusals(pair[0], leader, case.id, pair[1], at=LATER) == [
            "E_NO_SUPERVISION_BASIS"
        ]
        flag(bench, case)
        assert make.refusals(pair[0], leader, case.id, pair[1], at=LATER) == []

    @rule("R5.11")
    @pytest.mark.parametrize("act", [measures.REQUEST_SEARCH, measures.REQUEST_PAPERS])
    def test_no_opinion_on_the_outcome_travels_with_a_measure(self, act):
        bench = make.make_bench(3)
        case = make.drawn(bench)
        flag(bench, case)
        head = bench.as_(Post.DIVISION_HEAD)
        leaning = requirements.Requirement(matter="本案应当驳回原告的诉讼请求")
        found = make.refusals(act, head, case.id, leaning, at=LATER)
        assert found == ["E_OPINION_OUTSIDE_MEETING"]
        assert make.refusals(act, head, case.id, WISH, at=LATER) == []

    def test_one_leader_s_note_does_not_settle_another_s(self):
        bench = make.make_bench(3)
        case = make.drawn(bench)
        flag(bench, case)
        head, vice = bench.as_(Post.DIVISION_HEAD), bench.as_(Post.VICE_PRESIDENT)
        for leader in (head, vice):
            make.do(measures.INSPECT, leader, case.id, LOOK, at=LATER)
        make.do(measures.FILE_NOTE, head, case.id, NOTE, at=LATER)
        assert [person for _, person in owed(case, "supervision.file_note")] == [vice.person]
        assert make.refusals(measures.FILE_NOTE, head, case.id, NOTE, at=LATER) == ["E_NOT_ASKED"]
        make.do(measures.FILE_NOTE, vice, case.id, NOTE, at=LATER)
        assert owed(case, "supervision.file_note") == []

    @rule("R5.8")
    def test_while_a_reconsideration_is_open_nothing_is_signed_nor_asked_again(self):
        panel = a_flagged_panel()
        head, case = by(panel, Post.DIVISION_HEAD), panel.case.id
        act = measures.REQUEST_RECONSIDERATION
        make.do(act, head, case, RECONSIDER, at=LATER)
        assert make.refusals(act, head, case, RECONSIDER, at=LATER) == ["E_RECONSIDER_OPEN"]
        told = make.refusals(measures.REPORT_RECONSIDERATION, panel.by(0), case, TOLD, at=LATER)
        assert told == ["E_NOT_RECONSIDERED"]
        found = make.refusals(judgment.SUBMIT, panel.by(2), case, at=LATER)
        assert "E_RECONSIDER_OPEN" in found
        said = vote(Disposition.SUPPORT)
        another_round(panel, said, said, said)
        panel.do(measures.REPORT_RECONSIDERATION, 0, TOLD)
        found = make.refusals(judgment.SUBMIT, panel.by(2), case, at=LATER)
        assert "E_RECONSIDER_OPEN" not in found

    @rule("R5.8")
    def test_a_sole_judge_has_no_panel_that_reconsiders(self):
        bench = make.make_bench(1)
        case = make.drawn(bench, procedure=Procedure.SUMMARY)
        flag(bench, case)
        head = bench.as_(Post.DIVISION_HEAD)
        found = make.refusals(measures.REQUEST_RECONSIDERATION, head, case.id, RECONSIDER, at=LATER)
        assert "E_NO_PANEL" in found


@rule("R5.15")
class TestClosing:
    """Before a case is closed each act is answered and each note is filed."""

    def codes(self, *open_kinds: MeasureKind) -> list[tuple[str, str]]:
        """What stands in the way of closing a served case with these measures unanswered."""
        asked = tuple(
            MeasureFact(place, kind, 7, LATER, answered=False)
            for place, kind in enumerate(open_kinds)
        )
        done = MeasureFact(99, MeasureKind.OTHER, 7, LATER, answered=True)
        facts = CaseFacts(
            at=LATER,
            actor=1,
            posts=frozenset({Post.HANDLING_JUDGE}),
            state=State.PRONOUNCED,
            kind=CaseKind.CIVIL_FIRST,
            procedure=Procedure.ORDINARY_PANEL,
            flags=(Flag(1, "F1b", FlagState.CONFIRMED),),
            measures=(done, *asked),
        )
        found = examine(closing.CLOSE, facts, Nothing())
        return [(one.code, one.remedy) for one in found]

    @pytest.mark.parametrize("kind", sorted(ANSWERS, key=lambda kind: kind.value))
    def test_each_kind_that_waits_says_what_answers_it(self, kind):
        assert self.codes(kind) == [("E_SUPERVISION_OPEN", ANSWERS[kind])]

    def test_with_every_answer_it_closes(self):
        assert self.codes() == []

    def test_all_that_wait_are_said_at_once(self):
        assert len(self.codes(MeasureKind.INSPECT, MeasureKind.OTHER, MeasureKind.OTHER)) == 2


@database
@rule("R5.18")
class TestTheFeed:
    """Appraisal is fed with counts and timeliness, never with agreement on outcomes."""

    def feed(self, *second: Disposition) -> Performance:
        """The head's row after a reconsideration in which the panel voted so."""
        panel = a_flagged_panel()
        head = by(panel, Post.DIVISION_HEAD)
        make.do(measures.REQUEST_RECONSIDERATION, head, panel.case.id, RECONSIDER, at=LATER)
        another_round(panel, *map(vote, second))
        viewer = by(panel, Post.PRESIDENT)
        scope = scope_of(profile(viewer, LATER.date()))
        assert scope is not None
        rows = reports.performance(viewer, scope, date(LATER.year, LATER.month, 1))
        return next(row for row in rows if row.person == head.person)

    def test_whether_the_panel_followed_changes_nothing(self):
        same = self.feed(*[Disposition.SUPPORT] * 3)
        other = self.feed(*[Disposition.DISMISS_CLAIM] * 3)
        plain = [(one.flagged, one.acted, one.measures, one.hours, one.notes_late)
                 for one in (same, other)]  # fmt: skip
        assert plain == [(1, 1, 1, 0, 0)] * 2

    def test_it_has_no_field_for_an_outcome(self):
        assert [one.name for one in fields(Performance)] == [
            "person", "name", "post", "flagged", "acted", "measures", "hours", "notes_late",
        ]  # fmt: skip
