"""回避: applying, standing back, deciding, one review."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import recusal_acts as rules
from xiezhi.law.rules.recusal import Ground
from xiezhi.law.sources import cite
from xiezhi.law.terms import TRIAL_BODY, Force, Post, State

SINCE = date(2020, 8, 4)
BEFORE_JUDGMENT = frozenset(
    {State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED, State.DELIBERATING, State.DECIDED}
)
DECIDERS = frozenset(
    {Post.PRESIDENT, Post.ADJUDICATION_COMMITTEE, Post.PRESIDING_JUDGE, Post.SOLE_JUDGE}
)


@dataclass(frozen=True, kw_only=True)
class RecusalApplication:
    """回避申请: against whom, on which ground, with what reasons."""

    person: int = ask("申请回避的人员", "person")
    ground: Ground = ask("事由")
    reason: str = ask("理由和证据", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class StandingBack:
    """自行回避: on which ground."""

    ground: Ground = ask("事由")
    reason: str = ask("说明", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class RecusalDecision:
    """回避决定."""

    upheld: bool = ask("准许回避", default=False)
    reason: str = ask("理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class RecusalReview:
    """复议申请: why the decision is to be looked at again."""

    person: int = ask("申请回避的人员", "person")
    reason: str = ask("复议理由", "long", most=2000, least=4)


_DECISION = (Duty("recusal.decide", DECIDERS, "recusal.decision_days"),)

APPLY = Act(
    code="recusal.apply",
    name="申请回避",
    gloss="apply for recusal",
    source=cite("民诉法", 47),
    also=(cite("刑诉法", 29), cite("行诉法", 55)),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.PARTY, Post.COUNSEL, Post.CLERK}),
    states=BEFORE_JUDGMENT,
    data=RecusalApplication,
    rules=(rules.sits_in_the_case, rules.application_stands),
    raises=_DECISION,
)

STAND_BACK = Act(
    code="recusal.stand_back",
    name="自行回避",
    gloss="stand back of one's own accord",
    source=cite("民诉法", 47),
    also=(cite("法释〔2011〕12号", 1),),
    since=SINCE,
    force=Force.DUTY,
    holders=TRIAL_BODY | {Post.JUDGE_ASSISTANT, Post.CLERK},
    states=BEFORE_JUDGMENT,
    data=StandingBack,
    raises=_DECISION,
)

DECIDE = Act(
    code="recusal.decide",
    name="决定回避",
    gloss="decide on a recusal",
    source=cite("民诉法", 49),
    also=(cite("刑诉法", 31), cite("行诉法", 55)),
    since=SINCE,
    force=Force.DUTY,
    item="PW01",
    personal=True,
    holders=DECIDERS,
    states=BEFORE_JUDGMENT,
    data=RecusalDecision,
    rules=(rules.one_waits, rules.decider_is_right),
    raises=(
        Duty(
            "assignment.reassign",
            frozenset({Post.DIVISION_HEAD}),
            "panel.compose_days",
            when=rules.handling_judge_leaves,
        ),
    ),
)

REVIEW = Act(
    code="recusal.review",
    name="申请复议回避决定",
    gloss="ask for one review of the decision",
    source=cite("民诉法", 50),
    also=(cite("刑诉法", 31), cite("行诉法", 55)),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.PARTY, Post.COUNSEL, Post.CLERK}),
    states=BEFORE_JUDGMENT,
    data=RecusalReview,
    rules=(rules.was_refused_once,),
    raises=_DECISION,
)
