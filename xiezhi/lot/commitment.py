"""The commitment C (封存的摘要): what is logged before anybody can know the result."""

from dataclasses import dataclass
from typing import Self

from xiezhi.lot.draw import drawable
from xiezhi.lot.encoding import (
    SUITE,
    ZERO,
    Malformed,
    Reader,
    b,
    digest,
    number,
    tagged,
    text,
)
from xiezhi.lot.pool import Occasion, SealedPool, Seat


@dataclass(frozen=True)
class Commitment:
    """封存的摘要: which lot, over which pool, by which keys; all in one form of bytes."""

    court: str
    lineage: str
    round: int
    seat: int
    picks: int
    state_size: int
    """The pool follows from the entries of the log below this number."""
    filing: bytes
    rules: bytes
    """The hash of the program and the parameters that made the pool."""
    listed: int
    eligible: int
    total: int
    root: bytes
    nonce: bytes
    court_key: bytes
    witness_keys: tuple[bytes, ...]
    prev: bytes = ZERO
    """The leaf hash of the result of the round before; zeros in the first."""

    def __post_init__(self) -> None:
        keys = (self.court_key, *self.witness_keys)
        if len(set(keys)) != len(keys):
            raise Malformed("a key stands in a commitment once")
        if self.seat not in set(Seat):
            raise Malformed(f"there is no seat {self.seat}")
        if not (self.round >= 1 and 1 <= self.picks <= self.eligible <= self.listed):
            raise Malformed("more are to be drawn than could be")
        if self.eligible > self.total:
            raise Malformed("somebody eligible has no ticket")

    @property
    def occasion(self) -> Occasion:
        """Which lot it is."""
        return Occasion(self.court, self.lineage, self.round, self.seat, self.filing)

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The public keys in the order of the proofs: the court's, the witnesses'."""
        return self.court_key, *self.witness_keys

    def encode(self) -> bytes:
        """Return the bytes; raises `Malformed` for values that do not fit."""
        head = bytes([SUITE]) + text(self.court) + text(self.lineage)
        head += number(self.round, 2) + number(self.seat, 1) + number(self.picks, 1)
        head += number(self.state_size, 8) + digest(self.filing) + digest(self.rules)
        pool = number(self.listed, 4) + number(self.eligible, 4) + number(self.total, 8)
        pool += digest(self.root) + digest(self.nonce)
        keys = b(digest(self.court_key)) + number(len(self.witness_keys), 1)
        keys += b"".join(b(digest(key)) for key in self.witness_keys)
        return head + pool + keys + digest(self.prev)

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read one that other bytes may follow; raises `Malformed`."""
        start = reader.at
        if (suite := reader.number(1)) != SUITE:
            raise Malformed(f"suite {suite} is not known to this release")
        found = cls(
            court=reader.text(), lineage=reader.text(), round=reader.number(2),
            seat=reader.number(1), picks=reader.number(1), state_size=reader.number(8),
            filing=reader.take(32), rules=reader.take(32), listed=reader.number(4),
            eligible=reader.number(4), total=reader.number(8), root=reader.take(32),
            nonce=reader.take(32), court_key=reader.b(),
            witness_keys=tuple(reader.b() for _ in range(reader.number(1))), prev=reader.take(32),
        )  # fmt: skip
        if found.encode() != reader.content[start : reader.at]:
            raise Malformed("a commitment is not in its one form")
        return found

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read the bytes of one and nothing else; raises `Malformed`."""
        reader = Reader(content)
        found = cls.read(reader)
        reader.end()
        return found


def commit(
    occasion: Occasion,
    pool: SealedPool,
    *,
    picks: int,
    state_size: int,
    rules: bytes,
    court_key: bytes,
    witness_keys: tuple[bytes, ...],
    nonce: bytes = ZERO,
    prev: bytes = ZERO,
) -> Commitment:
    """Return the commitment to a pool; raises `Malformed` where so many cannot be drawn."""
    if not drawable([sealed.row.weight for sealed in pool.rows], picks):
        raise Malformed("a few rows hold nearly all tickets")
    return Commitment(
        court=occasion.court, lineage=occasion.lineage, round=occasion.round, seat=occasion.seat,
        picks=picks, state_size=state_size, filing=occasion.filing, rules=rules,
        listed=len(pool.rows), eligible=pool.eligible, total=pool.total, root=pool.root,
        nonce=nonce, court_key=court_key, witness_keys=witness_keys, prev=prev,
    )  # fmt: skip


def alpha(commitment: bytes) -> bytes:
    """Return the question to which court and witnesses give their one answer each."""
    return tagged("lot/alpha/1", commitment)
