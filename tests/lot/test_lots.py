"""Pools, sum trees, commitments, draws and results, for pools of any size."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.lot.lots import (
    BAR,
    COURT,
    KEYS,
    PEER,
    ROWS,
    a_pool,
    a_result,
    an_occasion,
    committed,
    digest,
    flips,
    some_rows,
)
from tests.marks import article, rule
from xiezhi.lot.commitment import Commitment, alpha, commit
from xiezhi.lot.draw import draw
from xiezhi.lot.encoding import Malformed, Reader, text
from xiezhi.lot.pool import Occasion, Reason, Row, SealedPool, SealedRow, read_row, seal
from xiezhi.lot.proof import LotRefused, Opening, Result, check_chain, check_pool, settle
from xiezhi.lot.sumtree import SumTree, climb, join

pytestmark = article("法发〔2020〕26号", 7, 1)

pools = st.integers(0, 2**32).map(lambda seed: some_rows(random.Random(seed)))
masters = st.binary(min_size=32, max_size=32)
leaves = st.lists(
    st.tuples(st.integers(0, 2**32 - 1), st.binary(min_size=32, max_size=32)),
    min_size=1, max_size=70,
)  # fmt: skip


def naive_root(nodes):
    """The tree of RFC 9162 as its definition reads: split at the largest power of two below."""
    if len(nodes) == 1:
        return nodes[0]
    split = 1
    while split * 2 < len(nodes):
        split *= 2
    return join(naive_root(nodes[:split]), naive_root(nodes[split:]))


def climbs(*arguments) -> bool:
    try:
        climb(*arguments)
    except Malformed:
        return False
    return True


class TestTheSumTree:
    @given(nodes=leaves)
    def test_it_has_the_shape_of_the_standard(self, nodes):
        assert SumTree(nodes).root == naive_root(nodes)

    @given(nodes=leaves)
    def test_every_path_shows_the_interval_and_the_root(self, nodes):
        tree, before = SumTree(nodes), 0
        for index, leaf in enumerate(nodes):
            assert climb(index, len(nodes), leaf, tree.path(index)) == (before, tree.root)
            before += leaf[0]

    @given(nodes=leaves, data=st.data())
    def test_nothing_but_the_leaf_at_its_place_leads_to_the_root(self, nodes, data):
        assume(len(set(nodes)) == len(nodes) > 1)
        tree = SumTree(nodes)
        index = data.draw(st.integers(0, len(nodes) - 1))
        path, (weight, hashed) = tree.path(index), nodes[index]
        other = data.draw(st.integers(0, len(nodes) - 1).filter(lambda one: one != index))
        wrong = [
            (index, len(nodes), (weight + 1, hashed), path),
            (index, len(nodes), (weight, digest("other")), path),
            (index, len(nodes), (weight, hashed), [*path[:-1], (path[-1][0] + 1, path[-1][1])]),
            (other, len(nodes), (weight, hashed), path),
        ]
        for arguments in wrong:
            assert not climbs(*arguments) or climb(*arguments)[1] != tree.root
        for size, steps in ((len(nodes), path[:-1]), (len(nodes), [*path, path[-1]])):
            assert not climbs(index, size, nodes[index], steps)

    def test_a_sum_that_would_wrap_around_is_refused(self):
        with pytest.raises(Malformed, match="fit"):
            join((2**64 - 1, bytes(32)), (1, bytes(32)))
        with pytest.raises(Malformed, match="fit"):
            SumTree([(2**64 - 1, bytes(32)), (1, bytes(32))])


class TestTheSealedPool:
    @given(rows=pools, master=masters)
    def test_the_order_follows_from_the_master_secret_alone(self, rows, master):
        pool = seal(rows, master)
        assert seal(rows[::-1], master).root == pool.root
        salts = [sealed.salt for sealed in pool.rows]
        assert salts == sorted(salts)
        assert {sealed.row for sealed in pool.rows} == set(rows)
        assert pool.total == sum(row.weight for row in rows)
        assert pool.rows[0].leaf == pool.tree.levels[0][0]

    def test_a_judge_stands_there_once(self):
        with pytest.raises(Malformed, match="once"):
            seal([ROWS[0], replace(ROWS[0], weight=7)], bytes(32))

    @pytest.mark.parametrize(("reason", "weight"), [(0, 0), (1, 1), (0, 2**32), (0, -1)])
    def test_who_is_excluded_has_no_ticket_and_everybody_else_has(self, reason, weight):
        with pytest.raises(Malformed, match="excludes"):
            Row(b"J", Reason(reason), weight)

    def test_every_reason_has_its_term(self):
        assert [reason.label for reason in Reason][2] == "应当回避"
        assert len({reason.label for reason in Reason}) == 9

    @given(rows=pools, master=masters)
    def test_rows_are_read_as_they_were_written(self, rows, master):
        for sealed in seal(rows, master).rows:
            content = sealed.encode()
            assert read_row(content) == sealed
            with pytest.raises(Malformed):
                read_row(content + b"\0")
            with pytest.raises(Malformed):
                read_row(content[:-1])


def _written(one: str) -> bool:
    try:
        return Reader(text(one)).text() == one
    except Malformed:
        return False


class TestTheCommitment:
    numbers = st.integers(1, 200)

    @given(
        court=st.text(max_size=30).filter(_written),
        round=st.integers(1, 2**16 - 1), seat=st.integers(0, 3), state=st.integers(0, 2**64 - 1),
        keys=st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=5, unique=True),
        picks=numbers, more=numbers, others=numbers, tickets=st.integers(200, 2**64 - 401),
        filing=masters, prev=masters,
    )  # fmt: skip
    def test_it_is_read_as_it_was_written(
        self, court, round, seat, state, keys, picks, more, others, tickets, filing, prev  # noqa: A002
    ):  # fmt: skip
        one = Commitment(
            court=court, lineage=court[::-1] if _written(court[::-1]) else "", round=round,
            seat=seat, picks=picks, state_size=state, filing=filing, rules=prev,
            listed=picks + more + others, eligible=picks + more, total=tickets + more, root=filing,
            nonce=prev, court_key=keys[0], witness_keys=tuple(keys[1:]), prev=prev,
        )  # fmt: skip
        assume(one.eligible <= one.total)
        encoded = one.encode()
        assert Commitment.parse(encoded) == one
        for wrong in (encoded[:-1], encoded + b"\0", b"\2" + encoded[1:]):
            with pytest.raises(Malformed):
                Commitment.parse(wrong)

    @pytest.mark.parametrize(
        "change",
        [
            {"seat": 4},
            {"round": 0},
            {"picks": 0},
            {"picks": 6},
            {"eligible": 8},
            {"total": 4},
            {"witness_keys": (PEER.public, PEER.public)},
            {"witness_keys": (COURT.public, BAR.public)},
        ],
    )
    def test_what_cannot_be_is_refused(self, change):
        with pytest.raises(Malformed):
            replace(committed()[0], **change)

    @pytest.mark.parametrize(
        "change",
        [{"court": "e\u0301"}, {"root": b""}, {"court": "\ud800"}, {"total": 2**64}, {"court": "x" * 2**16}],  # noqa: E501
    )  # fmt: skip
    def test_values_of_another_form_are_not_written(self, change):
        with pytest.raises(Malformed):
            replace(committed()[0], **change).encode()

    def test_a_text_that_is_not_normal_or_not_utf_8_is_not_read(self):
        for wrong in ("e\u0301".encode(), b"\xff"):
            encoded = committed()[0].encode().replace(b"\x00\x07court-a", _b(wrong), 1)
            with pytest.raises(Malformed, match=r"NFC|UTF"):
                Commitment.parse(encoded)


def _b(content: bytes) -> bytes:
    return len(content).to_bytes(2) + content


class TestTheDraw:
    """各级法院……以随机分案为原则……"""

    @given(rows=pools, seed=masters, data=st.data())
    def test_nobody_is_drawn_twice_and_nobody_without_a_ticket(self, rows, seed, data):
        pool = seal(rows, bytes(32))
        picks = data.draw(st.integers(1, min(pool.eligible, 9)))
        drawn = draw(seed, pool.ends, picks)
        assert len({row for row, _ in drawn}) == picks
        assert all(pool.rows[row].row.weight for row, _ in drawn)
        assert drawn[:1] == draw(seed, pool.ends, 1)
        with pytest.raises(Malformed, match="to be drawn"):
            draw(seed, pool.ends, pool.eligible + 1)

    def test_it_is_as_likely_as_the_tickets_say(self):
        """Three rows, six thousand seeds; and the second pick goes by what is left."""
        weights = {0: 300, 1: 600, 2: 100}
        ends = [300, 900, 1000]
        firsts, seconds = Counter(), Counter()
        for number in range(6000):
            (one, _), (two, _) = draw(number.to_bytes(32), ends, 2)
            firsts[one] += 1
            seconds[one, two] += 1
        chi = sum((firsts[row] - 6 * w) ** 2 / (6 * w) for row, w in weights.items())
        assert chi < 13.8  # two degrees of freedom, one in a thousand
        expected = {
            (a, b): 6 * weights[a] * weights[b] / (1000 - weights[a])
            for a in weights for b in weights if a != b
        }  # fmt: skip
        chi = sum((seconds[pair] - often) ** 2 / often for pair, often in expected.items())
        assert chi < 20.5  # five degrees of freedom, one in a thousand

    def test_every_ticket_falls_to_its_row_alone(self):
        ends = [3, 3, 10]
        rows = Counter(draw(number.to_bytes(32), ends, 1)[0][0] for number in range(200))
        assert set(rows) == {0, 2}


class TestTheResult:
    """同一种子复算，结果相同。"""

    @rule("R7.1")
    @given(rows=pools, data=st.data())
    @settings(max_examples=25, deadline=None)
    def test_a_stranger_draws_the_same(self, rows, data):
        most = min(5, sum(1 for row in rows if row.weight))
        picks = data.draw(st.integers(1, most))
        result = a_result(rows=rows, picks=picks)
        content = result.encode()
        assert Result.parse(content) == result
        checked = result.check()
        assert [one.row for one in checked.drawn] == [o.sealed.row for o in result.openings]
        assert len({one.row.id for one in checked.drawn}) == picks

    @pytest.mark.parametrize("picks", [1, 3])
    def test_every_flipped_byte_is_refused(self, picks):
        """Of the commitment, of the three proofs, of rows and of paths."""
        content = a_result(picks=picks).encode()
        assert holds(content)
        passed = [at for at, flipped in enumerate(flips(content)) if holds(flipped)]
        assert passed == []

    def test_what_is_cut_off_or_added_is_refused(self):
        content = a_result().encode()
        assert not any(holds(content[:size]) for size in range(len(content)))
        assert not holds(content + b"\0")

    def test_another_row_of_the_pool_is_refused(self):
        """Also an honest opening: only the one on which the lot fell."""
        pool = committed()[1]
        honest = a_result()
        for row in range(len(pool.rows)):
            opening = Opening(row, pool.rows[row], tuple(pool.tree.path(row)))
            result = replace(honest, openings=(opening,))
            if opening == honest.openings[0]:
                assert result.check()
            else:
                with pytest.raises(LotRefused, match="another row"):
                    result.check()

    def test_the_order_of_the_picks_counts(self):
        result = a_result(picks=3)
        for openings in (result.openings[::-1], result.openings[:2], result.openings[:1] * 3):
            with pytest.raises(LotRefused):
                replace(result, openings=openings).check()

    @pytest.mark.parametrize("change", [{"total": 2436971725}, {"total": 2 * 2436971726}])
    def test_a_stated_total_that_is_not_the_sum_is_refused(self, change):
        """Fewer tickets would leave out the last rows, more would leave room for none."""
        commitment, pool = committed()
        lying = replace(commitment, **change)
        question = alpha(lying.encode())
        proofs = tuple(key.prove(question) for key in KEYS)
        for row, sealed in enumerate(pool.rows):
            opening = Opening(row, sealed, tuple(pool.tree.path(row)))
            with pytest.raises(LotRefused, match="not of the pool"):
                Result(lying, proofs, (opening,)).check()

    def test_a_judge_who_stands_in_the_pool_twice_is_not_drawn_twice(self):
        twice = [SealedRow(ROWS[0], bytes([place]) * 16) for place in range(2)]
        tree = SumTree([sealed.leaf for sealed in twice])
        pool = SealedPool(tuple(twice), tree)
        commitment = replace(
            committed()[0], picks=2, listed=2, eligible=2, total=pool.total, root=pool.root
        )
        proofs = [key.prove(alpha(commitment.encode())) for key in KEYS]
        with pytest.raises(LotRefused, match="twice"):
            settle(commitment, pool, proofs).check()

    def test_a_pool_changed_after_the_sealing_is_refused(self):
        commitment, _ = committed()
        other = a_pool(an_occasion(), ROWS[:-1])
        proofs = [key.prove(alpha(commitment.encode())) for key in KEYS]
        with pytest.raises(LotRefused, match="sealed"):
            settle(commitment, other, proofs)

    def test_the_answer_to_another_question_is_refused(self):
        commitment, pool = committed()
        proofs = [key.prove(alpha(commitment.encode())) for key in KEYS]
        for place, whose in enumerate(["the court", "witness 1", "witness 2"]):
            wrong = list(proofs)
            wrong[place] = KEYS[place].prove(b"another question")
            with pytest.raises(LotRefused, match=whose):
                settle(commitment, pool, wrong)
        with pytest.raises(LotRefused, match="one proof"):
            settle(commitment, pool, proofs[:2])

    def test_a_repetition_names_the_result_before_it(self):
        first, again = committed()[0], committed(number=2)[0]
        check_chain(first)
        check_chain(replace(again, prev=digest("result 1")))
        for wrong in (again, replace(first, prev=digest("result 1"))):
            with pytest.raises(LotRefused, match="round"):
                check_chain(wrong)


def holds(content: bytes) -> bool:
    try:
        Result.parse(content).check()
    except (Malformed, LotRefused):
        return False
    return True


class TestTheOpenedPool:
    """The whole pool, opened later, can only be the one that was sealed."""

    PROOF = COURT.prove(an_occasion().question)

    def test_it_is_the_one_that_was_sealed(self):
        commitment, pool = committed()
        assert check_pool(commitment, self.PROOF, ROWS[::-1]).rows == pool.rows

    @pytest.mark.parametrize(
        "rows",
        [
            ROWS[1:],
            [*ROWS, Row(b"J008", Reason.LEAVE, 0)],
            [replace(ROWS[0], weight=1), *ROWS[1:]],
            [Row(b"J001", Reason.STOP, 0), *ROWS[1:]],
            [*ROWS[:2], replace(ROWS[2], reason=Reason.CONFLICT + 1), *ROWS[3:]],
            [*ROWS, ROWS[0]],
        ],
    )
    def test_other_rows_are_refused(self, rows):
        with pytest.raises(LotRefused):
            check_pool(committed()[0], self.PROOF, rows)

    @pytest.mark.parametrize("change", [{"listed": 8}, {"eligible": 4}, {"total": 2436971727}])
    def test_counts_that_are_not_those_of_the_rows_are_refused(self, change):
        with pytest.raises(LotRefused, match="sealed"):
            check_pool(replace(committed()[0], **change), self.PROOF, ROWS)

    def test_salts_that_the_court_chose_are_refused(self):
        """The root of a pool in another order, sealed with salts that do not follow."""
        occasion, chosen = an_occasion(), seal(ROWS, digest("chosen"))
        commitment = commit(
            occasion, chosen, picks=1, state_size=4711, rules=digest("rules"),
            court_key=COURT.public, witness_keys=(PEER.public,),
        )  # fmt: skip
        with pytest.raises(LotRefused, match="sealed"):
            check_pool(commitment, self.PROOF, ROWS)
        with pytest.raises(LotRefused, match="hold"):
            check_pool(commitment, PEER.prove(occasion.question), ROWS)

    def test_no_two_lots_share_a_master_secret(self):
        base = ("court-a", "1", 1, 0, digest("filing"))
        others = [
            ("court-b", "1", 1, 0, base[4]), ("court-a", "2", 1, 0, base[4]),
            ("court-a", "1", 2, 0, base[4]), ("court-a", "1", 1, 1, base[4]),
            ("court-a", "1", 1, 0, digest("other")), ("court-", "a1", 1, 0, base[4]),
        ]  # fmt: skip
        questions = [Occasion(*one).question for one in (base, *others)]
        assert len(set(questions)) == len(questions)


class TestHeavyRows:
    """A panel is not sealed where a few rows hold nearly all tickets: it might not be drawn."""

    @pytest.mark.parametrize(("heavy", "fits"), [(999, True), (1000, False)])
    def test_one_ticket_in_a_thousand_is_left(self, heavy, fits):
        rows = [Row(b"A", Reason.NONE, heavy), Row(b"B", Reason.NONE, 1)]
        assert committed(rows=rows)
        if fits:
            assert committed(rows=rows, picks=2)
        else:
            with pytest.raises(Malformed, match="nearly all"):
                committed(rows=rows, picks=2)

    def test_who_verifies_does_not_count_for_hours(self):
        ends = [2**40, 2**40 + 1]
        with pytest.raises(Malformed, match="tries"):
            draw(bytes(32), ends, 2)


def test_ends_are_the_sums_of_the_weights():
    pool = a_pool(an_occasion())
    assert pool.ends[-1] == pool.total
    weights = [end - start for start, end in pairwise([0, *pool.ends])]
    assert weights == [sealed.row.weight for sealed in pool.rows]
