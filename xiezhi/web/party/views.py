"""Pages for parties and lawyers: what happened, what is next, by when, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.law.terms import State
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now
from xiezhi.web.components import PlainItem, PlainList
from xiezhi.web.desks.queries import party_cases
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.party.page import SAID, party_page


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The cases of a party or lawyer."""
    items = tuple(
        PlainItem(
            one.title,
            f"{one.number or _('（尚未立案）')}　{_(SAID[State(one.state)][0])}",
            reverse("party_case", args=[one.id]),
        )
        for one in party_cases(actor_of(request))
    )
    context = {"items": PlainList(items=items), "count": len(items)}
    return render(request, "party/mine.html", context)


@signed_in
@require_safe
def one(request: HttpRequest, case: int) -> HttpResponse:
    """One case: the next step first, then how far it is, who sits, papers, what happened."""
    viewer = actor_of(request)
    page = party_page(viewer, facts_for(viewer, case, now()))
    return render(request, "party/case.html", {"page": page})
