"""院庭长办理的案件: which go to leaders first, and signs of handling in name. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from xiezhi.law.terms import FourType, Level, Origin, Seat, Term


class CaseTag(Term):
    """优先办理标签: why a case goes to a leader first."""

    FOUR_TYPE = "four_type", "四类案件"
    REMANDED = "remanded", "发回重审"
    ORDERED_RETRIAL = "ordered_retrial", "指令再审"
    TAKEN_UP = "taken_up", "提审"
    LIKE = "L*", "参照四类案件监督管理"


_ORIGINS = {Origin.REMAND: CaseTag.REMANDED, Origin.ORDERED_RETRIAL: CaseTag.ORDERED_RETRIAL}


def tags_of(origin: Origin, flags: Iterable[str], *, taken_up: bool = False) -> tuple[CaseTag, ...]:
    """Return the tags of a case, from its origin and its confirmed flags, in declared order."""
    found = {_ORIGINS[origin]} if origin in _ORIGINS else set()
    for code in flags:
        found.add(CaseTag.LIKE if code == FourType.LIKE else CaseTag.FOUR_TYPE)
    if taken_up:
        found.add(CaseTag.TAKEN_UP)
    return tuple(tag for tag in CaseTag if tag in found)


@dataclass(frozen=True)
class Candidate:
    """人选: a leader for a tagged case: place in administrative order, cases wanting, why not."""

    person: int
    place: int
    deficit: Fraction
    barred: str = ""


def first_of(candidates: Sequence[Candidate]) -> Candidate | None:
    """R8.4: return who is proposed: the greatest deficit first, then administrative order."""
    free = [one for one in candidates if not one.barred]
    return min(free, key=lambda one: (-one.deficit, one.place), default=None)


def may_draw(level: Level, *, waiting: bool) -> bool:
    """R8.4: whether a leader enters a random draw: at basic courts, while no tagged case waits."""
    return level is Level.BASIC and not waiting


class SignalKind(Term):
    """挂名办案信号: what speaks against a leader having handled a case himself or herself."""

    HEARING = "hearing_absent", "未参加庭审"
    FILE = "file_untouched", "未见阅卷和办理记录"
    BALLOT = "ballot_at_once", "评议开始后即投票"
    DRAFT = "draft_by_others", "裁判文书全部由他人起草"
    LED = "led_by_another", "评议由他人主持"


@dataclass(frozen=True, kw_only=True)
class Handling:
    """办理痕迹: what the rows and the trace say of one leader in one case.

    `entries` are the leader's own entries on the case besides ballots and signatures: reading
    sealed files, hearings, drafts. `drafts` are (versions, of these the leader's own).
    """

    person: int
    case: int
    seat: Seat
    hearings: int = 0
    present: int = 0
    entries: int = 0
    opened_at: datetime | None = None
    opened_by: int | None = None
    balloted_at: datetime | None = None
    drafts: int = 0
    own_drafts: int = 0


@dataclass(frozen=True)
class Signal:
    """信号: one sign with the evidence it stands on."""

    kind: SignalKind
    evidence: str


def signals(one: Handling, ballot_minutes: int) -> tuple[Signal, ...]:
    """R8.5: return every sign of nominal handling, each with its evidence."""
    found = []
    if one.hearings and not one.present:
        says = f"开庭 {one.hearings} 次，出庭记录中均无本人"
        found.append(Signal(SignalKind.HEARING, says))
    if not one.entries:
        says = "账本中除投票、签署外没有本人在本案的任何记录"
        found.append(Signal(SignalKind.FILE, says))
    if one.opened_at and one.balloted_at:
        after = one.balloted_at - one.opened_at
        if after < timedelta(minutes=ballot_minutes):
            says = f"评议开始后 {int(after.total_seconds())} 秒封存意见，不足 {ballot_minutes} 分钟"
            found.append(Signal(SignalKind.BALLOT, says))
    if one.seat is Seat.HANDLING and one.drafts and not one.own_drafts:
        says = f"裁判文书稿 {one.drafts} 个版本，本人起草、修改 0 个"
        found.append(Signal(SignalKind.DRAFT, says))
    if one.seat is Seat.PRESIDING and one.opened_by not in (None, one.person):
        found.append(Signal(SignalKind.LED, "本人任审判长，评议由他人提起并主持"))
    return tuple(found)


def is_suspect(found: Sequence[Signal], least: int) -> bool:
    """R8.5: whether there are signs enough to ask the leader."""
    return len(found) >= least
