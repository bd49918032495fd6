"""学习: logistic regression with a prior for each weight; small, exact, without libraries."""

import math
from collections.abc import Sequence

ROUNDS_MAX = 60
STILL = 1e-7


def sigmoid(score: float) -> float:
    """Return the probability that belongs to a score of log-odds."""
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    power = math.exp(score)
    return power / (1.0 + power)


def fit(
    rows: Sequence[Sequence[int]],
    labels: Sequence[bool],
    prior: Sequence[float],
    spread: Sequence[float],
    importance: Sequence[float] | None = None,
) -> list[float]:
    """Return the most probable weights, by Newton's method.

    A row lists the features that it has; the last of `prior` and `spread` belongs to the constant.
    `spread` is the standard deviation of a weight around its prior: where no row has a feature its
    weight stays what it was.
    """
    size = len(prior)
    held = [(*row, size - 1) for row in rows]
    given = importance or [1.0] * len(rows)
    weights = list(prior)
    for _ in range(ROUNDS_MAX):
        slope = [
            (w - mean) / (deviation * deviation)
            for w, mean, deviation in zip(weights, prior, spread, strict=True)
        ]
        curve = [[0.0] * size for _ in range(size)]
        for place, deviation in enumerate(spread):
            curve[place][place] = 1.0 / (deviation * deviation)
        for features, label, much in zip(held, labels, given, strict=True):
            chance = sigmoid(sum(weights[feature] for feature in features))
            error, bend = much * (chance - label), much * chance * (1.0 - chance)
            for one in features:
                slope[one] += error
                line = curve[one]
                for other in features:
                    line[other] += bend
        step = solve(curve, slope)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < STILL:
            break
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return the solution of a positive definite system, by Cholesky's decomposition."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            total = matrix[i][j] - math.fsum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = math.sqrt(total) if i == j else total / lower[j][j]
    half = [0.0] * size
    for i in range(size):
        half[i] = (right[i] - math.fsum(lower[i][k] * half[k] for k in range(i))) / lower[i][i]
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = math.fsum(lower[k][i] * found[k] for k in range(i + 1, size))
        found[i] = (half[i] - rest) / lower[i][i]
    return found
