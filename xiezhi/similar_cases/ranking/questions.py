"""问题检索类案: a short question ranks whole judgments, by runs of characters and latent words."""

from collections.abc import Sequence

import numpy as np

from xiezhi.similar_cases.ranking.space import Space, latent, unit, z
from xiezhi.similar_cases.ranking.tokens import (
    Floats,
    cleaned_question,
    grams,
    named,
    without_numbers,
    words,
)

LATENT = 150
K1, B = 1.2, 1.0
"""Whole judgments differ tenfold in length: half the correction (b .5) costs .02 NDCG."""


class QuestionRanker:
    """问题排序: BM25 over pairs and triples of characters, and the cosine of latent words."""

    def __init__(self, texts: Sequence[str]) -> None:
        plain = [without_numbers(text) for text in texts]
        runs = [grams(text, 2, 3) for text in plain]
        self._runs = Space.of(runs)
        self._weights = self._runs.bm25(self._runs.rows(runs), K1, B).T.tocsr()
        bags = [named(words(text, search=True)) for text in plain]
        self._words = Space.of(bags)
        rows = self._words.tf_idf(self._words.rows(bags))
        self._axes = latent(rows, LATENT)
        self._hidden = unit(np.asarray(rows @ self._axes))

    def scores(self, question: str) -> Floats:
        """Return a score for each judgment of the corpus."""
        plain = cleaned_question(question)
        asked = self._runs.rows([grams(plain, 2, 3)])
        exact = np.asarray((asked @ self._weights).toarray()).ravel()
        bag = named(words(plain, search=True))
        meant = unit(np.asarray(self._words.tf_idf(self._words.rows([bag])) @ self._axes))
        return z(exact) + z(self._hidden @ meant[0])
