"""Saved views (保存的视图): how a person likes to see a list.

A preference is no act on the list of powers: nobody else sees it and nothing of a court changes.
"""

from django.db import transaction

from xiezhi.acts.types import Actor
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.people.models import Person, SavedView

MOST = 12
"""Views of one list: as many as fit above it."""


def views_of(viewer: Actor, page: str) -> list[SavedView]:
    """Return a person's own views of a list, in the order of their making, in one query."""
    return list(SavedView.objects.filter(person=viewer.person, page=page).order_by("id"))


def keep_view(viewer: Actor, page: str, name: str, query: str) -> Finding | None:
    """Keep a list's filters and columns under a name, in place of what had it; or say why not."""
    with transaction.atomic():
        Person.objects.select_for_update().only("id").get(pk=viewer.person)
        own = SavedView.objects.filter(person=viewer.person, page=page)
        if own.exclude(name=name).count() >= MOST:
            says = "每个列表最多保存 {most} 个视图，请先去掉一个"
            return Finding("E_VIEWS_FULL", says, cite("平台约定"), given={"most": MOST})
        own.update_or_create(
            person_id=viewer.person, page=page, name=name, defaults={"query": query}
        )
    return None


def drop_view(viewer: Actor, page: str, view: int) -> None:
    """Forget one of a person's own views; whoever names another's changes nothing."""
    SavedView.objects.filter(person=viewer.person, page=page, pk=view).delete()
