"""The dialog of an act (办理对话框): its form with all that stands in the way, or doing it.

One for every subject; what differs is what the act is about, and where one goes on from there.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import perform
from xiezhi.acts.types import Outcome, Refused, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.web.chrome import now
from xiezhi.web.components import ActDialog, Button, FormField, Reason
from xiezhi.web.forms import Choices, Known, form_fields, typed
from xiezhi.web.guard import actor_of
from xiezhi.web.said import said
from xiezhi.web.words import act_word

KEY = "_key"
_KEY_MOST = 80


def _no_address(act: Act) -> str:
    return ""


def _as_it_is(field: FormField) -> FormField:
    return field


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """办理对话框: an act on a subject, its address, and the page to go back to.

    `address_of` leads to an act that helps, where the page has a dialog for it. What the form
    offers is asked for only when it is drawn.
    """

    act: Act
    subject: int
    about: str
    url: str
    back: str
    facts: Facts | None = None
    """None where nothing is said before the form is sent."""
    choices: Callable[[], Mapping[str, Choices]] = dict
    known: Callable[[], Mapping[str, Known]] = dict
    explain: Callable[[], str] = str
    address_of: Callable[[Act], str] = _no_address
    draws: Callable[[FormField], FormField] = _as_it_is
    """How a field is drawn here: a secret is never printed back."""


def answer(
    request: HttpRequest, dialog: Dialog, then: Callable[[Outcome], HttpResponse] | None = None
) -> HttpResponse:
    """Show the form, or perform the act and go on; a refusal keeps what was typed."""
    act = dialog.act
    sent = request.method == "POST"
    values = typed(act.data, request.POST) if sent else None
    if values is None or "_add" in request.POST:
        return show(request, dialog, _before(dialog), values)
    try:
        key = request.POST.get(KEY, "")[:_KEY_MOST]
        wish = Wish(dialog.subject, read(act.data, values), key=key)
        outcome = perform(act, actor_of(request), wish, at=now())
    except Unreadable as error:
        findings = [*_before(dialog), *error.findings]
    except Refused as refused:
        findings = list(refused.outcome.findings)
    else:
        return then(outcome) if then else go(request, dialog.back)
    may = dialog.facts is None or standing(act, dialog.facts)
    return show(request, dialog, findings, values, status=422 if may else 403)


def _before(dialog: Dialog) -> list[Finding]:
    return examine(dialog.act, dialog.facts) if dialog.facts is not None else []


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to a page, also out of a dialog over another."""
    if getattr(request, "htmx", None):
        left = HttpResponse(status=204)
        left["HX-Redirect"] = address
        return left
    return HttpResponseRedirect(address)


def show(
    request: HttpRequest,
    dialog: Dialog,
    findings: Sequence[Finding],
    values: dict[str, Any] | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw the form with the findings: those of fields beside them, the others above."""
    act, wrong = dialog.act, [one for one in findings if one.code == "E_FIELD"]
    fields = form_fields(
        act.data, values=values, known=dialog.known(), choices=dialog.choices(), findings=wrong
    )
    others = [one for one in findings if one not in wrong]
    part = ActDialog(
        title=act_word(act),
        about=dialog.about,
        url=dialog.url,
        back=dialog.back,
        submit=act_word(act),
        source=str(act.source),
        fields=tuple(map(dialog.draws, fields)),
        reasons=tuple(reason(one, dialog.address_of) for one in others if not one.warning),
        warnings=tuple(reason(one, dialog.address_of) for one in others if one.warning),
        explain=dialog.explain(),
        modal=bool(getattr(request, "htmx", None)),
        hidden=((KEY, request.POST.get(KEY) or secrets.token_urlsafe(12)),),
    )
    return draw(request, part, status=status)


def draw(request: HttpRequest, part: ActDialog, *, status: int = 200) -> HttpResponse:
    """Print a dialog over the page it was opened from, or on a page of its own."""
    template = "components/only.html" if part.modal else "act.html"
    return render(request, template, {"part": part}, status=status)


def reason(finding: Finding, address_of: Callable[[Act], str] = _no_address) -> Reason:
    """Return a finding as the page shows it, with the act that helps and the way to it."""
    remedy = powers().get(finding.remedy)
    way, address = None, address_of(remedy) if remedy else ""
    if remedy and address:
        way = Button(label=act_word(remedy), href=address, dialog=True)
    return Reason(
        says=said(finding),
        remedy=_("可以先办理：%(act)s") % {"act": act_word(remedy)} if remedy else "",
        source=str(finding.source),
        go=way,
    )
