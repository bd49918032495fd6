"""Effects of screening and supervision: what they write. None touches a result."""

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice
from xiezhi.cases.sealing import seal_text
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.supervision import (
    COMMITTEE_DECISION,
    CONFIRM,
    FLAG,
    REFER_TO_COMMITTEE,
    REFER_TO_MEETING,
    REJECT,
    REPORT_PROGRESS,
    REQUEST_REPORT,
    SUSPECT,
    WITHDRAW,
    CommitteeDecision,
    FlagData,
    FlagDecision,
    Referral,
    Report,
    ReportRequest,
    Suspicion,
)
from xiezhi.law.terms import FlagState, Seat
from xiezhi.supervision import models

CONSTRAINTS["flag_once"] = ("E_FLAGGED", "该类四类案件标识已存在，无需重复标注", "")


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


@effect(REQUEST_REPORT)
def request_report(write: Write, case: Case, data: ReportRequest, doing: Doing) -> None:
    """A leader asks for a report; the judge in charge is told."""
    write.new(
        models.ProgressReport(
            case=case, matter=data.matter, asked_by_id=doing.by.person, asked_at=doing.at
        )
    )
    facts: CaseFacts = doing.facts
    for one in facts.seated(Seat.HANDLING):
        says = f"{doing.post.label}要求报告案件进展和评议结果：{data.matter}"
        write.new(Notice(case=case, to_id=one.person, says=says[:1000], at=doing.at))


@effect(REPORT_PROGRESS)
def report_progress(write: Write, case: Case, data: Report, doing: Doing) -> None:
    """All open requests are answered; the answer is sealed with the case."""
    sealed = seal_text(case.id, bytes(case.sealing_key), data.text)
    asked = list(models.ProgressReport.objects.filter(case=case, answered_at=None))
    if not asked:
        write.new(
            models.ProgressReport(
                case=case,
                sealed_text=sealed,
                answered_by_id=doing.by.person,
                answered_at=doing.at,
            )
        )
    for row in asked:
        write.change(row, sealed_text=sealed, answered_by_id=doing.by.person, answered_at=doing.at)


def _refer(write: Write, case: Case, data: Referral, doing: Doing, *, committee: bool) -> None:
    write.new(
        models.Referral(
            case=case,
            committee=committee,
            questions=data.questions,
            by_id=doing.by.person,
            at=doing.at,
        )
    )


@effect(REFER_TO_MEETING)
def refer_to_meeting(write: Write, case: Case, data: Referral, doing: Doing) -> None:
    """The case goes to the judges' meeting, whose view binds nobody."""
    _refer(write, case, data, doing, committee=False)


@effect(REFER_TO_COMMITTEE)
def refer_to_committee(write: Write, case: Case, data: Referral, doing: Doing) -> None:
    """The case goes to the adjudication committee."""
    _refer(write, case, data, doing, committee=True)
    write.change(case, circumstances={**case.circumstances, "committee_referred": True})


@effect(COMMITTEE_DECISION)
def committee_decision(write: Write, case: Case, data: CommitteeDecision, doing: Doing) -> None:
    """The decision is on record; from here the judgment may be signed."""
    write.new(
        models.CommitteeDecision(
            case=case,
            number=data.number,
            on=data.on,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), data.text),
            recorded_by_id=doing.by.person,
            at=doing.at,
        )
    )
    write.change(case, circumstances={**case.circumstances, "committee_decision": data.number})
