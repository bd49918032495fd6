"""审限与程序: what exclusions, extensions, suspension and conversion write."""

from dataclasses import replace
from datetime import date

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.clocks import keep, with_custody
from xiezhi.cases.models import Case, Exclusion, Extension, Limit, Notice, ProcedureChange
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.limits import (
    APPLY,
    APPROVE,
    APPROVE_ABOVE,
    CONVERT,
    CUSTODY,
    EXCLUDE,
    REFER,
    REFUSE,
    RESUME,
    RESUME_TRIAL,
    SUSPEND,
    ConversionData,
    CustodyData,
    ExclusionData,
    ExtensionDecision,
    ExtensionRequest,
    ResumeData,
    SuspensionData,
)
from xiezhi.law.rules.limits import circumstances
from xiezhi.law.time_limits import clock as law
from xiezhi.law.time_limits.counting import Length, Unit
from xiezhi.law.time_limits.course import convert as converted
from xiezhi.law.time_limits.course import limit_for
from xiezhi.law.time_limits.terms import Authority, ExclusionGround


def _tell(write: Write, case: Case, doing: Doing, says: str) -> None:
    """TL8: the parties see every exclusion, extension and conversion with its reason."""
    write.new(Notice(case=case, to_parties=True, says=says[:1000], at=doing.at))


def _exclude(
    write: Write, case: Case, doing: Doing, ground: ExclusionGround, start: date, document: str
) -> None:
    write.new(
        Exclusion(case=case, ground=ground, start_on=start, document=document, recorded_at=doing.at)
    )
    clock = doing.facts.clock
    if clock is not None:
        row = law.Exclusion(start, None, ground, document, doing.today)
        keep(write, case, clock.excluding(row), doing)


@effect(EXCLUDE)
def exclude(write: Write, case: Case, data: ExclusionData, doing: Doing) -> None:
    """Days stop counting from the first day of the ground."""
    _exclude(write, case, doing, data.ground, data.start, data.document)
    _tell(
        write, case, doing, f"自 {data.start} 起扣除审限：{data.ground.label}（{data.document}）。"
    )


def _resume(write: Write, case: Case, on: date, doing: Doing) -> None:
    open_row = (
        Exclusion.objects.filter(case=case, resume_on=None).order_by("-start_on", "-id").first()
    )
    assert open_row is not None, "a rule of the act demands an open exclusion"
    write.change(open_row, resume_on=on)
    clock: law.Clock = doing.facts.clock
    closed = tuple(
        one
        if one.resume is not None or one.start != open_row.start_on
        else law.Exclusion(one.start, on, one.ground, one.document, one.recorded_on)
        for one in clock.exclusions
    )
    keep(write, case, replace(clock, exclusions=closed), doing)


@effect(RESUME)
def resume(write: Write, case: Case, data: ResumeData, doing: Doing) -> None:
    """Days count again."""
    _resume(write, case, data.on, doing)
    _tell(write, case, doing, f"自 {data.on} 起恢复计算审限。")


@effect(SUSPEND)
def suspend(write: Write, case: Case, data: SuspensionData, doing: Doing) -> None:
    """The trial rests, and its days do not count."""
    _exclude(write, case, doing, ExclusionGround.SUSPENSION, data.on, data.reason[:200])
    _tell(write, case, doing, f"本案自 {data.on} 起中止审理：{data.reason}")


@effect(RESUME_TRIAL)
def resume_trial(write: Write, case: Case, data: ResumeData, doing: Doing) -> None:
    """The trial goes on."""
    _resume(write, case, data.on, doing)
    _tell(write, case, doing, f"本案自 {data.on} 起恢复审理。")


@effect(APPLY)
def apply_extension(write: Write, case: Case, data: ExtensionRequest, doing: Doing) -> None:
    """An application waits for its decision."""
    write.new(
        Extension(
            case=case,
            applied_on=doing.today,
            applied_by_id=doing.by.person,
            reason=data.reason,
            amount=data.amount,
            unit=data.unit,
            ground=data.ground or "",
        )
    )


def _decide(write: Write, case: Case, doing: Doing, *, granted: bool) -> None:
    facts: CaseFacts = doing.facts
    pending = facts.extensions[0]
    write.change_id(
        Extension,
        pending.id,
        decided_on=doing.today,
        decided_by_id=doing.by.person,
        granted=granted,
    )
    if not granted or facts.clock is None:
        return
    authority = Authority.UPPER_COURT if pending.upward else Authority.PRESIDENT
    row = law.Extension(
        Length(pending.amount, Unit(pending.unit)), authority, doing.today, pending.applied_on
    )
    doing.adds["before"] = case.due_on
    keep(write, case, facts.clock.extended(row), doing)
    doing.adds["after"] = case.due_on
    _tell(write, case, doing, f"审限经批准延长，延至 {case.due_on}。")


@effect(APPROVE)
def approve_extension(write: Write, case: Case, data: ExtensionDecision, doing: Doing) -> None:
    """The president extends the limit."""
    _decide(write, case, doing, granted=True)


@effect(APPROVE_ABOVE)
def approve_above(write: Write, case: Case, data: ExtensionDecision, doing: Doing) -> None:
    """The court above extends the limit."""
    _decide(write, case, doing, granted=True)


@effect(REFUSE)
def refuse_extension(write: Write, case: Case, data: ExtensionDecision, doing: Doing) -> None:
    """The application is refused; the limit stays."""
    _decide(write, case, doing, granted=False)


@effect(REFER)
def refer_upward(write: Write, case: Case, data: ExtensionDecision, doing: Doing) -> None:
    """The application goes to the court above."""
    write.change_id(Extension, doing.facts.extensions[0].id, upward=True)


@effect(CONVERT)
def convert(write: Write, case: Case, data: ConversionData, doing: Doing) -> None:
    """The procedure changes, and with it the limit: civil from filing, criminal from the ruling."""
    facts: CaseFacts = doing.facts
    before = facts.procedure
    write.new(
        ProcedureChange(
            case=case, before=before or "", after=data.after, on=data.on, ground=data.reason[:500]
        )
    )
    doing.adds["before"] = before
    write.change(case, procedure=data.after)
    clock = facts.clock
    if clock is not None:
        key = limit_for(facts.kind, data.after, circumstances(facts)).key
        if key != clock.limit:
            clock = converted(clock, key, data.on)
            write.change_id(Limit, _limit_row(case), code=clock.limit, start_on=clock.start)
            keep(write, case, clock, doing)
    _tell(write, case, doing, f"本案自 {data.on} 起转为{data.after.label}审理：{data.reason}")


def _limit_row(case: Case) -> int:
    return int(Limit.objects.values_list("id", flat=True).get(case=case))


@effect(CUSTODY)
def set_custody(write: Write, case: Case, data: CustodyData, doing: Doing) -> None:
    """In custody the limit ends on its day, without a roll over holidays."""
    write.change_id(Limit, _limit_row(case), in_custody=data.in_custody)
    known = {**case.circumstances, "in_custody": data.in_custody}
    write.change(case, circumstances=known)
    clock = doing.facts.clock
    if clock is not None:
        keep(write, case, with_custody(clock, data.in_custody), doing)
