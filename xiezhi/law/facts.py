"""Facts (已知事实): what is known of a subject when an act is examined. Values only.

The basic facts are loaded for every act; the others only where a rule names them with `@needs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from xiezhi.law.assignment_values import LinkageFact, StopFact
from xiezhi.law.calendar import Calendar, shipped
from xiezhi.law.leader_values import NominalFact, NoticeFact
from xiezhi.law.lot_values import LotFact
from xiezhi.law.rule_values import RuleFact
from xiezhi.law.team_values import Kinship, Pair, RoundFact, Stint, WorkFact
from xiezhi.law.terms import (
    Area,
    CaseKind,
    FlagState,
    Level,
    Origin,
    Post,
    Procedure,
    Seat,
    State,
)
from xiezhi.law.time_limits import Clock
from xiezhi.law.time_limits.terms import ExtensionGround

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Mandate:
    """委托: a delegation in force for the actor; `posts` are its giver's towards this subject."""

    id: int
    acts: frozenset[str]
    post: Post
    consented: bool
    since_at: datetime
    until_at: datetime
    division: int | None = None


@dataclass(frozen=True)
class KnownPerson:
    """所涉人员: a person whom an act names, as the court of its subject knows him or her."""

    name: str
    posts: frozenset[Post] = frozenset()
    divisions: frozenset[int] = frozenset()
    absent: bool = False
    conflicts: tuple[str, ...] = ()
    """Reasons for recusal that the platform sees: a relative who is a party or represents one."""
    barred_posts: tuple[tuple[Post, str], ...] = ()


@dataclass(frozen=True)
class CourtRules:
    """本院清单: the court's own narrowing rows in force: holders, numbers, delegable marks."""

    version: int = 0
    holders: Mapping[str, frozenset[Post]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    delegable: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """已知事实: what holds for every subject: who acts, in which posts, when, at which court."""

    at: datetime
    actor: int
    posts: frozenset[Post]
    subject: int = 0
    court: int = 0
    court_code: str = ""
    level: Level = Level.BASIC
    province: str = ""
    state: State | None = None
    division: int | None = None
    last_at: datetime | None = None
    """When the last entry of the subject was made."""
    uncovered: frozenset[Post] = frozenset()
    """Posts of the actor at this court whose portfolio or division does not cover the subject."""
    mandates: tuple[Mandate, ...] = ()
    rules: CourtRules = field(default_factory=CourtRules)
    calendar: Calendar = field(default_factory=shipped)

    @property
    def today(self) -> date:
        """The day of the act in the court's zone."""
        return self.at.astimezone(ZONE).date()


@dataclass(frozen=True)
class Sitter:
    """在席人员: a person in a seat of the case; `leads` are the leading posts held at the court."""

    person: int
    name: str
    seat: Seat
    leads: frozenset[Post] = frozenset()
    juror: bool = False
    drawn_on: date | None = None
    """The day on which an assessor was drawn by lot."""


@dataclass(frozen=True)
class Flag:
    """四类案件标识: one flag of the case."""

    id: int
    code: str
    state: FlagState
    by_machine: bool = False
    about: int | None = None
    """The judge or leader whom a flag of type F4 complains of."""
    about_leads: frozenset[Post] = frozenset()
    """The leading posts that this person holds at the court now."""


@dataclass(frozen=True)
class MeasureFact:
    """监督措施: one measure of a leader, by whom, in which round, whether it was answered."""

    id: int
    kind: str
    by: int
    at: datetime
    answered: bool
    round: int = 0


@dataclass(frozen=True)
class ComplaintFact:
    """反映: one complaint about a judge; the identity of who complains is in no fact."""

    id: int
    about: int
    named: bool
    clues: bool
    of_delay: bool
    found: bool | None = None
    """What the verification found; None before it."""


@dataclass(frozen=True)
class HearingFact:
    """开庭情况: one hearing of the case."""

    id: int
    state: str
    starts_at: datetime
    present: frozenset[int] = frozenset()
    recorded: bool = False
    ended: bool = False


@dataclass(frozen=True)
class DeliberationFact:
    """评议情况: the latest round: who votes, who has sealed, whether it was opened and decided."""

    id: int
    round: int
    voters: frozenset[int]
    sealed: frozenset[int]
    opened: bool
    decided: bool
    must_refer: bool = False
    splits: int = 0
    """In how many rounds of the case, this one included, the members did not agree."""


@dataclass(frozen=True)
class DraftFact:
    """文书稿情况: the latest version and who signed it."""

    id: int
    version: int
    author: int
    submitted: bool
    issued: bool
    signed: tuple[int, ...] = ()


@dataclass(frozen=True)
class PendingExtension:
    """延长审限申请: an application that waits for a decision."""

    id: int
    applied_on: date
    amount: int
    unit: str
    upward: bool
    ground: ExtensionGround | None = None


@dataclass(frozen=True)
class PendingRecusal:
    """回避申请: an application that waits for a decision."""

    id: int
    person: int
    applied_on: date
    own: bool


@dataclass(frozen=True, kw_only=True)
class CaseFacts(Facts):
    """案件已知事实: a case when an act on it is examined."""

    kind: CaseKind
    origin: Origin = Origin.NEW
    procedure: Procedure | None = None
    upper_level: Level | None = None
    number: str = ""
    received_on: date | None = None
    filed_on: date | None = None
    closed_on: date | None = None
    circumstances: Mapping[str, Any] = field(default_factory=dict)
    sitters: tuple[Sitter, ...] = ()
    duties: frozenset[str] = frozenset()
    """Codes of the duties that are open on the case."""

    flags: tuple[Flag, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    referrals: frozenset[str] = frozenset()
    """`meeting` and `committee`, where the case was sent there."""
    complaints: tuple[ComplaintFact, ...] = ()
    clock: Clock | None = None
    hearings: tuple[HearingFact, ...] = ()
    postponements: int = 0
    deliberation: DeliberationFact | None = None
    draft: DraftFact | None = None
    extensions: tuple[PendingExtension, ...] = ()
    recusals: tuple[PendingRecusal, ...] = ()
    recusal_reviews: Mapping[int, int] = field(default_factory=dict)
    """Person whose recusal was refused to the number of reviews since."""
    served: frozenset[int] = frozenset()
    parties: Mapping[int, str] = field(default_factory=dict)
    """Party id to role."""
    party_names: frozenset[str] = frozenset()
    """Names of the parties, of who represents or defends them, and of their firms."""
    former: frozenset[int] = frozenset()
    """Persons who took part in earlier cases of the lineage."""
    pronounced_on: date | None = None
    closing: int = 0
    """The row that keeps how the case ended; 0 before the judgment or settlement."""
    last_served_on: date | None = None
    """The last day on which the judgment reached a party."""
    appeals: int = 0
    reports_asked: int = 0
    catalogue: frozenset[str] = frozenset()
    """Catalogue items that hold a document."""
    files: frozenset[int] = frozenset()
    uploads: frozenset[str] = frozenset()
    """Files that were received and wait, by their hash."""
    package: Mapping[str, tuple[str, ...]] | None = None
    """The four checks of the package that waits to be archived: name and faults of each."""
    draws: int = 0
    pool: int | None = None
    sealed_pool: Any = None
    lot: LotFact | None = None
    roster: Any = None
    """The sealed pool that waits, and the court's roster of judges (assignment.facts)."""
    persons: Mapping[int, KnownPerson] = field(default_factory=dict)
    """The persons that the act names."""
    own_staff: frozenset[int] = frozenset()
    """Assistants and clerks of the teams in which the actor works as a judge."""
    pooled: frozenset[int] = frozenset()
    """Assistants and clerks of the court whom no team has wholly."""
    work: tuple[WorkFact, ...] = ()
    """Work on the case that is not done yet."""
    booked: frozenset[int] = frozenset()
    """Who is booked for another hearing while the one that the act names lasts."""
    tags: frozenset[str] = frozenset()
    """Tags by which the case goes to a leader first."""
    proposed: frozenset[int] = frozenset()
    """Leaders to whom the case was proposed."""
    kept_out: frozenset[int] = frozenset()
    """Leaders who do not enter the random draw of this case."""
    nominal: tuple[NominalFact, ...] = ()
    linkage: LinkageFact | None = None

    @property
    def area(self) -> Area:
        """The field of law."""
        return self.kind.area

    def seated(self, *seats: Seat) -> tuple[Sitter, ...]:
        """Return who sits in the given seats now."""
        return tuple(sitter for sitter in self.sitters if sitter.seat in seats)

    @property
    def bench(self) -> tuple[Sitter, ...]:
        """The trial body: judges and assessors, one row each person."""
        seats = (Seat.PRESIDING, Seat.HANDLING, Seat.MEMBER, Seat.JUROR)
        unique = {sitter.person: sitter for sitter in reversed(self.seated(*seats))}
        return tuple(reversed(unique.values()))

    @property
    def flagged(self) -> bool:
        """Whether a four-type flag is confirmed and in force."""
        return any(flag.state is FlagState.CONFIRMED for flag in self.flags)


@dataclass(frozen=True, kw_only=True)
class CourtFacts(Facts):
    """法院已知事实: a court when an act on it (its list, people, calendar) is examined."""

    upper: int | None = None
    draft_list: int | None = None
    lists: tuple[tuple[int, date | None, date | None], ...] = ()
    """(version, in force since, filed upward on) of the court's lists."""
    persons: Mapping[int, KnownPerson] = field(default_factory=dict)
    delegations: Mapping[int, Any] = field(default_factory=dict)
    divisions: frozenset[int] = frozenset()
    logins: frozenset[str] = frozenset()
    """Logins of the wishes that are taken already."""
    stints: Mapping[int, tuple[Stint, ...]] = field(default_factory=dict)
    """Person whom the act names to his or her work in teams that has not ended."""
    kin: Mapping[Pair, Kinship] = field(default_factory=dict)
    rounds: Mapping[int, RoundFact] = field(default_factory=dict)
    teamed: frozenset[int] = frozenset()
    """Judges of the court who work in a team."""
    below: Mapping[int, tuple[Level, int]] = field(default_factory=dict)
    """Every court under this one, with its level and the court directly above it."""
    notices: tuple[NoticeFact, ...] = ()
    """Notices of completion that this court issued, each version."""
    stops: Mapping[int, StopFact] = field(default_factory=dict)
    """Applications for a stop of assignment that wait."""
    machine_rules: Mapping[str, RuleFact] = field(default_factory=dict)
    """Every rule of detection, by its id, as this high court has it."""


@dataclass(frozen=True, kw_only=True)
class PersonFacts(Facts):
    """人员已知事实: a person when an act on his or her account is examined."""

    own: bool = False
    has_account: bool = False
    active: bool = False
    """Whether the account is in use, not suspended."""
    knows_password: bool = False
    """Whether what the actor typed as the password in use is that."""
    codes_on: bool = False
    """Whether sign-in asks a one-time code."""
    knows_code: bool = False
    """Whether what the actor typed as a one-time code is one of the device's, not yet used."""
    misses: int = 0
    """Wrong passwords and codes that were given to acts within the time of a lock."""
    tokens: frozenset[int] = frozenset()
    relations: frozenset[int] = frozenset()
    """Tokens and declared relations that are in force."""
    sheets: frozenset[str] = frozenset()
    """Months of the own sheets of supervision that wait to be read."""
    persons: Mapping[int, KnownPerson] = field(default_factory=dict)
    quarter_staff: frozenset[int] = frozenset()
    """Assistants and clerks who worked under the subject in the quarter that the act names."""
    proposals: int = 0
    """Proposals of judges on the subject's work in the quarter that the act names."""
    leads: frozenset[Post] = frozenset()
    """Leading posts that the person holds at his or her court."""
    hours: tuple[int, int] = (0, 0)
    """Hours on record this year: outside the statutory duties, and all."""
