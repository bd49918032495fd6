"""Article 8: leaders handle cases themselves; the figures, in exact numbers, no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.acts.examine import examine, refuses
from xiezhi.law.facts import ZONE, CourtFacts, PersonFacts
from xiezhi.law.parameters import all_parameters
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import CountedAs, StandardData, WorkData, WorkKind
from xiezhi.law.rules import quota
from xiezhi.law.rules.leader_cases import (
    Candidate,
    CaseTag,
    Handling,
    SignalKind,
    first_of,
    is_suspect,
    may_draw,
    signals,
    tags_of,
)
from xiezhi.law.rules.quota import Completion, Rank, Shortage, Standard, Tally
from xiezhi.law.sources import cite
from xiezhi.law.terms import FourType, Level, Origin, Post, Seat

AT = datetime(2026, 9, 1, 9, tzinfo=ZONE)
DAY = AT.date()
JAN = date(2026, 1, 1)


def standard(percent: int, **changes: Any) -> Standard:
    plain: dict[str, Any] = {
        "percent": percent, "handling_percent": 50, "credit": 300, "of_division": False,
        "source": cite("法发〔2020〕26号", 8, 1),
    }  # fmt: skip
    return Standard(**(plain | changes))


def done(percent: int, average: int, tally: Tally, *, months: int = 12) -> Completion:
    found = quota.completion(
        standard(percent), quota.owed(percent, Fraction(average), months), tally
    )
    assert found is not None
    return found


def codes(act: Any, facts: Any, data: Any) -> set[str]:
    return {one.code for one in examine(act, facts, data)}


@article("法发〔2020〕26号", 8, 1)
class TestTheNumberOfCases:
    """各高级人民法院应当……区分不同地区、层级、岗位，科学合理确定辖区法院院庭长办案数量标准。"""

    @rule("R8.7")
    @pytest.mark.parametrize(("handled", "met"), [(72, True), (71, False)])
    def test_a_head_owes_a_share_of_the_average_of_the_division(
        self, handled: int, met: bool
    ) -> None:
        """(a) division average 120, head at high-court 60% → target 72; 72 → met, 71 → below."""
        found = done(60, 120, Tally(handled))
        assert (found.target, found.met) == (72, met)
        below = quota.shortage(found, 4, DAY)
        assert below is (None if met else Shortage.BELOW)

    def test_a_head_of_half_a_year_owes_half(self) -> None:
        """(b) head in post 6 months → 36."""
        months = quota.months_in_post(date(2026, 7, 1), None, 2026, date(2026, 12, 31))
        assert len(months) == 6
        assert quota.target(60, Fraction(120), len(months)) == 36

    def test_presidents_and_their_deputies_owe_a_share_of_the_average_of_the_court(self) -> None:
        """(c) basic president, average 200, 5% → 10; intermediate vice-president 20% of 90 → 18."""
        president = quota.default_standard(Rank.PRESIDENT, Level.BASIC, DAY)
        deputy = quota.default_standard(Rank.LEADER, Level.INTERMEDIATE, DAY)
        assert (president.percent, deputy.percent) == (5, 20)
        assert quota.target(5, Fraction(200), 12) == 10
        assert quota.target(20, Fraction(90), 12) == 18

    def test_meetings_do_not_make_up_for_cases(self) -> None:
        """(d) 40 judges' meetings + 8 cases, target 10 → below."""
        found = done(5, 200, Tally(8))
        assert found.target == 10
        assert quota.shortage(found, 4, DAY) is Shortage.BELOW
        facts = PersonFacts(
            at=AT, actor=1, posts=frozenset({Post.TRIAL_MANAGEMENT}), subject=2,
            leads=frozenset({Post.PRESIDENT}),
        )  # fmt: skip
        work = {"kind": WorkKind.MEETING, "hours": 40, "on": DAY}
        wish = WorkData(**work, counted_as=CountedAs.CASE)
        assert "E_NOT_A_CASE" in codes(powers.RECORD_WORK, facts, wish)
        assert not codes(powers.RECORD_WORK, facts, WorkData(**work))

    def test_presiding_alone_is_not_enough(self) -> None:
        """(e) president presides 10 panels, handles 0 → handling share fails."""
        found = done(5, 200, Tally(handled=0, panels=10))
        assert not found.enough_handled
        assert not found.met
        full = quota.completion(standard(5, credit=1000), Fraction(10), Tally(0, 10))
        assert full is not None
        assert full.enough and not full.enough_handled and not full.met

    @rule("R8.1")
    @pytest.mark.parametrize(
        ("level", "rank", "least", "most"),
        [
            (Level.BASIC, Rank.PRESIDENT, 5, 10),
            (Level.INTERMEDIATE, Rank.PRESIDENT, 5, None),
            (Level.BASIC, Rank.LEADER, 30, 40),
            (Level.INTERMEDIATE, Rank.LEADER, 20, 30),
            (Level.BASIC, Rank.HEAD, 50, 70),
            (Level.INTERMEDIATE, Rank.HEAD, 50, 70),
            (Level.HIGH, Rank.PRESIDENT, None, None),
            (Level.BASIC, Rank.DEPUTY, None, None),
        ],
    )
    def test_a_share_outside_the_national_text_is_warned_of_and_stands(
        self, level: Level, rank: Rank, least: int | None, most: int | None
    ) -> None:
        assert quota.floor(rank, level, DAY) == (least, most)
        facts = CourtFacts(
            at=AT, actor=1, posts=frozenset({Post.TRIAL_MANAGEMENT}), level=Level.HIGH
        )
        for percent in (4, least or 50, most or 60, 80):
            data = StandardData(year=2026, level=level, rank=rank, percent=percent)
            outside = (least is not None and percent < least) or (
                most is not None and percent > most
            )
            found = examine(powers.SET_STANDARD, facts, data)
            assert ("W_OUTSIDE_FLOOR" in {one.code for one in found}) == outside
            assert not refuses(found)

    def test_only_a_high_court_sets_it(self) -> None:
        data = StandardData(year=2026, level=Level.BASIC, rank=Rank.HEAD, percent=60)
        for level in Level:
            facts = CourtFacts(
                at=AT, actor=1, posts=frozenset({Post.TRIAL_MANAGEMENT}), level=level
            )
            refused = "E_NOT_HIGH_COURT" in codes(powers.SET_STANDARD, facts, data)
            assert refused == (level is not Level.HIGH)

    def test_what_no_text_settles_is_marked(self) -> None:
        rows = [one for one in all_parameters() if one.name.startswith("leaders.")]
        open_ones = {one.name for one in rows if not one.verified}
        assert {one.name for one in rows if one.value is None} <= open_ones
        assert {one.name for one in rows if one.source.key == "平台约定"} <= open_ones

    @rule("R8.2")
    @pytest.mark.parametrize("kind", WorkKind, ids=lambda kind: kind.value)
    def test_no_work_beside_cases_is_entered_as_a_case(self, kind: WorkKind) -> None:
        facts = PersonFacts(
            at=AT, actor=1, posts=frozenset({Post.PERSONNEL}), leads=frozenset({Post.PRESIDENT})
        )
        for way in CountedAs:
            data = WorkData(kind=kind, hours=2, on=DAY, counted_as=way)
            refused = "E_NOT_A_CASE" in codes(powers.RECORD_WORK, facts, data)
            assert refused == (way is CountedAs.CASE)

    @rule("R8.3")
    def test_offsetting_is_forbidden_to_everybody(self) -> None:
        facts = PersonFacts(at=AT, actor=1, posts=frozenset({Post.PRESIDENT}))
        assert codes(powers.OFFSET, facts, None) == {"E_FORBIDDEN"}


@article("法发〔2020〕26号", 8, 2)
class TestWhichCases:
    """院庭长办案以指定分案为主，重点办理“四类案件”、发回重审案件等……"""

    @rule("R8.4")
    def test_tags_come_of_origin_and_flags(self) -> None:
        assert tags_of(Origin.NEW, []) == ()
        assert tags_of(Origin.REMAND, []) == (CaseTag.REMANDED,)
        assert tags_of(Origin.ORDERED_RETRIAL, [FourType.F1A]) == (
            CaseTag.FOUR_TYPE, CaseTag.ORDERED_RETRIAL,
        )  # fmt: skip
        assert tags_of(Origin.NEW, [FourType.LIKE], taken_up=True) == (
            CaseTag.TAKEN_UP, CaseTag.LIKE,
        )  # fmt: skip

    @rule("R8.4")
    def test_the_one_who_wants_most_comes_first_then_the_order_of_posts(self) -> None:
        one, two = Candidate(1, 0, Fraction(3)), Candidate(2, 1, Fraction(7, 2))
        assert first_of([one, two]) == two
        assert first_of([two, Candidate(3, 0, Fraction(7, 2))]) == Candidate(3, 0, Fraction(7, 2))
        assert first_of([one, Candidate(2, 1, Fraction(9), "曾参与本案原审")]) == one
        assert first_of([]) is None

    @rule("R8.4")
    @pytest.mark.parametrize("level", Level)
    @pytest.mark.parametrize("waiting", [True, False])
    def test_leaders_of_basic_courts_may_draw_while_no_tagged_case_waits(
        self, level: Level, waiting: bool
    ) -> None:
        assert may_draw(level, waiting=waiting) == (level is Level.BASIC and not waiting)


def worked(**changes: Any) -> Handling:
    """A leader who presided, sat in the hearing, read, opened the deliberation and voted later."""
    plain: dict[str, Any] = {
        "person": 1, "case": 2, "seat": Seat.HANDLING, "hearings": 1, "present": 1, "entries": 3,
        "opened_at": AT, "opened_by": 1, "balloted_at": AT + timedelta(minutes=30),
        "drafts": 2, "own_drafts": 1,
    }  # fmt: skip
    return Handling(**(plain | changes))


@article("法发〔2017〕10号", 1)
class TestHandlingInName:
    """不得以听取汇报、书面审查、审批案件等方式代替办案。"""

    @rule("R8.5")
    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({"present": 0}, SignalKind.HEARING),
            ({"entries": 0}, SignalKind.FILE),
            ({"balloted_at": AT + timedelta(minutes=5, seconds=-1)}, SignalKind.BALLOT),
            ({"own_drafts": 0}, SignalKind.DRAFT),
            ({"seat": Seat.PRESIDING, "opened_by": 9}, SignalKind.LED),
        ],
    )
    def test_each_sign_stands_on_its_evidence(
        self, changes: dict[str, Any], kind: SignalKind
    ) -> None:
        assert signals(worked(), 5) == ()
        (found,) = signals(worked(**changes), 5)
        assert found.kind is kind
        assert found.evidence
        assert not is_suspect([found], 2)

    def test_a_ballot_of_five_minutes_after_is_no_sign(self) -> None:
        assert signals(worked(balloted_at=AT + timedelta(minutes=5)), 5) == ()

    @rule("R8.5")
    def test_absent_from_the_only_hearing_and_nothing_drafted(self) -> None:
        """(f) leader absent from the only hearing, draft 0% → suspect; confirmed → not counted."""
        found = signals(worked(present=0, own_drafts=0), 5)
        assert [one.kind for one in found] == [SignalKind.HEARING, SignalKind.DRAFT]
        assert "开庭 1 次" in found[0].evidence
        assert "本人起草、修改 0 个" in found[1].evidence
        assert is_suspect(found, 2)


@article("法发〔2020〕26号", 8, 3)
class TestNotices:
    """上级人民法院审判管理部门每季度应当通报辖区下一级人民法院……"""

    @rule("R8.6")
    @pytest.mark.parametrize(
        ("issued", "late"),
        [(date(2026, 10, 1), 0), (date(2026, 10, 15), 0), (date(2026, 10, 16), 1)],
    )
    def test_a_notice_is_due_on_the_fifteenth_after_the_quarter(
        self, issued: date, late: int
    ) -> None:
        """(i) 2026 Q3 notice issued 10-16 → one day late, flagged."""
        assert quota.days_late(quota.quarter_end(2026, 3), issued) == late

    @rule("R8.7")
    @pytest.mark.parametrize(
        ("counted", "quarter", "said"),
        [
            (7, 3, Shortage.PROMPT), (8, 3, None), (9, 3, None),
            (9, 4, Shortage.BELOW), (10, 4, None),
        ],
    )  # fmt: skip
    def test_three_quarters_of_what_is_owed_so_far_are_the_line(
        self, counted: int, quarter: int, said: Shortage | None
    ) -> None:
        found = done(5, 200, Tally(counted))
        assert found.target == 10
        assert quota.shortage(found, quarter, DAY) is said

    @rule("R8.9")
    @pytest.mark.parametrize(("errands", "over"), [(20, False), (21, True), (0, False)])
    def test_more_than_a_fifth_of_the_hours_on_errands_is_told(
        self, errands: int, over: bool
    ) -> None:
        assert quota.overburdened(errands, 100, DAY) is over
        assert not quota.overburdened(0, 0, DAY)
        facts = PersonFacts(
            at=AT, actor=1, posts=frozenset({Post.PERSONNEL}),
            leads=frozenset({Post.DIVISION_HEAD}), hours=(0, 100 - errands),
        )  # fmt: skip
        if errands:
            data = WorkData(kind=WorkKind.ERRAND, hours=errands, on=DAY)
            assert ("W_ERRANDS" in codes(powers.RECORD_WORK, facts, data)) is over

    @rule("R8.9")
    def test_errands_are_recorded_by_personnel(self) -> None:
        data = WorkData(kind=WorkKind.ERRAND, hours=1, on=DAY)
        for post in (Post.PERSONNEL, Post.TRIAL_MANAGEMENT):
            facts = PersonFacts(
                at=AT, actor=1, posts=frozenset({post}), leads=frozenset({Post.PRESIDENT}),
                hours=(0, 100),
            )  # fmt: skip
            refused = "E_ERRAND" in codes(powers.RECORD_WORK, facts, data)
            assert refused == (post is not Post.PERSONNEL)


PERCENTS = st.integers(1, 100)
AVERAGES = st.fractions(0, 1000, max_denominator=144)
MONTHS = st.integers(0, 12)
COUNTS = st.integers(0, 500)


class TestTheCalculation:
    """What holds of every number."""

    @given(PERCENTS, AVERAGES, MONTHS)
    def test_a_target_is_the_least_whole_number_that_covers_what_is_owed(
        self, percent: int, average: Fraction, months: int
    ) -> None:
        found = quota.target(percent, average, months)
        exact = percent * average * months / 1200
        assert exact <= found < exact + 1
        assert quota.target(percent, average, 12) >= found

    @given(COUNTS, st.integers(1, 200))
    def test_an_average_times_the_months_gives_the_cases_back(
        self, cases: int, months: int
    ) -> None:
        average = quota.average(cases, months)
        assert average is not None
        assert average * months / 12 == cases
        assert quota.average(cases, 0) is None

    @given(COUNTS, COUNTS, st.integers(0, 300))
    def test_a_panel_case_never_counts_more_than_three_tenths(
        self, handled: int, panels: int, credit: int
    ) -> None:
        counted = Tally(handled, panels).counted(credit)
        assert handled <= counted <= handled + Fraction(3, 10) * panels

    @given(PERCENTS, AVERAGES, COUNTS, COUNTS, st.integers(0, 100))
    def test_another_case_handled_never_makes_it_worse(
        self, percent: int, average: Fraction, handled: int, panels: int, share: int
    ) -> None:
        line = standard(percent, handling_percent=share)
        owed = quota.owed(percent, average, 12)
        less = quota.completion(line, owed, Tally(handled, panels))
        more = quota.completion(line, owed, Tally(handled + 1, panels))
        assert less is not None and more is not None
        assert more.met or not less.met
        assert more.percent >= less.percent and more.deficit <= less.deficit
        assert less.handling_least == ceil(Fraction(less.target * share, 100)) <= less.target

    @given(PERCENTS, AVERAGES, COUNTS)
    def test_met_means_nothing_is_wanting(
        self, percent: int, average: Fraction, handled: int
    ) -> None:
        found = quota.completion(
            standard(percent), quota.owed(percent, average, 12), Tally(handled)
        )
        assert found is not None
        assert found.met == (found.deficit == 0) == (quota.shortage(found, 4, DAY) is None)
        if found.met:
            assert quota.shortage(found, 2, DAY) is None

    @given(
        st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        st.integers(1, 12),
    )
    def test_months_of_two_stints_in_a_row_never_exceed_the_year(
        self, turn: date, until: date | None, month: int
    ) -> None:
        last = quota.period_end(2026, month)
        whole = quota.months_in_post(JAN, None, 2026, last)
        before = quota.months_in_post(JAN, turn, 2026, last) if turn > JAN else frozenset()
        after = quota.months_in_post(turn, until, 2026, last)
        assert whole == frozenset(range(1, month + 1))
        assert before | after <= whole
        assert len(before & after) <= 1
        if until is None:
            assert before | after == whole or turn > last or turn <= JAN
