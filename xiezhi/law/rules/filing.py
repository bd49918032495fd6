"""收案规则: what a filing must have before a case exists. Pure."""

from typing import Any

from xiezhi.law import causes
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, CaseKind, Instance, Level, Origin, PartyRole

_DEMAND = {
    Area.CIVIL: (frozenset({PartyRole.PLAINTIFF}), frozenset({PartyRole.DEFENDANT})),
    Area.CRIMINAL: (
        frozenset({PartyRole.PROSECUTION, PartyRole.PRIVATE_PROSECUTOR}),
        frozenset({PartyRole.ACCUSED}),
    ),
    Area.ADMINISTRATIVE: (
        frozenset({PartyRole.PLAINTIFF}),
        frozenset({PartyRole.AGENCY, PartyRole.DEFENDANT}),
    ),
}
_APPEAL = (frozenset({PartyRole.APPELLANT, PartyRole.PROSECUTION}), frozenset({PartyRole.APPELLEE}))
_SOURCE = {
    Area.CIVIL: cite("民诉法", 122),
    Area.CRIMINAL: cite("刑诉法", 186),
    Area.ADMINISTRATIVE: cite("行诉法", 49),
}


def has_both_sides(facts: CourtFacts, data: Any) -> list[Finding]:
    """A filing names who sues and who is sued (民诉法 122, 刑诉法 186, 行诉法 49)."""
    roles = {party.role for party in data.parties}
    area = data.kind.area
    if data.kind.instance is Instance.SECOND:
        sides: tuple[frozenset[PartyRole], ...] = (_APPEAL[0],)
        if area is not Area.CRIMINAL:
            sides = _APPEAL
    else:
        sides = _DEMAND[area]
    found = []
    for side in sides:
        if not roles & side:
            given = {"roles": "或者".join(r.label for r in sorted(side)), "field": "parties"}
            says = "当事人中没有{roles}，请补填后再收案"
            found.append(Finding("E_PARTY_MISSING", says, _SOURCE[area], given=given))
    return found


def cause_is_known(facts: CourtFacts, data: Any) -> Finding | None:
    """A filing names a cause or charge of the lists in force; the closest ones are offered."""
    if causes.find(data.cause, data.kind.area, facts.today) is not None:
        return None
    near = causes.search(data.cause[:2], data.kind.area, facts.today, 5)
    hint = f"相近的有：{'、'.join(cause.name for cause in near)}" if near else "请从案由表中选择"
    return Finding(
        "E_CAUSE_UNKNOWN",
        "案由表中没有“{cause}”。{near}",
        cite("法〔2025〕227号"),
        given={"cause": data.cause[:60], "near": hint, "field": "cause"},
    )


def court_may_hear(facts: CourtFacts, data: Any) -> Finding | None:
    """A basic court hears no appeals; the other levels hear both (法院组织法 16–25)."""
    if data.kind.instance is Instance.SECOND and facts.level is Level.BASIC:
        says = "基层人民法院不受理第二审案件，请由上一级人民法院收案"
        return Finding("E_LEVEL", says, cite("法院组织法", 25), given={"field": "kind"})
    return None


def lineage_fits(facts: CourtFacts, data: Any) -> list[Finding]:
    """An appeal, remand or ordered retrial names the case it comes from."""
    linked = data.origin in (Origin.REMAND, Origin.ORDERED_RETRIAL)
    if (linked or data.kind.instance is Instance.SECOND) and data.former is None:
        says = "{origin}案件须指明原审案件，以便回避曾参与审理的人员"
        given = {"origin": data.origin.label, "field": "former"}
        return [Finding("E_FORMER_MISSING", says, cite("民诉法", 41), given=given)]
    return []


def amends_something(facts: Any, data: Any) -> Finding | None:
    """A correction names what it corrects."""
    if data.cause or data.claims or data.amount is not None:
        return None
    return Finding("E_NOTHING_CHANGED", "没有填写要更正的内容，请至少填写一项", cite("平台约定"))


TYPE_CODES = {kind.type_code: kind for kind in CaseKind}
"""Kinds by their type code."""
