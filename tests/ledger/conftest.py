"""A database of the ledger's own: its tests commit, kill and forge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import databases
from xiezhi.config import database, server
from xiezhi.config.postgres import cluster
from xiezhi.ledger.append import append
from xiezhi.ledger.encoding import ACCEPTED, Draft, Head, Sealed, canonical, microseconds
from xiezhi.ledger.fsck import Fault, Fsck
from xiezhi.ledger.keys import Folder

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
_copies = count()
TABLES = ("test_matter", "test_person")
Link = psycopg.Connection[Any]
Connect = Callable[[str], Link]


@pytest.fixture(scope="session")
def database_name(request: pytest.FixtureRequest) -> Iterator[str]:
    """A copy of the migrated template, with two tables of subjects."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    url = databases.server_url()
    part = f"{worker}_ledger{next(_copies)}"  # another for those who import this fixture
    with databases.copy(url, databases.template(url), part) as name:
        with _open(name, database.OWNER) as link:
            make_tables(link)
        yield name


def make_tables(link: Link) -> None:
    """Make the tables of subjects, as the owner."""
    for table in TABLES:
        link.execute(
            f"create table {table} (id bigint primary key default nextval('subject_id'),"
            " seq int not null default 0,"
            " head bytea not null default decode(repeat('00', 32), 'hex'))"
        )
        link.execute(f"grant select, insert, update on {table} to {database.APPLICATION}")


@pytest.fixture
def connect(database_name: str) -> Iterator[Connect]:
    """What opens a connection as `app`, `owner`, or as `superuser` where there is one."""
    opened: list[Link] = []

    def open_as(role: str) -> Link:
        opened.append(_open(database_name, role))
        return opened[-1]

    yield open_as
    for link in opened:
        with suppress(psycopg.Error):
            link.close()


@pytest.fixture
def app(connect: Connect) -> Iterator[Link]:
    """A connection as the application, to an empty ledger; emptied again afterwards."""
    link = connect(database.APPLICATION)
    yield link
    link.close()
    with connect(database.OWNER) as owner:
        owner.execute("set lock_timeout = '10s'")
        for table in LEDGER_TABLES:
            owner.execute(f"alter table {table} disable trigger user")
            owner.execute(f"truncate {table}")
            owner.execute(f"alter table {table} enable trigger user")
        owner.execute(f"truncate {', '.join(TABLES)}")


LEDGER_TABLES = (
    "ledger_entry", "ledger_pending", "ledger_leaf", "ledger_node", "ledger_checkpoint",
    "ledger_log",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The folder of a ledger, with its key."""
    ours = Folder(tmp_path)
    ours.make_key()
    return ours


def _open(name: str, role: str) -> Link:
    if role == "superuser":
        if database.URL:
            pytest.skip("the server of DATABASE_URL does not let us in as superuser")
        return server.connect(cluster(), name)
    return psycopg.connect(
        databases.server_url(), dbname=name, autocommit=True, options=f"-c role={role}"
    )


def new_subjects(link: Link, count: int, table: str = TABLES[0]) -> list[int]:
    """Add subjects; return their ids."""
    rows = link.execute(
        f"insert into {table} select from generate_series(1, %s::int) returning id", [count]
    )
    return [id_ for (id_,) in rows]


def draft(subject: int, number: int = 0, **changes: Any) -> Draft:
    """Return what an entry says, the same for the same arguments."""
    said = {"reason": "合议庭对法律适用有分歧", "number": number, "parties": ["甲", "乙"]}
    return Draft(**{
        "subject": subject, "act": "supervision.request_report", "outcome": ACCEPTED,
        "actor": 7, "post": "president", "data": canonical(said),
        "at": microseconds(AT) + number, "list_version": "2026.11", **changes,
    })  # fmt: skip


def write(link: Link, drafts: list[Draft], table: str = TABLES[0]) -> list[Sealed]:
    """Lock, read the heads and append, as the gate does."""
    with link.transaction(), link.cursor() as cursor:
        ids = sorted({each.subject for each in drafts})
        rows = cursor.execute(
            f"select id, seq, head from {table} where id = any(%s::bigint[])"
            " order by id for no key update",
            [ids],
        ).fetchall()
        return append(cursor, table, {id_: Head(seq, head) for id_, seq, head in rows}, drafts)


def faults(link: Link, folder: Folder) -> list[Fault]:
    """Run fsck over a snapshot; return all it finds."""
    with link.transaction():
        return list(Fsck(link, TABLES, folder).faults())
