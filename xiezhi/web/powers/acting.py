"""Acts on a court: which the viewer may do, and their dialogs."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import facts_of, perform
from xiezhi.acts.types import Refused, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import Unreadable, asked, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post
from xiezhi.people.queries import divisions, people_of
from xiezhi.web.chrome import now, who
from xiezhi.web.components import ActDialog, ActEntry, ActsColumn, Option, Reason
from xiezhi.web.forms import Choices, form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import said
from xiezhi.web.words import act_word, listing, word

HIDDEN = ("judgments.import_batch", "pairing.", "leaders.")
"""What a command performs with a file, and what has pages of its own."""


def court_acts(facts: Facts, court: int) -> ActsColumn:
    """Return the acts on a court that the viewer holds."""
    can = [
        ActEntry(
            name=act_word(act),
            source=str(act.source),
            verb=_("办理"),
            url=reverse("court_act", args=[act.code]),
        )
        for act in powers().values()
        if act.subject == "court" and not act.opens and not act.code.startswith(HIDDEN)
        if standing(act, facts) is not None
    ]
    return ActsColumn(
        as_whom=listing(word(post) for post in sorted(facts.posts, key=list(Post).index)),
        powers=tuple(can),
    )


@signed_in
def court_act(request: HttpRequest, code: str) -> HttpResponse:
    """The dialog of an act on the viewer's court."""
    act, person = powers().get(code), who(request)
    if act is None or act.subject != "court" or person is None or person.court is None:
        raise Http404
    court, at = person.court.court, now()
    known = facts_of(act, [Wish(court, None, by=actor_of(request))], at)[court]
    if request.method != "POST" or "_add" in request.POST:
        values = typed(act.data, request.POST) if request.method == "POST" else None
        return _show(request, act, court, examine(act, known), values)
    values = typed(act.data, request.POST)
    try:
        data = read(act.data, values)
        perform(act, actor_of(request), Wish(court, data, key=request.POST.get("_key", "")), at=at)
    except Unreadable as error:
        return _show(request, act, court, error.findings, values, status=422)
    except Refused as refused:
        return _show(request, act, court, list(refused.outcome.findings), values, status=422)
    address = reverse("court_list")
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def _show(
    request: HttpRequest,
    act: Act,
    court: int,
    findings: list[Finding],
    values: dict[str, Any] | None,
    *,
    status: int = 200,
) -> HttpResponse:
    modal = bool(getattr(request, "htmx", None))
    wrong = [one for one in findings if one.code == "E_FIELD"]
    part = ActDialog(
        title=act_word(act),
        about=_("本院"),
        url=reverse("court_act", args=[act.code]),
        back=reverse("court_list"),
        submit=act_word(act),
        source=str(act.source),
        fields=form_fields(
            act.data, values=values, choices=_choices(request, act, court), findings=wrong
        ),
        reasons=tuple(
            Reason(says=said(one), source=str(one.source))
            for one in findings
            if not one.warning and one not in wrong
        ),
        modal=modal,
        hidden=(("_key", request.POST.get("_key") or secrets.token_urlsafe(12)),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=status)


def _choices(request: HttpRequest, act: Act, court: int) -> dict[str, Choices]:
    viewer, found = actor_of(request), {}
    names = {part.name: part for part in asked(act.data)}
    if any(part.kind == "person" for part in names.values()):
        rows = people_of(viewer, court, now().date())
        options = {r.person_id: f"{r.person.name}　{word(Post(r.post))}" for r in rows}
        people = tuple(Option(str(id_), words) for id_, words in options.items())
        for name in ("taker", "person"):
            found[name] = Choices(people)
    if "division" in names:
        rows_ = divisions(viewer, court)
        found["division"] = Choices(tuple(Option(str(one.id), one.name) for one in rows_))
    if "acts" in names:
        acts = [a for a in powers().values() if a.holders & {Post.PRESIDENT, Post.DIVISION_HEAD}]
        found["acts"] = Choices(
            tuple(Option(a.code, act_word(a)) for a in acts if a.subject == "case")
        )
    return found
