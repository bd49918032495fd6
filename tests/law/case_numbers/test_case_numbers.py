"""案号规定 (法〔2015〕137号): reading, writing and issuing case numbers."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.case_numbers import (
    CaseClass,
    CaseNumber,
    CaseNumberError,
    check_issue,
    find_all,
    next_number,
    parse,
    type_codes,
)
from xiezhi.law.courts import provinces, read_court
from xiezhi.law.terms import Area, Level, Post

DATA = Path(__file__).parents[3].parent / "shared" / "data"
TODAY = date(2026, 11, 24)
KNOWN = frozenset({"粤0703", "粤07", "粤", "最高法"})

courts = st.builds(
    lambda province, digits: province + digits,
    st.sampled_from(provinces()),
    st.from_regex(r"(\d{2}|\d{4})?", fullmatch=True).map(
        lambda digits: digits.translate({0x660 + d: str(d) for d in range(10)})
    ),
).filter(lambda code: read_court(code) is not None)


@st.composite
def numbers(draw: st.DrawFn) -> CaseNumber:
    type_code = draw(st.sampled_from(sorted(type_codes())))
    court = draw(st.one_of(st.just("最高法"), courts))
    special = draw(st.sampled_from(["", "知"])) if court == "最高法" else ""
    serial = draw(st.integers(0 if type_code == "刑核" else 1, 99_999_999))
    suffix = draw(st.sampled_from(["", "之一", "之二", "之十一"]))
    return CaseNumber(draw(st.integers(2016, 2099)), court, type_code, serial, special, suffix)


def refusal(text: str, known: frozenset[str] | None = None) -> str:
    with pytest.raises(CaseNumberError) as caught:
        parse(text, known)
    return caught.value.finding.code


@article("法〔2015〕137号", 2)
class TestTheFormOfACaseNumber:
    """案号的基本要素为收案年度、法院代字、专门审判代字、类型代字、案件编号。"""

    @rule("N1")
    @given(numbers())
    def test_every_number_reads_back_as_it_was_written(self, number: CaseNumber) -> None:
        assert parse(str(number)) == number

    @rule("N1")
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("（2026）粤0703民初1284号", CaseNumber(2026, "粤0703", "民初", 1284)),
            ("(2026)粤0703民初1284号", CaseNumber(2026, "粤0703", "民初", 1284)),
            ("〔２０２６〕 粤０７０３ 民初 １２８４ 号", CaseNumber(2026, "粤0703", "民初", 1284)),
            ("（2026）最高法知民终12号", CaseNumber(2026, "最高法", "民终", 12, "知")),
            ("（2026）粤民申7号", CaseNumber(2026, "粤", "民申", 7)),
            ("（2026）粤07刑终3号之一", CaseNumber(2026, "粤07", "刑终", 3, "", "之一")),
            ("（2026）京04行初5号", CaseNumber(2026, "京04", "行初", 5)),
        ],
    )
    def test_widths_and_brackets_are_tolerated(self, text: str, number: CaseNumber) -> None:
        assert parse(text) == number

    @rule("N1")
    @pytest.mark.parametrize(
        "text",
        [
            "（2026）粤0703民知1号",  # no such type
            "（2026）粤070民初1号",  # three digits
            "（2026）粤07知民终12号",  # 知 belongs to the Supreme People's Court
        ],
    )
    def test_an_unknown_code_is_refused(self, text: str) -> None:
        assert refusal(text) == "E_CASENO_UNKNOWN_CODE"

    @rule("N1")
    def test_a_court_outside_the_loaded_table_is_refused(self) -> None:
        assert parse("（2026）粤0703民初1号", KNOWN).court == "粤0703"
        assert refusal("（2026）粤0785民初1号", KNOWN) == "E_CASENO_UNKNOWN_CODE"

    @pytest.mark.parametrize("text", ["", "2026粤0703民初1号", "（2014）杭临刑初字第467号"])
    def test_other_texts_are_no_case_numbers(self, text: str) -> None:
        assert refusal(text) == "E_CASENO_FORMAT"

    def test_a_suffix_names_a_document_of_the_same_case(self) -> None:
        assert parse("（2026）粤0703民初1号之二").case == parse("（2026）粤0703民初1号")


class TestLongestMatch:
    """刑医解 before 刑医; 行审复 before 行审; 执 last."""

    @rule("N5")
    @pytest.mark.parametrize(
        "code",
        ["刑医解", "刑医", "行审复", "行审", "执", "执恢", "执异", "民辖终", "民辖", "行保复"],
    )
    def test_the_longer_code_is_not_cut_short(self, code: str) -> None:
        assert parse(f"（2026）粤07{code}8号").type_code == code

    @rule("N5")
    def test_longer_codes_are_tried_first(self) -> None:
        lengths = [len(code) for code in type_codes()]
        assert lengths == sorted(lengths, reverse=True)

    def test_numbers_are_found_in_running_text(self) -> None:
        text = (
            "不服（2025）粤0703民初9号判决，上诉后案号为（2026）粤07民终10号；（2025）粤0703民初9号"
        )
        assert [str(n) for n in find_all(text)] == [
            "（2025）粤0703民初9号",
            "（2026）粤07民终10号",
        ]


@article("法〔2015〕137号", 10)
class TestReviewNumbers:
    """刑事复核案件的编号为8位随机数字。"""

    @rule("N3")
    def test_any_other_length_is_refused(self) -> None:
        assert refusal("（2026）最高法刑核1号") == "E_CASENO_REVIEW_SERIAL"
        assert refusal("（2026）最高法刑核123456789号") == "E_CASENO_REVIEW_SERIAL"

    @rule("N3")
    def test_eight_digits_are_kept_with_their_zeros(self) -> None:
        assert str(parse("（2026）最高法刑核00051732号")) == "（2026）最高法刑核00051732号"

    @rule("N2", "N3")
    @pytest.mark.parametrize(
        ("serial", "found"),
        [
            (51, ["E_CASENO_DUP"]),
            (99_999_999, []),
            (100_000_000, ["E_CASENO_REVIEW_SERIAL"]),
        ],
    )
    def test_a_random_number_is_eight_digits_long_and_never_used_twice(
        self, serial: int, found: list[str]
    ) -> None:
        number = CaseNumber(2026, "最高法", "刑核", serial)
        by = Post.FILING_OFFICER
        findings = check_issue(number, issued={51}, filed_on=TODAY, by=by, known_courts=KNOWN)
        assert [finding.code for finding in findings] == found

    def test_a_serial_is_drawn_until_it_is_free(self) -> None:
        serials = iter([51, 51, 7])
        number = next_number(
            "最高法", "刑核", filed_on=TODAY, issued={51}, draw=lambda: next(serials)
        )
        assert str(number) == "（2026）最高法刑核00000007号"


class TestIssuing:
    """案号由立案部门按收案先后编制，撤销的编号不再使用。"""

    def check(self, serial: int, by: Post = Post.FILING_OFFICER, year: int = 2026) -> list[str]:
        number = CaseNumber(year, "粤0703", "民初", serial)
        issued = {1, 2, 3}
        found = check_issue(number, issued=issued, filed_on=TODAY, by=by, known_courts=KNOWN)
        return [finding.code for finding in found]

    def test_the_next_number_may_be_given(self) -> None:
        assert self.check(4) == []

    @rule("N2")
    def test_a_used_or_cancelled_number_is_never_given_again(self) -> None:
        assert self.check(2) == ["E_CASENO_DUP"]

    @rule("N1")
    @pytest.mark.parametrize(
        "number",
        [
            CaseNumber(2026, "粤0785", "民初", 1),
            CaseNumber(2026, "粤0703", "民知", 1),
            CaseNumber(2026, "粤0703", "民初", 1, "知"),
        ],
    )
    def test_unknown_codes_are_not_issued(self, number: CaseNumber) -> None:
        by = Post.FILING_OFFICER
        (finding,) = check_issue(number, issued=(), filed_on=TODAY, by=by, known_courts=KNOWN)
        assert finding.code == "E_CASENO_UNKNOWN_CODE"

    @rule("N2")
    def test_a_gap_is_refused(self) -> None:
        assert self.check(5) == ["E_CASENO_DUP"]

    @rule("N4")
    @pytest.mark.parametrize("post", sorted(set(Post) - {Post.FILING_OFFICER}))
    def test_only_the_filing_office_may_issue(self, post: Post) -> None:
        assert self.check(4, by=post) == ["E_CASENO_NOT_FILING"]

    def test_the_year_is_the_year_of_filing(self) -> None:
        assert self.check(4, year=2025) == ["E_CASENO_YEAR"]

    def test_serials_count_apart_for_each_series(self) -> None:
        first = CaseNumber(2026, "粤0703", "民初", 1)
        assert first.series != CaseNumber(2026, "粤0703", "刑初", 1).series
        assert first.series != CaseNumber(2027, "粤0703", "民初", 1).series

    @given(st.sets(st.integers(1, 500)))
    def test_the_proposed_number_is_always_accepted(self, issued: set[int]) -> None:
        number = next_number("粤", "民终", filed_on=TODAY, issued=issued, draw=lambda: 0)
        by = Post.FILING_OFFICER
        assert check_issue(number, issued=issued, filed_on=TODAY, by=by) == []


class TestCodes:
    def test_every_code_has_at_most_three_characters(self) -> None:
        assert len(type_codes()) == 129
        assert all(1 <= len(code) <= 3 for code in type_codes())

    def test_a_code_tells_class_and_area(self) -> None:
        assert type_codes()["行赔初"].area is Area.ADMINISTRATIVE
        assert type_codes()["执异"].kind is CaseClass.ENFORCEMENT
        assert type_codes()["执异"].area is None

    @pytest.mark.parametrize(
        ("code", "level", "special", "upper"),
        [
            ("最高法", Level.SUPREME, "", None),
            ("粤", Level.HIGH, "", "最高法"),
            ("粤07", Level.INTERMEDIATE, "", "粤"),
            ("粤0785", Level.BASIC, "", "粤07"),
            ("粤72", Level.INTERMEDIATE, "海事", "粤"),
            ("辽7102", Level.BASIC, "铁路运输", "辽71"),
            ("吉7504", Level.BASIC, "林区", "吉75"),
            ("豫9001", Level.BASIC, "", "豫90"),
            ("琼97", Level.INTERMEDIATE, "直辖县级市所设中级法院", "琼"),
        ],
    )
    def test_structure_of_court_codes(
        self, code: str, level: Level, special: str, upper: str | None
    ) -> None:
        court = read_court(code)
        assert court is not None
        assert str(court) == code
        assert (court.level, court.special) == (level, special)
        assert (str(court.upper) if court.upper else None) == upper

    @pytest.mark.parametrize("code", ["", "粤1", "粤123", "法", "粤12345", "0703"])
    def test_other_codes_name_no_court(self, code: str) -> None:
        assert read_court(code) is None


@pytest.mark.parametrize("folder", ["judge/judgments", "clcr/corpus"])
def test_numbers_printed_in_judgments_parse(folder: str) -> None:
    """Numbers of the form in force since 2016 parse, but for misprints of the documents."""
    file = DATA / f"{folder}.jsonl.gz"
    if not file.exists():
        pytest.skip(f"{file.name} of the shared data is missing")
    shape = re.compile(
        rf"[（(]20(?:1[6-9]|2\d)[）)](?:最高法|[{provinces()}](?:\d{{4}}|\d\d)?)"
        r"[^\d第字号，。、；（）()]{1,4}\d+号"
    )
    total = read = 0
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for text in shape.findall(row.get("judgment") or row["text"]):
                total += 1
                try:
                    read += str(parse(text)) == text.replace("(", "（").replace(")", "）")
                except CaseNumberError:
                    continue
    assert total > 250
    assert read / total > 0.99, f"{read} of {total} parse"
