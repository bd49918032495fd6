"""识别线索: what a court may write as its own, and that nothing it writes can take long."""

import re
import time

import pytest

from xiezhi.law.rules.cues import WAYS_ALL_MAX, BadCues, needle, parse, why_not

PLAIN = """
[weights]
"count.people" = -1.5

[[signal]]
name = "own.evictions"
gloss = "集体腾退"
branches = ["腾退[^,。]{0,10}住户", "强制(?:搬离|腾空)"]
near = "业主|村民"
area = "civil"
weight = 2
"""


def wrong(text: str) -> str:
    with pytest.raises(BadCues) as raised:
        parse(text, ["count.people"])
    return str(raised.value)


def a_signal(**changes: object) -> str:
    plain: dict[str, object] = {
        "name": "own.one", "gloss": "线索", "branches": ["腾退"], "weight": 2
    }  # fmt: skip
    lines = [f"{name} = {_toml(value)}" for name, value in (plain | changes).items()]
    return "\n".join(["[[signal]]", *lines])


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f"'''{value}'''" if isinstance(value, str) else str(value).lower()


class TestSound:
    def test_weights_and_signals(self):
        found = parse(PLAIN, ["count.people"])
        assert found.weights == {"count.people": -1.5}
        (cue,) = found.cues
        assert (cue.name, cue.weight, cue.area, cue.reach) == ("own.evictions", 2.0, "civil", 14)

    def test_nothing_changes_nothing(self):
        assert parse("", []).cues == ()

    @pytest.mark.parametrize(
        ("expression", "held"),
        [("腾退[^,。]{0,10}住户", "腾退"), ("[)]业主委员会", "业主委员会"), ("业主?大会", "大会")],
    )
    def test_what_every_match_holds(self, expression: str, held: str):
        assert needle(expression) == held


class TestRefused:
    @pytest.mark.parametrize(
        ("expression", "says"),
        [
            ("(?:腾+)+退", "没有上限的重复"),
            ("腾.*退", "没有上限的重复"),
            ("腾退[^,]{0,900}户", "没有上限的重复"),
            ("腾(?:退[^,]{0,9}){0,9}户", "重复之内又有重复"),
            ("腾[^,]{0,30}[^,]{0,30}[^,]{0,30}户", "匹配方式过多"),
            (r"(腾)退\1", "引用了前面的括号"),
            ("腾退(", "不是有效的正则表达式"),
            ("腾" * 201, "过长"),
            ("[^,]{0,9}腾退", "不能以重复开头"),
            ("腾退|搬离", "请每种写一条"),
            (r"\d{4}-\d{2}", "没有必定出现的汉字"),
        ],
    )
    def test_expressions_that_could_take_long(self, expression: str, says: str):
        assert says in wrong(a_signal(branches=[expression]))

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"name": "count.people"}, "应当形如"),
            ({"gloss": ""}, "没有释义"),
            ({"branches": []}, "没有表达式"),
            ({"branches": ["腾退"] * 41}, "最多 40 条"),
            ({"weight": 60}, "权重应当是"),
            ({"weight": True}, "权重应当是"),
            ({"reach": 5000}, "reach 应当是"),
            ({"area": "tax"}, "area 应当是"),
            ({"unless": "腾.*退"}, "没有上限的重复"),
            ({"script": "x"}, "不能填写"),
        ],
    )
    def test_parts_of_a_signal(self, changes: dict[str, object], says: str):
        assert says in wrong(a_signal(**changes))

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("[weights", "TOML"),
            ("[rules]", "没有“rules”这一段"),
            ('[weights]\n"count.nobody" = 1', "没有信号“count.nobody”"),
            ('[weights]\n"count.people" = 99', "权重应当是"),
            ("weights = 3", "应当是一张表"),
            (a_signal() + "\n" + a_signal(), "写了两次"),
        ],
    )
    def test_the_whole(self, text: str, says: str):
        assert says in wrong(text)

    def test_all_that_is_wrong_is_said_at_once(self):
        said = wrong(a_signal(gloss="", weight=99))
        assert "没有释义" in said and "权重应当是" in said


class TestTime:
    def test_the_slowest_that_is_let_through_is_quick_on_the_worst_text(self):
        expression = "[^,]腾[^,]{0,20}[^,]{0,20}户"
        assert why_not(expression) == ""
        began = time.process_time()
        assert not list(re.compile(expression).finditer("腾" * 200_000))
        seconds = time.process_time() - began
        assert seconds * WAYS_ALL_MAX / 441 < 20

    def test_many_costly_ones_together_are_too_many(self):
        costly = [f"腾[^,]{{0,20}}[^,]{{0,20}}户{n}" for n in range(12)]
        assert "合计过多" in wrong(a_signal(branches=costly))
