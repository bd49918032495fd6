"""类案排序: chooses the way to rank by what asks and what is searched, and ranks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np

from xiezhi.law.terms import Area
from xiezhi.similar_cases.ranking.files import Document
from xiezhi.similar_cases.ranking.judgments import JudgmentRanker
from xiezhi.similar_cases.ranking.loans import Compared, LoanModel, Loans
from xiezhi.similar_cases.ranking.questions import QuestionRanker
from xiezhi.similar_cases.ranking.shipped import charge_model, loan_model
from xiezhi.similar_cases.ranking.tokens import Floats

QUESTION_SHARE_MAX = 0.25
"""A query is a question where it is this much shorter than the texts it is asked of."""
QUESTION_CHARS_MAX = 400
"""Or where it is as short as this; never where it is written like a judgment."""
LOAN_SHARE_MIN = 0.8

_JUDGMENT = re.compile(
    r"本院|诉称|诉讼请求：|起诉书|审理查明|(?:机关|检察院)(?:起诉)?指控|[（(〔]\d{4}[)）〕][\u4e00-\u9fff\d]*号"
)
_CRIMINAL = re.compile(r"被告人|公诉机关|犯罪嫌疑人|罪犯")
_LOAN = re.compile(r"借款|借条|欠条|出借|借贷")


class Way(StrEnum):
    """排序方式: which pipeline ranks for a query."""

    QUESTION = "question"
    CRIMINAL = "criminal"
    CIVIL = "civil"
    LOAN = "loan"


class Corpus:
    """类案语料: texts that are ranked; each way reads them when it is first asked."""

    def __init__(self, texts: Sequence[Document], queries: Sequence[Document]) -> None:
        self._texts = texts
        self._queries = queries
        self._bodies = [one.text for one in texts]
        self._place = {one.id: place for place, one in enumerate(texts)}
        self._length = float(np.median([len(body) for body in self._bodies]))
        loans = sum(is_loan(body) for body in self._bodies)
        self._all_loans = loans >= LOAN_SHARE_MIN * len(texts)

    def way(self, query: str) -> Way:
        """Return which way fits a query."""
        short = len(query) < max(QUESTION_CHARS_MAX, QUESTION_SHARE_MAX * self._length)
        if short and not _JUDGMENT.search(query):
            return Way.QUESTION
        if is_criminal(query):
            return Way.CRIMINAL
        return Way.LOAN if self._all_loans else Way.CIVIL

    def scores(self, number: int) -> Floats:
        """Return the score of each text for the query of that place."""
        query = self._queries[number]
        way = self.way(query.text)
        if way is Way.QUESTION:
            return self._asked.scores(query.text)
        if way is Way.LOAN:
            others = np.arange(len(self._texts))
            return self._compared.scores(len(self._texts) + number, others, self._loans.weights)
        ranker = self._criminal if way is Way.CRIMINAL else self._civil
        return ranker.scores(query.text, self.own(query))

    def own(self, query: Document) -> int | None:
        """Return the place of the query itself where it stands in the corpus."""
        place = self._place.get(query.id)
        return place if place is not None and self._bodies[place] == query.text else None

    @cached_property
    def _asked(self) -> QuestionRanker:
        return QuestionRanker(self._bodies)

    @cached_property
    def _criminal(self) -> JudgmentRanker:
        return JudgmentRanker(self._bodies, Area.CRIMINAL, charge_model())

    @cached_property
    def _civil(self) -> JudgmentRanker:
        return JudgmentRanker(self._bodies, Area.CIVIL)

    @cached_property
    def _loans(self) -> LoanModel:
        return loan_model()

    @cached_property
    def _compared(self) -> Compared:
        texts = [*self._bodies, *(query.text for query in self._queries)]
        return Loans.of(texts, self._loans.points).scaled(self._loans)


def is_loan(text: str) -> bool:
    """Whether a text is that of a lending case between parties."""
    return not is_criminal(text) and len(_LOAN.findall(text)) > 1


def is_criminal(text: str) -> bool:
    """Whether a text is about a prosecution."""
    return len(_CRIMINAL.findall(text)) > 1


def rank(
    texts: Sequence[Document],
    queries: Sequence[Document],
    pools: Mapping[str, Sequence[str]] | None = None,
    *,
    top: int = 0,
    ways: Callable[[Counter[Way]], None] | None = None,
) -> Iterator[tuple[str, str, float]]:
    """Yield query, text and score, best first, all texts of its pool or of the corpus.

    Never the query itself. Equal scores stand in the order of ids. `top` cuts each list, 0 none.
    `ways` is told how many queries went which way.
    """
    corpus = Corpus(texts, queries)
    if ways:
        ways(Counter(corpus.way(query.text) for query in queries))
    ids = [one.id for one in texts]
    for number, query in enumerate(queries):
        if pools is not None and query.id not in pools:
            continue
        scores = corpus.scores(number)
        own = corpus.own(query)
        wanted = set(pools[query.id]) if pools is not None else None
        order = sorted(
            (place for place in range(len(ids))
             if place != own and (wanted is None or ids[place] in wanted)),
            key=lambda place: (-scores[place], ids[place]),
        )  # fmt: skip
        for place in order[: top or None]:
            yield query.id, ids[place], float(scores[place])
