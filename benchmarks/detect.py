"""Detection of four-type cases from text (四类案件文本识别): what travels, and how fast.

Labelled texts: each source left out in turn, the first batch for the second and back; weights and
threshold never see the texts that are judged. Other texts: how many hit, and a sample to read.
"""

import gzip
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import rjieba

from benchmarks.measure import Figure
from xiezhi.config import env
from xiezhi.detection.detect import detect
from xiezhi.detection.measure import Tally
from xiezhi.detection.training import (
    Example,
    by_source,
    confidences,
    examples,
    first_batch,
    left_out,
    said,
    second_batch,
    train,
)

DATA = Path(os.environ.get("XIEZHI_DATA", env.ROOT.parent / "shared" / "data"))
GOAL = 300
SAMPLE = 12
CHARS = 1_500
SEED = 20261124


def figures(_: object, *, quick: bool) -> Iterator[Figure | str]:
    """Yield the tables, the hits on texts without labels, and the speed."""
    path = DATA / "four_type" / "cases.jsonl"
    if not path.is_file():
        yield f"no labelled texts at {path}: nothing to measure"
        return
    yield from _tables("comments cut, as the platform reads", examples(path))
    if not quick:
        yield from _tables("whole texts, with comments written after judgment",
                           examples(path, cut=False))  # fmt: skip
    texts = list(islice(_others(), 400 if quick else None))
    yield from _hits(texts)
    yield _speed(texts, 1 if quick else 5)


def _tables(title: str, texts: list[Example]) -> Iterator[str]:
    folds: dict[str, Callable[[], Iterator[tuple[str, Callable[[Example], bool]]]]] = {
        "each source left out": lambda: by_source(texts),
        "first batch teaches, second judged": second_batch,
        "second batch teaches, first judged": first_batch,
    }
    for name, fold in folds.items():
        yield f"\n## {title}: {name}"
        whole, parts = Tally(), dict[str, Tally]()
        for part, text, found in left_out(texts, fold()):
            for tally in (whole, parts.setdefault(part, Tally())):
                tally.add(found, text.yes, text.disputed)
        yield from whole.lines()
        if len(parts) > 1:
            for part, tally in parts.items():
                yield f"  {part:<9} all {tally.codes}  |  any {tally.any}"
    model = train(texts)
    seen = Tally()
    for text in texts:
        found = said(confidences(model.rules, text), model.threshold)
        seen.add(found, text.yes, text.disputed)
    yield f"\n## {title}: taught and judged on all (flattering, threshold {model.threshold})"
    yield from list(seen.lines())[-2:]


@dataclass(frozen=True)
class Text:
    """文本: one of another set, without labels."""

    set: str
    cause: str
    text: str


def _others() -> Iterator[Text]:
    """Yield the facts of other sets, none of them labelled."""
    fields = {
        "cjrc/paragraphs.jsonl.gz": ("cause", "context"),
        "judge/judgments.jsonl.gz": ("", "fact"),
        "lecardv2_corel/corpus.jsonl.gz": ("", "fact"),
        "cail2018_small/cases.jsonl.gz": ("", "fact"),
        "clcr/corpus.jsonl.gz": ("cause_rx", "text"),
    }
    for file, (cause, text) in fields.items():
        path = DATA / file
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                body = row[text]
                start = max(0, min(len(body) - CHARS, 300)) if file.startswith("clcr") else 0
                yield Text(path.parent.name, row.get(cause) or "", body[start : start + CHARS])


def _hits(texts: list[Text]) -> Iterator[str]:
    yield "\n## texts without labels: how many raise a suspicion"
    counted: dict[str, Counter[str]] = {}
    sample: list[str] = []
    for text in texts:
        tally = counted.setdefault(text.set, Counter())
        tally["n"] += 1
        found = detect(text.cause, text.text)
        tally.update(one.code.value for one in found)
        tally["any"] += bool(found)
        sample += [
            f"  {text.set} {one.code} {one.confidence:.2f} {text.cause}: {'｜'.join(one.evidence)}"
            for one in found
        ]
    for name, tally in counted.items():
        codes = ", ".join(
            f"{code} {n}" for code, n in sorted(tally.items()) if len(code) == 3 and code != "any"
        )
        yield f"{name:<15} n {tally['n']:>5}  any {tally['any']:>4}  {codes}"
    yield "a sample to read:"
    yield from random.Random(SEED).sample(sample, min(SAMPLE, len(sample)))


def _speed(texts: list[Text], rounds: int) -> Figure:
    """Return texts detected a second beside the same texts cut into words."""
    some = texts[:400]
    rates: list[tuple[float, float]] = []
    for _ in range(rounds):
        began = time.perf_counter()
        for text in some:
            detect(text.cause, text.text)
        between = time.perf_counter()
        for text in some:
            rjieba.cut(text.text)
        ended = time.perf_counter()
        rates.append((len(some) / (between - began), len(some) / (ended - between)))
    rate, bare = sorted(rates)[len(rates) // 2]
    length = sum(len(text.text) for text in some) / len(some)
    return Figure(
        "detection from text", rate, "texts/s", f"cut into words: {bare:,.0f}/s", GOAL,
        note=f"{len(some)} texts of {length:.0f} characters",
    )  # fmt: skip
