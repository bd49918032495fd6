"""团队内工作: judges give work to their staff, book clerks for hearings, propose appraisals."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import team_work as rules
from xiezhi.law.rules.hearing import hearing_is_planned
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, Quarter, State, Term

SINCE = date(2020, 8, 4)
JUDGES = frozenset({Post.SOLE_JUDGE, Post.HANDLING_JUDGE, Post.PRESIDING_JUDGE})
HEADS = frozenset({Post.DIVISION_HEAD, Post.VICE_PRESIDENT, Post.PRESIDENT})
UNDER_TRIAL = frozenset(
    {
        State.ASSIGNED,
        State.ON_TRIAL,
        State.SUSPENDED,
        State.DELIBERATING,
        State.DECIDED,
        State.SIGNING,
        State.ISSUED,
        State.PRONOUNCED,
    }
)
FIRST_YEAR, LAST_YEAR = 2020, 2100


class WorkKind(Term):
    """交办工作类型: what assistants and clerks do under a judge's guidance (法院组织法 第48条)."""

    READING = "reading", "审查诉讼材料"
    CONFERENCE = "conference", "组织庭前准备、证据交换"
    SERVICE = "service", "送达、保全等事务"
    RESEARCH = "research", "检索类案和法律"
    DRAFT = "draft", "草拟裁判文书"
    RECORD = "record", "记录、整理案卷"
    OTHER = "other", "其他审判辅助事务"


@dataclass(frozen=True, kw_only=True)
class WorkData:
    """交办工作: to whom, which, until when."""

    person: int = ask("法官助理或者书记员", "person")
    kind: WorkKind = ask("工作类型")
    due_on: date = ask("完成期限")
    text: str = ask("要求", "long", most=1000, default="")


@dataclass(frozen=True, kw_only=True)
class StaffRequest:
    """申请调用: whose help is asked for, for what, until when, why."""

    person: int = ask("拟调用人员", "person")
    kind: WorkKind = ask("工作类型")
    due_on: date = ask("完成期限")
    text: str = ask("理由", "long", most=1000, least=4)


@dataclass(frozen=True, kw_only=True)
class RequestDecision:
    """决定调用申请: which one, granted or not, why."""

    work: int = ask("申请编号", "number", least=1)
    granted: bool = ask("同意调用", default=False)
    reason: str = ask("理由", "long", most=1000, least=2)


@dataclass(frozen=True, kw_only=True)
class WorkChoice:
    """交办工作编号: which piece of work is done."""

    work: int = ask("工作编号", "number", least=1)
    report: str = ask("完成情况", "long", most=1000, default="")


@dataclass(frozen=True, kw_only=True)
class Booking:
    """预约书记员: which clerk for which hearing."""

    hearing: int = ask("庭次", "number")
    clerk: int = ask("书记员", "person")


@dataclass(frozen=True, kw_only=True)
class QuarterData:
    """季度: of which year, which."""

    year: int = ask("年度", least=FIRST_YEAR, most=LAST_YEAR)
    quarter: Quarter = ask("季度")


@dataclass(frozen=True, kw_only=True)
class ProposalEntry:
    """考核建议一行: a person, the score of 100, the words."""

    person: int = ask("法官助理或者书记员", "person")
    score: int = ask("评分（百分制）", least=0, most=100)
    text: str = ask("评语", most=1000, least=2)


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """考核建议: on everybody who worked for the judge in a quarter."""

    year: int = ask("年度", least=FIRST_YEAR, most=LAST_YEAR)
    quarter: Quarter = ask("季度")
    proposals: tuple[ProposalEntry, ...] = ask("考核建议")


@dataclass(frozen=True, kw_only=True)
class ProposalUse:
    """采用考核建议: the weight that judges' proposals had, or why they were departed from."""

    year: int = ask("年度", least=FIRST_YEAR, most=LAST_YEAR)
    quarter: Quarter = ask("季度")
    weight: int | None = ask("法官建议所占权重（%）", least=0, most=100, default=None)
    reason: str = ask("不采用的理由", "long", most=1000, default="")


def _work(code: str, name: str, gloss: str, data: type[object], **more: object) -> Act:
    values: dict[str, object] = {
        "source": cite("法发〔2020〕26号", 6),
        "also": (cite("法院组织法", 48),),
        "since": SINCE,
        "force": Force.POWER,
        "holders": JUDGES,
        "states": UNDER_TRIAL,
    }
    return Act(code=code, name=name, gloss=gloss, data=data, **(values | more))  # type: ignore[arg-type]


ALLOCATE_WORK = _work(
    "work.allocate",
    "交办审判辅助工作",
    "give work to an assistant or a clerk",
    WorkData,
    rules=(rules.staff_is_ones_own, rules.due_lies_ahead),
)
REQUEST_STAFF = _work(
    "work.request_staff",
    "申请调用辅助人员",
    "ask for staff of another team",
    StaffRequest,
    rules=(rules.staff_is_of_others, rules.due_lies_ahead),
    raises=(Duty("work.decide_request", frozenset({Post.DIVISION_HEAD}), "teams.request_days"),),
)
DECIDE_REQUEST = _work(
    "work.decide_request",
    "决定调用申请",
    "decide whether staff of another team helps",
    RequestDecision,
    force=Force.DUTY,
    holders=HEADS,
    rules=(rules.request_waits,),
    raises=(
        Duty(
            "work.decide_request",
            frozenset({Post.DIVISION_HEAD}),
            "teams.request_days",
            when=rules.others_wait,
        ),
    ),
)
CONFIRM_WORK = _work(
    "work.confirm",
    "确认工作完成",
    "confirm that work is done",
    WorkChoice,
    rules=(rules.work_is_under_way,),
)
BOOK_CLERK = _work(
    "staff.book_clerk",
    "预约书记员",
    "book a clerk for a hearing",
    Booking,
    holders=JUDGES | {Post.JUDGE_ASSISTANT, Post.CLERK},
    states=frozenset({State.ASSIGNED, State.ON_TRIAL}),
    rules=(
        hearing_is_planned,
        rules.clerk_can_be_booked,
        rules.clerk_may_take_part,
        rules.clerk_is_free,
    ),
)

_PERSON: dict[str, object] = {"subject": "person", "states": frozenset()}
ASK_APPRAISAL = _work(
    "appraisal.ask",
    "提示提出考核建议",
    "prompt a judge's proposals on assistants and clerks",
    QuarterData,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    rules=(rules.quarter_is_over,),
    settles=("appraisal.propose",),
    raises=(Duty("appraisal.propose", frozenset({Post.SELF}), "teams.appraisal_days"),),
    **_PERSON,
)
PROPOSE_APPRAISAL = _work(
    "appraisal.propose",
    "提出考核建议",
    "propose the appraisal of one's assistants and clerks",
    Proposals,
    force=Force.DUTY,
    holders=frozenset({Post.SELF}),
    rules=(rules.quarter_is_over, rules.proposals_cover_the_staff, rules.proposal_in_time),
    **_PERSON,
)
USE_APPRAISAL = _work(
    "appraisal.use",
    "采用考核建议",
    "show the weight of judges' proposals, or why they were departed from",
    ProposalUse,
    force=Force.DUTY,
    holders=frozenset({Post.PERSONNEL}),
    rules=(rules.quarter_is_over, rules.has_proposals, rules.weight_or_reason),
    **_PERSON,
)
