"""文书规则: a draft, the order of signing, who was the last to sign. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Seat

_SIGNING = cite("法院组织法", 32)


@needs("draft")
def there_is_a_draft(facts: CaseFacts) -> Finding | None:
    """What is submitted and signed is a draft that exists."""
    if facts.draft is not None:
        return None
    says = "本案还没有裁判文书稿，请先起草"
    return Finding("E_NO_DRAFT", says, _SIGNING, "judgment.draft")


@needs("draft")
def not_yet_signed(facts: CaseFacts) -> Finding | None:
    """One signs a version once."""
    if facts.draft is None or facts.actor not in facts.draft.signed:
        return None
    return Finding("E_SIGNED", "您已签署本稿", _SIGNING)


def signing_order(facts: CaseFacts) -> list[int]:
    """Return who signs, in order: judge in charge, other members, assessors, presiding judge last.

    Source: 法发〔2015〕13号 第6条 (its wording unverified).
    """
    order: list[int] = []
    for seat in (Seat.HANDLING, Seat.MEMBER, Seat.JUROR, Seat.PRESIDING):
        order += [one.person for one in facts.seated(seat) if one.person not in order]
    presiding = [one.person for one in facts.seated(Seat.PRESIDING)]
    return [person for person in order if person not in presiding] + presiding


@needs("draft")
def in_the_order_of_signing(facts: CaseFacts) -> Finding | None:
    """The judge in charge signs first, the presiding judge last."""
    if facts.draft is None:
        return None
    waiting = [person for person in signing_order(facts) if person not in facts.draft.signed]
    if not waiting or waiting[0] == facts.actor or facts.actor in facts.draft.signed:
        return None
    presiding = {one.person for one in facts.seated(Seat.PRESIDING)}
    handling = {one.person for one in facts.seated(Seat.HANDLING)}
    if facts.actor not in presiding and waiting[0] not in handling:
        return None
    names = {one.person: one.name for one in facts.sitters}
    says = "按签署顺序，请待{who}先签署（承办法官先签，审判长最后签）"
    return Finding(
        "E_SIGNING_ORDER", says, cite("法发〔2015〕13号", 6), given={"who": names[waiting[0]]}
    )


def last_to_sign(facts: CaseFacts, data: Any) -> bool:
    """Whether the act that is examined is the last signature."""
    signed = set(facts.draft.signed) if facts.draft else set()
    return set(signing_order(facts)) <= signed | {facts.actor}
