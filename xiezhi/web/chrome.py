"""The frame of every page: court, desks, who is signed in, version of the list, checkpoint."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from xiezhi.alerts.scope import OFFICES
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import list_version
from xiezhi.law.terms import COURT_LEADERS, Post
from xiezhi.ledger.models import Checkpoint
from xiezhi.people.queries import Profile, profile
from xiezhi.supervision.scope import WHOLE
from xiezhi.web.components import Chrome, Link, NavItem
from xiezhi.web.said import parts_word

FILING = frozenset({Post.FILING_OFFICER})
SUPERVISING = COURT_LEADERS | WHOLE
LEADERS = COURT_LEADERS | {Post.TRIAL_MANAGEMENT, Post.PERSONNEL}


def now() -> datetime:
    """Return the moment of the request; pages and acts share it."""
    return datetime.now(UTC)


def who(request: HttpRequest) -> Profile | None:
    """Return the profile of whoever is signed in, looked up once a request."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return None
    known: Profile | None = getattr(request, "_profile", None)
    if known is None:
        known = profile(actor, now().astimezone(ZONE).date())
        request._profile = known  # type: ignore[attr-defined]
    return known


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context variable `chrome` of base.html; a page without it asks nothing."""
    return {"chrome": SimpleLazyObject(lambda: _chrome(request))}


def _chrome(request: HttpRequest) -> Chrome:
    person = who(request)
    mark = Checkpoint.objects.order_by("-size").values("size", "at").first()
    at = mark["at"].astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S") if mark else ""
    court = person.court if person else None
    return Chrome(
        court=court.court_name if court else "",
        nav=_nav(request, person) if person else (),
        search=reverse("search") if person and person.kind == "staff" else "",
        asked=request.GET.get("q", "") if request.path == "/search" else "",
        person=person.name if person else "",
        post=parts_word(person.line) if person else "",
        login=reverse("login"),
        logout=reverse("logout"),
        account=reverse("account") if person else "",
        demo=settings.DEMO,
        list_version=list_version(),
        checkpoint=f"#{mark['size']:,}".replace(",", " ") if mark else "",
        checkpoint_at=at,
        links=(
            Link(_("权责清单"), reverse("powers")),
            Link(_("核验回执"), reverse("verify")),
            Link(_("接口"), "/api/openapi.json"),
        ),
    )


def _nav(request: HttpRequest, person: Profile) -> tuple[NavItem, ...]:
    if person.kind != "staff":
        items = [(_("我的案件"), reverse("party"), "d")]
    else:
        items = [(_("工作台"), reverse("desk"), "d"), (_("案件"), reverse("cases"), "c")]
        if person.posts & FILING:
            items.append((_("收案"), reverse("filing"), "f"))
        if Post.ARCHIVIST in person.posts:
            items.append((_("归档"), reverse("archive"), "a"))
        if person.posts & OFFICES:
            items.append((_("月报"), reverse("trace"), "m"))
        if person.posts & SUPERVISING:
            items.append((_("监督"), reverse("supervision"), "s"))
        if person.posts & LEADERS:
            items.append((_("院庭长办案"), reverse("leaders"), "b"))
        items += [(_("日程"), reverse("calendar"), "r"), (_("账本"), reverse("log"), "l")]
    return tuple(
        NavItem(label, href, key, current=_is_here(request.path, href))
        for label, href, key in items
    )


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
