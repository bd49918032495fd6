"""Drawing: from the answers of all keys to a seed, from the seed to tickets, each as likely."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from xiezhi.lot.encoding import HASH_BYTES, Malformed, prefix, tagged

ATTEMPTS_MAX = 1 << 16
"""Tries of a pick, so that nobody can make those who verify count for hours. Where the rows
drawn before hold 999 of 1,000 tickets, more are needed once in 10^28 picks."""
LEFT_MIN = 1000
_TOP = 1 << 64
_DRAW = prefix("lot/draw/1")


@dataclass(frozen=True, slots=True)
class Ticket:
    """抽签: try `attempt` of pick `pick` gave ticket `number` below the total."""

    pick: int
    attempt: int
    number: int


def seed(question: bytes, outputs: Sequence[bytes]) -> bytes:
    """Return the seed of a lot: of its question, the court's answer, the witnesses' in order."""
    return tagged("lot/seed/1", question + b"".join(outputs))


def value(seed_bytes: bytes, pick: int, attempt: int) -> int:
    """Return the 64 bits of one try."""
    content = seed_bytes + pick.to_bytes(2) + attempt.to_bytes(4)
    return int.from_bytes(sha256(_DRAW + content).digest()[:8])


def tickets(seed_bytes: bytes, pick: int, total: int) -> Iterator[Ticket]:
    """Yield the tickets of a pick in the order of its tries, each of `total` equally likely.

    Values beyond the last whole multiple of the total are passed over: no remainder is favoured.
    Raises `Malformed` where there is no total, and after `ATTEMPTS_MAX` tries.
    """
    if len(seed_bytes) != HASH_BYTES or not 0 < total < _TOP:
        raise Malformed("a lot needs a seed and tickets")
    limit = _TOP - _TOP % total
    for attempt in range(ATTEMPTS_MAX):
        if (found := value(seed_bytes, pick, attempt)) < limit:
            yield Ticket(pick, attempt, found % total)
    raise Malformed(f"pick {pick} takes more than {ATTEMPTS_MAX} tries")


def draw(seed_bytes: bytes, ends: Sequence[int], picks: int) -> list[tuple[int, Ticket]]:
    """Return the rows drawn one after the other, each with its ticket; none is drawn twice.

    `ends` are the first tickets after each row's own, so the last of them is the total.
    """
    eligible = sum(1 for before, end in zip([0, *ends], ends, strict=False) if end > before)
    if picks > eligible:
        raise Malformed(f"{picks} are to be drawn of {eligible}")
    drawn: dict[int, Ticket] = {}
    for pick in range(picks):
        row, ticket = draw_one(seed_bytes, pick, ends, drawn)
        drawn[row] = ticket
    return list(drawn.items())


def draw_one(
    seed_bytes: bytes, pick: int, ends: Sequence[int], before: Container[int] = ()
) -> tuple[int, Ticket]:
    """Return the row of one pick with its ticket: the first try on none that was drawn before."""
    for ticket in tickets(seed_bytes, pick, ends[-1]):
        row = bisect_right(ends, ticket.number)
        if row not in before:
            return row, ticket
    raise AssertionError("tickets end by an error")


def drawable(weights: Sequence[int], picks: int) -> bool:
    """Return whether one ticket in a thousand is left at least, whoever was drawn before."""
    heaviest = sorted(weights, reverse=True)[: picks - 1]
    return sum(weights) <= (sum(weights) - sum(heaviest)) * LEFT_MIN
