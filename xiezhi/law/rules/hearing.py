"""开庭规则: hearings lie ahead, are announced in time, are held by the whole bench. Pure."""

from datetime import timedelta
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, HearingFact
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, Post
from xiezhi.law.time_limits.checks import check_postponement


def lies_ahead(facts: CaseFacts, data: Any) -> Finding | None:
    """A hearing is fixed for a time to come."""
    if data.starts_at > facts.at:
        return None
    says = "开庭时间 {when} 已过，请另定时间"
    given = {"when": data.starts_at.strftime("%Y-%m-%d %H:%M"), "field": "starts_at"}
    return Finding("E_DATE_PAST", says, cite("民诉法", 139), given=given)


def notice_in_time(facts: CaseFacts, data: Any) -> Finding | None:
    """Parties are told three days before the hearing; simple means need no such notice."""
    if facts.area is Area.CRIMINAL or (facts.procedure is not None and facts.procedure.single):
        return None
    if data.starts_at - facts.at >= timedelta(days=3):
        return None
    says = "普通程序应当在开庭三日前通知当事人，请定于 {day} 之后"
    given = {"day": (facts.today + timedelta(days=3)).isoformat(), "field": "starts_at"}
    return Finding("E_NOTICE_SHORT", says, cite("民诉法", 139), given=given)


def _hearing(facts: CaseFacts, data: Any) -> HearingFact | None:
    return next((one for one in facts.hearings if one.id == data.hearing), None)


@needs("hearings")
def hearing_is_planned(facts: CaseFacts, data: Any) -> Finding | None:
    """The hearing that is put off or held is a planned one of this case."""
    hearing = _hearing(facts, data)
    if hearing is not None and hearing.state == "planned":
        return None
    says = "所选庭次不是本案待开的庭，请先确定开庭日期"
    return Finding(
        "E_NO_HEARING", says, cite("民诉法", 139), "hearing.schedule", {"field": "hearing"}
    )


@needs("hearings")
def has_come(facts: CaseFacts, data: Any) -> Finding | None:
    """A hearing is not held before its day."""
    hearing = _hearing(facts, data)
    if hearing is None or hearing.starts_at.date() <= facts.at.date():
        return None
    says = "该庭定于 {when}，尚未到期"
    given = {"when": hearing.starts_at.strftime("%Y-%m-%d %H:%M"), "field": "hearing"}
    return Finding("E_TOO_EARLY", says, cite("民诉法", 139), given=given)


@needs("hearings")
def hearing_was_held(facts: CaseFacts, data: Any) -> Finding | None:
    """Only a hearing that was held has a record and an end."""
    hearing = _hearing(facts, data)
    if hearing is not None and hearing.state == "held":
        return None
    says = "所选庭次尚未开庭，请先开庭审理"
    return Finding("E_NOT_HELD", says, cite("民诉法", 150), "hearing.hold", {"field": "hearing"})


def bench_present(facts: CaseFacts, data: Any) -> Finding | None:
    """All who sit are present, or the hearing is none (法院组织法 30)."""
    absent = [one.name for one in facts.bench if one.person not in data.present]
    if not absent:
        return None
    says = "合议庭成员{who}未到庭，不能开庭。请延期，或者调整审判组织"
    given = {"who": "、".join(absent), "field": "present"}
    return Finding("E_BENCH_ABSENT", says, cite("法释〔2010〕1号", 5), "hearing.postpone", given)


@needs("hearings")
def within_the_cap(facts: CaseFacts, data: Any) -> list[Finding]:
    """TL9, PW08: how often, on which ground and by whom a hearing may be put off."""
    if facts.area is Area.CRIMINAL or facts.procedure is None:
        return []
    president = Post.PRESIDENT if Post.PRESIDENT in facts.posts else None
    return check_postponement(
        facts.postponements + 1,
        facts.procedure,
        facts.today,
        ground=data.ground,
        approved_by=president,
    )
