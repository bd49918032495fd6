"""四类案件监督规则 R5.1–R5.18, as far as the first cut needs them. Pure."""

import re
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, Flag
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, FlagState, FourType, Post

_R30 = cite("法发〔2021〕30号")
_PARAGRAPH = cite("法发〔2020〕26号", 5, 2)
_LIVE = (FlagState.SUSPECTED, FlagState.CONFIRMED)


def _flag(facts: CaseFacts, code: FourType) -> Flag | None:
    live = [flag for flag in facts.flags if flag.code == code and flag.state in _LIVE]
    return live[-1] if live else None


def _of(code: FourType) -> dict[str, object]:
    return {"flag": f"{code.value} {code.label}", "field": "flag"}


def another_waits(facts: CaseFacts, data: Any) -> bool:
    """Whether a suspicion of another type still waits for its answer."""
    return any(flag.state is FlagState.SUSPECTED and flag.code != data.flag for flag in facts.flags)


@needs("flags")
def not_flagged_yet(facts: CaseFacts, data: Any) -> Finding | None:
    """The platform raises a flag once; what was rejected it does not raise again."""
    if not any(flag.code == data.flag for flag in facts.flags):
        return None
    return Finding("E_FLAGGED", "“{flag}”已标注或者已排除", _R30, given=_of(data.flag))


@needs("flags")
def not_confirmed_yet(facts: CaseFacts, data: Any) -> Finding | None:
    """A flag in force is not set twice."""
    flag = _flag(facts, data.flag)
    if flag is None or flag.state is not FlagState.CONFIRMED:
        return None
    return Finding("E_FLAGGED", "“{flag}”已确认，无需重复标注", _R30, given=_of(data.flag))


@needs("flags")
def is_suspected(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.1: what is confirmed or rejected is a suspicion."""
    flag = _flag(facts, data.flag)
    if flag is not None and flag.state is FlagState.SUSPECTED:
        return None
    says = "没有待确认的“{flag}”标识"
    return Finding("E_NO_FLAG", says, _R30, "screening.flag", _of(data.flag))


@needs("flags")
def is_confirmed(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.14: what is withdrawn is a flag in force; its history stays."""
    flag = _flag(facts, data.flag)
    if flag is not None and flag.state is FlagState.CONFIRMED:
        return None
    return Finding("E_NO_FLAG", "没有已确认的“{flag}”标识", _R30, given=_of(data.flag))


_COUNTERSIGNED = frozenset({FourType.F2A, FourType.F4A, FourType.F4B, FourType.F4C, FourType.F4D,
                            FourType.LIKE})  # fmt: skip


@needs("flags")
def head_countersigns(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.3: rejecting what the platform found of F2a, F4*, L* is for the head."""
    flag = _flag(facts, data.flag)
    if flag is None or not flag.by_machine or data.flag not in _COUNTERSIGNED:
        return None
    if Post.DIVISION_HEAD in facts.posts:
        return None
    says = "排除系统提示的“{flag}”，由庭长办理"
    return Finding("E_COUNTERSIGN", says, cite("平台约定"), given=_of(data.flag))


@needs("flags")
def four_category(facts: CaseFacts) -> Finding | None:
    """R5.7: supervision needs a confirmed flag."""
    if facts.flagged:
        return None
    says = "本案未确认为四类案件，不能要求报告。确属四类案件的，先标注并写明依据"
    return Finding("E_NO_SUPERVISION_BASIS", says, _PARAGRAPH, "screening.flag")


@needs("flags")
def leader_needs_a_basis(facts: CaseFacts) -> Finding | None:
    """R5.7: a leader who does not sit needs the flag; the trial body itself needs none."""
    if facts.posts & TRIAL_BODY or facts.flagged:
        return None
    says = "本案未确认为四类案件，院庭长不能提交讨论"
    return Finding("E_NO_SUPERVISION_BASIS", says, _PARAGRAPH, "screening.flag")


_LEANING = re.compile(
    r"(应当|建议|必须|最好|可以考虑)(判|改判|驳回|支持|认定|从轻|从重|减轻|维持|撤销|无罪)"
    r"|(判|改)(重|轻)(一)?(点|些)|判(处|决)(有期|缓|无罪|死)"
)
_FIELDS = ("matter", "questions")


def no_leaning_opinion(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.11: a leader's view of the outcome is stated in a meeting, nowhere else."""
    if not facts.posts & COURT_LEADERS or facts.posts & TRIAL_BODY:
        return None
    for name in _FIELDS:
        hit = _LEANING.search(getattr(data, name, "") or "")
        if hit:
            says = "“{words}”是对案件处理结果的倾向性意见，应当在专业法官会议或者审判委员会上发表"
            source = cite("法发〔2015〕13号", 23)
            given = {"words": hit.group(0), "field": name}
            return Finding(
                "E_OPINION_OUTSIDE_MEETING",
                says,
                source,
                "supervision.refer_to_judges_meeting",
                given,
            )
    return None


@needs("deliberation")
def ballots_come_first(facts: CaseFacts) -> Finding | None:
    """R5.10: while a round of deliberation runs, no leader asks for its result."""
    last = facts.deliberation
    if last is None or last.opened or last.voters <= last.sealed:
        return None
    says = "合议庭正在评议，意见尚未全部封存，此时不能要求报告评议结果"
    return Finding("E_BALLOT_MISSING", says, _PARAGRAPH)


def was_asked(facts: CaseFacts) -> Finding | None:
    """A report answers a request."""
    if "supervision.report_progress" in facts.duties:
        return None
    return Finding("E_NOT_ASKED", "没有待答复的报告要求", _PARAGRAPH, warning=True)


def was_referred_to_committee(facts: CaseFacts) -> Finding | None:
    """A decision follows a referral."""
    if facts.circumstances.get("committee_referred"):
        return None
    says = "本案尚未提交审判委员会讨论"
    return Finding("E_NOT_REFERRED", says, cite("法院组织法", 39), "supervision.refer_to_committee")
