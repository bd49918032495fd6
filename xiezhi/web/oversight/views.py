"""Views of oversight: only for those who may read the trace of the courts shown."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.models import CourtList
from xiezhi.acts.registry import kinds
from xiezhi.alerts.filing import filed
from xiezhi.alerts.rehearsal import rehearse
from xiezhi.alerts.scope import Overseen, overseen
from xiezhi.alerts.trace_report import TraceReport, report
from xiezhi.law.facts import ZONE, CourtFacts
from xiezhi.web.chrome import now
from xiezhi.web.exports import answer
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.oversight.lists import filing_table, rehearsal_page
from xiezhi.web.oversight.page import post_word, trace_page
from xiezhi.web.words import code_word

MONTHS = 13


def _today() -> date:
    return now().astimezone(ZONE).date()


def _scope(request: HttpRequest) -> list[Overseen]:
    """Return the courts that the viewer oversees; 404 for who oversees none."""
    found = overseen(actor_of(request), _today())
    if not found:
        raise Http404
    return found


def _months(day: date) -> list[date]:
    """Return the first days of this month and the twelve before, the latest first."""
    count = day.year * 12 + day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(count, count - MONTHS, -1)]


def _month(request: HttpRequest) -> date:
    """Return the month that the address names, else the last whole one."""
    asked = request.GET.get("month", "")
    known = _months(_today())
    return next((one for one in known if f"{one:%Y-%m}" == asked), known[1])


def _report(request: HttpRequest) -> tuple[TraceReport, list[Overseen], int]:
    courts = _scope(request)
    asked = request.GET.get("court", str(courts[0].id))
    if asked == "0":
        return report(courts, _month(request)), courts, 0
    chosen = next((one for one in courts if str(one.id) == asked), None)
    if chosen is None:
        raise Http404
    return report([chosen], _month(request)), courts, chosen.id


@signed_in
@require_safe
def trace(request: HttpRequest) -> HttpResponse:
    """The monthly report of one's own court, of a court below it, or of all of them."""
    found, courts, chosen = _report(request)
    page = trace_page(found, courts, chosen, _months(_today()))
    return render(request, "oversight/trace.html", {"page": page})


@signed_in
@require_safe
def trace_export(request: HttpRequest) -> HttpResponse:
    """The rows of the report as a file."""
    found, _courts, _chosen = _report(request)
    heads = [_("事项"), _("事项编号"), _("职务"), _("办理"), _("拒绝"), _("受委托办理")]
    rows = (
        [code_word(row.act), row.act, post_word(row.post),
         str(row.accepted), str(row.refused), str(row.delegated)]
        for row in found.rows
    )  # fmt: skip
    return answer(
        request.GET.get("as", ""), f"trace-{found.month:%Y-%m}", _("留痕月报"), heads, rows
    )


@signed_in
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Which of the courts below has its own list, and whether it is filed upward (R4.7)."""
    courts, day = _scope(request), _today()
    table = filing_table(courts, filed(courts, day), day)
    return render(request, "oversight/lists.html", {"table": table, "court": courts[0].name})


@signed_in
@require_safe
def rehearsal(request: HttpRequest, version: int) -> HttpResponse:
    """What a version of one's own court's list would have changed in a month."""
    court = _scope(request)[0]
    facts = kinds["court"].load({court.id: actor_of(request)}, None, now())[court.id]
    assert isinstance(facts, CourtFacts), "a court's facts"
    found = rehearse(court, facts, version, _month(request))
    if found is None:
        raise Http404
    versions = CourtList.objects.filter(court=court.id).order_by("-version")
    numbers = list(versions.values_list("version", flat=True)[:20])
    page = rehearsal_page(found, numbers, _months(_today()))
    return render(request, "oversight/rehearsal.html", {"page": page, "court": court.name})
