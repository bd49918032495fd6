"""Whose assignment one may read (查看范围): the own court's, and the courts' below it."""

from datetime import date

from django.http import Http404, HttpRequest

from xiezhi.alerts.scope import Overseen, overseen
from xiezhi.fairness.queries import READERS
from xiezhi.law.facts import ZONE
from xiezhi.people.queries import Held, Profile
from xiezhi.web.chrome import now, who
from xiezhi.web.guard import actor_of


def today() -> date:
    """Return the day in the courts' zone."""
    return now().astimezone(ZONE).date()


def reader(request: HttpRequest) -> tuple[Profile, Held]:
    """Return who looks and the post by which; 404 for who has no such post."""
    person = who(request)
    held = next((one for one in person.held if one.post in READERS), None) if person else None
    if person is None or held is None:
        raise Http404
    return person, held


def courts_of(request: HttpRequest, held: Held) -> list[Overseen]:
    """Return the own court, then those below that the viewer oversees, in their order."""
    below = [one for one in overseen(actor_of(request), today()) if one.id != held.court]
    return [Overseen(held.court, held.court_name, held.level, 0), *below]


def chosen(request: HttpRequest, courts: list[Overseen]) -> Overseen:
    """Return the court that the address names, else the own; 404 for one out of reach."""
    asked = request.GET.get("court", str(courts[0].id))
    found = next((one for one in courts if str(one.id) == asked), None)
    if found is None:
        raise Http404
    return found
