"""The archive: what waits to be taken, the hand-overs of a case, the packages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.types import Unknown
from xiezhi.archives import queries
from xiezhi.law.powers.files import CASE_STAFF
from xiezhi.law.terms import Post
from xiezhi.people.queries import Held
from xiezhi.web.archive.page import block
from xiezhi.web.cases.page import inside_facts
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Empty, Pager
from xiezhi.web.guard import actor_of, signed_in

PAGE = 20


@signed_in
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """What was handed over to the archive of the viewer's court and waits, oldest first."""
    held = _held(request)
    try:
        found = queries.waiting(actor_of(request), held.court, now())
    except Unknown as error:
        raise Http404 from error
    takes = held.post is Post.ARCHIVIST
    asked = request.GET.get("page", "")
    last = max((len(found) - 1) // PAGE, 0)
    place = min(int(asked), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    start = place * PAGE
    rows = found[start : start + PAGE]
    context = {
        "court": held.court_name,
        "total": len(found),
        "failed": sum(1 for one in found if one.built_at and not one.passed),
        "blocks": [block(one, takes=takes, downloads=takes) for one in rows],
        "empty": Empty(
            title=_("没有等待接收的卷宗"),
            text=_("书记员移送归档后，卷宗在这里等待四性检测和接收"),
        ),
        "pager": Pager(
            first=start + 1,
            last=start + len(rows),
            total=len(found),
            previous=f"?page={place - 1}" if place else "",
            next=f"?page={place + 1}" if place < last else "",
        )
        if last
        else None,
    }
    return render(request, "archive/archive.html", context)


def _held(request: HttpRequest) -> Held:
    """Return the post in which the viewer looks: the archivist's, else the first; 404 for none."""
    person = who(request)
    if person is None or not person.held:
        raise Http404
    taking = [one for one in person.held if one.post is Post.ARCHIVIST]
    return (taking or list(person.held))[0]


@signed_in
@require_safe
def case_handovers(request: HttpRequest, case: int) -> HttpResponse:
    """The hand-overs of one case, newest first, with what became of each."""
    viewer, at = actor_of(request), now()
    facts = inside_facts(viewer, case, at)
    try:
        found = queries.handovers(viewer, case, at)
    except Unknown as error:
        raise Http404 from error
    takes = Post.ARCHIVIST in facts.posts
    downloads = takes or bool(facts.posts & CASE_STAFF)
    context = {
        "number": facts.number or _("（尚未立案）"),
        "case": case,
        "blocks": [block(one, takes=takes, downloads=downloads) for one in found],
        "empty": Empty(title=_("本案尚未移送归档"), text=_("裁判生效、卷宗齐全后由书记员移送")),
    }
    return render(request, "archive/case.html", context)


@signed_in
@require_safe
def package(request: HttpRequest, number: int) -> HttpResponse:
    """A package as it was built and checked, to be kept or verified without the platform."""
    try:
        name, body = queries.package(actor_of(request), number, now())
    except Unknown as error:
        raise Http404 from error
    answer = HttpResponse(body, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
