"""What may be read of bounds, batches and stops: by the court's leaders and offices, and above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiezhi.acts.types import Actor
from xiezhi.fairness.models import BoundAlert, FairnessAudit, Linkage, StopRequest
from xiezhi.law.powers.people import AbsenceKind
from xiezhi.law.terms import COURT_LEADERS, LinkageState, Post
from xiezhi.people.models import Absence, Person

READERS = COURT_LEADERS | {
    Post.FILING_OFFICER, Post.TRIAL_MANAGEMENT, Post.INSPECTION, Post.AUDITOR,
}  # fmt: skip
"""Who reads how the cases of the own court are given."""
ABOVE = frozenset({Post.PRESIDENT, Post.VICE_PRESIDENT, Post.TRIAL_MANAGEMENT})
"""Who is told what the court above is told (R7.10)."""


@dataclass(frozen=True)
class Stop:
    """停止分案一行: whose, over which days; `request` where it still waits."""

    name: str
    since: date
    until: date
    reason: str
    by: str
    request: int | None = None


def alerts(viewer: Actor, court: int, since: date, *, below: bool, most: int) -> list[BoundAlert]:
    """Return the alerts of a court from a month on, with those that the courts below send up."""
    assert viewer is not None, "alerts are for a viewer"
    mine = Q(court=court)
    if below:
        mine |= Q(court__parent=court, upward=True)
    rows = BoundAlert.objects.filter(mine, month__gte=since).select_related("court")
    return list(rows.order_by("-month", "court__place", "kind", "cause")[:most])


def linkages(viewer: Actor, court: int, most: int = 200) -> list[Linkage]:
    """Return the cases of a court that wait for a decision, or for the judge of their batch."""
    assert viewer is not None, "linkages are for a viewer"
    open_ = [LinkageState.PROPOSED, LinkageState.JOINED]
    rows = Linkage.objects.filter(case__court=court, case__judge=None, state__in=open_)
    return list(rows.select_related("case", "first__judge").order_by("first", "case")[:most])


def stops(viewer: Actor, courts: Sequence[int], day: date) -> list[Stop]:
    """Return the stops that wait for a decision, then those that are in force or ahead."""
    assert viewer is not None, "stops are for a viewer"
    waiting = StopRequest.objects.filter(court__in=list(courts), granted=None)
    found = [
        Stop(row.person.name, row.since, row.until, row.reason, row.asked_by.name, row.id)
        for row in waiting.select_related("person", "asked_by").order_by("id")
    ]
    running = Absence.objects.filter(
        person__court__in=list(courts), kind=AbsenceKind.STOP, days__endswith__gt=day
    )
    found += [
        Stop(
            row.person.name, row.days.lower, row.days.upper, row.reason, row.approved_by.name
        )
        for row in running.select_related("person", "approved_by").order_by("days", "id")
    ]  # fmt: skip
    return found


def last_audit(viewer: Actor, court: int) -> FairnessAudit | None:
    """Return the latest audit of a court's draws."""
    assert viewer is not None, "audits are for a viewer"
    rows = FairnessAudit.objects.filter(court=court).select_related("answered_by")
    return rows.order_by("-on").first()


def last_found(viewer: Actor, court: int) -> list[str]:
    """Return the codes of the tests by which the latest audit of a court found something."""
    last = last_audit(viewer, court)
    return [one["code"] for one in last.figures["tests"] if one["found"]] if last else []


def names_of(viewer: Actor, people: Sequence[int]) -> dict[int, str]:
    """Return the names of judges of whom an audit speaks."""
    assert viewer is not None, "names are for a viewer"
    return dict(Person.objects.filter(pk__in=list(people)).values_list("id", "name"))
