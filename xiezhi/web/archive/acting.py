"""The archivist's acts from the archive's own page: the dialog, and back to what waits."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import facts_of, perform
from xiezhi.acts.types import Refused, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers.files import ACCEPT, RETURN
from xiezhi.web.cases.acting import KEY, reason
from xiezhi.web.cases.page import inside_facts
from xiezhi.web.chrome import now
from xiezhi.web.components import ActDialog
from xiezhi.web.forms import form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import act_word

ACTS = {act.code: act for act in (ACCEPT, RETURN)}


@signed_in
def archive_act(request: HttpRequest, case: int, code: str) -> HttpResponse:
    """Show taking or sending back with all that stands in the way, or perform it."""
    act, viewer, at = ACTS.get(code), actor_of(request), now()
    if act is None:
        raise Http404
    inside_facts(viewer, case, at)
    facts = facts_of(act, [Wish(case, None, by=viewer)], at)[case]
    assert isinstance(facts, CaseFacts), "the acts of the archive are acts on cases"
    if request.method != "POST":
        return _show(request, act, facts, examine(act, facts), None, status=200)
    values = typed(act.data, request.POST)
    try:
        wish = Wish(case, read(act.data, values), key=request.POST.get(KEY, "")[:80])
        perform(act, viewer, wish, at=at)
    except Unreadable as error:
        findings = [*examine(act, facts), *error.findings]
    except Refused as refused:
        findings = list(refused.outcome.findings)
    else:
        return _done(request)
    status = 422 if standing(act, facts) else 403
    return _show(request, act, facts, findings, values, status=status)


def _done(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = reverse("archive")
        return answer
    return HttpResponseRedirect(reverse("archive"))


def _show(
    request: HttpRequest,
    act: Act,
    facts: CaseFacts,
    findings: list[Finding],
    values: dict[str, Any] | None,
    *,
    status: int,
) -> HttpResponse:
    modal = bool(getattr(request, "htmx", None))
    wrong = [one for one in findings if one.code == "E_FIELD"]
    others = [one for one in findings if one not in wrong]
    part = ActDialog(
        title=act_word(act),
        about=facts.number,
        url=reverse("archive_act", args=[facts.subject, act.code]),
        back=reverse("archive"),
        submit=act_word(act),
        source=str(act.source),
        fields=form_fields(act.data, values=values, findings=wrong),
        reasons=tuple(reason(one, facts) for one in others if not one.warning),
        warnings=tuple(reason(one, facts) for one in others if one.warning),
        modal=modal,
        hidden=((KEY, request.POST.get(KEY) or secrets.token_urlsafe(12)),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=status)
