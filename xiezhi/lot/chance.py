"""How likely it is by chance (概率计算): tails and corrections that the audit of draws needs."""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

_TINY = 1e-300
_STOP_AT = 20
"""Permutations end once so many were as extreme: the chance is then known well enough."""


def poisson_tail(count: int, mean: float) -> float:
    """Return how likely `count` or more are where `mean` are expected."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count <= mean:
        return 1.0 - sum(_poisson(one, mean) for one in range(count))
    whole, one = 0.0, count
    while (term := _poisson(one, mean)) > whole * 1e-12 + _TINY:
        whole += term
        one += 1
    return min(1.0, whole)


def _poisson(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def hypergeometric_tails(hits: int, drawn: int, marked: int, whole: int) -> tuple[float, float]:
    """Return how likely so few, and so many, hits are among `drawn` of a whole with `marked`."""
    low, high = max(0, drawn + marked - whole), min(drawn, marked)
    base = _choose(whole, drawn)
    chances = [
        math.exp(_choose(marked, one) + _choose(whole - marked, drawn - one) - base)
        for one in range(low, high + 1)
    ]
    at = hits - low
    return min(1.0, sum(chances[: at + 1])), min(1.0, sum(chances[at:]))


def _choose(whole: int, part: int) -> float:
    return math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)


def normal_tail(z: float) -> float:
    """Return how likely a normal value is at least z."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_point(tail: float) -> float:
    """Return the z beyond which so much of the normal distribution lies."""
    low, high = -40.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_tail(middle) > tail else (low, middle)
    return low


def uniform(values: Iterable[float]) -> float:
    """Return how likely values in 0 … 1 lie so unevenly by chance (Kolmogorov and Smirnov)."""
    ordered = sorted(values)
    count = len(ordered)
    gap = max(max((at + 1) / count - one, one - at / count) for at, one in enumerate(ordered))
    scaled = gap * (math.sqrt(count) + 0.12 + 0.11 / math.sqrt(count))
    if scaled < 0.2:
        return 1.0
    signs = (1.0, -1.0) * 50
    terms = (sign * math.exp(-2 * (k * scaled) ** 2) for k, sign in enumerate(signs, 1))
    return max(0.0, min(1.0, 2 * sum(terms)))


def lag_one(values: Sequence[float]) -> float:
    """Return the correlation of each value with the next."""
    mean = sum(values) / len(values)
    apart = [one - mean for one in values]
    spread = sum(one * one for one in apart)
    return sum(a * b for a, b in pairwise(apart)) / spread if spread else 0.0


def permuted(
    marked: int, whole: int, statistic: Callable[[Sequence[int]], float], seen: float, most: int
) -> float:
    """Return how likely a statistic of `marked` places out of a whole is at least what was seen.

    Of at most so many random choices of places, the same ones every time; where many are as
    extreme it ends early.
    """
    chance = random.Random(1)  # noqa: S311 - permutations that must repeat
    places, extreme = range(whole), 0
    for number in range(1, most + 1):
        extreme += statistic(chance.sample(places, marked)) >= seen
        if extreme >= _STOP_AT:
            return extreme / number
    return (extreme + 1) / (most + 1)


def discoveries(chances: Sequence[float | None], level: float) -> list[bool]:
    """Return which of several tests count as found at a level (Benjamini and Hochberg)."""
    asked = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    last = max(
        (rank for rank, (chance, _) in enumerate(asked, 1) if chance <= level * rank / len(asked)),
        default=0,
    )
    found = {at for _, at in asked[:last]}
    return [at in found for at in range(len(chances))]
