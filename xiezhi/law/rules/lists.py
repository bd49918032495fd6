"""清单办理规则: drafting, adopting and filing a court's list; delegations; the calendar. Pure."""

from datetime import date
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.calendar import BadHolidays, parse_year
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

_ARTICLE_4 = cite("法发〔2020〕26号", 4)
_LISTS = cite("权责清单意见")


def _version(facts: CourtFacts, version: int) -> tuple[date | None, date | None] | None:
    return next(((since, filed) for n, since, filed in facts.lists if n == version), None)


@needs("lists")
def version_is_a_draft(facts: CourtFacts, data: Any) -> Finding | None:
    """What is adopted is a draft of this court."""
    known = _version(facts, data.version)
    if known is not None and known[0] is None:
        return None
    says = "本院没有第 {n} 版清单草案"
    given = {"n": data.version, "field": "version"}
    return Finding("E_NO_LIST", says, _ARTICLE_4, "powers.draft_list", given)


def not_backdated(facts: CourtFacts, data: Any) -> Finding | None:
    """R4.2: acts are judged by the list of their time; a list does not reach back."""
    if data.since >= facts.today:
        return None
    says = "清单不溯及既往，施行日期不能早于今日 {today}"
    given = {"today": facts.today, "field": "since"}
    return Finding("E_BACKDATED", says, _ARTICLE_4, given=given)


@needs("lists")
def version_is_adopted(facts: CourtFacts, data: Any) -> Finding | None:
    """What is filed upward is a list that was adopted, once."""
    known = _version(facts, data.version)
    if known is not None and known[0] is not None and known[1] is None:
        return None
    says = "第 {n} 版清单尚未施行或者已经报备"
    given = {"n": data.version, "field": "version"}
    return Finding("E_NO_LIST", says, _LISTS, "powers.adopt_list", given)


@needs("delegations")
def delegation_waits(facts: CourtFacts, data: Any) -> Finding | None:
    """R4.3: the supervising vice-president consents to a head's delegation that waits."""
    known = facts.delegations.get(data.delegation)
    waits = (
        known is not None
        and known["giver_post"] == "division_head"
        and not (known["consented"] or known["revoked"])
    )
    if known is not None and waits and not known["supervised"]:
        says = "庭长委托须经分管该审判庭的副院长同意，该庭不在您的分管领域之内"
        return Finding("E_OUT_OF_PORTFOLIO", says, _LISTS, given={"field": "delegation"})
    if waits:
        return None
    says = "没有待同意的庭长委托"
    return Finding("E_NO_DELEGATION", says, _LISTS, "delegation.give", {"field": "delegation"})


@needs("delegations")
def delegation_is_ones_own(facts: CourtFacts, data: Any) -> Finding | None:
    """Who gave revokes."""
    known = facts.delegations.get(data.delegation)
    if known is not None and known["giver"] == facts.actor and not known["revoked"]:
        return None
    says = "所选委托不是您给予的，或者已经撤回"
    return Finding("E_NO_DELEGATION", says, _LISTS, given={"field": "delegation"})


def year_is_readable(facts: CourtFacts, data: Any) -> list[Finding]:
    """The year that is loaded is a whole and consistent one."""
    try:
        parse_year(data.text)
    except BadHolidays as error:
        source = cite("民诉法", 85)
        given = {"why": str(error), "field": "text"}
        return [Finding("E_HOLIDAYS", "节假日安排不能载入：{why}", source, given=given)]
    return []
