"""The strict profile of the verifiable random function: one proof an answer, in two languages."""

from __future__ import annotations

import runpy
from hashlib import sha512
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_add as add

from tests.lot.lots import COURT, PEER, VERIFY, flips, in_node
from tests.marks import article
from xiezhi.lot import vrf

pytestmark = article("法发〔2020〕26号", 7, 1)
QUESTION = b"lot"
CURVE: dict[str, Any] = runpy.run_path(str(VERIFY / "verify_receipt.py"))
"""Plain arithmetic of the curve, that refuses nothing."""
TORSION = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
"""All points of small order: of order 1, 2, 4, 4, 8, 8, 8, 8."""
OF_SMALL_ORDER = [bytes.fromhex(point) for point in TORSION]


def refused(public: bytes, proof: bytes, question: bytes = QUESTION) -> bool:
    try:
        vrf.verify(public, question, proof)
    except vrf.ProofRefused:
        return True
    return False


def scalar_of(secret: bytes) -> int:
    hashed = bytearray(sha512(secret).digest()[:32])
    hashed[0] &= 248
    hashed[31] = hashed[31] & 127 | 64
    return int.from_bytes(hashed, "little")


def encoded(point: tuple[int, int, int, int]) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, CURVE["P"])
    y, x = y * inverse % CURVE["P"], x * inverse % CURVE["P"]
    return (y | (x & 1) << 255).to_bytes(32, "little")


def moved(small: bytes) -> bytes:
    """A proof whose point is moved by one of small order, with a challenge that 8 divides.

    Its equations hold: eight times the moved point is eight times the honest one.
    """
    secret = bytes(range(32))
    x = scalar_of(secret)
    public = vrf.SecretKey(secret).public
    point = vrf._to_curve(public, QUESTION)
    gamma = add(vrf.SecretKey(secret).prove(QUESTION)[:32], small)
    for nonce in range(1, 1000):
        k = nonce.to_bytes(32, "little")
        commitments = vrf.times_base(k), vrf.times(k, point)
        challenge = vrf._challenge(public, point, gamma, *commitments)
        c = int.from_bytes(challenge, "little")
        if c % 8 == 0:
            return gamma + challenge + ((nonce + c * x) % vrf.ORDER).to_bytes(32, "little")
    raise AssertionError("no challenge is a multiple of 8")


def holds_by_the_standard_alone(proof: bytes) -> bool:
    """Whether the equations of RFC 9381 hold, without its optional checks of points."""
    public = vrf.SecretKey(bytes(range(32))).public
    point = vrf._to_curve(public, QUESTION)
    decode, times, plus = CURVE["decode"], CURVE["times"], CURVE["plus"]
    c = int.from_bytes(proof[32:48], "little")
    s = int.from_bytes(proof[48:], "little")

    def minus(one, other):
        x, y, z, t = other
        return plus(one, (-x % CURVE["P"], y, z, -t % CURVE["P"]))

    u = minus(times(s, CURVE["BASE"]), times(c, decode(public)))
    v = minus(times(s, decode(point)), times(c, decode(proof[:32])))
    made = vrf._challenge(public, point, proof[:32], encoded(u), encoded(v))
    return bool(made == proof[32:48])


class TestOnlyOneProofOfEachAnswer:
    @given(question=st.binary(max_size=200), secret=st.binary(min_size=32, max_size=32))
    @settings(max_examples=50, deadline=None)
    def test_what_is_proved_is_verified(self, question, secret):
        key = vrf.SecretKey(secret)
        proof = key.prove(question)
        assert proof == key.prove(question)
        assert vrf.verify(key.public, question, proof) == vrf.output(proof)
        assert refused(key.public, proof, question + b"\0")
        assert refused(COURT.public, proof, question)

    def test_every_flipped_bit_is_refused(self):
        proof = COURT.prove(QUESTION)
        for bit in range(8 * len(proof)):
            changed = bytearray(proof)
            changed[bit // 8] ^= 1 << bit % 8
            assert refused(COURT.public, bytes(changed)), bit

    def test_a_scalar_not_below_the_order_is_refused(self):
        proof = COURT.prove(QUESTION)
        again = int.from_bytes(proof[48:], "little") + vrf.ORDER
        assert again < 2**256
        assert refused(COURT.public, proof[:48] + again.to_bytes(32, "little"))

    @pytest.mark.parametrize("small", OF_SMALL_ORDER[1:], ids=bytes.hex)
    def test_a_point_moved_by_one_of_small_order_is_refused(self, small):
        """The standard's equations hold for it, so nothing but the profile refuses it."""
        proof = moved(small)
        assert holds_by_the_standard_alone(proof)
        assert refused(vrf.SecretKey(bytes(range(32))).public, proof)

    def test_unmoved_the_same_proof_passes(self):
        proof = moved(OF_SMALL_ORDER[0])
        assert holds_by_the_standard_alone(proof)
        assert not refused(vrf.SecretKey(bytes(range(32))).public, proof)

    @pytest.mark.parametrize("small", OF_SMALL_ORDER, ids=bytes.hex)
    def test_keys_outside_the_subgroup_are_refused(self, small):
        proof = COURT.prove(QUESTION)
        assert refused(small, proof)
        assert refused(COURT.public, small + proof[32:])
        if small != OF_SMALL_ORDER[0]:
            with pytest.raises(vrf.ProofRefused, match="subgroup"):
                vrf.check_key(add(COURT.public, small))

    @pytest.mark.parametrize("size", [0, 79, 81])
    def test_another_length_is_refused(self, size):
        assert refused(COURT.public, bytes(size))

    def test_zeros_are_refused(self):
        proof = COURT.prove(QUESTION)
        assert refused(COURT.public, proof[:48] + bytes(32))
        assert refused(COURT.public, proof[:32] + bytes(16) + proof[48:])


class TestTheOtherLanguage:
    PROGRAM = """
      const [key, question, proof] = line.split(" ").map((part) => Buffer.from(part, "hex"));
      return hex(vrf.verifyVrf(key, question, proof));"""

    def ask(self, asked):
        return in_node(
            self.PROGRAM, [" ".join(part.hex() for part in (k, q, p)) for k, q, p in asked]
        )

    def test_it_reads_the_same_answers(self):
        questions = [bytes([number]) * number for number in range(1, 30)]
        asked = [(PEER.public, question, PEER.prove(question)) for question in questions]
        assert self.ask(asked) == [vrf.verify(*one).hex() for one in asked]

    def test_it_refuses_the_same(self):
        proof = COURT.prove(QUESTION)
        above = int.from_bytes(proof[48:], "little") + vrf.ORDER
        public = vrf.SecretKey(bytes(range(32))).public
        asked = [(COURT.public, QUESTION, one) for one in flips(proof)]
        asked.append((COURT.public, QUESTION, proof[:48] + above.to_bytes(32, "little")))
        asked += [(public, QUESTION, moved(small)) for small in OF_SMALL_ORDER[1:]]
        asked += [(small, QUESTION, proof) for small in OF_SMALL_ORDER]
        asked += [(COURT.public, QUESTION, small + proof[32:]) for small in OF_SMALL_ORDER]
        asked += [(add(COURT.public, small), QUESTION, proof) for small in OF_SMALL_ORDER[1:]]
        answers = self.ask(asked)
        assert len(answers) == len(asked)
        assert [answer for answer in answers if not answer.startswith("!")] == []
        assert self.ask([(public, QUESTION, moved(OF_SMALL_ORDER[0]))])[0][0] != "!"
