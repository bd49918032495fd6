"""Effects of measures M2–M10 and of their answers; a reconsideration keeps the old round."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice
from xiezhi.cases.sealing import seal_text, unseal_text
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers import measures as law
from xiezhi.law.powers import requirements as ask
from xiezhi.law.rules.measures import by_leader, exceptional, waiting
from xiezhi.law.terms import MeasureKind, Seat
from xiezhi.supervision import models


def _measure(
    write: Write, case: Case, kind: MeasureKind, matter: str, doing: Doing, **more: object
) -> models.Measure:
    return write.new(
        models.Measure(
            case=case,
            kind=kind,
            matter=matter[:4000],
            asked_by_id=doing.by.person,
            asked_post=doing.post,
            asked_at=doing.at,
            **more,
        )
    )


def _tell(
    write: Write, case: Case, seat: Seat, kind: MeasureKind, matter: str, doing: Doing
) -> None:
    facts: CaseFacts = doing.facts
    for one in facts.seated(seat):
        says = f"{doing.post.label}{kind.label}：{matter}"
        write.new(Notice(case=case, to_id=one.person, says=says[:1000], at=doing.at))


def _required(act: Act, kind: MeasureKind) -> None:
    """Register what a requirement writes: the measure, and word to the judge in charge."""

    @effect(act)
    def require(write: Write, case: Case, data: ask.Requirement, doing: Doing) -> None:
        _measure(write, case, kind, data.matter, doing)
        _tell(write, case, Seat.HANDLING, kind, data.matter, doing)


_required(law.REQUEST_REPORT, MeasureKind.REQUIRE_REPORT)
_required(law.REQUEST_SEARCH, MeasureKind.REQUIRE_SEARCH)
_required(law.REQUEST_PAPERS, MeasureKind.READ_PAPERS)
_required(law.OTHER_MEASURE, MeasureKind.OTHER)
_required(law.REPORT_UPWARD, MeasureKind.REPORT_UPWARD)


def _settle(
    write: Write, case: Case, kind: MeasureKind, text: str, doing: Doing, by: int | None = None
) -> int:
    """Answer what waits of a kind, of one leader or of all; return how many those were."""
    facts: CaseFacts = doing.facts
    asked = [one for one in waiting(facts, kind) if by in (None, one.by)]
    for one in asked:
        write.change_id(
            models.Measure,
            one.id,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), text),
            answered_by_id=doing.by.person,
            answered_at=doing.at,
        )
    return len(asked)


def _answered(act: Act, kind: MeasureKind) -> None:
    """Register what an answer writes: the measures of a kind are answered, sealed."""

    @effect(act)
    def answer(write: Write, case: Case, data: ask.Answer, doing: Doing) -> None:
        _settle(write, case, kind, data.text, doing)


_answered(law.SUBMIT_SEARCH, MeasureKind.REQUIRE_SEARCH)
_answered(law.SUBMIT_PAPERS, MeasureKind.READ_PAPERS)
_answered(law.REPORT_RECONSIDERATION, MeasureKind.RECONSIDER)
_answered(law.REPORT_DISCUSSION, MeasureKind.REFER_TO_MEETING)
_answered(law.ANSWER_MEASURE, MeasureKind.OTHER)


@effect(law.REPORT_PROGRESS)
def report_progress(write: Write, case: Case, data: ask.Report, doing: Doing) -> None:
    """All open requests are answered; a report that nobody asked for is kept as one too."""
    if _settle(write, case, MeasureKind.REQUIRE_REPORT, data.text, doing):
        return
    write.new(
        models.Measure(
            case=case,
            kind=MeasureKind.REQUIRE_REPORT,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), data.text),
            answered_by_id=doing.by.person,
            answered_at=doing.at,
        )
    )


@effect(law.INSPECT)
def inspect(write: Write, case: Case, data: ask.Inspection, doing: Doing) -> None:
    """A leader reads the file or watches the hearing, and owes the note on it."""
    _measure(write, case, MeasureKind.INSPECT, f"{data.way.label}：{data.matter}", doing)
    doing.owes[doing.post] = doing.by.person


@effect(law.FILE_NOTE)
def file_note(write: Write, case: Case, data: ask.InspectionNote, doing: Doing) -> None:
    """One's own notes are filed; another leader still owes the other's."""
    _settle(write, case, MeasureKind.INSPECT, data.note, doing, by=doing.by.person)
    facts: CaseFacts = doing.facts
    others = [one for one in waiting(facts, MeasureKind.INSPECT) if one.by != doing.by.person]
    if others:
        doing.owes[doing.post] = others[0].by


@effect(law.REQUEST_RECONSIDERATION)
def request_reconsideration(
    write: Write, case: Case, data: ask.Reconsideration, doing: Doing
) -> None:
    """The panel is asked to reconsider; ballots and result stay, a new round is the panel's act."""
    facts: CaseFacts = doing.facts
    assert facts.deliberation is not None, "a rule wants a result"
    beyond = exceptional(facts)
    _measure(
        write,
        case,
        MeasureKind.RECONSIDER,
        data.matter,
        doing,
        round=facts.deliberation.round,
        exceptional=beyond,
        reason=data.exceptional_reason if beyond else "",
    )
    doing.adds["round"] = facts.deliberation.round
    doing.adds["exceptional"] = beyond
    _tell(write, case, Seat.PRESIDING, MeasureKind.RECONSIDER, data.matter, doing)


@effect(law.RECORD_UPPER_ANSWER)
def record_upper_answer(write: Write, case: Case, data: ask.UpperAnswer, doing: Doing) -> None:
    """The answer of the court above is on record; the transfer itself is an act of the judges."""
    said = "决定审理" if data.accepted else "不予提级审理"
    text = f"{data.number}　{data.on}　{said}\n{data.text}"
    _settle(write, case, MeasureKind.REPORT_UPWARD, text, doing)


def _refer(write: Write, case: Case, data: ask.Referral, doing: Doing, *, committee: bool) -> None:
    write.new(
        models.Referral(
            case=case,
            committee=committee,
            questions=data.questions,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
    if by_leader(doing.facts, data):
        kind = MeasureKind.REFER_TO_COMMITTEE if committee else MeasureKind.REFER_TO_MEETING
        _measure(write, case, kind, data.questions, doing)


@effect(law.REFER_TO_MEETING)
def refer_to_meeting(write: Write, case: Case, data: ask.Referral, doing: Doing) -> None:
    """The case goes to the judges' meeting, whose view binds nobody."""
    _refer(write, case, data, doing, committee=False)


@effect(law.REFER_TO_COMMITTEE)
def refer_to_committee(write: Write, case: Case, data: ask.Referral, doing: Doing) -> None:
    """The case goes to the adjudication committee."""
    _refer(write, case, data, doing, committee=True)
    write.change(case, circumstances={**case.circumstances, "committee_referred": True})


@effect(law.COMMITTEE_DECISION)
def committee_decision(write: Write, case: Case, data: ask.CommitteeDecision, doing: Doing) -> None:
    """The decision is on record; from here the judgment may be signed."""
    write.new(
        models.CommitteeDecision(
            case=case,
            number=data.number,
            on=data.on,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), data.text),
            recorded_by_id=doing.by.person,
            at=doing.at,
        )
    )
    write.change(case, circumstances={**case.circumstances, "committee_decision": data.number})
    _settle(write, case, MeasureKind.REFER_TO_COMMITTEE, data.text, doing)


@effect(law.READ_ANSWER)
def read_answer(write: Write, case: Case, data: ask.AnswerChoice, doing: Doing) -> None:
    """The answer goes to the reader alone; that it was read is in the log."""
    row = models.Measure.objects.get(pk=data.measure, case=case)
    assert row.sealed_text is not None, "a rule wants an answer"
    doing.shows["answer"] = unseal_text(case.id, case.sealing_key, row.sealed_text)
