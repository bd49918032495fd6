"""双向选择: pairs are stable, follow from the ranks alone, and join who want each other."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.rules.matching import blocking, match

JUDGES = range(1, 6)
STAFF = range(11, 19)


@st.composite
def choices(draw: st.DrawFn) -> tuple[dict, dict, dict]:
    """A round: partial ranks of both sides, and how many each judge takes."""
    ranked = {
        one: draw(st.lists(st.sampled_from(list(other)), unique=True))
        for side, other in ((STAFF, JUDGES), (JUDGES, STAFF))
        for one in draw(st.lists(st.sampled_from(list(side)), unique=True))
    }
    staff = {one: ranked[one] for one in STAFF if one in ranked}
    judges = {one: ranked[one] for one in JUDGES if one in ranked}
    return staff, judges, {judge: draw(st.integers(1, 3)) for judge in judges}


@rule("R6.5")
@article("法发〔2020〕26号", 6)
class TestTheMatchingIsStable:
    """双向选择"""

    @given(choices())
    def test_no_two_would_rather_have_each_other(self, known: tuple[dict, dict, dict]) -> None:
        staff, judges, places = known
        assert blocking(match(staff, judges, places), staff, judges, places) == []

    @given(choices())
    def test_only_those_are_paired_who_ranked_each_other_within_the_places(
        self, known: tuple[dict, dict, dict]
    ) -> None:
        staff, judges, places = known
        pairs = match(staff, judges, places)
        assert all(judge in staff[one] and one in judges[judge] for one, judge in pairs.items())
        for judge in judges:
            assert list(pairs.values()).count(judge) <= places[judge]

    @given(choices(), st.integers())
    def test_the_order_in_which_ranks_came_changes_nothing(
        self, known: tuple[dict, dict, dict], seed: int
    ) -> None:
        staff, judges, places = known
        order = Random(seed)
        shuffled = [dict(order.sample(sorted(side.items()), len(side))) for side in (staff, judges)]
        assert match(*shuffled, places) == match(staff, judges, places)

    @pytest.mark.parametrize(
        ("staff", "judges", "places", "pairs"),
        [
            ({11: [1]}, {1: [11]}, {}, {11: 1}),
            ({11: [1]}, {1: []}, {}, {}),
            ({11: [1], 12: [1]}, {1: [12, 11]}, {}, {12: 1}),
            ({11: [1], 12: [1]}, {1: [12, 11]}, {1: 2}, {11: 1, 12: 1}),
            ({11: [1, 2], 12: [2, 1]}, {1: [12, 11], 2: [11, 12]}, {}, {11: 1, 12: 2}),
            ({11: [1, 2], 12: [1]}, {1: [12, 11], 2: [11]}, {}, {11: 2, 12: 1}),
        ],
    )
    def test_small_rounds_come_out_as_by_hand(
        self, staff: dict, judges: dict, places: dict, pairs: dict
    ) -> None:
        assert match(staff, judges, places) == pairs

    def test_a_pair_that_was_made_wrongly_is_noticed(self) -> None:
        staff, judges = {11: [1, 2], 12: [1]}, {1: [12, 11], 2: [11]}
        assert blocking({11: 1}, staff, judges, {}) == [(12, 1)]
