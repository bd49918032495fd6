"""评议规则: a round is opened after the debate, each votes once, all before any is read. Pure."""

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

_R2002 = cite("法释〔2002〕25号")


@needs("hearings")
def debate_is_closed(facts: CaseFacts) -> Finding | None:
    """Deliberation follows the hearing; an appeal may be decided without one (民诉法 176)."""
    if any(hearing.ended for hearing in facts.hearings) or "no_hearing" in facts.circumstances:
        return None
    says = "庭审辩论尚未终结，不能评议"
    return Finding("E_DEBATE_OPEN", says, cite("民诉法", 145), "hearing.close_debate")


@needs("deliberation")
def last_round_is_over(facts: CaseFacts) -> Finding | None:
    """A new round needs the last one opened; its ballots stay as they were."""
    last = facts.deliberation
    if last is None or last.opened:
        return None
    says = "第 {round} 次评议尚未启封，不能再次组织评议"
    return Finding("E_ROUND_OPEN", says, _R2002, "deliberation.open_ballots", {"round": last.round})


@needs("deliberation")
def round_is_open(facts: CaseFacts) -> Finding | None:
    """Ballots belong to a round that is open."""
    last = facts.deliberation
    if last is not None and not last.opened:
        return None
    says = "现无进行中的评议，请审判长先组织评议"
    return Finding("E_NO_ROUND", says, _R2002, "deliberation.open")


@needs("deliberation")
def votes_in_this_round(facts: CaseFacts) -> Finding | None:
    """Only who sat when the round was opened votes in it."""
    last = facts.deliberation
    if last is None or facts.actor in last.voters:
        return None
    says = "您不在本次评议的成员名单之内"
    return Finding("E_NOT_A_VOTER", says, _R2002)


@needs("deliberation")
def not_yet_sealed(facts: CaseFacts) -> Finding | None:
    """A sealed ballot is not changed; a new round makes a new one."""
    last = facts.deliberation
    if last is None or facts.actor not in last.sealed:
        return None
    says = "您的意见已封存，不能更改。需要重新发表意见的，由审判长在启封后再次组织评议"
    return Finding("E_BALLOT_SEALED", says, _R2002, "deliberation.open")


@needs("hearings")
def attended(facts: CaseFacts) -> Finding | None:
    """P10: who was absent from the hearing records no ballot."""
    held = [hearing for hearing in facts.hearings if hearing.ended]
    if all(facts.actor in hearing.present for hearing in held):
        return None
    says = "您未全程参加庭审，不能发表评议意见"
    return Finding("E_BALLOT_WITHOUT_ATTENDANCE", says, cite("法释〔2010〕1号", 5))


@needs("deliberation")
def all_have_sealed(facts: CaseFacts) -> Finding | None:
    """R5.10: nobody reads a ballot before all are sealed."""
    last = facts.deliberation
    if last is None or last.voters <= last.sealed:
        return None
    names = {one.person: one.name for one in facts.sitters}
    missing = "、".join(
        names.get(person, "（已离席）") for person in sorted(last.voters - last.sealed)
    )
    says = "{who}尚未封存意见，不能启封"
    given = {"who": missing}
    return Finding("E_BALLOT_MISSING", says, _R2002, "deliberation.seal_ballot", given)


@needs("deliberation")
def ballots_are_open(facts: CaseFacts) -> Finding | None:
    """Ballots are read, and recorded, only after they were opened."""
    if facts.deliberation is not None and facts.deliberation.opened:
        return None
    says = "评议意见尚未启封，任何人不得查阅"
    return Finding("E_BALLOTS_SEALED", says, _R2002, "deliberation.open_ballots")


MANDATORY_COMMITTEE = frozenset(
    {"acquittal", "below_minimum", "exempted", "death", "death_suspended"}
)
"""Conclusions that go to the adjudication committee (刑诉解释 216, 法发〔2019〕20号)."""


@needs("deliberation")
def committee_has_decided(facts: CaseFacts) -> Finding | None:
    """R5.13: signing opens only after the committee decided a case that must go there."""
    last = facts.deliberation
    if last is None or not last.must_refer:
        return None
    if facts.circumstances.get("committee_decision"):
        return None
    says = "拟作此结论的案件应当提交审判委员会讨论决定，决定登记之前不能签署"
    source = cite("法发〔2019〕20号")
    return Finding("E_COMMITTEE_REQUIRED", says, source, "supervision.record_committee_decision")
