"""识别规则: a high court drafts, tries and switches the rules by which the platform suspects."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import detection as rules
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

SINCE = date(2020, 8, 4)
DECIDING = frozenset({Post.TRIAL_MANAGEMENT, Post.PRESIDENT, Post.VICE_PRESIDENT})


@dataclass(frozen=True, kw_only=True)
class RuleDraftData:
    """规则草稿: the parameters of a rule that reads texts, as data."""

    rule: MachineRule = ask("识别规则")
    threshold: int = ask("提示所需置信度（%）", least=5, most=95, default=15)
    content: str = ask(
        "线索和权重（TOML）",
        "long",
        most=20_000,
        default="",
        hint="weights 改动已有信号的权重，[[signal]] 增加自定信号；留空的只改置信度",
    )
    note: str = ask("修改理由", most=500, least=4)


@dataclass(frozen=True, kw_only=True)
class RuleTrialData:
    """试运行: which draft of which rule, on how many of the newest cases."""

    rule: MachineRule = ask("识别规则")
    draft: int = ask("草稿编号", most=100_000, default=0, hint="0 为平台出厂的内容")
    cases: int = ask("案件数上限", least=50, most=50_000, default=2000)


@dataclass(frozen=True, kw_only=True)
class RuleSwitch:
    """启用、停用: from which day a rule speaks, in which draft, above which precision."""

    rule: MachineRule = ask("识别规则")
    on: bool = ask("启用", default=False, hint="不选的为停用")
    draft: int = ask("草稿编号", most=100_000, default=0, hint="0 为平台出厂的内容")
    floor: int | None = ask(
        "准确率下限（%）", most=95, default=None, hint="低于下限的自动静默；不填的用平台参数"
    )
    since: date = ask("生效日期")
    reason: str = ask("理由", most=500, least=4)


@dataclass(frozen=True, kw_only=True)
class RuleMuting:
    """静默: the precision at which the platform silences a rule."""

    rule: MachineRule = ask("识别规则")
    confirmed: int = ask("已确认")
    decided: int = ask("已答复")
    floor: int = ask("准确率下限（%）")


@dataclass(frozen=True, kw_only=True)
class RuleUnmuting:
    """解除静默: which rule, why it may speak again."""

    rule: MachineRule = ask("识别规则")
    reason: str = ask("理由", most=500, least=4)


_REVIEW = Duty(
    "detection.unmute_rule", frozenset({Post.TRIAL_MANAGEMENT}), "screening.muted_review_days"
)
_STILL = Duty(_REVIEW.act, _REVIEW.of, _REVIEW.within, when=rules.another_is_muted)
"""Deciding on one muted rule leaves the duty to decide on the others."""

DRAFT_RULE = Act(
    code="detection.draft_rule",
    name="起草识别规则参数",
    gloss="draft the parameters of a rule of detection",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=DECIDING,
    data=RuleDraftData,
    rules=(rules.only_the_high_court, rules.reads_texts, rules.parameters_are_sound),
)

TRY_RULE = Act(
    code="detection.try_rule",
    name="试运行识别规则",
    gloss="try a rule of detection on past cases",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=DECIDING,
    data=RuleTrialData,
    rules=(rules.only_the_high_court, rules.reads_texts, rules.draft_is_there),
)

SWITCH_RULE = Act(
    code="detection.switch_rule",
    name="启用、停用识别规则",
    gloss="switch a rule of detection on or off for the province",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=DECIDING,
    data=RuleSwitch,
    rules=(
        rules.only_the_high_court,
        rules.draft_is_there,
        rules.draft_was_tried,
        rules.not_backdated,
    ),
    settles=("detection.unmute_rule",),
    raises=(_STILL,),
)

MUTE_RULE = Act(
    code="detection.mute_rule",
    name="静默准确率过低的识别规则",
    gloss="mute a rule of detection whose precision is too low",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.SYSTEM}),
    data=RuleMuting,
    rules=(rules.rule_speaks,),
    raises=(_REVIEW,),
)

UNMUTE_RULE = Act(
    code="detection.unmute_rule",
    name="解除识别规则的静默",
    gloss="let a muted rule of detection speak again",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=DECIDING,
    data=RuleUnmuting,
    rules=(rules.only_the_high_court, rules.rule_is_muted),
    raises=(_STILL,),
)
