"""Bring the database to this release: grants, migrations; as the owner of the tables."""

import argparse
import os
import sys
from urllib.parse import quote

import psycopg

from xiezhi.config import database, server
from xiezhi.config.postgres import cluster

# What the owner creates later, `app` may use; the migration of a ledger table revokes from it.
DEFAULT_GRANTS = f"""
    alter default privileges in schema public
        grant select, insert, update, delete on tables to {database.APPLICATION};
    alter default privileges in schema public
        grant usage, select on sequences to {database.APPLICATION};
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare an optional app and migration to go to."""
    parser.add_argument("target", nargs="*", help="an app and a migration, as Django names them")


def run(arguments: argparse.Namespace) -> int:
    """Start the embedded server where there is no other, then migrate."""
    if not database.URL:
        server.start(cluster())
    elif not database.OWNER_URL:
        print("OWNER_DATABASE_URL must be set: `app` owns no tables", file=sys.stderr)
        return 1
    url = database.OWNER_URL or owner_url(database.NAME)
    return migrate(url, *arguments.target)


def owner_url(dbname: str) -> str:
    """Return the address of a database of the embedded server, as its owner."""
    return f"postgresql://{database.OWNER}@/{dbname}?host={quote(str(cluster().home), safe='')}"


def migrate(url: str, *words: str) -> int:
    """Grant and migrate as the role of the address, in a process of its own."""
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(DEFAULT_GRANTS)
    # The settings of this process hold another role: they are read once, so take a new process.
    command = [sys.executable, "-m", "django", "migrate", "--no-input", *words]
    return os.spawnve(os.P_WAIT, command[0], command, {**os.environ, "DATABASE_URL": url})  # noqa: S606
