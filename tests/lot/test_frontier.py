"""The frontier: more balance is more guessable, and the same year gives the same figures."""

from __future__ import annotations

import random

from tests.marks import article
from xiezhi.lot.frontier import UNBALANCED, frontier, simulate, spread

pytestmark = article("法发〔2020〕26号", 7)
SETTINGS = (300, 600, 2000)


def a_year(count: int = 600, judges: int = 20) -> list[dict[str, int]]:
    """Lots of a court of full-time judges, one of ten with half a share, 8 % away."""
    chance = random.Random(7)
    shares = {f"J{n:02}": 500 if n % 10 == 9 else 1000 for n in range(judges)}
    return [
        {one: share for one, share in shares.items() if chance.random() > 0.08}
        for _ in range(count)
    ]  # fmt: skip


class TestTheFrontier:
    def test_fewer_tickets_balance_more_and_are_easier_to_guess(self):
        by_share, *points = frontier(a_year(), SETTINGS, seed=1, runs=3)
        assert by_share.even == UNBALANCED
        uneven = [point.uneven or 0 for point in points]
        assert uneven == sorted(uneven) and uneven[-1] < (by_share.uneven or 0)
        guesses = [point.guess for point in points]
        assert guesses == sorted(guesses, reverse=True) and guesses[-1] > by_share.guess
        effective = [point.effective for point in points]
        assert effective == sorted(effective) and effective[-1] < by_share.effective

    def test_the_same_lots_give_the_same_figures(self):
        assert frontier(a_year(), SETTINGS, seed=3, runs=2) == frontier(
            a_year(), SETTINGS, seed=3, runs=2
        )

    def test_a_pool_of_two_is_guessed_half_the_time_at_least(self):
        done = simulate([{"A": 1000, "B": 1000}] * 50, 600, 1)
        assert done.guess >= 0.5 and done.effective <= 2

    def test_one_judge_has_no_spread_and_no_lot_has_no_figures(self):
        assert simulate([{"A": 1000}] * 5, 600, 1).uneven is None
        assert simulate([], 600, 1).effective == 0
        assert spread([1.0, 1.0]) == 0
