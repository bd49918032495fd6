"""行文: dates, numbers and sums as court papers write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.documents import wording


class TestDays:
    @pytest.mark.parametrize(
        ("on", "formal"),
        [
            (date(2026, 11, 24), "二〇二六年十一月二十四日"),
            (date(2020, 8, 4), "二〇二〇年八月四日"),
            (date(2026, 10, 10), "二〇二六年十月十日"),
            (date(2026, 12, 20), "二〇二六年十二月二十日"),
            (date(2027, 1, 31), "二〇二七年一月三十一日"),
        ],
    )
    def test_under_a_signature(self, on: date, formal: str) -> None:
        assert wording.formal_day(on) == formal

    def test_in_the_text(self) -> None:
        assert wording.day(date(2026, 1, 5)) == "2026年1月5日"
        assert wording.day(None, "立案日期") == "▢〔立案日期〕"


class TestSums:
    @pytest.mark.parametrize(
        ("yuan", "text", "capitals"),
        [
            ("0", "0元", "零元整"),
            ("10", "10元", "壹拾元整"),
            ("500000", "500000元", "伍拾万元整"),
            ("1234.50", "1234.50元", "壹仟贰佰叁拾肆元伍角"),
            ("10050", "10050元", "壹万零伍拾元整"),
            ("100000005", "100000005元", "壹亿零伍元整"),
            ("1.03", "1.03元", "壹元零叁分"),
            ("0.30", "0.30元", "叁角"),
            ("16409.02", "16409.02元", "壹万陆仟肆佰零玖元零贰分"),
        ],
    )
    def test_in_figures_and_in_capitals(self, yuan: str, text: str, capitals: str) -> None:
        assert wording.amount(Decimal(yuan)) == text
        assert wording.capitals(Decimal(yuan)) == capitals

    @given(st.integers(1, 10**14 - 1))
    def test_capitals_read_back(self, cents: int) -> None:
        assert _read(wording.capitals(Decimal(cents) / 100)) == cents

    @pytest.mark.parametrize("yuan", [-1, 10**12])
    def test_out_of_range(self, yuan: int) -> None:
        with pytest.raises(ValueError, match=str(yuan)):
            wording.capitals(Decimal(yuan))


def _read(words: str) -> int:
    """Read a sum in capitals back, in cents: an independent reader."""
    digits = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    for letter in words:
        if letter in digits:
            digit = digits[letter]
        elif letter in units:
            group, digit = group + digit * units[letter], 0
        elif letter in "万亿":
            total += (group + digit) * {"万": 10**6, "亿": 10**10}[letter]
            group = digit = 0
        elif letter == "元":
            total, group, digit = total + (group + digit) * 100, 0, 0
        elif letter in "角分":
            total, digit = total + digit * {"角": 10, "分": 1}[letter], 0
    return total


class TestItems:
    def test_numbered_as_the_holding_does(self) -> None:
        assert wording.numbered(["驳回上诉；", "维持原判。"], "") == [
            "一、驳回上诉；",
            "二、维持原判。",
        ]
        assert wording.numbered(["维持原判"], "") == ["维持原判。"]
        assert wording.numbered([], "主文") == ["▢〔主文〕"]
