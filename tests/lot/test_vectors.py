"""The vectors of suite 1, word for word: whoever writes another program starts here."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.lot.lots import COURT, KEYS, ROWS, a_pool, a_result, an_occasion, committed
from tests.marks import article, rule
from xiezhi.lot import tickets, vrf
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.draw import draw, seed, value
from xiezhi.lot.draw import tickets as tries

pytestmark = article("法发〔2020〕26号", 7, 1)


def the_seed(question: bytes) -> bytes:
    return seed(question, [vrf.output(key.prove(question)) for key in KEYS])


class TestRoundOne:
    def test_master_order_and_root(self):
        occasion = an_occasion()
        master = vrf.output(COURT.prove(occasion.question))[:32]
        assert master.hex().startswith("74f4fcbbf2005d0c")
        pool = a_pool(occasion)
        order = [sealed.row.id.decode() for sealed in pool.rows]
        assert order == ["J001", "J002", "J004", "J006", "J007", "J005", "J003"]
        assert pool.root.hex().startswith("8c0e7e7d5fe00e90")
        assert (pool.total, pool.eligible) == (2436971726, 5)

    def test_commitment_alpha_seed_and_draw(self):
        commitment, pool = committed()
        encoded = commitment.encode()
        assert len(encoded) == 330
        assert Commitment.parse(encoded) == commitment
        question = alpha(encoded)
        assert question.hex().startswith("ebb8f02be04249ca")
        made = the_seed(question)
        assert made.hex().startswith("189da30cc0646005")
        ((row, ticket),) = draw(made, pool.ends, 1)
        assert (ticket.attempt, ticket.number) == (0, 858625447)
        assert pool.rows[row].row.id == b"J001"

    @rule("R7.1")
    def test_the_result_shows_the_same_to_a_stranger(self):
        checked = a_result().check()
        assert [one.row for one in checked.drawn] == [ROWS[0]]
        assert checked.drawn[0].ticket.number == 858625447


class TestRoundTwo:
    def test_three_picks_one_of_which_is_tried_again(self):
        commitment, pool = committed(number=2, picks=3)
        question = alpha(commitment.encode())
        assert question.hex().startswith("cd5c3626d007885d")
        drawn = draw(the_seed(question), pool.ends, 3)
        stated = [(ticket.attempt, ticket.number) for _, ticket in drawn]
        assert stated == [(0, 663054570), (0, 1267099234), (1, 2417573120)]
        assert [pool.rows[row].row.id for row, _ in drawn] == [b"J004", b"J001", b"J006"]

    def test_the_result_shows_all_three(self):
        names = [one.row.id for one in a_result(number=2, picks=3).check().drawn]
        assert names == [b"J004", b"J001", b"J006"]


class TestRejection:
    def test_values_beyond_the_last_whole_multiple_are_passed_over(self):
        total = 2**63 + 1
        (ticket,) = islice(tries(bytes(32), 3, total), 1)
        assert (ticket.attempt, ticket.number) == (2, 4228043340385200840)
        assert value(bytes(32), 3, 2) == 4228043340385200840
        assert all(value(bytes(32), 3, attempt) >= total for attempt in (0, 1))


class TestTickets:
    def test_five_judges_five_cases(self):
        shares = dict(zip("01234", (1000, 1000, 1000, 300, 500), strict=True))
        accounts = dict.fromkeys(shares, 0)
        cases = [(120, "0", ""), (450, "3", "2"), (80, "1", ""), (200, "0", ""), (500, "2", "")]
        for case, drawn, away in cases:
            here = {one: share for one, share in shares.items() if one not in away}
            for one, due in tickets.dues(drawn, here, case).items():
                accounts[one] += due
        weights = [tickets.weight(shares[one], accounts[one]) for one in shares]
        assert weights == [677556, 917556, 336842, 22500, 498778]


RFC_9381 = {
    16: (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f26f8a57ccaed74ee"
            "1b190bed1f479d9727d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805"
        ),
        (
            "90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff66b71dda49d2de59"
            "d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae"
        ),
    ),
    17: (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed5933bf0864a62558b3e"
            "d7f2fea45c92a465301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02"
        ),
        (
            "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb5e33821bc613efb9"
            "4db5e5b54c70a848a0bef4553a41befc57663b56373a5031"
        ),
    ),
    18: (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf8096bb474e53895c36"
            "2d8628ee9f9ea3c0e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e"
        ),
        (
            "645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c452118fec1219202a0"
            "edcf038bb6373241578be7217ba85a2687f7a0310b2df19f"
        ),
    ),
}
"""RFC 9381, appendix B.3: secret key, public key, question, proof, output of examples 16 to 18."""


class TestTheVerifiableRandomFunction:
    @pytest.mark.parametrize("example", RFC_9381)
    def test_the_examples_of_the_standard(self, example):
        secret, public, question, proof, output = map(bytes.fromhex, RFC_9381[example])
        key = vrf.SecretKey(secret)
        assert key.public == public
        assert key.prove(question) == proof
        assert vrf.output(proof) == output
        assert vrf.verify(public, question, proof) == output
