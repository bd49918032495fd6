"""审限办理规则: the time-limit engine, asked of a case's acts (TL2–TL6). Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, Level, Post, Procedure, Term
from xiezhi.law.time_limits.checks import check_conversion, check_exclusion, check_extension
from xiezhi.law.time_limits.clock import Exclusion
from xiezhi.law.time_limits.counting import Length, Unit
from xiezhi.law.time_limits.course import Circumstances, limit_for
from xiezhi.law.time_limits.terms import Approver

_RULES_2019 = cite("法释〔2019〕4号", 7)


class ExtensionUnit(Term):
    """延长单位: days or months."""

    MONTHS = "months", "个月"
    DAYS = "days", "日"


def circumstances(facts: CaseFacts) -> Circumstances:
    """Return what beside kind and procedure decides which limit holds."""
    known = facts.circumstances
    return Circumstances(
        foreign=bool(known.get("foreign")),
        ruling=bool(known.get("ruling")),
        private_prosecution=bool(known.get("private_prosecution")),
        in_custody=bool(known.get("in_custody")),
        expected_months=known.get("months_expected"),
        level=facts.level,
    )


@needs("clock")
def exclusion_has_ground(facts: CaseFacts, data: Any) -> list[Finding]:
    """TL2: an exclusion has a ground of the law and its document; a late record is marked."""
    if facts.clock is None:
        return [_no_clock()]
    return check_exclusion(
        facts.clock, Exclusion(data.start, None, data.ground, data.document, facts.today)
    )


def exclusion_starts_by_today(facts: CaseFacts, data: Any) -> Finding | None:
    """Days to come are not excluded beforehand."""
    if data.start <= facts.today:
        return None
    says = "扣除起始日 {on} 晚于今日，请在事由发生后登记"
    return Finding("E_DATE_AHEAD", says, _RULES_2019, given={"on": data.start, "field": "start"})


def _no_clock() -> Finding:
    return Finding(
        "E_NO_LIMIT", "本案尚未起算审限，请先登记立案", cite("民诉法", 152), "filing.register"
    )


@needs("clock")
def exclusion_is_open(facts: CaseFacts) -> Finding | None:
    """Days count again only where some are being excluded."""
    if facts.clock is not None and any(one.resume is None for one in facts.clock.exclusions):
        return None
    says = "本案没有进行中的扣除，无需恢复计算"
    return Finding("E_NO_EXCLUSION", says, _RULES_2019, "limits.exclude")


@needs("clock")
def resumes_after_start(facts: CaseFacts, data: Any) -> Finding | None:
    """An exclusion ends after it began."""
    starts = (
        [one.start for one in facts.clock.exclusions if one.resume is None] if facts.clock else []
    )
    if not starts or data.on > max(starts):
        return None
    says = "恢复计算之日须晚于扣除起始日 {start}"
    return Finding("E_DATE_ORDER", says, _RULES_2019, given={"start": max(starts), "field": "on"})


@needs("clock")
def extension_is_open(facts: CaseFacts, data: Any) -> list[Finding]:
    """TL3, TL4: an extension is left, and is asked for in time; a late application is marked."""
    if facts.clock is None:
        return [_no_clock()]
    return check_extension(
        facts.clock,
        facts.calendar,
        applied_on=facts.today,
        length=Length(data.amount, Unit(data.unit.value)),
        court=facts.level,
        ground=data.ground,
    )


@needs("extensions")
def none_pending(facts: CaseFacts) -> Finding | None:
    """One application at a time."""
    if not facts.extensions:
        return None
    says = "已有延长审限的申请待批，请等待审批结果"
    return Finding("E_EXT_PENDING", says, cite("法释〔2019〕4号", 1), "limits.approve_extension")


@needs("extensions")
def one_is_pending(facts: CaseFacts) -> Finding | None:
    """What is decided is an application."""
    if facts.extensions:
        return None
    says = "没有待批的延长审限申请"
    return Finding("E_EXT_NONE", says, cite("法释〔2019〕4号", 1), "limits.apply_extension")


@needs("clock", "extensions")
def approver_is_right(facts: CaseFacts) -> list[Finding]:
    """TL3: the table says who extends which limit."""
    if facts.clock is None or not facts.extensions:
        return []
    pending = facts.extensions[0]
    above = Post.UPPER_PRESIDENT in facts.posts
    level = _above(facts) if above else facts.level
    found = check_extension(
        facts.clock,
        facts.calendar,
        applied_on=pending.applied_on,
        length=Length(pending.amount, Unit(pending.unit)),
        court=facts.level,
        approver=Approver(Post.PRESIDENT, level, own=not above),
        decided_on=facts.today,
        ground=pending.ground,
    )
    return [one for one in found if above or Post.PRESIDENT in facts.posts or one.warning]


def _above(facts: CaseFacts) -> Level:
    return facts.upper_level or facts.level


@needs("clock")
def conversion_in_time(facts: CaseFacts, data: Any) -> list[Finding]:
    """TL6: a conversion is ruled before the limit has ended; the target has a limit to go to."""
    if facts.clock is None:
        return [_no_clock()]
    target = limit_for(facts.kind, data.after, circumstances(facts))
    if target.key == facts.clock.limit:
        return []
    return check_conversion(facts.clock, facts.calendar, target.key, data.on)


_LADDER = (
    Procedure.FAST_TRACK,
    Procedure.SMALL_CLAIMS,
    Procedure.SUMMARY,
    Procedure.SUMMARY_PANEL,
    Procedure.ORDINARY_SINGLE,
    Procedure.ORDINARY_PANEL,
    Procedure.SECOND_SINGLE,
    Procedure.SECOND_PANEL,
)


def conversion_is_permitted(facts: CaseFacts, data: Any) -> Finding | None:
    """A procedure is converted to a fuller one; after the hearing never back (民诉解释 260)."""
    if facts.procedure is None:
        return None
    given = {"before": facts.procedure.label, "after": data.after.label, "field": "after"}
    if _LADDER.index(data.after) <= _LADDER.index(facts.procedure):
        says = "已按{before}审理的案件，不得转为{after}"
        return Finding("E_CONVERT_BACK", says, cite("民诉解释", 260), given=given)
    second = {Procedure.SECOND_SINGLE, Procedure.SECOND_PANEL}
    if (data.after in second) != (facts.procedure in second):
        says = "第一审程序与第二审程序不能互相转换"
        return Finding("E_CONVERT_INSTANCE", says, cite("民诉法", 170), given=given)
    if data.after is Procedure.FAST_TRACK or (
        facts.area is not Area.CIVIL and data.after is Procedure.ORDINARY_SINGLE
    ):
        return Finding("E_GATE", "{after}不适用于本类案件", cite("民诉法", 40), given=given)
    return None


@needs("clock")
def criminal_only(facts: CaseFacts) -> Finding | None:
    """Custody is a matter of criminal cases."""
    if facts.area is Area.CRIMINAL:
        return None
    return Finding("E_NOT_CRIMINAL", "仅刑事案件登记羁押状态", cite("刑诉法", 105))
