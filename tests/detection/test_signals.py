"""信号: files of cues are read or refused; each signal is cheap, whatever the text."""

from __future__ import annotations

import re
import time

import pytest

from xiezhi.detection.reading import read
from xiezhi.detection.rules import SIGNALS
from xiezhi.detection.signals import BadCue, needle, parse


def cue(**parts: str) -> str:
    lines = "\n".join(f"{name} = {value}" for name, value in parts.items())
    return f'[macros]\nWHO = "(?:甲|乙)"\n[[signal]]\nname = "a"\ngloss = "b"\n{lines}\n'


def found(text: str, of: str = "", **parts: str) -> list[str]:
    reading = read(of, text)
    (signal,) = parse(cue(**parts))
    return [reading.quote(*span) for span in signal.spans(reading)]


@pytest.mark.parametrize(
    ("branch", "run"),
    [
        ("公共利益", "公共利益"),
        ("(?:媒体|报社)报道", "报道"),
        ("众多的?[甲乙]户", "众多"),
        ("引[发起]热议", "热议"),
        ("(?:甲|(?:乙|丙)丁)戊己", "戊己"),
        ("[甲乙]", ""),
        ("一?二{2}三四+", "三四"),
    ],
)
def test_the_needle(branch: str, run: str) -> None:
    assert needle(branch) == run


class TestACue:
    def test_it_stands_where_an_expression_does(self) -> None:
        assert found("甲与丙，乙与丁", branches="['<WHO>与']") == ["甲与", "乙与"]

    def test_not_where_the_words_that_exclude_it_are_near(self) -> None:
        parts = {"branches": "['上访']", "unless": "'未曾'"}
        assert found("村民上访", **parts) == ["上访"]
        assert found("村民未曾上访", **parts) == []

    def test_only_where_the_words_that_it_needs_are_near(self) -> None:
        parts = {"branches": "['上访']", "near": "'村民'", "reach": "3"}
        assert found("村民上访", **parts) == ["上访"]
        assert found("村民因为土地的事上访", **parts) == []

    def test_only_in_its_area(self) -> None:
        parts = {"branches": "['亏损']", "area": "'criminal'"}
        assert found("客户亏损", "诈骗罪", **parts) == ["亏损"]
        assert found("客户亏损", "合同纠纷", **parts) == []

    def test_a_cause_quotes_the_first_words(self) -> None:
        assert found(" 原告诉称", "证券纠纷", cause="'证券'") == ["原告诉称"]


@pytest.mark.parametrize(
    "parts",
    [
        {"branches": "['甲|乙']"},
        {"branches": "['(甲']"},
        {"branches": "['甲']", "area": "'somewhere'"},
        {},
    ],
)
def test_a_bad_cue_is_refused_by_name(parts: dict[str, str]) -> None:
    with pytest.raises(BadCue, match=r"^a:"):
        parse(cue(**parts))


def test_every_signal_says_what_it_stands_for() -> None:
    assert all(signal.gloss and name == signal.name for name, signal in SIGNALS.items())
    assert all(re.fullmatch(r"[a-z]+(\.[a-z0-9]+)?", name) for name in SIGNALS)


HOSTILE = [
    "1号、",
    "原告",
    "业主",
    "某某、",
    "(2020)",
    "十",
    "万",
    "赵某、",
    "不特定",
    "\n典型意义",
    "&",
    "诱骗",
    "未取得",
    "上访",
    "1号和(2020)",
    "《民法》第",
    "与",
    "十名",
    "张三、李四、",
    "业主集体",
    "1套",
    "法律",
    "二审",
    "甲等",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    reading = read("合同纠纷", piece * (20_000 // len(piece)))
    for signal in SIGNALS.values():
        signal.spans(reading)
    assert time.process_time() - began < 5
