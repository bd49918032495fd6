"""监督管理措施规则: what a leader may require, how often, what still waits. Pure."""

from collections.abc import Callable
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, MeasureFact
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Instance, MeasureKind, Post

_MEASURES = cite("法发〔2021〕30号", 10)
_PARAGRAPH = cite("法发〔2020〕26号", 5, 2)
ANSWERS: dict[MeasureKind, str] = {
    MeasureKind.REQUIRE_REPORT: "supervision.report_progress",
    MeasureKind.REQUIRE_SEARCH: "supervision.submit_search",
    MeasureKind.READ_PAPERS: "supervision.submit_papers",
    MeasureKind.INSPECT: "supervision.file_note",
    MeasureKind.RECONSIDER: "supervision.report_reconsideration",
    MeasureKind.REFER_TO_MEETING: "supervision.report_discussion",
    MeasureKind.REFER_TO_COMMITTEE: "supervision.record_committee_decision",
    MeasureKind.REPORT_UPWARD: "supervision.record_upper_answer",
    MeasureKind.OTHER: "supervision.answer_measure",
}
"""Which act answers a measure; to adjust the assignment is done at once."""


def waiting(facts: CaseFacts, kind: MeasureKind) -> list[MeasureFact]:
    """Return the measures of a kind that wait for their answer, the oldest first."""
    return [one for one in facts.measures if one.kind == kind and not one.answered]


def was_required(kind: MeasureKind) -> Callable[[CaseFacts], Finding | None]:
    """Return the rule that an answer follows a measure of this kind."""

    @needs("measures")
    def rule(facts: CaseFacts) -> Finding | None:
        if waiting(facts, kind):
            return None
        given = {"kind": kind.label}
        return Finding("E_NOT_ASKED", "没有待答复的“{kind}”", _MEASURES, given=given)

    rule.__name__ = f"was_required_{kind.name.lower()}"
    rule.__doc__ = f"An answer follows a measure: {kind.label}."
    return rule


@needs("measures")
def something_was_answered(facts: CaseFacts) -> Finding | None:
    """Where no measure was answered there is nothing to read."""
    if any(one.answered for one in facts.measures):
        return None
    return Finding("E_NO_ANSWER", "本案没有已答复的监督措施", _MEASURES)


@needs("measures")
def was_answered(facts: CaseFacts, data: Any) -> Finding | None:
    """What is read is the answer to a measure in this case."""
    answered = [one.id for one in facts.measures if one.answered]
    if not answered or data.measure in answered:
        return None
    given = {"field": "measure"}
    return Finding("E_NO_ANSWER", "这一项监督措施尚未答复，请待答复后查阅", _MEASURES, given=given)


@needs("measures")
def note_is_owed(facts: CaseFacts) -> Finding | None:
    """A note is filed by the leader who read the file or watched the hearing."""
    if any(one.by == facts.actor for one in waiting(facts, MeasureKind.INSPECT)):
        return None
    says = "您没有待记录的调阅卷宗、旁听庭审事项"
    return Finding("E_NOT_ASKED", says, _PARAGRAPH, "supervision.inspect")


@needs("measures")
def another_note_waits(facts: CaseFacts, data: Any) -> bool:
    """Whether another leader still owes a note: one's own does not settle it."""
    return any(one.by != facts.actor for one in waiting(facts, MeasureKind.INSPECT))


def by_leader(facts: CaseFacts, data: Any) -> bool:
    """Whether the act is a leader's who does not sit: only then is it supervision."""
    return bool(facts.posts & COURT_LEADERS) and not facts.posts & TRIAL_BODY


@needs("deliberation")
def panel_has_a_result(facts: CaseFacts) -> Finding | None:
    """M6: what is reconsidered is a result of a panel whose ballots were opened (R5.10)."""
    if facts.procedure is not None and facts.procedure.single:
        says = "本案由独任法官审理，没有合议庭意见可以复议"
        remedy = "supervision.refer_to_judges_meeting"
        return Finding("E_NO_PANEL", says, _MEASURES, remedy)
    last = facts.deliberation
    if last is not None and last.opened:
        return None
    says = "合议庭尚未形成评议结果，不能要求复议"
    return Finding("E_BALLOT_MISSING", says, _MEASURES)


@needs("measures")
def no_reconsideration_open(facts: CaseFacts) -> Finding | None:
    """A reconsideration is reported before another is required."""
    if not waiting(facts, MeasureKind.RECONSIDER):
        return None
    says = "前一次复议结果尚未报告，不能再次要求复议"
    return Finding("E_RECONSIDER_OPEN", says, _MEASURES, "supervision.report_reconsideration")


@needs("measures")
def within_reconsiderations(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.8: normally two reconsiderations a case; beyond that the president states why."""
    done = sum(one.kind == MeasureKind.RECONSIDER for one in facts.measures)
    most = parameter(_MOST, facts.today, scope=facts.province, overrides=facts.rules.numbers)
    if done < most:
        return None
    if Post.PRESIDENT in facts.posts and data.exceptional_reason.strip():
        return None
    says = "本案已要求复议 {done} 次，一般不超过 {most} 次。确有必要的，由院长书面说明理由后要求"
    given = {"done": done, "most": most, "field": "exceptional_reason"}
    return Finding("E_RECONSIDER_LIMIT", says, _MEASURES, "supervision.refer_to_committee", given)


_MOST = "supervision.reconsiderations_max"


def exceptional(facts: CaseFacts) -> bool:
    """Whether a reconsideration that is required now is one beyond the normal number."""
    done = sum(one.kind == MeasureKind.RECONSIDER for one in facts.measures)
    most = parameter(_MOST, facts.today, scope=facts.province, overrides=facts.rules.numbers)
    return done >= most


@needs("measures", "deliberation")
def was_reconsidered(facts: CaseFacts) -> Finding | None:
    """What is reported is a new round with ballots of its own; the old one stays (R5.10)."""
    asked = waiting(facts, MeasureKind.RECONSIDER)
    last = facts.deliberation
    if not asked or (last is not None and last.opened and last.round > asked[-1].round):
        return None
    says = "合议庭尚未就复议要求重新评议并启封，请审判长先组织评议"
    return Finding("E_NOT_RECONSIDERED", says, _MEASURES, "deliberation.open")


def goes_upward(facts: CaseFacts) -> list[Finding]:
    """M9: only a case of first instance goes up, from a court that has one above it."""
    found = []
    if facts.kind.instance is not Instance.FIRST:
        says = "本案不是第一审案件，不能报请上一级人民法院审理"
        found.append(Finding("E_NOT_FIRST_INSTANCE", says, cite("民诉法", 39)))
    if facts.upper_level is None:
        says = "本院没有上一级人民法院"
        found.append(Finding("E_NO_UPPER_COURT", says, cite("民诉法", 39)))
    return found


@needs("measures")
def not_upward_yet(facts: CaseFacts) -> Finding | None:
    """A case is reported upward once at a time."""
    if not waiting(facts, MeasureKind.REPORT_UPWARD):
        return None
    says = "本案已报请上一级人民法院审理，尚未得到答复"
    remedy = "supervision.record_upper_answer"
    return Finding("E_UPWARD_OPEN", says, _MEASURES, remedy)


@needs("measures")
def supervision_answered(facts: CaseFacts) -> list[Finding]:
    """R5.15: before a case is closed each measure is answered and each note is filed."""
    open_kinds = dict.fromkeys(one.kind for one in facts.measures if not one.answered)
    found = []
    for value in open_kinds:
        kind = MeasureKind(value)
        says = "院庭长采取的监督措施“{kind}”尚未答复或者记录，不能结案"
        given = {"kind": kind.label}
        found.append(Finding("E_SUPERVISION_OPEN", says, _PARAGRAPH, ANSWERS[kind], given))
    return found
