"""Acts (履职行为): what may be done, by whom, when, under which article. Values only."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

from xiezhi.law.finding import Finding
from xiezhi.law.sources import Citation
from xiezhi.law.terms import Force, Post, State

SubjectKind = Literal["case", "court", "person", "team"]
Rule = Callable[..., Finding | Iterable[Finding] | None]
"""规则: `(facts)` for what holds before anything is typed, `(facts, data)` for what was typed."""


@dataclass(frozen=True)
class Nothing:
    """无: the data of an act that asks nothing."""


@dataclass(frozen=True)
class Every:
    """定期: a duty that falls due again each period; `of` are the posts that owe it."""

    period: Literal["day", "week", "month", "quarter", "year"]
    of: frozenset[Post]


@dataclass(frozen=True)
class Duty:
    """应办事项: the duty that an act raises: which act fulfils it, who owes it, within what.

    `within` names a parameter, whose unit says how it is counted: days, working_days, months;
    empty where the text sets no time. `when` says for which facts and data it arises.
    """

    act: str
    of: frozenset[Post]
    within: str = ""
    when: Callable[[Any, Any], bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """履职行为: one entry of the powers-and-duties list (权责清单).

    `rules` are pure; each returns its findings. `moves` is the state the case is in afterwards.
    `opens` marks the act that creates its subject. `settles` are codes of acts whose open duties
    this act fulfils besides its own. `item` is the number in the model list (PW01 …).
    `personal` marks statutory acts that cannot be delegated. `beyond` marks those that a post may
    do at its whole court, also where its portfolio or division does not cover the subject.
    """

    code: str
    name: str
    gloss: str
    source: Citation
    since: date
    force: Force
    holders: frozenset[Post]
    until: date | None = None
    subject: SubjectKind = "case"
    states: frozenset[State] = frozenset()
    moves: State | None = None
    opens: bool = False
    rules: tuple[Rule, ...] = ()
    data: type[Any] = Nothing
    raises: tuple[Duty, ...] = ()
    settles: tuple[str, ...] = ()
    due: Every | None = None
    item: str = ""
    personal: bool = False
    beyond: bool = False
    also: tuple[Citation, ...] = field(default=())

    @cached_property
    def state_rules(self) -> tuple[Rule, ...]:
        """The rules that hold before anything is typed."""
        return tuple(rule for rule in self.rules if _arity(rule) == 1)

    @cached_property
    def data_rules(self) -> tuple[Rule, ...]:
        """The rules about what was typed."""
        return tuple(rule for rule in self.rules if _arity(rule) == 2)

    @cached_property
    def needs(self) -> frozenset[str]:
        """Names of the fact providers that the rules read."""
        return frozenset(
            name for rule in self.rules for name in getattr(rule, "needs", frozenset())
        )


@cache
def _arity(rule: Rule) -> int:
    return len(inspect.signature(rule).parameters)


R = TypeVar("R", bound=Callable[..., Any])


def needs(*names: str) -> Callable[[R], R]:
    """Mark a rule with the facts it reads beside the basic ones, so that they are loaded."""

    def mark(rule: R) -> R:
        rule.needs = frozenset(names)  # type: ignore[attr-defined]
        return rule

    return mark
