"""What is read from a published judgment: plain values, no database."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from xiezhi.law.terms import Area, Instance, Level, PartyKind, PartyRole, Procedure

FACTS_CHARS_MIN = 200
"""Shorter facts mostly say that those of the court below are confirmed."""


class SectionName(StrEnum):
    """部分: the parts of a judgment in the order in which they stand."""

    HEAD = "head"  # 首部
    PARTIES = "parties"  # 当事人
    COURSE = "course"  # 案件由来和审理经过
    CLAIMS = "claims"  # 诉辩、指控
    FACTS = "facts"  # 查明的事实
    REASONING = "reasoning"  # 理由
    RESULT = "result"  # 主文
    TAIL = "tail"  # 尾部


class Missing(StrEnum):
    """未读出的原因: why a text is not counted as a judgment that was read."""

    FORMAT = "这一行不是带正文的 JSON 记录"
    LONG = "这一行过长"
    EMPTY = "文本为空"
    GARBLED = "文字编码损坏"
    DIGEST = "不是裁判文书（典型案例、指导性案例、公报案例摘编或者检察文书）"
    NUMBER = "首部没有案号"
    COURT = "首部没有法院名称"
    AREA = "不能确定案件领域（执行、国家赔偿等）"
    CAUSE = "没有读出案由或者罪名"
    PROCEDURE = "没有读出适用程序"
    INSTANCE = "没有读出审级"


@dataclass(frozen=True)
class Section:
    """部分: where a part of the text stands; `end` is exclusive, in characters."""

    name: SectionName
    start: int
    end: int


@dataclass(frozen=True)
class HistoricalNumber:
    """历史案号: a case number of any time, as printed, with its parts as far as they were read.

    `court` is the code (沪0120) or, before 2016, the short name of the court (佛中法).
    """

    text: str
    year: int
    court: str
    type_text: str
    serial: str


@dataclass(frozen=True)
class Cause:
    """案由或者罪名: as printed, with the register's code of it or of the name that it ends with."""

    name: str
    code: str
    source: str
    """Where it was read: result, reasoning, course, title."""


@dataclass(frozen=True)
class Party:
    """当事人: role as a term and as printed, name as published."""

    role: PartyRole
    role_text: str
    name: str
    kind: PartyKind


@dataclass(frozen=True)
class Counsel:
    """诉讼代理人、辩护人: whom they act for is the party's place in `parties`."""

    name: str
    role_text: str
    party: int | None


@dataclass(frozen=True)
class BenchMember:
    """合议庭成员: name and title as signed."""

    role_text: str
    name: str


@dataclass(frozen=True)
class CitedArticle:
    """引用的法条: `branch` counts 之一, 之二."""

    law: str
    article: int
    branch: int = 0

    def __str__(self) -> str:
        return f"《{self.law}》第{self.article}条" + (f"之{self.branch}" if self.branch else "")


@dataclass(frozen=True)
class ProcedureUsed:
    """适用的程序: the procedure last used, and how it was read.

    `source`: named (the text names it), converted (changed on the way), implied_panel or
    implied_single (only the organisation is named), signature (from who signed).
    """

    procedure: Procedure
    source: str


@dataclass(frozen=True)
class Judgment:
    """裁判文书: one published judgment as it was read. Offsets in `sections` refer to `text`."""

    text: str
    title: str
    number: HistoricalNumber
    court: str
    level: Level
    document_type: str
    area: Area
    instance: Instance
    causes: tuple[Cause, ...]
    parties: tuple[Party, ...]
    counsel: tuple[Counsel, ...]
    procedure: ProcedureUsed | None
    bench: tuple[BenchMember, ...]
    articles: tuple[CitedArticle, ...]
    filed_on: date | None
    heard_on: tuple[date, ...]
    judged_on: date | None
    outcome: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    sections: tuple[Section, ...] = field(default=())

    def section(self, name: SectionName) -> str:
        """Return the text of a part, empty where the judgment has none."""
        return "".join(self.text[s.start : s.end] for s in self.sections if s.name is name)

    @property
    def retrieval_text(self) -> str:
        """The facts; with the claims where the facts only confirm what was found before."""
        facts, claims = self.section(SectionName.FACTS), self.section(SectionName.CLAIMS)
        return facts if len(facts) >= FACTS_CHARS_MIN else claims + facts or self.text


@dataclass(frozen=True)
class Unreadable:
    """未读出: a text that does not yield number, court, cause and procedure."""

    reason: Missing
    title: str
