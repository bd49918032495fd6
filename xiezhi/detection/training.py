"""训练: from labelled texts to weights and a threshold; the same texts give the same model."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xiezhi.detection.detect import look
from xiezhi.detection.learning import fit
from xiezhi.detection.measure import Tally
from xiezhi.detection.model import Model, Weights
from xiezhi.detection.reading import read
from xiezhi.detection.rules import RULES, START, Rule
from xiezhi.law.terms import FourType

SPREAD_GIVEN, SPREAD_NONE, SPREAD_START = 0.7, 0.3, 0.5
"""How far training may move a weight that the rule states, one that it leaves open, the start."""

PRECISION_MIN = 0.8
THRESHOLDS = (0.12, 0.15, 0.18, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
USUAL = 0.35
"""The threshold where there are too few sources to choose one."""


@dataclass(frozen=True)
class Example:
    """标注样本: a text's signals and how two readers labelled it."""

    id: str
    source: str
    second: bool
    """Whether it belongs to the second batch."""
    signals: frozenset[str]
    yes: frozenset[FourType]
    disputed: frozenset[FourType]


def examples(path: Path, *, cut: bool = True) -> list[Example]:
    """Return the labelled texts of a file, in the order of their ids."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    rows.sort(key=lambda row: str(row["id"]))
    return [
        Example(
            id=row["id"],
            source=row["source"],
            second=row["id"].endswith("-b"),
            signals=frozenset(look(read(row["cause"] or "", row["text"], cut=cut))),
            yes=_codes(row["codes"], "yes"),
            disputed=_codes(row["codes"], "disputed"),
        )
        for row in rows
    ]


def _codes(labels: dict[str, str], said: str) -> frozenset[FourType]:
    return frozenset(FourType(code) for code, label in labels.items() if label == said)


def train(texts: Sequence[Example]) -> Model:
    """Return the model that labelled texts teach.

    The threshold is the lowest at which, each source left out in turn, the findings on it are
    right often enough (`PRECISION_MIN`).
    """
    weights = weigh(texts)
    return Model(_threshold(texts), weights, len(texts))


def weigh(texts: Sequence[Example]) -> dict[FourType, Weights]:
    """Return the weights of every rule; a disputed label teaches nothing."""
    return {rule.code: _weigh(rule, texts) for rule in RULES}


def _weigh(rule: Rule, texts: Sequence[Example]) -> Weights:
    names = list(rule.signals)
    place = {name: index for index, name in enumerate(names)}
    known = [text for text in texts if rule.code not in text.disputed]
    rows = [sorted(place[name] for name in text.signals if name in place) for text in known]
    labels = [rule.code in text.yes for text in known]
    spread = [SPREAD_GIVEN if rule.signals[name] else SPREAD_NONE for name in names]
    found = fit(rows, labels, [*rule.signals.values(), START], [*spread, SPREAD_START])
    return Weights(found[-1], dict(zip(names, found, strict=False)))


def confidences(weights: dict[FourType, Weights], text: Example) -> dict[FourType, float]:
    """Return what a text's signals make of each code."""
    return {code: one.confidence(text.signals) for code, one in weights.items()}


def _threshold(texts: Sequence[Example]) -> float:
    sources = sorted({text.source for text in texts})
    if len(sources) < 2:
        return USUAL
    told: list[tuple[Example, dict[FourType, float]]] = []
    for source in sources:
        weights = weigh([text for text in texts if text.source != source])
        told += [(text, confidences(weights, text)) for text in texts if text.source == source]
    for threshold in THRESHOLDS:
        tally = Tally()
        for text, known in told:
            tally.add(said(known, threshold), text.yes, text.disputed)
        if tally.codes.precision >= PRECISION_MIN:
            return threshold
    return THRESHOLDS[-1]


def said(known: dict[FourType, float], threshold: float) -> frozenset[FourType]:
    """Return the codes whose confidence reaches the threshold."""
    return frozenset(code for code, confidence in known.items() if confidence >= threshold)


def left_out(
    texts: Sequence[Example], folds: Iterator[tuple[str, Callable[[Example], bool]]]
) -> Iterator[tuple[str, Example, frozenset[FourType]]]:
    """Yield fold, text and codes found, by models that saw no text of the fold."""
    for name, inside in folds:
        model = train([text for text in texts if not inside(text)])
        for text in filter(inside, texts):
            yield name, text, said(confidences(dict(model.rules), text), model.threshold)


def by_source(texts: Sequence[Example]) -> Iterator[tuple[str, Callable[[Example], bool]]]:
    """Yield a fold for each source."""
    for source in sorted({text.source for text in texts}):
        yield source, lambda text, source=source: text.source == source  # type: ignore[misc]


def second_batch() -> Iterator[tuple[str, Callable[[Example], bool]]]:
    """Yield the fold of the second batch: the first teaches."""
    yield "1→2", lambda text: text.second


def first_batch() -> Iterator[tuple[str, Callable[[Example], bool]]]:
    """Yield the fold of the first batch: the second teaches."""
    yield "2→1", lambda text: not text.second
