"""Dialogs of acts on teams: on a team, on the court (forming, pairing), on a person (appraisal)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.gate import facts_of, perform
from xiezhi.acts.queries import OwedDuty
from xiezhi.acts.types import Refused, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers, team_work, teams
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.terms import Post
from xiezhi.people.models import Person, Team
from xiezhi.web.chrome import now, who
from xiezhi.web.components import ActDialog, ActEntry, ActsColumn, Due, Reason
from xiezhi.web.forms import form_fields, typed
from xiezhi.web.guard import actor_of, inside, seen, signed_in
from xiezhi.web.said import said
from xiezhi.web.teams.choices import choices_for, known_for
from xiezhi.web.words import act_word

KEY = "_key"
COURT = tuple(
    act for act in powers().values() if act is teams.FORM or act.code.startswith("pairing.")
)
"""Acts on a court that stand on these pages, and not among the court's others."""
TEAM = tuple(act for act in powers().values() if act.subject == "team" and not act.opens)
PERSON = (team_work.PROPOSE_APPRAISAL, team_work.USE_APPRAISAL)
PAIRING = tuple(act for act in COURT if act is not teams.FORM)


@dataclass(frozen=True)
class Place:
    """办理之处: what the act is about, its address, and the page to go back to."""

    about: str
    url: str
    back: str


def column(facts: Facts, acts: tuple[Act, ...], *args: int, name: str) -> ActsColumn:
    """Return which of these acts the viewer holds, duties that are open apart."""
    can = []
    for act in acts:
        if standing(act, facts) is None or Post.SYSTEM in act.holders:
            continue
        url = reverse(name, args=[*args, act.code])
        source = str(act.source)
        can.append(ActEntry(name=act_word(act), source=source, verb=_("办理"), url=url))
    posts = sorted(facts.posts, key=list(Post).index)
    return ActsColumn(as_whom="、".join(post.label for post in posts), powers=tuple(can), shown=12)


def _act(code: str, acts: tuple[Act, ...]) -> Act:
    act = powers().get(code)
    if act is None or act not in acts:
        raise Http404
    return act


@signed_in
def court_act(request: HttpRequest, code: str) -> HttpResponse:
    """The dialog of forming a team, or of an act of pairing."""
    act, person = _act(code, COURT), who(request)
    if person is None or person.court is None:
        raise Http404
    back = reverse("teams" if act.opens else "team_pairing")
    place = Place(person.court.court_name, reverse("team_court_act", args=[code]), back)
    return _dialog(request, act, person.court.court, place)


@signed_in
def team_act(request: HttpRequest, team: int, code: str) -> HttpResponse:
    """The dialog of an act on a team."""
    act = _act(code, TEAM)
    row = Team.objects.filter(pk=team).first()
    if row is None:
        raise Http404
    url = reverse("team_act", args=[team, code])
    return _dialog(request, act, team, Place(row.name, url, reverse("team", args=[team])))


@signed_in
def person_act(request: HttpRequest, person: int, code: str) -> HttpResponse:
    """The dialog of proposing an appraisal, or of showing what became of proposals."""
    act = _act(code, PERSON)
    row = Person.objects.filter(pk=person).first()
    if row is None:
        raise Http404
    url = reverse("person_act", args=[person, code])
    return _dialog(request, act, person, Place(row.name, url, reverse("team_appraisals")))


def _dialog(request: HttpRequest, act: Act, subject: int, place: Place) -> HttpResponse:
    viewer, at = actor_of(request), now()
    facts = seen(facts_of(act, [Wish(subject, None, by=viewer)], at).get(subject))
    if not inside(facts):
        raise Http404
    if request.method != "POST" or "_add" in request.POST:
        values = typed(act.data, request.POST) if request.method == "POST" else None
        return _show(request, act, facts, examine(act, facts), place, values)
    values = typed(act.data, request.POST)
    try:
        wish = Wish(subject, read(act.data, values), key=request.POST.get(KEY, "")[:80])
        outcome = perform(act, viewer, wish, at=at)
    except Unreadable as error:
        findings = [*examine(act, facts), *error.findings]
    except Refused as refused:
        findings = list(refused.outcome.findings)
    else:
        back = reverse("team", args=[outcome.subject]) if act.opens else place.back
        return _done(request, back)
    status = 422 if standing(act, facts) else 403
    return _show(request, act, facts, findings, place, values, status=status)


def _done(request: HttpRequest, address: str) -> HttpResponse:
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def _show(
    request: HttpRequest,
    act: Act,
    facts: Facts,
    findings: list[Finding],
    place: Place,
    values: dict[str, Any] | None,
    *,
    status: int = 200,
) -> HttpResponse:
    modal = bool(getattr(request, "htmx", None))
    wrong = [one for one in findings if one.code == "E_FIELD"]
    others = [one for one in findings if one not in wrong]
    part = ActDialog(
        title=act_word(act),
        about=place.about,
        url=place.url,
        back=place.back,
        submit=act_word(act),
        source=str(act.source),
        fields=form_fields(
            act.data,
            values=values,
            known=known_for(act, facts),
            choices=choices_for(actor_of(request), act, facts),
            findings=wrong,
        ),
        reasons=tuple(_reason(one, facts) for one in others if not one.warning),
        warnings=tuple(_reason(one, facts) for one in others if one.warning),
        modal=modal,
        hidden=((KEY, request.POST.get(KEY) or secrets.token_urlsafe(12)),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=status)


def _reason(finding: Finding, facts: Facts) -> Reason:
    remedy = powers().get(finding.remedy)
    words = _("可以先办理：%(act)s") % {"act": act_word(remedy)} if remedy else ""
    return Reason(says=said(finding), remedy=words, source=str(finding.source))


def team_column(facts: TeamFacts, open_: Sequence[OwedDuty]) -> ActsColumn:
    """Return the acts on a team that the viewer holds; what is owed now stands first, as duties.

    An act that answers something is offered only while there is something to answer.
    """
    owed = {one.act: one for one in open_}
    answers = frozenset({teams.ANSWER_RATIO.code, teams.ANSWER_PROPOSAL.code})
    acts = tuple(act for act in TEAM if act.code in owed or act.code not in answers)
    found = column(facts, acts, facts.subject, name="team_act")
    entries = {reverse("team_act", args=[facts.subject, code]): one for code, one in owed.items()}
    return replace(
        found,
        duties=tuple(
            replace(act, force="duty", due=_due(entries[act.url], facts))
            for act in found.powers
            if act.url in entries
        ),
        powers=tuple(act for act in found.powers if act.url not in entries),
    )


def _due(owed: OwedDuty, facts: TeamFacts) -> Due | None:
    return Due(owed.due_on, (owed.due_on - facts.today).days) if owed.due_on else None
