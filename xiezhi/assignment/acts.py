"""Effects of assignment: pools, draws, designations, panels and their staff."""

import secrets
from datetime import date
from typing import Any

from django.db import connection

from xiezhi.acts.models import Prompt
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.assignment import models
from xiezhi.assignment.facts import Roster, read_rows
from xiezhi.cases.models import Attendance, Case, Notice, Sitting
from xiezhi.cases.sealing import seal_text
from xiezhi.cases.staffing import COMPOSITION, staff_notice
from xiezhi.law import lot
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.assignment import (
    ASSIGN_STAFF,
    COMPOSE,
    DESIGNATE,
    DRAW,
    NOTIFY,
    REASSIGN,
    SEAL_POOL,
    Composition,
    Designation,
    Reassignment,
    ReassignmentReason,
    StaffChange,
)
from xiezhi.law.terms import Post, Seat


def pool_rows(rows: list[lot.Row]) -> list[dict[str, Any]]:
    """Return a pool as it is stored and shown in a receipt."""
    return [{"person": r.person, "reason": r.reason.value, "weight": r.weight} for r in rows]


@effect(SEAL_POOL)
def seal_pool(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The pool follows from roster, case and accounts; its hash stands before any seed."""
    facts: CaseFacts = doing.facts
    number = facts.draws + 1
    rows = facts.roster.pool(facts)
    pool = _seal(write, case, number, rows, doing)
    doing.adds |= {
        "commitment": bytes(pool.commitment).hex(),
        "listed": len(rows),
        "eligible": sum(1 for row in rows if row.weight),
    }


def _seal(write: Write, case: Case, number: int, rows: list[lot.Row], doing: Doing) -> models.Pool:
    salt = secrets.token_bytes(lot.SALT_BYTES)
    return write.new(
        models.Pool(
            case=case,
            round=number,
            rows=pool_rows(rows),
            salt=salt,
            commitment=lot.commitment(case.id, number, rows, salt),
            sealed_at=doing.at,
        )
    )


@effect(DRAW)
def draw(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The lot falls; with one candidate it is recorded as a designation (R7.7)."""
    facts: CaseFacts = doing.facts
    pool = facts.sealed_pool
    rows = read_rows(pool)
    person = _fall(write, case, pool, rows, doing)
    _give(write, case, person, doing)
    _account(write, facts, lot.dues(person, facts.roster.shares(rows)))


def _account(write: Write, facts: CaseFacts, dues: dict[int, int]) -> None:
    facts.roster.move(dues)
    write.batch("load accounts", (facts.court, dues), _settle_accounts)


_ADD = """
insert into assignment_loadaccount (court_id, person_id, balance)
select court, person, sum(due) from unnest(%s::bigint[], %s::bigint[], %s::bigint[])
    as moved (court, person, due)
 group by court, person order by court, person
    on conflict on constraint account_once
    do update set balance = assignment_loadaccount.balance + excluded.balance
"""


def _settle_accounts(batch: list[tuple[int, dict[int, int]]]) -> None:
    """Add what all lots of a chunk moved, in one order of rows, for others wait for them."""
    moved = [(court, person, due) for court, dues in batch for person, due in dues.items()]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [list(column) for column in zip(*moved, strict=True)])


def _fall(write: Write, case: Case, pool: models.Pool, rows: list[lot.Row], doing: Doing) -> int:
    head, fresh = bytes(case.head), secrets.token_bytes(32)
    made = lot.seed(bytes(pool.commitment), head, fresh)
    person = lot.pick(rows, lot.draw(made, lot.total(rows)))
    write.new(
        models.Draw(
            case=case,
            pool=pool,
            head=head,
            fresh=fresh,
            seed=made,
            person_id=person,
            at=doing.at,
        )
    )
    eligible = sum(1 for row in rows if row.weight)
    if eligible == 1:
        write.new(
            models.Designation(
                case=case,
                person_id=person,
                ground="G5",
                reason="候选法官仅一人，按指定分案登记",
                document="",
                at=doing.at,
            )
        )
    doing.adds |= {"seed": made.hex(), "person": person, "eligible": eligible}
    return person


def _give(write: Write, case: Case, person: int, doing: Doing) -> None:
    """The judge sits, with the assistant and the clerk of the team."""
    facts: CaseFacts = doing.facts
    roster: Roster = facts.roster
    judge = roster.judges.get(person)
    division = judge.divisions.get(facts.area, case.division_id) if judge else case.division_id
    write.change(case, judge_id=person, division_id=division)
    doing.owes |= {Post.HANDLING_JUDGE: person, Post.SOLE_JUDGE: person}
    doing.division = division
    _sit(write, case, person, Seat.HANDLING, doing)
    for post, colleague in _team(facts, person).items():
        _sit(write, case, colleague, _STAFF[post], doing)
        doing.owes[post] = colleague


_STAFF = {Post.JUDGE_ASSISTANT: Seat.ASSISTANT, Post.CLERK: Seat.CLERK}


def _team(facts: CaseFacts, judge: int) -> dict[Post, int]:
    """Return one assistant and one clerk of the judge's team who may take part (P8)."""
    found: dict[Post, int] = {}
    for post, colleague in facts.roster.staff.get(judge, ()):
        if colleague not in facts.former:
            found.setdefault(post, colleague)
    return found


def _sit(
    write: Write, case: Case, person: int, seat: Seat, doing: Doing, drawn: date | None = None
) -> None:
    write.new(Sitting(case=case, person_id=person, seat=seat, since_at=doing.at, drawn_on=drawn))


@effect(DESIGNATE)
def designate(write: Write, case: Case, data: Designation, doing: Doing) -> None:
    """The case is given by decision, with ground and document (R7.3)."""
    write.new(
        models.Designation(
            case=case,
            person_id=data.judge,
            ground=data.ground,
            reason=data.reason,
            document=data.document,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
    _give(write, case, data.judge, doing)
    facts: CaseFacts = doing.facts
    _account(write, facts, lot.dues(data.judge, facts.roster.shares(facts.roster.pool(facts))))


@effect(REASSIGN)
def reassign(write: Write, case: Case, data: Reassignment, doing: Doing) -> None:
    """Another judge takes over: the one named, or one drawn from a pool without the former."""
    facts: CaseFacts = doing.facts
    before = facts.seated(Seat.HANDLING)[0].person
    after = data.judge
    if after is None:
        number = models.Pool.objects.filter(case=case).count() + 1
        rows = facts.roster.pool(facts, frozenset({before}))
        pool = _seal(write, case, number, rows, doing)
        doing.adds["commitment"] = bytes(pool.commitment).hex()
        after = _fall(write, case, pool, rows, doing)
    _leave(write, case, before, after, doing)
    _give(write, case, after, doing)
    _account(write, facts, {before: lot.CASE, after: -lot.CASE})
    write.new(
        models.Reassignment(
            case=case,
            before_id=before,
            after_id=after,
            reason=data.reason,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), data.explanation),
            by_id=doing.by.person,
            at=doing.at,
        )
    )
    why = "工作需要" if data.reason in _NEUTRAL else data.reason.label
    says = f"本案承办法官因{why}调整，新的组成人员将另行告知。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))


_NEUTRAL = (ReassignmentReason.INTEGRITY, ReassignmentReason.HIDING)
"""Reasons that parties do not learn (R7.6, R5.17)."""


def _leave(write: Write, case: Case, before: int, after: int, doing: Doing) -> None:
    """The former judge leaves every seat, and staff whom the new team replaces theirs."""
    team = {_STAFF[post]: person for post, person in _team(doing.facts, after).items()}
    for row in Sitting.objects.filter(case=case, until_at=None):
        heir = after if row.person_id == before else team.get(Seat(row.seat))
        if heir is not None:
            write.change(row, until_at=doing.at, reason="reassigned")
            _hand_over(write, case, row.person_id, heir, doing)
    planned = Attendance.objects.filter(hearing__case=case, hearing__state="planned", active=True)
    for booking in planned.filter(person=before):
        write.change(booking, active=False)


def _hand_over(write: Write, case: Case, before: int, after: int, doing: Doing) -> None:
    """What one owed in this case another owes."""
    for row in Prompt.objects.filter(subject=case.id, owed_by=before, settled_by=None):
        write.change(row, owed_by=after)


@effect(COMPOSE)
def compose(write: Write, case: Case, data: Composition, doing: Doing) -> None:
    """The panel is composed; who sat there before and is not named again leaves."""
    facts: CaseFacts = doing.facts
    staff = {entry.seat for entry in data.seats} & set(_STAFF.values())
    seats = {Seat.PRESIDING, Seat.MEMBER, Seat.JUROR} | staff
    wanted = {(entry.person, entry.seat) for entry in data.seats}
    present = {(one.person, one.seat) for one in facts.sitters}
    for row in Sitting.objects.filter(case=case, until_at=None, seat__in=seats):
        if (row.person_id, Seat(row.seat)) not in wanted:
            write.change(row, until_at=doing.at, reason="recomposed")
    for person, seat in sorted(wanted - present):
        drawn = data.jurors_drawn_on if seat is Seat.JUROR else None
        _sit(write, case, person, seat, doing, drawn)
        for post, staffed in _STAFF.items():
            if staffed is seat:
                doing.owes[post] = person


@effect(ASSIGN_STAFF)
def assign_staff(write: Write, case: Case, data: StaffChange, doing: Doing) -> None:
    """Assistant and clerk change; open duties of a clerk go to the new one; parties are told."""
    facts: CaseFacts = doing.facts
    for entry in data.seats:
        before = [one for one in facts.seated(entry.seat) if one.person != entry.person]
        for row in Sitting.objects.filter(case=case, until_at=None, seat=entry.seat):
            if row.person_id != entry.person:
                write.change(row, until_at=doing.at, reason="staff")
                _hand_over(write, case, row.person_id, entry.person, doing)
        if all((one.person, one.seat) != (entry.person, entry.seat) for one in facts.sitters):
            _sit(write, case, entry.person, entry.seat, doing)
            who = "、".join(one.name for one in before)
            after = facts.persons[entry.person].name
            notice = staff_notice(case, entry.seat, before=who, after=after, at=doing.at)
            if notice is not None:
                write.new(notice)


@effect(NOTIFY)
def notify_parties(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The parties learn who sits and that they may ask for recusal (民诉法 131)."""
    facts: CaseFacts = doing.facts
    who = "、".join(f"{one.name}（{one.seat.label}）" for one in facts.sitters)
    says = f"{COMPOSITION}{who}。如认为其应当回避，可以申请。"
    write.new(Notice(case=case, to_parties=True, says=says[:1000], at=doing.at))
