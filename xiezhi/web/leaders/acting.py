"""Acts of leaders' cases on the court and on a leader: the dialog, and back to the page."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xiezhi.acts.gate import facts_of
from xiezhi.acts.types import Actor, Unknown, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, Facts
from xiezhi.law.fields import asked
from xiezhi.law.powers import leaders as powers
from xiezhi.leaders.queries import inside
from xiezhi.people.models import Court, Person
from xiezhi.people.queries import courts
from xiezhi.web.chrome import now
from xiezhi.web.components import Option
from xiezhi.web.dialogs import Dialog, answer
from xiezhi.web.forms import Choices, Known
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.leaders.views import own_court

_OF_COURT = {
    powers.SET_STANDARD.code: (powers.SET_STANDARD, "leader_standards"),
    powers.ISSUE_QUARTER.code: (powers.ISSUE_QUARTER, "leader_notices"),
    powers.ISSUE_MONTH.code: (powers.ISSUE_MONTH, "leader_notices"),
    powers.CORRECT.code: (powers.CORRECT, "leader_notices"),
}
"""Acts on the court, each with the page to which it leads back."""


@signed_in
def court_act(request: HttpRequest, code: str) -> HttpResponse:
    """Show an act on the viewer's court with all that stands in the way, or perform it."""
    if code not in _OF_COURT:
        raise Http404
    act, back = _OF_COURT[code]
    held = own_court(request)
    url = reverse("leader_act", args=[code])
    return _answer(request, act, held.court, held.court_name, url, reverse(back))


@signed_in
def person_act(request: HttpRequest, person: int, code: str) -> HttpResponse:
    """The same for work that is put on record of a leader."""
    if code != powers.RECORD_WORK.code:
        raise Http404
    who = Person.objects.filter(pk=person).first()
    if who is None or who.court_id is None:
        raise Http404
    try:
        inside(actor_of(request), who.court_id, now())
    except Unknown as error:
        raise Http404 from error
    url = reverse("leader_person_act", args=[person, code])
    back = reverse("leader_sheet", args=[person])
    return _answer(request, powers.RECORD_WORK, person, who.name, url, back)


def _answer(
    request: HttpRequest, act: Act, subject: int, about: str, url: str, back: str
) -> HttpResponse:
    viewer = actor_of(request)
    facts = facts_of(act, [Wish(subject, None, by=viewer)], now())[subject]
    dialog = Dialog(
        act=act,
        subject=subject,
        about=about,
        url=url,
        back=back,
        facts=facts,
        choices=partial(_choices, viewer, act, facts),
        known=partial(_known, request, act),
    )
    return answer(request, dialog)


def _known(request: HttpRequest, act: Act) -> dict[str, Known]:
    """Return what the page that opened the dialog has chosen already, and today's day."""
    names = {part.name for part in asked(act.data)}
    found = {name: Known(value) for name, value in request.GET.items() if name in names}
    if "on" in names:
        found.setdefault("on", Known(now().astimezone(ZONE).date()))
    if "handling_percent" in names:
        defaults = powers.StandardData.__dataclass_fields__
        for name in ("handling_percent", "credit"):
            found[name] = Known(defaults[name].default)
    return found


def _choices(viewer: Actor, act: Act, facts: Facts) -> dict[str, Choices]:
    names = {part.name for part in asked(act.data) if part.kind == "court"}
    if "about" in names:
        rows = Court.objects.filter(parent=facts.court).order_by("place", "id")
        return {"about": Choices(tuple(Option(str(one.id), one.name) for one in rows))}
    if "scope" in names:
        return {"scope": Choices(tuple(Option(str(one.id), one.name) for one in courts(viewer)))}
    return {}
