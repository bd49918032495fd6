"""类案排序: which way is chosen, and that each finds what a reader would."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.similar_cases.ranking.invented import (
    DELAY,
    DRIVING,
    DRUGS,
    FILM,
    GUARANTEED,
    HOUSE,
    THEFT,
    THEFT_AGAIN,
    loan,
    long,
)
from xiezhi.similar_cases.ranking.files import Document
from xiezhi.similar_cases.ranking.rank import Corpus, Way, rank


def texts(*bodies: str) -> list[Document]:
    return [Document(f"d{number}", body, {}) for number, body in enumerate(bodies)]


def asks(text: str, id_: str = "q") -> list[Document]:
    return [Document(id_, text, {})]


JUDGMENTS = texts(*(long(text, n) for n, text in enumerate((HOUSE, FILM, DELAY))))
CRIMES = texts(THEFT, THEFT_AGAIN, DRUGS, DRIVING)
LOANS = texts(loan("甲", "50000"), loan("丁", "60000", GUARANTEED))
QUESTION = "婚后在房产证上添加了妻子的名字，离婚时房屋如何分割？"


class TestTheWay:
    @pytest.mark.parametrize(
        ("corpus", "query", "way"),
        [
            (JUDGMENTS, QUESTION, Way.QUESTION),
            (JUDGMENTS, "被告人甲为被告人乙望风，被告人甲是否构成盗窃罪？", Way.QUESTION),
            (JUDGMENTS, JUDGMENTS[0].text, Way.CIVIL),
            (CRIMES, THEFT, Way.CRIMINAL),
            (CRIMES, "偷东西怎么判？", Way.QUESTION),
            (LOANS, loan("戊", "1000"), Way.LOAN),
            (LOANS, "借条丢了还能要回借款吗？", Way.QUESTION),
        ],
    )
    def test_is_chosen_by_what_asks_and_what_is_searched(
        self, corpus: list[Document], query: str, way: Way
    ) -> None:
        assert Corpus(corpus, asks(query)).way(query) is way

    def test_is_told(self) -> None:
        told: list[Counter[Way]] = []
        list(rank(JUDGMENTS, asks(QUESTION), ways=told.append))
        assert told == [Counter({Way.QUESTION: 1})]


class TestAQuestion:
    def test_finds_the_judgment_on_its_point(self) -> None:
        assert next(rank(JUDGMENTS, asks(QUESTION)))[:2] == ("q", "d0")
        lost = asks("照相馆把婚礼底片弄丢了，能要求赔偿精神损失吗？")
        assert next(rank(JUDGMENTS, lost))[1] == "d1"

    def test_a_pool_is_cut_after_scoring(self) -> None:
        scores = {did: score for _, did, score in rank(JUDGMENTS, asks(QUESTION))}
        pooled = list(rank(JUDGMENTS, asks(QUESTION), {"q": ["d2", "d1"]}))
        assert {did for _, did, _ in pooled} == {"d1", "d2"}
        assert all(score == scores[did] for _, did, score in pooled)

    def test_a_query_without_a_pool_is_not_ranked(self) -> None:
        assert not list(rank(JUDGMENTS, asks(QUESTION), {"other": ["d1"]}))


class TestAJudgment:
    def test_finds_the_same_charge(self) -> None:
        assert next(rank(CRIMES, asks(THEFT, "new")))[1] in {"d0", "d1"}
        assert next(rank(CRIMES, [CRIMES[0]]))[1] == "d1"

    def test_is_never_its_own_hit(self) -> None:
        assert "d0" not in {did for _, did, _ in rank(CRIMES, [CRIMES[0]])}

    def test_a_text_of_the_same_id_is_another_text(self) -> None:
        assert "d0" in {did for _, did, _ in rank(CRIMES, asks(DRUGS + "另查明。", "d0"))}

    def test_the_list_is_cut(self) -> None:
        assert len(list(rank(CRIMES, CRIMES, top=1))) == len(CRIMES)


class TestALendingCase:
    def test_the_guaranteed_is_nearer_to_the_guaranteed(self) -> None:
        asked = asks(loan("戊", "70000", GUARANTEED))
        assert [did for _, did, _ in rank(LOANS, asked)] == ["d1", "d0"]
        plain = asks(loan("己", "40000"))
        assert [did for _, did, _ in rank(LOANS, plain)] == ["d0", "d1"]

    def test_the_order_of_the_corpus_does_not_matter(self) -> None:
        asked = asks(loan("戊", "70000", GUARANTEED))
        one = {did: score for _, did, score in rank(LOANS, asked)}
        other = {did: score for _, did, score in rank(LOANS[::-1], asked)}
        assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize("corpus", [JUDGMENTS[:1], CRIMES[:1], LOANS[:1]])
def test_a_corpus_of_one(corpus: list[Document]) -> None:
    assert len(list(rank(corpus, asks(QUESTION)))) == 1
    assert len(list(rank(corpus, asks(long(THEFT, 9))))) == 1
