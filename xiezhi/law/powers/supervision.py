"""四类案件与监督: flags, and what leaders may and may not do about them."""

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
ON_TRIAL = frozenset(
    {State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED, State.DELIBERATING, State.DECIDED}
)


@dataclass(frozen=True, kw_only=True)
class FlagData:
    """标注四类案件: which type, on what evidence."""

    flag: FourType = ask("四类案件类型")
    evidence: str = ask("依据", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class Suspicion(FlagData):
    """疑似标识: what the platform suspects, by which rule in which version."""

    rule: str = ask("规则", most=60)
    version: str = ask("规则版本", most=12)


@dataclass(frozen=True, kw_only=True)
class FlagDecision:
    """确认或者排除: which flag, why."""

    flag: FourType = ask("四类案件类型")
    reason: str = ask("理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class ReportRequest:
    """要求报告: what is to be reported."""

    matter: str = ask("要求报告的事项", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class Report:
    """报告: the answer."""

    text: str = ask("报告内容", "long", most=20_000, least=4, sealed=True)


@dataclass(frozen=True, kw_only=True)
class Referral:
    """提交讨论: the questions."""

    questions: str = ask("提交讨论的问题", "long", most=4000, least=4)


@dataclass(frozen=True, kw_only=True)
class CommitteeDecision:
    """审判委员会决定: number and day of the decision, what it says."""

    number: str = ask("决定文号", most=100, least=2)
    on: date = ask("决定日期")
    text: str = ask("决定内容", "long", most=20_000, least=4, sealed=True)


ANSWERING = frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE, Post.FILING_OFFICER})
STILL_SUSPECTED = Duty(
    "screening.confirm", ANSWERING, "screening.confirm_days", when=rules.another_waits
)
"""Answering one suspicion leaves the duty to answer the others."""

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
    raises=(Duty("screening.confirm", ANSWERING, "screening.confirm_days"),),
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
    states=PENDING,
    data=FlagData,
    rules=(rules.not_confirmed_yet,),
    settles=("screening.confirm",),
    raises=(STILL_SUSPECTED,),
)

CONFIRM = Act(
    code="screening.confirm",
    name="确认四类案件",
    gloss="confirm a suspected flag",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.FILING_OFFICER, Post.DIVISION_HEAD},
    states=PENDING,
    data=FlagDecision,
    rules=(rules.is_suspected,),
    raises=(STILL_SUSPECTED,),
)

REJECT = Act(
    code="screening.reject",
    name="排除四类案件",
    gloss="reject a suspected flag with a reason",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.FILING_OFFICER, Post.DIVISION_HEAD},
    states=PENDING,
    data=FlagDecision,
    rules=(rules.is_suspected, rules.head_countersigns),
    settles=("screening.confirm",),
    raises=(STILL_SUSPECTED,),
)

WITHDRAW = Act(
    code="screening.withdraw",
    name="撤销四类案件标识",
    gloss="withdraw a flag with a reason",
    source=cite("法发〔2021〕30号"),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.DIVISION_HEAD, Post.VICE_PRESIDENT, Post.PRESIDENT}),
    states=PENDING,
    data=FlagDecision,
    rules=(rules.is_confirmed,),
)

REQUEST_REPORT = Act(
    code="supervision.request_report",
    name="要求报告案件进展和评议结果",
    gloss="require a report on progress and deliberation",
    source=cite("法发〔2020〕26号", 5, 2),
    since=SINCE,
    force=Force.POWER,
    item="PW10",
    holders=COURT_LEADERS,
    states=ON_TRIAL,
    data=ReportRequest,
    rules=(rules.four_category, rules.no_leaning_opinion, rules.ballots_come_first),
    raises=(
        Duty(
            "supervision.report_progress",
            frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE}),
            "supervision.report_days",
        ),
    ),
)

REPORT_PROGRESS = Act(
    code="supervision.report_progress",
    name="报告案件进展和评议结果",
    gloss="report progress and deliberation",
    source=cite("法发〔2020〕26号", 5, 2),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES,
    states=PENDING,
    data=Report,
    rules=(rules.was_asked,),
)

REFER_TO_MEETING = Act(
    code="supervision.refer_to_judges_meeting",
    name="提交专业法官会议讨论",
    gloss="send the case to the judges' meeting",
    source=cite("法发〔2020〕26号", 5, 2),
    also=(cite("法发〔2021〕2号"),),
    since=SINCE,
    force=Force.POWER,
    item="PW10",
    holders=COURT_LEADERS | JUDGES,
    states=ON_TRIAL,
    data=Referral,
    rules=(rules.leader_needs_a_basis, rules.no_leaning_opinion),
)

REFER_TO_COMMITTEE = Act(
    code="supervision.refer_to_committee",
    name="提交审判委员会讨论",
    gloss="send the case to the adjudication committee",
    source=cite("法院组织法", 39),
    also=(cite("法发〔2020〕26号", 5, 2), cite("刑诉解释", 216)),
    since=SINCE,
    force=Force.POWER,
    item="PW06",
    holders=frozenset({Post.PRESIDENT, Post.PRESIDING_JUDGE, Post.SOLE_JUDGE}),
    states=ON_TRIAL,
    data=Referral,
    rules=(rules.leader_needs_a_basis,),
)

COMMITTEE_DECISION = Act(
    code="supervision.record_committee_decision",
    name="登记审判委员会决定",
    gloss="record the committee's decision",
    source=cite("法院组织法", 39),
    since=SINCE,
    force=Force.DUTY,
    item="PW19",
    holders=frozenset({Post.ADJUDICATION_COMMITTEE, Post.TRIAL_MANAGEMENT}),
    states=ON_TRIAL,
    data=CommitteeDecision,
    rules=(rules.was_referred_to_committee,),
)
