"""监督预警与月报: what the platform tells leaders of, step by step, and each leader's own sheet."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty, Every
from xiezhi.law.fields import ask
from xiezhi.law.powers.supervision import PENDING, SINCE
from xiezhi.law.rules import alerts as rules
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, AlertKind, Force, Post


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """预警: of what, on which step; `cause` is the duty or the deliberation that it is about."""

    kind: AlertKind = ask("预警事由")
    step: int = ask("预警层级", most=2, least=1)
    cause: int = ask("所据事项", most=10**15, least=1)
    due_on: date = ask("应办日期")


@dataclass(frozen=True, kw_only=True)
class MonthlySheet:
    """监督月报: a leader's month in counts."""

    month: date = ask("月份（首日）")
    flagged: int = ask("分管四类案件数")
    acted: int = ask("已采取监督措施的案件数")
    unacted: int = ask("逾期未采取监督措施的案件数")


ALERT = Act(
    code="supervision.alert",
    name="预警提醒院庭长",
    gloss="warn and remind leaders",
    source=cite("法发〔2020〕26号", 5, 1),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    states=PENDING,
    data=Alarm,
    rules=(rules.alert_holds,),
)

ISSUE_SHEET = Act(
    code="supervision.issue_sheet",
    name="发送监督月报",
    gloss="send a leader the own monthly sheet",
    source=cite("法发〔2020〕26号", 5, 2),
    since=SINCE,
    force=Force.DUTY,
    subject="person",
    holders=frozenset({Post.SYSTEM}),
    data=MonthlySheet,
    raises=(Duty("supervision.read_sheet", frozenset({Post.SELF}), "supervision.sheet_days"),),
)

READ_SHEET = Act(
    code="supervision.read_sheet",
    name="阅看本人监督月报",
    gloss="read the own monthly sheet",
    source=cite("法发〔2020〕26号", 5, 2),
    since=SINCE,
    force=Force.DUTY,
    subject="person",
    holders=frozenset({Post.SELF}),
    rules=(rules.sheet_waits,),
    due=Every("month", COURT_LEADERS),
)
