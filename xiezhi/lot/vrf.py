"""A verifiable random function: ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381, in a strict profile.

Whoever holds the key has one answer to a question, and a proof of it that anybody checks. The
profile refuses what the RFC leaves open: scalars not below the order, keys and points outside the
subgroup of prime order, and the proofs whose challenge or scalar is zero.
"""

from functools import lru_cache
from hashlib import sha512

from nacl.bindings import crypto_core_ed25519_add as add
from nacl.bindings import crypto_core_ed25519_is_valid_point as is_in_subgroup
from nacl.bindings import crypto_core_ed25519_scalar_add as plus
from nacl.bindings import crypto_core_ed25519_scalar_mul as product
from nacl.bindings import crypto_core_ed25519_scalar_reduce as reduced
from nacl.bindings import crypto_core_ed25519_sub as sub
from nacl.bindings import crypto_scalarmult_ed25519_base_noclamp as times_base
from nacl.bindings import crypto_scalarmult_ed25519_noclamp as times
from nacl.exceptions import RuntimeError as NotAPoint

KEY_BYTES, PROOF_BYTES, OUTPUT_BYTES = 32, 80, 64
ORDER = 2**252 + 27742317777372353535851937790883648493
_FIELD = 2**255 - 19
_SUITE = b"\x03"
_IDENTITY = b"\x01" + bytes(31)
_CHALLENGE_BYTES = 16


class ProofRefused(ValueError):
    """A proof is not one of this key for this question."""


class SecretKey:
    """抽签私钥: 32 secret bytes, and what is derived of them as in RFC 8032."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        hashed = bytearray(sha512(secret).digest())
        self._nonce = bytes(hashed[32:])
        hashed[0] &= 248
        hashed[31] = hashed[31] & 127 | 64
        # The library's arithmetic of scalars takes the same time for every secret.
        self._scalar = reduced(bytes(hashed[:32]) + bytes(32))
        self.public = times_base(self._scalar)

    def prove(self, question: bytes) -> bytes:
        """Return the proof; its hash (`output`) is the one answer of this key."""
        point = _to_curve(self.public, question)
        gamma = times(self._scalar, point)
        nonce = reduced(sha512(self._nonce + point).digest())
        challenge = _challenge(self.public, point, gamma, times_base(nonce), times(nonce, point))
        return gamma + challenge + plus(nonce, product(_wide(challenge), self._scalar))


def output(proof: bytes) -> bytes:
    """Return the hash of a proof that was verified or made here (`proof_to_hash`, beta)."""
    cleared = _times_cofactor(proof[:32])
    return sha512(_SUITE + b"\x03" + cleared + b"\x00").digest()


def verify(public: bytes, question: bytes, proof: bytes) -> bytes:
    """Return the 64 bytes that the key answers to the question; raises `ProofRefused`."""
    if len(proof) != PROOF_BYTES:
        raise ProofRefused(f"a proof has {PROOF_BYTES} bytes")
    check_key(public)
    gamma, challenge, scalar = proof[:32], proof[32:48], proof[48:]
    if not is_in_subgroup(gamma):
        raise ProofRefused("the proof's point lies outside the subgroup of prime order")
    if not 0 < int.from_bytes(scalar, "little") < ORDER or not any(challenge):
        raise ProofRefused("the proof's numbers are not in their one form")
    wide = _wide(challenge)
    point = _to_curve(public, question)
    u = sub(times_base(scalar), times(wide, public))
    v = sub(times(scalar, point), times(wide, gamma))
    if _challenge(public, point, gamma, u, v) != challenge:
        raise ProofRefused("the proof does not fit the key and the question")
    return output(proof)


@lru_cache(maxsize=1024)
def check_key(public: bytes) -> None:
    """Refuse a public key outside the subgroup of prime order; raises `ProofRefused`."""
    if len(public) != KEY_BYTES or not is_in_subgroup(public):
        raise ProofRefused("not a public key of the subgroup of prime order")


def _wide(challenge: bytes) -> bytes:
    return challenge + bytes(KEY_BYTES - _CHALLENGE_BYTES)


def _times_cofactor(point: bytes) -> bytes:
    # The library multiplies points of prime order only: eight times is three doublings.
    for _ in range(3):
        point = add(point, point)
    return point


def _to_curve(public: bytes, question: bytes) -> bytes:
    """Return the point of a question (section 5.4.1.1): the first counter that gives one."""
    start = _SUITE + b"\x01" + public + question
    for counter in range(256):
        candidate = sha512(start + bytes([counter, 0])).digest()[:32]
        if int.from_bytes(candidate, "little") & ((1 << 255) - 1) >= _FIELD:
            continue
        try:
            point = _times_cofactor(candidate)
        except NotAPoint:
            continue
        if point != _IDENTITY:
            return point
    raise ProofRefused("no counter gives a point")  # once in 2^256 questions


def _challenge(*points: bytes) -> bytes:
    content = b"".join((_SUITE, b"\x02", *points, b"\x00"))
    return sha512(content).digest()[:_CHALLENGE_BYTES]
