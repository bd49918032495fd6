"""案由和罪名: the cause of a civil or administrative case, the charges of a criminal one."""

import re
from collections.abc import Iterable
from functools import cache

from xiezhi.law.terms import Area
from xiezhi.similar_cases.reading.judgment import Cause
from xiezhi.similar_cases.reading.register import (
    charge_names,
    code_of,
    is_general,
    longest_suffix,
)

NAME_CHARS_MAX = 40
FREE_CHARS_MAX = 6
CAUSES_MAX = 5

# 犯罪所得, 犯罪活动 … stand inside names of charges and do not end them.
_ATOM = r"(?:犯罪(?:所得|活动|方法|分子|收益|组织)|侵犯|[^，。；：（）\n罪犯])"
_CHARGES = re.compile(
    rf"(?:(?<!侵)犯|(?<!不)构成|涉嫌)(?:有|了)?(?P<names>(?:{_ATOM}{{2,30}}?罪(?:[、和及]|以及)?)+)"
)
_TITLE_CHARGES = re.compile(r"(?:一|二|再)?审?(?:刑事|判决|裁定|附带|普通|上诉|再审|一案|案)")
_NOT_A_CHARGE = re.compile(
    r"[“”\"《》\d]|行为|事实|判处|本院|追究|[前第两][款一二三四五]|一案|刑罚|证据|而非|并非|(?:[数之认有无重轻同本此该新前漏余他]|(?<!裁)定)罪$"
)
_CASE = re.compile(r"(?:纠纷)?(?:再审)?(?:一|1)案|纠纷案|纠纷(?=，本院|，于)")
_ROLE_WORD = re.compile(
    r"(?:被上诉人|上诉人|被申请人|申请人|申请再审人|再审申请人|原审原告|原审被告|原审第三人|第三人(?!撤销)|原告|被告)"
)
_CUT = re.compile(
    r".*(?:等人?(?=[\u4e00-\u9fff]{3})|）|，|。|有限公司|责任公司|支行|因|诉|与|为|的(?=[\u4e00-\u9fff]{2,12}(?:纠纷|争议|之诉)))"
)
_KNOWN_END = re.compile(
    r"(?:纠纷|争议|之诉|责任|行政[\u4e00-\u9fff]{2,6}|撤销|确认|赔偿|继承|案件|登记|处罚|征收|补偿|职责|信息公开|许可|强制|裁决)$"
)
_TITLE_END = re.compile(
    r"(?:(?:一审|二审|再审|其他|申请再审|审判监督|申诉)?(?:审查)?(?:民事|行政|刑事|执行|与?首次执行|\d{4}|判决书|裁定书|一案|案|诉讼).*)$"
)


def charges(result: str, reasoning: str, course: str, title: str) -> tuple[Cause, ...]:
    """Return the charges: as convicted, else as reasoned, else as prosecuted, else by the title."""
    for source, text in (("result", result), ("reasoning", reasoning), ("course", course)):
        names = _unique(n for m in _CHARGES.finditer(text) for n in split_charges(m["names"]))
        if names:
            return tuple(Cause(name, code_of(name, Area.CRIMINAL), source) for name in names)
    names = _title_charges(title)
    return tuple(Cause(name, code_of(name, Area.CRIMINAL), "title") for name in names)


def split_charges(text: str) -> list[str]:
    """Split 盗窃罪、诈骗罪 and 抢劫、盗窃罪, but not 贩卖、运输毒品罪."""
    found: list[str] = []
    for part in re.findall(rf"{_ATOM}+?罪(?![一-鿿])|{_ATOM}+?罪(?=[、和及以]|$)", text):
        name = re.sub(r"^(?:[、和及]|以及|其|的|被告人)+", "", part)
        if _NOT_A_CHARGE.search(name) or not 2 < len(name) <= NAME_CHARS_MAX:
            continue
        found.extend(_alternatives(name))
    return found


def civil_cause(
    course: str, head: Iterable[str], title: str, names: Iterable[str], area: Area
) -> tuple[Cause, ...]:
    """Return the cause that the course names before 一案, else of the head, else of the title."""
    if match := _CASE.search(course):
        start = max(0, match.start() - 160)
        segment = course[start : match.start()] + ("纠纷" if "纠纷" in match[0] else "")
        if found := _causes_at_end(segment, names, area, "course"):
            return found
    for line in head:
        if code := code_of(line.strip(), area):
            return (Cause(line.strip(), code, "head"),)
    bare = _TITLE_END.sub("", title)
    return _causes_at_end(bare, names, area, "title")


def _causes_at_end(
    segment: str, names: Iterable[str], area: Area, source: str
) -> tuple[Cause, ...]:
    """Several causes may stand in a row: 股东资格确认纠纷、股东知情权纠纷."""
    rest = _after_names(segment.replace(" ", "").rstrip('“”"'), names)
    found: list[Cause] = []
    while len(found) < CAUSES_MAX and (ending := _cause_at_end(rest, area)):
        name, code = ending
        found.insert(0, Cause(name, code, source))
        rest = rest[: rest.rfind(name)]
        if not rest.endswith(("、", "及", "和", "与")):
            break
        rest = rest[:-1] if rest[:-1].endswith(("纠纷", "争议")) else f"{rest[:-1]}纠纷"
        if not longest_suffix(rest, area):
            break
    return tuple(found)


def _after_names(segment: str, names: Iterable[str]) -> str:
    """What follows the last party: its name, short name or role."""
    for name in sorted(names, key=len, reverse=True):
        if name in segment[:-2]:
            segment = segment[segment.rfind(name) + len(name) :]
    return segment[_last_end(_ROLE_WORD, segment) :]


def _cause_at_end(segment: str, area: Area) -> tuple[str, str] | None:
    """The name as printed with its code, or the code of the register's name that it ends with."""
    known = longest_suffix(segment, area) or longest_suffix(segment.removesuffix("纠纷"), area)
    free = _CUT.sub("", segment).strip("、“”")
    if known:
        longer = free.endswith(known) and 0 < len(free) - len(known) <= FREE_CHARS_MAX
        general = is_general(known, area)  # 保险合同纠纷 is no 合同纠纷 to the reader
        return (free if longer and general and "、" not in free else known), code_of(known, area)
    if 2 < len(free) <= NAME_CHARS_MAX and _KNOWN_END.search(free):
        return free, ""
    return None


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    ends = [m.end() for m in pattern.finditer(text)]
    return ends[-1] if ends and ends[-1] < len(text) - 2 else 0


def _title_charges(title: str) -> list[str]:
    """Charges without 罪 at the end of a name: 王某某盗窃一审刑事判决书."""
    text = re.split(_TITLE_CHARGES, title)[0]
    found = [name for name in charge_names() if name.removesuffix("罪") in text]
    return [n for n in found if not any(n != o and n.removesuffix("罪") in o for o in found)]


def _alternatives(name: str) -> list[str]:
    """抢劫、盗窃罪 are two charges where each part is one; 走私、贩卖毒品罪 is one."""
    parts = name.removesuffix("罪").split("、")
    if code_of(name, Area.CRIMINAL):
        return [name]
    if len(parts) == 1:
        return [_ending(name)]
    whole = [f"{part}罪" for part in parts]
    return whole if all(n in _known() for n in whole) else [_ending(name)]


def _ending(name: str) -> str:
    """The charge with which a name ends that carries other words before it."""
    return name if code_of(name, Area.CRIMINAL) else longest_suffix(name, Area.CRIMINAL) or name


@cache
def _known() -> frozenset[str]:
    return frozenset(charge_names())


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
