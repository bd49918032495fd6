"""A published judgment, part by part; where the stored offsets leave gaps, the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests import factories as make
from tests.marks import rule
from xiezhi.similar_cases.models import Judgment

pytestmark = pytest.mark.django_db
TEXT = "原告某甲。\n经审理查明，被告逾期未还。\n本院认为，欠债应当归还。\n判决如下：归还二万元。"


def stored(
    sections: list[tuple[str, int, int]], text: str = TEXT, parties: Sequence[dict[str, str]] = ()
) -> Judgment:
    return Judgment.objects.create(
        number="（2024）测0101民初1号", document_type="判决书", title="某甲与某乙民间借贷纠纷",
        court="测试人民法院", level="basic", area="civil", instance="first", cause="民间借贷纠纷",
        causes=[], judged_on=date(2024, 5, 6), parties=list(parties), bench=[],
        articles=["《中华人民共和国民法典》第675条"], text=text, sections=sections,
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


def party(role: str, role_text: str, name: str) -> dict[str, str]:
    return {"role": role, "role_text": role_text, "name": name, "kind": "natural"}


class TestParties:
    """Who took part in which role; nothing but what was published, whoever reads."""

    text = "上诉人（原审原告）：甲某1。\n上诉人（原审原告）：甲某2。\n被上诉人：乙某。\n判决如下。"
    parties = (
        party("appellant", "上诉人（原审原告）", "甲某1"),
        party("appellant", "上诉人（原审原告）", "甲某2"),
        party("appellee", "被上诉人", "乙某"),
        party("third_party", "第三人", "丙知微"),
    )

    def rows(self, page: str) -> dict[str, str]:
        """Return the facts of the head as the page prints them."""
        found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
        return {label: re.sub(r"<[^>]+>", "", value).strip() for label, value in found}

    def test_each_role_has_its_names_and_how_the_judgment_calls_it(self, signed_in: Any) -> None:
        row = stored([], self.text, self.parties)
        judge = make.make_bench(judges=1).judges[0]
        shown = self.rows(signed_in(judge).get(f"/judgments/{row.id}").content.decode())
        assert shown["上诉人"].startswith("甲某1、甲某2")
        assert shown["上诉人"].endswith("上诉人（原审原告）")
        assert shown["被上诉人"] == "乙某"

    def test_many_are_counted(self, signed_in: Any) -> None:
        names = [f"业主{n:02}" for n in range(30)]
        many = [party("plaintiff", "原告", name) for name in names]
        row = stored([], "原告" + "、".join(names), many)
        judge = make.make_bench(judges=1).judges[0]
        shown = self.rows(signed_in(judge).get(f"/judgments/{row.id}").content.decode())
        assert shown["原告"] == "、".join(names[:6]) + " 等 30 人"

    @rule("R5.17")
    @pytest.mark.parametrize("kind", ["staff", "party"])
    def test_a_name_that_was_not_published_is_shown_to_nobody(
        self, signed_in: Any, kind: str
    ) -> None:
        row = stored([], self.text, self.parties)
        browser = signed_in(make.make_person(None), kind=kind)
        page = browser.get(f"/judgments/{row.id}").content.decode()
        assert "丙知微" not in page
        assert self.rows(page)["第三人"] == "姓名未公开"

    @rule("R5.17")
    def test_a_party_reads_it_in_the_frame_of_parties(self, signed_in: Any) -> None:
        row = stored([], self.text, self.parties)
        page = signed_in(make.make_person(None), kind="party").get(f"/judgments/{row.id}")
        shown = page.content.decode()
        assert "bar-party" in shown
        assert all(line in shown for line in self.text.splitlines())
        for inside in ("/cases", "/search", "/calendar", "/ledger"):
            assert f'href="{inside}"' not in shown, inside
        staff = signed_in(make.make_bench(judges=1).judges[0]).get(f"/judgments/{row.id}")
        assert 'href="/cases"' in staff.content.decode()
