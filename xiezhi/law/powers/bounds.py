"""分案的界限: alerts of concentration and designation, batches, stops of assignment."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.powers.assignment import HEADS
from xiezhi.law.rules import bounds as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import BoundKind, Force, Post, State

SINCE = date(2020, 8, 4)
BEFORE_THE_LOT = frozenset({State.REGISTERED, State.TRIAGED})
DECIDERS = HEADS | {Post.FILING_OFFICER}
APPROVERS = frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT})


@dataclass(frozen=True, kw_only=True)
class BoundAlert:
    """分案预警: which bound, in the period that ends with which month, on which figures."""

    kind: BoundKind = ask("预警事由")
    month: date = ask("月份（首日）")
    part: int = ask("分子")
    whole: int = ask("分母")
    limit: int = ask("界限")
    cause: str = ask("案由", most=120, default="")
    organisation: str = ask("审判组织", most=120, default="")


@dataclass(frozen=True, kw_only=True)
class LinkageProposal:
    """关联建议: the earlier case with the same party and cause, received within how many days."""

    first: int = ask("在先案件", most=10**15, least=1)
    days: int = ask("受理相距日数上限", least=1)


@dataclass(frozen=True, kw_only=True)
class BatchReason:
    """理由: why the case is heard with the others, or apart from them."""

    reason: str = ask("理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class StopData:
    """停止分案申请: for whom, over which days, why."""

    person: int = ask("法官", "person")
    since: date = ask("起始日期")
    until: date = ask("截止日期（当日恢复）")
    reason: str = ask("理由", most=500, least=4)


@dataclass(frozen=True, kw_only=True)
class StopDecision:
    """停止分案决定: on which application, whether it is granted."""

    request: int = ask("停止分案申请", "number", least=1)
    granted: bool = ask("批准", default=False)
    answer: str = ask("说明", most=500, default="")


ALERT_BOUNDS = Act(
    code="assignment.alert_bounds",
    name="提示分案超过界限",
    gloss="alert that assignment passes a bound",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.SYSTEM}),
    data=BoundAlert,
    rules=(rules.figures_show_it,),
)

PROPOSE_LINKAGE = Act(
    code="assignment.propose_linkage",
    name="建议关联案件一并办理",
    gloss="propose that a case is heard with an earlier one",
    source=cite("法发〔2020〕26号", 7),
    also=(cite("法发〔2017〕11号"),),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    states=BEFORE_THE_LOT,
    data=LinkageProposal,
    rules=(rules.not_linked_yet,),
    raises=(
        Duty(
            "assignment.join_batch",
            frozenset({Post.FILING_OFFICER}),
            "assignment.linkage_decision_days",
        ),
    ),
)

JOIN_BATCH = Act(
    code="assignment.join_batch",
    name="决定并入系列案件一并办理",
    gloss="decide that a case is heard with its batch",
    source=cite("法发〔2020〕26号", 7),
    also=(cite("法发〔2017〕11号"),),
    since=SINCE,
    force=Force.POWER,
    holders=DECIDERS,
    states=BEFORE_THE_LOT,
    data=BatchReason,
    rules=(rules.can_be_joined,),
)

SPLIT_BATCH = Act(
    code="assignment.split_batch",
    name="决定与系列案件分别办理",
    gloss="decide that a case is heard apart from its batch",
    source=cite("法发〔2020〕26号", 7),
    also=(cite("法发〔2017〕11号"),),
    since=SINCE,
    force=Force.POWER,
    holders=DECIDERS,
    states=BEFORE_THE_LOT,
    data=BatchReason,
    rules=(rules.can_be_split,),
    settles=("assignment.join_batch",),
)

ASK_STOP = Act(
    code="assignment.ask_stop",
    name="申请停止分案",
    gloss="apply that no case is given to a judge for some days",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=frozenset({Post.JUDGE, Post.DIVISION_HEAD, Post.PERSONNEL}),
    data=StopData,
    rules=(rules.asks_within_reach, rules.stop_is_of_a_judge, rules.stop_has_days),
    raises=(Duty("assignment.decide_stop", APPROVERS, "assignment.stop_decision_days"),),
)

DECIDE_STOP = Act(
    code="assignment.decide_stop",
    name="决定停止分案申请",
    gloss="decide whether no case is given to a judge for some days",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=APPROVERS,
    data=StopDecision,
    rules=(rules.stop_waits, rules.not_ones_own_stop),
    raises=(Duty("assignment.decide_stop", APPROVERS, when=rules.another_stop_waits),),
)
