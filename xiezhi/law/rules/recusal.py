"""回避: grounds, who decides, in what time, with what effect; posts are in `post_recusal`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from xiezhi.law.finding import Finding, gather
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.compositions import Matter
from xiezhi.law.rules.organisation import Participation, former_part
from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area, Post, Term

DECIDE, REASSIGN = "recusal.decide", "assignment.reassign"

Key = int | str
"""A person or organisation, by whatever identifies it in the case: the caller is consistent."""


class Ground(Term):
    """回避事由: the grounds of the three procedure laws and their interpretations."""

    PARTY = "party", "是本案的当事人或者与当事人有近亲属关系"
    INTEREST = "interest", "本人或者其近亲属与本案有利害关系"
    FORMER_ROLE = "former_role", "担任过本案的证人、鉴定人、辩护人、诉讼代理人、翻译人员"
    AGENT_RELATIVE = "agent_relative", "与本案的诉讼代理人、辩护人有近亲属关系"
    SHARES = "shares", "本人或者其近亲属持有本案非上市公司当事人的股份或者股权"
    OTHER_RELATION = "other_relation", "与本案当事人、诉讼代理人有其他关系，可能影响公正审理"
    INVESTIGATOR = "investigator", "参与过本案的调查、侦查、审查起诉工作"
    POST = "post", "依法应当实行任职回避"
    EARLIER_PROCEDURE = "earlier_procedure", "参与过本案其他程序的审判"
    PRIVATE_MEETING = "private_meeting", "违反规定会见本案当事人、诉讼代理人、辩护人"
    GIFTS = "gifts", "索取、接受本案当事人及其受托人财物或者其他利益"
    MEALS = "meals", "接受本案当事人及其受托人宴请，或者参加由其支付费用的活动"
    BORROWING = "borrowing", "向本案当事人及其受托人借用款物"
    INTRODUCING = "introducing", "为本案当事人推荐、介绍代理人，或者介绍他人办理本案"
    MISCONDUCT = "misconduct", "有其他不正当行为，可能影响公正审理"


ON_APPLICATION = frozenset(
    {
        Ground.PRIVATE_MEETING,
        Ground.GIFTS,
        Ground.MEALS,
        Ground.BORROWING,
        Ground.INTRODUCING,
        Ground.MISCONDUCT,
    }
)
"""不正当行为: what a party may rely on (民诉解释第44条, 刑诉解释第28条)."""

_RELATIONS = (
    Ground.PARTY,
    Ground.INTEREST,
    Ground.FORMER_ROLE,
    Ground.AGENT_RELATIVE,
    Ground.OTHER_RELATION,
)


def grounds(area: Area) -> dict[Ground, Citation]:
    """Return the grounds of an area with the text each rests on."""
    own, asked, part = {
        Area.CIVIL: (cite("民诉解释", 43), cite("民诉解释", 44), cite("民诉解释", 45)),
        Area.CRIMINAL: (cite("刑诉解释", 27), cite("刑诉解释", 28), cite("刑诉解释", 29, 2)),
        Area.ADMINISTRATIVE: (
            cite("行诉法", 55),
            cite("法释〔2011〕12号", 2),
            cite("行诉解释", 75),
        ),
    }[area]
    found = dict.fromkeys(_RELATIONS, own)
    found[Ground.EARLIER_PROCEDURE] = part
    found[Ground.POST] = cite("刑诉解释", 30) if area is Area.CRIMINAL else cite("法官法", 23)
    if area is Area.CIVIL:
        found[Ground.SHARES] = own
    if area is Area.CRIMINAL:
        found[Ground.INVESTIGATOR] = cite("刑诉解释", 29, 1)
    return found | dict.fromkeys(sorted(ON_APPLICATION), asked)


@dataclass(frozen=True, kw_only=True)
class Person:
    """审判人员及其近亲属: a judge, juror, assistant, clerk or helper, as far as conflicts go.

    `near` are spouse, lineal relatives, collaterals within three degrees and close in-laws
    (法释〔2011〕12号第1条). `holdings` are companies whose shares the person or one of `near` has.
    """

    key: Key
    id: int = 0
    near: frozenset[Key] = frozenset()
    holdings: frozenset[Key] = frozenset()


@dataclass(frozen=True, kw_only=True)
class CaseTies:
    """案件关联: everybody in the case to whom a tie would count.

    `agents` are representatives and defenders; `former_roles` witnesses, experts, interpreters
    and former agents; `interested` whoever is known to have an interest in the outcome.
    """

    matter: Matter
    parties: frozenset[Key] = frozenset()
    unlisted: frozenset[Key] = frozenset()
    agents: frozenset[Key] = frozenset()
    former_roles: frozenset[Key] = frozenset()
    interested: frozenset[Key] = frozenset()
    investigators: frozenset[Key] = frozenset()
    barred_by_post: frozenset[Key] = frozenset()
    earlier: tuple[Participation, ...] = ()


def conflict_check(person: Person, case: CaseTies) -> list[Finding]:
    """Return every ground on which the law itself removes the person from the case (C1).

    Run at assignment and at each change of party, representative or panel. Grounds that need
    judgement or an application are not found here.
    """
    own, family = frozenset({person.key}), person.near | {person.key}
    area = case.matter.area
    hits = {
        Ground.PARTY: family & case.parties,
        Ground.INTEREST: family & case.interested,
        Ground.FORMER_ROLE: own & case.former_roles,
        Ground.AGENT_RELATIVE: family & case.agents,
        Ground.SHARES: person.holdings & case.parties & case.unlisted,
        Ground.INVESTIGATOR: own & case.investigators,
        Ground.POST: own & case.barred_by_post,
    }
    law = grounds(area)
    says = "该人员{ground}，应当回避，不得进入本案候选名单或者继续参与本案。"
    return gather(
        (
            Finding("E_CONFLICT", says, law[ground], DECIDE, {"ground": ground.label})
            for ground, ties in hits.items()
            if ties and ground in law
        ),
        former_part(person.id, case.earlier, case.matter),
    )


class Helper(Term):
    """辅助诉讼人员: others to whom the rules of recusal apply, who hold no post of the court."""

    INTERPRETER = "interpreter", "翻译人员"
    EXPERT = "expert", "鉴定人"
    INSPECTOR = "inspector", "勘验人"
    TECHNICIAN = "technician", "司法技术人员"


_STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})


def decider(challenged: Collection[Post | Helper], area: Area, *, sole: bool = False) -> Post:
    """Return who decides on the recusal of somebody who holds these posts towards the case.

    The highest post counts. `sole` says that one judge hears the case (C2).
    """
    if Post.PRESIDENT in challenged:
        return Post.ADJUDICATION_COMMITTEE
    others = all(post in _STAFF or isinstance(post, Helper) for post in challenged)
    if not others or area is Area.CRIMINAL:
        return Post.PRESIDENT
    return Post.SOLE_JUDGE if sole else Post.PRESIDING_JUDGE


_DECIDER_SOURCE = {
    Area.CIVIL: cite("民诉法", 49),
    Area.CRIMINAL: cite("刑诉法", 31),
    Area.ADMINISTRATIVE: cite("行诉法", 55, 4),
}


def check_decider(
    *,
    challenged: Collection[Post | Helper],
    person: int,
    by: Collection[Post],
    by_person: int,
    area: Area,
    sole: bool = False,
) -> list[Finding]:
    """Return why these posts may not decide; the challenged person never can (C2)."""
    wanted = decider(challenged, area, sole=sole)
    source = _DECIDER_SOURCE[area]
    if person == by_person:
        says = "被申请回避的人员不能决定自己的回避，应由{wanted}决定。"
    elif wanted not in by:
        says = "该人员的回避应由{wanted}决定。"
    else:
        return []
    given = {"wanted": wanted.label}
    return [Finding("E_RECUSAL_WRONG_DECIDER", says, source, DECIDE, given)]


def check_session(*, chair: Post, president_present: bool) -> list[Finding]:
    """Return what is wrong with a committee that discusses its president's recusal.

    The vice-president chairs and the president stays out (刑诉解释第32条).
    """
    if chair is Post.VICE_PRESIDENT and not president_present:
        return []
    says = "审判委员会讨论院长的回避时，由副院长主持，院长不得参加。"
    return [Finding("E_RECUSAL_SESSION", says, cite("刑诉解释", 32, 2), DECIDE)]


class Moment(Term):
    """申请时点: how far the hearing has come when recusal is applied for."""

    BEFORE_OPENING = "before_opening", "开庭审理前或者案件开始审理时"
    DURING = "during", "开始审理后、法庭辩论终结前"
    AFTER_DEBATE = "after_debate", "法庭辩论终结后"


@dataclass(frozen=True, kw_only=True)
class Application:
    """回避申请: what a party says and when; `learnt_later` is after the hearing had begun."""

    area: Area
    ground: Ground | None
    """None where what is said is no statutory ground."""
    moment: Moment
    reasoned: bool = True
    learnt_later: bool = False
    evidence: bool = False


def check_application(application: Application) -> list[Finding]:
    """Return what stands in the way of an application; none means it is put to the decider."""
    return gather(_reasons(application), _in_time(application), _proof(application))


def _reasons(application: Application) -> Iterator[Finding]:
    if not application.reasoned:
        source = {
            Area.CIVIL: cite("民诉法", 48),
            Area.CRIMINAL: cite("刑诉解释", 32),
            Area.ADMINISTRATIVE: cite("行诉解释", 74),
        }[application.area]
        says = "申请回避应当说明理由，请补充理由。"
        yield Finding("E_EVIDENCE", says, source)
    if application.ground is None or application.ground not in grounds(application.area):
        source, end = {
            Area.CIVIL: (cite("民诉法", 47), "由有权决定的人作出决定"),
            Area.CRIMINAL: (cite("刑诉解释", 35, 2), "由法庭当庭驳回，不得申请复议"),
            Area.ADMINISTRATIVE: (cite("行诉解释", 74, 3), "法庭可以当庭驳回"),
        }[application.area]
        says = "所述理由不属于法定回避事由，{end}。"
        on_the_spot = application.area is not Area.CIVIL
        yield Finding(
            "E_RECUSAL_NO_GROUND", says, source, DECIDE, {"end": end}, warning=not on_the_spot
        )


def _in_time(application: Application) -> Iterator[Finding]:
    if application.area is Area.CRIMINAL or application.moment is Moment.BEFORE_OPENING:
        return
    if application.moment is Moment.DURING and application.learnt_later:
        return
    civil = application.area is Area.CIVIL
    source = cite("民诉法", 48, 1) if civil else cite("行诉解释", 74, 1)
    says = "回避申请应在案件开始审理时提出；事由在开始审理后才知道的，应在法庭辩论终结前提出。"
    yield Finding("E_LATE", says, source)


def _proof(application: Application) -> Iterator[Finding]:
    needs_proof = application.area is Area.CRIMINAL and application.ground in ON_APPLICATION
    if needs_proof and not application.evidence:
        says = "以{ground}为由申请回避的，应当提供证明材料。"
        given = {"ground": application.ground.label if application.ground else ""}
        yield Finding("E_EVIDENCE", says, cite("刑诉解释", 33), given=given)


@dataclass(frozen=True)
class RecusalTimes:
    """回避期限: days for the decision and for its review, None where the text sets none."""

    decision_days: int | None
    review_days: int | None
    reviews: int
    source: Citation


def times(area: Area, on: date) -> RecusalTimes:
    """Return the times of an area on a day; criminal texts set none and allow one review."""
    reviews = parameter("recusal.reviews_max", on)
    if area is Area.CRIMINAL:
        return RecusalTimes(None, None, reviews, cite("刑诉法", 31, 3))
    source = cite("民诉法", 50) if area is Area.CIVIL else cite("行诉解释", 74)
    decision = parameter("recusal.decision_days", on)
    return RecusalTimes(decision, parameter("recusal.review_days", on), reviews, source)


def check_review(area: Area, on: date, *, earlier: int, statutory: bool) -> list[Finding]:
    """Return why a refusal may not be reviewed: asked before, or rejected on the spot."""
    law = times(area, on)
    if earlier >= law.reviews:
        says = "对驳回回避申请的决定可以申请复议{reviews}次，本案已经复议。"
        given = {"reviews": law.reviews}
        return [Finding("E_RECUSAL_REVIEW_EXHAUSTED", says, law.source, given=given)]
    if area is Area.CRIMINAL and not statutory:
        says = "不属于法定回避事由的申请由法庭当庭驳回，不得申请复议。"
        return [Finding("E_RECUSAL_NO_REVIEW", says, cite("刑诉解释", 35, 2))]
    return []


def stops_work(area: Area, *, under_review: bool, urgent: bool) -> bool:
    """Whether the challenged person pauses: until the decision, urgent measures excepted.

    Criminal texts order no pause of judges (民诉法第48、50条, 行诉解释第74条).
    """
    return area is not Area.CRIMINAL and not under_review and not urgent


def alert_recipients(*, due_on: date, on: date, decided: bool) -> frozenset[Post]:
    """Return who is told that a decision is late: nobody until `due_on` is past (C3)."""
    if decided or on <= due_on:
        return frozenset()
    return frozenset({Post.PRESIDENT, Post.TRIAL_MANAGEMENT})


@dataclass(frozen=True)
class Upheld:
    """回避成立的后果: the act that follows, its reason, and that the lot is drawn again."""

    act: str
    reason: str
    random: bool
    source: Citation


UPHELD = Upheld(REASSIGN, "recusal", random=True, source=cite("法发〔2020〕26号", 7))
"""回避成立的，以回避为由调整，默认重新随机分案 (C4)."""


def transfer_prompt(*, president_recused: bool, unfit_for_court: bool) -> Finding | None:
    """Return the prompt to ask the upper court to take the case, where it applies (C5)."""
    if not (president_recused and unfit_for_court):
        return None
    says = "本案涉及本院院长回避，不宜由本院管辖，可以请求移送上一级人民法院管辖。"
    return Finding("W_REQUEST_TRANSFER", says, cite("刑诉解释", 18), warning=True)
