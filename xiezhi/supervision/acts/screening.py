"""Effects of flags: suspected, set, confirmed, rejected, withdrawn; their history stays."""

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.supervision import (
    AFTERWARDS,
    CONFIRM,
    FLAG,
    REJECT,
    SUSPECT,
    WITHDRAW,
    FlagData,
    FlagDecision,
    Suspicion,
)
from xiezhi.law.terms import FlagStage, FlagState, State
from xiezhi.supervision import models

_BEFORE_TRIAL = frozenset(
    {State.RECEIVED, State.CORRECTING, State.REGISTERED, State.TRIAGED, State.POOLED}
)
CONSTRAINTS["flag_once"] = ("E_FLAGGED", "该类四类案件标识已存在，无需重复标注", "")


def stage_of(state: State | None) -> FlagStage:
    """Return the stage at which a flag is raised on a case in this state."""
    if state in _BEFORE_TRIAL:
        return FlagStage.FILING
    return FlagStage.AFTER if state in AFTERWARDS else FlagStage.TRIAL


def _flag(write: Write, case: Case, data: FlagData, doing: Doing, state: FlagState) -> None:
    write.new(
        models.FourTypeFlag(
            case=case,
            code=data.flag,
            state=state,
            by_machine=state is FlagState.SUSPECTED,
            evidence=data.evidence,
            rule=data.rule if isinstance(data, Suspicion) else "",
            rule_version=data.version if isinstance(data, Suspicion) else "",
            confidence=data.confidence if isinstance(data, Suspicion) else None,
            stage=stage_of(doing.facts.state),
            about_id=data.about,
            raised_by=doing.by.person,
            raised_at=doing.at,
            decided_by_id=doing.by.person if state is FlagState.CONFIRMED else None,
            decided_at=doing.at if state is FlagState.CONFIRMED else None,
        )
    )


@effect(SUSPECT)
def suspect(write: Write, case: Case, data: Suspicion, doing: Doing) -> None:
    """The platform suspects; a person decides (R5.1)."""
    _flag(write, case, data, doing, FlagState.SUSPECTED)


@effect(FLAG)
def flag(write: Write, case: Case, data: FlagData, doing: Doing) -> None:
    """A named person flags the case; an open suspicion of the same kind is confirmed by it."""
    facts: CaseFacts = doing.facts
    for known in facts.flags:
        if known.code == data.flag and known.state is FlagState.SUSPECTED:
            _decide(write, known.id, data.evidence, doing, FlagState.CONFIRMED)
            return
    _flag(write, case, data, doing, FlagState.CONFIRMED)


def _decide(write: Write, row: int, reason: str, doing: Doing, state: FlagState) -> None:
    write.change_id(
        models.FourTypeFlag,
        row,
        state=state,
        decided_by_id=doing.by.person,
        decided_at=doing.at,
        reason=reason,
    )


def _last(facts: CaseFacts, data: FlagDecision, state: FlagState) -> int:
    return [one.id for one in facts.flags if one.code == data.flag and one.state is state][-1]


@effect(CONFIRM)
def confirm(write: Write, case: Case, data: FlagDecision, doing: Doing) -> None:
    """A suspicion is confirmed."""
    row = _last(doing.facts, data, FlagState.SUSPECTED)
    _decide(write, row, data.reason, doing, FlagState.CONFIRMED)


@effect(REJECT)
def reject(write: Write, case: Case, data: FlagDecision, doing: Doing) -> None:
    """A suspicion is rejected with its reason."""
    row = _last(doing.facts, data, FlagState.SUSPECTED)
    _decide(write, row, data.reason, doing, FlagState.REJECTED)


@effect(WITHDRAW)
def withdraw(write: Write, case: Case, data: FlagDecision, doing: Doing) -> None:
    """A flag in force is withdrawn; it stays in the history (R5.14)."""
    row = _last(doing.facts, data, FlagState.CONFIRMED)
    _decide(write, row, data.reason, doing, FlagState.WITHDRAWN)
