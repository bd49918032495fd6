"""Values of assignment (分案要素) in facts: a proposed linkage, a stop that was asked for."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.terms import LinkageState


@dataclass(frozen=True)
class LinkageFact:
    """关联: with which earlier case of the series, how far it is decided, who hears that one."""

    first: int
    number: str
    state: LinkageState
    days: int
    """Within how many days both were received."""
    judge: int | None = None
    judge_name: str = ""


@dataclass(frozen=True)
class StopFact:
    """停止分案申请: whose, asked by whom, over which days; `until` is the first day after."""

    id: int
    person: int
    asked_by: int
    since: date
    until: date
