"""The frontier (签数取舍): what each setting of the tickets would have done to a year of lots.

The lots are those of the year, each with the judges who could draw it and their shares; the
accounts start at 0, the tickets fall anew. The more a setting balances, the better an insider who
knows the accounts can guess who is next: both are shown.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xiezhi.lot.tickets import SCALE, dues, weight

FULL = 1000
CASE = 100
"""A case weighs a point where nothing else is known."""
UNBALANCED = 0
"""Stands for a lot by share alone."""


@dataclass(frozen=True)
class Balance:
    """均衡与难测: how even a year was, and how hard its draws were to guess."""

    even: int
    uneven: float | None
    """Coefficient of variation, %, of drawn over fair cases of full-time judges; None for one."""
    effective: float
    """e^H: of so many equally likely judges the average lot was as hard to guess."""
    guess: float
    """How likely the best guess of an insider is right, on average."""
    guess_worst: float
    """The same in the one lot of a hundred that is easiest to guess."""


def simulate(lots: Sequence[Mapping[str, int]], even: int, seed: int) -> Balance:
    """Return what a setting does to lots, given as the shares of the judges in each pool."""
    chance = random.Random(seed)  # noqa: S311 - a simulation that must repeat
    accounts: dict[str, int] = {}
    drawn: dict[str, int] = {}
    parts: list[list[float]] = []
    for shares in lots:
        weights = [
            weight(share, accounts.get(one, 0), even) if even else share
            for one, share in shares.items()
        ]
        total = sum(weights)
        parts.append([one / total for one in weights])
        taker = chance.choices(list(shares), weights)[0]
        drawn[taker] = drawn.get(taker, 0) + CASE
        for one, due in dues(taker, shares, CASE).items():
            accounts[one] = accounts.get(one, 0) + due
    full = {one for shares in lots for one, share in shares.items() if share == FULL}
    fair = {one: drawn.get(one, 0) + accounts[one] / SCALE for one in accounts}
    loads = [drawn.get(one, 0) / fair[one] for one in sorted(full) if fair[one] > 0]
    return balance(even, loads, parts)


def frontier(
    lots: Sequence[Mapping[str, int]], settings: Iterable[int], *, seed: int, runs: int
) -> list[Balance]:
    """Return the average of some runs of each setting, the lot by share alone first."""
    return [
        _mean([simulate(lots, even, seed + run) for run in range(runs)])
        for even in (UNBALANCED, *settings)
    ]


def balance(even: int, loads: Sequence[float], parts: Iterable[Sequence[float]]) -> Balance:
    """Return how even loads over fair loads are, and how hard lots with such chances to guess."""
    effective, guesses = [], []
    for chances in parts:
        effective.append(math.exp(-sum(one * math.log(one) for one in chances if one > 0)))
        guesses.append(max(chances))
    guesses.sort()
    count = len(guesses)
    return Balance(
        even,
        spread(loads),
        sum(effective) / count if count else 0.0,
        sum(guesses) / count if count else 0.0,
        guesses[min(count - 1, int(count * 0.99))] if count else 0.0,
    )


def spread(loads: Sequence[float]) -> float | None:
    """Return the coefficient of variation in %; None for fewer than two."""
    mean = sum(loads) / len(loads) if loads else 0.0
    if len(loads) < 2 or not mean:
        return None
    return 100 * math.sqrt(sum((one - mean) ** 2 for one in loads) / len(loads)) / mean


def _mean(runs: Sequence[Balance]) -> Balance:
    known = [one.uneven for one in runs if one.uneven is not None]
    count = len(runs)
    return Balance(
        runs[0].even,
        sum(known) / len(known) if known else None,
        sum(one.effective for one in runs) / count,
        sum(one.guess for one in runs) / count,
        sum(one.guess_worst for one in runs) / count,
    )
