"""四类案件监督规则: flags and who answers them, the basis and the limits of supervision. Pure."""

import re
from collections.abc import Callable
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


LADDER = (Post.DIVISION_HEAD, Post.VICE_PRESIDENT, Post.PRESIDENT)
"""监督层级: who supervises, from below upwards; it passes over who is concerned."""
BENCH = None
"""Who answers a suspicion as a rule: the judge in charge, before that the filing officer."""


def ladder(facts: CaseFacts, concerned: frozenset[Post]) -> list[Post]:
    """Return the leaders of a case from below upwards, without the posts that are concerned."""
    rungs = LADDER if facts.division is not None else LADDER[1:]
    return [post for post in rungs if post not in concerned]


def complained_of(facts: CaseFacts) -> dict[int, frozenset[Post]]:
    """Return whom live flags of type F4 complain of, with the leading posts they hold."""
    live = [flag for flag in facts.flags if flag.state in _LIVE and flag.about is not None]
    return {flag.about: flag.about_leads for flag in live if flag.about is not None}


def who_answers(facts: CaseFacts, about: int | None) -> Post | None:
    """R5.12: who answers a suspicion; the one whom it complains of never does."""
    sitting = [one for one in facts.sitters if one.person == about]
    leads = {post for one in sitting for post in one.leads}
    known = {post for flag in facts.flags if flag.about == about for post in flag.about_leads}
    if about is None or not (sitting or leads | known):
        return BENCH
    rungs = ladder(facts, frozenset(leads | known))
    return rungs[0] if rungs else Post.PRESIDENT


def _waits(facts: CaseFacts, data: Any) -> list[Flag]:
    return [
        one for one in facts.flags if one.state is FlagState.SUSPECTED and one.code != data.flag
    ]


def answered_by(post: Post | None) -> Callable[[CaseFacts, Any], bool]:
    """Return whether a new suspicion is for this post to answer."""

    def when(facts: CaseFacts, data: Any) -> bool:
        return who_answers(facts, data.about) is post

    return when


def another_waits(post: Post | None) -> Callable[[CaseFacts, Any], bool]:
    """Return whether a suspicion of another type still waits for an answer of this post."""

    def when(facts: CaseFacts, data: Any) -> bool:
        return any(who_answers(facts, flag.about) is post for flag in _waits(facts, data))

    return when


def _passed_up(says: str, **given: object) -> Finding:
    return Finding("E_COMPLAINED_OF", says, cite("民诉法", 47), given=given)


@needs("flags")
def not_about_oneself(facts: CaseFacts, data: Any) -> Finding | None:
    """R5.12: whom a complaint concerns neither confirms nor rejects nor withdraws its flag."""
    flag = _flag(facts, data.flag)
    if flag is None or flag.about is None or flag.about != facts.actor:
        return None
    says = "“{flag}”所反映的是您本人，由上一级院庭长办理"
    return _passed_up(says, **_of(data.flag))


@needs("flags")
def leader_is_not_concerned(facts: CaseFacts) -> Finding | None:
    """R5.12: supervision passes up where the leader is the one who is complained of."""
    if facts.posts & TRIAL_BODY and not facts.posts & COURT_LEADERS:
        return None
    if facts.actor not in complained_of(facts):
        return None
    return _passed_up("本案有对您本人的反映，您不能办理本案的监督管理事项，由上一级院庭长办理")


@needs("flags")
def confirms_in_turn(facts: CaseFacts, data: Any) -> Finding | None:
    """Leaders above the head answer a suspicion only where it has passed up to them."""
    above = Post.VICE_PRESIDENT, Post.PRESIDENT
    if facts.posts & (TRIAL_BODY | {Post.FILING_OFFICER, Post.DIVISION_HEAD}):
        return None
    flag = _flag(facts, data.flag)
    if flag is None or who_answers(facts, flag.about) in above:
        return None
    says = "“{flag}”由承办法官或者庭长确认、排除；反映庭长本人的，才由您办理"
    return Finding("E_NOT_YOUR_TURN", says, _R30, given=_of(data.flag))


def about_sits(facts: CaseFacts, data: Any) -> Finding | None:
    """A flag that complains of somebody names one who sits in the case."""
    about = getattr(data, "about", None)
    if about is None or any(one.person == about for one in facts.sitters):
        return None
    says = "所选人员不是本案审判人员，请从本案组成人员中选定"
    return Finding("E_NOT_ON_CASE", says, _R30, given={"field": "about"})


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
    if facts.posts & set(LADDER):
        return None
    says = "排除系统提示的“{flag}”，由庭长办理"
    return Finding("E_COUNTERSIGN", says, cite("平台约定"), given=_of(data.flag))


@needs("flags")
def four_category(facts: CaseFacts) -> Finding | None:
    """R5.7: supervision needs a confirmed flag."""
    if facts.flagged:
        return None
    says = "本案未确认为四类案件，不能采取监督管理措施。确属四类案件的，先标注并写明依据"
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
_FIELDS = ("matter", "questions", "note")


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


@needs("measures")
def was_asked(facts: CaseFacts) -> Finding | None:
    """A report answers a request; one that nobody asked for is welcome too."""
    if "supervision.report_progress" in facts.duties:
        return None
    return Finding("E_NOT_ASKED", "没有待答复的报告要求", _PARAGRAPH, warning=True)


@needs("measures")
def was_referred_to_committee(facts: CaseFacts) -> Finding | None:
    """A decision follows a referral."""
    if facts.circumstances.get("committee_referred"):
        return None
    says = "本案尚未提交审判委员会讨论"
    return Finding("E_NOT_REFERRED", says, cite("法院组织法", 39), "supervision.refer_to_committee")
