"""Views of desks."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xiezhi.web.chrome import now, who
from xiezhi.web.desks.page import desk as build
from xiezhi.web.guard import actor_of, signed_in


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of whoever is signed in; parties have their own page."""
    person = who(request)
    assert person is not None, "only for those who are signed in"
    if person.kind != "staff":
        return HttpResponseRedirect(reverse("party"))
    page = build(actor_of(request), person, now())
    return render(request, "desks/desk.html", {"page": page})
