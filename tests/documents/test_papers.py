"""文书: what the drafts say, what they ask for, and that they open with their Chinese text."""

import io
from dataclasses import fields, replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import cases
from tests.marks import rule
from xiezhi.documents.case_paper import CasePaper
from xiezhi.documents.drafting import blanks, render_docx, render_pdf
from xiezhi.documents.papers import PaperKind, compose
from xiezhi.law.terms import CaseKind, Procedure

DAY = date(2026, 11, 24)
EMPTY = CasePaper(
    court="江州市临河区人民法院",
    number="（2026）江0102民初1号",
    kind=CaseKind.CIVIL_FIRST,
    procedure=Procedure.SUMMARY,
    cause="",
    parties=(),
)


def pdf_text(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(text.split())


def word_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join(parts).split())


class TestEveryPaper:
    @pytest.mark.parametrize("kind", PaperKind)
    def test_prints_court_title_and_facts_as_pdf_and_as_word(self, kind: PaperKind) -> None:
        for text in (
            pdf_text(render_pdf(kind, cases.CIVIL, on=DAY)),
            word_text(render_docx(kind, cases.CIVIL, on=DAY)),
        ):
            assert cases.CIVIL.court in text
            assert compose(kind, cases.CIVIL).title.split("（")[0] in text

    @pytest.mark.parametrize("kind", PaperKind)
    def test_is_pdf_a_and_the_same_bytes_every_time(self, kind: PaperKind) -> None:
        content = render_pdf(kind, cases.CIVIL, on=DAY)
        assert b"pdfaid:part" in content
        assert content == render_pdf(kind, cases.CIVIL, on=DAY)

    @pytest.mark.parametrize("kind", PaperKind)
    def test_of_a_case_without_facts_asks_and_invents_nothing(self, kind: PaperKind) -> None:
        assert blanks(kind, EMPTY)
        text = pdf_text(render_pdf(kind, EMPTY, on=DAY))
        assert "None" not in text
        assert "▢" in text

    @pytest.mark.parametrize("kind", CaseKind)
    def test_judgment_of_each_kind_bears_its_name(self, kind: CaseKind) -> None:
        case = replace(cases.CIVIL, kind=kind, procedure=Procedure.ORDINARY_PANEL)
        assert compose(PaperKind.JUDGMENT, case).title == f"{kind.area.label}判决书"


class TestJudgment:
    @rule("R28-10")
    def test_finding_reasoning_and_holding_stay_blank_until_a_judge_writes_them(self) -> None:
        asked = " ".join(blanks(PaperKind.JUDGMENT, cases.CIVIL))
        for part in ("查明的事实，由法官撰写", "裁判理由，由法官撰写", "判决主文，由法官撰写"):
            assert part in asked

    def test_says_on_each_page_that_it_is_a_draft_until_it_is_signed(self) -> None:
        assert "草稿·未签署·尚有" in pdf_text(render_pdf(PaperKind.JUDGMENT, cases.CIVIL, on=DAY))
        signed = render_pdf(PaperKind.JUDGMENT, cases.FINISHED, on=DAY, draft=False)
        assert "草稿" not in pdf_text(signed)

    def test_reads_like_one(self) -> None:
        finished = replace(cases.FINISHED, late_interest_basis="第二百六十四条")
        assert blanks(PaperKind.JUDGMENT, finished) == ()
        text = pdf_text(render_pdf(PaperKind.JUDGMENT, finished, on=DAY))
        for said in (
            "原告：林砚秋，女，1985年3月2日出生，汉族，住江州市临河区柳巷8号。",
            "法定代表人：何川，执行董事。",
            "原告林砚秋与被告青禾商贸有限公司民间借贷纠纷一案，本院于2026年8月20日立案后",
            "依照《中华人民共和国民法典》第六百七十五条规定，判决如下：",
            "可以在判决书送达之日起十五日内，向本院递交上诉状",
            "二〇二六年十一月二十四日",
        ):
            assert said in text

    def test_of_a_second_instance_is_final(self) -> None:
        text = pdf_text(render_pdf(PaperKind.JUDGMENT, cases.SECOND, on=DAY))
        assert "上诉人（原审被告）青禾商贸有限公司因与被上诉人（原审原告）林砚秋" in text
        assert "本判决为终审判决。" in text
        assert "如不服本判决" not in text

    def test_in_a_criminal_case_has_a_prosecution_and_ten_days(self) -> None:
        text = pdf_text(render_pdf(PaperKind.JUDGMENT, cases.CRIMINAL, on=DAY))
        assert "指控被告人石某犯盗窃罪" in text
        assert "第二日起十日内" in text
        assert "迟延履行" not in text


class TestInternalPapers:
    @pytest.mark.parametrize("kind", [PaperKind.DELIBERATION_MINUTES, PaperKind.EXTENSION_FORM])
    def test_say_so_on_each_page(self, kind: PaperKind) -> None:
        assert compose(kind, cases.CIVIL).confidential
        assert "副卷" in pdf_text(render_pdf(kind, cases.CIVIL, on=DAY, draft=False))

    def test_the_presiding_judge_speaks_last(self) -> None:
        asked = blanks(PaperKind.DELIBERATION_MINUTES, cases.CIVIL)
        opinions = [hint for hint in asked if hint.endswith("的意见及理由")]
        assert opinions == ["罗一帆的意见及理由", "陶敏的意见及理由", "沈维的意见及理由"]


class TestNoTextChangesTheLayout:
    @settings(max_examples=25, deadline=None)
    @given(st.text(max_size=60))
    def test_whatever_stands_in_a_field_is_printed_and_not_run(self, text: str) -> None:
        hostile = text + ' #panic() $x$ */ @ref <a> "\\'
        case = replace(cases.FINISHED, found=hostile, cause=hostile, court=hostile)
        assert render_pdf(PaperKind.JUDGMENT, case, on=DAY).startswith(b"%PDF-")
        assert render_docx(PaperKind.SUMMONS, case, on=DAY).startswith(b"PK")

    def test_a_character_that_no_font_has_is_seen(self) -> None:
        case = replace(cases.FINISHED, cause="\U0001fae8\ue000\x1f纠纷")
        assert "青禾商贸有限公司〓〓纠纷一案" in pdf_text(
            render_pdf(PaperKind.JUDGMENT, case, on=DAY)
        )

    def test_every_fact_has_a_paper_that_prints_it(self) -> None:
        printed = "".join(
            str(compose(kind, replace(case, late_interest_basis="第二百六十四条")).blocks)
            for kind in PaperKind
            for case in (cases.CIVIL, cases.FINISHED, cases.CRIMINAL, cases.SECOND)
        )
        texts = [
            value
            for case in (cases.FINISHED, cases.CRIMINAL, cases.SECOND)
            for field in fields(CasePaper)
            if isinstance(value := getattr(case, field.name), str)
            and field.name not in {"kind", "procedure", "cause", "addressee"}
        ]
        assert [text for text in texts if text and text.rstrip("。") not in printed] == []
