"""What goes into the gate and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xiezhi.law.finding import Finding
from xiezhi.law.terms import Post


@dataclass(frozen=True)
class Actor:
    """行为人: the person who acts; `system` marks the platform itself."""

    person: int
    name: str = ""
    system: bool = False


SYSTEM = Actor(0, "系统", system=True)


@dataclass(frozen=True)
class Wish:
    """拟为之事: an act wished on a subject; for an act that opens one, `subject` is its court.

    `key` makes a repeat harmless: the same act on the same subject with the same key is
    performed once.
    """

    subject: int
    data: Any
    key: str = ""
    by: Actor | None = None
    """Who acts on this subject, where a batch holds the acts of several persons."""


@dataclass(frozen=True)
class Standing:
    """行权身份: the post in which the actor may act, and the delegation it rests on."""

    post: Post
    mandate: int | None = None


@dataclass
class Outcome:
    """结果: what became of one wish; `findings` hold the reasons of a refusal and the warnings."""

    wish: Wish
    accepted: bool
    findings: Sequence[Finding] = ()
    subject: int = 0
    entry: int | None = None
    replayed: bool = False
    standing: Standing | None = None
    shows: dict[str, Any] = field(default_factory=dict)
    """What only the actor is told, once: a fresh token."""


class Refused(Exception):
    """不予办理: the act was refused; the refusal is on record when this is raised."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__("；".join(str(finding) for finding in outcome.findings))


class Unknown(LookupError):
    """There is no such subject for this actor; outsiders get no other answer."""
