"""The dialog of an act: its form, what stands in the way, and doing it."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import perform
from xiezhi.acts.types import Refused, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import CaseFacts
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.web.cases.choices import choices_for, known_for
from xiezhi.web.cases.columns import url_of
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now
from xiezhi.web.components import ActDialog, Button, Reason
from xiezhi.web.forms import form_fields, typed
from xiezhi.web.guard import actor_of, inside, signed_in
from xiezhi.web.said import said, sentence
from xiezhi.web.words import act_word, strung, word

KEY = "_key"


@signed_in
def act(request: HttpRequest, case: int, code: str) -> HttpResponse:
    """Show an act's form with all that stands in the way, or perform it."""
    chosen = powers().get(code)
    if chosen is None or chosen.subject != "case" or chosen.opens:
        raise Http404
    facts = facts_for(actor_of(request), case, now())
    if not inside(facts) and not chosen.holders & facts.posts:
        raise Http404
    if request.method != "POST" or "_add" in request.POST:
        values = typed(chosen.data, request.POST) if request.method == "POST" else None
        return _show(request, chosen, facts, examine(chosen, facts), values, status=200)
    values = typed(chosen.data, request.POST)
    try:
        data = read(chosen.data, values)
        key = request.POST.get(KEY, "")[:80]
        done = perform(chosen, actor_of(request), Wish(case, data, key=key), at=now())
    except Unreadable as error:
        findings = [*examine(chosen, facts), *error.findings]
    except Refused as refused:
        findings = list(refused.outcome.findings)
    else:
        return _shown(request, chosen, facts, done.shows) if done.shows else _done(request, facts)
    status = 422 if standing(chosen, facts) else 403
    return _show(request, chosen, facts, findings, values, status=status)


def _home(facts: CaseFacts) -> str:
    """Return the page of a case on which its viewer goes on."""
    return reverse("case" if inside(facts) else "party_case", args=[facts.subject])


def _done(request: HttpRequest, facts: CaseFacts) -> HttpResponse:
    address = _home(facts)
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


SHOWN = {
    "complainant": gettext_noop("反映人"),
    "clues": gettext_noop("反映内容和线索"),
    "answer": gettext_noop("答复内容"),
}
"""What an act tells its actor alone, by its name."""


def _shown(
    request: HttpRequest, act: Act, facts: CaseFacts, shows: Mapping[str, str]
) -> HttpResponse:
    """Show once what the act tells its actor alone; it is on no other page."""
    modal = bool(getattr(request, "htmx", None))
    part = ActDialog(
        title=act_word(act),
        about=facts.number or _("本案"),
        url=url_of(act.code, facts.subject),
        back=_home(facts),
        submit="",
        source=str(act.source),
        explain="\n".join(
            f"{_(SHOWN[name])}：{said or _('未填写')}" for name, said in shows.items()
        ),
        modal=modal,
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part})


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
    part = ActDialog(
        title=act_word(act),
        about=facts.number or _("本案"),
        url=url_of(act.code, facts.subject),
        back=_home(facts),
        submit=act_word(act),
        source=str(act.source),
        fields=form_fields(
            act.data,
            values=values,
            known=known_for(act, facts),
            choices=choices_for(act, facts),
            findings=wrong,
        ),
        reasons=tuple(
            reason(one, facts) for one in findings if not one.warning and one not in wrong
        ),
        warnings=tuple(reason(one, facts) for one in findings if one.warning),
        explain=explain(act, facts),
        modal=modal,
        hidden=((KEY, request.POST.get(KEY) or secrets.token_urlsafe(12)),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=status)


def reason(finding: Finding, facts: CaseFacts) -> Reason:
    """Return a finding as the page shows it, with the act that helps."""
    remedy = powers().get(finding.remedy)
    go = None
    if remedy is not None and remedy.subject == "case" and not remedy.opens:
        go = Button(label=act_word(remedy), href=url_of(remedy.code, facts.subject), dialog=True)
    return Reason(
        says=said(finding),
        remedy=_("可以先办理：%(act)s") % {"act": act_word(remedy)} if remedy else "",
        source=str(finding.source),
        go=go,
    )


def explain(act: Act, facts: CaseFacts) -> str:
    """Return what the platform proposes and why, where it proposes something."""
    if act.code != "triage.confirm":
        return ""
    proposed = suggestion_of(facts)
    lines = [_("系统建议：%(procedure)s。") % {"procedure": word(proposed.procedure)}]
    for procedure, findings in proposed.barred.items():
        why = strung(map(said, findings))
        lines.append(_("%(name)s：%(what)s") % {"name": word(procedure), "what": why})
    return "\n".join([*lines, *map(sentence, proposed.counterfactuals)])
