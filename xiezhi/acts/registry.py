"""What the apps bring to the gate: effects, kinds of subjects with their facts, providers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from xiezhi.acts.types import Actor
from xiezhi.acts.write import Write
from xiezhi.law.act import Act, SubjectKind
from xiezhi.law.facts import Facts
from xiezhi.law.terms import Post, State
from xiezhi.ledger.models import Subject


@dataclass
class Doing:
    """办理: what an effect knows of the act besides subject and data.

    `owes` is filled by the effect where it has just given someone the post that owes a duty.
    `adds` goes into the entry beside the data: numbers given, results, before and after.
    `division` is set where the act has just given the subject to one.
    `due_on` is set where what the act raises has a day of its own, not a time from today.
    `leads` is set where the act leaves the case in another state than it says.
    `shows` goes back to the actor alone and into no row: a fresh token.
    """

    act: Act
    by: Actor
    at: datetime
    post: Post
    facts: Any
    owes: dict[Post, int] = field(default_factory=dict)
    adds: dict[str, Any] = field(default_factory=dict)
    shows: dict[str, Any] = field(default_factory=dict)
    division: int | None = None
    due_on: date | None = None
    leads: State | None = None

    @property
    def today(self) -> date:
        """The day of the act in the court's zone."""
        return date.fromisoformat(self.facts.today.isoformat())


Effect = Callable[[Write, Any, Any, Doing], Subject | None]
"""Writes rows; for an act that opens a subject it returns the new one."""

Loader = Callable[[Mapping[int, Actor], Act | None, datetime], Mapping[int, Facts]]
"""Facts of subjects, each for the person who acts on it, in a fixed number of statements."""
Provider = Callable[[Sequence[int], Mapping[int, Facts]], Mapping[int, Mapping[str, Any]]]


@dataclass(frozen=True)
class Kind:
    """主体类型: the model of a kind of subject and the loader of its basic facts."""

    model: type[Subject]
    load: Loader


effects: dict[str, Effect] = {}
kinds: dict[SubjectKind, Kind] = {}
providers: dict[str, Provider] = {}

E = TypeVar("E", bound=Effect)
P = TypeVar("P", bound=Callable[..., Mapping[int, Mapping[str, Any]]])


def effect(act: Act) -> Callable[[E], E]:
    """Register a function as what an act does; each act has one."""

    def register(function: E) -> E:
        if act.code in effects:
            raise ValueError(f"{act.code} has two effects")
        effects[act.code] = function
        return function

    return register


def provider(*names: str) -> Callable[[P], P]:
    """Register a function as the source of facts that rules name with `@needs`."""

    def register(function: P) -> P:
        for name in names:
            providers[name] = function
        return function

    return register


def subject_kind(name: SubjectKind, model: type[Subject], load: Loader) -> None:
    """Register a kind of subject."""
    kinds[name] = Kind(model, load)
