"""Reading: every form of judgment, and what is refused with its reason."""

from __future__ import annotations

import gzip
import json
import time
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.similar_cases import judgments as texts
from xiezhi.law.terms import Area, Instance, Level, PartyKind, PartyRole, Procedure
from xiezhi.similar_cases.reading import (
    GUIDING_CASE,
    Judgment,
    Missing,
    SectionName,
    Unreadable,
    files,
    read_judgment,
)
from xiezhi.similar_cases.reading.causes import split_charges
from xiezhi.similar_cases.reading.citations import cited_articles
from xiezhi.similar_cases.reading.files import read_file
from xiezhi.similar_cases.reading.head import parse_number
from xiezhi.similar_cases.reading.numerals import amounts, dates, whole_number


def read(text: str, **hint: str) -> Judgment:
    result = read_judgment(text, hint)
    assert isinstance(result, Judgment), result
    return result


class TestACriminalJudgmentOfFirstInstance:
    judgment = read(texts.CRIMINAL_SUMMARY)

    def test_head(self) -> None:
        assert self.judgment.number.text == "（2019）云0403刑初218号"
        assert (self.judgment.number.court, self.judgment.number.type_text) == ("云0403", "刑初")
        assert self.judgment.court == "云溪省临津市青禾区人民法院"
        assert self.judgment.document_type == "刑事判决书"
        assert self.judgment.level is Level.BASIC
        assert (self.judgment.area, self.judgment.instance) == (Area.CRIMINAL, Instance.FIRST)

    def test_charge_as_convicted_with_its_code(self) -> None:
        (charge,) = self.judgment.causes
        assert (charge.name, charge.source) == ("盗窃罪", "result")
        assert charge.code

    def test_the_procedure_proposed_is_not_the_one_used(self) -> None:
        assert self.judgment.procedure is not None
        assert self.judgment.procedure.procedure is Procedure.SUMMARY
        assert self.judgment.procedure.source == "named"

    def test_parties_and_counsel(self) -> None:
        assert [(p.role, p.name, p.kind) for p in self.judgment.parties] == [
            (PartyRole.PROSECUTION, "临津市青禾区人民检察院", PartyKind.AUTHORITY),
            (PartyRole.ACCUSED, "石某某", PartyKind.NATURAL),
        ]
        assert [(c.name, c.party) for c in self.judgment.counsel] == [("闻一舟", 1)]

    def test_dates(self) -> None:
        assert self.judgment.filed_on == date(2019, 4, 10)
        assert self.judgment.heard_on == (date(2019, 4, 22),)
        assert self.judgment.judged_on == date(2019, 4, 22)

    def test_bench_signed_with_blanks_inside_words(self) -> None:
        signed = [(m.role_text, m.name) for m in self.judgment.bench]
        assert signed == [("审判员", "鹿鸣"), ("书记员", "白羽")]

    def test_articles_of_the_decision_only(self) -> None:
        assert [a.article for a in self.judgment.articles] == [264, 67, 52]

    def test_outcome_and_amounts(self) -> None:
        assert len(self.judgment.outcome) == 2
        assert self.judgment.amounts == (Decimal(2000), Decimal(3200))

    def test_sections_cover_the_text_in_order(self) -> None:
        sections = self.judgment.sections
        assert sections[0].start == 0
        assert sections[-1].end == len(self.judgment.text)
        assert all(a.end == b.start for a, b in pairwise(sections))

    def test_what_was_charged_stands_for_facts_that_were_not_found_apart(self) -> None:
        assert not self.judgment.section(SectionName.FACTS)
        assert self.judgment.retrieval_text.startswith("公诉机关指控")


class TestOtherForms:
    def test_without_line_breaks(self) -> None:
        flat, lined = read(texts.CRIMINAL_FLAT), read(texts.CRIMINAL_SUMMARY)
        assert flat.number == lined.number
        assert flat.causes == lined.causes
        assert flat.procedure == lined.procedure
        assert flat.parties == lined.parties
        assert flat.bench == lined.bench

    def test_the_last_procedure_counts(self) -> None:
        used = read(texts.CRIMINAL_CONVERTED).procedure
        assert used is not None
        assert (used.procedure, used.source) == (Procedure.ORDINARY_PANEL, "converted")

    def test_appeal_with_a_number_from_before_2016(self) -> None:
        judgment = read(texts.CRIMINAL_APPEAL)
        assert judgment.number.text == "（2014）临中刑一终字第00038号"
        number = judgment.number
        assert (number.year, number.court, number.type_text) == (2014, "临中", "刑一终")
        assert judgment.instance is Instance.SECOND
        assert [c.name for c in judgment.causes] == ["故意伤害罪"]
        assert judgment.judged_on == date(2014, 2, 11)
        assert judgment.procedure is not None
        assert judgment.procedure.procedure is Procedure.SECOND_PANEL

    def test_civil_with_company_in_brackets_and_third_party(self) -> None:
        judgment = read(texts.CIVIL_FIRST)
        assert [(p.role, p.name, p.kind) for p in judgment.parties] == [
            (PartyRole.PLAINTIFF, "卢万山", PartyKind.NATURAL),
            (PartyRole.DEFENDANT, "青禾置业（临津）有限公司", PartyKind.LEGAL),
            (PartyRole.THIRD_PARTY, "临津市住房管理局", PartyKind.AUTHORITY),
        ]
        assert [c.name for c in judgment.causes] == ["商品房预售合同纠纷"]
        assert judgment.procedure is not None
        assert judgment.procedure.procedure is Procedure.ORDINARY_SINGLE
        assert judgment.filed_on == date(2021, 3, 1)
        assert judgment.heard_on == (date(2021, 4, 2), date(2021, 4, 20))
        assert judgment.section(SectionName.FACTS).startswith("本院经审理认定事实如下")
        assert str(judgment.articles[0]) == "《中华人民共和国民法典》第585条"

    def test_ruling_that_tells_and_decides_in_one_paragraph(self) -> None:
        judgment = read(texts.CIVIL_SHORT_RULING)
        assert judgment.outcome == ("本案按宋听雨撤诉处理。",)
        assert judgment.document_type == "民事裁定书"
        assert judgment.procedure is not None
        assert (judgment.procedure.procedure, judgment.procedure.source) == (
            Procedure.SUMMARY,
            "signature",
        )

    def test_retrial_keeps_the_first_roles_and_all_causes(self) -> None:
        judgment = read(texts.CIVIL_RETRIAL)
        assert judgment.instance is Instance.RETRIAL
        assert judgment.level is Level.HIGH
        roles = [p.role for p in judgment.parties]
        assert roles == [PartyRole.DEFENDANT, PartyRole.PLAINTIFF]
        assert [c.name for c in judgment.causes] == ["股东资格确认纠纷", "股东知情权纠纷"]

    def test_administrative(self) -> None:
        judgment = read(texts.ADMINISTRATIVE_APPEAL)
        assert judgment.area is Area.ADMINISTRATIVE
        assert [c.name for c in judgment.causes] == ["行政处罚"]

    def test_guiding_case(self) -> None:
        judgment = read(texts.GUIDING)
        assert judgment.document_type == GUIDING_CASE
        assert judgment.court == "云溪省高级人民法院"
        assert [c.name for c in judgment.causes] == ["公司解散纠纷"]
        assert judgment.judged_on == date(2010, 10, 19)
        assert len(judgment.bench) == 3

    def test_a_counterclaim_does_not_turn_the_roles(self) -> None:
        text = texts.CIVIL_RETRIAL.replace("一审被告、", "一审被告、反诉原告、")
        text = text.replace("一审原告、", "一审原告、反诉被告、")
        roles = [p.role for p in read(text).parties]
        assert roles == [PartyRole.DEFENDANT, PartyRole.PLAINTIFF]

    def test_causes_joined_in_one_name(self) -> None:
        text = texts.CIVIL_RETRIAL.replace(
            "股东资格确认纠纷、股东知情权", "股东知情权及股东资格确认"
        )
        assert [c.name for c in read(text).causes] == ["股东知情权纠纷", "股东资格确认纠纷"]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", Missing.EMPTY),
            ("\ufffd\ufffd\ufffd判决书", Missing.GARBLED),
            ("起诉书（某某盗窃案）\n临津市人民检察院", Missing.DIGEST),
            ("某甲盗窃案\n【基本案情】\n被告人某甲窃得电动车一辆。", Missing.DIGEST),
            (texts.ENFORCEMENT, Missing.AREA),
            (texts.CIVIL_FIRST.replace("（2021）云0403民初1284号\n", ""), Missing.NUMBER),
            (
                texts.CIVIL_FIRST.replace("云溪省临津市青禾区人民法院\n民 事 判 决 书\n", ""),
                Missing.COURT,
            ),
            (texts.CIVIL_FIRST.replace("商品房预售合同纠纷", ""), Missing.CAUSE),
            (
                texts.CRIMINAL_SUMMARY.replace("适用简易程序，实行独任审判，", "")
                .replace("审　判　员　　鹿　鸣\n", "")
                .replace("，并建议适用速裁程序", ""),
                Missing.PROCEDURE,
            ),
        ],
    )
    def test_with_the_first_thing_missing(self, text: str, reason: Missing) -> None:
        result = read_judgment(text)
        assert isinstance(result, Unreadable), result
        assert result.reason is reason

    @given(
        st.text(alphabet="原告被告人民法院判决书如下：犯罪（2019）云刑初1号\n，。、 ", max_size=400)
    )
    def test_never_fails(self, text: str) -> None:
        read_judgment(text)

    @given(st.text(max_size=300))
    def test_never_fails_on_any_text(self, text: str) -> None:
        read_judgment(text, {"title": text[:40]})


class TestHostileTexts:
    """Every text is read in bounded time, whatever it holds."""

    @pytest.mark.parametrize(
        "piece",
        [
            "原审",
            "原告：",
            "罪",
            "犯",
            "犯罪所得、",
            "（",
            "（2019）",
            " ",
            "  \n",
            "《",
            "第一百条",
            "不服",
            "被告人甲，",
        ],
    )
    def test_repeated_pieces(self, piece: str) -> None:
        head, tail = texts.CIVIL_FIRST.split("卢万山向本院提出", 1)
        long = piece * (60_000 // len(piece))
        started = time.perf_counter()
        read_judgment(long)
        read_judgment(f"{head}{long}\n{tail}", {"title": long})
        assert time.perf_counter() - started < 5


class TestFiles:
    """One record a line; a bad line is told, not raised."""

    def lines(self, path: Path) -> list[tuple[int, str, Judgment | Unreadable]]:
        return [(r.line, r.id, r.result) for r in read_file(path)]

    @pytest.mark.parametrize("packed", [False, True])
    def test_good_and_bad_lines(self, tmp_path: Path, packed: bool) -> None:
        content = "\n".join(
            [
                json.dumps({"id": "a", "text": texts.CIVIL_RETRIAL, "title": "再审"}),
                "",
                "{",
                "[1]",
                json.dumps({"id": "b", "text": 5}),
                json.dumps({"id": "c", "judgment": texts.CRIMINAL_FLAT}),
            ]
        ).encode()
        path = tmp_path / "judgments"
        path.write_bytes(gzip.compress(content) if packed else content)
        found = self.lines(path)
        assert [line for line, _, _ in found] == [1, 3, 4, 5, 6]
        assert isinstance(found[0][2], Judgment)
        assert isinstance(found[4][2], Judgment)
        refused = [r.reason for _, _, r in found[1:4] if isinstance(r, Unreadable)]
        assert refused == [Missing.FORMAT] * 3

    def test_a_line_without_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "LINE_BYTES_MAX", 10_000)
        path = tmp_path / "judgments"
        good = json.dumps({"text": texts.CIVIL_RETRIAL}, ensure_ascii=False)
        path.write_text("x" * 35_000 + "\n" + good, encoding="utf-8")
        first, second = self.lines(path)
        assert isinstance(first[2], Unreadable)
        assert first[2].reason is Missing.LONG
        assert isinstance(second[2], Judgment)


class TestParts:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("一百三十三", 133),
            ("十", 10),
            ("二万", 20000),
            ("一千二百零四", 1204),
            ("25", 25),
            ("甲", None),
        ],
    )
    def test_whole_numbers(self, text: str, value: int | None) -> None:
        assert whole_number(text) == value

    def test_amounts(self) -> None:
        text = "1,000元、1.5万元、人民币二千二百零八元三角、58，521.14元"
        assert amounts(text) == tuple(Decimal(v) for v in ("1000", "15000.0", "2208.3", "58521.14"))

    def test_dates_with_every_sign_for_zero(self) -> None:
        text = "二○一九年六月二十六日、二〇二〇年元月五日、2020年2月30日、二0一四年四月二十二日"
        assert dates(text) == [date(2019, 6, 26), date(2020, 1, 5), date(2014, 4, 22)]

    def test_articles_belong_to_the_law_named_before(self) -> None:
        text = "依照《刑法》第一百三十三条之一、第五十二条，《关于适用〈刑法〉的解释》第3条之规定"
        assert [str(a) for a in cited_articles(text)] == [
            "《刑法》第133条之1",
            "《刑法》第52条",
            "《关于适用〈刑法〉的解释》第3条",
        ]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("盗窃罪、诈骗罪", ["盗窃罪", "诈骗罪"]),
            ("抢劫、盗窃罪", ["抢劫罪", "盗窃罪"]),
            ("贩卖、运输毒品罪", ["贩卖、运输毒品罪"]),
            ("掩饰、隐瞒犯罪所得罪", ["掩饰、隐瞒犯罪所得罪"]),
            ("拒不执行判决、裁定罪", ["拒不执行判决、裁定罪"]),
            ("数罪", []),
        ],
    )
    def test_charges(self, text: str, names: list[str]) -> None:
        assert split_charges(text) == names

    @pytest.mark.parametrize(
        ("text", "court", "type_text", "serial"),
        [
            ("（2017）最高法民终18号", "最高法", "民终", "18"),
            ("(2012)民提字第156号", "最高法", "民提", "156"),
            ("〔2006〕沪高民三（知）终字第61号", "沪高", "民三（知）终", "61"),
            ("（2015）佛中法民一终字第112号", "佛中法", "民一终", "112"),
            ("（2016）苏01刑终20号之一", "苏01", "刑终", "20之一"),
        ],
    )
    def test_numbers_of_any_time(self, text: str, court: str, type_text: str, serial: str) -> None:
        number = parse_number(text)
        assert number is not None
        assert (number.court, number.type_text, number.serial) == (court, type_text, serial)
