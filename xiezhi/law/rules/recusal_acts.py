"""回避办理规则: the rules of recusal (C1–C5), asked of a case's acts. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, PendingRecusal
from xiezhi.law.finding import Finding
from xiezhi.law.rules.recusal import (
    Application,
    Moment,
    check_application,
    check_decider,
    check_review,
)
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, Seat

_STAFF = {Seat.ASSISTANT: Post.JUDGE_ASSISTANT, Seat.CLERK: Post.CLERK}


def sits_in_the_case(facts: CaseFacts, data: Any) -> Finding | None:
    """Recusal is asked of somebody who takes part in the case."""
    if any(one.person == data.person for one in facts.sitters):
        return None
    says = "所选人员不是本案审判人员或者辅助人员，请从本案组成人员中选择"
    return Finding("E_NOT_ON_CASE", says, cite("民诉法", 47), given={"field": "person"})


@needs("hearings")
def application_stands(facts: CaseFacts, data: Any) -> list[Finding]:
    """Grounds and time of an application, by the field of law."""
    held = [one for one in facts.hearings if one.state == "held"]
    moment = Moment.BEFORE_OPENING
    if held:
        moment = Moment.AFTER_DEBATE if all(one.ended for one in held) else Moment.DURING
    return check_application(
        Application(
            area=facts.area,
            ground=data.ground,
            moment=moment,
            learnt_later=bool(held),
            evidence=True,
        )
    )


@needs("recusals")
def one_waits(facts: CaseFacts) -> Finding | None:
    """What is decided is an application that waits."""
    if facts.recusals:
        return None
    return Finding("E_NO_RECUSAL", "本案没有待决定的回避申请", cite("民诉法", 50), "recusal.apply")


def _challenged(facts: CaseFacts, pending: PendingRecusal) -> set[Post]:
    posts: set[Post] = set()
    for one in facts.sitters:
        if one.person == pending.person:
            posts |= {_STAFF.get(one.seat, Post.JUDGE)} | set(one.leads)
    return posts or {Post.JUDGE}


@needs("recusals")
def decider_is_right(facts: CaseFacts) -> list[Finding]:
    """C2: the table says who decides; the challenged person never does."""
    if not facts.recusals:
        return []
    pending = facts.recusals[0]
    single = facts.procedure is not None and facts.procedure.single
    return check_decider(
        challenged=_challenged(facts, pending),
        person=pending.person,
        by=facts.posts,
        by_person=facts.actor,
        area=facts.area,
        sole=single,
    )


@needs("recusals")
def handling_judge_leaves(facts: CaseFacts, data: Any) -> bool:
    """C4: whether the judge in charge leaves, so that the case is given to another."""
    handling = {one.person for one in facts.seated(Seat.HANDLING)}
    return bool(data.upheld and facts.recusals and facts.recusals[0].person in handling)


@needs("recusals")
def was_refused_once(facts: CaseFacts, data: Any) -> list[Finding]:
    """A refusal may be reviewed once."""
    earlier = facts.recusal_reviews.get(data.person)
    if earlier is None:
        says = "该人员没有被驳回的回避申请，不能申请复议"
        return [Finding("E_NO_RECUSAL", says, cite("民诉法", 50), "recusal.apply")]
    return check_review(facts.area, facts.today, earlier=earlier, statutory=True)
