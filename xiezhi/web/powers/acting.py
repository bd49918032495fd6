"""Acts on a court: which the viewer may do, and their dialogs."""

from collections.abc import Iterator
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.examine import standing
from xiezhi.acts.gate import facts_of
from xiezhi.acts.models import CourtList
from xiezhi.acts.types import Wish
from xiezhi.fairness.queries import stops
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import asked
from xiezhi.law.powers import powers
from xiezhi.law.powers.lists import DRAFT_LIST
from xiezhi.law.rules.tickets import OFFERED
from xiezhi.law.terms import Post
from xiezhi.people.queries import divisions, people_of
from xiezhi.web.chrome import now, who
from xiezhi.web.components import ActEntry, ActsColumn, Option
from xiezhi.web.dialogs import Dialog, answer
from xiezhi.web.fairness.frontier import setting_word
from xiezhi.web.forms import Choices, Known
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import act_word, listing, word

HIDDEN = (
    "judgments.import_batch",
    "pairing.",
    "leaders.",
    "detection.",
    "assignment.alert_bounds",
    "assignment.record_audit",
)
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
    court = person.court.court
    dialog = Dialog(
        act=act,
        subject=court,
        about=_("本院"),
        url=reverse("court_act", args=[code]),
        back=reverse("court_list"),
        facts=facts_of(act, [Wish(court, None, by=actor_of(request))], now())[court],
        choices=partial(_choices, request, act, court),
        known=partial(_known, request, act),
    )
    return answer(request, dialog)


def _known(request: HttpRequest, act: Act) -> dict[str, Known]:
    """Return what the page that opened the dialog has chosen already."""
    names = {part.name for part in asked(act.data) if part.kind == "number"}
    return {name: Known(value) for name, value in request.GET.items() if name in names}


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
    if "request" in names:
        waiting = [one for one in stops(viewer, [court], now().date()) if one.request]
        found["request"] = Choices(
            tuple(Option(str(one.request), f"{one.name}　{one.since}") for one in waiting)
        )
    if "tickets" in names:
        found["tickets"] = Choices(tuple(Option(str(n), setting_word(n)) for n in OFFERED))
    if "acts" in names:
        acts = [a for a in powers().values() if a.holders & {Post.PRESIDENT, Post.DIVISION_HEAD}]
        found["acts"] = Choices(
            tuple(Option(a.code, act_word(a)) for a in acts if a.subject == "case")
        )
    if act is DRAFT_LIST:
        every = sorted(powers().values(), key=lambda one: one.subject)
        found["act"] = Choices(tuple(Option(one.code, act_word(one)) for one in every))
    if "version" in names:
        found["version"] = Choices(tuple(_versions(court)))
    return found


def _versions(court: int) -> Iterator[Option]:
    """The versions of the viewer's court's list, the newest first, with the day they hold from."""
    for row in CourtList.objects.filter(court=court).order_by("-version"):
        since = row.since.isoformat() if row.since else _("草案")
        says = _("第 %(n)s 版　%(since)s") % {"n": row.version, "since": since}
        yield Option(str(row.version), says)
