"""Screening (筛查): what the structure of cases raises as suspicions, told by the platform."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from django.db import connection
from procrastinate.contrib.django import app

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.supervision import SUSPECT, Suspicion
from xiezhi.law.rules.screening import Hit, LikeEvent, ScreeningFacts
from xiezhi.law.rules.screening import screen as hits_of
from xiezhi.law.terms import Origin, PartyRole
from xiezhi.people.facts import court_rules
from xiezhi.supervision import monitor
from xiezhi.supervision.models import FourTypeFlag


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="supervision.watch", name="supervision.watch")
def each_hour(timestamp: int) -> None:
    """Tell leaders of what nobody answered or submitted."""
    monitor.watch(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="37 0 1 * *")
@app.task(queueing_lock="supervision.sheets", name="supervision.sheets")
def each_month(timestamp: int) -> None:
    """Send the leaders their sheets of the month before."""
    monitor.issue_sheets(datetime.fromtimestamp(timestamp, UTC))


_SUING = [PartyRole.PLAINTIFF, PartyRole.APPELLANT, PartyRole.INCIDENTAL_PLAINTIFF]
_SUED = [PartyRole.DEFENDANT, PartyRole.APPELLEE, PartyRole.AGENCY, PartyRole.ACCUSED]
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


def screen(case_ids: Sequence[int], at: datetime) -> list[Outcome]:
    """Raise what the rules suspect of these cases; what was raised or rejected before stays so.

    Reads in a fixed number of statements, then acts through the gate as the platform (R5.1).
    """
    day = at.astimezone(ZONE).date()
    known = set(FourTypeFlag.objects.filter(case__in=list(case_ids)).values_list("case_id", "code"))
    wishes = [
        Wish(case, _suspicion(hit), key=f"{hit.rule}/{hit.version}")
        for case, facts in _facts(case_ids, day, at).items()
        for hit in hits_of(facts, day)
        if (case, hit.code.value) not in known
    ]
    return perform_many(SUSPECT, SYSTEM, wishes, at=at) if wishes else []


def _suspicion(hit: Hit) -> Suspicion:
    evidence = "；".join(hit.evidence)
    return Suspicion(flag=hit.code, evidence=evidence, rule=hit.rule, version=hit.version)


def _facts(case_ids: Sequence[int], day: date, at: datetime) -> dict[int, ScreeningFacts]:
    given: dict[str, Any] = {
        "ids": list(case_ids),
        "suing": _SUING,
        "sued": _SUED,
        "since": at - timedelta(days=366),
        "most": _SERIES_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CASES, given)
        rows = cursor.fetchall()
    rules = court_rules({row[1] for row in rows}, day)
    return {row[0]: _read(row, rules[row[1]].numbers) for row in rows}


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
