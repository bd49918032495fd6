"""罪名预测: facts to charges, by one linear machine per charge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xiezhi.similar_cases.ranking.linear import Labels, Linear, Settings, train
from xiezhi.similar_cases.ranking.space import Matrix
from xiezhi.similar_cases.ranking.tokens import Bag, grams, joined, named, without_numbers, words

THRESHOLD = -0.15
"""A further charge beside the likeliest is predicted over this margin."""
STEEPNESS = 4.0
SETTINGS = Settings(cost=2.0, features=6000, weights=1500)


@dataclass(frozen=True)
class Predicted:
    """预测罪名: one charge and how far the facts speak for it."""

    charge: str
    margin: float


def facts_bag(facts: str) -> Bag:
    """Return the features of facts: pairs of characters and words; figures are one feature."""
    plain = without_numbers(facts, "0")
    return joined(grams(plain, 2), named(words(plain)))


def learn(facts: Sequence[str], charges: Sequence[Sequence[str]]) -> Linear:
    """Return a model of all charges that the facts were labelled with."""
    names = sorted({charge for held in charges for charge in held})
    place = {name: number for number, name in enumerate(names)}
    taught: Labels = np.zeros((len(facts), len(names)), bool)
    for row, held in enumerate(charges):
        taught[row, [place[charge] for charge in held]] = True
    return train([facts_bag(text) for text in facts], taught, names, SETTINGS)


def predict(model: Linear, facts: Sequence[str]) -> list[list[Predicted]]:
    """Return the charges of each text, the likeliest first: always one, more where they speak."""
    margins = model.margins([facts_bag(text) for text in facts])
    return [
        [
            Predicted(model.labels[place], float(row[place]))
            for place in np.argsort(-row, kind="stable")
            if place == row.argmax() or row[place] > THRESHOLD
        ]
        for row in margins
    ]


def likelihoods(model: Linear, bags: Sequence[Bag]) -> Matrix:
    """Return how likely each charge is, 0 to 1, a row for each text."""
    return np.asarray(1 / (1 + np.exp(-STEEPNESS * model.margins(bags))))
