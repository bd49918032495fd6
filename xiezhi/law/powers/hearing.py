"""开庭: planning, putting off, holding and recording hearings."""

from dataclasses import dataclass
from datetime import date, datetime

from xiezhi.law.act import Act, Duty
from xiezhi.law.fields import ask
from xiezhi.law.rules import hearing as rules
from xiezhi.law.rules.bench_acts import bench_is_lawful
from xiezhi.law.sources import cite
from xiezhi.law.terms import Force, Post, State
from xiezhi.law.time_limits.terms import PostponementGround

SINCE = date(2020, 8, 4)
CHAIR = frozenset({Post.PRESIDING_JUDGE, Post.SOLE_JUDGE})
JUDGES = CHAIR | {Post.HANDLING_JUDGE}
STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})
TRYING = frozenset({State.ASSIGNED, State.ON_TRIAL})


@dataclass(frozen=True, kw_only=True)
class HearingPlan:
    """排期: when, how long, in which room."""

    starts_at: datetime = ask("开庭时间")
    minutes: int = ask("预计时长（分钟）", least=10, most=720, default=90)
    room: int = ask("法庭", "room", default=0)
    purpose: str = ask("事项", most=100, default="开庭审理")


@dataclass(frozen=True, kw_only=True)
class PostponementData:
    """延期开庭: the hearing and the ground."""

    hearing: int = ask("庭次", "number")
    ground: PostponementGround = ask("延期事由")
    reason: str = ask("说明", "long", most=1000, least=4)


@dataclass(frozen=True, kw_only=True)
class Holding:
    """开庭审理: who was present."""

    hearing: int = ask("庭次", "number")
    present: tuple[int, ...] = ask("到庭的审判人员和辅助人员", "persons")


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """庭审笔录: the record of a hearing."""

    hearing: int = ask("庭次", "number")
    text: str = ask("笔录", "long", sealed=True, most=200_000, least=10)


@dataclass(frozen=True, kw_only=True)
class Debate:
    """休庭评议: the hearing after which the court withdraws."""

    hearing: int = ask("庭次", "number")


SCHEDULE = Act(
    code="hearing.schedule",
    name="确定开庭日期",
    gloss="fix a hearing",
    source=cite("民诉法", 139),
    also=(cite("刑诉法", 187), cite("行诉法", 68)),
    since=SINCE,
    force=Force.DUTY,
    item="PW12",
    holders=JUDGES | STAFF,
    states=TRYING,
    data=HearingPlan,
    rules=(bench_is_lawful, rules.lies_ahead, rules.notice_in_time),
)

POSTPONE = Act(
    code="hearing.postpone",
    name="延期开庭",
    gloss="put off a hearing",
    source=cite("民诉法", 149),
    also=(cite("法释〔2019〕4号", 3), cite("法释〔2019〕4号", 6)),
    since=SINCE,
    force=Force.POWER,
    item="PW08",
    holders=CHAIR | {Post.PRESIDENT},
    states=TRYING,
    data=PostponementData,
    rules=(rules.hearing_is_planned, rules.within_the_cap),
    raises=(Duty("hearing.schedule", frozenset({Post.HANDLING_JUDGE}), "service.days"),),
)

HOLD = Act(
    code="hearing.hold",
    name="开庭审理",
    gloss="hold the hearing",
    source=cite("民诉法", 140),
    also=(cite("法发〔2022〕31号"), cite("刑诉法", 190)),
    since=SINCE,
    force=Force.POWER,
    item="PW12",
    holders=CHAIR,
    states=TRYING,
    moves=State.ON_TRIAL,
    data=Holding,
    rules=(bench_is_lawful, rules.hearing_is_planned, rules.has_come, rules.bench_present),
    settles=("hearing.schedule",),
    raises=(Duty("hearing.record", frozenset({Post.CLERK}), "deliberation.open_days"),),
)

RECORD = Act(
    code="hearing.record",
    name="制作庭审笔录",
    gloss="file the record of the hearing",
    source=cite("民诉法", 150),
    since=SINCE,
    force=Force.DUTY,
    item="PW18",
    holders=frozenset({Post.CLERK}),
    states=frozenset({State.ON_TRIAL, State.DELIBERATING, State.DECIDED}),
    data=Minutes,
    rules=(rules.hearing_was_held,),
)

CLOSE_DEBATE = Act(
    code="hearing.close_debate",
    name="宣布辩论终结",
    gloss="close the debate",
    source=cite("民诉法", 144),
    since=SINCE,
    force=Force.POWER,
    item="PW12",
    holders=CHAIR,
    states=frozenset({State.ON_TRIAL}),
    data=Debate,
    rules=(rules.hearing_was_held,),
    raises=(
        Duty(
            "deliberation.open",
            frozenset({Post.PRESIDING_JUDGE}),
            "deliberation.open_days",
            when=lambda facts, data: facts.procedure is None or not facts.procedure.single,
        ),
        Duty(
            "deliberation.decide_alone",
            frozenset({Post.SOLE_JUDGE}),
            "deliberation.open_days",
            when=lambda facts, data: facts.procedure is not None and facts.procedure.single,
        ),
    ),
)
