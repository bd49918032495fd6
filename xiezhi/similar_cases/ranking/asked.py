"""问题检索法条: BM25 over articles, each widened by the questions that it is known to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiezhi.similar_cases.ranking.articles import Article
from xiezhi.similar_cases.ranking.linear import hashed
from xiezhi.similar_cases.ranking.space import Space
from xiezhi.similar_cases.ranking.tokens import Bag, Floats, grams, joined, key, named, words

EXACTNESS = 3
WEIGHT = 0.5
"""Of a question's features beside those of the article that answers it."""
K1, B = 1.2, 0.75


@dataclass(frozen=True)
class Asked:
    """已知问答: the features of a question, and `EXACTNESS` numbers of each answering article."""

    bag: Bag
    answers: tuple[tuple[int, ...], ...]


def question_bag(text: str) -> Bag:
    """Return characters, pairs and words; figures stay."""
    return hashed(joined(grams(text, 1, 2), named(words(text))))


def numbers_of(article: Article) -> tuple[int, ...]:
    """Return what stands for an article in a model, the most exact first.

    Its id with name and text, since a corpus may print an article twice; name and text; the name.
    """
    printed = article.key + article.text
    return tuple(key(text) & 0xFFFFFFFF for text in (article.id + printed, printed, article.key))


def asked(question: str, answers: Sequence[Article]) -> Asked:
    """Return a question with the articles that answer it."""
    return Asked(question_bag(question), tuple(numbers_of(one) for one in answers))


class QuestionArticles:
    """问答排序: ranks the articles of a corpus for a short question."""

    def __init__(self, corpus: Sequence[Article], known: Sequence[Asked]) -> None:
        numbers = [numbers_of(article) for article in corpus]
        there = {number for held in numbers for number in held}
        wider: dict[int, list[Bag]] = {}
        for one in known:
            for answer in one.answers:
                exact = next((number for number in answer if number in there), 0)
                wider.setdefault(exact, []).append(one.bag.times(WEIGHT))
        bags = [
            joined(question_bag(article.text), *(bag for n in held for bag in wider.get(n, ())))
            for article, held in zip(corpus, numbers, strict=True)
        ]
        self._space = Space.of(bags)
        self._weights = self._space.bm25(self._space.rows(bags), K1, B).T.tocsr()

    def scores(self, question: str) -> Floats:
        """Return a score for each article."""
        asked_ = self._space.rows([question_bag(question)])
        return np.asarray((asked_ @ self._weights).toarray()).ravel()


def dump(known: Sequence[Asked]) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays that a file holds."""
    return {
        "asked.keys": np.concatenate([one.bag.keys for one in known]).astype(np.uint32),
        "asked.counts": np.concatenate([one.bag.counts for one in known]).astype(np.uint8),
        "asked.sizes": np.array([len(one.bag.keys) for one in known], np.uint16),
        "asked.answers": np.array([three for one in known for three in one.answers], np.uint32),
        "asked.answered": np.array([len(one.answers) for one in known], np.uint8),
    }


def load(held: Mapping[str, npt.NDArray[np.generic]]) -> list[Asked]:
    """Return the questions that `dump` wrote."""
    ends = held["asked.sizes"].astype(np.int64).cumsum()[:-1]
    keys = np.split(held["asked.keys"].astype(np.int64), ends)
    counts = np.split(held["asked.counts"].astype(np.float64), ends)
    answered = held["asked.answered"].astype(np.int64).cumsum()[:-1]
    answers = np.split(held["asked.answers"].reshape(-1, EXACTNESS).astype(np.int64), answered)
    return [
        Asked(Bag(key_, count), tuple(tuple(map(int, one)) for one in answer))
        for key_, count, answer in zip(keys, counts, answers, strict=True)
    ]
