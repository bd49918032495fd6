"""Views of one case."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.queries import PAGE, trace
from xiezhi.cases.queries import record
from xiezhi.similar_cases.ports import engine
from xiezhi.similar_cases.queries import Scope, similar
from xiezhi.web.cases.page import case_page, facts_for, inside_facts
from xiezhi.web.cases.similar import hits
from xiezhi.web.cases.tracing import trace_part
from xiezhi.web.chrome import now
from xiezhi.web.guard import actor_of, inside, signed_in


@signed_in
@require_safe
def case(request: HttpRequest, case: int) -> HttpResponse:
    """The case page; parties and counsel are led to their own."""
    viewer = actor_of(request)
    facts = facts_for(viewer, case, now())
    if not inside(facts):
        return HttpResponseRedirect(reverse("party_case", args=[case]))
    page = case_page(viewer, facts)
    return render(request, "cases/case.html", {"page": page})


@signed_in
@require_safe
def case_trace(request: HttpRequest, case: int) -> HttpResponse:
    """The trace of a case, filtered, or its next page."""
    inside_facts(actor_of(request), case, now())
    act = request.GET.get("act", "")[:40]
    person = request.GET.get("actor", "")
    before = request.GET.get("before", "")
    rows = trace(
        actor_of(request),
        case,
        act=f"{act}." if act else "",
        actor=int(person) if person.isdigit() else 0,
        before=int(before) if before.isdigit() else 0,
    )
    more = f"?before={rows[-1].seq}&act={act}&actor={person}" if len(rows) == PAGE else ""
    part = trace_part(rows, case, total=rows[0].seq if rows else 0, chosen=request.GET, more=more)
    return _part(request, part, _("留痕"))


@signed_in
@require_safe
def case_similar(request: HttpRequest, case: int) -> HttpResponse:
    """The nearest judgments in the order of likeness, each with why it is like."""
    viewer = actor_of(request)
    facts = inside_facts(viewer, case, now())
    known = record(viewer, case)
    text = "\n".join(part for part in (known.cause, known.claims, known.facts) if part)
    found = similar(viewer, engine(), text, Scope(cause=known.cause, area=facts.area), k=5)
    return _part(request, hits(found), _("类案"))


def _part(request: HttpRequest, part: object, title: str) -> HttpResponse:
    htmx = bool(getattr(request, "htmx", None))
    template = "components/only.html" if htmx else "cases/part.html"
    return render(request, template, {"part": part, "title": title})
