"""预警规则: who is told that a duty of supervision is late, and when the alert is over. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, PersonFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.deliberation import unsubmitted
from xiezhi.law.rules.supervision import complained_of, ladder
from xiezhi.law.sources import cite
from xiezhi.law.terms import AlertKind, Post, Seat

_REMIND = cite("法发〔2020〕26号", 5, 1)


def whom_to_tell(facts: CaseFacts, kind: AlertKind, step: int) -> Post:
    """R5.2, R5.12, R5.13: the leader on a step of an alert, from the head upwards.

    Who is complained of, or is the silent judge, is passed over; where nobody of the court is
    left, the court above is told.
    """
    concerned = {post for leads in complained_of(facts).values() for post in leads}
    if kind is AlertKind.UNCONFIRMED:
        concerned |= {post for one in facts.seated(Seat.HANDLING) for post in one.leads}
    rungs = ladder(facts, frozenset(concerned))
    if not rungs:
        return Post.UPPER_PRESIDENT
    return rungs[min(step, len(rungs)) - 1]


@needs("flags", "deliberation", "referrals")
def alert_holds(facts: CaseFacts, data: Any) -> Finding | None:
    """An alert is raised only while what it warns of still holds."""
    if data.kind is AlertKind.UNCONFIRMED:
        holds = "screening.confirm" in facts.duties
    else:
        holds = bool(unsubmitted(facts))
    if holds:
        return None
    return Finding("E_ALERT_OVER", "“{kind}”已经消除", _REMIND, given={"kind": data.kind.label})


@needs("sheets")
def sheet_waits(facts: PersonFacts) -> Finding | None:
    """R5.16: what is read is a sheet that was sent."""
    if facts.sheets:
        return None
    return Finding("E_NO_SHEET", "没有待阅看的监督月报", cite("平台约定"))
