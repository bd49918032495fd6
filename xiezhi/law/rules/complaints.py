"""反映规则: complaints about judges; who is complained of learns nothing of who complains. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, ComplaintFact
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

_R30 = cite("法发〔2021〕30号")


def _known(facts: CaseFacts, data: Any) -> ComplaintFact | None:
    return next((one for one in facts.complaints if one.id == data.complaint), None)


def named_has_a_name(facts: CaseFacts, data: Any) -> Finding | None:
    """A complaint in one's name carries the name."""
    if not data.named or data.complainant.strip():
        return None
    given = {"field": "complainant"}
    return Finding("E_COMPLAINANT", "实名反映须填写反映人", _R30, given=given)


def clues_are_concrete(facts: CaseFacts, data: Any) -> Finding | None:
    """Concrete clues are written down."""
    if not data.has_clues or len(data.clues.strip()) >= 4:
        return None
    given = {"field": "clues"}
    return Finding("E_CLUES", "附有具体线索的，须写明线索", _R30, given=given)


def recorded_by_another(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.12: nobody records a complaint about himself or herself."""
    if data.about != facts.actor:
        return None
    says = "反映的是您本人，由他人登记"
    return Finding("E_COMPLAINED_OF", says, cite("民诉法", 47), given={"field": "about"})


def another_to_verify(facts: CaseFacts, data: Any) -> bool:
    """Whether another complaint about the case still waits to be verified."""
    return any(one.found is None and one.id != data.complaint for one in facts.complaints)


@needs("complaints")
def somebody_complained(facts: CaseFacts) -> Finding | None:
    """Where nobody complained there is nothing to read or to verify."""
    if facts.complaints:
        return None
    return Finding("E_NO_COMPLAINT", "本案没有收到反映", _R30, "screening.record_complaint")


@needs("complaints")
def complaint_is_known(facts: CaseFacts, data: Any) -> Finding | None:
    """What is read or verified is a complaint about this case."""
    if not facts.complaints or _known(facts, data) is not None:
        return None
    given = {"field": "complaint"}
    return Finding(
        "E_NO_COMPLAINT", "本案没有这一条反映", _R30, "screening.record_complaint", given
    )


@needs("complaints")
def not_verified_yet(facts: CaseFacts, data: Any) -> Finding | None:
    """A complaint is verified once."""
    known = _known(facts, data)
    if known is None or known.found is None:
        return None
    return Finding("E_VERIFIED", "这一条反映已有核查结果", _R30, given={"field": "complaint"})


@needs("complaints")
def reader_is_not_concerned(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.12: who is complained of sees neither the complainant nor the clues, nor verifies."""
    known = _known(facts, data)
    if known is None or known.about != facts.actor:
        return None
    says = "反映的是您本人，您不能查阅或者核查，由监察督察部门或者上一级院庭长办理"
    return Finding("E_COMPLAINED_OF", says, cite("民诉法", 47), given={"field": "complaint"})
