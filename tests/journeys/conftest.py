"""A small invented court, a live server, and a browser that sees what a person sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser

from tests.factories import Bench, make_account, make_bench, make_person, make_tenure
from xiezhi.cases.models import Room
from xiezhi.config import env
from xiezhi.law.terms import Area, Post

PASSWORD = "a-journey-2026"
AXE = env.ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def bench(transactional_db: None) -> Bench:
    """A court whose people can sign in; the head of the division hears cases too."""
    made = make_bench(judges=3)
    make_tenure(made.people[Post.DIVISION_HEAD], Post.JUDGE, division=made.division)
    return _opened(made)


@pytest.fixture
def led_bench(transactional_db: None) -> Bench:
    """A court whose leaders hear no case: its three judges are the panel of any."""
    return _opened(make_bench(judges=3))


def _opened(made: Bench) -> Bench:
    """Add a court room, an archivist, and a password for everybody."""
    Room.objects.create(court=made.court, name="第一法庭")
    archivist = make_person(made.court)
    made.people[Post.ARCHIVIST] = archivist
    make_tenure(archivist, Post.ARCHIVIST, areas=list(Area))
    password = make_password(PASSWORD)
    for person in (*made.judges, *made.people.values()):
        account = make_account(person, f"u{person.id}")
        account.password = password
        account.save(update_fields=["password"])
    return made


@pytest.fixture
def browser(chrome: Browser, transactional_db: None) -> Iterator[Browser]:
    """The browser of one test; its windows are closed before the database is renewed."""
    yield chrome
    for context in chrome.contexts:
        context.close()
