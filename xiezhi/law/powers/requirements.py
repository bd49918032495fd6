"""What measures of supervision and their answers ask: the forms of `measures`; no acts here."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.fields import ask
from xiezhi.law.terms import Term


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


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """要求: what is required of the trial body."""

    matter: str = ask("要求的事项", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """答复: what the trial body answers."""

    text: str = ask("答复内容", "long", most=20_000, least=4, sealed=True)


class Inspecting(Term):
    """调阅方式: how a leader informs himself or herself."""

    FILE = "file", "调阅卷宗"
    HEARING = "hearing", "旁听庭审"


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """调阅卷宗、旁听庭审: in which way, for what."""

    way: Inspecting = ask("方式")
    matter: str = ask("事由", "long", most=2000, least=4)


@dataclass(frozen=True, kw_only=True)
class InspectionNote:
    """工作记录: what was read or watched; a view of the outcome does not belong here."""

    note: str = ask("工作记录", "long", most=20_000, least=4, sealed=True)


@dataclass(frozen=True, kw_only=True)
class Reconsideration:
    """要求复议: which questions; beyond the normal number the president's reason."""

    matter: str = ask("复议的问题", "long", most=4000, least=4)
    exceptional_reason: str = ask(
        "超过一般次数的理由",
        "long",
        most=2000,
        default="",
        hint="一般不超过两次；院长认为确有必要再次复议的，写明理由",
    )


@dataclass(frozen=True, kw_only=True)
class AnswerChoice:
    """监督措施编号: the answer to which measure."""

    measure: int = ask("监督措施", "number", least=1)


@dataclass(frozen=True, kw_only=True)
class UpperAnswer:
    """上级法院答复: whether the upper court hears the case, by which document."""

    accepted: bool = ask("上一级人民法院决定审理", default=False)
    number: str = ask("文号", most=100, least=2)
    on: date = ask("答复日期")
    text: str = ask("答复内容", "long", most=20_000, least=4, sealed=True)
