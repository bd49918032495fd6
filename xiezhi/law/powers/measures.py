"""四类案件监督管理措施 M1–M10: what leaders may require, and the acts that answer it.

M1 is `assignment.reassign`. None of these acts touches a result: that is for who sits.
"""

from datetime import date

from xiezhi.law.act import Act, Duty
from xiezhi.law.powers.requirements import (
    Answer,
    AnswerChoice,
    CommitteeDecision,
    Inspection,
    InspectionNote,
    Reconsideration,
    Referral,
    Report,
    ReportRequest,
    Requirement,
    UpperAnswer,
)
from xiezhi.law.powers.supervision import JUDGES, PENDING, SINCE
from xiezhi.law.rules import measures
from xiezhi.law.rules import supervision as rules
from xiezhi.law.rules.naming import not_in_the_future
from xiezhi.law.sources import cite
from xiezhi.law.terms import COURT_LEADERS, Force, MeasureKind, Post, State

IN_FORCE = date(2021, 11, 5)
_R30 = cite("法发〔2021〕30号", 10)
_PARAGRAPH = cite("法发〔2020〕26号", 5, 2)
ON_TRIAL = frozenset(
    {State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED, State.DELIBERATING, State.DECIDED}
)
ANSWERABLE = PENDING | {State.PRONOUNCED}
"""States in which what was required can still be answered: up to the closing."""
BENCH = frozenset({Post.HANDLING_JUDGE, Post.SOLE_JUDGE})
SUPERVISING = (rules.four_category, rules.leader_is_not_concerned, rules.no_leaning_opinion)
"""What holds for every measure: a confirmed flag, a leader who is not concerned, no opinion."""


def _measure(code: str, name: str, gloss: str, **more: object) -> Act:
    values: dict[str, object] = {
        "source": _R30,
        "also": (_PARAGRAPH,),
        "since": IN_FORCE,
        "force": Force.POWER,
        "item": "PW10",
        "holders": COURT_LEADERS,
        "states": ON_TRIAL,
        "data": Requirement,
        "rules": SUPERVISING,
    }
    return Act(code=code, name=name, gloss=gloss, **(values | more))  # type: ignore[arg-type]


def _answer(code: str, name: str, gloss: str, kind: MeasureKind, **more: object) -> Act:
    values: dict[str, object] = {
        "source": _R30,
        "since": IN_FORCE,
        "force": Force.DUTY,
        "holders": JUDGES,
        "states": ANSWERABLE,
        "data": Answer,
        "rules": (measures.was_required(kind),),
    }
    return Act(code=code, name=name, gloss=gloss, **(values | more))  # type: ignore[arg-type]


REQUEST_REPORT = Act(
    code="supervision.request_report",
    name="要求报告案件进展和评议结果",
    gloss="require a report on progress and deliberation",
    source=_PARAGRAPH,
    since=SINCE,
    force=Force.POWER,
    item="PW10",
    holders=COURT_LEADERS,
    states=ON_TRIAL,
    data=ReportRequest,
    rules=(*SUPERVISING, rules.ballots_come_first),
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
    source=_PARAGRAPH,
    since=SINCE,
    force=Force.DUTY,
    holders=JUDGES,
    states=ANSWERABLE,
    data=Report,
    rules=(rules.was_asked,),
)

REFER_TO_MEETING = Act(
    code="supervision.refer_to_judges_meeting",
    name="提交专业法官会议讨论",
    gloss="send the case to the judges' meeting",
    source=_PARAGRAPH,
    also=(cite("法发〔2021〕2号"),),
    since=SINCE,
    force=Force.POWER,
    item="PW10",
    holders=COURT_LEADERS | JUDGES,
    states=ON_TRIAL,
    data=Referral,
    rules=(rules.leader_needs_a_basis, rules.leader_is_not_concerned, rules.no_leaning_opinion),
    raises=(
        Duty(
            "supervision.report_discussion",
            BENCH,
            "supervision.discussion_days",
            when=measures.by_leader,
        ),
    ),
)

REPORT_DISCUSSION = _answer(
    "supervision.report_discussion",
    "报告专业法官会议讨论和采纳情况",
    "report what the judges' meeting said and what became of it",
    MeasureKind.REFER_TO_MEETING,
    source=cite("法发〔2021〕2号"),
)

REFER_TO_COMMITTEE = Act(
    code="supervision.refer_to_committee",
    name="提交审判委员会讨论",
    gloss="send the case to the adjudication committee",
    source=cite("法院组织法", 39),
    also=(_PARAGRAPH, cite("刑诉解释", 216)),
    since=SINCE,
    force=Force.POWER,
    item="PW06",
    holders=frozenset({Post.PRESIDENT, Post.PRESIDING_JUDGE, Post.SOLE_JUDGE}),
    states=ON_TRIAL,
    data=Referral,
    rules=(rules.leader_needs_a_basis, rules.leader_is_not_concerned, rules.no_leaning_opinion),
    raises=(
        Duty(
            "supervision.record_committee_decision",
            frozenset({Post.TRIAL_MANAGEMENT}),
            "supervision.committee_days",
        ),
    ),
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

REQUEST_SEARCH = _measure(
    "supervision.request_search",
    "要求提供类案裁判文书或者检索报告",
    "require similar judgments or a search report",
    also=(_PARAGRAPH, cite("法发〔2020〕24号")),
    raises=(Duty("supervision.submit_search", BENCH, "supervision.search_days"),),
)

SUBMIT_SEARCH = _answer(
    "supervision.submit_search",
    "提供类案裁判文书或者检索报告",
    "hand in similar judgments or the search report",
    MeasureKind.REQUIRE_SEARCH,
)

REQUEST_PAPERS = _measure(
    "supervision.request_papers",
    "审阅庭审提纲、审理报告",
    "read the outline of the hearing and the trial report",
    raises=(Duty("supervision.submit_papers", BENCH, "supervision.papers_days"),),
)

SUBMIT_PAPERS = _answer(
    "supervision.submit_papers",
    "提交庭审提纲、审理报告",
    "hand in the outline of the hearing or the trial report",
    MeasureKind.READ_PAPERS,
)

INSPECT = _measure(
    "supervision.inspect",
    "调阅卷宗、旁听庭审",
    "read the file or watch the hearing",
    data=Inspection,
    raises=(Duty("supervision.file_note", COURT_LEADERS, "supervision.note_days"),),
)

FILE_NOTE = Act(
    code="supervision.file_note",
    name="记录调阅卷宗、旁听庭审情况",
    gloss="file the note on what was read or watched",
    source=_PARAGRAPH,
    since=IN_FORCE,
    force=Force.DUTY,
    holders=COURT_LEADERS,
    states=ANSWERABLE,
    data=InspectionNote,
    rules=(measures.note_is_owed, rules.no_leaning_opinion),
    raises=(
        Duty(
            "supervision.file_note",
            COURT_LEADERS,
            "supervision.note_days",
            when=measures.another_note_waits,
        ),
    ),
)

REQUEST_RECONSIDERATION = _measure(
    "supervision.request_reconsideration",
    "要求合议庭复议并报告复议结果",
    "require the panel to reconsider and to report",
    states=frozenset({State.DELIBERATING, State.DECIDED}),
    data=Reconsideration,
    rules=(
        *SUPERVISING,
        measures.panel_has_a_result,
        measures.no_reconsideration_open,
        measures.within_reconsiderations,
    ),
    raises=(
        Duty(
            "supervision.report_reconsideration",
            frozenset({Post.PRESIDING_JUDGE}),
            "supervision.reconsider_days",
        ),
    ),
)

REPORT_RECONSIDERATION = _answer(
    "supervision.report_reconsideration",
    "报告复议结果",
    "report what the panel reconsidered",
    MeasureKind.RECONSIDER,
    holders=frozenset({Post.PRESIDING_JUDGE}),
    rules=(measures.was_required(MeasureKind.RECONSIDER), measures.was_reconsidered),
)

REPORT_UPWARD = _measure(
    "supervision.report_upward",
    "报请上一级人民法院审理",
    "ask the court above to hear the case",
    also=(cite("法发〔2023〕13号"), cite("民诉法", 39), cite("刑诉法", 24), cite("行诉法", 24)),
    holders=frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT}),
    states=frozenset({State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED}),
    rules=(*SUPERVISING, measures.goes_upward, measures.not_upward_yet),
    raises=(
        Duty(
            "supervision.record_upper_answer",
            frozenset({Post.TRIAL_MANAGEMENT}),
            "supervision.upward_days",
        ),
    ),
)

RECORD_UPPER_ANSWER = _answer(
    "supervision.record_upper_answer",
    "登记上一级人民法院的答复",
    "record the answer of the court above",
    MeasureKind.REPORT_UPWARD,
    source=cite("法发〔2023〕13号"),
    holders=frozenset({Post.TRIAL_MANAGEMENT, Post.UPPER_PRESIDENT}),
    data=UpperAnswer,
    rules=(measures.was_required(MeasureKind.REPORT_UPWARD), not_in_the_future),
)

OTHER_MEASURE = _measure(
    "supervision.other_measure",
    "采取其他必要的监督管理措施",
    "take another measure that is necessary",
    raises=(Duty("supervision.answer_measure", BENCH, "supervision.other_days"),),
)

ANSWER_MEASURE = _answer(
    "supervision.answer_measure",
    "答复其他监督管理措施",
    "answer another measure",
    MeasureKind.OTHER,
)

READ_ANSWER = Act(
    code="supervision.read_answer",
    name="查阅答复",
    gloss="read the answer to a measure",
    source=_PARAGRAPH,
    since=IN_FORCE,
    force=Force.VIEW,
    holders=COURT_LEADERS | JUDGES | {Post.PANEL_MEMBER},
    data=AnswerChoice,
    rules=(
        rules.leader_is_not_concerned,
        measures.something_was_answered,
        measures.was_answered,
    ),
)
