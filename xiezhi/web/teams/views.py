"""Views of teams: the court's teams, one team, exports, the public roster, the simulator."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.queries import duties_of, trace
from xiezhi.acts.registry import kinds
from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.teams import FORM
from xiezhi.law.team_facts import TeamFacts
from xiezhi.people.models import Court, Team
from xiezhi.people.queries import Held, Profile
from xiezhi.people.queries import courts as all_courts
from xiezhi.teams import queries
from xiezhi.teams.queries import TeamRow, watches
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Link
from xiezhi.web.exports import answer
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.teams import page, rounds, simulation
from xiezhi.web.teams.acting import PAIRING, column, team_column


def _today() -> date:
    return now().astimezone(ZONE).date()


def _held(request: HttpRequest) -> tuple[Profile, Held]:
    person = who(request)
    if person is None or person.court is None:
        raise Http404
    return person, person.court


def _known(request: HttpRequest) -> tuple[list[TeamRow], frozenset[int], date]:
    """Return the teams of the viewer's court, those that he or she watches, and today."""
    person, court = _held(request)
    day = _today()
    rows = queries.teams(actor_of(request), court.court, day)
    return rows, frozenset(row.id for row in rows if watches(person, row, day)), day


@signed_in
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of the viewer's court: roster, ratio, load per head, rotation."""
    person, court = _held(request)
    rows, seen, day = _known(request)
    watched = [row for row in rows if row.id in seen]
    facts = kinds["court"].load({court.court: actor_of(request)}, None, now())[court.court]
    context = {
        "court": court.court_name,
        "count": len(rows),
        "table": page.team_table(rows, seen, day),
        "charts": [
            chart(watched, day)
            for chart in (page.load_chart, page.staff_chart, page.age_chart)
            if watched
        ],
        "acts": column(facts, (FORM,), name="team_court_act"),
        "simulates": bool(person.posts & (queries.WHOLE_COURT | queries.OF_DIVISION)),
    }
    return render(request, "teams/teams.html", context)


@signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list of teams as a file, with what the viewer sees of each."""
    rows, seen, day = _known(request)
    heads, *lines = page.sheet(rows, seen, day)
    return answer(request.GET.get("as", ""), "teams", _("审判团队"), heads, lines)


@signed_in
@require_safe
def team(request: HttpRequest, team: int) -> HttpResponse:
    """One team: members to everybody of the court; queue, work and trace to whom they concern."""
    person, court = _held(request)
    viewer, at, day = actor_of(request), now(), _today()
    row = next(iter(queries.teams(viewer, court.court, day, team)), None)
    if row is None:
        raise Http404
    facts = kinds["team"].load({team: viewer}, None, at)[team]
    assert isinstance(facts, TeamFacts), "the facts of a team"
    watched = watches(person, row, day)
    context = {
        "row": row,
        "head": page.team_head(row, day, watched=watched),
        "members": page.member_table(row, day),
        "acts": team_column(facts, duties_of(viewer, team)),
        "watched": watched,
    }
    if watched:
        persons = [one.person for one in row.now(day)]
        context |= {
            "queue": page.queue(queries.waiting(viewer, row, at)),
            "tasks": page.task_table(queries.tasks(viewer, persons), day),
            "notes": page.note_table(queries.notes(viewer, team)),
            "trace": page.trace_table(trace(viewer, team)),
        }
    return render(request, "teams/team.html", context)


@signed_in
@require_safe
def pairing(request: HttpRequest) -> HttpResponse:
    """Rounds of mutual choice: all for the offices, else those in which the viewer takes part."""
    person, court = _held(request)
    viewer = actor_of(request)
    facts = kinds["court"].load({court.court: viewer}, None, now())[court.court]
    everything = bool(person.posts & queries.WHOLE_COURT)
    context = {
        "court": court.court_name,
        "rounds": rounds.tables(queries.rounds(viewer, court, everything=everything), _today()),
        "empty": rounds.no_rounds(),
        "acts": column(facts, PAIRING, name="team_court_act"),
    }
    return render(request, "teams/pairing.html", context)


@signed_in
@require_safe
def appraisals(request: HttpRequest) -> HttpResponse:
    """Judges' proposals on assistants and clerks, and the weight that they had."""
    person, court = _held(request)
    office = bool(person.posts & queries.WHOLE_COURT)
    rows = queries.appraisals(actor_of(request), court.court, everything=office)
    context = {
        "court": court.court_name,
        "table": rounds.appraisal_table(rows, person.posts),
        "me": person.person,
        "posts": person.posts,
        "proposes": rounds.proposes(person.posts),
    }
    return render(request, "teams/appraisals.html", context)


@signed_in
@require_safe
def simulator(request: HttpRequest) -> HttpResponse:
    """Which extra post would shorten which queue, from the court's own step times."""
    person, court = _held(request)
    if not person.posts & (queries.WHOLE_COURT | queries.OF_DIVISION):
        raise Http404
    viewer, day = actor_of(request), _today()
    samples = queries.step_times(viewer, court.court, day)
    staffing = simulation.wished(queries.staffing(viewer, court.court, day), request.GET)
    context = {"court": court.court_name} | simulation.parts(samples, staffing)
    return render(request, "teams/simulator.html", context)


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Teams of a court with members and scope, for everybody; nobody needs to sign in."""
    day = _today()
    with_teams = set(Team.objects.values_list("court", flat=True))
    known = [court for court in all_courts(Actor(0)) if court.id in with_teams]
    asked = request.GET.get("court", "")
    chosen: Court | None = next((one for one in known if str(one.id) == asked), None)
    chosen = chosen or next(iter(known), None)
    rows = queries.public_roster(chosen.id, day) if chosen else []
    context = {
        "court": chosen.name if chosen else "",
        "links": [Link(one.name, f"?court={one.id}") for one in known if one != chosen],
        "table": rounds.public_table(rows, day),
    }
    return render(request, "teams/roster.html", context)
