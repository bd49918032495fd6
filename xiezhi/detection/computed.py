"""计算信号: signals that no expression gives: counts, lists, doctrine, several signals together."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xiezhi.detection import counting, names
from xiezhi.detection.reading import Reading
from xiezhi.detection.signals import Find, Signal, Span, opening

PEOPLE = ("parties", "victims", "savers", "residents", "workers", "buyers")
"""Roles of whom ten and more are many parties or victims."""

LARGE = 30

_GLOSSES = {
    "parties": "当事人", "victims": "被害人", "savers": "投资人、会员",
    "residents": "业主、居民、村民", "workers": "职工", "buyers": "消费者、用户、学生",
    "companies": "单位", "holders": "股东、继承人", counting.LOOSE: "没有称明身份的人",
}  # fmt: skip
"""What the roles are called."""

_DOCTRINE = re.compile(
    r"司法实践|立法(?:目的|本意|精神|原意)|法理|法律性质|法律关系的性质|界定|举证责任|应当认定"
    r"|争议焦点|惩罚性赔偿|不能简单|溯及|类推|扩大解释|限缩|基本原则|价值取向|公平原则|意思自治"
    r"|公序良俗|信赖利益|特别规定|文义|体系解释"
    r"|《[^》]{2,24}(?:法|典|解释|条例)》(?:\([^)]{2,8}\))?第[\d一二三四五六七八九十百]+条"
)


@lru_cache(maxsize=2)
def _counts(plain: str) -> tuple[counting.Count, ...]:
    """Return the people that a text counts; a dozen signals ask for them in turn."""
    return (*counting.counts(plain), *names.lists(plain))


def _counted(roles: Iterable[str], least: int = counting.MANY) -> Find:
    wanted = frozenset(roles)

    def find(reading: Reading) -> Iterator[Span]:
        for count in _counts(reading.plain):
            if count.role in wanted and count.number >= least:
                yield count.start, count.end

    return find


def _listed(reading: Reading) -> Iterator[Span]:
    for count in names.lists(reading.plain):
        yield count.start, count.end


def _homes(reading: Reading) -> Iterator[Span]:
    for count in counting.homes(reading.plain):
        yield count.start, count.end


def _criminal(reading: Reading) -> Iterator[Span]:
    if reading.criminal:
        yield opening(reading)


def _doctrine(least: int) -> Find:
    def find(reading: Reading) -> Iterator[Span]:
        if reading.criminal:
            return
        found = list(_DOCTRINE.finditer(reading.plain))
        if len(found) >= least and len({match[0] for match in found}) >= least // 2:
            yield from (match.span() for match in found[:3])

    return find


def counted() -> Iterator[Signal]:
    """Yield the signals that count people, lists and homes, or doctrine, or tell the area."""
    for role in (*counting.ROLES, counting.LOOSE):
        yield Signal(f"count.{role}", f"十人以上：{_GLOSSES[role]}", _counted([role]))
    yield Signal("count.people", "十人以上的当事人、被害人或者同类群体", _counted(PEOPLE))
    yield Signal("count.large", "三十人以上", _counted([*PEOPLE, counting.LOOSE], LARGE))
    yield Signal("count.listed", "十人以上的名单", _listed)
    yield Signal("count.homes", "二十套以上房屋", _homes)
    yield Signal("law.doctrine4", "讨论法律适用", _doctrine(4))
    yield Signal("law.doctrine7", "着重讨论法律适用", _doctrine(7))
    yield Signal("kind.criminal", "刑事案件", _criminal)


@dataclass(frozen=True)
class Composed:
    """组合信号: stands where any of its parts does, or where all of them do."""

    name: str
    gloss: str
    parts: tuple[str, ...]
    every: bool = False

    def spans(self, found: Mapping[str, list[Span]]) -> list[Span]:
        """Return the places of the parts, given those of all single signals that stand."""
        there = [found[part] for part in self.parts if part in found]
        if self.every and len(there) < len(self.parts):
            return []
        return sorted({span for spans in there for span in spans})


COMPOSED: tuple[Composed, ...] = (
    Composed(
        "group.any",
        "以任一方式称说的群体",
        ("group.many", "group.others", "group.acting", "group.fellows", "group.kind",
         "group.represented"),
    ),
    Composed("fraud.mass", "团队对多数人的诈骗", ("fraud.crowd", "fraud.team"), every=True),
)  # fmt: skip
