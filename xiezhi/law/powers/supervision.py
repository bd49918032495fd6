"""四类案件标识: who suspects, flags, confirms, rejects, withdraws; measures stand in `measures`."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import supervision as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, Force, FourType, Post, State

SINCE = date(2020, 8, 4)
JUDGES = frozenset({Post.SOLE_JUDGE, Post.PRESIDING_JUDGE, Post.HANDLING_JUDGE})
OFFICES = frozenset({Post.FILING_OFFICER, Post.TRIAL_MANAGEMENT, Post.INSPECTION})
PENDING = frozenset(
    {State.RECEIVED, State.REGISTERED, State.TRIAGED, State.POOLED, State.ASSIGNED,
     State.ON_TRIAL, State.SUSPENDED, State.DELIBERATING, State.DECIDED, State.SIGNING,
     State.ISSUED}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FlagData:
    """标注四类案件: which type, on what evidence; of that the log holds the hash.

    What is written may name who complains (R5.12): the row shows it to who is not concerned.
    """

    flag: FourType = ask("四类案件类型")
    evidence: str = ask("依据", "long", most=2000, least=4, sealed=True)
    about: int | None = ask(
        "所反映的人员", "person", default=None, hint="反映审判人员的，从本案组成人员中选定"
    )


@dataclass(frozen=True, kw_only=True)
class Suspicion(FlagData):
    """疑似标识: what the platform suspects, by which rule in which version."""

    rule: str = ask("规则", most=60)
    version: str = ask("规则版本", most=12)
    confidence: int | None = ask("置信度（%）", most=100, default=None)


@dataclass(frozen=True, kw_only=True)
class FlagDecision:
    """确认或者排除: which flag, why."""

    flag: FourType = ask("四类案件类型")
    reason: str = ask("理由", "long", most=2000, least=4, sealed=True)


ANSWERING: dict[Post | None, frozenset[Post]] = {
    rules.BENCH: frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE, Post.FILING_OFFICER}),
    **{post: frozenset({post}) for post in rules.LADDER},
}
"""Who answers a suspicion; one that complains of a judge or leader passes up (R5.12)."""
SUSPECTED = tuple(
    Duty("screening.confirm", of, "screening.confirm_days", when=rules.answered_by(post))
    for post, of in ANSWERING.items()
)
STILL_SUSPECTED = tuple(
    Duty("screening.confirm", of, "screening.confirm_days", when=rules.another_waits(post))
    for post, of in ANSWERING.items()
)
"""Answering one suspicion leaves the duty to answer the others."""
AFTERWARDS = frozenset({State.PRONOUNCED, State.CLOSED, State.EFFECTIVE, State.APPEALED})
"""States in which a flag says that a case should have been found before."""

SUSPECT = Act(
    code="screening.suspect",
    name="系统提示疑似四类案件",
    gloss="the platform suspects a four-type case",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    states=PENDING,
    data=Suspicion,
    rules=(rules.not_flagged_yet,),
    raises=SUSPECTED,
)

FLAG = Act(
    code="screening.flag",
    name="标注四类案件",
    gloss="flag a four-type case",
    source=cite("法发〔2021〕30号"),
    also=(cite("法发〔2020〕26号", 5, 1), cite("法发〔2022〕31号")),
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICES | JUDGES | {Post.PANEL_MEMBER} | COURT_LEADERS,
    states=PENDING | AFTERWARDS,
    data=FlagData,
    rules=(rules.not_confirmed_yet, rules.not_about_oneself, rules.about_sits),
    settles=("screening.confirm",),
    raises=STILL_SUSPECTED,
)

CONFIRM = Act(
    code="screening.confirm",
    name="确认四类案件",
    gloss="confirm a suspected flag",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.FILING_OFFICER, *rules.LADDER},
    states=PENDING,
    data=FlagDecision,
    rules=(rules.is_suspected, rules.not_about_oneself, rules.confirms_in_turn),
    raises=STILL_SUSPECTED,
)

REJECT = Act(
    code="screening.reject",
    name="排除四类案件",
    gloss="reject a suspected flag with a reason",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.FILING_OFFICER, *rules.LADDER},
    states=PENDING,
    data=FlagDecision,
    rules=(
        rules.is_suspected,
        rules.not_about_oneself,
        rules.confirms_in_turn,
        rules.head_countersigns,
    ),
    settles=("screening.confirm",),
    raises=STILL_SUSPECTED,
)

WITHDRAW = Act(
    code="screening.withdraw",
    name="撤销四类案件标识",
    gloss="withdraw a flag with a reason",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset(rules.LADDER),
    states=PENDING,
    data=FlagDecision,
    rules=(rules.is_confirmed, rules.not_about_oneself),
)
