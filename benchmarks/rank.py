"""Ranking similar cases, articles and charges (类案、法条、罪名), each beside a baseline.

Whatever learns is judged on queries that it did not see; pipelines that learn nothing were chosen
on the queries scored, so of close ones the best is flattering.
"""

import csv
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from xiezhi.config import env
from xiezhi.law.causes import causes
from xiezhi.law.terms import Area
from xiezhi.similar_cases.ranking import charges, facts, loans, training
from xiezhi.similar_cases.ranking.articles import articles
from xiezhi.similar_cases.ranking.asked import QuestionArticles
from xiezhi.similar_cases.ranking.facts import FactsArticles
from xiezhi.similar_cases.ranking.files import Document, documents
from xiezhi.similar_cases.ranking.linear import Settings, train
from xiezhi.similar_cases.ranking.loans import Compared, Loans
from xiezhi.similar_cases.ranking.measure import (
    average_precision,
    chance,
    gain,
    macro_f1,
    micro_f1,
    ordered,
)
from xiezhi.similar_cases.ranking.rank import Corpus
from xiezhi.similar_cases.ranking.space import Space
from xiezhi.similar_cases.ranking.tokens import (
    Bag,
    Floats,
    cleaned_question,
    grams,
    named,
    without_numbers,
    words,
)

DATA = Path(os.environ.get("XIEZHI_DATA", env.ROOT.parent / "shared" / "data"))
SEED = 20261124
FOLDS, QUESTION_FOLDS = 5, 10
TEXT = (("title",), ("name",), ("text", "fact"))
QUERY = (("query", "question", "text", "fact"),)

Scorer = Callable[[int], Floats]
"""Returns the scores of all texts for the query of that place."""


@dataclass(frozen=True)
class Row:
    """一行: a way, its figure beside the baseline's, its floor and aim, what chance can do."""

    name: str
    ours: Sequence[float]
    theirs: Sequence[float]
    floor: float
    aim: float

    def __str__(self) -> str:
        figure, base = float(np.mean(self.ours)), float(np.mean(self.theirs))
        said = (
            "aim met" if figure >= self.aim else "floor met" if figure >= self.floor else "MISSED"
        )
        return (
            f"{self.name:<34}{figure:.3f} | baseline {base:.3f}"
            f", p {chance(self.ours, self.theirs):.4f} | n {len(self.ours)}"
            f" | floor {self.floor} aim {self.aim}: {said}"
        )


def figures(_: object, *, quick: bool) -> Iterator[Row | str]:
    """Yield the table; `quick` leaves the folds of private lending with strict texts out."""
    if not all((DATA / name).is_file() for name in (*training.NEEDED, "clcr/corpus.jsonl.gz")):
        yield f"no data sets at {DATA}: nothing to measure"
        return
    began = time.monotonic()
    yield from _questions()
    yield from _criminal()
    yield from _loans(strict=not quick)
    yield from _facts()
    yield from _asked()
    yield from _charges()
    yield f"all of it: {time.monotonic() - began:.0f} s"


def _grades(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["qid"]][row["did"]] = int(row["grade"])
    return {query: held for query, held in found.items() if any(held.values())}


def _bm25(texts: Sequence[Bag], queries: Sequence[Bag], b: float = 1.0) -> Scorer:
    space = Space.of(texts)
    weights = space.bm25(space.rows(texts), 1.2, b).T.tocsr()
    asked_ = space.rows(queries)
    return lambda number: np.asarray((asked_[number] @ weights).toarray()).ravel()


def _questions() -> Iterator[Row | str]:
    """The main set: questions to whole judgments."""
    texts = documents(DATA / "clcr/corpus.jsonl.gz", TEXT)
    queries = documents(DATA / "clcr/queries.jsonl", QUERY)
    grades = _grades(DATA / "clcr/qrels.csv")
    bags = [named(words(without_numbers(one.text), search=True)) for one in texts]
    plain = [named(words(cleaned_question(one.text), search=True)) for one in queries]
    ways = (Corpus(texts, queries).scores, _bm25(bags, plain))
    ids = [one.id for one in texts]
    judged: dict[str, list[list[float]]] = {name: [[], []] for name in ("pool", "all", "seen")}
    for number, query in enumerate(queries):
        if held := grades.get(query.id):
            unseen = set(query.row["shown"]) - set(held)
            for way, scorer in enumerate(ways):
                scores = scorer(number)
                judged["pool"][way].append(gain(ordered(ids, scores, held), held))
                order = ordered(ids, scores)
                judged["all"][way].append(gain(order, held))
                judged["seen"][way].append(gain([o for o in order if o not in unseen], held))
    yield Row("clcr judged pool, NDCG@10", *judged["pool"], 0.78, 0.82)
    yield Row("clcr whole corpus, NDCG@10", *judged["all"], 0.50, 0.58)
    yield (
        f"  without those shown but never judged: {np.mean(judged['seen'][0]):.3f}"
        f" | baseline {np.mean(judged['seen'][1]):.3f}"
    )
    for domain in ("civil", "commercial", "criminal"):
        here = [n for n, q in enumerate(q for q in queries if q.id in grades)
                if q.row["domain"] == domain]  # fmt: skip
        pool, whole = (np.mean(np.array(judged[name][0])[here]) for name in ("pool", "all"))
        yield f"  {domain}: pool {pool:.3f}, corpus {whole:.3f}, n {len(here)}"


def _criminal() -> Iterator[Row | str]:
    """Criminal judgments to criminal judgments, with and without the names of charges."""
    texts = documents(DATA / "lecardv2_corel/corpus.jsonl.gz", TEXT)
    grades = _grades(DATA / "lecardv2_corel/qrels.csv")
    names = sorted({c.name for c in causes(Area.CRIMINAL)}, key=lambda name: (-len(name), name))
    charge = re.compile("|".join(f"{re.escape(n.removesuffix('罪'))}罪?" for n in names))
    blind = [Document(one.id, charge.sub("，", one.text), one.row) for one in texts]
    found = [_precisions(some, grades) for some in (texts, blind)]
    yield Row("lecardv2 judgments, MAP", *found[0], 0.57, 0.62)
    yield (
        f"  names of charges cut from all texts: {np.mean(found[1][0]):.3f}"
        f" | baseline {np.mean(found[1][1]):.3f}"
    )


def _precisions(
    texts: Sequence[Document], grades: dict[str, dict[str, int]]
) -> tuple[list[float], list[float]]:
    bags = [named(words(without_numbers(one.text))) for one in texts]
    ids = [one.id for one in texts]
    found: tuple[list[float], list[float]] = ([], [])
    for way, scorer in enumerate((Corpus(texts, texts).scores, _bm25(bags, bags))):
        for number, one in enumerate(texts):
            if one.id in grades:
                order = [id_ for id_ in ordered(ids, scorer(number)) if id_ != one.id]
                found[way].append(average_precision(order, grades[one.id]))
    return found


def _loans(*, strict: bool) -> Iterator[Row | str]:
    """Which of two lending cases is nearer: folds by case, and without any shared text."""
    known, points = training.comparisons(DATA), training.points(DATA)
    read = Loans.of(known.texts, points)
    pairs = [grams(without_numbers(text), 2) for text in known.texts]
    space = Space.of(pairs)
    rows = space.tf_idf(space.rows(pairs))
    plain = (rows @ rows.T).toarray()
    theirs = [float((plain[a, b] > plain[a, c]) == first)
              for (a, b, c), first in zip(known.triples, known.nearer, strict=True)]  # fmt: skip
    cases = known.triples[:, 0]
    folds = [np.isin(cases, part) for part in _parts(np.unique(cases), 2 * FOLDS)]
    ours = _nearer(read, known, points, [(fold, ~fold) for fold in folds])
    yield Row("scm, folds by case, accuracy", ours, theirs, 0.80, 0.84)
    if strict:
        apart = []
        for case in np.unique(cases):
            held = cases == case
            taken = np.isin(known.triples, known.triples[held]).any(axis=1)
            apart.append((held, ~taken))
        ours = _nearer(read, known, points, apart)
        yield Row("scm, no shared text, accuracy", ours, theirs, 0.80, 0.84)


def _nearer(
    read: Loans,
    known: training.Comparisons,
    points: tuple[training.Linear, ...],
    folds: Sequence[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]],
) -> list[float]:
    right = np.zeros(len(known.triples))
    for held, taught in folds:
        model = loans.learn(read, known.triples[taught], known.nearer[taught], points)
        compared: Compared = read.scaled(model)
        for number in np.flatnonzero(held):
            one, *others = known.triples[number]
            first, second = compared.scores(one, np.array(others), model.weights)
            right[number] = (first > second) == known.nearer[number]
    return [float(one) for one in right]


def _parts(things: npt.NDArray[np.int64], count: int) -> list[npt.NDArray[np.int64]]:
    mixed = np.random.default_rng(SEED).permutation(things)
    return np.array_split(mixed, count)


def _facts() -> Iterator[Row]:
    """Facts to the articles of the Criminal Law, five folds."""
    corpus = articles(documents(DATA / "judge/law_corpus.jsonl", TEXT))
    cases, cited = training.charge_cases(DATA), training.cited_cases(DATA)
    charge = training.charge_model(cases, training.more_charge_cases(DATA, cases.labels))
    via = training.charge_articles(DATA, charge)
    keys = [article.key for article in corpus]
    base = _bm25([named(words(article.text)) for article in corpus],
                 [named(words(without_numbers(text))) for text in cited.facts], 0.75)  # fmt: skip
    ours, theirs = np.zeros(len(cited.facts)), np.zeros(len(cited.facts))
    for part in _parts(np.arange(len(cited.facts)), FOLDS):
        rest = np.setdiff1d(np.arange(len(cited.facts)), part)
        model = facts.learn([cited.facts[n] for n in rest], [cited.labels[n] for n in rest], charge)
        ranker = FactsArticles(corpus, model, charge, via)
        for n in part:
            held = set(cited.labels[n])
            ours[n] = average_precision(ordered(keys, ranker.scores(cited.facts[n])), held)
            theirs[n] = average_precision(ordered(keys, base(n)), held)
    yield Row("judge facts to articles, MAP", list(ours), list(theirs), 0.76, 0.82)


def _asked() -> Iterator[Row]:
    """Lay questions to articles, ten folds."""
    corpus = articles(documents(DATA / "stard/corpus_reduced.jsonl", TEXT))
    rows = training.read(DATA / "stard/queries.jsonl")
    known = training.questions(DATA)
    ids = [article.id for article in corpus]
    base = _bm25([named(words(article.text)) for article in corpus],
                 [named(words(row["question"])) for row in rows], 0.75)  # fmt: skip
    ours, theirs = np.zeros(len(rows)), np.zeros(len(rows))
    for part in _parts(np.arange(len(rows)), QUESTION_FOLDS):
        ranker = QuestionArticles(corpus, [known[n] for n in set(range(len(rows))) - set(part)])
        for n in part:
            held = {str(one) for one in rows[n]["relevant"]}
            ours[n] = average_precision(ordered(ids, ranker.scores(rows[n]["question"])), held)
            theirs[n] = average_precision(ordered(ids, base(n)), held)
    yield Row("stard questions to articles, MAP", list(ours), list(theirs), 0.515, 0.55)


def _charges() -> Iterator[Row | str]:
    """Facts to charges, five folds; the baseline is a balanced machine that may say nothing."""
    cases = training.charge_cases(DATA)
    more = training.more_charge_cases(DATA, cases.labels)
    found: list[list[str]] = [[] for _ in cases.facts]
    plain: list[list[str]] = [[] for _ in cases.facts]
    for part in _parts(np.arange(len(found)), FOLDS):
        rest = np.setdiff1d(np.arange(len(found)), part)
        texts, held = [cases.facts[n] for n in rest], [cases.labels[n] for n in rest]
        model = charges.learn(texts + more.facts, held + more.labels)
        names = model.labels
        balanced = train(
            [charges.facts_bag(text) for text in texts],
            np.array([[name in one for name in names] for one in held]), names,
            Settings(cost=0.5, features=100_000, weights=100_000, balanced=True),
        )  # fmt: skip
        some = [cases.facts[n] for n in part]
        margins = balanced.margins([charges.facts_bag(text) for text in some])
        for n, predicted, row in zip(part, charges.predict(model, some), margins, strict=True):
            found[n] = [one.charge for one in predicted]
            plain[n] = [names[k] for k in np.flatnonzero(row > 0)]
    ours, theirs = micro_f1(found, cases.labels), micro_f1(plain, cases.labels)
    each = [[micro_f1([one], [held]) for one, held in zip(way, cases.labels, strict=True)]
            for way in (found, plain)]  # fmt: skip
    said = "aim met" if ours >= 0.89 else "floor met" if ours >= 0.86 else "MISSED"
    yield (
        f"{'charges, micro-F1':<34}{ours:.3f} | baseline {theirs:.3f}, p {chance(*each):.4f}"
        f" | n {len(found)} | floor 0.86 aim 0.89: {said}"
    )
    macro = macro_f1(found, cases.labels), macro_f1(plain, cases.labels)
    yield f"  macro-F1 {macro[0]:.3f} | baseline {macro[1]:.3f}"
