"""Views of fair assignment: for the leaders and offices of a court and of the court above."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.alerts.scope import Overseen
from xiezhi.fairness import figures, queries
from xiezhi.fairness.auditing import LOTS_MOST
from xiezhi.fairness.models import FairnessAudit
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.bounds import APPROVERS
from xiezhi.law.powers.fairness import ANSWER_AUDIT, ANSWERERS
from xiezhi.law.rules.tickets import EVEN
from xiezhi.law.terms import Post
from xiezhi.people.facts import court_rules
from xiezhi.web.components import Button, Tab, Table, Views
from xiezhi.web.exports import exports_of, of_table
from xiezhi.web.fairness import audit, page
from xiezhi.web.fairness import frontier as choice
from xiezhi.web.fairness.reach import chosen, courts_of, reader, today
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import act_word

BACK = 12
SHOWN = 40
SMALL = 2_500
"""Below so many lots of twenty judges a favourite in one case of fifty does not show."""


def court_tabs(courts: list[Overseen], shown: Overseen) -> Views | None:
    """Return the choice of courts, where there is one."""
    if len(courts) == 1:
        return None
    tabs = (Tab(one.name, f"?court={one.id}", current=one == shown) for one in courts)
    return Views(tabs=tuple(tabs), label=_("法院"))


def limits_of(numbers: Mapping[str, int], day: date) -> page.Bounds:
    """Return the bounds that hold for a court with these numbers of its own."""
    names = ("designation_percent", "concentration_percent", "organisations_least",
             "concentration_cases")  # fmt: skip
    return page.Bounds(*(parameter(f"assignment.{one}", day, overrides=numbers) for one in names))


@signed_in
@require_safe
def bounds(request: HttpRequest) -> HttpResponse:
    """How a court gave its cases in twelve months, and which bounds it passed (R7.8–R7.11)."""
    person, held = reader(request)
    courts, viewer, day = courts_of(request, held), actor_of(request), today()
    court = chosen(request, courts)
    since, until = figures.month_before(day, BACK), figures.month_before(day, -1)
    numbers = court_rules([court.id], day)[court.id].numbers
    limits = limits_of(numbers, day)
    months = figures.months([court.id], since, until)
    given = sum(one.given for one in months)
    streams = [one for _court, one in figures.streams([court.id], since, until)]
    tables: dict[str, Table] = {
        "months": page.month_table(months, limits),
        "leaders": page.leader_table(figures.by_leader(court.id, since, until), given),
        "streams": page.stream_table(streams, limits, day, numbers),
    }
    asked = request.GET.get("table", "")
    if request.GET.get("as") in ("csv", "xlsx") and asked in tables:
        return of_table(tables[asked], request.GET["as"], f"assignment-{asked}")
    posts = person.posts if court.id == held.court else frozenset()
    told = queries.alerts(viewer, court.id, since, below=bool(posts & queries.ABOVE), most=SHOWN)
    shown = [figures.month_before(day, n) for n in range(BACK, -1, -1)]
    stops = queries.stops(viewer, [court.id], day)
    context = {
        "court": court.name,
        "courts": court_tabs(courts, court),
        "counts": page.counts(months),
        "chart": page.month_chart(months, shown, limits),
        "alerts": page.alert_table(told, court.id),
        "tables": [(key, table, exports_of(table, {"court": str(court.id), "table": key}))
                   for key, table in tables.items()],
        "small": sum(1 for one in streams if one.cases < limits.cases),
        "limits": limits,
        "linkages": page.linkage_table(queries.linkages(viewer, court.id)),
        "stops": page.stop_table(stops, decides=bool(posts & APPROVERS)),
    }  # fmt: skip
    return render(request, "fairness/bounds.html", context)


def _audited(request: HttpRequest) -> tuple[Overseen, Views | None, FairnessAudit | None, bool]:
    """Return the court that is asked for, the choice of courts, its latest audit, whether own."""
    _person, held = reader(request)
    courts = courts_of(request, held)
    court = chosen(request, courts)
    row = queries.last_audit(actor_of(request), court.id)
    return court, court_tabs(courts, court), row, court.id == held.court


@signed_in
@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    """What last night's audit of a court's draws saw, with n, power, and what it cannot see."""
    court, tabs, row, own = _audited(request)
    context: dict[str, Any] = {"court": court.name, "courts": tabs, "row": row}
    if row is not None:
        names = queries.names_of(actor_of(request), audit.judges_of(row))
        table = audit.test_table(row.figures, names)
        if request.GET.get("as") in ("csv", "xlsx"):
            return of_table(table, request.GET["as"], f"fairness-{row.on}")
        may = own and bool(reader(request)[0].posts & ANSWERERS)
        answer = reverse("court_act", args=[ANSWER_AUDIT.code])
        context |= {
            "counts": audit.audit_counts(row.figures),
            "facts": audit.spread_facts(row.figures),
            "table": table,
            "exports": exports_of(table, {"court": str(court.id)}),
            "blind": [_(one) for one in audit.BLIND],
            "small": row.figures["lots"] < SMALL,
            "answer": Button(label=act_word(ANSWER_AUDIT), href=answer, dialog=True)
            if may
            else None,
        }
    return render(request, "fairness/fairness.html", context)


@signed_in
@require_safe
def frontier(request: HttpRequest) -> HttpResponse:
    """What each setting of the tickets would have done to the court's own year."""
    court, tabs, row, own = _audited(request)
    day = today()
    numbers = court_rules([court.id], day)[court.id].numbers
    now_ = parameter(EVEN, day, overrides=numbers)
    points = row.figures["frontier"] if row else []
    chooses = own and Post.PRESIDENT in reader(request)[0].posts
    table = choice.frontier_table(points, now_, chooses=chooses)
    if request.GET.get("as") in ("csv", "xlsx"):
        return of_table(table, request.GET["as"], "frontier")
    context = {
        "court": court.name,
        "courts": tabs,
        "row": row,
        "now": choice.setting_word(now_),
        "chart": choice.frontier_chart(points, now_, row.figures["lots"] if row else 0),
        "table": table,
        "exports": exports_of(table, {"court": str(court.id)}),
        "most": LOTS_MOST,
    }
    return render(request, "fairness/frontier.html", context)
