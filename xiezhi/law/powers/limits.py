"""审限与程序: exclusion, extension, suspension, conversion of procedure."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import limits as rules
from xiezhi.law.rules.naming import not_in_the_future
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, Procedure, State
from xiezhi.law.time_limits.terms import ExclusionGround, ExtensionGround

SINCE = date(2020, 8, 4)
JUDGES = frozenset({Post.SOLE_JUDGE, Post.PRESIDING_JUDGE, Post.HANDLING_JUDGE})
RUNNING = frozenset(
    {State.REGISTERED, State.TRIAGED, State.POOLED, State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED,
     State.DELIBERATING, State.DECIDED, State.SIGNING, State.ISSUED}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ExclusionData:
    """扣除审限: since when, on which ground, by which document."""

    ground: ExclusionGround = ask("扣除事由")
    start: date = ask("起始日")
    document: str = ask("相应文书（文号或者名称）", most=200)


@dataclass(frozen=True, kw_only=True)
class ResumeData:
    """恢复计算: the day from which days count again."""

    on: date = ask("恢复计算之日")


@dataclass(frozen=True, kw_only=True)
class ExtensionRequest:
    """延长申请: how much, why."""

    amount: int = ask("申请延长", "number", least=1, most=365)
    unit: rules.ExtensionUnit = ask("单位", default=rules.ExtensionUnit.MONTHS)
    reason: str = ask("理由", "long", most=1000, least=4)
    ground: ExtensionGround | None = ask("刑事案件延长事由", default=None)


@dataclass(frozen=True, kw_only=True)
class ExtensionDecision:
    """审批意见: which application, and why where it is refused."""

    reason: str = ask("审批意见", "long", most=1000, default="")


@dataclass(frozen=True, kw_only=True)
class ConversionData:
    """转换程序裁定: to which procedure, why, on which day."""

    after: Procedure = ask("转为")
    on: date = ask("裁定日期")
    reason: str = ask("理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class SuspensionData:
    """中止: why."""

    on: date = ask("中止日期")
    reason: str = ask("理由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class CustodyData:
    """羁押状态: whether the accused is held."""

    in_custody: bool = ask("被告人在押", default=False)
    note: str = ask("依据（强制措施文书）", most=200, least=2)


EXCLUDE = Act(
    code="limits.exclude",
    name="扣除审限",
    gloss="exclude days from the limit",
    source=cite("民诉解释", 243),
    also=(cite("法释〔2000〕29号", 9), cite("行诉解释", 50), cite("刑诉解释", 211)),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=RUNNING,
    data=ExclusionData,
    rules=(rules.exclusion_has_ground, rules.exclusion_starts_by_today),
)

RESUME = Act(
    code="limits.resume",
    name="恢复计算审限",
    gloss="count days again",
    source=cite("法释〔2019〕4号", 7),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.CLERK, Post.JUDGE_ASSISTANT},
    states=RUNNING,
    data=ResumeData,
    rules=(rules.exclusion_is_open, rules.resumes_after_start, not_in_the_future),
)

APPLY = Act(
    code="limits.apply_extension",
    name="申请延长审限",
    gloss="ask for an extension",
    source=cite("法释〔2019〕4号", 1),
    also=(cite("刑诉解释", 210), cite("法释〔2000〕29号", 13)),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=RUNNING,
    data=ExtensionRequest,
    rules=(rules.extension_is_open, rules.none_pending),
    raises=(Duty("limits.approve_extension", frozenset({Post.PRESIDENT}), "limits.decision_days"),),
)

APPROVE = Act(
    code="limits.approve_extension",
    name="批准延长审限",
    gloss="approve an extension",
    source=cite("民诉法", 152),
    also=(cite("民诉法", 164), cite("民诉解释", 258), cite("民诉法", 168), cite("民诉法", 183)),
    since=SINCE,
    force=Force.POWER,
    item="PW02",
    holders=frozenset({Post.PRESIDENT}),
    states=RUNNING,
    data=ExtensionDecision,
    rules=(rules.one_is_pending, rules.approver_is_right),
)

REFUSE = Act(
    code="limits.refuse_extension",
    name="不批准延长审限",
    gloss="refuse an extension",
    source=cite("法释〔2019〕4号", 1),
    since=SINCE,
    force=Force.POWER,
    item="PW02",
    holders=frozenset({Post.PRESIDENT, Post.UPPER_PRESIDENT}),
    states=RUNNING,
    data=ExtensionDecision,
    rules=(rules.one_is_pending,),
    settles=("limits.approve_extension", "limits.approve_extension_above"),
)

REFER = Act(
    code="limits.refer_extension_upward",
    name="报请上级人民法院批准延长审限",
    gloss="refer an extension to the court above",
    source=cite("民诉法", 152),
    also=(cite("行诉法", 81), cite("刑诉法", 208)),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.PRESIDENT}),
    states=RUNNING,
    data=ExtensionDecision,
    rules=(rules.one_is_pending,),
    settles=("limits.approve_extension",),
    raises=(
        Duty(
            "limits.approve_extension_above",
            frozenset({Post.UPPER_PRESIDENT}),
            "limits.decision_days",
        ),
    ),
)

APPROVE_ABOVE = Act(
    code="limits.approve_extension_above",
    name="上级人民法院批准延长审限",
    gloss="approve an extension for a court below",
    source=cite("民诉法", 152),
    also=(cite("行诉法", 81), cite("刑诉法", 208), cite("刑诉法", 243)),
    since=SINCE,
    force=Force.POWER,
    holders=frozenset({Post.UPPER_PRESIDENT}),
    states=RUNNING,
    data=ExtensionDecision,
    rules=(rules.one_is_pending, rules.approver_is_right),
)

CONVERT = Act(
    code="procedure.convert",
    name="裁定转换审理程序",
    gloss="convert the procedure by a ruling",
    source=cite("民诉法", 170),
    also=(cite("民诉法", 43), cite("民诉解释", 258), cite("刑诉法", 221), cite("行诉法", 84)),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=frozenset({State.ASSIGNED, State.ON_TRIAL}),
    data=ConversionData,
    rules=(rules.conversion_in_time, rules.conversion_is_permitted, not_in_the_future),
    raises=(
        Duty(
            "panel.compose",
            frozenset({Post.DIVISION_HEAD}),
            "panel.compose_days",
            when=lambda facts, data: not data.after.single,
        ),
    ),
)

SUSPEND = Act(
    code="limits.suspend",
    name="裁定中止诉讼",
    gloss="suspend the case",
    source=cite("民诉法", 153),
    also=(cite("刑诉法", 206),),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=frozenset({State.ASSIGNED, State.ON_TRIAL}),
    moves=State.SUSPENDED,
    data=SuspensionData,
    rules=(not_in_the_future,),
)

RESUME_TRIAL = Act(
    code="limits.resume_trial",
    name="恢复审理",
    gloss="take the suspended case up again",
    source=cite("民诉法", 153),
    since=SINCE,
    force=Force.POWER,
    holders=JUDGES,
    states=frozenset({State.SUSPENDED}),
    moves=State.ON_TRIAL,
    data=ResumeData,
    rules=(rules.exclusion_is_open, rules.resumes_after_start, not_in_the_future),
)

CUSTODY = Act(
    code="limits.set_custody",
    name="登记羁押状态",
    gloss="record whether the accused is in custody",
    source=cite("刑诉法", 105),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES | {Post.CLERK},
    states=RUNNING,
    data=CustodyData,
    rules=(rules.criminal_only,),
)
