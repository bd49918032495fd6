"""Databases for tests: one migrated template, a copy of it for each process that tests.

The copies are named by process, so that several runs share a server; what a killed run left
behind is dropped by the next one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import conninfo, sql

from xiezhi.cli.migrate import migrate
from xiezhi.config import database, env, server
from xiezhi.config.postgres import cluster

PREFIX = "xz"
LOCK = 0x58695A68  # an advisory lock of the server: one process at a time builds the template


def server_url() -> str:
    """Return the address of the server for tests; the embedded one is started where none is set.

    A server of one's own needs a role that is member of `owner` and of `app` and may create
    databases.
    """
    if database.URL:
        return database.URL
    ours = cluster()
    server.start(ours)
    return f"postgresql://{database.TESTER}@/postgres?host={quote(str(ours.home), safe='')}"


def template(url: str) -> str:
    """Return the name of a database migrated by the code as it stands, made where missing."""
    name = f"{PREFIX}_template_{_migrations_digest()}"
    with _admin(url) as link:
        link.execute("select pg_advisory_lock(%s)", [LOCK])
        _drop_abandoned(link, keep=name)
        if not _exists(link, name):
            draft = f"{PREFIX}_draft_{os.getpid()}"
            _create(link, draft)
            owned = conninfo.make_conninfo(url, dbname=draft, options="-c role=owner")
            if migrate(_as_url(owned), "--skip-checks", "-v0"):
                raise RuntimeError("the migrations failed; their output is above")
            link.execute(
                sql.SQL("alter database {} rename to {}").format(
                    sql.Identifier(draft), sql.Identifier(name)
                )
            )
    return name


def renew(url: str, name: str, of: str) -> None:
    """Replace a copy by a fresh one, in about 40 ms: what triggers forbid to empty is new too."""
    with _admin(url) as link:
        _drop(link, name)
        _create(link, name, of=of)


@contextmanager
def copy(url: str, of: str, worker: str) -> Iterator[str]:
    """Lend a copy of the template; it is dropped afterwards."""
    name = f"{PREFIX}_test_{os.getpid()}_{worker}"
    with _admin(url) as link:
        _create(link, name, of=of)
    try:
        yield name
    finally:
        with _admin(url) as link:
            _drop(link, name)


def _admin(url: str) -> psycopg.Connection:
    """Connect as `owner`, who may create databases; the login's own rights stay unused."""
    return psycopg.connect(url, dbname="postgres", autocommit=True, options="-c role=owner")


def _as_url(parts: str) -> str:
    """Return a connection string as an address, the form that `DATABASE_URL` takes."""
    known = conninfo.conninfo_to_dict(parts)
    query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in known.items())
    return f"postgresql:///?{query}"


def _create(link: psycopg.Connection, name: str, of: str = "template1") -> None:
    link.execute(
        sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(of))
    )


def _drop(link: psycopg.Connection, name: str) -> None:
    """Drop a database; connections that a server's thread still holds are ended first.

    The plain words wait five seconds for those that are ending, and ask an autovacuum worker
    away, whom only a superuser could force; on a busy machine that may take a second attempt.
    """
    for attempt in range(3):
        link.execute("set role none")  # a reset would be `owner` again: so the session began
        held = "select pid from pg_stat_activity where datname = %s and usename = session_user"
        for (pid,) in link.execute(held, [name]).fetchall():
            with suppress(psycopg.errors.InsufficientPrivilege):  # it ended by itself just now
                link.execute("select pg_terminate_backend(%s)", [pid])
        link.execute("set role owner")
        try:
            link.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
            return
        except psycopg.errors.ObjectInUse:
            if attempt == 2:
                raise


def _exists(link: psycopg.Connection, name: str) -> bool:
    row = link.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    return row is not None


def _drop_abandoned(link: psycopg.Connection, keep: str) -> None:
    """Drop the databases of processes that are gone; templates, when they pile up."""
    names = [name for (name,) in link.execute("select datname from pg_database order by oid")]
    templates = [name for name in names if name.startswith(f"{PREFIX}_template_") and name != keep]
    for name in templates[:-4]:
        _drop(link, name)
    for name in names:
        kind, _, rest = name.removeprefix(f"{PREFIX}_").partition("_")
        ours = name.startswith(f"{PREFIX}_") and kind in {"test", "draft"}
        if ours and not Path(f"/proc/{rest.partition('_')[0]}").exists():
            _drop(link, name)


def _migrations_digest() -> str:
    digest = hashlib.sha256((env.ROOT / "requirements.lock").read_bytes())
    for path in sorted((env.ROOT / "xiezhi").glob("**/migrations/**/*")):
        if path.suffix in {".py", ".sql"}:
            digest.update(str(path.relative_to(env.ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
