"""A published judgment, part by part; where the stored offsets leave gaps, the whole text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests import factories as make
from xiezhi.similar_cases.models import Judgment

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "原告某甲。\n经审理查明，被告逾期未还。\n本院认为，欠债应当归还。\n判决如下：归还二万元。"


def stored(sections: list[tuple[str, int, int]]) -> Judgment:
    return Judgment.objects.create(
        number="（2024）测0101民初1号", document_type="判决书", title="某甲与某乙民间借贷纠纷",
        court="测试人民法院", level="basic", area="civil", instance="first", cause="民间借贷纠纷",
        causes=[], judged_on=date(2024, 5, 6), parties=[], bench=[],
        articles=["《中华人民共和国民法典》第675条"], text=TEXT, sections=sections,
        sha256=f"{len(sections):064}", imported_at=datetime(2026, 9, 1, tzinfo=UTC),
    )  # fmt: skip


def test_its_parts_have_headings_and_its_articles_stand_beside(signed_in: Any) -> None:
    start = TEXT.index("本院认为")
    row = stored([("facts", 0, start), ("reasoning", start, len(TEXT))])
    judge = make.make_bench(judges=1).judges[0]
    page = signed_in(judge).get(f"/judgments/{row.id}").content.decode()
    for shown in ("查明的事实", "裁判理由", "欠债应当归还", "第675条", "2024-05-06"):
        assert shown in page, shown


def test_a_text_without_parts_is_shown_whole(signed_in: Any) -> None:
    row = stored([])
    judge = make.make_bench(judges=1).judges[0]
    page = signed_in(judge).get(f"/judgments/{row.id}").content.decode()
    assert all(line in page for line in TEXT.splitlines())


def test_nobody_reads_it_without_signing_in(client: Any) -> None:
    assert client.get("/judgments/1").status_code == 302
