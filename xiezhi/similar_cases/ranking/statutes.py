"""法条检索: chooses how articles are ranked, for facts of a crime or for a question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from xiezhi.similar_cases.ranking import facts, shipped
from xiezhi.similar_cases.ranking.articles import Article, articles, of_criminal_law
from xiezhi.similar_cases.ranking.asked import Asked, QuestionArticles, asked
from xiezhi.similar_cases.ranking.facts import FactsArticles, FactsModel
from xiezhi.similar_cases.ranking.files import BadFile, Document
from xiezhi.similar_cases.ranking.tokens import Floats

QUESTION_CHARS_MAX = 150
LABELS = ("relevant", "articles")
"""The fields in which a labelled query lists the ids of its articles; the first that it has."""
_FACTS = re.compile(r"被告人|指控|犯罪嫌疑人|审理查明")


def is_facts(query: str) -> bool:
    """Whether a query tells what happened, rather than asks."""
    return len(query) > QUESTION_CHARS_MAX or bool(_FACTS.search(query))


class Statutes:
    """法条语料: the articles that are ranked, and the labelled queries that teach how."""

    def __init__(
        self, corpus: Sequence[Document], taught: Sequence[Document] | None = None
    ) -> None:
        self._articles = articles(corpus)
        self._criminal = of_criminal_law(self._articles)
        self._taught = taught

    def scores(self, query: str) -> Floats:
        """Return the score of each article."""
        if self._criminal and is_facts(query):
            return self._facts.scores(query)
        return self._asked.scores(query)

    @cached_property
    def _asked(self) -> QuestionArticles:
        return QuestionArticles(self._articles, self._known())

    @cached_property
    def _facts(self) -> FactsArticles:
        model = self._learned() or shipped.facts_model()
        return FactsArticles(
            self._articles, model, shipped.charge_model(), shipped.charge_articles()
        )

    def _known(self) -> list[Asked]:
        if self._taught is None:
            return shipped.known_questions()
        return [asked(one.text, held) for one, held in self._labelled()]

    def _learned(self) -> FactsModel | None:
        rows = [(one.text, held) for one, held in self._labelled() if held and is_facts(one.text)]
        if not rows:
            return None
        keys = [[article.key for article in held] for _, held in rows]
        return facts.learn([text for text, _ in rows], keys, shipped.charge_model())

    def _labelled(self) -> Iterator[tuple[Document, list[Article]]]:
        """Yield the labelled queries with those of their articles that the corpus has."""
        held = {article.id: article for article in self._articles}
        for one in self._taught or ():
            yield one, [held[id_] for id_ in labels(one, LABELS) if id_ in held]


def labels(one: Document, fields: Sequence[str]) -> list[str]:
    """Return the labels of a query from the first of the fields that it has; raises `BadFile`."""
    held = next((one.row[name] for name in fields if name in one.row), None)
    if not isinstance(held, list):
        raise BadFile(
            f"训练文件中的 {one.id} 没有标注，应当有字段 {'、'.join(fields)} 之一（列表）"
        )
    return [str(label) for label in held]


def rank(
    corpus: Sequence[Document],
    queries: Sequence[Document],
    pools: Mapping[str, Sequence[str]] | None = None,
    *,
    taught: Sequence[Document] | None = None,
    top: int = 0,
) -> Iterator[tuple[str, str, float]]:
    """Yield query, article and score, best first; equal scores in the order of the corpus.

    `taught` are labelled queries to learn from in place of those that are shipped.
    """
    statutes = Statutes(corpus, taught)
    for query in queries:
        if pools is not None and query.id not in pools:
            continue
        scores = statutes.scores(query.text)
        wanted = set(pools[query.id]) if pools is not None else None
        order = [
            place
            for place in (-scores).argsort(kind="stable")
            if wanted is None or corpus[place].id in wanted
        ]
        for place in order[: top or None]:
            yield query.id, corpus[place].id, float(scores[place])
