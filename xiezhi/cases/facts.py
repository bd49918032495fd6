"""Facts of a case (案件已知事实): the basic ones in one statement, the others by providers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.registry import provider, subject_kind
from xiezhi.acts.types import Actor
from xiezhi.cases.clocks import clocks
from xiezhi.cases.models import Case, Recusal
from xiezhi.law.act import Act
from xiezhi.law.facts import (
    ZONE,
    CaseFacts,
    DeliberationFact,
    DraftFact,
    Facts,
    HearingFact,
    PendingExtension,
    PendingRecusal,
    Sitter,
)
from xiezhi.law.terms import (
    COURT_LEADERS,
    Area,
    CaseKind,
    Level,
    Origin,
    Post,
    Procedure,
    Seat,
    State,
)
from xiezhi.law.time_limits.terms import ExtensionGround
from xiezhi.people.calendar import VERSION, calendar_of
from xiezhi.people.facts import MANDATES, RULES, mandate, rules_of, wished

_SQL = f"""
select c.id, c.court_id, c.division_id, c.kind, c.origin, c.state, c.procedure, c.number,
       c.received_at, c.filed_on, c.closed_on, c.circumstances::text,
       k.level, k.province, k.code, u.level,
       array(select row_to_json(t) from (
         select s.person_id, p.name, s.seat, p.is_juror, s.drawn_on,
                array(select tt.post from people_tenure tt where tt.person_id = s.person_id
                        and tt.court_id = c.court_id and tt.post = any(%(leads)s::text[])
                        and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)) leads
           from cases_sitting s join people_person p on p.id = s.person_id
          where s.case_id = c.id and s.until_at is null order by s.id) t),
       array(select row_to_json(t) from (
         select tt.post, tt.court_id, tt.division_id, tt.areas from people_tenure tt
          where tt.person_id = w.actor and tt.court_id in (c.court_id, k.parent_id)
            and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)) t),
       array(select distinct q.act from acts_prompt q
              where q.subject = c.id and q.settled_by is null),
       exists(select from cases_party y where y.case_id = c.id and y.person_id = w.actor),
       exists(select from cases_counsel y where y.case_id = c.id and y.person_id = w.actor),
       array(select row_to_json(t) from (
         select y.id, y.role, y.name from cases_party y where y.case_id = c.id order by y.place) t),
       array(select unnest(array[y.name, y.firm]) from cases_counsel y where y.case_id = c.id),
{MANDATES},
       (select e.at from ledger_entry e where e.subject = c.id and e.seq = c.seq),
       {VERSION},
{RULES},
       w.actor
  from {{wished}}
  join cases_case c on c.id = w.subject
  join people_court k on k.id = c.court_id
  left join people_court u on u.id = k.parent_id
"""  # noqa: S608 - made of constants
_SEATS = {
    Seat.PRESIDING: Post.PRESIDING_JUDGE,
    Seat.MEMBER: Post.PANEL_MEMBER,
    Seat.JUROR: Post.JUROR,
    Seat.ASSISTANT: Post.JUDGE_ASSISTANT,
    Seat.CLERK: Post.CLERK,
}
_OF_DIVISION = frozenset({Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD})
_BY_SEAT_ONLY = frozenset({Post.JUDGE, Post.JUROR, Post.JUDGE_ASSISTANT, Post.CLERK})


def load_case(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, CaseFacts]:
    """Return the basic facts of cases, each for its actor, in one statement."""
    rows = _loaded(list(actors), [actor.person for actor in actors.values()], at)
    return {row[0]: _facts(row, actors[row[0]], at) for row in rows}


def load_for_each(case: int, people: Sequence[Actor], at: datetime) -> dict[int, CaseFacts]:
    """Return the basic facts of one case for each of several persons, in one statement."""
    known = {one.person: one for one in people}
    rows = _loaded([case] * len(known), list(known), at)
    return {row[-1]: _facts(row, known[row[-1]], at) for row in rows}


def _loaded(cases: list[int], people: list[int], at: datetime) -> list[Any]:
    given: dict[str, Any] = {
        "ids": cases,
        "actors": people,
        "day": at.astimezone(ZONE).date(),
        "leads": [post.value for post in COURT_LEADERS],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(wished=wished(cases)), given)
        return list(cursor.fetchall())


def _facts(row: Any, by: Actor, at: datetime) -> CaseFacts:
    (id_, court, division, kind, origin, state, procedure, number, received, filed, closed, known,
     level, province, code, upper, sitters, tenures, duties, party, counsel, parties,
     agents, mandates, last_at, days, rules, _) = row  # fmt: skip
    kind = CaseKind(kind)
    sitting = tuple(_sitter(one) for one in sitters)
    procedure = Procedure(procedure) if procedure else None
    own, outside = _court_posts(tenures, court, division, kind.area)
    own |= _seat_posts(by.person, sitting, single=procedure is not None and procedure.single)
    own |= {post for post, here in ((Post.PARTY, party), (Post.COUNSEL, counsel)) if here}
    return CaseFacts(
        at=at,
        actor=by.person,
        posts=frozenset({Post.SYSTEM} if by.system else own),
        uncovered=frozenset(outside),
        subject=id_,
        last_at=last_at,
        court=court,
        court_code=code,
        division=division,
        level=Level(level),
        upper_level=Level(upper) if upper else None,
        province=province,
        state=State(state),
        kind=kind,
        origin=Origin(origin),
        procedure=procedure,
        number=number or "",
        received_on=received.astimezone(ZONE).date(),
        filed_on=filed,
        closed_on=closed,
        circumstances=orjson.loads(known),
        sitters=sitting,
        duties=frozenset(duties),
        parties={one["id"]: one["role"] for one in parties},
        party_names=frozenset({one["name"] for one in parties} | set(agents)) - {""},
        mandates=tuple(mandate(one) for one in mandates),
        rules=rules_of(rules),
        calendar=calendar_of(days),
    )


def _sitter(row: dict[str, Any]) -> Sitter:
    leads = frozenset(Post(post) for post in row["leads"])
    drawn = date.fromisoformat(row["drawn_on"]) if row["drawn_on"] else None
    return Sitter(row["person_id"], row["name"], Seat(row["seat"]), leads, row["is_juror"], drawn)


def _court_posts(
    tenures: list[dict[str, Any]], court: int, division: int | None, area: Area
) -> tuple[set[Post], set[Post]]:
    """Return the posts that cover the case and those whose portfolio or division does not."""
    own: set[Post] = set()
    outside: set[Post] = set()
    for row in tenures:
        post = Post(row["post"])
        if row["court_id"] != court:
            if post is Post.PRESIDENT:
                own.add(Post.UPPER_PRESIDENT)
            continue
        if post in _BY_SEAT_ONLY:
            continue
        covered = True
        if post in _OF_DIVISION:
            covered = division is None or row["division_id"] == division
        elif post in (Post.VICE_PRESIDENT, Post.AC_FULLTIME_MEMBER):
            covered = area.value in row["areas"]
        (own if covered else outside).add(post)
    return own, outside - own


def _seat_posts(person: int, sitting: Sequence[Sitter], *, single: bool) -> set[Post]:
    posts: set[Post] = set()
    for one in sitting:
        if one.person != person:
            continue
        if one.seat is Seat.HANDLING:
            posts.add(Post.SOLE_JUDGE if single else Post.HANDLING_JUDGE)
        else:
            posts.add(_SEATS[one.seat])
    return posts


subject_kind("case", Case, load_case)


@provider("clock")
def clock_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The time limits of cases."""
    return {case: {"clock": clock} for case, clock in clocks(ids).items()}


def _rows(sql: str, ids: Sequence[int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids)])
        return list(cursor.fetchall())


def _grouped(rows: Sequence[Any], build: Any) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(build(*row[1:]))
    return {case: tuple(values) for case, values in found.items()}


@provider("hearings")
def hearing_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Hearings, who was present, how often one was put off."""
    rows = _rows(
        "select h.case_id, h.id, h.state, lower(h.during),"
        " array(select a.person_id from cases_attendance a"
        "        where a.hearing_id = h.id and a.present), h.minutes <> '', h.ended_at is not null,"
        " (select count(*) from cases_postponement p where p.case_id = h.case_id)"
        " from cases_hearing h where h.case_id = any(%s::bigint[]) order by lower(h.during), h.id",
        ids,
    )
    put_off = {row[0]: row[-1] for row in rows}
    hearings = _grouped(
        [row[:-1] for row in rows],
        lambda id_, state, starts, present, recorded, ended: HearingFact(
            id_, state, starts, frozenset(present), recorded, ended
        ),
    )
    return {
        case: {"hearings": values, "postponements": put_off[case]}
        for case, values in hearings.items()
    }


@provider("deliberation")
def deliberation_facts(
    ids: Sequence[int], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """The latest round of deliberation."""
    rows = _rows(
        "select distinct on (d.case_id) d.case_id, d.id, d.round, d.voters,"
        " array(select b.person_id from cases_ballot b where b.deliberation_id = d.id),"
        " r.id is not null, coalesce(r.decided, false), coalesce(r.must_refer, false),"
        " (select count(*) from cases_deliberationresult s where s.case_id = d.case_id and s.split)"
        " from cases_deliberation d"
        " left join cases_deliberationresult r on r.deliberation_id = d.id"
        " where d.case_id = any(%s::bigint[]) order by d.case_id, d.round desc",
        ids,
    )
    return {
        case: {
            "deliberation": DeliberationFact(
                id_, number, frozenset(voters), frozenset(sealed), opened, decided, refer, splits
            )
        }
        for case, id_, number, voters, sealed, opened, decided, refer, splits in rows
    }


@provider("draft")
def draft_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The latest version of the document of judgment and who signed it."""
    rows = _rows(
        "select distinct on (d.case_id) d.case_id, d.id, d.version, d.author_id,"
        " d.submitted_at is not null, d.issued_at is not null,"
        " array(select s.person_id from cases_signature s where s.draft_id = d.id order by s.id)"
        " from cases_draft d where d.case_id = any(%s::bigint[])"
        " order by d.case_id, d.version desc",
        ids,
    )
    return {
        case: {"draft": DraftFact(id_, version, author, submitted, issued, tuple(signed))}
        for case, id_, version, author, submitted, issued, signed in rows
    }


@provider("extensions")
def extension_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Applications for an extension that wait."""
    rows = _rows(
        "select case_id, id, applied_on, amount, unit, upward, ground from cases_extension"
        " where case_id = any(%s::bigint[]) and granted is null order by id",
        ids,
    )
    waiting = _grouped(
        rows,
        lambda id_, on, amount, unit, upward, ground: PendingExtension(
            id_, on, amount, unit, upward, ExtensionGround(ground) if ground else None
        ),
    )
    return {case: {"extensions": values} for case, values in waiting.items()}


@provider("recusals")
def recusal_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Applications for recusal that wait, and how often refused ones were reviewed."""
    found: dict[int, dict[str, Any]] = {}
    for row in Recusal.objects.filter(case__in=list(ids)).order_by("id"):
        facts = found.setdefault(row.case_id, {"recusals": (), "recusal_reviews": {}})
        if row.decided_at is None:
            on = row.applied_at.astimezone(ZONE).date()
            facts["recusals"] += (PendingRecusal(row.id, row.person_id, on, row.own),)
        elif not row.upheld:
            facts["recusal_reviews"][row.person_id] = int(row.reviewed)
    return found


@provider("closing")
def closing_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Pronouncement, service of the judgment, appeals."""
    rows = _rows(
        "select c.id, z.pronounced_on, coalesce(z.id, 0),"
        " array(select s.party_id from cases_service s where s.case_id = c.id and s.of_judgment),"
        " (select max(s.served_on) from cases_service s where s.case_id = c.id and s.of_judgment),"
        " (select count(*) from cases_appeal a where a.case_id = c.id)"
        " from cases_case c left join cases_closing z on z.case_id = c.id"
        " where c.id = any(%s::bigint[])",
        ids,
    )
    return {
        case: {
            "pronounced_on": on,
            "closing": row,
            "served": frozenset(served),
            "last_served_on": last,
            "appeals": appeals,
        }
        for case, on, row, served, last, appeals in rows
    }


@provider("former")
def former_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Who took part in earlier cases of the lineage, assistants and clerks included (P8)."""
    rows = _rows(
        "select c.id, s.person_id from cases_case c"
        " join cases_case e on (e.root = c.root or e.id = c.root) and e.id < c.id"
        " join cases_sitting s on s.case_id = e.id"
        " where c.id = any(%s::bigint[]) and c.root is not null",
        ids,
    )
    persons = _grouped(rows, lambda person: person)
    return {case: {"former": frozenset(values)} for case, values in persons.items()}
