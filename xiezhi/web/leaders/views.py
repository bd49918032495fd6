"""Completion of a court's leaders, the cases behind it, the courts below, a leader's own sheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xiezhi.acts.types import Unknown
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.leaders import ISSUE_MONTH, RECORD_WORK
from xiezhi.law.terms import Level, Post, Seat
from xiezhi.leaders import queries
from xiezhi.people.models import Court
from xiezhi.people.queries import Held
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Button
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.leaders import lower, sheets
from xiezhi.web.leaders.cases import cases_table
from xiezhi.web.leaders.period import asked_period, switch
from xiezhi.web.leaders.tables import charts, completion_table
from xiezhi.web.words import act_word


def own_court(request: HttpRequest) -> Held:
    """Return the court of the viewer; 404 for who works at none."""
    person = who(request)
    if person is None or person.court is None:
        raise Http404
    return person.court


def chosen_court(request: HttpRequest) -> tuple[int, str]:
    """Return number and name of the court that is asked for, else of the viewer's own."""
    own, asked = own_court(request), request.GET.get("court", "")
    if asked in ("", str(own.court)):
        return own.court, own.court_name
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    court = Court.objects.filter(pk=int(asked)).values_list("id", "name").first()
    if court is None:
        raise Http404
    return court


@signed_in
@require_safe
def completion(request: HttpRequest) -> HttpResponse:
    """How far the leaders of a court have come: to its staff, and to the court above."""
    court, name = chosen_court(request)
    viewer, at = actor_of(request), now()
    today = at.astimezone(ZONE).date()
    period = asked_period(request.GET, today)
    try:
        lines = queries.table(viewer, court, period.year, period.last, at=at)
    except Unknown as error:
        raise Http404 from error
    held = own_court(request)
    person = who(request)
    posts = person.posts if person else frozenset()
    own = held.court == court
    buttons = []
    if own and Post.TRIAL_MANAGEMENT in posts:
        address = f"{reverse('leader_act', args=[ISSUE_MONTH.code])}{period.query()}"
        buttons.append(Button(label=act_word(ISSUE_MONTH), href=address, dialog=True))
    noted = queries.shortfalls(viewer, court, period.year, at=at)
    latest = max((one.quarter for one in noted if one.quarter <= period.quarter), default=0)
    short = [one for one in noted if one.quarter == latest]
    context = {
        "court": name,
        "own": own,
        "period": period,
        "switch": switch(period, today, court=court),
        "table": completion_table(lines, period, court, sheets=own),
        "charts": charts(lines, period, court),
        "shortfalls": sheets.shortfall_table(short),
        "buttons": tuple(buttons),
        "above": bool(posts & queries.ABOVE) and own and held.level is not Level.BASIC,
    }
    return render(request, "leaders/completion.html", context)


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The closed cases behind a number: of a court's leaders, of one, in a seat, or tagged."""
    court, name = chosen_court(request)
    at = now()
    today = at.astimezone(ZONE).date()
    period = asked_period(request.GET, today)
    try:
        lines = queries.table(actor_of(request), court, period.year, period.last, at=at)
    except Unknown as error:
        raise Http404 from error
    person, seat = request.GET.get("person", ""), request.GET.get("seat", "")
    rows = [
        (line, case)
        for line in lines
        if line.in_quota and (not person or str(line.person) == person)
        for case in line.cases
        if (not seat or (seat in set(Seat) and case.seat == seat))
        and (not request.GET.get("tagged") or (case.tags and not case.nominal))
    ]
    own = own_court(request).court == court
    context = {
        "court": name,
        "period": period,
        "back": f"{reverse('leaders')}{period.query(court=court)}",
        "count": len(rows),
        "table": cases_table(rows, links=own),
    }
    return render(request, "leaders/cases.html", context)


@signed_in
@require_safe
def below(request: HttpRequest) -> HttpResponse:
    """The next level down: who leads there, how far they came, the notice of the quarter."""
    held, viewer, at = own_court(request), actor_of(request), now()
    today = at.astimezone(ZONE).date()
    period = asked_period(request.GET, today)
    try:
        found = queries.lower(viewer, held.court, period.quarter, period.last, at=at)
        balance = queries.balance(viewer, held.court, period.last, at=at)
    except Unknown as error:
        raise Http404 from error
    person = who(request)
    issues = person is not None and Post.TRIAL_MANAGEMENT in person.posts
    context = {
        "court": held.court_name,
        "period": period,
        "switch": switch(period, today),
        "table": lower.below_table(found, period, today, issues=issues),
        "balance": lower.balance_table(balance),
    }
    return render(request, "leaders/lower.html", context)


@signed_in
@require_safe
def sheet(request: HttpRequest, person: int) -> HttpResponse:
    """A leader's own cases beside the work of supervision, with the evidence behind each sign."""
    at = now()
    today = at.astimezone(ZONE).date()
    period = asked_period(request.GET, today)
    try:
        found = queries.sheet(actor_of(request), person, period.year, period.last, at=at)
    except Unknown as error:
        raise Http404 from error
    rows = [(found.line, case) for case in found.line.cases] if found.line else []
    record = reverse("leader_person_act", args=[person, RECORD_WORK.code])
    context = {
        "name": found.person.name,
        "post": sheets.post_words(found),
        "period": period,
        "switch": switch(period, today),
        "own": sheets.own_facts(found),
        "beside": sheets.beside_facts(found),
        "checks": sheets.check_blocks(found.checks),
        "shortfalls": sheets.shortfall_table(found.shortfalls, named=False),
        "cases": cases_table(rows, named=False),
        "work": sheets.work_table(found.work),
        "record": Button(label=act_word(RECORD_WORK), href=record, dialog=True)
        if found.records
        else None,
    }
    return render(request, "leaders/sheet.html", context)


@signed_in
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """What holds at the court for each post in a year, and all that the high court set."""
    held, viewer, at = own_court(request), actor_of(request), now()
    today = at.astimezone(ZONE).date()
    years = list(range(today.year - 2, today.year + 1))
    year = next((one for one in years if str(one) == request.GET.get("year")), today.year)
    person = who(request)
    posts = person.posts if person else frozenset()
    context = {
        "court": held.court_name,
        "year": year,
        "years": [(one, one == year) for one in years],
        "inforce": lower.inforce_table(queries.standards(viewer, held.court, year, at=at)),
        "set": lower.set_table(queries.set_standards(viewer, held.court, year, at=at)),
        "button": lower.set_button(held.level, posts, year),
    }
    return render(request, "leaders/standards.html", context)


@signed_in
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Tagged cases that wait, with the leader proposed for each; signs that wait for an answer."""
    held, viewer, at = own_court(request), actor_of(request), now()
    proposals = queries.proposals(viewer, held.court, at=at)
    checks = queries.checks(viewer, held.court, at=at)
    context = {
        "court": held.court_name,
        "count": len(proposals),
        "proposals": sheets.proposal_table(proposals),
        "checks": sheets.check_blocks(checks, named=True),
    }
    return render(request, "leaders/waiting.html", context)
