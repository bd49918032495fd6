"""读取文本: offsets stay, headings and comments of later hands do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detection.texts import COMMENTED, PLAIN
from xiezhi.detection.reading import TEXT_CHARS_MAX, read


@given(st.text(max_size=300), st.booleans())
def test_the_reading_is_as_long_as_the_text(text: str, cut: bool) -> None:
    assert len(read("", text, cut=cut).plain) == len(text)


@given(st.text(alphabet="０１２ＡｚＺ（），：；&amp;nbsp\n 典型意义基本案情。", max_size=120))
def test_a_quote_is_a_part_of_the_text(text: str) -> None:
    reading = read("", text)
    for start in range(0, len(text), 7):
        assert reading.quote(start, start + 9) in text


def test_wide_characters_are_read_as_narrow_ones() -> None:
    assert read("", "１２名，（甲）&nbsp;乙").plain == "12名,(甲)      乙"


@pytest.mark.parametrize(
    "heading", ["典型意义", "【裁判要旨】", "一、案例评析", "法官说法：", "关键词"]
)
def test_what_was_written_after_judgment_is_blanked(heading: str) -> None:
    text = f" 基本案情\n\n{PLAIN}\n\n {heading}\n\n本案系全国首例。\n"
    reading = read("", text)
    assert "首例" not in reading.plain
    assert PLAIN[-8:-1] in reading.plain
    assert "首例" in read("", text, cut=False).plain


def test_the_title_above_the_facts_goes_too() -> None:
    reading = read("", COMMENTED.format(facts=PLAIN))
    assert "裁判规则" not in reading.plain
    assert "法院判决被告归还" in reading.plain


def test_a_word_in_a_sentence_is_no_heading() -> None:
    text = "原告认为本案具有典型意义，请求赔偿。\n被告不同意。"
    assert "被告不同意" in read("", text).plain


@pytest.mark.parametrize(
    ("cause", "text", "criminal"),
    [
        ("诈骗罪", "", True),
        ("", "公诉机关指控，甲盗窃。", True),
        ("", "原告诉称，被告借款。", False),
        ("民间借贷纠纷", PLAIN, False),
    ],
)
def test_the_area(cause: str, text: str, criminal: bool) -> None:
    assert read(cause, text).criminal is criminal


def test_a_text_beyond_measure_is_read_to_the_bound() -> None:
    assert len(read("", "原" * (TEXT_CHARS_MAX + 5)).plain) == TEXT_CHARS_MAX
