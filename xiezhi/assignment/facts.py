"""Facts of assignment: who could hear a case, with how many tickets, and what was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.registry import provider
from xiezhi.assignment.models import Pool
from xiezhi.assignment.sealed import Sealed, sealed_pools, standings
from xiezhi.law.facts import CaseFacts, Facts
from xiezhi.law.lot import Excluded, Row
from xiezhi.law.lot_values import LotFact
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.tickets import EVEN
from xiezhi.law.terms import Area, Post, State
from xiezhi.lot import tickets
from xiezhi.lot.keys import court_keys

POINT = 100
"""The weight of every case, in hundredths of a point."""
CASE = POINT * tickets.SCALE
"""What one case weighs in the accounts."""


@dataclass
class Judge:
    """名册法官: a judge of the court as the lot sees him or her on a day."""

    person: int
    share: int
    divisions: Mapping[str, int | None]
    """By field of law, the division in which it is heard; none where a court has no divisions."""
    reason: Excluded
    names: frozenset[str]
    """Names of declared relatives and their firms."""
    balance: int
    """The load account, in millionths of a hundredth of a point."""


@dataclass
class Roster:
    """法官名册: the judges of one court on a day, with their load accounts.

    One roster serves all cases of a chunk, and is read once.
    """

    judges: dict[int, Judge] = field(default_factory=dict)
    staff: dict[int, list[tuple[Post, int]]] = field(default_factory=dict)
    """The assistants and clerks of each judge's team."""

    def shares(self, rows: Sequence[Row]) -> dict[int, int]:
        """Return the shares of those who have tickets."""
        return {row.person: self.judges[row.person].share for row in rows if row.weight}

    def pool(self, facts: CaseFacts, without: frozenset[int] = frozenset()) -> list[Row]:
        """Return every judge of the roster with tickets, or with the reason for none."""
        fit = {p: self._reason(judge, facts, without) for p, judge in self.judges.items()}
        even = parameter(EVEN, facts.today, overrides=facts.rules.numbers)
        return [
            Row(person, reason, 0 if reason is not Excluded.NONE else self._tickets(person, even))
            for person, reason in sorted(fit.items())
        ]

    def _tickets(self, person: int, even: int) -> int:
        judge = self.judges[person]
        return tickets.weight(judge.share, judge.balance, even)

    def _reason(self, judge: Judge, facts: CaseFacts, without: frozenset[int]) -> Excluded:
        if judge.reason is not Excluded.NONE:
            return judge.reason
        if not judge.share or facts.area.value not in judge.divisions:
            return Excluded.SCOPE
        if judge.person in facts.former:
            return Excluded.FORMER
        if judge.names & facts.party_names:
            return Excluded.CONFLICT
        if judge.person in facts.kept_out:
            return Excluded.LEADER
        return Excluded.EARLIER if judge.person in without else Excluded.NONE


_ROSTER = """
select t.court_id, t.person_id, max(t.share),
       jsonb_object_agg(a.area, t.division_id) filter (where a.area <> '')::text,
       (select b.kind from people_absence b
         where b.person_id = t.person_id and b.days @> %(day)s::date limit 1),
       array(select r.name from people_relation r
              where r.person_id = t.person_id and (r.until is null or r.until > %(day)s)
             union select r.firm from people_relation r
              where r.person_id = t.person_id and r.firm <> ''
                and (r.until is null or r.until > %(day)s)),
       coalesce((select l.balance from assignment_loadaccount l
                  where l.person_id = t.person_id and l.court_id = t.court_id), 0)
  from people_tenure t
  left join people_division d on d.id = t.division_id
  left join lateral unnest(coalesce(d.areas, %(areas)s::text[])) a (area) on true
 where t.court_id = any(%(courts)s::bigint[]) and t.post = 'judge'
   and t.since <= %(day)s and (t.until is null or t.until > %(day)s)
 group by t.court_id, t.person_id
"""


def rosters(courts: Sequence[int], day: date) -> dict[int, Roster]:
    """Return the judges of courts on a day, in one statement."""
    found = {court: Roster() for court in courts}
    with connection.cursor() as cursor:
        cursor.execute(_ROSTER, {"courts": list(courts), "day": day, "areas": list(Area)})
        rows = cursor.fetchall()
    for court, person, share, divisions, absence, names, balance in rows:
        found[court].judges[person] = Judge(
            person=person,
            share=share,
            divisions=orjson.loads(divisions or "{}"),
            reason=_absence(absence),
            names=frozenset(names),
            balance=balance,
        )
    _teams(found, day)
    return found


_TEAMS = """
select j.person_id, s.post, s.person_id
  from people_teammember j
  join people_teammember s on s.team_id = j.team_id and s.post in ('judge_assistant', 'clerk')
       and s.since <= %(day)s and (s.until is null or s.until > %(day)s)
 where j.person_id = any(%(judges)s::bigint[]) and j.post = 'judge'
   and j.since <= %(day)s and (j.until is null or j.until > %(day)s)
 order by s.id
"""


def _teams(known: dict[int, Roster], day: date) -> None:
    """Add who works in the teams of the judges on the day, one query."""
    home = {person: roster for roster in known.values() for person in roster.judges}
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, {"judges": list(home), "day": day})
        for judge, post, person in cursor.fetchall():
            home[judge].staff.setdefault(judge, []).append((Post(post), person))


def _absence(kind: str | None) -> Excluded:
    if kind is None:
        return Excluded.NONE
    return Excluded.STOP if kind == "stop_assign" else Excluded.LEAVE


def read_rows(pool: Pool) -> list[Row]:
    """Return the rows of a stored pool."""
    return [Row(row["person"], Excluded(row["reason"]), row["weight"]) for row in pool.rows]


@provider("pool")
def pool_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The court's roster, the sealed pool that waits for its draw, what a lot would stand on."""
    courts = sorted({facts.court for facts in basic.values()})
    day = next(iter(basic.values())).today
    known = rosters(courts, day)
    waiting = sealed_pools(ids)
    stands = standings(ids)
    return {
        case: {
            "pool": waiting[case].pool if case in waiting else None,
            "sealed_pool": waiting.get(case),
            "draws": stands[case][0],
            "lot": _lot(basic[case], stands[case][1], waiting.get(case)),
            "roster": known[basic[case].court],
        }
        for case in ids
    }


def _lot(facts: Facts, stand: LotFact, waiting: Sealed | None) -> LotFact:
    """Return what the next lot stands on; a pool that waits is open in every state but its own."""
    unresolved = waiting is not None and not waiting.alone and facts.state is not State.POOLED
    has_key = court_keys().has(facts.court_code)
    return replace(stand, unresolved=unresolved, has_key=has_key)
