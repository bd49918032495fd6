"""审限审查: what stands in the way of an exclusion, extension, conversion or postponement."""

from collections.abc import Iterator
from datetime import date

from xiezhi.law.calendar import DAY, Calendar
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Level, Post, Procedure
from xiezhi.law.time_limits.clock import Clock, Exclusion, Extension, due, plain_end
from xiezhi.law.time_limits.counting import Length, Unit, add_months
from xiezhi.law.time_limits.limits import PREFIX, Step
from xiezhi.law.time_limits.terms import (
    RULES_2000,
    RULES_2019,
    Approver,
    ExclusionGround,
    ExtensionGround,
    Field,
    PostponementGround,
)
from xiezhi.law.time_limits.windows import application_window, next_step

APPLY, APPROVE = "limits.apply_extension", "limits.approve_extension"
REFER_UPWARD = "limits.refer_extension_upward"
EXCLUDE, RESUME = "limits.exclude", "limits.resume"
CONVERT, POSTPONE = "procedure.convert", "hearing.postpone"


def check_exclusion(clock: Clock, exclusion: Exclusion) -> list[Finding]:
    """TL2: an exclusion has a ground of its field and a document; a late record is flagged."""
    return list(_exclusion_findings(clock, exclusion))


def _exclusion_findings(clock: Clock, exclusion: Exclusion) -> Iterator[Finding]:
    ground = exclusion.ground
    source = ground.source(clock.field) if ground else None
    named = "、".join(one.label for one in ExclusionGround.of(clock.field)) or "（无）"
    if ground is None or source is None or not exclusion.document.strip():
        yield Finding(
            "E_EXCLUSION_NO_GROUND",
            "扣除审限须有法定事由并附相应文书。{field}案件的扣除事由：{named}。"
            "请选择其中一项，附上文书后重新登记。",
            source or cite(RULES_2000, 9),
            EXCLUDE,
            {"field": clock.field.label, "named": named},
        )
    if exclusion.resume is not None and exclusion.resume <= exclusion.start:
        yield Finding(
            "E_EXCLUSION_ORDER",
            "恢复计算之日（{resume}）应当在扣除起始日（{start}）之后。请更正日期后重新登记。",
            source or cite(RULES_2000, 9),
            RESUME,
            {"start": exclusion.start, "resume": exclusion.resume},
        )
    if ground is not None and source is not None and ground.cap:
        yield from _too_long(exclusion, ground, source)
    if exclusion.recorded_on is not None:
        yield from _late_trace(exclusion, exclusion.recorded_on)


def _too_long(exclusion: Exclusion, ground: ExclusionGround, source: Citation) -> Iterator[Finding]:
    most = parameter(PREFIX + ground.cap, exclusion.start)
    length = Length(most, _CAP_UNITS[ground])
    last = add_months(exclusion.start, length.months) + DAY * length.days
    if exclusion.resume is not None and exclusion.resume > last:
        yield Finding(
            "E_EXCLUSION_TOO_LONG",
            "“{ground}”最多扣除{most}，至{last}恢复计算。请更正恢复日期后重新登记。",
            source,
            RESUME,
            {"ground": ground.label, "most": length, "last": last},
        )


_CAP_UNITS = {
    ExclusionGround.NEW_COUNSEL: Unit.DAYS,
    ExclusionGround.NEW_EVIDENCE: Unit.MONTHS,
}


def _late_trace(exclusion: Exclusion, recorded_on: date) -> Iterator[Finding]:
    days = parameter(PREFIX + "late_trace_days", recorded_on)
    if (recorded_on - exclusion.start).days > days:
        yield Finding(
            "late_trace",
            "扣除自{start}开始，{recorded}才登记，超过{days}日，已作“补登”标记，供审判管理部门核查。",
            cite(RULES_2019, 7),
            given={"start": exclusion.start, "recorded": recorded_on, "days": days},
            warning=True,
        )


def check_extension(
    clock: Clock,
    calendar: Calendar,
    *,
    applied_on: date,
    length: Length,
    court: Level,
    approver: Approver | None = None,
    decided_on: date | None = None,
    ground: ExtensionGround | None = None,
) -> list[Finding]:
    """TL3, TL4: who may extend a limit of a court of level `court`, by how much, asked for when.

    Without `approver` and `decided_on` the application alone is examined.
    """
    step = next_step(clock)
    spent = _spent(clock, step)
    found = list(_window_findings(clock, calendar, applied_on, decided_on))
    if step is None or (approver and _asks_again(clock, step, approver, court)):
        return [_exhausted(clock, step), *found] if spent else [_no_extension(clock), *found]
    if approver is not None and not approver.is_authority(step.authority, court):
        found.insert(0, _wrong_approver(clock, step, approver))
    if step.grounds and ground not in step.grounds:
        found.append(_no_ground(step))
    found.extend(_length_findings(clock, step, length))
    if step.reported_to:
        found.append(_report(step))
    return found


def _spent(clock: Clock, step: Step | None) -> list[Step]:
    """Return the steps that are used up before `step`."""
    steps = clock.rule.steps
    return list(steps if step is None else steps[: steps.index(step)])


def _asks_again(clock: Clock, step: Step, approver: Approver, court: Level) -> bool:
    """Whether the approver is the authority of a used step, and not of the one that is open."""
    return not approver.is_authority(step.authority, court) and any(
        approver.is_authority(past.authority, court) for past in _spent(clock, step)
    )


def _exhausted(clock: Clock, step: Step | None) -> Finding:
    last = clock.rule.steps[-1] if step is None else _spent(clock, step)[-1]
    if step is not None:
        advice, remedy = f"确需再延长的，报{step.authority.label}批准", REFER_UPWARD
    elif clock.rule.converts_to and clock.field is not Field.CRIMINAL:
        advice, remedy = "需要继续审理的，在审限届满前裁定转为普通程序", CONVERT
    else:
        advice, remedy = "请在审限内审结", ""
    return Finding(
        "E_EXT_EXHAUSTED",
        "{name}的审限，{authority}批准延长的次数已经用完。{advice}。",
        last.source,
        remedy,
        {"name": clock.rule.name, "authority": last.authority.label, "advice": advice},
    )


def _no_extension(clock: Clock) -> Finding:
    convertible = bool(clock.rule.converts_to)
    advice = "不能在审限内审结的，转换审理程序" if convertible else "请在审限内审结"
    return Finding(
        "E_EXT_EXHAUSTED",
        "{name}的审限没有延长的规定。{advice}。",
        clock.rule.source,
        CONVERT if convertible else "",
        {"name": clock.rule.name, "advice": advice},
    )


def _wrong_approver(clock: Clock, step: Step, approver: Approver) -> Finding:
    who = "" if approver.own else approver.level.label
    return Finding(
        "E_EXT_WRONG_APPROVER",
        "{name}的审限，本次延长由{authority}批准，不由{who}批准。请报{authority}批准。",
        step.source,
        APPLY if step.authority.own else REFER_UPWARD,
        {
            "name": clock.rule.name,
            "authority": step.authority.label,
            "who": who + approver.post.label,
        },
    )


def _no_ground(step: Step) -> Finding:
    return Finding(
        "E_EXT_NO_GROUND",
        "报{authority}延长审限，限于：{grounds}。请在申请中写明属于哪一种情形。",
        step.source,
        REFER_UPWARD,
        {
            "authority": step.authority.label,
            "grounds": "、".join(one.label for one in ExtensionGround if one in step.grounds),
        },
    )


def _length_findings(clock: Clock, step: Step, length: Length) -> Iterator[Finding]:
    most, least = step.longest(clock.start), step.shortest(clock.start)
    asked = _end_with(clock, step, length)
    if most is not None and asked > _end_with(clock, step, most):
        says = "本次最多延长{bound}，申请的{asked}超出规定。请调整申请的期间。"
    elif least is not None and asked < _end_with(clock, step, least):
        says, most = "本次最少延长{bound}，申请的{asked}不足。请调整申请的期间。", least
    else:
        return
    given = {"bound": most, "asked": length}
    yield Finding("E_EXT_LENGTH", says, step.source, APPLY, given)


def _end_with(clock: Clock, step: Step, more: Length) -> date:
    """Return where the limit would end with one more extension, exclusions left aside."""
    length = clock.rule.length(clock.start)
    assert length is not None  # a limit with steps of extension has a length
    return plain_end(clock.extended(Extension(more, step.authority, clock.start)), length)


def _report(step: Step) -> Finding:
    return Finding(
        "report_upward",
        "本次延长批准后，应当层报{to}。",
        step.source,
        given={"to": step.reported_to},
        warning=True,
    )


def _window_findings(
    clock: Clock, calendar: Calendar, applied_on: date, decided_on: date | None
) -> Iterator[Finding]:
    end = due(clock, calendar, applied_on)
    if end is None:
        return
    if max(applied_on, decided_on or applied_on) > end.day:
        yield Finding(
            "E_EXT_AFTER_EXPIRY",
            "审限已于{due}届满，届满后不能再延长。请尽快审结，并向审判管理部门说明超审限的原因。",
            cite(RULES_2000, 14),
            given={"due": end.day},
        )
        return
    window = application_window(clock, calendar, applied_on)
    if window is None:
        return
    given: dict[str, object] = {"by": window.apply_by, "due": end.day, "applied": applied_on}
    if applied_on > window.apply_by:
        yield Finding(
            "late_application",
            "审限{due}届满，申请最迟应在{by}提出，本申请{applied}提出，"
            "已作“逾期申请”标记，批准人和审判管理部门可见。",
            window.source,
            given=given,
            warning=True,
        )
    elif window.opens is not None and applied_on < window.opens:
        yield Finding(
            "early_application",
            "审限{due}届满，延长申请在{opens}至{by}提出，本申请{applied}提出。",
            window.source,
            given=given | {"opens": window.opens},
            warning=True,
        )


def check_conversion(clock: Clock, calendar: Calendar, to: str, decided_on: date) -> list[Finding]:
    """TL6: a civil or administrative conversion is ruled before the limit has ended."""
    found = []
    if to not in clock.rule.converts_to:
        found.append(
            Finding(
                "E_CONVERT_TARGET",
                "{name}不能转换为所选的程序。请选择可以转换的程序，或者按现程序审结。",
                clock.rule.source,
                given={"name": clock.rule.name},
            )
        )
    end = due(clock, calendar, decided_on)
    late = end is not None and decided_on > end.day
    if end is not None and late and clock.field is not Field.CRIMINAL:
        civil = clock.field is Field.CIVIL
        found.append(
            Finding(
                "E_CONVERT_AFTER_EXPIRY",
                "{name}的审限已于{due}届满，转换程序的裁定应当在届满前作出。"
                "请尽快审结，并向审判管理部门说明超审限的原因。",
                cite("民诉解释", 258) if civil else cite("行诉解释", 105),
                given={"name": clock.rule.name, "due": end.day},
            )
        )
    return found


_SUMMARY = (Procedure.SUMMARY, Procedure.SUMMARY_PANEL, Procedure.SMALL_CLAIMS)


def check_postponement(
    count: int,
    procedure: Procedure,
    on: date,
    *,
    ground: PostponementGround = PostponementGround.NAMED,
    approved_by: Post | None = None,
    last_hearing_on: date | None = None,
    next_hearing_on: date | None = None,
    consent: bool = False,
) -> list[Finding]:
    """TL9: how often and how long a civil hearing is put off; `count` includes this time.

    `consent` is that of the parties to a gap of more than a month.
    """
    return [
        *_postponement_cap(count, procedure, on),
        *_postponement_ground(ground, approved_by),
        *_postponement_gap(ground, last_hearing_on, next_hearing_on, consent),
    ]


def _postponement_cap(count: int, procedure: Procedure, on: date) -> Iterator[Finding]:
    name = "summary" if procedure in _SUMMARY else "ordinary"
    most = parameter(f"{PREFIX}postponements.{name}", on)
    if count > most:
        yield Finding(
            "E_POSTPONE_CAP",
            "{procedure}延期开庭以{most}次为限，本次为第{count}次。请按期开庭。",
            cite(RULES_2019, 3),
            given={"procedure": procedure.label, "most": most, "count": count},
        )


_UNFORESEEN = (PostponementGround.FORCE_MAJEURE, PostponementGround.ACCIDENT)


def _postponement_ground(ground: PostponementGround, approved_by: Post | None) -> Iterator[Finding]:
    if ground is PostponementGround.OTHER:
        yield Finding(
            "E_POSTPONE_GROUND",
            "“其他应当延期的情形”限于不可抗力或者意外事件。请写明属于哪一种，或者按期开庭。",
            cite(RULES_2019, 2),
            POSTPONE,
        )
    elif ground in _UNFORESEEN and approved_by is not Post.PRESIDENT:
        yield Finding(
            "E_POSTPONE_APPROVAL",
            "因{ground}延期开庭，应当报本院院长批准。请先报批。",
            cite(RULES_2019, 6),
            POSTPONE,
            {"ground": ground.label},
        )


def _postponement_gap(
    ground: PostponementGround, last: date | None, following: date | None, consent: bool
) -> Iterator[Finding]:
    if last is None or following is None or consent or ground is PostponementGround.FORCE_MAJEURE:
        return
    months = parameter(PREFIX + "postponements.gap", last)
    latest = add_months(last, months)
    if following > latest:
        yield Finding(
            "E_POSTPONE_GAP",
            "两次开庭间隔不得超过{months}个月，下次开庭最迟为{latest}。"
            "请另定日期，或者取得当事人同意。",
            cite(RULES_2019, 5),
            POSTPONE,
            {"months": months, "latest": latest},
        )
