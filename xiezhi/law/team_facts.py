"""Facts of a trial team (审判团队): what is known of it when an act on it is examined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xiezhi.law.facts import Facts, KnownPerson
from xiezhi.law.team_values import Kinship, Pair, Stint
from xiezhi.law.terms import TeamType


@dataclass(frozen=True, kw_only=True)
class TeamFacts(Facts):
    """团队已知事实: a trial team when an act on it is examined."""

    kind: TeamType = TeamType.MIXED
    leader: int | None = None
    started_on: date | None = None
    reviewed_on: date | None = None
    """The day of the last rotation."""
    review_on: date | None = None
    ended_on: date | None = None
    members: tuple[Stint, ...] = ()
    """Everybody who works or worked in the team."""
    stints: Mapping[int, tuple[Stint, ...]] = field(default_factory=dict)
    kin: Mapping[Pair, Kinship] = field(default_factory=dict)
    persons: Mapping[int, KnownPerson] = field(default_factory=dict)
