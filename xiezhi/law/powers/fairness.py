"""分案公平: the audit of a court's draws, what is answered to it, the choice of tickets."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import tickets as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post

SINCE = date(2020, 8, 4)
ANSWERERS = frozenset({Post.TRIAL_MANAGEMENT, Post.INSPECTION})


@dataclass(frozen=True, kw_only=True)
class AuditTest:
    """检验一项: its code, how likely by chance (millionths), what would show; -1 for none."""

    code: str = ask("检验", most=8)
    chance: int = ask("偶然出现的可能（百万分之）", least=-1)
    found: bool = ask("提示核查", default=False)
    least: int = ask("可以发现的程度（‰）", least=-1, default=-1)
    judge: int | None = ask("最突出的法官", "person", default=None)
    seen: int = ask("所见（‰）", least=-(10**12), default=0)
    expected: int = ask("预期（‰）", least=-(10**12), default=0)


@dataclass(frozen=True, kw_only=True)
class TicketPoint:
    """一种签数: what it would have done to the court's year; 0 stands for a lot without balance."""

    tickets: int = ask("签数")
    uneven: int = ask("负荷离散（‰）")
    effective: int = ask("有效候选人数（百分之）")
    guess: int = ask("内部人最好的猜测（‰）")
    guess_worst: int = ask("其中最有把握的百分之一（‰）")


@dataclass(frozen=True, kw_only=True)
class AuditData:
    """公平性审计: of which days, over how many draws, what the tests and the frontier show."""

    since: date = ask("起始日期")
    until: date = ask("截止日期")
    lots: int = ask("抽签数")
    refused: int = ask("回执不成立")
    alone: int = ask("候选仅一人")
    few: int = ask("候选不足五人")
    tiny: int = ask("候选不足三人")
    judges: int = ask("法官人数")
    pool: int = ask("平均候选人数（百分之）")
    uneven: int = ask("负荷离散（‰）", least=-1)
    effective: int = ask("有效候选人数（百分之）")
    guess: int = ask("内部人最好的猜测（‰）")
    guess_worst: int = ask("其中最有把握的百分之一（‰）")
    fresh: bool = ask("新的提示", default=False)
    tests: tuple[AuditTest, ...] = ask("检验", default=())
    frontier: tuple[TicketPoint, ...] = ask("签数选择", default=())


@dataclass(frozen=True, kw_only=True)
class AuditAnswer:
    """核查说明: what was looked into, and what was found."""

    text: str = ask("核查情况", "long", most=4000, least=10)


@dataclass(frozen=True, kw_only=True)
class TicketSetting:
    """签数: how many a judge with a full share who is even has, from which day, why."""

    tickets: int = ask("签数", "number", least=1)
    since: date = ask("施行日期")
    reason: str = ask("理由", "long", most=2000, least=4)


RECORD_AUDIT = Act(
    code="assignment.record_audit",
    name="审计分案公平性",
    gloss="audit the court's draws of a year",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.SYSTEM}),
    data=AuditData,
    raises=(
        Duty(
            "assignment.answer_audit",
            frozenset({Post.TRIAL_MANAGEMENT}),
            "assignment.audit_answer_days",
            when=rules.found_anew,
        ),
    ),
)

ANSWER_AUDIT = Act(
    code="assignment.answer_audit",
    name="说明分案公平性核查情况",
    gloss="say what was found when an audit of draws was looked into",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=ANSWERERS,
    data=AuditAnswer,
)

ADOPT_TICKETS = Act(
    code="assignment.adopt_tickets",
    name="确定本院随机分案签数",
    gloss="choose how strongly the lot balances loads",
    source=cite("法发〔2020〕26号", 7),
    also=(cite("法发〔2020〕26号", 4),),
    since=SINCE,
    force=Force.POWER,
    subject="court",
    holders=frozenset({Post.PRESIDENT}),
    data=TicketSetting,
    rules=(rules.chosen_from_the_offered, rules.tickets_ahead, rules.no_list_is_to_come),
    raises=(Duty("powers.file_list", frozenset({Post.TRIAL_MANAGEMENT}), "powers.file_days"),),
)
