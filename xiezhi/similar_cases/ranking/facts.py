"""事实检索法条: facts of a crime rank the articles of the Criminal Law that a judgment cites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from xiezhi.similar_cases.ranking.articles import Article
from xiezhi.similar_cases.ranking.charges import facts_bag, likelihoods
from xiezhi.similar_cases.ranking.circumstances import circumstances
from xiezhi.similar_cases.ranking.linear import Labels, Linear, Settings, train
from xiezhi.similar_cases.ranking.space import Matrix, Space, unit, unit_rows
from xiezhi.similar_cases.ranking.tokens import Bag, Floats

SETTINGS = Settings(cost=1.0, features=6000, weights=800)
CHARGE_WEIGHT, CIRCUMSTANCE_WEIGHT = 0.5, 0.3
"""Of what is known beside the words, in the machines."""
STEEPNESS = 2.0
NEIGHBOURS, NEIGHBOUR_FEATURES = 20, 120
WORDS_WEIGHT = 2.0
"""Of likeness in words beside likeness in charges, among neighbours."""
NEIGHBOURS_WEIGHT, VIA_WEIGHT, TEXT_WEIGHT = 0.3, 0.25, 0.1
SMOOTHING = 2.0


@dataclass(frozen=True)
class Via:
    """罪名与法条: how often a case of a charge cites an article, a row for each charge."""

    keys: tuple[str, ...]
    shares: Matrix


@dataclass(frozen=True)
class FactsModel:
    """事实法条模型: a machine for each article, and the cases it learned from as neighbours."""

    machines: Linear
    rows: sp.csr_matrix
    charges: Matrix
    """How likely each charge is in each neighbour."""
    cited: sp.csr_matrix
    """Which articles each neighbour cites."""

    def dump(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays that a file holds."""
        cited, rows = self.cited.tocoo(), self.rows
        return {
            **self.machines.dump("facts"),
            "facts.neighbour_values": (rows.data * 255).round().astype(np.uint8),
            "facts.neighbour_columns": rows.indices.astype(np.uint16),
            "facts.neighbour_ends": rows.indptr.astype(np.uint32),
            "facts.neighbour_charges": (self.charges * 255).round().astype(np.uint8),
            "facts.cited": np.stack([cited.row, cited.col]).astype(np.uint16),
        }

    @classmethod
    def load(cls, held: Mapping[str, npt.NDArray[np.generic]]) -> "FactsModel":
        """Return the model that `dump` wrote."""
        machines = Linear.load("facts", held)
        ends = held["facts.neighbour_ends"].astype(np.int64)
        values = held["facts.neighbour_values"].astype(np.float64)
        columns = held["facts.neighbour_columns"].astype(np.int64)
        rows = sp.csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(machines.keys)))
        one, other = held["facts.cited"].astype(np.int64)
        cited = sp.csr_matrix(
            (np.ones(len(one)), (one, other)), shape=(rows.shape[0], len(machines.labels))
        )
        charges = held["facts.neighbour_charges"].astype(np.float64) / 255
        return cls(machines, unit_rows(rows), charges, cited)


class FactsArticles:
    """事实排序: ranks the articles of a corpus for the facts of a criminal case."""

    def __init__(
        self, corpus: Sequence[Article], model: FactsModel, charges: Linear, via: Via
    ) -> None:
        self._model, self._charges, self._via = model, charges, via
        place = {article.key: number for number, article in enumerate(corpus)}
        self._count = len(corpus)
        self._machine_places = _places(model.machines.labels, place)
        self._via_places = _places(via.keys, place)
        bags = [facts_bag(article.text) for article in corpus]
        self._space = Space.of(bags)
        self._rows = self._space.tf_idf(self._space.rows(bags))

    def scores(self, facts: str) -> Floats:
        """Return a score for each article."""
        bag = facts_bag(facts)
        likely = likelihoods(self._charges, [bag])
        model = self._model
        margins = model.machines.margins([bag], _beside(likely, [facts]))[0]
        taught = 1 / (1 + np.exp(-STEEPNESS * margins))
        taught += NEIGHBOURS_WEIGHT * _neighbours(model, bag, likely[0])
        via = (likely[0] / max(likely[0].sum(), 1e-9)) @ self._via.shares
        asked = self._space.tf_idf(self._space.rows([bag]))
        scores: Floats = TEXT_WEIGHT * np.asarray((self._rows @ asked.T).toarray()).ravel()
        for places, values in (
            (self._machine_places, taught),
            (self._via_places, VIA_WEIGHT * via),
        ):
            known = places >= 0
            np.add.at(scores, places[known], values[known])
        return scores


def learn(facts: Sequence[str], cited: Sequence[Sequence[str]], charges: Linear) -> FactsModel:
    """Return a model of the articles (by key) that cases cite; equal for equal input."""
    names = sorted({key for keys in cited for key in keys})
    place = {name: number for number, name in enumerate(names)}
    taught: Labels = np.zeros((len(facts), len(names)), bool)
    for row, keys in enumerate(cited):
        taught[row, [place[key] for key in keys]] = True
    bags = [facts_bag(text) for text in facts]
    likely = likelihoods(charges, bags)
    machines = train(bags, taught, names, SETTINGS, _beside(likely, facts))
    rows = unit_rows(_heaviest(machines.rows(bags)))
    return FactsModel(machines, rows, likely, sp.csr_matrix(taught.astype(np.float64)))


def via(charges: Linear, labels: Sequence[Sequence[str]], cited: Sequence[Sequence[str]]) -> Via:
    """Count in cases labelled with both how often a charge goes with an article."""
    keys = sorted({key for held in cited for key in held})
    column = {key: number for number, key in enumerate(keys)}
    row = {name: number for number, name in enumerate(charges.labels)}
    shares, cases = np.zeros((len(row), len(keys))), np.zeros(len(row))
    for named, held in zip(labels, cited, strict=True):
        for charge in named:
            cases[row[charge]] += 1
            shares[row[charge], [column[key] for key in held]] += 1
    return Via(tuple(keys), shares / (cases + SMOOTHING)[:, None])


def _beside(likely: Matrix, facts: Sequence[str]) -> Matrix:
    shown = np.array([circumstances(text) for text in facts])
    return np.hstack([CHARGE_WEIGHT * likely, CIRCUMSTANCE_WEIGHT * shown])


def _neighbours(model: FactsModel, bag: Bag, likely: Floats) -> Floats:
    """Return the share of the nearest cases that cite each article, the nearer counting more."""
    words_alike = (model.rows @ model.machines.rows([bag]).T).toarray().ravel()
    alike = WORDS_WEIGHT * words_alike + unit(model.charges) @ unit(likely)
    nearest = np.argsort(-alike, kind="stable")[:NEIGHBOURS]
    weights = np.maximum(alike[nearest], 1e-6)
    shares: Floats = np.asarray(model.cited[nearest].T @ weights).ravel() / weights.sum()
    return shares


def _heaviest(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return the heaviest features of each row."""
    small = rows.copy()
    for start, end in pairwise(small.indptr):
        values = small.data[start:end]
        if len(values) > NEIGHBOUR_FEATURES:
            values[values < np.partition(values, -NEIGHBOUR_FEATURES)[-NEIGHBOUR_FEATURES]] = 0
    small.eliminate_zeros()
    return small


def _places(keys: Sequence[str], place: Mapping[str, int]) -> npt.NDArray[np.int64]:
    return np.array([place.get(key, -1) for key in keys], np.int64)
