"""Facts of courts and persons (已知事实): loaders of the basic ones; `providers` has the others."""

from collections.abc import Iterable, Mapping, Sized
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.registry import subject_kind
from xiezhi.acts.types import Actor
from xiezhi.law.act import Act
from xiezhi.law.facts import (
    ZONE,
    CourtFacts,
    CourtRules,
    Mandate,
    PersonFacts,
)
from xiezhi.law.rules.power_list import CHAIN
from xiezhi.law.terms import Level, Post
from xiezhi.people.calendar import VERSION, calendar_of
from xiezhi.people.models import Court, Person

RULES = """
       (select json_build_array(l.version, array(
          select json_build_array(r.act, r.kind, r.posts, r.name, r.number) from acts_listrow r
           where r.list_id = l.id order by r.id))::text
          from acts_courtlist l where l.court = k.id and l.since <= %(day)s
         order by l.since desc, l.version desc limit 1)"""
"""An SQL expression: the list of the court `k` in force on a day, as `rules_of` reads it."""


@lru_cache(maxsize=4096)
def rules_of(text: str | None) -> CourtRules:
    """Return a court's list, kept by its content; one without any has the plain list."""
    if text is None:
        return CourtRules()
    version, rows = orjson.loads(text)
    return CourtRules(
        version=version,
        holders={
            act: frozenset(map(Post, posts)) for act, kind, posts, _, _ in rows if kind == "holders"
        },
        numbers={name: number for _, kind, _, name, number in rows if kind == "number"},
        delegable=frozenset(act for act, kind, *_ in rows if kind == "delegable"),
    )


def court_rules(courts: Iterable[int], day: date) -> dict[int, CourtRules]:
    """Return the list of each court in force on a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select k.id, {RULES} from people_court k where k.id = any(%(courts)s::bigint[])",  # noqa: S608
            {"courts": list(courts), "day": day},
        )
        return {court: rules_of(text) for court, text in cursor.fetchall()}


def wished(actors: Sized) -> str:
    """Return an SQL table `w` of subjects and actors out of the arrays `ids` and `actors`.

    PostgreSQL keeps a plan that does not depend on what it is given: the arrays stand in selects of
    their own, so that it does not count them and plan anew each time.
    """
    if len(actors) == 1:
        return "(select (%(ids)s::bigint[])[1] subject, (%(actors)s::bigint[])[1] actor) w"
    return "unnest((select %(ids)s::bigint[]), (select %(actors)s::bigint[])) w (subject, actor)"


_CHAIN = " or ".join(
    f"(d.giver_post = '{giver}' and h.post in ({', '.join(repr(post.value) for post in takers)}))"
    for giver, takers in CHAIN.items()
)
MANDATES = f"""
       array(select row_to_json(t) from (
         select d.id, d.acts, d.giver_post, d.since_at, d.until_at, d.division,
                (d.giver_post <> 'division_head' or d.consent_at is not null) consented
           from acts_delegation d
          where d.taker = w.actor and d.court = k.id and d.revoked_at is null
            and exists(select from people_tenure h where h.person_id = d.giver
                          and h.court_id = k.id and h.post = d.giver_post and h.since <= %(day)s
                          and (h.until is null or h.until > %(day)s))
            and exists(select from people_tenure h where h.person_id = d.taker
                          and h.court_id = k.id and ({_CHAIN}) and h.since <= %(day)s
                          and (h.until is null or h.until > %(day)s))
          order by d.until_at desc) t)"""  # noqa: S608 - made of constants
"""An SQL expression: the delegations to the actor `w.actor` at the court `k`, not revoked.

A delegation is carried by two posts: it ends with the giver's, and with the taker's.
"""

_COURT = f"""
select k.id, k.level, k.province, k.code, k.parent_id, w.actor,
       array(select row_to_json(t) from (
         select tt.post, tt.division_id, tt.areas from people_tenure tt
          where tt.person_id = w.actor and tt.court_id = k.id
            and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)) t),
       (select a.kind from people_account a where a.person_id = w.actor),
{MANDATES},
       {VERSION},
{RULES}
  from {{wished}}
  join people_court k on k.id = w.subject
"""  # noqa: S608 - made of constants
_OUTSIDE = {"party": Post.PARTY, "lawyer": Post.COUNSEL}


def load_court(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, CourtFacts]:
    """Return the facts of courts, each for its actor, in one statement."""
    day = at.astimezone(ZONE).date()
    given: dict[str, Any] = {
        "ids": list(actors),
        "actors": [actor.person for actor in actors.values()],
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COURT.format(wished=wished(actors)), given)
        rows = cursor.fetchall()
    return {row[0]: _court_facts(row, actors[row[0]], at) for row in rows}


def _court_facts(row: Any, by: Actor, at: datetime) -> CourtFacts:
    id_, level, province, code, parent, actor, tenures, account, mandates, days, rules = row
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
        rules=rules_of(rules),
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
       (select a.is_active from people_account a where a.person_id = p.id)
  from {wished}
  join people_person p on p.id = w.subject
"""


def load_person(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, PersonFacts]:
    """Return the facts of persons, each for its actor, in one statement."""
    day = at.astimezone(ZONE).date()
    given: dict[str, Any] = {
        "ids": list(actors),
        "actors": [actor.person for actor in actors.values()],
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PERSON.format(wished=wished(actors)), given)
        rows = cursor.fetchall()
    found = {}
    for id_, court, actor, posts, active in rows:
        held = {Post(post) for post in posts} | ({Post.SELF} if actor == id_ else set())
        found[id_] = PersonFacts(
            at=at,
            actor=actor,
            posts=frozenset({Post.SYSTEM} if actors[id_].system else held),
            subject=id_,
            court=court or 0,
            own=actor == id_,
            has_account=active is not None,
            active=bool(active),
        )
    return found


subject_kind("court", Court, load_court)
subject_kind("person", Person, load_person)
