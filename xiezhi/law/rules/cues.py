"""识别线索: a court's own expressions and weights as data, read and bounded. Pure, no text is read.

An expression is data that others type, and the texts it runs over are typed by parties: so no
expression may take long on any text. Repeats have an end, none stands within another, and the ways
in which one beginning can match are counted and bounded.
"""

import re
import re._parser as parser  # type: ignore[import-not-found]
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

CHARS_MAX = 200
"""Characters of one expression."""
BRANCHES_MAX = 40
CUES_MAX = 20
REPEAT_MAX = 40
"""The most that a repeat may ask for: `{0,40}`."""
WAYS_MAX = 500
"""In how many ways an expression may match from one place."""
WAYS_ALL_MAX = 5_000
"""The same of all expressions together."""
WEIGHT_MAX = 6.0
"""Log-odds that a signal may add or take."""
REACH_MAX = 60
PREFIX = "own."
"""How the names of a court's own signals begin, so that they never meet the catalogue's."""
_NAME = re.compile(r"own\.[a-z][a-z0-9_]{1,30}")
_AREAS = ("any", "civil", "criminal")
_PLAIN = re.compile(r"[\u4e00-\u9fff]")
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ONE = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY", "AT", "CATEGORY"})


@dataclass(frozen=True)
class Wrong:
    """不能采用的内容: what is wrong with it, a sentence over `given`."""

    says: str
    given: Mapping[str, object] = field(default_factory=dict)


class BadCues(ValueError):
    """The parameters cannot be used; carries everything that is wrong with them."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("；".join(one.says.format(**one.given) for one in self.wrong))


@dataclass(frozen=True)
class OwnCue:
    """自定线索: a signal of a court's own, in the form of the files of the catalogue."""

    name: str
    gloss: str
    branches: tuple[str, ...]
    unless: str
    near: str
    reach: int
    area: str
    weight: float


@dataclass(frozen=True)
class Adjustment:
    """规则参数: weights of the catalogue's signals that differ, and the court's own signals."""

    weights: Mapping[str, float] = field(default_factory=dict)
    cues: tuple[OwnCue, ...] = ()


def parse(text: str, known: Iterable[str]) -> Adjustment:
    """Return the parameters that a TOML text holds; `known` names the signals of the rule.

    Raises `BadCues` with all that is wrong at once.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCues([Wrong("参数不是有效的 TOML：{why}", {"why": str(error)})]) from error
    wrong = [
        Wrong("没有“{name}”这一段，可以填写 weights 和 signal", {"name": name})
        for name in sorted(set(content) - {"weights", "signal"})
    ]
    weights, entries = content.get("weights", {}), content.get("signal", [])
    if not isinstance(weights, dict) or not isinstance(entries, list):
        raise BadCues([Wrong("weights 应当是一张表，signal 应当写成 [[signal]]")])
    wrong += _bad_weights(weights, frozenset(known))
    if len(entries) > CUES_MAX:
        wrong.append(Wrong("自定信号最多 {most} 个", {"most": CUES_MAX}))
    cues = [_cue(entry, wrong) for entry in entries[:CUES_MAX] if isinstance(entry, dict)]
    names = [cue.name for cue in cues]
    wrong += [
        Wrong("信号“{name}”写了两次", {"name": name})
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if not wrong and sum(map(_cost, cues)) > WAYS_ALL_MAX:
        wrong.append(Wrong("全部表达式可能的匹配方式合计过多，会拖慢识别，请减少条数或者重复次数"))
    if wrong:
        raise BadCues(wrong)
    return Adjustment({name: float(weight) for name, weight in weights.items()}, tuple(cues))


def _cost(cue: OwnCue) -> int:
    return sum(_ways(parser.parse(one)) for one in (*cue.branches, cue.unless, cue.near))


def _bad_weights(weights: Mapping[str, Any], known: frozenset[str]) -> list[Wrong]:
    wrong = []
    for name, weight in weights.items():
        if name not in known:
            wrong.append(Wrong("本规则没有信号“{name}”，请从规则页所列信号中选取", {"name": name}))
        elif not _is_weight(weight):
            given = {"name": name, "most": WEIGHT_MAX}
            wrong.append(Wrong("信号“{name}”的权重应当是 −{most} 至 {most} 的数", given))
    return wrong


def _is_weight(value: Any) -> bool:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and -WEIGHT_MAX <= value <= WEIGHT_MAX


def _cue(entry: Mapping[str, Any], wrong: list[Wrong]) -> OwnCue:
    name = str(entry.get("name", ""))[:60]
    before = len(wrong)
    if not _NAME.fullmatch(name):
        wrong.append(Wrong("信号名称“{name}”应当形如 own.evictions", {"name": name}))
    of = {"name": name}
    strings = {part: entry.get(part, "") for part in ("gloss", "unless", "near")}
    branches = entry.get("branches", [])
    if not isinstance(branches, list) or not branches:
        wrong.append(Wrong("信号“{name}”没有表达式（branches）", of))
        branches = []
    if any(not isinstance(one, str) for one in (*branches, *strings.values())):
        wrong.append(Wrong("信号“{name}”的释义和表达式应当是文字", of))
    if len(branches) > BRANCHES_MAX:
        wrong.append(Wrong("信号“{name}”的表达式最多 {most} 条", {**of, "most": BRANCHES_MAX}))
    if not strings["gloss"]:
        wrong.append(Wrong("信号“{name}”没有释义（gloss）", of))
    reach, area = entry.get("reach", 14), entry.get("area", "any")
    if not isinstance(reach, int) or not 0 <= reach <= REACH_MAX:
        wrong.append(Wrong("信号“{name}”的 reach 应当是 0 至 {most}", {**of, "most": REACH_MAX}))
    if area not in _AREAS:
        wrong.append(Wrong("信号“{name}”的 area 应当是 any、civil 或者 criminal", of))
    if not _is_weight(entry.get("weight")):
        given = {**of, "most": WEIGHT_MAX}
        wrong.append(Wrong("信号“{name}”的权重应当是 −{most} 至 {most} 的数", given))
    odd = sorted(set(entry) - _PARTS)
    wrong += [Wrong("信号“{name}”不能填写“{part}”", {**of, "part": part}) for part in odd]
    if len(wrong) == before:
        wrong += _bad_expressions(name, branches, strings)
    clean = len(wrong) == before
    return OwnCue(
        name=name,
        gloss=str(strings["gloss"])[:60],
        branches=tuple(branches) if clean else (),
        unless=str(strings["unless"]),
        near=str(strings["near"]),
        reach=reach if clean else 0,
        area=str(area),
        weight=float(entry["weight"]) if clean else 0.0,
    )


_PARTS = frozenset({"name", "gloss", "branches", "unless", "near", "reach", "area", "weight"})


def _bad_expressions(name: str, branches: list[str], strings: Mapping[str, str]) -> list[Wrong]:
    wrong = []
    for expression in branches:
        says = why_not(expression) or _why_no_branch(expression)
        if says:
            wrong.append(Wrong(says, {"name": name, "expression": expression[:60]}))
    for part in ("unless", "near"):
        says = why_not(strings[part]) if strings[part] else ""
        if says:
            wrong.append(Wrong(says, {"name": name, "expression": strings[part][:60]}))
    return wrong


def why_not(expression: str) -> str:
    """Return why an expression may not be used, or nothing where it may."""
    if len(expression) > CHARS_MAX:
        return "信号“{name}”的表达式“{expression}”过长，请拆成几条"
    try:
        parsed = parser.parse(expression)
        re.compile(expression)
    except (re.error, OverflowError, RecursionError):
        return "信号“{name}”的表达式“{expression}”不是有效的正则表达式，请检查括号和转义"
    try:
        ways = _ways(parsed)
    except _Refused as refused:
        return str(refused)
    return _TOO_MANY if ways > WAYS_MAX else ""


_TOO_MANY = "信号“{name}”的表达式“{expression}”可能的匹配方式过多，会拖慢识别，请缩小重复次数"
_ENDLESS = (
    "信号“{name}”的表达式“{expression}”含有没有上限的重复（*、+），请改用有上限的写法，如 {{0,10}}"
)
_NESTED = "信号“{name}”的表达式“{expression}”在重复之内又有重复，会拖慢识别，请拆成几条"
_BACKWARDS = "信号“{name}”的表达式“{expression}”引用了前面的括号，请改用列举"


class _Refused(Exception):
    """What an expression may not hold."""


def _ways(parsed: Any) -> int:
    """Return in how many ways a part can match from one place, at most."""
    total = 1
    for kind, value in parsed:
        total *= _ways_of(str(kind), value)
        if total > WAYS_MAX:
            return total
    return total


def _ways_of(kind: str, value: Any) -> int:
    if kind in _ONE:
        return 1
    if kind in _REPEATS:
        least, most, inner = value
        if most > REPEAT_MAX:
            raise _Refused(_ENDLESS)
        ways = _ways(inner)
        if ways > 1 and most > 1:
            raise _Refused(_NESTED)
        return int(most - least) + ways
    if kind == "BRANCH":
        return sum(_ways(part) for part in value[1])
    if kind == "SUBPATTERN":
        return _ways(value[-1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return _ways(value[1])
    if kind == "ATOMIC_GROUP":
        return _ways(value)
    raise _Refused(_BACKWARDS)


def _why_no_branch(expression: str) -> str:
    """A branch has a plain Chinese character that every match holds, and begins with no repeat."""
    first: list[Any] = list(parser.parse(expression))[:1]
    if any(str(kind) in _REPEATS and value[0] != value[1] for kind, value in first):
        return "信号“{name}”的表达式“{expression}”不能以重复开头，请以确定的字开头"
    if not needle(expression):
        return _NO_NEEDLE
    return ""


_NO_NEEDLE = (
    "信号“{name}”的表达式“{expression}”没有必定出现的汉字，会在几乎所有文本上试配；"
    "并列的几种写法请每种写一条"
)


def needle(expression: str) -> str:
    """Return the longest run of plain Chinese that every match of an expression holds."""
    runs = [""]
    for kind, value in parser.parse(expression):
        if str(kind) == "LITERAL" and _PLAIN.match(chr(value)):
            runs[-1] += chr(value)
        elif runs[-1]:
            runs.append("")
    return max(runs, key=len)
