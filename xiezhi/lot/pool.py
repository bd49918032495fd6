"""The sealed pool (候选名单): every judge of the roster is a row, in an order nobody chose.

The order and the salts of the rows follow from the master secret, the court's own answer to a
question that names court, lineage, round and seat, so that they leave nobody a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from itertools import accumulate

from xiezhi.lot.encoding import Malformed, Reader, b, digest, number, prefix, tagged, text
from xiezhi.lot.sumtree import Node, SumTree

SALT_BYTES = 16
WEIGHT_MAX = (1 << 32) - 1


class Reason(IntEnum):
    """不入候选的理由: why a judge of the roster has no ticket in this lot."""

    NONE = 0
    SCOPE = 1
    CONFLICT = 2
    FORMER = 3
    LEAVE = 4
    STOP = 5
    CAP = 6
    TAGGED = 7
    EARLIER = 8

    @property
    def label(self) -> str:
        """The Chinese term."""
        return _LABELS[self]


_LABELS = (
    "入选候选名单", "不审理此类案件", "应当回避", "曾参与本案原审", "休假、借调或者培训",
    "停止分案", "已达办案上限", "先承办所标案件", "本案前次承办",
)  # fmt: skip


class Seat(IntEnum):
    """席位: for which seat a lot is drawn."""

    HANDLING = 0
    MEMBER = 1
    PRESIDING = 2
    JUROR = 3


@dataclass(frozen=True, slots=True)
class Row:
    """候选一行: a judge as the log names him or her, the reason for no ticket, the tickets."""

    id: bytes
    reason: Reason
    weight: int

    def __post_init__(self) -> None:
        if (self.weight > 0) != (self.reason == 0) or not 0 <= self.weight <= WEIGHT_MAX:
            raise Malformed("a row has tickets exactly when nothing excludes it")


@dataclass(frozen=True, slots=True)
class SealedRow:
    """封存的一行: a row with the salt that hides it until it is opened."""

    row: Row
    salt: bytes

    def encode(self) -> bytes:
        """Return the bytes of the row."""
        row = self.row
        return b(row.id) + bytes([row.reason]) + number(row.weight, 4) + self.salt

    @property
    def leaf(self) -> Node:
        """The leaf of the sum tree."""
        return self.row.weight, tagged("lot/row/1", self.encode())


def read_row(content: bytes) -> SealedRow:
    """Read what `encode` wrote, and nothing else; raises `Malformed`."""
    reader = Reader(content)
    name, reason, weight = reader.b(), reader.number(1), reader.number(4)
    salt = reader.take(SALT_BYTES)
    reader.end()
    if reason not in _REASONS:
        raise Malformed(f"there is no reason {reason}")
    return SealedRow(Row(name, Reason(reason), weight), salt)


_REASONS = frozenset(Reason)


@dataclass(frozen=True)
class Occasion:
    """何次抽取: for which case, round and seat of which court; what no two lots share."""

    court: str
    lineage: str
    round: int
    seat: int
    filing: bytes
    """The leaf hash of the filing in the log."""

    @property
    def question(self) -> bytes:
        """What the court's key answers to obtain the master secret."""
        content = text(self.court) + text(self.lineage) + number(self.round, 2)
        return tagged("lot/master/1", content + number(self.seat, 1) + digest(self.filing))


@dataclass(frozen=True)
class SealedPool:
    """封存的候选名单: the rows in their order, with the tree over them."""

    rows: tuple[SealedRow, ...]
    tree: SumTree

    @property
    def root(self) -> bytes:
        """The hash that binds all rows and all sums."""
        return self.tree.root[1]

    @property
    def total(self) -> int:
        """How many tickets there are."""
        return self.tree.root[0]

    @cached_property
    def eligible(self) -> int:
        """How many rows have tickets."""
        return sum(1 for sealed in self.rows if sealed.row.weight)

    @cached_property
    def ends(self) -> list[int]:
        """The first ticket after each row's own."""
        return list(accumulate(sealed.row.weight for sealed in self.rows))


_SALT, _ROW = prefix("lot/salt/1"), prefix("lot/row/1")


def seal(rows: Sequence[Row], master: bytes) -> SealedPool:
    """Return the pool in the order of its salts; raises `Malformed` where an id stands twice."""
    start, hashed = _SALT + digest(master), sha256
    salted = []
    for row in rows:
        name = b(row.id)
        salt = hashed(start + name).digest()[:SALT_BYTES]
        content = name + bytes((row.reason,)) + row.weight.to_bytes(4) + salt
        salted.append((salt, row, (row.weight, hashed(_ROW + content).digest())))
    if len({row.id for row in rows}) != len(rows):
        raise Malformed("a judge stands in the pool once")
    salted.sort(key=lambda one: one[0])
    ordered = tuple(SealedRow(row, salt) for salt, row, _ in salted)
    return SealedPool(ordered, SumTree([leaf for _, _, leaf in salted]))
