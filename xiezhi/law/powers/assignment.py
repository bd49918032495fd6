"""分案与审判组织: the lot, designation, reassignment, the panel and its staff."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import assignment as rules
from xiezhi.law.rules.bench_acts import bench_stands, no_conflicts
from xiezhi.law.rules.bounds import batch_goes_together, linkage_is_decided
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, Seat, State, Term

SINCE = date(2020, 8, 4)
HEADS = frozenset({Post.DIVISION_HEAD, Post.VICE_PRESIDENT, Post.PRESIDENT})
UNDER_TRIAL = frozenset({State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED, State.DELIBERATING})


_ONCE_ASSIGNED = (
    Duty(
        "panel.compose",
        frozenset({Post.DIVISION_HEAD}),
        "panel.compose_days",
        when=rules.needs_its_first_panel,
    ),
    Duty(
        "hearing.schedule",
        frozenset({Post.HANDLING_JUDGE}),
        "service.days",
        when=rules.first_judge,
    ),
)
"""What a case needs that has its first judge; who takes it over owes what the former owed."""


class DesignationGround(Term):
    """指定分案事由: the grounds of a designation."""

    LEADER = "G1", "重大、疑难、复杂、新类型，宜由院庭长承办"
    BATCH = "G2", "系列、关联案件一并办理"
    TAKEN_UP = "G3", "本院提审"
    SUPERVISION = "G4", "院庭长因案件监督提出"
    OTHER = "G5", "其他不宜随机分案的情形"


class ReassignmentReason(Term):
    """调整事由: the reasons for which a case may change hands; a heavy load alone is none."""

    RECUSAL = "recusal", "回避"
    TRANSFER = "transfer", "工作调动"
    HEALTH = "health", "身体健康"
    INTEGRITY = "integrity_risk", "廉政风险"
    LONG_LEAVE = "long_leave", "长期休假"
    QUOTA_EXIT = "quota_exit", "退出员额"
    HIDING = "hiding", "隐瞒四类案件或者不服从监督"
    BUSY = "busy", "案件多、工作忙"


@dataclass(frozen=True, kw_only=True)
class Designation:
    """指定分案: to whom, on which ground, with which document."""

    judge: int = ask("承办法官", "person")
    ground: DesignationGround = ask("指定事由")
    reason: str = ask("理由", "long", most=2000, least=4)
    document: str = ask("附件（文号或者文件名）", most=200)


@dataclass(frozen=True, kw_only=True)
class Reassignment:
    """调整承办: why; the new judge is drawn unless one is named."""

    reason: ReassignmentReason = ask("调整事由")
    explanation: str = ask("说明", "long", most=2000, least=4, sealed=True)
    judge: int | None = ask("指定接办法官（空则随机）", "person", default=None)


@dataclass(frozen=True, kw_only=True)
class SeatEntry:
    """席位一行: a person and the seat that he or she takes."""

    person: int = ask("人员", "person")
    seat: Seat = ask("席位")


@dataclass(frozen=True, kw_only=True)
class Composition:
    """审判组织: everybody besides the judge in charge; assessors with the day of their draw."""

    seats: tuple[SeatEntry, ...] = ask("组成人员")
    jurors_drawn_on: date | None = ask("陪审员随机抽取日期", default=None)
    no_leader_reason: str = ask("四类案件不由院庭长任审判长的理由", most=500, default="")


@dataclass(frozen=True, kw_only=True)
class StaffChange:
    """调配辅助人员: the assistant and the clerk."""

    seats: tuple[SeatEntry, ...] = ask("辅助人员")


@dataclass(frozen=True, kw_only=True)
class WitnessEntry:
    """见证人一行: the name and the public key, as the witness publishes them."""

    name: str = ask("见证人名称（不含空格）", most=60)
    key: str = ask("公钥（64位十六进制）", most=64, least=64)


@dataclass(frozen=True, kw_only=True)
class WitnessNaming:
    """见证政策: who answers the lots of the court from now on."""

    witnesses: tuple[WitnessEntry, ...] = ask("见证人")


@dataclass(frozen=True, kw_only=True)
class AnswerEntry:
    """见证人答复: the key of the witness and its proof, in hexadecimal digits."""

    key: str = ask("公钥", most=64, least=64)
    proof: str = ask("证明", most=160, least=160)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """见证人答复: the proofs of all witnesses over one sealed pool."""

    round: int = ask("第几次", least=1)
    answers: tuple[AnswerEntry, ...] = ask("答复")


NAME_WITNESSES = Act(
    code="assignment.name_witnesses",
    name="确定分案见证人",
    gloss="name the witnesses who answer the court's lots",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.PRESIDENT}),
    data=WitnessNaming,
    rules=(rules.two_witnesses,),
)

SEAL_POOL = Act(
    code="assignment.seal_pool",
    name="封存候选名单",
    gloss="seal the pool of candidates before any seed is known",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM, Post.FILING_OFFICER}),
    states=frozenset({State.TRIAGED}),
    moves=State.POOLED,
    rules=(
        rules.court_can_draw,
        rules.filing_is_in_the_log,
        rules.no_lot_is_open,
        rules.someone_can_hear,
        linkage_is_decided,
    ),
    raises=(Duty("assignment.draw", frozenset({Post.FILING_OFFICER}), "assignment.draw_days"),),
)

RECORD_ANSWERS = Act(
    code="assignment.record_answers",
    name="登记见证人答复",
    gloss="record what the witnesses answer to a sealed pool",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    states=frozenset({State.POOLED}),
    data=Answers,
    rules=(rules.answers_hold,),
)

DRAW = Act(
    code="assignment.draw",
    name="随机分案",
    gloss="draw the judge in charge by a lot that anyone can replay",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM, Post.FILING_OFFICER}),
    states=frozenset({State.POOLED}),
    moves=State.ASSIGNED,
    rules=(
        rules.pool_is_sealed,
        rules.no_second_draw,
        rules.court_has_its_key,
        rules.all_have_answered,
    ),
    raises=_ONCE_ASSIGNED,
)

DESIGNATE = Act(
    code="assignment.designate",
    name="指定分案",
    gloss="designate the judge in charge",
    source=cite("法发〔2020〕26号", 7),
    also=(cite("法发〔2017〕11号"),),
    since=SINCE,
    force=Force.POWER,
    item="PW09",
    holders=HEADS,
    states=frozenset({State.TRIAGED, State.POOLED}),
    moves=State.ASSIGNED,
    data=Designation,
    rules=(
        rules.ground_within_authority,
        rules.not_to_oneself,
        rules.judge_can_take_it,
        batch_goes_together,
    ),
    settles=("assignment.draw", "assignment.seal_pool", "assignment.join_batch"),
    raises=_ONCE_ASSIGNED,
)

REASSIGN = Act(
    code="assignment.reassign",
    name="调整承办法官",
    gloss="give the case to another judge",
    source=cite("法发〔2020〕26号", 7),
    since=SINCE,
    force=Force.POWER,
    item="PW09",
    holders=HEADS,
    states=UNDER_TRIAL,
    data=Reassignment,
    rules=(
        rules.reason_is_listed,
        rules.no_recusal_pending,
        rules.new_judge_fits,
        rules.another_lot_can_be_held,
    ),
    raises=(
        Duty("panel.notify_parties", frozenset({Post.CLERK}), "panel.notice_days"),
        Duty(
            "assignment.seal_pool",
            frozenset({Post.FILING_OFFICER}),
            "assignment.draw_days",
            when=rules.by_lot,
        ),
    ),
)

COMPOSE = Act(
    code="panel.compose",
    name="组成合议庭",
    gloss="compose the panel",
    source=cite("民诉法", 44),
    also=(cite("法院组织法", 30), cite("刑诉法", 183), cite("行诉法", 68)),
    since=SINCE,
    force=Force.DUTY,
    item="PW07",
    holders=HEADS,
    states=UNDER_TRIAL - {State.DELIBERATING},
    data=Composition,
    rules=(bench_stands, no_conflicts),
    raises=(Duty("panel.notify_parties", frozenset({Post.CLERK}), "panel.notice_days"),),
)

ASSIGN_STAFF = Act(
    code="panel.assign_staff",
    name="调配审判辅助人员",
    gloss="assign assistant and clerk",
    source=cite("法发〔2020〕26号", 6),
    since=SINCE,
    force=Force.POWER,
    item="PW16",
    holders=HEADS | {Post.HANDLING_JUDGE, Post.SOLE_JUDGE, Post.DEPUTY_DIVISION_HEAD},
    states=UNDER_TRIAL,
    data=StaffChange,
    rules=(rules.only_staff_seats, no_conflicts),
)

NOTIFY = Act(
    code="panel.notify_parties",
    name="告知审判组织组成人员",
    gloss="tell the parties who sits",
    source=cite("民诉法", 131),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset(
        {
            Post.CLERK,
            Post.JUDGE_ASSISTANT,
            Post.HANDLING_JUDGE,
            Post.SOLE_JUDGE,
            Post.PRESIDING_JUDGE,
        }
    ),
    states=UNDER_TRIAL,
)
