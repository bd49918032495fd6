"""四类案件筛查 (法发〔2021〕30号): suspicions from the structure of a case."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.rules.screening import (
    COUNTERSIGNED,
    Complaint,
    LikeEvent,
    ScreeningFacts,
    screen,
)
from xiezhi.law.terms import FlagState, FourType, Post

TODAY = date(2026, 11, 24)
NOTHING = ScreeningFacts()


def codes(facts: ScreeningFacts, on: date = TODAY) -> list[FourType]:
    return [hit.code for hit in screen(facts, on)]


def filed(count: int, days_ago: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(days=days_ago) for _ in range(count))


class TestManyPersons:
    """F2a: 当事人或者被害人人数众多 (一般指十人以上, 民诉解释第75条)."""

    @rule("R5.1")
    def test_ten_plaintiffs_against_a_developer(self) -> None:
        (hit,) = screen(ScreeningFacts(plaintiffs=10, defendants=1), TODAY)
        assert hit.code is FourType.F2A
        assert hit.state is FlagState.SUSPECTED
        assert hit.evidence == ("原告10人，达到10人",)
        assert (hit.rule, hit.version) == ("screening.many_persons", "1")

    @rule("R5.1")
    def test_nine_are_not_but_twelve_linked_suits_in_90_days_are_a_series(self) -> None:
        facts = ScreeningFacts(plaintiffs=9, defendants=1)
        assert codes(facts) == []
        assert codes(replace(facts, series_filed_on=filed(12, 30))) == [FourType.F2C]

    @pytest.mark.parametrize("side", ["plaintiffs", "defendants", "victims"])
    @pytest.mark.parametrize(("count", "found"), [(9, []), (10, [FourType.F2A])])
    def test_each_side_counts_apart(self, side: str, count: int, found: list[FourType]) -> None:
        facts: dict[str, Any] = {side: count}
        assert codes(replace(NOTHING, **facts)) == found

    def test_sides_are_not_added_up(self) -> None:
        assert codes(ScreeningFacts(plaintiffs=6, defendants=6)) == []


class TestSeries:
    """F2c: 同一被告、同一案由，90日内10件 [design]."""

    @pytest.mark.parametrize(
        ("days", "found"),
        [
            (filed(10, 0), [FourType.F2C]),
            (filed(10, 89), [FourType.F2C]),
            (filed(10, 90), []),
            (filed(9, 0), []),
            (filed(5, 1) + filed(5, 200), []),
        ],
    )
    def test_ten_within_ninety_days(self, days: tuple[date, ...], found: list[FourType]) -> None:
        assert codes(ScreeningFacts(series_filed_on=days)) == found

    def test_a_high_court_may_set_its_own_number(self) -> None:
        facts = ScreeningFacts(series_filed_on=filed(5, 1), overrides={"screening.series_cases": 5})
        assert codes(facts) == [FourType.F2C]


class TestComplaints:
    """F4a, F4b: 实名反映 with clues, or preliminarily verified delay."""

    # named, of delay, clues, verified, what is suspected
    TABLE = [
        (True, False, True, False, [FourType.F4A]),
        (True, False, False, False, []),
        (False, False, True, False, []),
        (False, False, False, False, []),
        (True, True, False, True, [FourType.F4B]),
        (True, True, True, False, []),
        (False, True, False, True, []),
        (True, True, True, True, [FourType.F4B]),
    ]

    @pytest.mark.parametrize(("named", "of_delay", "clues", "verified", "found"), TABLE)
    def test_named_with_clues_or_verified(
        self,
        *,
        named: bool,
        of_delay: bool,
        clues: bool,
        verified: bool,
        found: list[FourType],
    ) -> None:
        complaint = Complaint(id=1, named=named, of_delay=of_delay, clues=clues, verified=verified)
        assert codes(ScreeningFacts(complaints=(complaint,))) == found

    @rule("R5.1")
    def test_an_anonymous_complaint_without_clues_waits_for_an_inspection(self) -> None:
        tip = Complaint(id=1, named=False, of_delay=False)
        facts = ScreeningFacts(complaints=(tip,))
        assert codes(facts) == []
        assert codes(replace(facts, inspection_findings=("督察〔2026〕3号",))) == [FourType.F4C]


class TestOtherSignals:
    @pytest.mark.parametrize(
        ("facts", "found"),
        [
            (ScreeningFacts(public_interest_suit=True), [FourType.F1A]),
            (ScreeningFacts(panel_split=True), [FourType.F1B]),
            (ScreeningFacts(appraisals=2), [FourType.F1B]),
            (ScreeningFacts(appraisals=1), []),
            (ScreeningFacts(interference_records=("记录7",)), [FourType.F4D]),
        ],
    )
    def test_signals_of_the_table(self, facts: ScreeningFacts, found: list[FourType]) -> None:
        assert codes(facts) == found


@article("法发〔2021〕30号", 7)
class TestSupervisedLike:
    """L*: 参照四类案件监督管理."""

    @pytest.mark.parametrize("event", list(LikeEvent))
    def test_each_event_raises_it(self, event: LikeEvent) -> None:
        (hit,) = screen(ScreeningFacts(events=frozenset({event}), assigned=True), TODAY)
        assert (hit.code, hit.evidence) == (FourType.LIKE, (event.label,))

    def test_acquittal_proposed_is_raised_by_itself(self) -> None:
        events = frozenset({LikeEvent.ACQUITTAL_PROPOSED})
        assert codes(ScreeningFacts(events=events)) == [FourType.LIKE]

    def test_the_amount_is_empty_until_the_high_court_sets_it(self) -> None:
        facts = ScreeningFacts(amount=900_000_000)
        assert codes(facts) == []
        own = {"screening.large_amount": 500_000_000}
        assert codes(replace(facts, overrides=own)) == [FourType.LIKE]
        assert codes(replace(facts, amount=500_000_000, overrides=own)) == [FourType.LIKE]
        assert codes(replace(facts, amount=499_999_999, overrides=own)) == []


class TestNeverConfirmed:
    @rule("R5.1")
    @given(
        st.builds(
            ScreeningFacts,
            plaintiffs=st.integers(0, 30),
            victims=st.integers(0, 30),
            panel_split=st.booleans(),
            appraisals=st.integers(0, 4),
            events=st.frozensets(st.sampled_from(list(LikeEvent))),
            inspection_findings=st.lists(st.just("线索"), max_size=2).map(tuple),
            assigned=st.booleans(),
        )
    )
    def test_a_hit_is_a_suspicion_with_evidence_put_to_a_person(
        self, facts: ScreeningFacts
    ) -> None:
        hits = screen(facts, TODAY)
        who = Post.HANDLING_JUDGE if facts.assigned else Post.FILING_OFFICER
        assert all(hit.state is FlagState.SUSPECTED for hit in hits)
        assert all(hit.evidence and hit.prompt is who for hit in hits)
        assert len({hit.code for hit in hits}) == len(hits)

    def test_rejections_that_the_head_countersigns(self) -> None:
        assert {
            code for code in FourType if code == "F2a" or code[:2] in ("F4", "L*")
        } == COUNTERSIGNED
