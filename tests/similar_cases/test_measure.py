"""What share of real judgments is read; skipped where the data sets are missing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from xiezhi.law.terms import Area
from xiezhi.similar_cases.reading import Judgment, read_judgment
from xiezhi.similar_cases.reading.measure import measure

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside the project"),
]


@pytest.mark.parametrize(
    ("file", "share"),
    [("judge/judgments.jsonl.gz", 0.97), ("clcr/corpus.jsonl.gz", 0.90)],
)
def test_share_read(file: str, share: float) -> None:
    measured = measure(DATA / file)
    assert measured.share >= share, measured.report()
    for judgment in measured.judgments:
        assert judgment.number.year
        assert judgment.court.endswith(("法院", "分院"))
        assert judgment.causes
        assert (
            judgment.procedure or judgment.area is not Area.CRIMINAL or "申" in str(judgment.number)
        )


def test_articles_agree_with_the_labels() -> None:
    right = found = wanted = 0
    with gzip.open(DATA / "judge/judgments.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        judgment = read_judgment(record["judgment"])
        assert isinstance(judgment, Judgment)
        read = {a.article for a in judgment.articles if a.law.endswith("刑法")}
        labels = {int(article) for article in record["articles"]}
        right, found, wanted = right + len(read & labels), found + len(read), wanted + len(labels)
    assert right / found >= 0.98
    assert right / wanted >= 0.97
