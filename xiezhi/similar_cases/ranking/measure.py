"""度量: average precision, gain at ten, F1 of labels, and whether a difference may be chance."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from xiezhi.similar_cases.ranking.tokens import Floats

DEPTH = 10
ROUNDS = 20_000
SEED = 20261124


def ordered(ids: Sequence[str], scores: Floats, among: Collection[str] | None = None) -> list[str]:
    """Return ids, best first, equal scores by id; only those `among`, where it is given."""
    places = [n for n, one in enumerate(ids) if among is None or one in among]
    return [ids[n] for n in sorted(places, key=lambda n: (-scores[n], ids[n]))]


def average_precision(order: Sequence[str], relevant: Collection[str]) -> float:
    """Return the mean of the precision at each relevant text; those not ranked count as 0."""
    found, total = 0, 0.0
    for rank, one in enumerate(order, 1):
        if one in relevant:
            found += 1
            total += found / rank
    return total / len(relevant) if relevant else 0.0


def gain(order: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return NDCG@10: gain 2^grade − 1, discount log2(rank + 1); ungraded texts count as 0."""
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEPTH]
    ideal = sum(one / math.log2(rank + 1) for rank, one in enumerate(best, 1))
    gains = [2 ** grades.get(one, 0) - 1 for one in order[:DEPTH]]
    reached = sum(one / math.log2(rank + 1) for rank, one in enumerate(gains, 1))
    return reached / ideal if ideal else 0.0


def micro_f1(found: Sequence[Collection[str]], held: Sequence[Collection[str]]) -> float:
    """Return F1 over all labels of all texts."""
    right = sum(len(set(one) & set(other)) for one, other in zip(found, held, strict=True))
    total = sum(map(len, found)) + sum(map(len, held))
    return 2 * right / total if total else 0.0


def macro_f1(found: Sequence[Collection[str]], held: Sequence[Collection[str]]) -> float:
    """Return the mean of the F1 of each label that any text holds."""
    names = sorted({name for one in held for name in one})
    scores = [
        micro_f1([{name} & set(one) for one in found], [{name} & set(one) for one in held])
        for name in names
    ]
    return sum(scores) / len(scores) if scores else 0.0


def chance(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return how often chance alone would make the mean difference as large (two-sided).

    Paired: the sign of each query's difference is flipped at random, 20,000 times, the same each
    time it is asked.
    """
    apart = np.subtract(ours, theirs)
    rng = np.random.default_rng(SEED)
    signs = rng.integers(0, 2, (ROUNDS, len(apart)), dtype=np.int8) * 2 - 1
    reached = np.abs(signs @ apart) >= abs(apart.sum()) - 1e-12
    return float((reached.sum() + 1) / (ROUNDS + 1))
