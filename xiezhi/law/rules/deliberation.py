"""评议规则: a round is opened after the debate, each votes once, all before any is read. Pure."""

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Area, FlagState, FourType, Instance, Origin

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


_F3 = frozenset({FourType.F3A, FourType.F3B, FourType.F3C})


def mandatory(facts: CaseFacts) -> list[str]:
    """R5.13: why a case must go to the adjudication committee before it is signed, or nothing."""
    last = facts.deliberation
    found = []
    if last is not None and last.must_refer:
        found.append("拟作的结论属于应当提交审判委员会讨论决定的情形")
    if facts.circumstances.get("own_judgment_retried"):
        found.append("本院生效裁判确有错误需要再审")
    retrial = facts.origin is Origin.PROTEST and facts.kind.instance is not Instance.SECOND
    if retrial and facts.area is Area.CRIMINAL:
        found.append("人民检察院依照审判监督程序提出抗诉")
    return found


def recommended(facts: CaseFacts) -> list[str]:
    """R5.13: why a case should go to the judges' meeting or the committee, which needs judgement.

    A second split of the panel; a possible conflict with similar cases (F3).
    """
    last = facts.deliberation
    found = []
    if last is not None and last.splits >= 2:
        found.append("合议庭复议后仍有分歧")
    if any(flag.code in _F3 and flag.state is FlagState.CONFIRMED for flag in facts.flags):
        found.append("裁判结果可能与类案裁判发生冲突")
    return found


def unsubmitted(facts: CaseFacts) -> list[str]:
    """R5.13: why a case whose deliberation is closed should have been submitted and was not."""
    last = facts.deliberation
    if last is None or not last.opened or "committee" in facts.referrals:
        return []
    if facts.circumstances.get("committee_decision"):
        return []
    must = mandatory(facts)
    return must or ([] if "meeting" in facts.referrals else recommended(facts))


@needs("deliberation")
def committee_has_decided(facts: CaseFacts) -> Finding | None:
    """R5.13: signing opens only after the committee decided a case that must go there."""
    reasons = mandatory(facts)
    if not reasons or facts.circumstances.get("committee_decision"):
        return None
    says = "{why}，应当提交审判委员会讨论决定，决定登记之前不能签署"
    source = cite("法发〔2019〕20号")
    referred = facts.circumstances.get("committee_referred")
    remedy = "supervision.record_committee_decision" if referred else _REFER
    return Finding("E_COMMITTEE_REQUIRED", says, source, remedy, {"why": "；".join(reasons)})


_REFER = "supervision.refer_to_committee"


def committee_is_awaited(facts: CaseFacts) -> Finding | None:
    """A case that was sent to the committee is not signed before its decision."""
    known = facts.circumstances
    if not known.get("committee_referred") or known.get("committee_decision"):
        return None
    says = "本案已提交审判委员会讨论，决定登记之前不能签署"
    source = cite("法院组织法", 39)
    return Finding("E_COMMITTEE_PENDING", says, source, "supervision.record_committee_decision")


@needs("deliberation", "flags", "referrals")
def should_be_submitted(facts: CaseFacts) -> Finding | None:
    """R5.13: what only should be submitted is warned of; whether it is, needs judgement."""
    reasons = unsubmitted(facts)
    if not reasons or mandatory(facts):
        return None
    says = "{why}，尚未提交专业法官会议或者审判委员会讨论，请先考虑是否提交"
    source = cite("法发〔2020〕26号", 5, 1)
    given = {"why": "；".join(reasons)}
    remedy = "supervision.refer_to_judges_meeting"
    return Finding("E_SHOULD_SUBMIT", says, source, remedy, given, warning=True)
