"""识别: which cases wait to be read, and the suspicions that their texts and structure raise.

A fixed number of statements for a chunk of cases; suspicions go through the gate (R5.1).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.detection.detect import Finding, find
from xiezhi.detection.reading import read
from xiezhi.detection.versions import Version
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.files import ADD
from xiezhi.law.powers.filing import AMEND, RECEIVE, SUPPLY_CORRECTION
from xiezhi.law.powers.supervision import CONFIRM, FLAG, SUSPECT, Suspicion
from xiezhi.supervision.models import FourTypeFlag
from xiezhi.supervision.rules import standings
from xiezhi.supervision.structure import SUED, hits

WATCHED = (RECEIVE, SUPPLY_CORRECTION, AMEND, ADD)
"""Acts after which the facts of a case are others."""
_TELLING = (CONFIRM, FLAG)
"""Acts after which related cases are looked at again."""
BATCH = 5_000
_BACK = "6 hours"
_RELATED_MOST = 200
_EVIDENCE_CHARS_MAX = 2000
LODGED = "《{name}》："
"""How a quote from a lodged paper begins."""

_WAITING = """
with last as (
  select coalesce(max(at), '-infinity') - %(back)s::interval as at from supervision_reading),
fresh as (
  select e.subject id, e.seq, e.at from ledger_entry e
   where e.at >= (select at from last) and e.outcome = 'accepted'
     and e.act = any(%(acts)s::text[])),
told as (
  select e.subject id, e.at, c.court_id, c.cause_code, coalesce(c.root, c.id) root
    from ledger_entry e join cases_case c on c.id = e.subject
   where e.at >= (select at from last) and e.outcome = 'accepted'
     and e.act = any(%(telling)s::text[])),
related as (
  select d.id, 0 seq, t.at from told t
    join lateral (
      (select c.id from cases_case c where coalesce(c.root, c.id) = t.root and c.id <> t.id)
      union
      (select c.id from cases_party p
         join cases_party q on q.name = p.name and q.role = any(%(sued)s)
         join cases_case c on c.id = q.case_id and c.court_id = t.court_id
                          and c.cause_code = t.cause_code and c.closed_on is null
        where p.case_id = t.id and p.role = any(%(sued)s) and c.id <> t.id
        limit %(most)s)) d on true)
select w.id, greatest(max(w.seq), coalesce(max(r.seq), 0)), max(w.at)
  from (select * from fresh union all select * from related) w
  join cases_case c on c.id = w.id and c.state = any(%(states)s::text[])
  left join supervision_reading r on r.case_id = w.id
 where r.case_id is null or r.seq < w.seq or (w.seq = 0 and r.at < w.at)
 group by w.id order by max(w.at), w.id limit %(batch)s
"""


@dataclass(frozen=True)
class Waiting:
    """待识别: a case with what is new in it: the entry of its chain, and when that was."""

    case: int
    seq: int
    at: datetime


def waiting() -> list[Waiting]:
    """Return the cases whose facts are newer than their last reading, in one statement."""
    given = {
        "acts": [act.code for act in WATCHED],
        "telling": [act.code for act in _TELLING],
        "states": sorted(state.value for state in SUSPECT.states),
        "sued": list(SUED),
        "back": _BACK,
        "most": _RELATED_MOST,
        "batch": BATCH,
    }
    return [Waiting(*row) for row in _rows(_WAITING, given)]


_TEXTS = """
select c.id, c.court_id, c.cause, c.claims, c.facts from cases_case c
 where c.id = any(%(ids)s::bigint[]) and c.state = any(%(states)s::text[])
 order by c.id
"""


def raise_from(
    cases: Sequence[int], lodged: Mapping[int, Sequence[tuple[str, str]]], at: datetime
) -> list[Outcome]:
    """Raise what structure and texts of these cases suspect; what was answered before stays so.

    `lodged` holds name and text of papers by case. Of each type one suspicion is raised: that of
    structure before that of texts, and of texts the surest.
    """
    day = at.astimezone(ZONE).date()
    states = sorted(state.value for state in SUSPECT.states)
    rows = _rows(_TEXTS, {"ids": list(cases), "states": states})
    rules = standings({row[1] for row in rows}, day)
    known = set(FourTypeFlag.objects.filter(case__in=list(cases)).values_list("case_id", "code"))
    found: dict[tuple[int, str], Suspicion] = {}
    for case, said in hits([row[0] for row in rows], at, rules, related=True):
        found.setdefault((case, said.flag.value), said)
    for case, court, cause, claims, facts in rows:
        papers = [("", f"{claims}\n{facts}"), *lodged.get(case, ())]
        for said in suspicions(cause, papers, rules[court].texts()):
            found.setdefault((case, said.flag.value), said)
    wishes = [
        Wish(case, said, key=f"{said.rule}/{said.version}/{said.flag}")
        for (case, code), said in found.items()
        if (case, code) not in known
    ]
    return perform_many(SUSPECT, SYSTEM, wishes, at=at) if wishes else []


def suspicions(
    cause: str, texts: Sequence[tuple[str, str]], versions: Sequence[Version]
) -> Iterator[Suspicion]:
    """Yield what rules suspect of the texts of one case, of each type the surest text first."""
    best: dict[str, list[tuple[str, Finding]]] = {}
    for name, text in texts:
        if not text.strip() or not versions:
            continue
        for finding in find(read(cause, text), versions):
            best.setdefault(finding.code, []).append((name, finding))
    for found in best.values():
        found.sort(key=lambda one: -one[1].confidence)
        yield _suspicion(found)


def _suspicion(found: Sequence[tuple[str, Finding]]) -> Suspicion:
    finding = found[0][1]
    rule, _, version = finding.rule.partition("@")
    lines = [
        f"{LODGED.format(name=name) if name else ''}{quote}"
        for name, one in found
        for quote in one.evidence
    ]
    kept = []
    room = _EVIDENCE_CHARS_MAX
    for line in dict.fromkeys(" ".join(line.split()) for line in lines):
        if len(line) + 1 <= room:
            kept.append(line)
            room -= len(line) + 1
    return Suspicion(
        flag=finding.code,
        evidence="\n".join(kept),
        rule=rule,
        version=version,
        confidence=round(100 * finding.confidence),
    )


def _rows(sql: str, given: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
