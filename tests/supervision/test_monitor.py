"""The monitor: what should have been submitted and was not; fixed statements; L* by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.cases.panel import DRAFT, LATER, Panel, a_panel, another_round
from tests.marks import article, rule
from tests.supervision.cases import (
    REFER,
    a_crime,
    a_suit,
    alerts,
    complain,
    flag,
    flags,
    owed,
    vote,
    watch,
)
from xiezhi.law.powers import judgment, measures, supervision
from xiezhi.law.powers.deliberation import Disposition
from xiezhi.law.terms import FlagState, FourType, Origin, Post
from xiezhi.ledger.models import Entry
from xiezhi.supervision.jobs import screen

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 1)]
FOR, AGAINST = vote(Disposition.SUPPORT), vote(Disposition.DISMISS_CLAIM)
SPLIT = (FOR, FOR, AGAINST)
HEAD = ("should_submit", 1, Post.DIVISION_HEAD, False)
VICE = ("should_submit", 2, Post.VICE_PRESIDENT, False)


def split_twice() -> Panel:
    """A panel that did not agree, deliberated again, and did not agree either."""
    panel = a_panel("decided", opinions=SPLIT)
    another_round(panel, *SPLIT)
    return panel


def warnings(panel: Panel) -> list[str]:
    """What the judge in charge is warned of when the draft is put up for signing."""
    panel.do(judgment.DRAFT, 2, DRAFT)
    found = make.do(judgment.SUBMIT, panel.by(2), panel.case.id, at=LATER).findings
    return [one.code for one in found if one.warning]


@rule("R5.13")
class TestShouldBeSubmitted:
    """……未按规定提交讨论的，及时预警提醒院庭长。"""

    def test_a_second_split_alerts_the_head_the_same_day_the_vice_president_on_day_three(self):
        panel = split_twice()
        watch(since=LATER)
        assert alerts(panel.case) == [HEAD]
        watch(2, since=LATER)
        assert alerts(panel.case) == [HEAD]
        watch(3, since=LATER)
        assert alerts(panel.case) == [HEAD, VICE]
        watch(9, since=LATER)
        assert alerts(panel.case) == [HEAD, VICE]

    def test_a_first_split_alerts_nobody(self):
        panel = a_panel("decided", opinions=SPLIT)
        watch(3, since=LATER)
        assert alerts(panel.case) == []

    def test_a_panel_that_agrees_alerts_nobody(self):
        panel = a_panel("decided")
        another_round(panel, FOR, FOR, FOR)
        watch(3, since=LATER)
        assert alerts(panel.case) == []

    def test_sent_to_the_meeting_nobody_is_alarmed_further(self):
        panel = split_twice()
        watch(since=LATER)
        make.do(measures.REFER_TO_MEETING, panel.by(0), panel.case.id, REFER, at=LATER)
        watch(3, since=LATER)
        assert alerts(panel.case) == [HEAD]

    def test_a_possible_conflict_with_similar_cases_should_be_submitted(self):
        panel = a_panel("decided")
        flag(panel.bench, panel.case, FourType.F3A)
        watch(since=LATER)
        assert alerts(panel.case) == [HEAD]

    def test_what_needs_judgement_only_warns_at_signing(self):
        assert warnings(split_twice()) == ["E_SHOULD_SUBMIT"]

    def test_without_a_reason_there_is_no_warning(self):
        assert warnings(a_panel("decided")) == []

    def test_the_meeting_is_not_enough_where_the_committee_must_decide(self):
        said = vote(Disposition.ACQUITTAL)
        panel = a_panel("decided", a_crime(), opinions=(said, said, said))
        make.do(measures.REFER_TO_MEETING, panel.by(0), panel.case.id, REFER, at=LATER)
        watch(since=LATER)
        assert alerts(panel.case) == [HEAD]
        make.do(measures.REFER_TO_COMMITTEE, panel.by(0), panel.case.id, REFER, at=LATER)
        watch(3, since=LATER)
        assert VICE not in alerts(panel.case)

    def test_a_retrial_on_protest_is_for_the_committee_whatever_the_conclusion(self):
        said = vote(Disposition.GUILTY)
        data = a_crime()
        data = type(data)(**{**vars(data), "origin": Origin.PROTEST})
        panel = a_panel("decided", data, opinions=(said, said, said))
        panel.do(judgment.DRAFT, 2, DRAFT)
        found = make.refusals(judgment.SUBMIT, panel.by(2), panel.case.id, at=LATER)
        assert found == ["E_COMMITTEE_REQUIRED"]


class TestStatements:
    """The monitor reads in a fixed number of statements and refuses nothing to itself."""

    @rule("R5.2")
    def test_as_many_statements_for_eight_cases_as_for_two(self):
        bench = make.make_bench(2)

        def spent(cases: int, first: int) -> int:
            made = [make.drawn(bench, a_suit(10, 100 * (first + n))) for n in range(cases)]
            screen([case.id for case in made], make.AT)
            with CaptureQueriesContext(connection) as captured:
                watch(3)
            assert all(alerts(case) for case in made)
            return len(captured)

        assert spent(2, 0) == spent(8, 2)

    @rule("R5.2", "R5.13")
    def test_what_is_over_is_not_tried(self):
        panel = split_twice()
        for days in (0, 3, 5):
            watch(days, since=LATER)
        refused = Entry.objects.filter(act="supervision.alert", outcome="refused")
        assert refused.count() == 0
        assert len(alerts(panel.case)) == 2


class TestPassingUp:
    """A complaint about who sits passes up to who does not."""

    @rule("R5.12")
    def test_the_judge_complained_of_neither_owes_nor_gives_the_answer(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        complain(bench, case, case.judge_id)
        watch(1)
        assert flags(case) == [("F4a", FlagState.SUSPECTED)]
        assert owed(case, "screening.confirm") == [(Post.DIVISION_HEAD, None)]
        said = supervision.FlagDecision(flag=FourType.F4A, reason="线索具体，应予核查")
        judge, at = make.actor(case.judge), make.AT + timedelta(days=1)
        for act in (supervision.CONFIRM, supervision.REJECT):
            assert "E_COMPLAINED_OF" in make.refusals(act, judge, case.id, said, at=at)
        head = bench.as_(Post.DIVISION_HEAD)
        assert make.refusals(supervision.CONFIRM, head, case.id, said, at=at) == []

    @rule("R5.12")
    def test_the_vice_president_does_not_answer_in_the_head_s_turn(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        complain(bench, case, case.judge_id)
        watch(1)
        said = supervision.FlagDecision(flag=FourType.F4A, reason="线索具体，应予核查")
        vice, at = bench.as_(Post.VICE_PRESIDENT), make.AT + timedelta(days=1)
        assert make.refusals(supervision.CONFIRM, vice, case.id, said, at=at) == ["E_NOT_YOUR_TURN"]

    def test_who_complains_is_in_no_column_and_in_no_entry(self):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        assert complain(bench, case, case.judge_id, complainant="赵某某") == []
        entry = Entry.objects.get(subject=case.id, act="screening.record_complaint")
        assert "赵某某" not in entry.data and "单独会见" not in entry.data
        row = case.complaints.get()
        assert "赵某某".encode() not in bytes(row.sealed_text)

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"complainant": ""}, "E_COMPLAINANT"),
            ({"clues": ""}, "E_CLUES"),
            ({"about": 10**9}, "E_NOT_ON_CASE"),
            ({}, ""),
        ],
    )
    def test_what_a_complaint_must_say(self, more, code):
        bench = make.make_bench(2)
        case = make.drawn(bench)
        about = more.pop("about", case.judge_id)
        assert complain(bench, case, about, **more) == ([code] if code else [])
