"""Tickets (签数): six a full share, one more a point behind the fair share, one less a point ahead.

Weights of cases are hundredths of a point, shares thousandths, accounts millionths of a hundredth.
An account starts at 0 and is the sum of logged lots; nobody fills it in.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from xiezhi.lot.encoding import Malformed

T = 600
"""Tickets of a judge who is even, per thousandth of a share; a hundred of them make one ticket
of the published sentence."""
SCALE = 1_000_000
Judge = TypeVar("Judge", bound=Hashable)


def weight(share: int, account: int, even: int = T) -> int:
    """Return the tickets of a judge, from an eighth to four times those of one who is even.

    `share` in thousandths, above 0; `account` positive where the judge is behind the fair share;
    `even` the tickets that the court has chosen for a full share.
    """
    if share <= 0:
        raise Malformed("who has no share is not eligible")
    middle = share * even
    return max(1, middle // 8, min(4 * middle, middle + account // 1000))


def dues(drawn: Judge, shares: Mapping[Judge, int], case: int) -> dict[Judge, int]:
    """Return what one case moves: every eligible judge earns by share, who drew it pays.

    `case` is its weight in hundredths of a point. Outside the pool nothing accrues, so leave and
    joining need no rule of their own. Raises `Malformed` where the drawn is not eligible.
    """
    if drawn not in shares:
        raise Malformed("who was drawn was not eligible")
    whole = sum(shares.values())
    moved = {one: case * share * SCALE // whole for one, share in shares.items()}
    moved[drawn] -= case * SCALE
    return moved
