"""Effects of work within teams: tasks, requests for staff, bookings of clerks, appraisals."""

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Attendance, Case, Hearing, Sitting
from xiezhi.cases.staffing import staff_notice
from xiezhi.law.facts import CaseFacts, PersonFacts
from xiezhi.law.powers.team_work import (
    ALLOCATE_WORK,
    ASK_APPRAISAL,
    BOOK_CLERK,
    CONFIRM_WORK,
    DECIDE_REQUEST,
    PROPOSE_APPRAISAL,
    REQUEST_STAFF,
    USE_APPRAISAL,
    Booking,
    Proposals,
    ProposalUse,
    QuarterData,
    RequestDecision,
    StaffRequest,
    WorkChoice,
    WorkData,
)
from xiezhi.law.rules.team_clocks import appraisal_due
from xiezhi.law.terms import Post, Seat
from xiezhi.people.models import Person
from xiezhi.teams.models import Appraisal, AppraisalUse, TeamTask

CONSTRAINTS["appraisal_once"] = ("E_APPRAISED", "本季度的考核建议已经提出", "")
CONSTRAINTS["use_once"] = ("E_APPRAISED", "该人员本季度的采用情况已经登记", "")


@effect(ALLOCATE_WORK)
def allocate_work(write: Write, case: Case, data: WorkData, doing: Doing) -> None:
    """The work is the assistant's or clerk's from now on."""
    _task(write, case, data, "open", doing)


@effect(REQUEST_STAFF)
def request_staff(write: Write, case: Case, data: StaffRequest, doing: Doing) -> None:
    """The request waits for the head of the division."""
    _task(write, case, data, "requested", doing)


def _task(
    write: Write, case: Case, data: WorkData | StaffRequest, state: str, doing: Doing
) -> None:
    write.new(
        TeamTask(
            case=case,
            judge_id=doing.by.person,
            person_id=data.person,
            kind=data.kind,
            due_on=data.due_on,
            text=data.text,
            state=state,
            given_at=doing.at,
        )
    )


@effect(DECIDE_REQUEST)
def decide_request(write: Write, case: Case, data: RequestDecision, doing: Doing) -> None:
    """Granted, the work is given; else the request ends."""
    write.change_id(
        TeamTask,
        data.work,
        state="open" if data.granted else "refused",
        decided_by_id=doing.by.person,
        decision=data.reason,
    )


@effect(CONFIRM_WORK)
def confirm_work(write: Write, case: Case, data: WorkChoice, doing: Doing) -> None:
    """The work is done."""
    write.change_id(TeamTask, data.work, state="done", done_at=doing.at, decision=data.report)


@effect(BOOK_CLERK)
def book_clerk(write: Write, case: Case, data: Booking, doing: Doing) -> None:
    """The clerk is booked for the hearing, and sits in the case from now on."""
    facts: CaseFacts = doing.facts
    hearing = Hearing.objects.get(pk=data.hearing, case=case)
    write.new(Attendance(hearing=hearing, person_id=data.clerk, during=hearing.during))
    if any(one.person == data.clerk for one in facts.seated(Seat.CLERK)):
        return
    write.new(Sitting(case=case, person_id=data.clerk, seat=Seat.CLERK, since_at=doing.at))
    name = facts.persons[data.clerk].name
    notice = staff_notice(case, Seat.CLERK, after=name, at=doing.at)
    if notice is not None:
        write.new(notice)


@effect(ASK_APPRAISAL)
def ask_appraisal(write: Write, judge: Person, data: QuarterData, doing: Doing) -> None:
    """The judge owes proposals by the tenth day after the quarter."""
    doing.owes[Post.SELF] = judge.id
    doing.due_on = appraisal_due(data.year, data.quarter, doing.facts.rules.numbers)


@effect(PROPOSE_APPRAISAL)
def propose_appraisal(write: Write, judge: Person, data: Proposals, doing: Doing) -> None:
    """Scores and words on everybody who worked for the judge in the quarter."""
    facts: PersonFacts = doing.facts
    late = facts.today > appraisal_due(data.year, data.quarter, facts.rules.numbers)
    for row in data.proposals:
        write.new(
            Appraisal(
                judge=judge,
                person_id=row.person,
                year=data.year,
                quarter=data.quarter,
                score=row.score,
                text=row.text,
                late=late,
                at=doing.at,
            )
        )


@effect(USE_APPRAISAL)
def use_appraisal(write: Write, person: Person, data: ProposalUse, doing: Doing) -> None:
    """The weight that the proposals had, or why they had none."""
    write.new(
        AppraisalUse(
            person=person,
            year=data.year,
            quarter=data.quarter,
            weight=data.weight,
            reason=data.reason,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
