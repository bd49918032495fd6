"""The result of a lot (抽签结果): commitment, proofs of all keys, the drawn rows with their paths.

Its bytes are the entry of the log and what a party keeps. They open the drawn rows only; of the
others they show no more than sums. `check` needs nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.draw import Ticket, draw, seed, tickets
from xiezhi.lot.encoding import SUITE, ZERO, Malformed, Reader, b, number
from xiezhi.lot.pool import Row, SealedPool, SealedRow, read_row, seal
from xiezhi.lot.sumtree import DEPTH_MAX, Node, climb


class LotRefused(ValueError):
    """A result does not show what it claims."""


@dataclass(frozen=True)
class Opening:
    """打开的一行: the row, its place, and the path by which the root binds it."""

    index: int
    sealed: SealedRow
    path: tuple[Node, ...]

    def encode(self) -> bytes:
        """Return the bytes of the opening."""
        steps = b"".join(number(whole, 8) + below for whole, below in self.path)
        place = number(self.index, 4) + b(self.sealed.encode())
        return place + number(len(self.path), 1) + steps

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Read one; raises `Malformed`."""
        index, sealed = reader.number(4), read_row(reader.b())
        if (depth := reader.number(1)) > DEPTH_MAX:
            raise Malformed("no pool has so deep a tree")
        return cls(index, sealed, tuple((reader.number(8), reader.take(32)) for _ in range(depth)))


@dataclass(frozen=True)
class Drawn:
    """抽中: a drawn row, the ticket that fell on it, where its tickets begin."""

    row: Row
    ticket: Ticket
    offset: int


@dataclass(frozen=True)
class Checked:
    """核验结果: what a checked result shows; rows in the order in which they were drawn."""

    commitment: Commitment
    seed: bytes
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Result:
    """抽签结果: what is logged once all keys have answered."""

    commitment: Commitment
    proofs: tuple[bytes, ...]
    openings: tuple[Opening, ...]

    def encode(self) -> bytes:
        """Return the bytes of the entry."""
        rows = b"".join(opening.encode() for opening in self.openings)
        start = bytes([SUITE]) + self.commitment.encode() + b"".join(self.proofs)
        return start + number(len(self.openings), 1) + rows

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read what `encode` wrote, and nothing else; raises `Malformed`."""
        reader = Reader(content)
        if reader.number(1) != SUITE:
            raise Malformed("the result is of another suite")
        commitment = Commitment.read(reader)
        proofs = tuple(reader.take(vrf.PROOF_BYTES) for _ in commitment.keys)
        openings = tuple(Opening.read(reader) for _ in range(reader.number(1)))
        reader.end()
        found = cls(commitment, proofs, openings)
        if found.encode() != content:
            raise Malformed("a result is not in its one form")
        return found

    def check(self) -> Checked:
        """Check every proof and path and draw again; raises `LotRefused`."""
        question = alpha(self.commitment.encode())
        return self.follow(question, answers(self.commitment, self.proofs, question))

    def follow(self, question: bytes, outputs: Sequence[bytes]) -> Checked:
        """Draw again with answers that were verified; raises `LotRefused`."""
        stated = self.commitment
        if len(self.openings) != stated.picks:
            raise LotRefused(f"{stated.picks} are to be drawn, {len(self.openings)} rows are open")
        made = seed(question, outputs)
        offsets = [_offset(opening, stated) for opening in self.openings]
        if len({opening.sealed.row.id for opening in self.openings}) != len(self.openings):
            raise LotRefused("a judge was drawn twice")
        drawn: list[Drawn] = []
        for pick, (opening, offset) in enumerate(zip(self.openings, offsets, strict=True)):
            drawn.append(_next(made, pick, stated.total, opening.sealed.row, offset, drawn))
        return Checked(stated, made, tuple(drawn))


def answers(commitment: Commitment, proofs: Sequence[bytes], question: bytes) -> list[bytes]:
    """Return what the keys of a commitment answer to its question; raises `LotRefused`."""
    if len(proofs) != len(commitment.keys):
        raise LotRefused("each key gives one proof")
    found = []
    for place, (key, proof) in enumerate(zip(commitment.keys, proofs, strict=True)):
        try:
            found.append(vrf.verify(key, question, proof))
        except vrf.ProofRefused as error:
            whose = f"witness {place}" if place else "the court"
            raise LotRefused(f"the proof of {whose} does not hold: {error}") from error
    return found


def _offset(opening: Opening, stated: Commitment) -> int:
    """Return the tickets left of an opened row, whose path must lead to the committed root."""
    sealed = opening.sealed
    try:
        offset, root = climb(opening.index, stated.listed, sealed.leaf, opening.path)
    except Malformed as error:
        raise LotRefused(str(error)) from error
    if root != (stated.total, stated.root):
        raise LotRefused("a drawn row is not of the pool that was sealed")
    return offset


def _next(
    made: bytes, pick: int, total: int, row: Row, offset: int, before: Sequence[Drawn]
) -> Drawn:
    """Return the pick, which falls on this row after tries that fell on rows drawn before."""
    try:
        for ticket in tickets(made, pick, total):
            if offset <= ticket.number < offset + row.weight:
                return Drawn(row, ticket, offset)
            if not any(0 <= ticket.number - one.offset < one.row.weight for one in before):
                break
    except Malformed as error:
        raise LotRefused(str(error)) from error
    raise LotRefused(f"pick {pick} falls on another row")


def settle(
    commitment: Commitment,
    pool: SealedPool,
    proofs: Sequence[bytes],
    outputs: Sequence[bytes] | None = None,
) -> Result:
    """Draw from a pool with the proofs of all keys; raises `LotRefused` where one does not hold.

    `outputs` are what the proofs answer, where the caller has verified or made each of them.
    """
    if (pool.root, pool.total) != (commitment.root, commitment.total):
        raise LotRefused("the pool is not the one that was sealed")
    question = alpha(commitment.encode())
    known = answers(commitment, proofs, question) if outputs is None else outputs
    made = seed(question, known)
    rows = (row for row, _ in draw(made, pool.ends, commitment.picks))
    openings = tuple(Opening(row, pool.rows[row], tuple(pool.tree.path(row))) for row in rows)
    return Result(commitment, tuple(proofs), openings)


def check_pool(commitment: Commitment, proof: bytes, rows: Sequence[Row]) -> SealedPool:
    """Return the whole pool, opened with the court's proof of its master secret.

    Order, salts, counts and root must be those that follow from the rows and the proof, so that
    nothing in them was chosen. Raises `LotRefused`.
    """
    try:
        secret = vrf.verify(commitment.court_key, commitment.occasion.question, proof)
        pool = seal(rows, secret[:32])
    except (vrf.ProofRefused, Malformed) as error:
        raise LotRefused(f"the opened pool does not hold: {error}") from error
    found = (len(pool.rows), pool.eligible, pool.total, pool.root)
    if found != (commitment.listed, commitment.eligible, commitment.total, commitment.root):
        raise LotRefused("the opened pool is not the one that was sealed")
    return pool


def check_chain(commitment: Commitment) -> None:
    """Refuse a repetition that names no result before it, and a first round that does."""
    if (commitment.round > 1) != (commitment.prev != ZERO):
        raise LotRefused("a later round names the result before it, the first none")
