"""随机分案: a weighted lot over a sealed pool, exact in integers, that anyone can replay.

Bytes: big-endian; `b(x) = u16 len | x`; `H(tag; x) = SHA-256(u8 len(tag) | tag | x)`. Every judge
of the roster is a row; an excluded one has weight 0 and a reason. The commitment is published
before any seed is known.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from xiezhi.law.terms import Term

TICKETS = 600
"""T: the tickets of a judge who is even with the others, per full share."""
SALT_BYTES = 32
CASE = 1_000_000
"""Accounts count in millionths of a case."""
_TOP = 1 << 64


class Excluded(Term):
    """不入候选的理由: why a judge of the roster has no ticket in this lot."""

    NONE = "none", "入选候选名单"
    SCOPE = "scope", "不审理此类案件"
    CONFLICT = "conflict", "应当回避"
    FORMER = "former", "曾参与本案原审"
    LEAVE = "leave", "休假、借调或者培训"
    STOP = "stop", "停止分案"
    EARLIER = "earlier", "本案前次承办"
    LEADER = "leader", "院庭长以指定分案为主，或者有四类案件等待其优先办理"


@dataclass(frozen=True)
class Row:
    """候选一行: a judge, why excluded, the tickets."""

    person: int
    reason: Excluded
    weight: int

    def __post_init__(self) -> None:
        if (self.weight > 0) != (self.reason is Excluded.NONE):
            raise ValueError("a row has tickets exactly when nothing excludes it")


def tag(name: str, content: bytes) -> bytes:
    """Return the tagged hash H(tag; x)."""
    label = name.encode()
    return sha256(bytes([len(label)]) + label + content).digest()


def _b(content: bytes) -> bytes:
    return struct.pack(">H", len(content)) + content


def commitment(case: int, number: int, rows: Sequence[Row], salt: bytes) -> bytes:
    """Return the hash of a pool: case, round and every row in the order of persons.

    The salt, opened with the pool, keeps insiders from guessing the rows before the draw (R7.12).
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    ordered = sorted(rows, key=lambda row: row.person)
    if len({row.person for row in ordered}) != len(ordered):
        raise ValueError("a judge stands in the pool once")
    body = b"".join(
        struct.pack(">q", row.person)
        + _b(row.reason.value.encode())
        + struct.pack(">I", row.weight)
        for row in ordered
    )
    return tag("xiezhi/pool/1", salt + struct.pack(">qHI", case, number, len(ordered)) + body)


def seed(pool: bytes, head: bytes, fresh: bytes) -> bytes:
    """Return the seed of a draw, of the pool's hash, the head of the case's chain, fresh bytes.

    The pool is sealed before head and fresh bytes are known. The fresh bytes are the platform's
    own: whoever runs it could try several and keep silent about all but one, which the entry of
    the draw does not show. Witnesses who answer by a verifiable random function take that away.
    """
    return tag("xiezhi/seed/1", pool + head + fresh)


def draw(seed_bytes: bytes, total: int) -> int:
    """Return an integer from 0 to below `total`, each exactly as likely.

    Values beyond the last whole multiple of `total` are drawn anew, so no remainder is favoured.
    """
    if not 0 < total < _TOP:
        raise ValueError("a lot needs tickets")
    limit = _TOP - _TOP % total
    attempt = 0
    while True:
        value = int.from_bytes(tag("xiezhi/draw/1", seed_bytes + struct.pack(">I", attempt))[:8])
        if value < limit:
            return value % total
        attempt += 1


def pick(rows: Sequence[Row], ticket: int) -> int:
    """Return who holds a ticket, rows in the order of persons."""
    for row in sorted(rows, key=lambda row: row.person):
        if ticket < row.weight:
            return row.person
        ticket -= row.weight
    raise ValueError("the ticket is beyond the pool")


def total(rows: Sequence[Row]) -> int:
    """Return how many tickets a pool has."""
    return sum(row.weight for row in rows)


def tickets(share: int, account: int, even: int = TICKETS) -> int:
    """Return the tickets of a judge: `even` a full share, more for whoever is behind.

    `share` in thousandths; `account` in millionths of a case, positive if behind the fair share:
    a hundred tickets a case. From an eighth to four times the even number.
    """
    middle = share * even // 1000
    return max(1, middle // 8, min(4 * middle, middle + account * 100 // CASE))


def dues(person: int, shares: Mapping[int, int]) -> dict[int, int]:
    """Return what one case does to the accounts, in millionths of a case.

    Everybody who could have drawn it is owed a part by share, who got it pays for it. Outside the
    pool nothing accrues, so that leave and joining need no rule of their own.
    """
    whole = sum(shares.values())
    moved = {one: share * CASE // whole for one, share in shares.items()} if whole else {}
    moved[person] = moved.get(person, 0) - CASE
    return moved


def replay(receipt: Mapping[str, Any]) -> list[str]:
    """Return what does not hold in a receipt of a draw; an empty list means it is true.

    Raises `ValueError` where the receipt is not of the form of one.
    """
    try:
        rows = [_row(row) for row in receipt["rows"]]
        salt, head, fresh = (_digest(receipt[name]) for name in ("salt", "head", "fresh"))
        sealed = commitment(receipt["case"], receipt["round"], rows, salt)
        stated = receipt["commitment"], receipt["seed"], receipt["person"]
    except (KeyError, TypeError, AttributeError, struct.error) as error:
        raise ValueError(f"not a receipt of a draw: {error}") from error
    wrong = []
    if sealed.hex() != stated[0]:
        wrong.append("候选名单与封存的摘要不符")
    made = seed(sealed, head, fresh)
    if made.hex() != stated[1]:
        wrong.append("种子与封存的候选名单、链头不符")
    if total(rows) == 0 or pick(rows, draw(made, total(rows))) != stated[2]:
        wrong.append("抽取结果不能复算")
    return wrong


def _row(stated: Mapping[str, Any]) -> Row:
    if stated.keys() != {"person", "reason", "weight"}:
        raise ValueError("a row has person, reason and weight")
    if type(stated["person"]) is not int or type(stated["weight"]) is not int:
        raise ValueError("person and weight are whole numbers")
    return Row(stated["person"], Excluded(stated["reason"]), stated["weight"])


def _digest(stated: str) -> bytes:
    content = bytes.fromhex(stated)
    if content.hex() != stated or len(content) != SALT_BYTES:
        raise ValueError(f"{SALT_BYTES} bytes are written as small hexadecimal digits")
    return content
