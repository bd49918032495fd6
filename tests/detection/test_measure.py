"""度量: what counts as right, wrong and missed; the intervals."""

from __future__ import annotations

import pytest

from xiezhi.detection.measure import Score, Tally, wilson
from xiezhi.law.terms import FourType

A, B = FourType.F2A, FourType.F2B


@pytest.mark.parametrize(
    ("right", "all_", "low", "high"),
    [(0, 0, 0.0, 1.0), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278)],
)
def test_wilson(right: int, all_: int, low: float, high: float) -> None:
    assert wilson(right, all_) == pytest.approx((low, high), abs=1e-3)


@pytest.mark.parametrize(
    ("found", "yes", "disputed", "codes", "any_"),
    [
        ({A}, {A}, set(), (1, 0, 0), (1, 0, 0)),
        ({A}, set(), set(), (0, 1, 0), (0, 1, 0)),
        (set(), {A}, set(), (0, 0, 1), (0, 0, 1)),
        ({A}, set(), {A}, (0, 0, 0), (0, 0, 0)),
        (set(), set(), {A}, (0, 0, 0), (0, 0, 0)),
        ({A, B}, {B}, {A}, (1, 0, 0), (1, 0, 0)),
        ({B}, {A}, set(), (0, 1, 1), (1, 0, 0)),
        ({B}, set(), {A}, (0, 1, 0), (0, 0, 0)),
        (set(), set(), set(), (0, 0, 0), (0, 0, 0)),
    ],
)
def test_a_text(
    found: set[FourType],
    yes: set[FourType],
    disputed: set[FourType],
    codes: tuple[int, int, int],
    any_: tuple[int, int, int],
) -> None:
    tally = Tally()
    tally.add(found, yes, disputed)
    assert tally.codes == Score(*codes)
    assert tally.any == Score(*any_)


def test_the_table_names_what_was_counted() -> None:
    tally = Tally()
    tally.add({A}, {A}, set())
    tally.add({A}, set(), set())
    first, all_, any_ = tally.lines()
    assert first.startswith("F2a") and "P 0.50" in first and "R 1.00" in first
    assert all_.startswith("all") and any_.startswith("any")
