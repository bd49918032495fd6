"""结构化筛查: parties, causes, amounts, series, public bodies, history and linked cases.

Two statements for any number of cases; the second only where a high court has its rules on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.db import connection

from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.supervision import Suspicion
from xiezhi.law.rules.detection import ASKED_FOR, MachineRule
from xiezhi.law.rules.screening import Carried, Hit, LikeEvent, Relation, ScreeningFacts, screen
from xiezhi.law.terms import Area, FourType, Origin, PartyKind, PartyRole
from xiezhi.people.facts import court_rules
from xiezhi.supervision.rules import Standings

SUING = [PartyRole.PLAINTIFF, PartyRole.APPELLANT, PartyRole.INCIDENTAL_PLAINTIFF]
SUED = [PartyRole.DEFENDANT, PartyRole.APPELLEE, PartyRole.AGENCY, PartyRole.ACCUSED]
_SERIES_MOST = 200
"""How many suits of a series are read, of the last year; the rule asks for fewer."""

_CASES = """
select c.id, c.court_id, c.origin, c.judge_id is not null, c.amount, c.due_on,
       c.closed_on is not null, c.circumstances::text,
       (select count(*) from cases_party p where p.case_id = c.id and p.role = any(%(suing)s)),
       (select count(*) from cases_party p where p.case_id = c.id and p.role = any(%(sued)s)),
       array(select distinct on (d.id) coalesce(d.filed_on, d.received_at::date)
               from cases_party p
               join cases_party q on q.name = p.name and q.role = any(%(sued)s)
               join cases_case d on d.id = q.case_id and d.court_id = c.court_id
                                and d.cause_code = c.cause_code
              where p.case_id = c.id and p.role = any(%(sued)s)
                and d.received_at > %(since)s limit %(most)s)
  from cases_case c
 where c.id = any(%(ids)s::bigint[])
"""
_EVENTS = {
    Origin.PROTEST: LikeEvent.PROTEST,
    Origin.REMAND: LikeEvent.REMAND,
    Origin.ORDERED_RETRIAL: LikeEvent.ORDERED_RETRIAL,
}


def hits(
    case_ids: Sequence[int], at: datetime, rules: Mapping[int, Standings], *, related: bool
) -> Iterator[tuple[int, Suspicion]]:
    """Yield what the structure of cases suspects by the rules that speak at their courts.

    With `related`, history, linked cases, public bodies and new causes are looked at too.
    """
    day = at.astimezone(ZONE).date()
    courts, facts = _facts(case_ids, day, at)
    asking = [
        case
        for case, court in courts.items()
        if related and any(rules[court].speaks(rule) for rule in ASKED_FOR)
    ]
    if asking:
        for case, more in _related(asking, day, at).items():
            facts[case] = replace(facts[case], **more)
    for case, known in facts.items():
        for hit in screen(known, day):
            if rules[courts[case]].speaks(hit.rule):
                yield case, _suspicion(hit)


def _suspicion(hit: Hit) -> Suspicion:
    evidence = "；".join(hit.evidence)
    return Suspicion(flag=hit.code, evidence=evidence, rule=hit.rule, version=hit.version)


def _facts(
    case_ids: Sequence[int], day: date, at: datetime
) -> tuple[dict[int, int], dict[int, ScreeningFacts]]:
    """Return the court and the facts of each case."""
    given: dict[str, Any] = {
        "ids": list(case_ids),
        "suing": SUING,
        "sued": SUED,
        "since": at - timedelta(days=366),
        "most": _SERIES_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CASES, given)
        rows = cursor.fetchall()
    rules = court_rules({row[1] for row in rows}, day)
    courts = {row[0]: row[1] for row in rows}
    return courts, {row[0]: _read(row, rules[row[1]].numbers) for row in rows}


def _read(row: tuple[Any, ...], numbers: Mapping[str, int]) -> ScreeningFacts:
    _, _, origin, assigned, amount, due_on, closed, known, suing, sued, series = row
    circumstances = orjson.loads(known)
    events = {event for event in LikeEvent if circumstances.get(event.value)}
    if origin in _EVENTS:
        events.add(_EVENTS[Origin(origin)])
    return ScreeningFacts(
        plaintiffs=suing,
        defendants=sued,
        victims=int(circumstances.get("victims", 0)),
        series_filed_on=tuple(series),
        public_interest_suit=bool(circumstances.get("public_interest")),
        events=frozenset(events),
        overdue_since=None if closed else due_on,
        amount=int(amount) if amount is not None else None,
        assigned=assigned,
        overrides=numbers,
    )


_RELATED = """
with mine as materialized (
  select c.id, c.court_id, c.cause_code, c.kind, coalesce(c.root, c.id) root
    from cases_case c where c.id = any(%(ids)s::bigint[])),
sides as materialized (
  select m.id, m.court_id, m.cause_code, p.name, p.id_number, p.role = any(%(suing)s) sues
    from mine m join cases_party p on p.case_id = m.id
   where p.role = any(%(suing)s) or p.role = any(%(sued)s)),
flagged as materialized (
  select f.case_id, f.code, d.number, d.court_id, d.cause_code, d.closed_on,
         coalesce(d.root, d.id) root
    from supervision_fourtypeflag f join cases_case d on d.id = f.case_id
   where f.state = 'confirmed' and left(f.code, 2) in ('F1', 'F2')
     and f.decided_at > %(history)s),
theirs as materialized (
  select g.*, p.name, p.id_number, p.role = any(%(suing)s) sues
    from flagged g join cases_party p on p.case_id = g.case_id
   where p.role = any(%(suing)s) or p.role = any(%(sued)s)),
met as materialized (
  select s.id, t.case_id, t.code, t.number, s.sues,
         t.closed_on is null and t.court_id = s.court_id and t.cause_code = s.cause_code alike
    from sides s join theirs t on t.name = s.name and t.sues = s.sues and t.case_id <> s.id
     and (s.id_number = '' or t.id_number = '' or s.id_number = t.id_number)),
carried as (
  select m.id, 'linked.lineage' relation, g.code, g.number
    from mine m join flagged g on g.root = m.root and g.case_id <> m.id
  union
  select e.id, 'history.same_parties', e.code, e.number from met e where e.sues
     and exists (select from met d where d.id = e.id and d.case_id = e.case_id and not d.sues)
  union
  select e.id, 'linked.same_defendant', e.code, e.number from met e
   where not e.sues and e.alike and left(e.code, 2) = 'F2'),
causes as materialized (
  select d.court_id, d.cause_code, count(*) cases from cases_case d
   where d.court_id in (select court_id from mine) and d.received_at > %(years)s group by 1, 2)
select m.id,
       array(select p.name from cases_party p
              where p.case_id = m.id and p.kind = %(authority)s
                and split_part(m.kind, '_', 1) = %(civil)s
                and (p.role = any(%(suing)s) or p.role = any(%(sued)s)) order by p.place),
       coalesce((select k.cases from causes k
                  where k.court_id = m.court_id and k.cause_code = m.cause_code), 0) <= 1
         and (select sum(k.cases) from causes k where k.court_id = m.court_id) >= %(least)s,
       array(select distinct on (d.id) coalesce(d.filed_on, d.received_at::date)
               from sides s join cases_party q on q.name = s.name and q.role = any(%(suing)s)
               join cases_case d on d.id = q.case_id and d.court_id = m.court_id
                                and d.cause_code = m.cause_code
              where s.id = m.id and s.sues and d.received_at > %(since)s limit %(most)s),
       array(select json_build_array(x.relation, x.code, coalesce(x.number, '')) from carried x
              where x.id = m.id order by x.relation, x.code, x.number limit %(most)s)
  from mine m
"""


def _related(case_ids: Sequence[int], day: date, at: datetime) -> dict[int, dict[str, Any]]:
    """Return public bodies, unseen causes, serial suits and flags of related cases."""

    def years(name: str) -> datetime:
        return at - timedelta(days=366 * parameter(f"screening.{name}", day))

    given: dict[str, Any] = {
        "ids": list(case_ids),
        "suing": SUING,
        "sued": SUED,
        "since": at - timedelta(days=366),
        "history": years("history_years"),
        "years": years("new_cause_years"),
        "least": parameter("screening.new_cause_cases_min", day),
        "most": _SERIES_MOST,
        "authority": PartyKind.AUTHORITY,
        "civil": Area.CIVIL,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RELATED, given)
        rows = cursor.fetchall()
    return {
        case: {
            "authorities": tuple(authorities),
            "cause_unseen": bool(unseen),
            "serial_filed_on": tuple(serial),
            "carried": tuple(
                Carried(Relation(relation), FourType(code), number)
                for relation, code, number in sorted(carried, key=_order)
            ),
        }
        for case, authorities, unseen, serial, carried in rows
    }


_ORDER = [MachineRule(one.value) for one in (Relation.LINEAGE, Relation.SAME_PARTIES)]


def _order(row: Sequence[str]) -> tuple[int, str, str]:
    """The case's own lineage is named before others' cases."""
    relation = MachineRule(row[0])
    return (_ORDER.index(relation) if relation in _ORDER else len(_ORDER), row[1], row[2])
