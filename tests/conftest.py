"""What every test shares: the database, entered as `app`, who owns nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.postgresql.operations import DatabaseOperations

from tests import databases
from xiezhi.config.database import APPLICATION, OWNER
from xiezhi.config.database import connection as settings_of

_flush = DatabaseOperations.execute_sql_flush


def _flush_as_owner(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Empty the tables after a test with transactions: only their owner may."""
    with self.connection.cursor() as cursor:
        cursor.execute(f"set role {OWNER}")
        try:
            _flush(self, sql_list)
        finally:
            cursor.execute(f"set role {APPLICATION}")


# At import: a fixture's patch would be undone before pytest-django flushes for the last time.
DatabaseOperations.execute_sql_flush = _flush_as_owner  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[None]:
    """Point Django to this process's copy of the migrated template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    url = databases.server_url()
    with databases.copy(url, databases.template(url), worker) as name:
        ours = settings_of(url) | {"NAME": name}
        ours["OPTIONS"] = ours["OPTIONS"] | {"assume_role": APPLICATION}
        settings.DATABASES["default"].update(ours)
        connection.settings_dict.update(ours)
        connection.close()
        yield
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """Act as the owner of the tables for one test: to forge what `app` cannot."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {OWNER}")  # until the test's transaction is rolled back
    yield
