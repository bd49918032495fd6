"""Effects of fair assignment: alerts, linkages, stops, audits, the choice of tickets."""

from dataclasses import asdict

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.models import CourtList, ListRow
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.fairness import models
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers.bounds import (
    ALERT_BOUNDS,
    ASK_STOP,
    DECIDE_STOP,
    JOIN_BATCH,
    PROPOSE_LINKAGE,
    SPLIT_BATCH,
    BatchReason,
    BoundAlert,
    LinkageProposal,
    StopData,
    StopDecision,
)
from xiezhi.law.powers.fairness import (
    ADOPT_TICKETS,
    ANSWER_AUDIT,
    RECORD_AUDIT,
    AuditAnswer,
    AuditData,
    TicketSetting,
)
from xiezhi.law.powers.lists import RowKind
from xiezhi.law.powers.people import AbsenceKind
from xiezhi.law.rules.tickets import EVEN
from xiezhi.law.terms import BoundKind, LinkageState
from xiezhi.people.models import Absence, Court

CONSTRAINTS["bound_alert_once"] = ("E_ALERTED", "该期该项已经提示", "")
CONSTRAINTS["fairness_audit_once"] = ("E_AUDITED", "本院当日已经审计", "")


@effect(ALERT_BOUNDS)
def alert_bounds(write: Write, court: Court, data: BoundAlert, doing: Doing) -> None:
    """Leaders and the office read it on their desks; of designation the court above too (R7.10)."""
    write.new(
        models.BoundAlert(
            court=court,
            kind=data.kind,
            month=data.month,
            cause=data.cause,
            organisation=data.organisation,
            part=data.part,
            whole=data.whole,
            limit=data.limit,
            upward=data.kind is BoundKind.DESIGNATION,
            at=doing.at,
        )
    )


@effect(PROPOSE_LINKAGE)
def propose_linkage(write: Write, case: Case, data: LinkageProposal, doing: Doing) -> None:
    """The case waits for a decision before it is drawn."""
    write.new(
        models.Linkage(
            case=case,
            first_id=data.first,
            state=LinkageState.PROPOSED,
            days=data.days,
            proposed_at=doing.at,
        )
    )


def _decide(write: Write, case: Case, data: BatchReason, doing: Doing, state: LinkageState) -> None:
    row = models.Linkage.objects.get(case=case)
    write.change(
        row, state=state, reason=data.reason, decided_by_id=doing.by.person, decided_at=doing.at
    )
    doing.adds["first"] = row.first_id


@effect(JOIN_BATCH)
def join_batch(write: Write, case: Case, data: BatchReason, doing: Doing) -> None:
    """The case goes to the judge of the earlier one, by designation on ground G2."""
    _decide(write, case, data, doing, LinkageState.JOINED)


@effect(SPLIT_BATCH)
def split_batch(write: Write, case: Case, data: BatchReason, doing: Doing) -> None:
    """The case is drawn like any other."""
    _decide(write, case, data, doing, LinkageState.SPLIT)


@effect(ASK_STOP)
def ask_stop(write: Write, court: Court, data: StopData, doing: Doing) -> None:
    """The application waits; until it is granted cases are given as before."""
    write.new(
        models.StopRequest(
            court=court,
            person_id=data.person,
            since=data.since,
            until=data.until,
            reason=data.reason,
            asked_by_id=doing.by.person,
            asked_at=doing.at,
        )
    )


@effect(DECIDE_STOP)
def decide_stop(write: Write, court: Court, data: StopDecision, doing: Doing) -> None:
    """Granted, no case is given from the first day, or from today, until the last has passed."""
    facts: CourtFacts = doing.facts
    asked = facts.stops[data.request]
    write.change_id(
        models.StopRequest,
        asked.id,
        granted=data.granted,
        answer=data.answer,
        decided_by_id=doing.by.person,
        decided_at=doing.at,
    )
    if not data.granted:
        return
    write.new(
        Absence(
            person_id=asked.person,
            kind=AbsenceKind.STOP,
            days=DateRange(max(asked.since, facts.today), asked.until),
            approved_by_id=doing.by.person,
            reason=data.answer,
        )
    )


@effect(RECORD_AUDIT)
def record_audit(write: Write, court: Court, data: AuditData, doing: Doing) -> None:
    """The figures stand as they were that night; a new hit is for the office to look into."""
    figures = asdict(data) | {"since": data.since.isoformat(), "until": data.until.isoformat()}
    write.new(models.FairnessAudit(court=court, on=doing.today, figures=figures, at=doing.at))


@effect(ANSWER_AUDIT)
def answer_audit(write: Write, court: Court, data: AuditAnswer, doing: Doing) -> None:
    """What was looked into stands beside the latest audit; it changes no figure."""
    row = models.FairnessAudit.objects.filter(court=court).order_by("-on").first()
    if row is not None:
        write.change(row, answer=data.text, answered_by_id=doing.by.person, answered_at=doing.at)


@effect(ADOPT_TICKETS)
def adopt_tickets(write: Write, court: Court, data: TicketSetting, doing: Doing) -> None:
    """The next version of the court's list: its rows in force, and the number of tickets."""
    known = CourtList.objects.filter(court=court.id)
    last = known.aggregate(last=Max("version"))["last"] or 0
    now = known.filter(since__lte=doing.today).order_by("-since", "-version").first()
    version = write.new(
        CourtList(
            court=court.id,
            version=last + 1,
            drafted_at=doing.at,
            drafted_by=doing.by.person,
            adopted_on=doing.today,
            adopted_by=doing.by.person,
            since=data.since,
        )
    )
    doing.adds["version"] = version.version
    for row in ListRow.objects.filter(list=now).exclude(name=EVEN).order_by("id") if now else ():
        write.new(
            ListRow(
                list=version,
                act=row.act,
                kind=row.kind,
                posts=row.posts,
                name=row.name,
                number=row.number,
            )
        )
    write.new(ListRow(list=version, act="", kind=RowKind.NUMBER, name=EVEN, number=data.tickets))
