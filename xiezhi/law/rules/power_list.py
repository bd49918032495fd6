"""权责清单规则 R4.1–R4.10: who may act, on whose behalf, and what the refusal says. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from xiezhi.law.act import Act, needs
from xiezhi.law.facts import ZONE, CourtFacts, Facts, Mandate
from xiezhi.law.finding import CannotCompute, Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.tickets import EVEN, tickets_are_offered
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Post

PUBLISHED = frozenset({"triage.t50", "triage.t200"})
"""Figures that a high court publishes and its courts enter; no text sets a bound for them."""
STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})
_DELEGATION = cite("权责清单意见")

CHAIN: dict[Post, frozenset[Post]] = {
    Post.PRESIDENT: frozenset({Post.VICE_PRESIDENT, Post.AC_FULLTIME_MEMBER, Post.DIVISION_HEAD}),
    Post.DIVISION_HEAD: frozenset({Post.DEPUTY_DIVISION_HEAD}),
}
"""委托链: who may let whom act (权责清单意见 第4条); nothing further may be sub-delegated."""


def denial(act: Act, facts: Facts, allowed: frozenset[Post]) -> Finding:
    """R4.1, R4.4, R4.6, R5.6, R5.9: the reason why the actor has no power, and who has."""
    who = "、".join(post.label for post in sorted(allowed, key=list(Post).index))
    given: dict[str, object] = {"act": act.name, "who": who}
    if act.holders <= TRIAL_BODY:
        result = _of_trial_body(act, facts, given)
        if result is not None:
            return result
    covered = facts.uncovered & allowed
    if covered:
        given["post"] = "、".join(sorted(post.label for post in covered))
        says = "本案不在您（{post}）的分管范围或者本庭之内，不能办理“{act}”。可由{who}办理"
        return Finding("E_OUT_OF_PORTFOLIO", says, act.source, given=given)
    return Finding(
        "E_NO_POWER", "“{act}”不在您现任职务的权责之内，可由{who}办理", act.source, given=given
    )


def _of_trial_body(act: Act, facts: Facts, given: dict[str, object]) -> Finding | None:
    if facts.posts & TRIAL_BODY:
        return None
    if facts.posts & STAFF:
        says = "法官助理、书记员不能办理“{act}”。可由{who}办理"
        return Finding("E_ROLE_LIMIT", says, cite("法院组织法", 48), given=given)
    if not (facts.posts | facts.uncovered) & COURT_LEADERS:
        return None
    if act.code.startswith("judgment."):
        says = "院庭长不得审核、修改、签发本人未参加审理案件的裁判文书。“{act}”由{who}办理"
        source = cite("法发〔2017〕11号")
        return Finding("E_LEADER_NOT_ON_CASE", says, source, "supervision.request_report", given)
    if not act.code.startswith("deliberation."):
        return None
    says = (
        "院庭长不得直接改变独任庭、合议庭意见，不能办理“{act}”。"
        "有异议的，可以提交专业法官会议、审判委员会讨论"
    )
    source = cite("法发〔2020〕26号", 5, 2)
    return Finding(
        "E_CANNOT_CHANGE_PANEL_RESULT", says, source, "supervision.refer_to_judges_meeting", given
    )


def mandate_findings(act: Act, mandate: Mandate, facts: Facts) -> list[Finding]:
    """R4.3: why a delegation does not carry this act here and now; empty where it does."""
    wrong = []
    if act.personal and act.code not in facts.rules.delegable:
        wrong.append("依法应由本人行使，本院清单未列为可以委托")
    if not mandate.consented:
        wrong.append("未经分管副院长同意")
    if mandate.division is not None and mandate.division != facts.division:
        wrong.append("案件不属于委托所及的审判庭")
    if not mandate.since_at <= facts.at < mandate.until_at:
        wrong.append(
            f"委托期间为 {_clock(mandate.since_at)} 至 {_clock(mandate.until_at)}，现已不在期内"
        )
    says = "受委托办理“{act}”不成立：{why}。请由委托人本人办理，或者补办委托手续"
    given = {"act": act.name, "why": "；".join(wrong)}
    if not wrong:
        return []
    return [Finding("E_DELEGATION_INVALID", says, _DELEGATION, "delegation.give", given)]


def _clock(at: datetime) -> str:
    return str(at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"))


@needs("persons")
def within_the_chain(facts: CourtFacts, data: Any) -> list[Finding]:
    """R4.3: president → vice-president, member, head; head → deputy of the division."""
    found = []
    taker = facts.persons.get(data.taker)
    posts: frozenset[Post] = taker.posts if taker else frozenset()
    if not posts & CHAIN.get(data.giver_post, frozenset()):
        says = "{giver}只能委托{whom}行权，所选人员不任此职"
        whom = "、".join(p.label for p in CHAIN.get(data.giver_post, ())) or "（无人）"
        given = {"giver": data.giver_post.label, "whom": whom}
        found.append(Finding("E_DELEGATION_INVALID", says, _DELEGATION, given=given))
    if data.giver_post is Post.DIVISION_HEAD and taker and facts.division not in taker.divisions:
        says = "庭长只能委托本庭副庭长"
        found.append(Finding("E_DELEGATION_INVALID", says, _DELEGATION))
    if data.until_at <= data.since_at:
        found.append(Finding("E_DELEGATION_INVALID", "委托的截止时刻须晚于起始时刻", _DELEGATION))
    return found


def only_what_one_holds(facts: CourtFacts, data: Any) -> list[Finding]:
    """R4.3: nobody delegates an act that the giver's post does not hold, or a personal one."""
    from xiezhi.law.powers import powers  # noqa: PLC0415 - the list is made of these rules

    found = []
    for code in data.acts:
        act = powers().get(code)
        if act is None or data.giver_post not in act.holders:
            says = "“{act}”不在{giver}的权责之内，不能委托"
            given = {"act": act.name if act else code, "giver": data.giver_post.label}
            found.append(Finding("E_DELEGATION_INVALID", says, _DELEGATION, given=given))
        elif act.personal and code not in facts.rules.delegable:
            says = "“{act}”依法应由{giver}本人行使，本院清单未列为可以委托"
            given = {"act": act.name, "giver": data.giver_post.label}
            found.append(Finding("E_DELEGATION_INVALID", says, _DELEGATION, given=given))
    return found


def never_wider(facts: CourtFacts, data: Any) -> list[Finding]:
    """R4.2: a court's row narrows: holders are a part of the list's, numbers not above it."""
    from xiezhi.law.powers import powers  # noqa: PLC0415 - the list is made of these rules

    found = []
    source = cite("法发〔2020〕26号", 4)
    for row in data.rows:
        act = powers().get(row.act) if row.act else None
        if row.act and act is None:
            says = "清单中没有编号为“{code}”的事项"
            found.append(Finding("E_LIST_ROW", says, source, given={"code": row.act}))
            continue
        if row.kind == "holders" and act and not set(row.posts) <= act.holders:
            extra = "、".join(post.label for post in sorted(set(row.posts) - act.holders))
            says = "本院清单只能收窄：“{act}”不能增加{extra}"
            given = {"act": act.name, "extra": extra}
            found.append(Finding("E_LIST_WIDER", says, source, given=given))
        if row.kind == "number" and row.name == EVEN:
            found += tickets_are_offered(row.number)
        elif row.kind == "number" and row.name not in PUBLISHED:
            found += _shortens(row, facts)
    return found


def _shortens(row: Any, facts: CourtFacts) -> Iterator[Finding]:
    source = cite("法发〔2020〕26号", 4)
    try:
        now = parameter(row.name, facts.today)
    except CannotCompute:
        says = "没有名为“{name}”的现行数值，不能由本院清单缩短"
        yield Finding("E_LIST_ROW", says, source, given={"name": row.name})
        return
    if row.number > now:
        says = "“{name}”的期限只能缩短，现行为 {now}"
        yield Finding("E_LIST_WIDER", says, source, given={"name": row.name, "now": now})
