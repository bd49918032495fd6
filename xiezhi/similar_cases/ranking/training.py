"""训练: the models that are shipped, from the public data sets; the same data, the same numbers."""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from xiezhi.similar_cases.ranking import asked, charges, facts, loans, shipped
from xiezhi.similar_cases.ranking.articles import articles, key_of
from xiezhi.similar_cases.ranking.asked import Asked
from xiezhi.similar_cases.ranking.facts import Via
from xiezhi.similar_cases.ranking.files import documents
from xiezhi.similar_cases.ranking.linear import Labels, Linear, Settings, train
from xiezhi.similar_cases.ranking.loans import Loans, Triples, sentence_bag

NEEDED = (
    "cail2018_small/cases.jsonl.gz", "cjrc/paragraphs.jsonl.gz", "judge/judgments.jsonl.gz",
    "stard/queries.jsonl", "stard/corpus_reduced.jsonl", "cail2019_elements/loan.jsonl",
    "cail2019_scm/triples.jsonl", "muser_dispute_focus/sentences.jsonl.gz",
)  # fmt: skip
POINTS = Settings(cost=0.3, features=4000, weights=400, balanced=True)
ELEMENT_CASES_MIN, FOCUS_CASES_MIN = 5, 15

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """Return the rows of a data set."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True)
class Labelled:
    """已标注事实: facts with their labels, row by row."""

    facts: list[str]
    labels: list[list[str]]


def charge_cases(data: Path) -> Labelled:
    """Return the facts with charges as CAIL2018 names them."""
    rows = read(data / "cail2018_small/cases.jsonl.gz")
    return Labelled([row["fact"] for row in rows], [row["accusation"] for row in rows])


def more_charge_cases(data: Path, known: Sequence[Sequence[str]]) -> Labelled:
    """Return facts of another set whose charge is among the known ones; never those of `judge`."""
    names = {charge for held in known for charge in held}
    rows = [row for row in read(data / "cjrc/paragraphs.jsonl.gz") if row["domain"] == "criminal"]
    pairs = [(row["context"], row["cause"].removesuffix("罪")) for row in rows]
    kept = [(text, charge) for text, charge in pairs if charge in names]
    return Labelled([text for text, _ in kept], [[charge] for _, charge in kept])


def charge_model(cases: Labelled, more: Labelled) -> Linear:
    """Return the model of charges."""
    return charges.learn(cases.facts + more.facts, cases.labels + more.labels)


def charge_articles(data: Path, model: Linear) -> Via:
    """Return which articles go with which charge."""
    rows = read(data / "cail2018_small/cases.jsonl.gz")
    cited = [[key_of(str(article)) for article in row["articles"]] for row in rows]
    return facts.via(model, [row["accusation"] for row in rows], cited)


def cited_cases(data: Path) -> Labelled:
    """Return facts with the keys of the articles that their judgments cite."""
    rows = read(data / "judge/judgments.jsonl.gz")
    return Labelled(
        [row["fact"] for row in rows],
        [[key_of(str(article)) for article in row["articles"]] for row in rows],
    )


def questions(data: Path) -> list[Asked]:
    """Return the questions with the articles that answer them."""
    corpus = articles(documents(data / "stard/corpus_reduced.jsonl", (("name",), ("text",))))
    known = {article.id: article for article in corpus}
    return [
        asked.asked(row["question"], [known[str(id_)] for id_ in row["relevant"]])
        for row in read(data / "stard/queries.jsonl")
    ]


def points(data: Path) -> tuple[Linear, Linear]:
    """Return the sentence labels of lending cases: elements, and points in dispute."""
    held = [row["sentences"] for row in read(data / "cail2019_elements/loan.jsonl")]
    flat = [(one["text"], one["labels"]) for sentences in held for one in sentences]
    cases = Counter(
        label for sentences in held for label in {n for one in sentences for n in one["labels"]}
    )
    elements = [label for label, count in cases.items() if count >= ELEMENT_CASES_MIN]
    disputed = [
        (row["sentence"], row["labels"])
        for row in read(data / "muser_dispute_focus/sentences.jsonl.gz")
    ]
    often = Counter(label for _, labels in disputed for label in set(labels))
    focus = [label for label, count in often.items() if count >= FOCUS_CASES_MIN]
    return _points(flat, sorted(elements)), _points(disputed, sorted(focus))


def _points(rows: Sequence[tuple[str, Sequence[str]]], names: Sequence[str]) -> Linear:
    taught = np.array([[name in labels for name in names] for _, labels in rows])
    return train([sentence_bag(text) for text, _ in rows], taught, names, POINTS)


@dataclass(frozen=True)
class Comparisons:
    """三元组: lending cases, and which of two each is nearer to."""

    texts: list[str]
    triples: Triples
    nearer: Labels
    """Where the first of the two is the nearer."""


def comparisons(data: Path) -> Comparisons:
    """Return the compared cases, each text once."""
    rows = read(data / "cail2019_scm/triples.jsonl")
    texts = {row[f"{side}_doc"]: row[side.upper()] for row in rows for side in "abc"}
    place = {name: number for number, name in enumerate(texts)}
    triples = np.array([[place[row[f"{side}_doc"]] for side in "abc"] for row in rows])
    return Comparisons(list(texts.values()), triples, np.array([r["label"] == "B" for r in rows]))


def train_all(data: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of the shipped file."""
    cases = charge_cases(data)
    charge = charge_model(cases, more_charge_cases(data, cases.labels))
    cited = cited_cases(data)
    known = comparisons(data)
    held = points(data)
    loan = loans.learn(Loans.of(known.texts, held), known.triples, known.nearer, held)
    return shipped.dump(
        charge, charge_articles(data, charge), facts.learn(cited.facts, cited.labels, charge),
        questions(data), loan,
    )  # fmt: skip
