"""Facts of courts and persons (已知事实): loaders of the basic ones, providers of the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xiezhi.acts.models import CourtList, Delegation
from xiezhi.acts.registry import provider, subject_kind
from xiezhi.acts.types import Actor, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import (
    ZONE,
    CourtFacts,
    CourtRules,
    Facts,
    KnownPerson,
    Mandate,
    PersonFacts,
)
from xiezhi.law.fields import asked
from xiezhi.law.terms import Level, Post
from xiezhi.people.calendar import VERSION, calendar_of
from xiezhi.people.models import Absence, Account, Court, Person, Relation, Tenure

_RULES = """
select l.court, l.version, r.act, r.kind, r.posts, r.name, r.number
  from (select distinct on (court) id, court, version from acts_courtlist
         where court = any(%s::bigint[]) and since <= %s order by court, since desc, version desc) l
  left join acts_listrow r on r.list_id = l.id
"""


def court_rules(courts: Iterable[int], day: date) -> dict[int, CourtRules]:
    """Return the list of each court in force on a day; a court without one has the plain list."""
    wanted = list(courts)
    found: dict[int, CourtRules] = {court: CourtRules() for court in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_RULES, [wanted, day])
        rows = cursor.fetchall()
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    for court, lines in grouped.items():
        found[court] = CourtRules(
            version=lines[0][1],
            holders={
                row[2]: frozenset(Post(post) for post in row[4])
                for row in lines
                if row[3] == "holders"
            },
            numbers={row[5]: row[6] for row in lines if row[3] == "number"},
            delegable=frozenset(row[2] for row in lines if row[3] == "delegable"),
        )
    return found


_COURT = f"""
select k.id, k.level, k.province, k.code, k.parent_id, w.actor,
       array(select row_to_json(t) from (
         select tt.post, tt.division_id, tt.areas from people_tenure tt
          where tt.person_id = w.actor and tt.court_id = k.id
            and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)) t),
       (select a.kind from people_account a where a.person_id = w.actor),
       array(select row_to_json(t) from (
         select d.id, d.acts, d.giver_post, d.since_at, d.until_at, d.division,
                (d.giver_post <> 'division_head' or d.consent_at is not null) consented
           from acts_delegation d
          where d.taker = w.actor and d.court = k.id and d.revoked_at is null
          order by d.until_at desc) t),
       {VERSION}
  from unnest(%(ids)s::bigint[], %(actors)s::bigint[]) w (subject, actor)
  join people_court k on k.id = w.subject
"""  # noqa: S608 - VERSION is a constant
_OUTSIDE = {"party": Post.PARTY, "lawyer": Post.COUNSEL}


def load_court(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, CourtFacts]:
    """Return the facts of courts, each for its actor, in one statement and the courts' lists."""
    day = at.astimezone(ZONE).date()
    given = {
        "ids": list(actors),
        "actors": [actor.person for actor in actors.values()],
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COURT, given)
        rows = cursor.fetchall()
    rules = court_rules({row[0] for row in rows}, day)
    return {row[0]: _court_facts(row, actors[row[0]], at, rules[row[0]]) for row in rows}


def _court_facts(row: Any, by: Actor, at: datetime, rules: CourtRules) -> CourtFacts:
    id_, level, province, code, parent, actor, tenures, account, mandates, days = row
    posts = {Post(one["post"]) for one in tenures}
    if account in _OUTSIDE:
        posts.add(_OUTSIDE[account])
    divisions = [one["division_id"] for one in tenures if one["post"] == Post.DIVISION_HEAD]
    return CourtFacts(
        at=at,
        actor=actor,
        posts=frozenset({Post.SYSTEM} if by.system else posts),
        subject=id_,
        court=id_,
        court_code=code,
        level=Level(level),
        province=province,
        division=divisions[0] if divisions else None,
        upper=parent,
        mandates=tuple(mandate(one) for one in mandates),
        rules=rules,
        calendar=calendar_of(days),
    )


def mandate(row: dict[str, Any]) -> Mandate:
    """Return a delegation as the gate examines it."""
    return Mandate(
        id=row["id"],
        acts=frozenset(row["acts"]),
        post=Post(row["giver_post"]),
        consented=row["consented"],
        since_at=datetime.fromisoformat(row["since_at"]),
        until_at=datetime.fromisoformat(row["until_at"]),
        division=row["division"],
    )


_PERSON = """
select p.id, p.court_id, w.actor,
       array(select tt.post from people_tenure tt
              where tt.person_id = w.actor and tt.court_id = p.court_id
                and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)),
       exists(select from people_account a where a.person_id = p.id)
  from unnest(%(ids)s::bigint[], %(actors)s::bigint[]) w (subject, actor)
  join people_person p on p.id = w.subject
"""


def load_person(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, PersonFacts]:
    """Return the facts of persons, each for its actor, in one statement."""
    day = at.astimezone(ZONE).date()
    given = {
        "ids": list(actors),
        "actors": [actor.person for actor in actors.values()],
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PERSON, given)
        rows = cursor.fetchall()
    found = {}
    for id_, court, actor, posts, has_account in rows:
        held = {Post(post) for post in posts} | ({Post.SELF} if actor == id_ else set())
        found[id_] = PersonFacts(
            at=at,
            actor=actor,
            posts=frozenset({Post.SYSTEM} if actors[id_].system else held),
            subject=id_,
            court=court or 0,
            own=actor == id_,
            has_account=has_account,
        )
    return found


subject_kind("court", Court, load_court)
subject_kind("person", Person, load_person)


def _of_wishes(function: Any) -> Any:
    function.of_wishes = True
    return function


@provider("lists")
def list_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Versions of courts' lists: number, in force since, filed upward on."""
    found: dict[int, list[Any]] = {}
    rows = CourtList.objects.filter(court__in=list(ids)).order_by("version")
    for row in rows:
        found.setdefault(row.court, []).append((row.version, row.since, row.filed_on))
    return {court: {"lists": tuple(rows)} for court, rows in found.items()}


@provider("delegations")
def delegation_facts(
    ids: Sequence[int], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Delegations given at courts."""
    found: dict[int, dict[int, Any]] = {}
    for row in Delegation.objects.filter(court__in=list(ids)):
        found.setdefault(row.court, {})[row.id] = {
            "giver": row.giver,
            "giver_post": row.giver_post,
            "consented": row.consent_at is not None,
            "revoked": row.revoked_at is not None,
        }
    return {court: {"delegations": rows} for court, rows in found.items()}


@provider("logins")
@_of_wishes
def login_facts(wishes: Sequence[Wish], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Which of the wished logins are taken."""
    wanted = {wish.data.login for wish in wishes if getattr(wish.data, "login", "")}
    taken = frozenset(Account.objects.filter(login__in=wanted).values_list("login", flat=True))
    return {wish.subject: {"logins": taken} for wish in wishes}


@provider("persons")
@_of_wishes
def person_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """The persons whom the wishes name, as the court of the subject knows them."""
    named = {wish.subject: named_persons(wish.data) for wish in wishes if wish.subject in basic}
    everybody = sorted(set().union(*named.values())) if named else []
    if not everybody:
        return {}
    day = next(iter(basic.values())).today
    known = _Known(everybody, day)
    return {
        subject: {
            "persons": {
                person: known.towards(person, basic[subject])
                for person in persons
                if person in known.names
            }
        }
        for subject, persons in named.items()
    }


def named_persons(data: Any) -> set[int]:
    """Return the numbers of persons that an act's data names, in its rows too."""
    found: set[int] = set()
    if data is None or not is_dataclass(data):
        return found
    for part in asked(type(data)):  # type: ignore[arg-type]
        value = getattr(data, part.name)
        if part.kind == "person" and value:
            found.add(value)
        elif part.kind == "persons":
            found.update(value)
        elif part.kind == "rows":
            for row in value:
                found |= named_persons(row)
    return found


class _Known:
    """What the database says of some persons on a day, in four queries."""

    def __init__(self, persons: list[int], day: date) -> None:
        self.names = dict(Person.objects.filter(pk__in=persons).values_list("id", "name"))
        self.posts: dict[tuple[int, int], list[tuple[Post, int | None]]] = {}
        tenures = Tenure.objects.filter(person__in=persons, since__lte=day).exclude(until__lte=day)
        for person, court, post, division in tenures.values_list(
            "person", "court", "post", "division"
        ):
            self.posts.setdefault((person, court), []).append((Post(post), division))
        absent = Absence.objects.filter(person__in=persons, days__contains=day)
        self.absent = set(absent.values_list("person", flat=True))
        self.relations: dict[int, list[Any]] = {}
        for row in Relation.objects.filter(person__in=persons):
            self.relations.setdefault(row.person_id, []).append(row)

    def towards(self, person: int, facts: Facts) -> KnownPerson:
        """Return a person as the court of a subject knows him or her."""
        held = self.posts.get((person, facts.court), [])
        names = getattr(facts, "party_names", frozenset())
        conflicts = tuple(
            f"{row.kind}{row.name}是本案当事人或者代理人"
            for row in self.relations.get(person, ())
            if row.name in names or (row.firm and row.firm in names)
        )
        return KnownPerson(
            name=self.names[person],
            posts=frozenset(post for post, _ in held),
            divisions=frozenset(division for _, division in held if division is not None),
            absent=person in self.absent,
            conflicts=conflicts,
        )
