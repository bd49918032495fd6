"""Reads of one case; the first argument is who looks, and the caller has checked the door."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from xiezhi.acts.types import Actor
from xiezhi.cases.models import (
    Appeal,
    Ballot,
    Case,
    Closing,
    Counsel,
    Draft,
    Hearing,
    Notice,
    Party,
    Room,
    Service,
)
from xiezhi.law.terms import PartyRole


@dataclass(frozen=True)
class PartyLine:
    """当事人: one party with its counsel."""

    id: int
    role: PartyRole
    name: str
    counsel: tuple[str, ...]


@dataclass(frozen=True)
class HearingLine:
    """庭次: one hearing with its room."""

    id: int
    starts_at: datetime
    room: str
    state: str
    purpose: str
    recorded: bool
    ended: bool


@dataclass(frozen=True)
class DraftLine:
    """文书稿: one version and who signed it, in order."""

    id: int
    version: int
    number: str
    kind: str
    at: datetime
    author: str
    signed: tuple[str, ...]
    issued: bool
    facts: str
    reasoning: str
    result: str
    legal_basis: str


@dataclass(frozen=True)
class BallotLine:
    """评议意见: whose ballot of the last round is sealed, when, under which hash."""

    person: int
    at: datetime
    digest: str


@dataclass(frozen=True)
class CaseRecord:
    """案件档: what the page of a case prints, read in a fixed number of queries."""

    id: int
    title: str
    number: str
    cause: str
    amount: Decimal | None
    claims: str
    facts: str
    court_name: str
    received_at: datetime
    due_on: date | None
    closed_on: date | None
    former: int | None
    parties: tuple[PartyLine, ...]
    hearings: tuple[HearingLine, ...]
    drafts: tuple[DraftLine, ...]
    ballots: tuple[BallotLine, ...]
    services: tuple[tuple[str, str, str, date], ...]
    """(party, document, means, day)."""


def record(viewer: Actor, case: int) -> CaseRecord:
    """Return everything of a case that its page prints, in eight queries."""
    assert viewer is not None, "a case is for a viewer"
    row = Case.objects.select_related("court").get(pk=case)
    return CaseRecord(
        id=row.id,
        title=row.title,
        number=row.number or "",
        cause=row.cause,
        amount=row.amount,
        claims=row.claims,
        facts=row.facts,
        court_name=row.court.name,
        received_at=row.received_at,
        due_on=row.due_on,
        closed_on=row.closed_on,
        former=row.former_id,
        parties=_parties(case),
        hearings=_hearings(case),
        drafts=_drafts(case),
        ballots=_ballots(case),
        services=_services(case),
    )


def _parties(case: int) -> tuple[PartyLine, ...]:
    rows = Party.objects.filter(case=case).order_by("place", "id")
    rows = rows.prefetch_related(Prefetch("counsel", Counsel.objects.order_by("id")))
    return tuple(
        PartyLine(
            row.id, PartyRole(row.role), row.name, tuple(one.name for one in row.counsel.all())
        )
        for row in rows
    )


def _hearings(case: int) -> tuple[HearingLine, ...]:
    rows = Hearing.objects.select_related("room").filter(case=case).order_by("during")
    return tuple(
        HearingLine(
            row.id,
            row.during.lower,
            row.room.name,
            row.state,
            row.purpose,
            bool(row.minutes),
            row.ended_at is not None,
        )
        for row in rows
    )


def _drafts(case: int) -> tuple[DraftLine, ...]:
    rows = Draft.objects.select_related("author").filter(case=case).order_by("-version")
    rows = rows.prefetch_related("signatures__person")
    return tuple(
        DraftLine(
            id=row.id,
            version=row.version,
            number=row.number,
            kind=row.kind,
            at=row.at,
            author=row.author.name,
            signed=tuple(one.person.name for one in row.signatures.all()),
            issued=row.issued_at is not None,
            facts=row.facts,
            reasoning=row.reasoning,
            result=row.result,
            legal_basis=row.legal_basis,
        )
        for row in rows
    )


def _ballots(case: int) -> tuple[BallotLine, ...]:
    rows = Ballot.objects.filter(case=case).order_by("-deliberation__round", "id")
    found: list[Any] = list(rows.values_list("deliberation", "person", "at", "seal"))
    last = found[0][0] if found else None
    return tuple(
        BallotLine(person, at, bytes(seal).hex())
        for round_, person, at, seal in found
        if round_ == last
    )


def _services(case: int) -> tuple[tuple[str, str, str, date], ...]:
    rows = Service.objects.filter(case=case).order_by("id")
    return tuple(rows.values_list("party__name", "document", "means", "served_on"))


def rooms(viewer: Actor, court: int) -> list[tuple[int, str]]:
    """Return the court rooms of a court."""
    assert viewer is not None, "rooms are for a viewer"
    return list(Room.objects.filter(court=court).order_by("id").values_list("id", "name"))


def notices(viewer: Actor, most: int = 30) -> list[Notice]:
    """Return what the viewer was told, newest first."""
    rows = Notice.objects.select_related("case").filter(to=viewer.person).order_by("-at")
    return list(rows[:most])


def party_notices(viewer: Actor, case: int) -> list[Notice]:
    """Return what the parties of a case were told, newest first."""
    assert viewer is not None, "notices are for a viewer"
    return list(Notice.objects.filter(case=case, to_parties=True).order_by("-at")[:100])


@dataclass(frozen=True)
class Side:
    """本人一方: the party that the viewer is or represents, and when it got the judgment."""

    party: int
    name: str
    role: PartyRole
    judgment_on: date | None


_SIDES = """
select p.id, p.name, p.role,
       (select min(s.served_on) from cases_service s where s.party_id = p.id and s.of_judgment)
  from cases_party p
 where p.case_id = %(case)s and (p.person_id = %(me)s or exists (
       select from cases_counsel c where c.party_id = p.id and c.person_id = %(me)s))
 order by p.place, p.id
"""


def sides(viewer: Actor, case: int) -> list[Side]:
    """Return the parties of a case that the viewer is or represents, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SIDES, {"case": case, "me": viewer.person})
        return [Side(id_, name, PartyRole(role), on) for id_, name, role, on in cursor.fetchall()]


def closing(viewer: Actor, case: int) -> Closing | None:
    """Return how a case ended, None while it has not."""
    assert viewer is not None, "a closing is for a viewer"
    return Closing.objects.filter(case=case).first()


def appeals(viewer: Actor, case: int) -> list[Appeal]:
    """Return the appeals against the judgment of a case."""
    assert viewer is not None, "appeals are for a viewer"
    return list(Appeal.objects.filter(case=case).order_by("id"))


_PEOPLE = """
select p.id, p.name from people_person p where p.id in (
  select s.person_id from cases_sitting s where s.case_id = %(case)s and s.until_at is null
  union select y.person_id from cases_party y where y.case_id = %(case)s
  union select n.person_id from cases_counsel n where n.case_id = %(case)s
  union select t.person_id from people_tenure t join cases_case c on c.court_id = t.court_id
         where c.id = %(case)s and t.since <= %(day)s and (t.until is null or t.until > %(day)s)
) order by p.sort_key, p.id limit 1000
"""


def people_around(viewer: Actor, case: int, day: date) -> list[Actor]:
    """Return who may have to do with a case: its court, its bench, its parties, in one query."""
    assert viewer is not None, "a case is for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"case": case, "day": day})
        return [Actor(person, name) for person, name in cursor.fetchall()]
