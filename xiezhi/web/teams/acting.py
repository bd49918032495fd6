"""Dialogs of acts on teams: on a team, on the court (forming, pairing), on a person (appraisal)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.examine import standing
from xiezhi.acts.gate import facts_of
from xiezhi.acts.queries import OwedDuty
from xiezhi.acts.types import Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.powers import powers, team_work, teams
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.terms import Post
from xiezhi.people.models import Person, Team
from xiezhi.web.chrome import now, who
from xiezhi.web.components import ActEntry, ActsColumn, Due
from xiezhi.web.dialogs import Dialog, answer, go
from xiezhi.web.guard import actor_of, inside, seen, signed_in
from xiezhi.web.teams.choices import choices_for, known_for
from xiezhi.web.words import act_word

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
    viewer = actor_of(request)
    facts = seen(facts_of(act, [Wish(subject, None, by=viewer)], now()).get(subject))
    if not inside(facts):
        raise Http404
    dialog = Dialog(
        act=act,
        subject=subject,
        about=place.about,
        url=place.url,
        back=place.back,
        facts=facts,
        choices=partial(choices_for, viewer, act, facts),
        known=partial(known_for, act, facts),
    )
    if not act.opens:
        return answer(request, dialog)
    return answer(request, dialog, lambda done: go(request, reverse("team", args=[done.subject])))


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
