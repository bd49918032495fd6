"""民间借贷类案: how near two lending cases are, by elements, points in dispute and words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from xiezhi.similar_cases.ranking.elements import elements, sentences
from xiezhi.similar_cases.ranking.linear import Linear
from xiezhi.similar_cases.ranking.space import Matrix, Space, latent, unit
from xiezhi.similar_cases.ranking.tokens import (
    Bag,
    Floats,
    grams,
    joined,
    named,
    without_numbers,
    words,
)

LATENT = 60
STEEPNESS = 3.0
"""Of the margin of a sentence; its document has the highest."""
COST = 0.001
_FOUND = re.compile(r"审理查明|本院(?:经审查|根据)?[^。]{0,20}认定(?:事实)?如下|查明")

Triples = npt.NDArray[np.int64]
"""Rows of three places: a case, and the two that are compared with it."""


@dataclass(frozen=True)
class LoanModel:
    """借贷模型: the sentence labels, the scales of the elements, and what each likeness weighs."""

    points: tuple[Linear, ...]
    means: Floats
    spreads: Floats
    weights: Floats

    def dump(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays that a file holds."""
        held: dict[str, npt.NDArray[np.generic]] = {
            "loans.means": self.means.astype(np.float32),
            "loans.spreads": self.spreads.astype(np.float32),
            "loans.weights": self.weights.astype(np.float32),
        }
        for number, model in enumerate(self.points):
            held |= model.dump(f"points{number}")
        return held

    @classmethod
    def load(cls, held: Mapping[str, npt.NDArray[np.generic]]) -> "LoanModel":
        """Return the model that `dump` wrote."""
        count = sum(name.startswith("points") and name.endswith(".labels") for name in held)
        points = tuple(Linear.load(f"points{number}", held) for number in range(count))
        means, spreads, weights = (
            held[f"loans.{name}"].astype(np.float64) for name in ("means", "spreads", "weights")
        )
        return cls(points, means, spreads, weights)


def sentence_bag(sentence: str) -> Bag:
    """Return the features of one sentence: characters, pairs, words; figures are one feature."""
    plain = without_numbers(sentence, "0")
    return joined(grams(plain, 1, 2), named(words(plain)))


def described(text: str, points: Sequence[Linear]) -> Floats:
    """Return elements and points in dispute of a text as one row."""
    bags = [sentence_bag(sentence) for sentence in sentences(text)]
    best = [model.margins(bags).max(axis=0) for model in points]
    return np.concatenate([elements(text), *(1 / (1 + np.exp(-STEEPNESS * one)) for one in best)])


@dataclass(frozen=True)
class Loans:
    """借贷文本: texts of lending cases with all that their likeness is computed from."""

    rows: Matrix
    """Elements and points, as they were read."""
    groups: tuple[slice, ...]
    """Which columns belong to the elements and to each set of points."""
    spaces: tuple[sp.csr_matrix, ...]
    """Unit rows whose products are likenesses of words."""
    hidden: Matrix
    """Unit rows over latent words."""

    @classmethod
    def of(cls, texts: Sequence[str], points: Sequence[Linear]) -> "Loans":
        """Read texts; likeness of words holds among them alone."""
        rows = np.array([described(text, points) for text in texts])
        ends = np.cumsum([len(model.labels) for model in reversed(points)])[::-1]
        starts = [rows.shape[1] - int(end) for end in ends]
        edges = [0, *starts, rows.shape[1]]
        groups = tuple(slice(*edge) for edge in pairwise(edges))
        spaces = _spaces(texts)
        hidden = unit(np.asarray(spaces[0] @ latent(spaces[0], LATENT)))
        return cls(rows, groups, spaces, hidden)

    def scaled(self, model: LoanModel) -> "Compared":
        """Return the texts as a model compares them."""
        rows = (self.rows - model.means) / model.spreads
        return Compared(self, rows, tuple(unit(rows[:, group]) for group in self.groups))


@dataclass(frozen=True)
class Compared:
    """比较: loans on the scales of a model."""

    loans: Loans
    rows: Matrix
    angles: tuple[Matrix, ...]

    def features(self, one: int, others: npt.NDArray[np.int64]) -> Matrix:
        """Return a row for each of the others: how like it is to `one`, feature by feature."""
        apart = -np.abs(self.rows[others] - self.rows[one])
        spaces = self.loans.spaces
        words_alike = [(rows[others] @ rows[one].T).toarray().ravel() for rows in spaces]
        alike = [rows[others] @ rows[one] for rows in (self.loans.hidden, *self.angles)]
        return np.column_stack([apart, *words_alike, *alike])

    def scores(self, one: int, others: npt.NDArray[np.int64], weights: Floats) -> Floats:
        """Return how near each of the others is to `one`; compares within one case only."""
        nearness: Floats = self.features(one, others) @ weights
        return nearness


def _spaces(texts: Sequence[str]) -> tuple[sp.csr_matrix, ...]:
    """Words, pairs, pairs of the claims and of the facts found, as unit rows."""
    plain = [without_numbers(text) for text in texts]
    bodies = [text.partition("\n\n")[2] or text for text in plain]
    cuts = [found.start() if (found := _FOUND.search(body)) else None for body in bodies]
    claims = [body[:cut] for body, cut in zip(bodies, cuts, strict=True)]
    facts = [body[cut or 0 :] for body, cut in zip(bodies, cuts, strict=True)]
    views = [
        [named(words(text)) for text in plain],
        *([grams(text, 2) for text in view] for view in (plain, claims, facts)),
    ]
    made = [(space := Space.of(bags)).tf_idf(space.rows(bags)) for bags in views]
    return tuple(made)


def learn(loans: Loans, triples: Triples, nearer: npt.NDArray[np.bool_],
          points: tuple[Linear, ...], cost: float = COST) -> LoanModel:  # fmt: skip
    """Return the weights that tell which of two is nearer; `nearer` where it is the first.

    Position cannot matter: each difference is taught both ways, without a constant.
    """
    known = np.unique(triples)
    means, spreads = loans.rows[known].mean(axis=0), loans.rows[known].std(axis=0) + 1e-9
    compared = loans.scaled(LoanModel(points, means, spreads, np.zeros(0)))
    pairs = np.array([
        np.subtract(*compared.features(one, np.array([first, second])))
        for one, first, second in triples
    ])  # fmt: skip
    size = np.sqrt((pairs**2).mean(axis=0)) + 1e-9
    taught = np.concatenate([pairs, -pairs]) / size
    machine = LogisticRegression(C=cost, fit_intercept=False, max_iter=2000)
    machine.fit(taught, np.concatenate([nearer, ~nearer]))
    return LoanModel(points, means, spreads, machine.coef_[0] / size)
