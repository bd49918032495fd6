"""团队内工作规则 R6.4, R6.8, R6.10: work given out, clerks booked, staff appraised. Pure."""

from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts, PersonFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.team_clocks import appraisal_due, quarter_days
from xiezhi.law.sources import cite
from xiezhi.law.team_values import WorkFact
from xiezhi.law.terms import Post

_DESIGN = cite("平台约定")
_ARTICLE_6 = cite("法发〔2020〕26号", 6)
_STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})
_SUPERVISED = cite("法院组织法", 48)


@needs("team_staff", "persons")
def staff_is_ones_own(facts: CaseFacts, data: Any) -> Finding | None:
    """R6.4: a judge gives work to the staff of the own team and of the pool, no others."""
    if data.person in facts.own_staff | facts.pooled:
        return None
    known = facts.persons.get(data.person)
    says = "{name}不是本团队的法官助理、书记员，也不在人员池中。可以向庭长申请调用"
    given = {"name": known.name if known else "所选人员", "field": "person"}
    return Finding("E_NOT_OWN_STAFF", says, _ARTICLE_6, "work.request_staff", given)


@needs("team_staff", "persons")
def staff_is_of_others(facts: CaseFacts, data: Any) -> Finding | None:
    """R6.4: what one may give out oneself is not asked for; what is asked for is staff."""
    known = facts.persons.get(data.person)
    given = {"name": known.name if known else "所选人员", "field": "person"}
    if known is None or not known.posts & _STAFF:
        return Finding(
            "E_TEAM_ROLE", "{name}不是本院法官助理、书记员，请从其中选择", _SUPERVISED, given=given
        )
    if data.person not in facts.own_staff | facts.pooled:
        return None
    says = "{name}是本团队或者人员池的人员，可以直接交办"
    return Finding("E_OWN_STAFF", says, _ARTICLE_6, "work.allocate", given)


def due_lies_ahead(facts: CaseFacts, data: Any) -> Finding | None:
    """Work is due today or later."""
    if data.due_on >= facts.today:
        return None
    given = {"field": "due_on"}
    return Finding("E_DATE_PAST", "完成期限已过，请另定", _DESIGN, given=given)


def _work(facts: CaseFacts, data: Any) -> WorkFact | None:
    return next((one for one in facts.work if one.id == data.work), None)


@needs("work")
def request_waits(facts: CaseFacts, data: Any) -> Finding | None:
    """What is decided is a request that waits."""
    work = _work(facts, data)
    if work is not None and work.state == "requested":
        return None
    says = "所选编号不是本案待决定的调用申请"
    return Finding("E_NO_WORK", says, _ARTICLE_6, "work.request_staff", {"field": "work"})


@needs("work")
def work_is_under_way(facts: CaseFacts, data: Any) -> Finding | None:
    """What is done was given out and not confirmed yet."""
    work = _work(facts, data)
    if work is not None and work.state == "open":
        return None
    says = "所选编号不是本案尚未完成的交办工作"
    return Finding("E_NO_WORK", says, _ARTICLE_6, "work.allocate", {"field": "work"})


def others_wait(facts: CaseFacts, data: Any) -> bool:
    """Whether further requests wait on the case besides the one that is decided."""
    return any(one.state == "requested" and one.id != data.work for one in facts.work)


@needs("booking", "persons")
def clerk_is_free(facts: CaseFacts, data: Any) -> Finding | None:
    """R6.10: a clerk is at one hearing at a time."""
    if data.clerk not in facts.booked:
        return None
    known = facts.persons.get(data.clerk)
    says = "{name}在该庭时间已有其他庭审，请另选书记员"
    given = {"name": known.name if known else "所选书记员", "field": "clerk"}
    return Finding("E_CLERK_BOOKED", says, _DESIGN, "staff.book_clerk", given)


@needs("team_staff", "persons")
def clerk_can_be_booked(facts: CaseFacts, data: Any) -> Finding | None:
    """R6.10: who is booked is a clerk of the own team or of the pool."""
    known = facts.persons.get(data.clerk)
    given = {"name": known.name if known else "所选人员", "field": "clerk"}
    if known is None or Post.CLERK not in known.posts:
        return Finding(
            "E_TEAM_ROLE", "{name}不是本院书记员，请从本院书记员中选择", _SUPERVISED, given=given
        )
    if data.clerk in facts.own_staff | facts.pooled:
        return None
    says = "{name}全部份额在其他团队，不在人员池中。可以向庭长申请调用"
    return Finding("E_NOT_OWN_STAFF", says, _ARTICLE_6, "work.request_staff", given)


def quarter_is_over(facts: PersonFacts, data: Any) -> Finding | None:
    """R6.8: a quarter is appraised once it has ended."""
    last = quarter_days(data.year, data.quarter)[1]
    if facts.today > last:
        return None
    says = "{year} 年{quarter}至 {last} 结束，期满后再办"
    given = {"year": data.year, "quarter": data.quarter.label, "last": last, "field": "quarter"}
    return Finding("E_TOO_EARLY", says, _ARTICLE_6, given=given)


@needs("persons", "former")
def clerk_may_take_part(facts: CaseFacts, data: Any) -> Finding | None:
    """C1, P8: who is booked for a case has no conflict and took no part in an earlier instance."""
    known = facts.persons.get(data.clerk)
    if known is None:
        return None
    given = {"name": known.name, "why": "、".join(known.conflicts), "field": "clerk"}
    if known.conflicts:
        return Finding("E_CONFLICT", "{name}应当回避：{why}", cite("民诉法", 47), given=given)
    if data.clerk not in facts.former:
        return None
    says = "{name}曾参与本案原审（书记员亦同），不得再参与审理"
    return Finding("E_PRIOR_PARTICIPATION", says, cite("民诉法", 41), given=given)


@needs("quarter_staff")
def proposals_cover_the_staff(facts: PersonFacts, data: Any) -> list[Finding]:
    """R6.8: a judge proposes on everybody who worked for him or her then, and on nobody else."""
    named = [row.person for row in data.proposals]
    given: dict[str, object] = {"field": "proposals"}
    found = []
    if set(named) - facts.quarter_staff:
        says = "所列人员中有人本季度没有在您的团队任职，请删去"
        found.append(Finding("E_NOT_OWN_STAFF", says, _ARTICLE_6, given=given))
    missing = facts.quarter_staff - set(named)
    if missing:
        says = "还有 {n} 名本季度在您团队任职的人员没有列入"
        found.append(
            Finding("E_STAFF_MISSING", says, _ARTICLE_6, given=given | {"n": len(missing)})
        )
    if len(set(named)) != len(named):
        says = "同一人员只列一次"
        found.append(Finding("E_TEAM_TWICE", says, _DESIGN, given=given))
    return found


def proposal_in_time(facts: PersonFacts, data: Any) -> Finding | None:
    """R6.8: proposals are due within days of the end of the quarter; a late one is marked so."""
    due = appraisal_due(data.year, data.quarter, facts.rules.numbers)
    if facts.today <= due:
        return None
    says = "考核建议应于 {due} 前提出，已逾期，记录在案"
    given = {"due": due, "field": "quarter"}
    return Finding("E_APPRAISAL_LATE", says, _DESIGN, given=given, warning=True)


@needs("quarter_staff")
def has_proposals(facts: PersonFacts, data: Any) -> Finding | None:
    """R6.8: what is weighed is there."""
    if facts.proposals:
        return None
    says = "本季度没有法官对该人员提出考核建议"
    return Finding("E_NO_PROPOSAL", says, _ARTICLE_6, "appraisal.propose", {"field": "quarter"})


def weight_or_reason(facts: PersonFacts, data: Any) -> Finding | None:
    """R6.8: the personnel office shows the weight it gave the proposals, or why it departs."""
    if data.weight or data.reason:
        return None
    says = "请填写法官考核建议所占权重；未采用的，写明理由"
    return Finding("E_WEIGHT_OR_REASON", says, _ARTICLE_6, given={"field": "weight"})
