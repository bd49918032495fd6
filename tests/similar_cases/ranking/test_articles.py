"""法条和罪名: names however printed, questions, facts, and what was learned."""

from __future__ import annotations

import numpy as np
import pytest

from tests.similar_cases.ranking.invented import (
    ARTICLES,
    CRIMINAL_LAW,
    DRIVING,
    DRUGS,
    THEFT,
    THEFT_AGAIN,
)
from xiezhi.similar_cases.ranking import asked, charges, facts, shipped, statutes
from xiezhi.similar_cases.ranking.articles import articles, key_of, of_criminal_law
from xiezhi.similar_cases.ranking.circumstances import circumstances, expressions
from xiezhi.similar_cases.ranking.facts import FactsModel
from xiezhi.similar_cases.ranking.files import BadFile, Document
from xiezhi.similar_cases.ranking.linear import Linear, Settings, train

CIVIL = [Document(str(row["id"]), f"{row['name']}\n{row['text']}", row) for row in ARTICLES]
CRIMINAL = [Document(str(r["id"]), f"{r['name']}\n{r['text']}", r) for r in CRIMINAL_LAW]
FACTS = [THEFT, THEFT_AGAIN, DRUGS, DRIVING]
CHARGES = [["盗窃"], ["盗窃"], ["[走私、贩卖、运输、制造]毒品"], ["危险驾驶"]]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("中华人民共和国刑法第二百六十四条", "刑法264"),
        ("《刑法》第264条", "刑法264"),
        ("《中华人民共和国刑法》第一百三十三条之一", "刑法133-1"),
        ("264", "刑法264"),
        ("商标法第五十九条", "商标法59"),
        ("总则", "总则"),
    ],
)
def test_an_article_has_one_key_however_it_is_printed(name: str, key: str) -> None:
    assert key_of(name) == key


def test_the_criminal_law_is_known() -> None:
    assert of_criminal_law(articles(CRIMINAL)) and not of_criminal_law(articles(CIVIL))


class TestQuestions:
    QUESTION = Document("q", "夫妻双方都签了字的借款算谁的债务？", {})

    def test_the_article_that_answers_is_first(self) -> None:
        assert next(statutes.rank(CIVIL, [self.QUESTION]))[1] == "2"

    def test_a_known_question_leads_to_its_article(self) -> None:
        odd = Document("q", "摆摊赔了钱怎么办？", {})
        taught = [Document("t", "夜市摆摊赔了钱谁还？", {"relevant": [1]})]
        assert next(statutes.rank(CIVIL, [odd], taught=taught))[1] == "1"

    def test_an_article_printed_otherwise_is_known_by_its_name(self) -> None:
        row = ARTICLES[0] | {"name": "《民法典》第56条", "text": "个体工商户的债务由谁承担，略。"}
        printed = [Document("9", f"{row['name']}\n{row['text']}", row), *CIVIL[1:]]
        known = [asked.asked("夜市摆摊赔了钱谁还？", articles(CIVIL)[:1])]
        ranker = asked.QuestionArticles(articles(printed), known)
        assert ranker.scores("夜市摆摊赔了钱怎么办？").argmax() == 0

    def test_of_an_article_printed_twice_the_labelled_one_is_first(self) -> None:
        twice = [Document("0", CIVIL[0].text, CIVIL[0].row), *CIVIL]
        known = [asked.asked("夜市摆摊赔了钱谁还？", articles(twice)[1:2])]
        scores = asked.QuestionArticles(articles(twice), known).scores("摆摊赔了钱怎么办？")
        assert scores[1] > scores[0]

    def test_a_query_without_labels_teaches_nothing(self) -> None:
        with pytest.raises(BadFile, match="没有标注"):
            list(statutes.rank(CIVIL, [self.QUESTION], taught=[self.QUESTION]))

    def test_they_are_kept_as_numbers(self) -> None:
        one, other, _ = articles(CIVIL)
        known = [asked.asked("谁还债？", [one]), asked.asked("谁还债务？", [one, other])]
        loaded = asked.load(asked.dump(known))
        assert [one.answers for one in loaded] == [one.answers for one in known]
        assert all(
            np.array_equal(one.bag.keys, other.bag.keys)
            and np.array_equal(one.bag.counts, other.bag.counts)
            for one, other in zip(loaded, known, strict=True)
        )


class TestFacts:
    def test_theft_and_confession_lead_to_their_articles(self) -> None:
        order = [did for _, did, _ in statutes.rank(CRIMINAL, [Document("q", THEFT, {})])]
        assert set(order[:2]) == {"264", "67"} and order[2] == "102"

    def test_labelled_facts_alone_teach_where_they_are_given(self) -> None:
        taught = [Document(str(n), text, {"articles": ["102"]}) for n, text in enumerate(FACTS)]
        ranked = statutes.rank(CRIMINAL, [Document("q", THEFT, {})], taught=taught)
        assert next(ranked)[1] == "102"

    def test_a_saved_model_says_the_same(self) -> None:
        model = facts.learn(FACTS, [["刑法264"], ["刑法264", "刑法67"], ["刑法347"], ["刑法133"]],
                            shipped.charge_model())  # fmt: skip
        loaded = FactsModel.load(model.dump())
        known = shipped.charge_model(), shipped.charge_articles()
        ways = [facts.FactsArticles(articles(CRIMINAL), one, *known) for one in (model, loaded)]
        one, other = (way.scores(THEFT) for way in ways)
        assert one == pytest.approx(other, abs=0.02)

    def test_circumstances_are_counted(self) -> None:
        nothing, some = circumstances(""), circumstances("被告人甲主动投案，被告人乙如实供述。")
        assert len(nothing) == len(some) == 2 * len(expressions()) + 3
        assert some.sum() > nothing.sum() == 0


class TestCharges:
    @pytest.mark.parametrize(("text", "charge"), list(zip(FACTS, CHARGES, strict=True)))
    def test_the_shipped_model_names_the_charge(self, text: str, charge: list[str]) -> None:
        assert [one.charge for one in charges.predict(shipped.charge_model(), [text])[0]] == charge

    def test_one_is_always_named(self) -> None:
        assert len(charges.predict(shipped.charge_model(), ["今天天气很好。"])[0]) == 1

    def test_learning_again_gives_the_same(self) -> None:
        one, other = charges.learn(FACTS, CHARGES), charges.learn(FACTS, CHARGES)
        assert np.array_equal(one.weights.toarray(), other.weights.toarray())
        assert one.labels == ("[走私、贩卖、运输、制造]毒品", "危险驾驶", "盗窃")

    def test_a_saved_machine_says_the_same(self) -> None:
        model = charges.learn(FACTS, CHARGES)
        loaded = Linear.load("c", model.dump("c"))
        bags = [charges.facts_bag(text) for text in FACTS]
        assert loaded.margins(bags) == pytest.approx(model.margins(bags), abs=1e-3)

    def test_a_label_of_none_and_of_all(self) -> None:
        bags = [charges.facts_bag(text) for text in FACTS]
        taught = np.array([[False, True]] * len(FACTS))
        margins = train(bags, taught, ["none", "all"], Settings(least=1)).margins(bags)
        assert (margins[:, 0] < 0).all() and (margins[:, 1] > 0).all()


def test_what_is_shipped_is_small_and_holds_no_text() -> None:
    assert shipped.path().stat().st_size < 2_000_000
    texts = {name for name, held in shipped.arrays().items() if held.dtype.kind == "U"}
    assert texts == {
        "charges.labels",
        "via.keys",
        "facts.labels",
        "points0.labels",
        "points1.labels",
    }
    longest = max(len(str(one)) for name in texts for one in shipped.arrays()[name])
    assert longest < 60
