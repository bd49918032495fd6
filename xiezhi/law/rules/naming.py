"""Rules that many acts share: reasons are given, days lie where they can. Pure."""

from typing import Any

from xiezhi.law.facts import CaseFacts, Facts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

_DESIGN = cite("平台约定")


def not_in_the_future(facts: Facts, data: Any) -> Finding | None:
    """A day that is recorded as past does not lie ahead."""
    on = getattr(data, "on", None)
    if on is None or on <= facts.today:
        return None
    return Finding(
        "E_DATE_AHEAD",
        "所填日期 {on} 晚于今日 {today}，请核对后改填",
        _DESIGN,
        given={"on": on, "today": facts.today, "field": "on"},
    )


def not_before_filing(facts: CaseFacts, data: Any) -> Finding | None:
    """Nothing in a case happened before it was received."""
    on = getattr(data, "on", None)
    if on is None or facts.received_on is None or on >= facts.received_on:
        return None
    return Finding(
        "E_DATE_BEFORE_FILING",
        "所填日期 {on} 早于收案日 {day}，请核对后改填",
        _DESIGN,
        given={"on": on, "day": facts.received_on, "field": "on"},
    )


def names_a_party(facts: CaseFacts, data: Any) -> Finding | None:
    """The party that an act names is a party of this case."""
    if data.party in facts.parties:
        return None
    return Finding(
        "E_NO_SUCH_PARTY",
        "所选当事人不在本案当事人之中，请从本案当事人中选择",
        _DESIGN,
        given={"field": "party"},
    )
