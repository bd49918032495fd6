"""Jurors with quotas: every composition that fits, chances as even as they can be."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lot.lots import digest
from tests.marks import article
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.jury import (
    WHOLE,
    Quota,
    chances,
    compositions,
    draw_jury,
    seal_jury,
    weights,
)
from xiezhi.lot.pool import Reason, Row
from xiezhi.lot.simplex import Infeasible, minimise

pytestmark = article("法发〔2020〕26号", 7, 1)
WOMEN, EXPERTS = frozenset({0, 2}), frozenset({2, 3})
SIZES = (45, 60, 5, 10)
"""Women, men, women who are experts, men who are: 120 jurors, 15 of them experts."""
QUOTAS = (Quota(WOMEN, 1, 3), Quota(EXPERTS, 1, 4))

problems = st.tuples(
    st.lists(st.integers(1, 9), min_size=2, max_size=4),
    st.integers(1, 3),
    st.integers(0, 1),
    st.integers(1, 2),
)


def a_problem(drawn):
    sizes, seats, least, most = drawn
    return sizes, compositions(sizes, seats, [Quota(frozenset({0}), least, max(least, most))])


class TestCompositions:
    @given(drawn=problems)
    def test_they_are_all_that_fit_and_no_other(self, drawn):
        sizes, seats, least, most = drawn
        found = compositions(sizes, seats, [Quota(frozenset({0}), least, max(least, most))])
        every = product(*(range(min(size, seats) + 1) for size in sizes))
        fit = [c for c in every if sum(c) == seats and least <= c[0] <= max(least, most)]
        assert found == sorted(fit)

    def test_four_of_120_with_a_woman_a_man_and_an_expert(self):
        found = compositions(SIZES, 4, QUOTAS)
        assert 12 <= len(found) <= 132
        assert all(counts[2] + counts[3] >= 1 for counts in found)


class TestWeights:
    def test_the_least_chance_is_as_great_and_the_greatest_as_small_as_can_be(self):
        """One seat goes to one of 15 experts, three to the 105 others: .0286 and .0667."""
        listed = compositions(SIZES, 4, QUOTAS)
        found = chances(SIZES, listed, weights(SIZES, listed))
        for chance, exact in zip(found, [3 / 105, 3 / 105, 1 / 15, 1 / 15], strict=True):
            assert abs(chance - exact) < 4 / WHOLE

    def test_without_quotas_everybody_has_the_same_chance(self):
        listed = compositions(SIZES, 4, [])
        found = chances(SIZES, listed, weights(SIZES, listed))
        assert max(found) - min(found) < Fraction(8, WHOLE)

    @given(drawn=problems)
    @settings(max_examples=60, deadline=None)
    def test_no_mixture_of_compositions_raises_the_least_chance(self, drawn):
        """Any prices of cells bound it from above; prices that learn come close to it."""
        sizes, listed = a_problem(drawn)
        if not listed:
            with pytest.raises(Malformed, match="quotas"):
                weights(sizes, listed)
            return
        parts = weights(sizes, listed)
        assert sum(parts) == WHOLE
        found = chances(sizes, listed, parts)
        assert float(min(found)) >= bound(sizes, listed) - 0.02

    def test_it_is_the_same_again(self):
        listed = compositions(SIZES, 4, QUOTAS)
        assert weights(SIZES, listed) == weights(SIZES, listed)
        assert max(weights(SIZES, listed)) < WHOLE // 2


def bound(sizes, listed) -> float:
    """An upper bound of the least chance, by prices that follow the dearest composition."""
    cells = [cell for cell in range(len(sizes)) if any(counts[cell] for counts in listed)]
    prices, best = dict.fromkeys(cells, 1.0), math.inf
    for _ in range(600):
        whole = sum(prices.values())
        dearest = max(listed, key=lambda c: sum(prices[x] * c[x] / sizes[x] for x in cells))
        best = min(best, sum(prices[x] / whole * dearest[x] / sizes[x] for x in cells))
        for cell in cells:
            prices[cell] *= math.exp(-0.05 * dearest[cell] / sizes[cell])
    return best


class TestSimplex:
    def test_a_known_program(self):
        """Maximise 3x + 5y with x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18: x = 2, y = 6."""
        at_most = [([1, 0], 4), ([0, 2], 12), ([3, 2], 18)]
        assert minimise([-3, -5], at_most, []) == [2, 6]

    def test_fractions_stay_exact(self):
        assert minimise([1, 1], [([-3, -1], -1), ([-1, -3], -1)], []) == [
            Fraction(1, 4),
            Fraction(1, 4),
        ]

    def test_an_equation_that_says_nothing_new_is_left_out(self):
        assert minimise([1, 2], [], [([1, 1], 1), ([2, 2], 2)]) == [1, 0]

    def test_bounds_that_contradict_each_other(self):
        with pytest.raises(Infeasible):
            minimise([1], [([1], 1), ([-1], -2)], [])

    def test_it_does_not_go_in_circles(self):
        """Beale's program, on which the rule of the steepest descent alone never ends."""
        costs = [Fraction(-3, 4), 150, Fraction(-1, 50), 6]
        at_most = [
            ([Fraction(1, 4), -60, Fraction(-1, 25), 9], 0),
            ([Fraction(1, 2), -90, Fraction(-1, 50), 3], 0),
            ([0, 0, 1, 0], 1),
        ]
        found = minimise(costs, at_most, [])
        assert sum(c * x for c, x in zip(costs, found, strict=True)) == Fraction(-1, 20)


def the_cells() -> list[list[Row]]:
    cells = [[Row(f"{cell}-{n}".encode(), Reason.NONE, 1) for n in range(size)]
             for cell, size in enumerate((6, 8, 2, 3))]  # fmt: skip
    cells[0].append(Row(b"0-away", Reason.LEAVE, 0))
    return cells


class TestTheDraw:
    JURY = seal_jury(the_cells(), 4, QUOTAS, digest("master"))

    def test_the_quotas_are_met_with_different_jurors(self):
        for number in range(200):
            drawn = draw_jury(number.to_bytes(32), self.JURY, substitutes=1)
            names = [*drawn.members, *(name for spare in drawn.substitutes for name in spare)]
            assert len(set(names)) == len(names)
            kinds = Counter(int(name[:1]) for name in drawn.members)
            assert tuple(kinds[cell] for cell in range(4)) == drawn.composition
            assert sum(drawn.composition) == 4
            assert 1 <= kinds[0] + kinds[2] <= 3
            assert kinds[2] + kinds[3] >= 1
            assert b"0-away" not in names
            assert draw_jury(number.to_bytes(32), self.JURY).members == drawn.members

    def test_a_substitute_is_of_the_cell_of_a_member(self):
        drawn = draw_jury(bytes(32), self.JURY, substitutes=2)
        for cell, (count, spare) in enumerate(
            zip(drawn.composition, drawn.substitutes, strict=True)
        ):
            assert all(name.startswith(b"%d" % cell) for name in spare)
            left = (6, 8, 2, 3)[cell] - count
            assert len(spare) == (min(2, left) if count else 0)

    def test_everybody_is_drawn_as_often_as_the_weights_say(self):
        sizes = (6, 8, 2, 3)
        listed = compositions(sizes, 4, QUOTAS)
        stated = chances(sizes, listed, weights(sizes, listed))
        rounds = 3000
        found = Counter(
            name for number in range(rounds)
            for name in draw_jury(number.to_bytes(32), self.JURY).members
        )  # fmt: skip
        for name, often in found.items():
            chance = float(stated[int(name[:1])])
            assert abs(often - rounds * chance) < 4.5 * math.sqrt(rounds * chance * (1 - chance))
        assert len(found) == sum(sizes)

    def test_whatever_changes_changes_the_root(self):
        other = the_cells()
        other[0][-1] = Row(b"0-away", Reason.NONE, 1)
        roots = {
            self.JURY.root,
            seal_jury(other, 4, QUOTAS, digest("master")).root,
            seal_jury(the_cells(), 4, QUOTAS[:1], digest("master")).root,
            seal_jury(the_cells(), 3, QUOTAS, digest("master")).root,
            seal_jury(the_cells(), 4, QUOTAS, digest("other")).root,
        }
        assert len(roots) == 5

    def test_what_cannot_be_sealed(self):
        cells = the_cells()
        with pytest.raises(Malformed, match="quotas"):
            seal_jury(cells, 4, [Quota(EXPERTS, 6, 9)], digest("master"))
        with pytest.raises(Malformed, match="one cell"):
            seal_jury([cells[0], cells[0]], 2, [], digest("master"))
        with pytest.raises(Malformed, match="one cell"):
            seal_jury([[Row(b"a", Reason.NONE, 2)]], 1, [], digest("master"))
