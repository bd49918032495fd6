"""分案的界限 R7.8–R7.11: concentration, batches, the share of designation, stops. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, CourtFacts
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.sources import cite
from xiezhi.law.terms import BoundKind, LinkageState, Post

_ARTICLE_7 = cite("法发〔2020〕26号", 7)
_BATCH = "G2"


@dataclass(frozen=True)
class Stream:
    """专业化、速裁类案件: the cases of one cause that such teams got, and who got most of them."""

    cause: str
    cases: int
    most: int
    organisation: str
    """The trial organisation with most of them."""
    organisations: int
    """How many trial organisations stood in the pools of these cases."""


@dataclass(frozen=True)
class Breach:
    """超限: which bound is passed: `part` of `whole`, where `limit` is allowed."""

    kind: BoundKind
    part: int
    whole: int
    limit: int
    cause: str = ""
    organisation: str = ""


def concentrated(
    stream: Stream, on: date, numbers: Mapping[str, int] | None = None
) -> list[Breach]:
    """R7.8: over 60 % of a cause at one organisation, or drawn from fewer than three.

    Nothing is said of a cause with fewer cases than the parameter asks: it is counted apart.
    """
    if stream.cases < parameter("assignment.concentration_cases", on, overrides=numbers):
        return []
    found, named = [], {"cause": stream.cause, "organisation": stream.organisation}
    most = parameter("assignment.concentration_percent", on, overrides=numbers)
    if stream.most * 100 > most * stream.cases:
        found.append(Breach(BoundKind.CONCENTRATION, stream.most, stream.cases, most, **named))
    least = parameter("assignment.organisations_least", on, overrides=numbers)
    if stream.organisations < least:
        few = BoundKind.FEW_ORGANISATIONS
        found.append(Breach(few, stream.organisations, stream.cases, least, stream.cause))
    return found


def designated_too_often(
    designated: int, given: int, on: date, numbers: Mapping[str, int] | None = None
) -> Breach | None:
    """R7.10: more than the ceiling of a month's cases were given by decision, not by lot."""
    ceiling = parameter("assignment.designation_percent", on, overrides=numbers)
    if designated * 100 <= ceiling * given:
        return None
    return Breach(BoundKind.DESIGNATION, designated, given, ceiling)


def figures_show_it(facts: CourtFacts, data: Any) -> Finding | None:
    """An alert is raised only where its own figures pass the bound that they name."""
    shares = {BoundKind.CONCENTRATION, BoundKind.DESIGNATION}
    few = data.kind is BoundKind.FEW_ORGANISATIONS and data.part < data.limit
    if few or (data.kind in shares and data.part * 100 > data.limit * data.whole):
        return None
    says = "所报数字没有超过界限（{part}/{whole}，界限 {limit}），不提示"
    given = {"part": data.part, "whole": data.whole, "limit": data.limit}
    return Finding("E_NO_BREACH", says, _ARTICLE_7, given=given)


@needs("linkage")
def not_linked_yet(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.9: a linkage is proposed once, to an earlier case."""
    if facts.linkage is None and data.first < facts.subject:
        return None
    says = "本案已有关联建议，或者所指案件不早于本案"
    return Finding("E_LINKED", says, _ARTICLE_7)


@needs("linkage")
def can_be_joined(facts: CaseFacts) -> Finding | None:
    """R7.9: joined is a case that the platform found related, and that is not joined yet."""
    if facts.linkage is not None and facts.linkage.state is not LinkageState.JOINED:
        return None
    says = "本案没有待并入的关联案件：系统未发现当事人、案由相同的在先案件，或者已经并入"
    return Finding("E_NOT_RELATED", says, _ARTICLE_7)


@needs("linkage")
def can_be_split(facts: CaseFacts) -> Finding | None:
    """R7.9: split is a case that was proposed for a batch, or joined to one."""
    if facts.linkage is not None and facts.linkage.state is not LinkageState.SPLIT:
        return None
    says = "本案未与其他案件关联，本来就分别办理"
    return Finding("E_NOT_RELATED", says, _ARTICLE_7)


@needs("linkage")
def linkage_is_decided(facts: CaseFacts) -> Finding | None:
    """R7.9: a case that may belong to a batch is not drawn apart from it without a reason."""
    link = facts.linkage
    if link is None or link.state is LinkageState.SPLIT:
        return None
    given = {"number": link.number, "judge": link.judge_name, "days": link.days}
    if link.state is LinkageState.PROPOSED:
        says = (
            "本案与{number}当事人、案由相同，且在{days}日内先后受理，系统建议一并办理。"
            "请先说明理由，决定一并办理或者分别办理"
        )
        return Finding("E_LINKAGE_OPEN", says, _ARTICLE_7, "assignment.join_batch", given)
    if link.judge is None:
        says = "本案并入{number}一并办理，该案尚未分案。请先对该案分案"
        return Finding("E_BATCH_WAITS", says, _ARTICLE_7, given=given)
    says = "本案并入{number}一并办理，该案由{judge}承办，不另行随机分案。请由院庭长指定分案"
    return Finding("E_BATCH_JOINED", says, _ARTICLE_7, "assignment.designate", given)


@needs("linkage")
def batch_goes_together(facts: CaseFacts, data: Any) -> Finding | None:
    """R7.9: ground G2 gives a joined case to the judge of its batch, and no case that was split."""
    link = facts.linkage
    if data.ground.value != _BATCH or link is None:
        return None
    given = {"number": link.number, "judge": link.judge_name, "field": "judge"}
    if link.state is LinkageState.SPLIT:
        says = "本案已决定与{number}分别办理，不能以系列、关联案件为由指定分案"
        return Finding("E_BATCH_SPLIT", says, _ARTICLE_7, "assignment.join_batch", given)
    if link.judge is None or link.judge == data.judge:
        return None
    says = "在先案件{number}由{judge}承办，以系列、关联案件为由只能指定给同一法官"
    return Finding("E_BATCH_JUDGE", says, _ARTICLE_7, given=given)


def stop_is_approved(facts: CourtFacts, data: Any) -> Finding | None:
    """R7.11: a stop of assignment is asked for and approved, not put on record by one person."""
    if data.kind.value != "stop_assign":
        return None
    says = "停止分案须先申请，经院长或者副院长批准，不能直接登记"
    given = {"field": "kind"}
    return Finding("E_STOP_NOT_APPROVED", says, _ARTICLE_7, "assignment.ask_stop", given)


def asks_within_reach(facts: CourtFacts, data: Any) -> Finding | None:
    """R7.11: judges ask for themselves; heads and the personnel office for others."""
    if data.person == facts.actor or facts.posts & {Post.DIVISION_HEAD, Post.PERSONNEL}:
        return None
    says = "只能为本人申请停止分案；为他人申请的，由庭长或者政治部办理"
    return Finding("E_STOP_OTHER", says, _ARTICLE_7, given={"field": "person"})


@needs("persons")
def stop_is_of_a_judge(facts: CourtFacts, data: Any) -> Finding | None:
    """Cases are assigned to judges of the court; nobody else needs a stop."""
    known = facts.persons.get(data.person)
    if known is not None and Post.JUDGE in known.posts:
        return None
    says = "所选人员不是本院员额法官，本来就不分案"
    return Finding("E_NOT_A_JUDGE", says, _ARTICLE_7, given={"field": "person"})


def stop_has_days(facts: CourtFacts, data: Any) -> list[Finding]:
    """R7.11: from a day not past to a day, within the limit, so that it ends by itself."""
    found = []
    if data.since < facts.today:
        says = "停止分案不溯及既往，起始日期不能早于今日 {today}"
        given = {"today": facts.today, "field": "since"}
        found.append(Finding("E_STOP_DAYS", says, _ARTICLE_7, given=given))
    most = parameter("assignment.stop_days", facts.today, overrides=facts.rules.numbers)
    if not data.since < data.until <= data.since + timedelta(days=most):
        says = "停止分案须写明起止日期，最长 {days} 日，届满自动恢复分案"
        given = {"days": most, "field": "until"}
        found.append(Finding("E_STOP_DAYS", says, _ARTICLE_7, given=given))
    return found


@needs("stops")
def stop_waits(facts: CourtFacts, data: Any) -> Finding | None:
    """What is decided is an application that waits and is not over yet."""
    asked = facts.stops.get(data.request)
    if asked is not None and (asked.until > facts.today or not data.granted):
        return None
    says = "没有待决定的停止分案申请，或者所申请的期间已过"
    return Finding("E_NO_STOP", says, _ARTICLE_7, "assignment.ask_stop", {"field": "request"})


@needs("stops")
def not_ones_own_stop(facts: CourtFacts, data: Any) -> Finding | None:
    """R7.11: nobody approves what he or she asked for, or what concerns him or her."""
    asked = facts.stops.get(data.request)
    if asked is None or facts.actor not in (asked.person, asked.asked_by):
        return None
    says = "不能决定本人的或者本人提出的停止分案申请，请由其他院领导决定"
    return Finding("E_STOP_OWN", says, _ARTICLE_7, given={"field": "request"})


def another_stop_waits(facts: CourtFacts, data: Any) -> bool:
    """Whether a further application waits when one is decided, so that the duty goes on."""
    return bool(facts.stops.keys() - {data.request})
