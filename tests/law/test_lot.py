"""The lot: exact, replayable, unbiased; loads that stay in balance."""

from __future__ import annotations

import struct
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law import lot
from xiezhi.law.lot import CASE, Excluded, Row

pytestmark = article("法发〔2020〕26号", 7)
SALT = bytes(range(32))

rows_of = st.lists(
    st.tuples(st.integers(1, 2**40), st.integers(0, 2**32 - 1)), min_size=1, max_size=60,
    unique_by=lambda pair: pair[0],
).map(
    lambda pairs: [
        Row(person, Excluded.NONE if weight else Excluded.LEAVE, weight)
        for person, weight in pairs
    ]
).filter(lambda rows: lot.total(rows) > 0)  # fmt: skip


def a_receipt(rows, *, case=7, number=1, head=b"h" * 32, fresh=b"f" * 32):
    sealed = lot.commitment(case, number, rows, SALT)
    made = lot.seed(sealed, head, fresh)
    return {
        "case": case,
        "round": number,
        "rows": [{"person": r.person, "reason": r.reason.value, "weight": r.weight} for r in rows],
        "salt": SALT.hex(),
        "commitment": sealed.hex(),
        "head": head.hex(),
        "fresh": fresh.hex(),
        "seed": made.hex(),
        "person": lot.pick(rows, lot.draw(made, lot.total(rows))),
    }


class TestTheDraw:
    """各级法院……以随机分案为原则……"""

    @given(seed=st.binary(min_size=32, max_size=32), total=st.integers(1, 2**64 - 1))
    def test_the_ticket_lies_below_the_total_and_is_the_same_again(self, seed, total):
        ticket = lot.draw(seed, total)
        assert 0 <= ticket < total
        assert lot.draw(seed, total) == ticket

    def test_values_beyond_the_last_whole_multiple_are_drawn_anew(self):
        """With 2^63 + 1 tickets half of all values are rejected; taking them modulo would bias."""
        total, anew = 2**63 + 1, 0
        for number in range(40):
            seed = number.to_bytes(32)
            values = (self.value(seed, attempt) for attempt in range(64))
            attempt, value = next((a, v) for a, v in enumerate(values) if v < total)
            anew += attempt > 0
            assert lot.draw(seed, total) == value
        assert anew > 10

    @staticmethod
    def value(seed: bytes, attempt: int) -> int:
        label = b"xiezhi/draw/1"
        content = bytes([len(label)]) + label + seed + struct.pack(">I", attempt)
        return int.from_bytes(sha256(content).digest()[:8])

    def test_every_judge_is_drawn_as_often_as_the_tickets_say(self):
        rows = [Row(1, Excluded.NONE, 300), Row(2, Excluded.NONE, 600), Row(3, Excluded.NONE, 100)]
        seeds = (number.to_bytes(32) for number in range(6000))
        found = Counter(lot.pick(rows, lot.draw(seed, 1000)) for seed in seeds)
        chi = sum((found[r.person] - 6 * r.weight) ** 2 / (6 * r.weight) for r in rows)
        assert chi < 13.8  # two degrees of freedom, one in a thousand

    @given(rows=rows_of)
    def test_the_tickets_of_each_row_fall_to_it_and_to_nobody_else(self, rows):
        held = 0
        for row in sorted(rows, key=lambda row: row.person):
            if row.weight:
                assert lot.pick(rows, held) == lot.pick(rows, held + row.weight - 1) == row.person
            held += row.weight
        with pytest.raises(ValueError, match="beyond"):
            lot.pick(rows, held)

    @pytest.mark.parametrize("total", [0, -1, 2**64])
    def test_a_lot_without_tickets_is_none(self, total):
        with pytest.raises(ValueError, match="tickets"):
            lot.draw(bytes(32), total)


class TestTheSealedPool:
    """The hash stands before any seed, and shows later that nothing was changed."""

    @given(rows=rows_of)
    def test_the_order_in_which_rows_are_told_does_not_matter(self, rows):
        assert lot.commitment(1, 1, rows, SALT) == lot.commitment(1, 1, rows[::-1], SALT)

    @given(rows=rows_of, data=st.data())
    def test_whatever_changes_changes_the_hash(self, rows, data):
        sealed = lot.commitment(1, 1, rows, SALT)
        place = data.draw(st.integers(0, len(rows) - 1))
        row = rows[place]
        changed = Row(row.person, Excluded.NONE, 1 if row.weight != 1 else 2)
        assert lot.commitment(1, 1, [*rows[:place], changed, *rows[place + 1 :]], SALT) != sealed
        assert lot.commitment(2, 1, rows, SALT) != sealed
        assert lot.commitment(1, 2, rows, SALT) != sealed
        assert lot.commitment(1, 1, rows, bytes(32)) != sealed
        assert lot.commitment(1, 1, rows[1:], SALT) != sealed

    def test_a_judge_stands_there_once(self):
        with pytest.raises(ValueError, match="once"):
            lot.commitment(1, 1, [Row(1, Excluded.NONE, 1), Row(1, Excluded.NONE, 2)], SALT)

    @pytest.mark.parametrize(("reason", "weight"), [(Excluded.NONE, 0), (Excluded.LEAVE, 1)])
    def test_who_is_excluded_has_no_ticket_and_everybody_else_has(self, reason, weight):
        with pytest.raises(ValueError, match="excludes"):
            Row(1, reason, weight)


class TestReplay:
    """同一种子复算，结果相同。"""

    @rule("R7.1")
    @given(rows=rows_of, fresh=st.binary(min_size=32, max_size=32))
    def test_a_receipt_draws_the_same_judge_again(self, rows, fresh):
        assert lot.replay(a_receipt(rows, fresh=fresh)) == []

    RECEIPT = a_receipt([Row(5, Excluded.NONE, 600), Row(6, Excluded.CONFLICT, 0),
                         Row(9, Excluded.NONE, 450)])  # fmt: skip

    @pytest.mark.parametrize("name", ["salt", "commitment", "head", "fresh", "seed"])
    def test_any_changed_byte_is_found(self, name):
        content = bytes.fromhex(self.RECEIPT[name])
        for place in range(32):
            changed = bytearray(content)
            changed[place] ^= 1
            assert lot.replay(self.RECEIPT | {name: changed.hex()}), (name, place)

    @pytest.mark.parametrize(
        "change",
        [
            {"case": 8},
            {"round": 2},
            {"person": 6},
            {"rows": RECEIPT["rows"][:2]},
            {"rows": [{"person": 5, "reason": "none", "weight": 601}, *RECEIPT["rows"][1:]]},
            {"rows": [{"person": 5, "reason": "leave", "weight": 0}, *RECEIPT["rows"][1:]]},
        ],
    )
    def test_any_changed_fact_is_found(self, change):
        assert lot.replay(self.RECEIPT | change)

    @pytest.mark.parametrize(
        "change",
        [{"salt": "zz"}, {"salt": SALT.hex().upper()}, {"rows": [{}]}, {"rows": 3}, {"case": "x"}],
    )
    def test_what_is_no_receipt_is_refused(self, change):
        with pytest.raises(ValueError, match=r".+"):
            lot.replay(self.RECEIPT | change)


class TestTickets:
    """Six hundred tickets a full share; a hundred more a case behind, a hundred less ahead."""

    @pytest.mark.parametrize(
        ("share", "account", "tickets"),
        [
            (1000, 0, 600),
            (1000, CASE, 700),
            (1000, -CASE, 500),
            (1000, -5 * CASE, 100),
            (1000, -9 * CASE, 75),
            (1000, 99 * CASE, 2400),
            (300, 0, 180),
            (300, -3 * CASE, 22),
            (1, 0, 1),
            (0, 0, 1),
        ],
    )
    def test_table(self, share, account, tickets):
        assert lot.tickets(share, account) == tickets

    @given(share=st.integers(0, 1000), account=st.integers(-(10**12), 10**12))
    def test_nobody_is_without_a_chance(self, share, account):
        assert 1 <= lot.tickets(share, account) <= 2400

    def test_one_case_credits_by_share_and_charges_who_got_it(self):
        assert lot.dues(2, {1: 1000, 2: 500, 3: 500}) == {
            1: CASE // 2, 2: CASE // 4 - CASE, 3: CASE // 4,
        }  # fmt: skip

    @given(
        shares=st.dictionaries(st.integers(1, 50), st.integers(1, 1000), min_size=1),
        data=st.data(),
    )
    def test_accounts_stay_in_balance_but_for_the_rounding(self, shares, data):
        person = data.draw(st.sampled_from(sorted(shares)))
        assert -len(shares) < sum(lot.dues(person, shares).values()) <= 0

    def test_the_loads_of_a_year_stay_close(self):
        """Twenty judges, two thousand cases: everybody ends within a few cases of a hundred."""
        shares = dict.fromkeys(range(1, 21), 1000)
        accounts, loads = dict.fromkeys(shares, 0), Counter()
        for number in range(2000):
            rows = [Row(p, Excluded.NONE, lot.tickets(1000, accounts[p])) for p in shares]
            person = lot.pick(rows, lot.draw(number.to_bytes(32), lot.total(rows)))
            loads[person] += 1
            for one, due in lot.dues(person, shares).items():
                accounts[one] += due
        assert max(loads.values()) - min(loads.values()) <= 15
