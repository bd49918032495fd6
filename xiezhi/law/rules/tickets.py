"""签数规则: which even numbers of tickets a court may choose, and from when. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite

_ARTICLE_7 = cite("法发〔2020〕26号", 7)
EVEN = "assignment.even_tickets"
"""The parameter: tickets of a judge with a full share who is even with the others."""
OFFERED = (300, 400, 600, 800, 1000, 1500, 2000)
"""Fewer are nearly “always the least loaded”, and known beforehand; more hardly balance at all."""


def tickets_are_offered(number: int | None) -> Iterator[Finding]:
    """Only a number whose consequences were computed beforehand can be chosen."""
    if number in OFFERED:
        return
    says = "签数只能取 {offered} 之一"
    given = {"offered": "、".join(map(str, OFFERED)), "field": "tickets"}
    yield Finding("E_TICKETS", says, _ARTICLE_7, given=given)


def chosen_from_the_offered(facts: CourtFacts, data: Any) -> list[Finding]:
    """The setting is one of those on the court's frontier."""
    return list(tickets_are_offered(data.tickets))


def tickets_ahead(facts: CourtFacts, data: Any) -> Finding | None:
    """A setting holds from a later day on, so that nobody chooses it for a case at hand."""
    days = parameter("assignment.tickets_notice_days", facts.today)
    first = facts.today + timedelta(days=days)
    if data.since >= first:
        return None
    says = "签数不溯及既往，须提前 {days} 日确定，施行日期最早为 {first}"
    given = {"days": days, "first": first, "field": "since"}
    return Finding("E_BACKDATED", says, _ARTICLE_7, given=given)


@needs("lists")
def no_list_is_to_come(facts: CourtFacts, data: Any) -> Finding | None:
    """The setting becomes a version of the court's list; another one must not wait meanwhile."""
    if not any(since is not None and since > facts.today for _, since, _ in facts.lists):
        return None
    says = "本院另有一版清单尚未到施行日期，请待其施行后再确定签数"
    return Finding("E_LIST_WAITS", says, _ARTICLE_7, given={"field": "since"})


def found_anew(facts: CourtFacts, data: Any) -> bool:
    """Whether an audit shows what the one before did not: then somebody looks into it."""
    return bool(data.fresh)
