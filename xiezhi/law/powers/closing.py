"""送达、结案、生效、上诉: what follows the judgment."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import closing as rules
from xiezhi.law.rules.measures import supervision_answered
from xiezhi.law.rules.naming import names_a_party, not_before_filing, not_in_the_future
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, State, Term

SINCE = date(2020, 8, 4)
CLERKS = frozenset({Post.CLERK, Post.JUDGE_ASSISTANT})
JUDGES = frozenset({Post.SOLE_JUDGE, Post.PRESIDING_JUDGE, Post.HANDLING_JUDGE})
LIVE = frozenset(
    {State.REGISTERED, State.TRIAGED, State.POOLED, State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED,
     State.DELIBERATING, State.DECIDED, State.SIGNING, State.ISSUED, State.PRONOUNCED}
)  # fmt: skip


class ServiceMeans(Term):
    """送达方式: the ways of service."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"
    FORWARDED = "forwarded", "转交送达"
    NOTICE = "notice", "公告送达"


class ClosingManner(Term):
    """结案方式: how a case ends without a judgment."""

    MEDIATION = "mediation", "调解"
    WITHDRAWAL = "withdrawal", "准许撤诉"
    DISMISSAL = "dismissal", "裁定驳回起诉"
    TRANSFER = "transfer", "移送管辖"
    TERMINATION = "termination", "终结诉讼"


class UpperOutcome(Term):
    """二审结果: what became of the appeal."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "改判"
    REMANDED = "remanded", "发回重审"
    WITHDRAWN = "withdrawn", "撤回上诉"


@dataclass(frozen=True, kw_only=True)
class ServiceData:
    """送达: which paper reached whom, how and when."""

    party: int = ask("受送达人", "number")
    document: str = ask("送达文书", most=100)
    means: ServiceMeans = ask("送达方式")
    on: date = ask("送达日期")
    receipt: str = ask("送达回证", most=200, default="")


@dataclass(frozen=True, kw_only=True)
class JudgmentService:
    """送达裁判文书: to which party, how and when."""

    party: int = ask("受送达人", "number")
    means: ServiceMeans = ask("送达方式")
    on: date = ask("送达日期")
    receipt: str = ask("送达回证", most=200, default="")


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """裁定、调解结案: the manner and its ground."""

    manner: ClosingManner = ask("结案方式")
    reason: str = ask("理由和内容", "long", most=20_000, least=4)
    on: date = ask("日期")


@dataclass(frozen=True, kw_only=True)
class AppealData:
    """上诉状: who appeals, when it was received, on which grounds."""

    on: date = ask("收到日期")
    grounds: str = ask("上诉请求和理由", "long", most=20_000, least=4)
    party: int | None = ask("上诉人", "number", default=None)
    protest: bool = ask("人民检察院抗诉", default=False)


@dataclass(frozen=True, kw_only=True)
class EffectData:
    """生效: the day from which the judgment is effective."""

    on: date = ask("生效日期")


@dataclass(frozen=True, kw_only=True)
class SentUp:
    """移送上级: when file and appeal went up."""

    on: date = ask("移送日期")


@dataclass(frozen=True, kw_only=True)
class OutcomeAbove:
    """二审结果登记."""

    outcome: UpperOutcome = ask("二审结果")
    on: date = ask("收到日期")


SERVE = Act(
    code="service.serve",
    name="送达诉讼文书",
    gloss="serve a paper",
    source=cite("民诉法", 87),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=CLERKS,
    states=LIVE | {State.CLOSED},
    data=ServiceData,
    rules=(names_a_party, not_in_the_future, not_before_filing, rules.no_notice_in_summary),
)

SERVE_JUDGMENT = Act(
    code="service.serve_judgment",
    name="送达裁判文书",
    gloss="serve the judgment",
    source=cite("民诉法", 151),
    also=(cite("刑诉法", 202), cite("行诉法", 80)),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=CLERKS,
    states=frozenset({State.PRONOUNCED}),
    data=JudgmentService,
    rules=(names_a_party, not_in_the_future, rules.not_before_pronouncement),
    raises=(Duty("closing.close", JUDGES, "closing.days", when=rules.last_to_be_served),),
)

CLOSE = Act(
    code="closing.close",
    name="报结案件",
    gloss="close the case",
    source=cite("法释〔2000〕29号", 10),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES,
    states=frozenset({State.PRONOUNCED}),
    moves=State.CLOSED,
    rules=(rules.all_parties_served, supervision_answered),
    settles=("*",),
    raises=(Duty("archives.submit", frozenset({Post.CLERK}), "archives.submit_days"),),
)

SETTLE = Act(
    code="closing.settle",
    name="调解、裁定结案",
    gloss="end the case by mediation or ruling",
    source=cite("民诉法", 100),
    also=(cite("民诉法", 148), cite("民诉法", 157), cite("刑诉法", 212), cite("行诉法", 62)),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=frozenset({State.ASSIGNED, State.ON_TRIAL}),
    moves=State.CLOSED,
    data=Settlement,
    rules=(not_in_the_future, not_before_filing, rules.manner_fits_area, supervision_answered),
    settles=("*",),
    raises=(Duty("archives.submit", frozenset({Post.CLERK}), "archives.submit_days"),),
)

APPEAL = Act(
    code="appeal.receive",
    name="收到上诉、抗诉",
    gloss="receive an appeal or a protest",
    source=cite("民诉法", 171),
    also=(cite("刑诉法", 227), cite("刑诉法", 228), cite("行诉法", 85)),
    since=SINCE,
    force=Force.DUTY,
    holders=CLERKS | {Post.FILING_OFFICER, Post.PARTY, Post.COUNSEL},
    states=frozenset({State.PRONOUNCED, State.CLOSED}),
    data=AppealData,
    rules=(not_in_the_future, rules.appeal_in_time, rules.appellant_named, rules.appealable),
    raises=(Duty("appeal.send_up", CLERKS, "appeal.send_up_days"),),
)

SEND_UP = Act(
    code="appeal.send_up",
    name="移送上诉案卷",
    gloss="send file and appeal to the court above",
    source=cite("民诉法", 174),
    since=SINCE,
    force=Force.DUTY,
    holders=CLERKS | {Post.FILING_OFFICER},
    states=frozenset({State.CLOSED}),
    moves=State.APPEALED,
    data=SentUp,
    rules=(not_in_the_future, rules.there_is_an_appeal),
)

UPPER_OUTCOME = Act(
    code="appeal.record_outcome",
    name="登记二审结果",
    gloss="record the outcome of the appeal",
    source=cite("民诉法", 177),
    also=(cite("刑诉法", 236), cite("行诉法", 89)),
    since=SINCE,
    force=Force.DUTY,
    holders=CLERKS | {Post.FILING_OFFICER},
    states=frozenset({State.APPEALED}),
    moves=State.EFFECTIVE,
    data=OutcomeAbove,
    rules=(not_in_the_future,),
)

TAKE_EFFECT = Act(
    code="effect.record",
    name="登记裁判生效",
    gloss="record that the judgment is effective",
    source=cite("民诉法", 158),
    also=(cite("刑诉法", 259), cite("行诉法", 85)),
    since=SINCE,
    force=Force.DUTY,
    holders=CLERKS | JUDGES,
    states=frozenset({State.CLOSED}),
    moves=State.EFFECTIVE,
    data=EffectData,
    rules=(not_in_the_future, rules.appeal_time_is_over, rules.no_appeal_open),
)
