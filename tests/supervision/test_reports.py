"""The report of article 5: stages, what was missed, adjusted assignments; scope by post."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as make
from tests.marks import article, rule
from tests.supervision.cases import complain, flag
from xiezhi.law.powers import assignment, closing, complaints, measures, requirements, supervision
from xiezhi.law.powers.assignment import Reassignment, ReassignmentReason
from xiezhi.law.terms import Area, FlagStage, FourType, Post
from xiezhi.people.queries import profile
from xiezhi.supervision import board, reports
from xiezhi.supervision.board import Sought
from xiezhi.supervision.scope import Scope, scope_of

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5)]
LATER = make.AT + timedelta(days=20)
SETTLED = closing.Settlement(
    manner=closing.ClosingManner.WITHDRAWAL, reason="原告申请撤诉，予以准许", on=LATER.date()
)


def scope_for(bench: make.Bench, post: Post) -> Scope:
    """What the holder of a post reads."""
    found = scope_of(profile(bench.as_(post), make.DAY))
    assert found is not None
    return found


def report(bench: make.Bench, post: Post = Post.PRESIDENT) -> reports.Report:
    """The report on the year."""
    return reports.report(bench.as_(post), scope_for(bench, post), make.AT.year)


def missed(bench: make.Bench) -> list[int]:
    """The rows behind the number of missed cases."""
    viewer, scope = bench.as_(Post.PRESIDENT), scope_for(bench, Post.PRESIDENT)
    sought = Sought(missed=True, year=make.AT.year)
    return [one.id for one in board.listed(viewer, scope, sought, LATER)]


class TestStages:
    @rule("R5.1")
    def test_a_flag_knows_when_it_was_raised(self):
        bench = make.make_bench(2)
        early, trial, late = make.filed(bench), make.drawn(bench), make.drawn(bench)
        make.do(closing.SETTLE, make.actor(late.judge), late.id, SETTLED, at=LATER)
        for case in (early, trial, late):
            flag(bench, case)
        found = {one.stage: one.count for one in report(bench).identified}
        assert found == {FlagStage.FILING: 1, FlagStage.TRIAL: 1, FlagStage.AFTER: 1}


class TestMissed:
    def test_closed_cases_that_were_found_wanting_and_never_flagged(self):
        bench = make.make_bench(3)
        wanting, known, fine = (make.drawn(bench) for _ in range(3))
        for case in (wanting, known):
            assert complain(bench, case, case.judge_id) == []
        flag(bench, known)
        for case in (wanting, known, fine):
            make.do(closing.SETTLE, make.actor(case.judge), case.id, SETTLED, at=LATER)
        assert report(bench).missed == 0
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        for case in (wanting, known):
            finding = complaints.ComplaintFinding(
                complaint=case.complaints.get().id, found=True, note="经核查属实，有违规情形"
            )
            make.do(complaints.VERIFY_COMPLAINT, office, case.id, finding, at=LATER)
        assert report(bench).missed == 1
        assert missed(bench) == [wanting.id]

    def test_one_that_is_flagged_after_its_end_was_missed(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        make.do(closing.SETTLE, make.actor(case.judge), case.id, SETTLED, at=LATER)
        flag(bench, case, FourType.F4C)
        assert (report(bench).missed, missed(bench)) == (1, [case.id])


class TestMeasures:
    def test_an_adjusted_assignment_of_a_flagged_case_is_a_measure_m1(self):
        bench = make.make_bench(3)
        flagged, plain = make.drawn(bench), make.drawn(bench)
        flag(bench, flagged)
        why = Reassignment(
            reason=ReassignmentReason.HEALTH, explanation="承办法官住院治疗，短期内不能办案"
        )
        head = bench.as_(Post.DIVISION_HEAD)
        for case in (flagged, plain):
            make.do(assignment.REASSIGN, head, case.id, why, at=LATER)
        assert report(bench).measures == {"M1": 1}

    def test_hours_from_the_flag_to_the_first_measure(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        flag(bench, case)
        assert report(bench).hours is None
        wish = requirements.Requirement(matter="请提供类案检索报告")
        head = bench.as_(Post.DIVISION_HEAD)
        for hours in (30, 90):
            at = LATER + timedelta(hours=hours)
            make.do(measures.REQUEST_SEARCH, head, case.id, wish, at=at)
        assert report(bench).hours == 30


class TestScope:
    @rule("R5.6")
    def test_each_post_reads_what_it_supervises(self):
        bench = make.make_bench(2)
        other = make.make_bench(2, court=bench.court)
        mine, theirs = make.drawn(bench), make.drawn(other)
        divisions = {mine.division_id, theirs.division_id}
        for case in (mine, theirs):
            flag(bench, case)
        criminal = make.make_person(bench.court)
        make.make_tenure(criminal, Post.VICE_PRESIDENT, areas=[Area.CRIMINAL])
        of_crime = scope_of(profile(make.actor(criminal), make.DAY))
        assert of_crime is not None
        assert reports.report(make.actor(criminal), of_crime, make.AT.year).flagged == 0
        assert report(bench, Post.VICE_PRESIDENT).flagged == 2
        assert report(bench, Post.TRIAL_MANAGEMENT).flagged == 2
        of_heads = [report(one, Post.DIVISION_HEAD).flagged for one in (bench, other)]
        assert sum(of_heads) == 2
        assert (2 in of_heads) == (len(divisions) == 1)

    def test_a_judge_and_a_filing_officer_read_none(self):
        bench = make.make_bench(1)
        for viewer in (make.actor(bench.judges[0]), bench.as_(Post.FILING_OFFICER)):
            assert scope_of(profile(viewer, make.DAY)) is None

    def test_withdrawn_flags_are_still_counted_as_identified(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        flag(bench, case)
        gone = supervision.FlagDecision(flag=FourType.F1B, reason="争议已由双方和解消除")
        make.do(supervision.WITHDRAW, bench.as_(Post.DIVISION_HEAD), case.id, gone, at=LATER)
        assert report(bench).flagged == 1
