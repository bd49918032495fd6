"""审判团队的事实: memberships, rounds of pairing, kin, work given out. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xiezhi.law.terms import TeamRole

Pair = tuple[int, int]
"""A judge and an assistant or clerk, by their numbers."""


@dataclass(frozen=True)
class Stint:
    """团队任期: who works in a team as what, with which share of a full post, [since, until)."""

    person: int
    role: TeamRole
    share: int
    since: date
    until: date | None = None
    team: int = 0

    def on(self, day: date) -> bool:
        """Whether it covers a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class RoundFact:
    """双向选择: a round of pairing: who takes part, how many each judge takes, how far it is."""

    id: int
    judges: frozenset[int]
    staff: frozenset[int]
    places: int
    closes_on: date
    matched: bool = False
    confirmed: bool = False
    ranks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Person to whom he or she ranks, the most wanted first."""
    pairs: Mapping[int, int] = field(default_factory=dict)
    """Assistant or clerk to the judge, by choice or by the organisation."""


@dataclass(frozen=True)
class Kinship:
    """亲属关系: near relatives of whom one would work for the other, as two declarations show."""

    words: str
    reviewed: bool = False
    allowed: bool = False


@dataclass(frozen=True)
class WorkFact:
    """交办工作: a piece of work that a judge gave out, or asked the staff of others for."""

    id: int
    person: int
    state: str
