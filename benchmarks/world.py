"""The database of a benchmark, its court and cases; dropped when the run ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import django
from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from tests import databases
from xiezhi.config.database import APPLICATION
from xiezhi.config.database import connection as settings_of


@dataclass(frozen=True)
class World:
    """库: where the benchmark's own copy lies, and how to begin with an empty one again."""

    server: str
    name: str
    template: str

    @property
    def url(self) -> str:
        """The address of the copy, entered as `app`: what servers and commands are given."""
        known = conninfo_to_dict(self.server) | {
            "dbname": self.name,
            "options": f"-c role={APPLICATION}",
        }
        return "postgresql:///?" + "&".join(
            f"{key}={quote(str(value), safe='')}" for key, value in known.items()
        )

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a process that works on the copy."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "xiezhi.config.settings",
        }

    def renew(self) -> None:
        """Begin again with an empty copy."""
        connections.close_all()
        databases.renew(self.server, self.name, self.template)

    def analyze(self) -> None:
        """Let the planner know what lies there, as autovacuum would by and by."""
        with connection.cursor() as cursor:
            cursor.execute("reset role")
            cursor.execute("set role owner")
            cursor.execute("vacuum analyze")
            cursor.execute("set role app")


@contextmanager
def world() -> Iterator[World]:
    """Lend a database of one's own, with Django set up on it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xiezhi.config.settings"
    server = databases.server_url()
    template = databases.template(server)
    with databases.copy(server, template, "bench") as name:
        lent = World(server, name, template)
        settings.DATABASES["default"] = settings_of(lent.url)
        django.setup()
        try:
            yield lent
        finally:
            connections.close_all()
