"""Effects of assignment: pools, draws, designations, panels and their staff."""

from datetime import date
from typing import Any

from django.db import connection

from xiezhi.acts.models import Prompt
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.assignment import jobs, models
from xiezhi.assignment.facts import CASE, POINT, Roster
from xiezhi.assignment.sealed import Sealed, lot_rows
from xiezhi.cases.models import Attendance, Case, Notice, Sitting
from xiezhi.cases.sealing import seal_text
from xiezhi.cases.staffing import COMPOSITION, staff_notice
from xiezhi.law import lot
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.lot_values import LotFact
from xiezhi.law.parameters import parameter
from xiezhi.law.powers import list_version
from xiezhi.law.powers.assignment import (
    ASSIGN_STAFF,
    COMPOSE,
    DESIGNATE,
    DRAW,
    NAME_WITNESSES,
    NOTIFY,
    REASSIGN,
    RECORD_ANSWERS,
    SEAL_POOL,
    Answers,
    Composition,
    Designation,
    Reassignment,
    ReassignmentReason,
    StaffChange,
    WitnessNaming,
)
from xiezhi.law.rules.tickets import EVEN
from xiezhi.law.terms import Post, Seat, State
from xiezhi.ledger.encoding import canonical
from xiezhi.lot import tickets, vrf
from xiezhi.lot.commitment import commit
from xiezhi.lot.encoding import ZERO, tagged
from xiezhi.lot.keys import court_keys
from xiezhi.lot.pool import Occasion, seal
from xiezhi.lot.pool import Seat as LotSeat
from xiezhi.people.models import Court


def pool_rows(rows: list[lot.Row]) -> list[dict[str, Any]]:
    """Return a pool as it is stored and shown in a receipt."""
    return [{"person": r.person, "reason": r.reason.value, "weight": r.weight} for r in rows]


@effect(NAME_WITNESSES)
def name_witnesses(write: Write, court: Court, data: WitnessNaming, doing: Doing) -> None:
    """The witnesses hold from now on; lots that are sealed keep those whom they name."""
    for row in models.NamedWitness.objects.filter(court=court.id, until_at=None):
        write.change(row, until_at=doing.at)
    for place, one in enumerate(data.witnesses):
        key = bytes.fromhex(one.key)
        write.new(
            models.NamedWitness(court=court, name=one.name, key=key, place=place, since_at=doing.at)
        )


@effect(SEAL_POOL)
def seal_pool(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The pool follows from roster, case and accounts; it is committed before any seed is known.

    Its order and salts follow from the court's own answer, so that nobody chooses them.
    """
    facts: CaseFacts = doing.facts
    assert facts.lot is not None, "the rules of the act need it"
    without = frozenset() if facts.lot.before is None else frozenset({facts.lot.before})
    rows = pool_rows(facts.roster.pool(facts, without))
    occasion = _occasion(case, facts, facts.lot)
    key = court_keys().key(facts.court_code)
    master = key.prove(occasion.question)
    pool = seal(lot_rows(rows), vrf.output(master)[: vrf.KEY_BYTES])
    committed = commit(
        occasion, pool, picks=1, state_size=facts.lot.place + 1, rules=_rules(facts),
        court_key=key.public, witness_keys=tuple(known for _, known in facts.lot.witnesses),
        prev=facts.lot.prev or ZERO,
    ).encode()  # fmt: skip
    write.new(
        models.Pool(
            case=case,
            round=facts.lot.sealed + 1,
            rows=rows,
            master=master,
            commitment=committed,
            sealed_at=doing.at,
        )
    )
    write.batch("answers of witnesses", case.id, jobs.ask)
    doing.adds |= {"commitment": committed.hex(), "listed": len(rows), "eligible": pool.eligible}


def _occasion(case: Case, facts: CaseFacts, lot: LotFact) -> Occasion:
    """Return which lot it is; the number of the case is its lineage."""
    assert lot.filing is not None, "the filing stands in the log"
    return Occasion(
        facts.court_code, case.number or str(case.id), lot.round, LotSeat.HANDLING, lot.filing
    )


def _rules(facts: CaseFacts) -> bytes:
    """Return the hash of what made the pool: the program's list, the court's, the tickets."""
    even = parameter(EVEN, facts.today, overrides=facts.rules.numbers)
    said = {"list": list_version(), "court": facts.rules.version, "tickets": even}
    return tagged("xiezhi/rules/1", canonical(said))


@effect(RECORD_ANSWERS)
def record_answers(write: Write, case: Case, data: Answers, doing: Doing) -> None:
    """The proofs of the witnesses are there; now the result is determined."""
    facts: CaseFacts = doing.facts
    for one in data.answers:
        key, proof = bytes.fromhex(one.key), bytes.fromhex(one.proof)
        pool = facts.sealed_pool.pool
        write.new(models.Answer(pool_id=pool, key=key, proof=proof, at=doing.at))


@effect(DRAW)
def draw(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The lot falls; with one candidate it is recorded as a designation (R7.7)."""
    facts: CaseFacts = doing.facts
    waiting: Sealed = facts.sealed_pool
    if waiting.alone:
        person, result = waiting.only, b""
        _designate_alone(write, case, person, doing)
    else:
        fallen = waiting.draw(court_keys().key(facts.court_code))
        person, result = int(fallen.openings[0].sealed.row.id), fallen.encode()
        doing.adds["result"] = result.hex()
    write.new(
        models.Draw(case=case, pool_id=waiting.pool, result=result, person_id=person, at=doing.at)
    )
    doing.adds |= {"person": person, "eligible": waiting.commitment.eligible}
    shares = waiting.shares_of({one: judge.share for one, judge in facts.roster.judges.items()})
    _assign(write, case, person, shares, doing)


def _designate_alone(write: Write, case: Case, person: int, doing: Doing) -> None:
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


def _assign(write: Write, case: Case, person: int, shares: dict[int, int], doing: Doing) -> None:
    """The judge has the case: for the first time, or in place of the one who gave it up."""
    facts: CaseFacts = doing.facts
    lot = facts.lot
    if lot is None or lot.before is None:
        _give(write, case, person, doing)
        _account(write, facts, dues(person, shares))
        return
    _hand_over(write, case, lot.before, person)
    _relieve(write, case, person, doing)
    _give(write, case, person, doing)
    _account(write, facts, {lot.before: CASE, person: -CASE})
    write.change_id(models.Reassignment, lot.reassignment, after_id=person)
    doing.leads = lot.returns_to


def dues(person: int, shares: dict[int, int]) -> dict[int, int]:
    """Return what one case moves; who was not among the candidates pays for it all the same."""
    if person in shares:
        return tickets.dues(person, shares, POINT)
    whole = sum(shares.values())
    moved = {one: POINT * share * tickets.SCALE // whole for one, share in shares.items()}
    return moved | {person: -CASE}


def _account(write: Write, facts: CaseFacts, moved: dict[int, int]) -> None:
    write.batch("load accounts", (facts.court, moved), _settle_accounts)


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
    facts: CaseFacts = doing.facts
    _assign(write, case, data.judge, facts.roster.shares(facts.roster.pool(facts)), doing)


@effect(REASSIGN)
def reassign(write: Write, case: Case, data: Reassignment, doing: Doing) -> None:
    """Another judge takes over: the one named, or one for whom a new lot is held (R7.2).

    Until it has fallen the case waits as one whose procedure is decided, without a judge.
    """
    facts: CaseFacts = doing.facts
    before = facts.seated(Seat.HANDLING)[0].person
    decided = models.Reassignment(
        case=case,
        before_id=before,
        after_id=data.judge,
        reason=data.reason,
        sealed_text=seal_text(case.id, bytes(case.sealing_key), data.explanation),
        by_id=doing.by.person,
        at=doing.at,
    )
    if data.judge is None:
        decided.state = facts.state or State.ASSIGNED
        _unseat(write, case, before, doing)
        write.change(case, judge_id=None)
        doing.leads = State.TRIAGED
    else:
        _leave(write, case, before, data.judge, doing)
        _give(write, case, data.judge, doing)
        _account(write, facts, {before: CASE, data.judge: -CASE})
    write.new(decided)
    why = "工作需要" if data.reason in _NEUTRAL else data.reason.label
    says = f"本案承办法官因{why}调整，新的组成人员将另行告知。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))


_NEUTRAL = (ReassignmentReason.INTEGRITY, ReassignmentReason.HIDING)
"""Reasons that parties do not learn (R7.6, R5.17)."""


def _leave(write: Write, case: Case, before: int, after: int, doing: Doing) -> None:
    """The former judge leaves every seat, and staff whom the new team replaces theirs."""
    _unseat(write, case, before, doing)
    _hand_over(write, case, before, after)
    _relieve(write, case, after, doing)


def _unseat(write: Write, case: Case, before: int, doing: Doing) -> None:
    """The former judge leaves every seat of the case and every hearing that is planned."""
    for row in Sitting.objects.filter(case=case, until_at=None, person=before):
        write.change(row, until_at=doing.at, reason="reassigned")
    planned = Attendance.objects.filter(hearing__case=case, hearing__state="planned", active=True)
    for booking in planned.filter(person=before):
        write.change(booking, active=False)


def _relieve(write: Write, case: Case, after: int, doing: Doing) -> None:
    """Staff whom the new judge's team replaces leave their seats to it."""
    team = {_STAFF[post]: person for post, person in _team(doing.facts, after).items()}
    for row in Sitting.objects.filter(case=case, until_at=None, seat__in=list(team)):
        write.change(row, until_at=doing.at, reason="reassigned")
        _hand_over(write, case, row.person_id, team[Seat(row.seat)])


def _hand_over(write: Write, case: Case, before: int, after: int) -> None:
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
                _hand_over(write, case, row.person_id, entry.person)
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
