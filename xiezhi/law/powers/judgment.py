"""裁判文书: drafting, signing in order, pronouncing, correcting."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import judgment as rules
from xiezhi.law.rules.bench_acts import bench_is_lawful
from xiezhi.law.rules.deliberation import (
    committee_has_decided,
    committee_is_awaited,
    should_be_submitted,
)
from xiezhi.law.rules.measures import no_reconsideration_open
from xiezhi.law.rules.naming import not_before_filing, not_in_the_future
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, JUDGES_ON_CASE, Force, Post, State, Term

SINCE = date(2020, 8, 4)
WAITING_FOR = (
    committee_has_decided, committee_is_awaited, no_reconsideration_open, should_be_submitted,
)  # fmt: skip
"""What a judgment waits for before it is signed; the last one only warns."""


class DocumentKind(Term):
    """文书种类: the documents of judgment."""

    JUDGMENT = "judgment", "判决书"
    RULING = "ruling", "裁定书"
    MEDIATION = "mediation", "调解书"


@dataclass(frozen=True, kw_only=True)
class DraftData:
    """文书稿: the parts of the document that the court writes; the rest the platform fills in."""

    kind: DocumentKind = ask("文书种类", default=DocumentKind.JUDGMENT)
    facts: str = ask("经审理查明", "long", sealed=True, least=4)
    reasoning: str = ask("本院认为", "long", sealed=True, least=4)
    legal_basis: str = ask("裁判依据", "long", most=5000, default="")
    result: str = ask("裁判主文", "long", sealed=True, most=20_000, least=4)


@dataclass(frozen=True, kw_only=True)
class Return:
    """退回修改: what a signatory wants changed."""

    reason: str = ask("修改意见", "long", most=5000, least=4, sealed=True)


@dataclass(frozen=True, kw_only=True)
class Pronouncement:
    """宣判: on which day."""

    on: date = ask("宣判日期")


@dataclass(frozen=True, kw_only=True)
class CorrectionRuling:
    """补正裁定: which slip of the pen is corrected."""

    reason: str = ask("笔误所在和补正内容", "long", most=5000, least=4)


DRAFT = Act(
    code="judgment.draft",
    name="起草裁判文书",
    gloss="draft the document of judgment",
    source=cite("法释〔2002〕25号", 15),
    also=(cite("法院组织法", 48),),
    since=SINCE,
    force=Force.DUTY,
    item="PW13",
    holders=frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE, Post.JUDGE_ASSISTANT}),
    states=frozenset({State.DECIDED}),
    data=DraftData,
    raises=(Duty("judgment.submit", frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE})),),
)

SUBMIT = Act(
    code="judgment.submit",
    name="提交签署",
    gloss="put the draft up for signing",
    source=cite("法院组织法", 32),
    since=SINCE,
    force=Force.POWER,
    item="PW13",
    holders=frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE}),
    states=frozenset({State.DECIDED}),
    moves=State.SIGNING,
    rules=(rules.there_is_a_draft, *WAITING_FOR),
    raises=(Duty("judgment.sign", JUDGES_ON_CASE, "deliberation.document_days"),),
)

SIGN = Act(
    code="judgment.sign",
    name="签署裁判文书",
    gloss="sign the document of judgment",
    source=cite("法院组织法", 32),
    also=(cite("法发〔2015〕13号", 6),),
    since=SINCE,
    force=Force.DUTY,
    item="PW14",
    holders=JUDGES_ON_CASE | {Post.JUROR},
    states=frozenset({State.SIGNING}),
    rules=(
        bench_is_lawful,
        rules.there_is_a_draft,
        rules.not_yet_signed,
        rules.in_the_order_of_signing,
        *WAITING_FOR,
    ),
    raises=(
        Duty(
            "judgment.pronounce",
            frozenset({Post.PRESIDING_JUDGE, Post.SOLE_JUDGE}),
            "service.judgment_days",
            when=rules.last_to_sign,
        ),
    ),
)

RETURN = Act(
    code="judgment.return_draft",
    name="退回修改",
    gloss="send the draft back",
    source=cite("法释〔2002〕25号", 15),
    since=SINCE,
    force=Force.POWER,
    item="PW14",
    holders=JUDGES_ON_CASE | {Post.JUROR},
    states=frozenset({State.SIGNING}),
    moves=State.DECIDED,
    data=Return,
    settles=("judgment.sign", "judgment.submit"),
    raises=(
        Duty("judgment.draft", frozenset({Post.HANDLING_JUDGE}), "deliberation.document_days"),
    ),
)

PRONOUNCE = Act(
    code="judgment.pronounce",
    name="宣判",
    gloss="pronounce the judgment",
    source=cite("民诉法", 151),
    also=(cite("刑诉法", 202), cite("行诉法", 80)),
    since=SINCE,
    force=Force.DUTY,
    item="PW12",
    holders=frozenset({Post.PRESIDING_JUDGE, Post.SOLE_JUDGE}),
    states=frozenset({State.ISSUED}),
    moves=State.PRONOUNCED,
    data=Pronouncement,
    rules=(not_in_the_future, not_before_filing),
    raises=(Duty("service.serve_judgment", frozenset({Post.CLERK}), "service.judgment_days"),),
)

CORRECT = Act(
    code="judgment.correct",
    name="裁定补正笔误",
    gloss="correct a slip of the pen by a ruling",
    source=cite("民诉法", 157),
    also=(cite("法〔2016〕27号"),),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.PRESIDING_JUDGE, Post.SOLE_JUDGE, Post.HANDLING_JUDGE}),
    states=frozenset({State.PRONOUNCED, State.CLOSED, State.EFFECTIVE}),
    data=CorrectionRuling,
)

NO_REVIEW = Act(
    code="judgment.approve_unheard",
    name="审核签发未参加审理案件的裁判文书",
    gloss="review or sign a judgment of a case one did not hear",
    source=cite("法发〔2017〕11号"),
    since=SINCE,
    force=Force.BAN,
    holders=COURT_LEADERS,
)
