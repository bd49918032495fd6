"""度量: figures by hand; and that the floors hold on the data sets, where they are there."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from xiezhi.similar_cases.ranking.files import documents
from xiezhi.similar_cases.ranking.measure import (
    average_precision,
    chance,
    gain,
    macro_f1,
    micro_f1,
    ordered,
)
from xiezhi.similar_cases.ranking.rank import rank

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


class TestByHand:
    def test_order_is_by_score_then_id(self) -> None:
        scores = np.array([1.0, 2.0, 1.0])
        assert ordered(["b", "c", "a"], scores) == ["c", "a", "b"]
        assert ordered(["b", "c", "a"], scores, {"a", "b"}) == ["a", "b"]

    @pytest.mark.parametrize(
        ("order", "relevant", "value"),
        [
            ("abc", "a", 1.0),
            ("abc", "c", 1 / 3),
            ("abc", "ac", (1 + 2 / 3) / 2),
            ("abc", "ad", 0.5),
        ],
    )
    def test_average_precision(self, order: str, relevant: str, value: float) -> None:
        assert average_precision(order, relevant) == pytest.approx(value)

    def test_gain(self) -> None:
        assert gain("ab", {"a": 2, "b": 1}) == pytest.approx(1)
        assert gain("ba", {"a": 2, "b": 1}) == pytest.approx(
            (1 + 3 / 1.5849625) / (3 + 1 / 1.5849625)
        )
        assert gain("xy", {"a": 1}) == 0

    def test_f1(self) -> None:
        found, held = [["a"], ["a", "b"]], [["a"], ["b"]]
        assert micro_f1(found, held) == pytest.approx(0.8)
        assert macro_f1(found, held) == pytest.approx((2 / 3 + 1) / 2)

    def test_chance(self) -> None:
        assert chance([1.0] * 12, [0.0] * 12) < 0.01
        assert chance([1.0, 0.0], [0.0, 1.0]) == pytest.approx(1, abs=0.01)
        assert chance([0.5] * 5, [0.5] * 5) == 1


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside the project")
@pytest.mark.parametrize(
    ("folder", "queries", "pooled", "floor"),
    [
        ("clcr", "queries.jsonl", True, 0.78),
        ("clcr", "queries.jsonl", False, 0.50),
        ("lecardv2_corel", "corpus.jsonl.gz", False, 0.66),
    ],
)
def test_the_floor_holds(folder: str, queries: str, pooled: bool, floor: float) -> None:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with (DATA / folder / "qrels.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            grades[row["qid"]][row["did"]] = int(row["grade"])
    texts = documents(DATA / folder / "corpus.jsonl.gz", [["title"], ["text"]])
    asked = documents(DATA / folder / queries, [["query", "text"]])
    pools = {query: list(held) for query, held in grades.items()} if pooled else None
    orders: dict[str, list[str]] = defaultdict(list)
    for query, text, _ in rank(texts, asked, pools):
        orders[query].append(text)
    scored = {query: held for query, held in grades.items() if any(held.values())}
    assert np.mean([gain(orders[query], held) for query, held in scored.items()]) >= floor
