"""线性模型: one linear machine per label over hashed features; small, and no text is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from xiezhi.similar_cases.ranking.space import SEED, Matrix, Space, unit_rows
from xiezhi.similar_cases.ranking.tokens import Bag, Floats, Keys, summed

Labels = npt.NDArray[np.bool_]
LEVELS = 127
"""Weights are kept as whole numbers from −127 to 127, with one scale for each label."""
NEVER = -1.0
"""The margin of a label that no text was taught."""


@dataclass(frozen=True)
class Settings:
    """设置: how a model learns. `features` of the texts are kept, then `weights` of each label."""

    cost: float = 2.0
    least: int = 2
    """In how many texts a feature must stand."""
    features: int = 6000
    weights: int = 1500
    balanced: bool = False


@dataclass(frozen=True)
class Linear:
    """线性模型: `weights` holds a row for each label, a column for each feature of `keys`."""

    labels: tuple[str, ...]
    keys: Keys
    idf: Floats
    weights: sp.csr_matrix
    constants: Floats
    extra: Matrix
    """A row for each label, a column for each number that is given beside the text."""

    def rows(self, bags: Sequence[Bag]) -> sp.csr_matrix:
        """Return the unit TF-IDF rows of texts."""
        return _rows(self.keys, self.idf, [hashed(bag) for bag in bags])

    def margins(self, bags: Sequence[Bag], beside: Matrix | None = None) -> Matrix:
        """Return a row for each text, a column for each label: over 0 speaks for the label."""
        worded = np.asarray((self.rows(bags) @ self.weights.T).toarray()) + self.constants
        return worded if beside is None else worded + beside @ self.extra.T

    def dump(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays that a file holds, their names beginning with `name`."""
        held = self.weights.tocoo()
        top = np.maximum(abs(self.weights).max(axis=1).toarray().ravel(), 1e-12)
        levels = np.round(held.data / top[held.row] * LEVELS)
        return {
            f"{name}.labels": np.array(self.labels),
            f"{name}.keys": self.keys.astype(np.uint32),
            f"{name}.idf": self.idf.astype(np.float16),
            f"{name}.scale": top.astype(np.float32),
            f"{name}.constants": self.constants.astype(np.float32),
            f"{name}.columns": held.col.astype(np.uint16),
            f"{name}.counts": np.diff(self.weights.indptr).astype(np.uint16),
            f"{name}.levels": levels.astype(np.int8),
            f"{name}.extra": self.extra.astype(np.float16),
        }

    @classmethod
    def load(cls, name: str, held: Mapping[str, npt.NDArray[np.generic]]) -> "Linear":
        """Return the model that `dump` wrote."""
        part = {key: held[f"{name}.{key}"] for key in (
            "labels", "keys", "idf", "scale", "constants", "columns", "counts", "levels", "extra",
        )}  # fmt: skip
        counts = part["counts"].astype(np.int64)
        scale = np.repeat(part["scale"].astype(np.float64), counts)
        weights = sp.csr_matrix(
            (part["levels"].astype(np.float64) * scale / LEVELS,
             part["columns"].astype(np.int64), np.concatenate([[0], counts.cumsum()])),
            shape=(len(counts), len(part["keys"])),
        )  # fmt: skip
        return cls(
            tuple(str(label) for label in part["labels"]), part["keys"].astype(np.int64),
            part["idf"].astype(np.float64), weights, part["constants"].astype(np.float64),
            part["extra"].astype(np.float64),
        )  # fmt: skip


def hashed(bag: Bag) -> Bag:
    """Return the bag with keys of 32 bits: two features in four billion may fall together."""
    mixed = bag.keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    keys, inverse = np.unique((mixed >> np.uint64(32)).astype(np.int64), return_inverse=True)
    return Bag(keys, summed(inverse, bag.counts, len(keys)))


def train(
    bags: Sequence[Bag],
    taught: Labels,
    names: Sequence[str],
    settings: Settings | None = None,
    beside: Matrix | None = None,
) -> Linear:
    """Return a model of labels (`taught`: a row a text, a column a label); equal for equal input.

    Learns twice: over all features, then over those that weighed most. `beside` has numbers of
    each text that are no words.
    """
    how = settings or Settings()
    small = [hashed(bag) for bag in bags]
    more = sp.csr_matrix(beside if beside is not None else np.zeros((len(small), 0)))
    space = Space.of(small, how.least)
    idf = np.log((1 + space.texts) / (1 + space.having)) + 1
    first, _ = _fit(sp.csr_matrix(sp.hstack([_rows(space.keys, idf, small), more])), taught, how)
    worth = np.sqrt((first[:, : len(space.keys)] ** 2).sum(axis=0))
    kept = np.sort(np.argsort(-worth, kind="stable")[: how.features])
    keys, idf = space.keys[kept], idf[kept].astype(np.float16).astype(np.float64)
    rows = sp.csr_matrix(sp.hstack([_rows(keys, idf, small), more]))
    weights, constants = _fit(rows, taught, how)
    worded = _pruned(weights[:, : len(keys)], how.weights)
    return Linear(tuple(names), keys, idf, worded, constants, weights[:, len(keys) :])


def _rows(keys: Keys, idf: Floats, bags: Sequence[Bag]) -> sp.csr_matrix:
    rows = Space(keys, np.ones(len(keys)), 1).rows(bags)
    rows.data = 1 + np.log(np.maximum(rows.data, 1e-9))
    return unit_rows(sp.csr_matrix(rows @ sp.diags(idf)))


def _fit(rows: sp.csr_matrix, taught: Labels, how: Settings) -> tuple[Matrix, Floats]:
    weights = np.zeros((taught.shape[1], rows.shape[1]))
    constants = np.full(taught.shape[1], NEVER)
    for label in range(taught.shape[1]):
        held = int(taught[:, label].sum())
        if held == 0:
            continue
        if held == len(taught):
            constants[label] = -NEVER
            continue
        machine = LinearSVC(
            C=how.cost, class_weight="balanced" if how.balanced else None, random_state=SEED
        )
        machine.fit(rows, taught[:, label])
        weights[label], constants[label] = machine.coef_[0], machine.intercept_[0]
    return weights, constants


def _pruned(weights: Matrix, kept: int) -> sp.csr_matrix:
    """Return the heaviest weights of each label, in steps."""
    small = weights.copy()
    if kept < weights.shape[1]:
        least = -np.partition(-np.abs(weights), kept - 1, axis=1)[:, kept - 1 : kept]
        small[np.abs(small) < least] = 0.0
    top = np.maximum(np.abs(small).max(axis=1, keepdims=True), 1e-12).astype(np.float32)
    return sp.csr_matrix(np.round(small / top * LEVELS) * top / LEVELS)
