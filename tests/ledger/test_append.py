"""Entries are chained per subject, in the transaction of the act."""

from __future__ import annotations

import threading

import psycopg
import pytest

from tests.ledger.conftest import (
    AT,
    LEDGER_TABLES,
    TABLES,
    Connect,
    Link,
    draft,
    faults,
    new_subjects,
    write,
)  # fmt: skip
from tests.marks import article
from xiezhi.config.database import APPLICATION, OWNER
from xiezhi.ledger import sequencer
from xiezhi.ledger.append import append
from xiezhi.ledger.encoding import GENESIS, REFUSED, Head, canonical, entry_hash
from xiezhi.ledger.keys import Folder


class TestChains:
    def test_entries_of_a_subject_follow_each_other(self, app: Link) -> None:
        (subject,) = new_subjects(app, 1)
        first, second = write(app, [draft(subject, 1), draft(subject, 2, outcome=REFUSED)])
        assert (first.seq, first.prev) == (1, GENESIS)
        assert (second.seq, second.prev) == (2, first.hash)
        assert second.hash == entry_hash(draft(subject, 2, outcome=REFUSED), 2, first.hash)
        row = app.execute(f"select seq, head from {TABLES[0]} where id = %s", [subject]).fetchone()
        assert row == (2, second.hash)

    def test_ids_come_back_in_the_order_of_the_drafts(self, app: Link) -> None:
        subjects = new_subjects(app, 5)
        sealed = write(app, [draft(subject) for subject in reversed(subjects)])
        for entry in sealed:
            row = app.execute("select hash from ledger_entry where id = %s", [entry.id]).fetchone()
            assert row == (entry.hash,)

    @pytest.mark.parametrize(
        "said",
        [
            {"text": '"\\\n\t\x1f\\u0000\u2028😀é'},
            {"number": 2**63 - 1},
            {"ratio": 1e-7},
            {},
            {"b": 1, "a": 2},
        ],
    )
    def test_data_are_kept_byte_for_byte(self, app: Link, folder: Folder, said: dict) -> None:
        (subject,) = new_subjects(app, 1)
        (sealed,) = write(app, [draft(subject, data=canonical(said))])
        row = app.execute(
            "select data::text from ledger_entry where id = %s", [sealed.id]
        ).fetchone()
        assert row == (canonical(said).decode(),)
        assert faults(app, folder) == []

    def test_nothing_is_written_on_a_head_that_moved(self, app: Link) -> None:
        (subject,) = new_subjects(app, 1)
        write(app, [draft(subject)])
        with pytest.raises(psycopg.errors.UniqueViolation), app.cursor() as cursor:
            append(cursor, TABLES[0], {subject: Head()}, [draft(subject, 1)])
        with pytest.raises(psycopg.errors.SerializationFailure), app.cursor() as cursor:
            append(cursor, TABLES[0], {subject: Head(5, bytes(32))}, [draft(subject, 1)])
        assert app.execute("select count(*) from ledger_entry").fetchone() == (1,)

    def test_an_accepted_act_with_a_key_is_written_once(self, app: Link) -> None:
        (subject,) = new_subjects(app, 1)
        write(app, [draft(subject, 1, key="k", outcome=REFUSED), draft(subject, 2, key="k")])
        write(app, [draft(subject, 3, key="k", outcome=REFUSED), draft(subject, 4, key="j")])
        with pytest.raises(psycopg.errors.UniqueViolation):
            write(app, [draft(subject, 5, key="k")])

    def test_writers_at_once_leave_whole_chains(
        self, app: Link, connect: Connect, folder: Folder
    ) -> None:
        subjects = new_subjects(app, 8)
        failed: list[BaseException] = []

        def work(start: int, link: Link) -> None:
            try:
                for number in range(30):
                    chosen = {subjects[(start + number * step) % 8] for step in (1, 3)}
                    write(link, [draft(subject, number) for subject in sorted(chosen)])
            except BaseException as error:  # noqa: BLE001 - reported below
                failed.append(error)

        links = [connect(APPLICATION) for _ in range(4)]
        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(links)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            sequencer.tick(app, folder.signer(), at=AT)
        assert failed == []
        sequencer.tick(app, folder.signer(), at=AT)
        assert faults(app, folder) == []
        assert app.execute("select count(*) from ledger_pending").fetchone() == (0,)


@article("法发〔2020〕26号", 4)
class TestTheLedgerOnlyGrows:
    """每一项审判权力行使可留痕: nobody rewrites what was recorded."""

    @pytest.mark.parametrize("role", [OWNER, APPLICATION])
    @pytest.mark.parametrize("table", [name for name in LEDGER_TABLES if name != "ledger_pending"])
    def test_update_and_delete_are_refused(
        self, app: Link, connect: Connect, folder: Folder, role: str, table: str
    ) -> None:
        write(app, [draft(subject) for subject in new_subjects(app, 2)])
        sequencer.tick(app, folder.signer(), at=AT)
        column = {"ledger_log": "origin", "ledger_checkpoint": "note"}.get(table, "hash")
        link = connect(role)
        for forged in (
            f"update {table} set {column} = {column}",
            f"delete from {table}",
            f"delete from {table} where false",
            f"truncate {table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(forged)

    def test_pending_is_not_updated_or_truncated(self, connect: Connect) -> None:
        for forged in ("update ledger_pending set entry = entry", "truncate ledger_pending"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connect(OWNER).execute(forged)

    def test_application_may_read_and_add_only(self, app: Link) -> None:
        rows = app.execute(
            "select table_name, privilege_type from information_schema.role_table_grants"
            " where grantee = %s and table_name like 'ledger\\_%%'",
            [APPLICATION],
        ).fetchall()
        expected = {(name, right) for name in LEDGER_TABLES for right in ("SELECT", "INSERT")}
        assert set(rows) == expected | {("ledger_pending", "DELETE")}

    def test_nobody_else_may_anything(self, app: Link) -> None:
        rows = app.execute(
            "select distinct grantee from information_schema.role_table_grants"
            " where table_name like 'ledger\\_%'"
        ).fetchall()
        assert {grantee for (grantee,) in rows} <= {OWNER, APPLICATION}
