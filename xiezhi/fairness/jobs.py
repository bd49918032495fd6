"""分案公平的定时工作: bounds each night, linkages every ten minutes; told by the platform."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.fairness import figures, queries
from xiezhi.fairness.auditing import audit_of
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.bounds import ALERT_BOUNDS, PROPOSE_LINKAGE, BoundAlert, LinkageProposal
from xiezhi.law.powers.fairness import RECORD_AUDIT
from xiezhi.law.rules.bounds import Breach, concentrated, designated_too_often
from xiezhi.law.terms import PartyRole
from xiezhi.people.facts import court_rules
from xiezhi.people.models import Court

SIDES = (
    (PartyRole.PLAINTIFF, PartyRole.APPELLANT),
    (PartyRole.DEFENDANT, PartyRole.APPELLEE, PartyRole.AGENCY, PartyRole.ACCUSED),
)
"""同一原告或者同一被告: who stands on which side."""


@app.periodic(cron="50 18 * * *")  # 02:50 in the courts' zone
@app.task(queueing_lock="fairness.nightly", name="fairness.nightly")
def each_night(timestamp: int) -> None:
    """Look at the whole months that are over, then audit the draws of a year."""
    at = datetime.fromtimestamp(timestamp, UTC)
    watch(at=at)
    audit(at=at)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="fairness.link", name="fairness.link")
def each_ten_minutes(timestamp: int) -> None:
    """Find the cases that may belong to a batch."""
    link(at=datetime.fromtimestamp(timestamp, UTC))


def _courts() -> list[int]:
    return list(Court.objects.order_by("place", "id").values_list("id", flat=True))


def watch(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Alert each court of the bounds that it passed by the end of the last month (R7.8, R7.10).

    Running it again tells nobody twice: an alert stands for its month.
    """
    until = at.astimezone(ZONE).date().replace(day=1)
    month = figures.month_before(until)
    chosen = list(courts) or _courts()
    wishes = [
        Wish(
            court,
            BoundAlert(
                kind=one.kind, month=month, part=one.part, whole=one.whole, limit=one.limit,
                cause=one.cause, organisation=one.organisation,
            ),
            key=f"{one.kind}/{month:%Y-%m}/{one.cause}",
        )
        for court, one in _breaches(chosen, month, until)
    ]  # fmt: skip
    return perform_many(ALERT_BOUNDS, SYSTEM, wishes, at=at) if wishes else []


def _breaches(courts: Sequence[int], month: date, until: date) -> Iterator[tuple[int, Breach]]:
    rules = court_rules(courts, month)
    for one in figures.months(courts, month, until):
        numbers = rules[one.court].numbers
        if breach := designated_too_often(one.designated, one.given, month, numbers):
            yield one.court, breach
    back = parameter("assignment.concentration_months", month)
    for court, stream in figures.streams(courts, figures.month_before(until, back), until):
        for breach in concentrated(stream, month, rules[court].numbers):
            yield court, breach


def audit(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Audit the draws of each court that held any, once a day; court by court, within bounds."""
    day = at.astimezone(ZONE).date()
    done: list[Outcome] = []
    for court in list(courts) or _courts():
        data = audit_of(court, day, queries.last_found(SYSTEM, court))
        if data.lots or data.alone or data.refused:
            wish = Wish(court, data, key=f"audit/{day}")
            done += perform_many(RECORD_AUDIT, SYSTEM, [wish], at=at)
    return done


_RELATED = """
select c.id, f.id from cases_case c
 cross join lateral (
   select coalesce(l.first_id, f.id) id
     from cases_party p
     join cases_party q on q.name = p.name and q.case_id < c.id
      and (q.id_number = '' or p.id_number = '' or q.id_number = p.id_number)
      and ((p.role = any(%(suing)s::text[]) and q.role = any(%(suing)s::text[]))
        or (p.role = any(%(sued)s::text[]) and q.role = any(%(sued)s::text[])))
     join cases_case f on f.id = q.case_id and f.court_id = c.court_id and f.kind = c.kind
      and f.cause_code = c.cause_code and f.closed_on is null and f.number is not null
      and f.state <> 'refused'
      and abs(f.received_at::date - c.received_at::date) <= %(days)s
     left join fairness_linkage l on l.case_id = f.id and l.state = 'joined'
    where p.case_id = c.id order by f.id limit 1) f
 where c.state in ('registered', 'triaged') and c.number is not null and c.cause_code <> ''
   and (%(courts)s::bigint[] is null or c.court_id = any(%(courts)s::bigint[]))
   and not exists (select from fairness_linkage l where l.case_id = c.id)
 order by c.id limit 500
"""


def link(*, at: datetime, courts: Sequence[int] = ()) -> list[Outcome]:
    """Propose for each case that waits for its lot the earliest of its series (R7.9).

    That is an open case of the court, of the same kind and cause, with the same plaintiff or the
    same defendant, received within thirty days before it. One statement, then the gate.
    """
    days = parameter("assignment.linkage_days", at.astimezone(ZONE).date())
    given: dict[str, Any] = {
        "suing": list(SIDES[0]), "sued": list(SIDES[1]), "days": days,
        "courts": list(courts) or None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RELATED, given)
        rows = cursor.fetchall()
    wishes = [
        Wish(case, LinkageProposal(first=first, days=days), key=f"linkage/{first}")
        for case, first in rows
    ]
    return perform_many(PROPOSE_LINKAGE, SYSTEM, wishes, at=at) if wishes else []
