"""Effects of leaders' cases: standards, proposals, work, checks, notices, shortages."""

from typing import Any

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.prompts import due_on
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice
from xiezhi.law.facts import CaseFacts, CourtFacts, PersonFacts
from xiezhi.law.powers.leaders import (
    ANSWER,
    CORRECT,
    ISSUE_MONTH,
    ISSUE_QUARTER,
    NOTE_SHORTAGE,
    PROPOSE,
    RECORD_WORK,
    SET_STANDARD,
    SUSPECT,
    VERIFY,
    Answer,
    MonthNotice,
    NoticeCorrection,
    ProposalData,
    QuarterNotice,
    ShortageData,
    StandardData,
    Suspicion,
    Verification,
    WorkData,
)
from xiezhi.law.rules.leader_cases import CaseTag
from xiezhi.law.rules.leaders import MONTH, QUARTER, waiting
from xiezhi.law.rules.quota import days_late, period_end
from xiezhi.law.terms import Post, Seat
from xiezhi.leaders import models
from xiezhi.leaders.told import told_rows
from xiezhi.people.models import Court, Person, Tenure

CONSTRAINTS["proposal_once"] = ("E_PROPOSED", "本案已建议由该院庭长承办", "")
CONSTRAINTS["nominal_check_once"] = ("E_CHECKED", "本案该院庭长已核查", "")
CONSTRAINTS["shortfall_once"] = ("E_NOTED", "该季度已经提示", "")
CONSTRAINTS["completion_notice_once"] = (
    "E_TOLD",
    "该期已经通报，内容有误的请更正，更正另成一版",
    "leaders.correct_notice",
)


@effect(SET_STANDARD)
def set_standard(write: Write, court: Court, data: StandardData, doing: Doing) -> None:
    """The figure holds for the year from now on; the earlier one stays on record."""
    write.new(
        models.QuotaStandard(
            set_by=court,
            scope_id=data.scope,
            year=data.year,
            level=data.level,
            rank=data.rank,
            percent=data.percent,
            of_division=data.of_division,
            handling_percent=data.handling_percent,
            credit=data.credit,
            person_id=doing.by.person,
            at=doing.at,
        )
    )


@effect(PROPOSE)
def propose(write: Write, case: Case, data: ProposalData, doing: Doing) -> None:
    """The case is proposed; heads who may designate it are told beside the leader."""
    facts: CaseFacts = doing.facts
    tags = [tag for tag in CaseTag if tag in facts.tags]
    write.new(
        models.Proposal(
            case=case, person_id=data.leader, tags=tags, deficit=data.deficit, at=doing.at
        )
    )
    why = "、".join(tag.label for tag in tags)
    says = f"本案属于{why}，建议由您承办，待有权的院庭长指定分案"
    write.new(Notice(case=case, to_id=data.leader, says=says, at=doing.at))


@effect(RECORD_WORK)
def record_work(write: Write, person: Person, data: WorkData, doing: Doing) -> None:
    """The work is on record as workload, never as a case (R8.2)."""
    facts: PersonFacts = doing.facts
    write.new(
        models.WorkItem(
            person=person,
            court_id=facts.court,
            kind=data.kind,
            hours=data.hours,
            on=data.on,
            note=data.note,
            recorded_by_id=doing.by.person,
            at=doing.at,
        )
    )


_POSTS = {
    Seat.HANDLING: Post.HANDLING_JUDGE,
    Seat.PRESIDING: Post.PRESIDING_JUDGE,
    Seat.MEMBER: Post.PANEL_MEMBER,
}


def _owing(facts: CaseFacts, person: int) -> dict[Post, int]:
    """Return the person as who owes an answer, in the first seat held."""
    seats = [one.seat for one in facts.sitters if one.person == person and one.seat in _POSTS]
    return {_POSTS[seats[0]] if seats else Post.HANDLING_JUDGE: person}


@effect(SUSPECT)
def suspect(write: Write, case: Case, data: Suspicion, doing: Doing) -> None:
    """The leader learns the signs and their evidence, and answers within ten days (R8.5)."""
    facts: CaseFacts = doing.facts
    due = due_on("leaders.answer_days", facts.today, facts)
    assert due is not None, "the parameter names days"
    write.new(
        models.NominalCheck(
            case=case,
            person_id=data.leader,
            signals=[{"kind": one.kind.value, "evidence": one.evidence} for one in data.signals],
            suspected_at=doing.at,
            answer_due_on=due,
        )
    )
    doing.owes |= _owing(facts, data.leader)
    says = "；".join(f"{one.kind.label}（{one.evidence}）" for one in data.signals)
    says = f"系统提示本案疑似挂名办案：{says}。请在 {due} 前说明参与办理情况"
    write.new(Notice(case=case, to_id=data.leader, says=says[:1000], at=doing.at))


@effect(ANSWER)
def answer(write: Write, case: Case, data: Answer, doing: Doing) -> None:
    """What the leader says stands beside the signs."""
    facts: CaseFacts = doing.facts
    one = waiting(facts, doing.by.person)
    assert one is not None, "the rule asks for a check that waits"
    write.change_id(models.NominalCheck, one.id, answer=data.text, answered_at=doing.at)
    for other in facts.nominal:
        if other.person != doing.by.person and not (other.answered or other.decided):
            doing.owes |= _owing(facts, other.person)


@effect(VERIFY)
def verify(write: Write, case: Case, data: Verification, doing: Doing) -> None:
    """Confirmed, the case does not count, and the personnel office is told (R8.5)."""
    facts: CaseFacts = doing.facts
    one = waiting(facts, data.leader)
    assert one is not None, "the rule asks for a check that waits"
    write.change_id(
        models.NominalCheck,
        one.id,
        nominal=data.nominal,
        finding=data.finding,
        decided_by_id=doing.by.person,
        decided_at=doing.at,
    )
    says = "经核实认定挂名办案，本案不计入办案数量" if data.nominal else "经核实不属于挂名办案"
    write.new(Notice(case=case, to_id=data.leader, says=says, at=doing.at))
    if not data.nominal:
        return
    office = Tenure.objects.filter(
        court=case.court_id, post=Post.PERSONNEL, since__lte=facts.today
    ).exclude(until__lte=facts.today)
    name = Person.objects.values_list("name", flat=True).get(pk=data.leader)
    for person in office.values_list("person", flat=True).distinct():
        says = f"{name}承办的本案经核实认定挂名办案，请依照员额管理规定处理"
        write.new(Notice(case=case, to_id=person, says=says, at=doing.at))


def _tell(write: Write, court: Court, doing: Doing, **known: Any) -> None:
    last = period_end(known["year"], known["number"] * (3 if known["kind"] == QUARTER else 1))
    notice = models.CompletionNotice(
        issuer=court,
        rows=told_rows(known["about_id"], known["kind"], known["year"], last),
        late_days=days_late(last, doing.today) if known["version"] == 1 else 0,
        issued_by_id=doing.by.person,
        issued_at=doing.at,
        **known,
    )
    write.new(notice)
    doing.adds |= {"version": notice.version, "leaders": len(notice.rows)}
    if notice.late_days:
        doing.adds["late_days"] = notice.late_days


@effect(ISSUE_QUARTER)
def issue_quarter(write: Write, court: Court, data: QuarterNotice, doing: Doing) -> None:
    """The court below is told how far its leaders came, with the figures as they stand."""
    _tell(write, court, doing, about_id=data.about, kind=QUARTER, year=data.year,
          number=data.quarter, version=1)  # fmt: skip


@effect(ISSUE_MONTH)
def issue_month(write: Write, court: Court, data: MonthNotice, doing: Doing) -> None:
    """The court is told how far its heads and deputies came."""
    _tell(write, court, doing, about_id=court.id, kind=MONTH, year=data.year,
          number=data.month, version=1)  # fmt: skip


@effect(CORRECT)
def correct_notice(write: Write, court: Court, data: NoticeCorrection, doing: Doing) -> None:
    """A new version with figures computed now; the old one stays as it was (R8.8)."""
    facts: CourtFacts = doing.facts
    (old,) = (one for one in facts.notices if one.id == data.notice)
    _tell(write, court, doing, about_id=old.about, kind=old.kind, year=old.year,
          number=old.number, version=old.version + 1, reason=data.reason)  # fmt: skip


@effect(NOTE_SHORTAGE)
def note_shortage(write: Write, person: Person, data: ShortageData, doing: Doing) -> None:
    """The leader's sheet, appraisal and the personnel office read it from here (R8.7)."""
    facts: PersonFacts = doing.facts
    write.new(
        models.Shortfall(
            person=person,
            court_id=facts.court,
            year=data.year,
            quarter=data.quarter,
            kind=data.kind,
            target=data.target,
            counted=data.counted,
            at=doing.at,
        )
    )
