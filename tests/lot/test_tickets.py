"""Tickets: loads stay close, nobody is without a chance, nothing accrues outside the pool."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article
from xiezhi.lot import tickets
from xiezhi.lot.draw import draw_one
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.tickets import SCALE, dues, weight

pytestmark = article("法发〔2020〕26号", 7, 1)
POINT = 100 * SCALE
"""A point, as accounts count it."""
shares = st.dictionaries(st.text(max_size=3), st.integers(1, 1000), min_size=1, max_size=30)


class TestWeights:
    @pytest.mark.parametrize(
        ("share", "account", "expected"),
        [
            (1000, 0, 600_000),
            (1000, POINT, 700_000),
            (1000, -POINT, 500_000),
            (1000, -6 * POINT, 75_000),
            (1000, 99 * POINT, 2_400_000),
            (300, 0, 180_000),
            (300, -POINT, 80_000),
            (1, -9 * POINT, 75),
        ],
    )
    def test_table(self, share, account, expected):
        assert weight(share, account) == expected

    @given(share=st.integers(1, 1000), account=st.integers(-(10**12), 10**12))
    def test_from_an_eighth_to_four_times(self, share, account):
        assert share * 600 // 8 <= weight(share, account) <= 4 * share * 600

    def test_an_account_is_rounded_down_also_below_zero(self):
        assert (weight(1000, 999), weight(1000, -1)) == (600_000, 599_999)

    @pytest.mark.parametrize("share", [0, -1])
    def test_who_has_no_share_is_not_eligible(self, share):
        with pytest.raises(Malformed):
            weight(share, 0)


class TestDues:
    @given(shares=shares, case=st.integers(1, 5000), data=st.data())
    def test_what_is_paid_is_earned_but_for_the_rounding(self, shares, case, data):
        drawn = data.draw(st.sampled_from(sorted(shares)))
        moved = dues(drawn, shares, case)
        assert moved.keys() == shares.keys()
        assert -len(shares) < sum(moved.values()) <= 0

    def test_who_was_not_in_the_pool_neither_earns_nor_pays(self):
        assert dues("a", {"a": 1000, "b": 1000}, 100) == {"a": -POINT // 2, "b": POINT // 2}
        with pytest.raises(Malformed):
            dues("c", {"a": 1000}, 100)

    def test_a_returner_is_not_flooded(self):
        """Away for half a year, a judge comes back with the account and the part of before."""
        here = {str(number): 1000 for number in range(10)}
        accounts, loads = dict.fromkeys(here, 0), Counter()
        for number in range(1500):
            present = {one: share for one, share in here.items() if one != "0" or number >= 1000}
            names = sorted(present)
            ends, total = [], 0
            for one in names:
                total += tickets.weight(here[one], accounts[one])
                ends.append(total)
            row, _ = draw_one(number.to_bytes(32), 0, ends)
            loads[names[row], number >= 1000] += 1
            for one, due in dues(names[row], present, 100).items():
                accounts[one] += due
        others = [loads[name, True] for name in here if name != "0"]
        assert min(others) - 8 <= loads["0", True] <= max(others) + 8
        assert max(others) - min(others) <= 20
