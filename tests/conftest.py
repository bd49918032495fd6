"""What every test shares: the database, entered as `app`, who owns nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.postgresql.operations import DatabaseOperations
from playwright.sync_api import Browser, sync_playwright

from tests import databases, places, witnesses
from xiezhi.config.database import APPLICATION, OWNER
from xiezhi.config.database import connection as settings_of

_lent: dict[str, str] = {}  # the address of the server, this process's database, the template


def _renew(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Start the next test with transactions on a fresh copy: the ledger refuses to be emptied."""
    connections.close_all()
    databases.renew(**_lent)
    witnesses.forget()


# At import: a fixture's patch would be undone before pytest-django flushes for the last time.
DatabaseOperations.execute_sql_flush = _renew  # type: ignore[method-assign]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop the servers that a killed run left behind."""
    if not hasattr(session.config, "workerinput"):
        places.sweep()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no server of a folder that is gone."""
    if not hasattr(session.config, "workerinput"):
        places.sweep()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Point Django to this process's copy of the migrated template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    url = databases.server_url()
    template = databases.template(url)
    with databases.copy(url, template, worker) as name:
        _lent.update(url=url, name=name, of=template)
        ours = settings_of(url) | {"NAME": name}
        ours["OPTIONS"] = ours["OPTIONS"] | {"assume_role": APPLICATION}
        settings.DATABASES["default"].update(ours)
        connection.settings_dict.update(ours)
        connection.close()
        yield
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture
def as_owner(db: None) -> None:
    """Act as the owner of the tables for one test: to forge what `app` cannot."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {OWNER}")  # until the test's transaction is rolled back


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright: one for the whole run."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium here: apt-get install chromium fonts-noto-cjk")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # its loop runs in the tests' thread
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()
