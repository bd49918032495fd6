"""院庭长办案的定时工作: proposals, signs of nominal handling, shortages; told by the platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from xiezhi.acts.examine import examine, refuses
from xiezhi.acts.gate import facts_of, perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.leaders import (
    NOTE_SHORTAGE,
    PROPOSE,
    SUSPECT,
    ProposalData,
    ShortageData,
    SignalEntry,
    Suspicion,
)
from xiezhi.law.rules.leader_cases import Candidate, first_of, is_suspect, signals
from xiezhi.law.rules.quota import quarter_end, shortage
from xiezhi.law.terms import Origin, Post
from xiezhi.leaders import rows
from xiezhi.leaders.completion import Line, completions
from xiezhi.people.models import Court

LOOKED_BACK = 92
"""Days after closing in which signs of nominal handling are looked for."""


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="leaders.propose", name="leaders.propose_waiting")
def each_ten_minutes(timestamp: int) -> None:
    """Propose the tagged cases that wait to be assigned."""
    propose_waiting(at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="leaders.nightly", name="leaders.nightly")
def each_night(timestamp: int) -> None:
    """Look for signs of nominal handling; after a quarter's end, for shortages."""
    at = datetime.fromtimestamp(timestamp, UTC)
    look(at=at)
    note_shortages(at=at)


def _courts() -> list[int]:
    return list(Court.objects.order_by("place", "id").values_list("id", flat=True))


def last_month_end(day: date) -> date:
    """Return the last day of the month before; figures stand for whole months."""
    return day.replace(day=1) - timedelta(days=1)


_WAITING = f"""
select c.id, c.court_id, split_part(c.kind, '_', 1)
  from cases_case c
 where c.court_id = any(%(courts)s::bigint[]) and {rows.WAITS}
   and not exists(select from leaders_proposal p where p.case_id = c.id)
 order by c.received_at, c.id limit 500
"""  # noqa: S608 - made of constants
_IN_HAND = """
select person, count(*) from (
  select c.judge_id person from cases_case c
   where c.judge_id = any(%(people)s::bigint[]) and c.closed_on is null
   union all
  select p.person_id from leaders_proposal p join cases_case c on c.id = p.case_id
   where p.person_id = any(%(people)s::bigint[]) and c.judge_id is null
     and c.state in ('triaged', 'pooled')) t
 group by person
"""
_HEARD = """
select t.court_id, t.person_id, a.area from people_tenure t
  left join people_division d on d.id = t.division_id
  left join lateral unnest(d.areas) a (area) on true
 where t.court_id = any(%(courts)s::bigint[]) and t.post = 'judge' and t.since <= %(day)s
   and (t.until is null or t.until > %(day)s)
"""


def _rows(sql: str, **given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


@dataclass
class _Choice:
    """A waiting case with the leaders who could take it, of whom some were found barred."""

    case: int
    candidates: list[Candidate]


def propose_waiting(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Propose each tagged case that waits to the leader who wants most cases (R8.4).

    Whoever may not hear it (former participants, relatives, absent) is passed over. What a leader
    has in hand counts, so that one does not get all.
    """
    day = at.astimezone(ZONE).date()
    chosen = list(courts) or _courts()
    waiting = _rows(_WAITING, courts=chosen)
    if not waiting:
        return []
    last = last_month_end(day)
    lines = [one for one in completions(chosen, last.year, last) if one.in_quota]
    hands = dict(_rows(_IN_HAND, people=[one.person for one in lines]))
    heard: dict[tuple[int, int], set[str | None]] = {}
    for court, person, area in _rows(_HEARD, courts=chosen, day=day):
        heard.setdefault((court, person), set()).add(area)
    outcomes: list[Outcome] = []
    for case, court, area in waiting:
        free = [
            Candidate(one.person, place, _wants(one, hands))
            for place, one in enumerate(lines)
            if one.court == court and heard.get((court, one.person), set()) & {None, area}
        ]
        wish = _first_free(_Choice(case, free), at)
        if wish is not None:
            hands[wish.data.leader] = hands.get(wish.data.leader, 0) + 1
            outcomes += perform_many(PROPOSE, SYSTEM, [wish], at=at)
    return outcomes


def _wants(one: Line, hands: dict[int, int]) -> Fraction:
    done = one.done
    behind = done.target - done.counted if done else Fraction(0)
    return behind - hands.get(one.person, 0)


def _first_free(choice: _Choice, at: datetime) -> Wish | None:
    """Return the wish that the gate will accept, asking it beforehand and leaving no trace."""
    left = list(choice.candidates)
    while (one := first_of(left)) is not None:
        data = ProposalData(leader=one.person, deficit=max(int(one.deficit * 1000), 0))
        wish = Wish(choice.case, data, by=SYSTEM)
        facts = facts_of(PROPOSE, [wish], at).get(choice.case)
        if facts is not None and not refuses(examine(PROPOSE, facts, data)):
            return wish
        left.remove(one)
    return None


def look(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Raise the closed cases in which two or more signs speak of nominal handling (R8.5).

    Cases of before the platform have no trace here, so nothing is read from its absence.
    """
    day = at.astimezone(ZONE).date()
    since = day - timedelta(days=LOOKED_BACK)
    posts = rows.held(list(courts) or _courts(), since, day)
    leaders = {one.person for one in posts if one.post is not Post.JUDGE}
    known = rows.leader_cases(leaders, since, day)
    cases = [one for one in known if not one.suspected and one.origin is not Origin.HISTORY]
    minutes = parameter("leaders.ballot_minutes", day)
    least = parameter("leaders.nominal_signals", day)
    wishes = []
    for one, trace in zip(cases, rows.traces(cases), strict=True):
        found = signals(trace, minutes)
        if is_suspect(found, least):
            entries = tuple(SignalEntry(kind=s.kind, evidence=s.evidence) for s in found)
            data = Suspicion(leader=one.person, signals=entries)
            wishes.append(Wish(one.case, data, key=f"nominal/{one.person}"))
    return perform_many(SUSPECT, SYSTEM, wishes, at=at) if wishes else []


def note_shortages(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Note whose cases fall short at the end of the last quarter (R8.7); once a quarter."""
    last = _last_quarter_end(at.astimezone(ZONE).date())
    quarter = last.month // 3
    wishes = []
    for one in completions(list(courts) or _courts(), last.year, last):
        kind = shortage(one.done, quarter, last) if one.done else None
        if one.done is None or kind is None:
            continue
        data = ShortageData(
            year=last.year,
            quarter=quarter,
            kind=kind,
            target=one.done.target,
            counted=int(one.done.counted * 1000),
        )
        wishes.append(Wish(one.person, data, key=f"{last.year}/{quarter}"))
    return perform_many(NOTE_SHORTAGE, SYSTEM, wishes, at=at) if wishes else []


def _last_quarter_end(day: date) -> date:
    ends = [quarter_end(year, q) for year in (day.year - 1, day.year) for q in (1, 2, 3, 4)]
    return max(end for end in ends if end < day)
