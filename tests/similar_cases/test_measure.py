"""What share of real judgments is read; skipped where the data sets are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiezhi.law.terms import Area
from xiezhi.similar_cases.reading import Judgment, measure, read_judgment

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
    measured = measure.measure(DATA / file)
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
    for record in measure.records(DATA / "judge/judgments.jsonl.gz"):
        judgment = read_judgment(measure.text_of(record))
        assert isinstance(judgment, Judgment)
        read = {a.article for a in judgment.articles if a.law.endswith("刑法")}
        labels = {int(article) for article in record["articles"]}
        right, found, wanted = right + len(read & labels), found + len(read), wanted + len(labels)
    assert right / found >= 0.98
    assert right / wanted >= 0.97
