"""院庭长办案: standards, proposals, work beside cases, nominal handling, notices of completion."""

from dataclasses import dataclass
from datetime import date

from xiezhi.law.act import Act, Duty, Every
from xiezhi.law.fields import ask
from xiezhi.law.rules import leaders as rules
from xiezhi.law.rules.leader_cases import SignalKind
from xiezhi.law.rules.quota import Rank, Shortage
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, JUDGES_ON_CASE, Force, Level, Post, State, Term

SINCE = date(2020, 8, 4)
OFFICE = frozenset({Post.TRIAL_MANAGEMENT})
OVER = frozenset({State.CLOSED, State.EFFECTIVE, State.APPEALED, State.ARCHIVED})


class WorkKind(Term):
    """院庭长工作事项: what leaders do beside handling cases; the last is no statutory duty."""

    MEETING = "meeting", "主持、参加专业法官会议"
    COORDINATION = "coordination", "协调督办重大敏感案件"
    SUPERVISION = "supervision", "监督四类案件"
    VISITORS = "visitors", "接待来访"
    ENFORCEMENT = "enforcement", "指挥执行"
    HEARING_REPORTS = "hearing_reports", "听取案件汇报、书面审查、审批"
    MANAGEMENT = "management", "审判管理、行政管理"
    ERRAND = "errand", "法定职责以外的事务"


class CountedAs(Term):
    """计入方式: as a case, or as workload."""

    WORKLOAD = "workload", "工作量"
    CASE = "case", "办案数量"


@dataclass(frozen=True, kw_only=True)
class StandardData:
    """办案数量标准: for which courts and post, in which year, what share of which average."""

    year: int = ask("年度", least=2018, most=2100)
    level: Level = ask("法院层级")
    rank: Rank = ask("岗位")
    percent: int = ask("占平均办案量的比例（%）", least=1, most=100)
    scope: int | None = ask("适用地区或者法院", "court", default=None, hint="不填的适用于全省")
    of_division: bool = ask("以本庭平均为基数", default=False, hint="不选的以全院平均为基数")
    handling_percent: int = ask("其中任承办法官的最低比例（%）", most=100, default=50)
    credit: int = ask("参加合议庭每件折算（‰）", most=1000, default=300)


@dataclass(frozen=True, kw_only=True)
class ProposalData:
    """建议承办: the leader to whom the case is proposed, and how many cases he or she wants."""

    leader: int = ask("院庭长", "person")
    deficit: int = ask("尚缺办案数（‰ 件）", default=0)


@dataclass(frozen=True, kw_only=True)
class WorkData:
    """工作事项: what was done, on which day, how long."""

    kind: WorkKind = ask("事项")
    hours: int = ask("工时（小时）", least=1, most=240)
    on: date = ask("日期")
    note: str = ask("说明", most=500, default="")
    counted_as: CountedAs = ask("计入", default=CountedAs.WORKLOAD)


@dataclass(frozen=True, kw_only=True)
class SignalEntry:
    """信号一项: its kind and the evidence behind it."""

    kind: SignalKind = ask("信号")
    evidence: str = ask("依据", most=300)


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """挂名办案提示: which leader, on which signs."""

    leader: int = ask("院庭长", "person")
    signals: tuple[SignalEntry, ...] = ask("信号")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """说明: how the leader took part in the case."""

    text: str = ask("参与办理情况说明", "long", most=4000, least=10)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """核实: whether the case was handled in name only, and what that rests on."""

    leader: int = ask("院庭长", "person")
    nominal: bool = ask("认定挂名办案", default=False)
    finding: str = ask("核实情况", "long", most=4000, least=4)


@dataclass(frozen=True, kw_only=True)
class QuarterNotice:
    """季度通报: about which court of the next level down, of which quarter."""

    about: int = ask("被通报法院", "court")
    year: int = ask("年度", least=2018, most=2100)
    quarter: int = ask("季度", least=1, most=4)


@dataclass(frozen=True, kw_only=True)
class MonthNotice:
    """月度通报: of which month."""

    year: int = ask("年度", least=2018, most=2100)
    month: int = ask("月份", least=1, most=12)


@dataclass(frozen=True, kw_only=True)
class NoticeCorrection:
    """更正通报: which notice, why; the figures are computed anew."""

    notice: int = ask("通报编号", "number", least=1)
    reason: str = ask("更正理由", most=500, least=4)


@dataclass(frozen=True, kw_only=True)
class ShortageData:
    """完成情况提示: the quarter, what was owed by its end, what counts (thousandths of a case)."""

    year: int = ask("年度", least=2018, most=2100)
    quarter: int = ask("季度", least=1, most=4)
    kind: Shortage = ask("提示")
    target: int = ask("应办案件数")
    counted: int = ask("计入数（‰ 件）")


SET_STANDARD = Act(
    code="leaders.set_standard",
    name="确定院庭长办案数量标准",
    gloss="set how many cases leaders handle",
    source=cite("法发〔2020〕26号", 8, 1),
    also=(cite("法发〔2017〕10号", 1),),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.PRESIDENT}),
    data=StandardData,
    rules=(
        rules.set_by_the_high_court,
        rules.scope_is_below,
        rules.base_fits_the_post,
        rules.credit_within,
        rules.within_the_floor,
    ),
)

PROPOSE = Act(
    code="leaders.propose",
    name="建议由院庭长承办",
    gloss="propose a tagged case to a leader",
    source=cite("法发〔2020〕26号", 8, 2),
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICE | {Post.SYSTEM, Post.FILING_OFFICER},
    states=frozenset({State.TRIAGED, State.POOLED}),
    data=ProposalData,
    rules=(rules.is_tagged, rules.leader_can_take_it),
)

OFFSET = Act(
    code="leaders.offset_cases",
    name="以会议、督办、监督、接访、指挥执行充抵办案数量",
    gloss="offset cases with meetings, supervision or visitors",
    source=cite("法发〔2020〕26号", 8, 1),
    since=SINCE,
    force=Force.BAN,
    subject="person",
    holders=COURT_LEADERS,
)

RECORD_WORK = Act(
    code="leaders.record_work",
    name="登记院庭长工作事项",
    gloss="record a leader's work beside cases",
    source=cite("法发〔2020〕26号", 8, 1),
    also=(cite("法发〔2020〕26号", 8, 3),),
    since=SINCE,
    force=Force.POWER,
    subject="person",
    holders=OFFICE | {Post.PERSONNEL},
    data=WorkData,
    rules=(
        rules.is_a_leader,
        rules.only_a_case_is_a_case,
        rules.errands_by_personnel,
        rules.done_by_now,
        rules.errands_in_balance,
    ),
)

SUSPECT = Act(
    code="leaders.suspect_nominal",
    name="提示疑似挂名办案",
    gloss="ask whether a leader handled a case in name only",
    source=cite("法发〔2017〕10号", 1),
    since=SINCE,
    force=Force.DUTY,
    holders=frozenset({Post.SYSTEM}),
    states=OVER,
    data=Suspicion,
    rules=(rules.signals_enough, rules.not_checked_yet),
    raises=(
        Duty("leaders.answer", JUDGES_ON_CASE, "leaders.answer_days"),
        Duty("leaders.verify", OFFICE),
    ),
)

ANSWER = Act(
    code="leaders.answer",
    name="说明参与办理情况",
    gloss="explain how one took part in the case",
    source=cite("法发〔2017〕10号", 1),
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES_ON_CASE,
    states=OVER,
    personal=True,
    data=Answer,
    rules=(rules.answers_for_oneself,),
    raises=(
        Duty(
            "leaders.answer",
            JUDGES_ON_CASE,
            "leaders.answer_days",
            when=rules.another_answer_waits,
        ),
    ),
)

VERIFY = Act(
    code="leaders.verify",
    name="核实挂名办案",
    gloss="verify whether a case was handled in name only",
    source=cite("法发〔2017〕10号", 1),
    since=SINCE,
    force=Force.DUTY,
    holders=OFFICE,
    states=OVER,
    data=Verification,
    rules=(rules.answer_comes_first, rules.not_ones_own),
    raises=(Duty("leaders.verify", OFFICE, when=rules.another_check_waits),),
)

ISSUE_QUARTER = Act(
    code="leaders.issue_quarter",
    name="通报下一级法院院领导办案任务完成情况",
    gloss="issue the quarter's notice about the next level down",
    source=cite("法发〔2020〕26号", 8, 3),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=OFFICE,
    data=QuarterNotice,
    rules=(rules.of_the_next_level_down, rules.quarter_is_over, rules.quarter_not_told_yet),
    due=Every("quarter", OFFICE),
)

ISSUE_MONTH = Act(
    code="leaders.issue_month",
    name="通报本院庭长、副庭长办案任务完成情况",
    gloss="issue the month's notice about heads and deputies",
    source=cite("法发〔2020〕26号", 8, 3),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=OFFICE,
    data=MonthNotice,
    rules=(rules.month_is_over, rules.month_not_told_yet),
    due=Every("month", OFFICE),
)

CORRECT = Act(
    code="leaders.correct_notice",
    name="更正院庭长办案通报",
    gloss="correct a notice by a new version",
    source=cite("平台约定"),
    also=(cite("法发〔2020〕26号", 8, 3),),
    since=SINCE,
    force=Force.DUTY,
    subject="court",
    holders=OFFICE,
    data=NoticeCorrection,
    rules=(rules.corrects_the_latest,),
)

NOTE_SHORTAGE = Act(
    code="leaders.note_shortage",
    name="提示办案任务完成进度",
    gloss="note that cases fall short of the standard",
    source=cite("法发〔2017〕10号", 1),
    since=SINCE,
    force=Force.DUTY,
    subject="person",
    holders=frozenset({Post.SYSTEM}),
    data=ShortageData,
)
