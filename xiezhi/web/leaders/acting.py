"""Acts of leaders' cases on the court and on a leader: the dialog, and back to the page."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import facts_of, perform
from xiezhi.acts.types import Actor, Refused, Unknown, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, Facts
from xiezhi.law.fields import Unreadable, asked, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import leaders as powers
from xiezhi.leaders.queries import inside
from xiezhi.people.models import Court, Person
from xiezhi.people.queries import courts
from xiezhi.web.cases.acting import KEY
from xiezhi.web.chrome import now
from xiezhi.web.components import ActDialog, Option, Reason
from xiezhi.web.forms import Choices, Known, form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.leaders.views import own_court
from xiezhi.web.words import act_word

_OF_COURT = {
    powers.SET_STANDARD.code: (powers.SET_STANDARD, "leader_standards"),
    powers.ISSUE_QUARTER.code: (powers.ISSUE_QUARTER, "leader_notices"),
    powers.ISSUE_MONTH.code: (powers.ISSUE_MONTH, "leader_notices"),
    powers.CORRECT.code: (powers.CORRECT, "leader_notices"),
}
"""Acts on the court, each with the page to which it leads back."""


@dataclass(frozen=True)
class _Form:
    """An act on a subject, where its dialog stands and where it leads back to."""

    act: Act
    subject: int
    about: str
    url: str
    back: str


@signed_in
def court_act(request: HttpRequest, code: str) -> HttpResponse:
    """Show an act on the viewer's court with all that stands in the way, or perform it."""
    if code not in _OF_COURT:
        raise Http404
    act, back = _OF_COURT[code]
    held = own_court(request)
    url = reverse("leader_act", args=[code])
    return _answer(request, _Form(act, held.court, held.court_name, url, reverse(back)))


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
    return _answer(request, _Form(powers.RECORD_WORK, person, who.name, url, back))


def _answer(request: HttpRequest, form: _Form) -> HttpResponse:
    viewer, at = actor_of(request), now()
    facts = facts_of(form.act, [Wish(form.subject, None, by=viewer)], at)[form.subject]
    if request.method != "POST":
        return _show(request, form, facts, examine(form.act, facts), None, status=200)
    values = typed(form.act.data, request.POST)
    try:
        wish = Wish(form.subject, read(form.act.data, values), key=request.POST.get(KEY, "")[:80])
        perform(form.act, viewer, wish, at=at)
    except Unreadable as error:
        findings = [*examine(form.act, facts), *error.findings]
    except Refused as refused:
        findings = list(refused.outcome.findings)
    else:
        return _done(request, form)
    status = 422 if standing(form.act, facts) else 403
    return _show(request, form, facts, findings, values, status=status)


def _done(request: HttpRequest, form: _Form) -> HttpResponse:
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = form.back
        return answer
    return HttpResponseRedirect(form.back)


def _show(
    request: HttpRequest,
    form: _Form,
    facts: Facts,
    findings: list[Finding],
    values: dict[str, Any] | None,
    *,
    status: int,
) -> HttpResponse:
    modal = bool(getattr(request, "htmx", None))
    wrong = [one for one in findings if one.code == "E_FIELD"]
    others = [one for one in findings if one not in wrong]
    part = ActDialog(
        title=act_word(form.act),
        about=form.about,
        url=form.url,
        back=form.back,
        submit=act_word(form.act),
        source=str(form.act.source),
        fields=form_fields(
            form.act.data,
            values=values,
            known=_known(request, form.act),
            choices=_choices(actor_of(request), form, facts),
            findings=wrong,
        ),
        reasons=tuple(_reason(one) for one in others if not one.warning),
        warnings=tuple(_reason(one) for one in others if one.warning),
        modal=modal,
        hidden=((KEY, request.POST.get(KEY) or secrets.token_urlsafe(12)),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=status)


def _reason(one: Finding) -> Reason:
    return Reason(says=str(one), source=str(one.source))


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


def _choices(viewer: Actor, form: _Form, facts: Facts) -> dict[str, Choices]:
    names = {part.name for part in asked(form.act.data) if part.kind == "court"}
    if "about" in names:
        rows = Court.objects.filter(parent=facts.court).order_by("place", "id")
        return {"about": Choices(tuple(Option(str(one.id), one.name) for one in rows))}
    if "scope" in names:
        return {"scope": Choices(tuple(Option(str(one.id), one.name) for one in courts(viewer)))}
    return {}
