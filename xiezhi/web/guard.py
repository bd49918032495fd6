"""Doors of pages: who is signed in, what outsiders and insiders without the power get."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from xiezhi.acts.types import Actor
from xiezhi.law.facts import Facts
from xiezhi.law.rules.openness import OUTSIDE

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let only those in who are signed in; the others sign in and come back here."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('login')}?{query}")
        return view(request, *args, **kwargs)

    return inner


def actor_of(request: HttpRequest) -> Actor:
    """Return who is signed in; only behind `signed_in`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def inside(facts: Facts) -> bool:
    """Return whether a viewer is of the court; parties and counsel have their own pages (R5.17)."""
    return bool((facts.posts - OUTSIDE) | facts.uncovered or facts.mandates)


def sees(facts: Facts) -> bool:
    """Return whether a viewer has anything to do with a subject."""
    return bool(facts.posts | facts.uncovered or facts.mandates)


def seen(facts: Facts | None) -> Facts:
    """Return facts of a subject that the viewer has to do with; 404 for outsiders."""
    if facts is None or not sees(facts):
        raise Http404
    return facts
