"""The sequencer: every entry comes into the tree once, whatever is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests import databases
from tests.ledger.conftest import (
    AT,
    Connect,
    Link,
    draft,
    faults,
    make_tables,
    new_subjects,
    write,
)  # fmt: skip
from xiezhi.config.database import APPLICATION, OWNER
from xiezhi.ledger import rows, sequencer, tree
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.rows import LedgerBroken, hashes, prove

# A process of its own that ticks until it is killed; each tick holds still before its commit.
VICTIM = """
import sys, psycopg
from datetime import UTC, datetime
from pathlib import Path
from xiezhi.ledger import sequencer
from xiezhi.ledger.keys import Folder
folder = Folder(Path(sys.argv[2]))
sequencer.BATCH = 7
with psycopg.connect(sys.argv[1], autocommit=True) as link:
    print("ready", flush=True)
    while True:
        sequencer.tick(link, folder.signer(), at=datetime.now(UTC))
        sequencer.publish(link, folder)
"""


class TestTicks:
    def test_entries_become_leaves_in_the_order_of_their_numbers(
        self, app: Link, folder: Folder
    ) -> None:
        sealed = write(app, [draft(subject) for subject in new_subjects(app, 5)])
        signed = sequencer.tick(app, folder.signer(), at=AT)
        assert signed is not None
        assert (signed.size, signed.previous) == (5, 0)
        assert signed.root == tree.root_of([tree.leaf_hash(entry.hash) for entry in sealed])
        leaves = app.execute("select index, entry from ledger_leaf order by index").fetchall()
        assert leaves == [(index, entry.id) for index, entry in enumerate(sealed)]
        assert app.execute("select count(*) from ledger_pending").fetchone() == (0,)

    def test_nothing_to_do_signs_nothing(self, app: Link, folder: Folder) -> None:
        assert sequencer.tick(app, folder.signer(), at=AT) is None
        assert sequencer.publish(app, folder) == 0

    def test_a_second_sequencer_waits_its_turn(
        self, app: Link, connect: Connect, folder: Folder
    ) -> None:
        write(app, [draft(subject) for subject in new_subjects(app, 2)])
        other = connect(APPLICATION)
        with other.transaction():
            other.execute("select pg_advisory_xact_lock(%s::bigint)", [sequencer.LOCK])
            assert sequencer.tick(app, folder.signer(), at=AT) is None
        assert sequencer.tick(app, folder.signer(), at=AT) is not None
        with other.transaction():
            other.execute("select pg_advisory_xact_lock(%s::bigint)", [sequencer.LOCK])
            assert sequencer.publish(app, folder) == 0
        assert sequencer.publish(app, folder) == 1

    def test_a_batch_is_bounded(
        self, app: Link, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sequencer, "BATCH", 4)
        write(app, [draft(subject) for subject in new_subjects(app, 10)])
        sizes = []
        while signed := sequencer.tick(app, folder.signer(), at=AT):
            sizes.append(signed.size)
        assert sizes == [4, 8, 10]
        assert faults(app, folder) == []

    def test_every_proof_from_the_tables_holds(self, app: Link, folder: Folder) -> None:
        signer, heads = folder.signer(), {}
        for size in (1, 2, 5, 6, 13):
            count = size - max(heads, default=0)
            write(app, [draft(subject) for subject in new_subjects(app, count)])
            signed = sequencer.tick(app, signer, at=AT)
            assert signed is not None
            heads[size] = signed.root
        for old, new in ((old, new) for old in heads for new in heads if old <= new):
            path = prove(app, tree.consistency_spans(old, new))
            tree.check_consistency(old, heads[old], new, heads[new], path)
        for index in range(13):
            leaf = hashes(app, [(0, index)])[0, index]
            path = prove(app, tree.inclusion_spans(index, 13))
            tree.check_inclusion(leaf, index, 13, path, heads[13])

    def test_a_tree_that_lost_its_signed_root_is_not_grown(
        self, app: Link, connect: Connect, folder: Folder
    ) -> None:
        write(app, [draft(subject) for subject in new_subjects(app, 3)])
        sequencer.tick(app, folder.signer(), at=AT)
        forger = connect("superuser")
        forger.execute("set session_replication_role = replica")
        forger.execute("update ledger_leaf set hash = sha256(hash) where index = 2")
        write(app, [draft(subject) for subject in new_subjects(app, 1)])
        with pytest.raises(LedgerBroken, match="root that was signed"):
            sequencer.tick(app, folder.signer(), at=AT)
        assert app.execute("select count(*) from ledger_pending").fetchone() == (1,)

    def test_a_pending_entry_that_is_gone_stops_the_sequencer(
        self, app: Link, folder: Folder
    ) -> None:
        app.execute("insert into ledger_pending values (987654321)")
        with pytest.raises(LedgerBroken, match="987654321"):
            sequencer.tick(app, folder.signer(), at=AT)


class TestPublishing:
    def test_checkpoints_of_a_crash_between_commit_and_publishing_follow(
        self, app: Link, folder: Folder
    ) -> None:
        for number in range(3):
            write(app, [draft(subject) for subject in new_subjects(app, 2)])
            sequencer.tick(app, folder.signer(), at=AT + timedelta(seconds=number))
        assert sequencer.publish(app, folder) == 3
        assert sequencer.publish(app, folder) == 0
        assert faults(app, folder) == []

    def test_a_database_set_back_is_noticed(
        self, app: Link, connect: Connect, folder: Folder
    ) -> None:
        for _ in range(2):
            write(app, [draft(subject) for subject in new_subjects(app, 2)])
            sequencer.tick(app, folder.signer(), at=AT)
        sequencer.publish(app, folder)
        forger = connect("superuser")
        forger.execute("set session_replication_role = replica")
        forger.execute("delete from ledger_checkpoint where size = 4")
        with pytest.raises(LedgerBroken, match="size 4 is not in the database"):
            sequencer.publish(app, folder)


class TestKilling:
    def test_killed_in_the_middle_it_loses_and_doubles_nothing(
        self, app: Link, database_name: str, folder: Folder
    ) -> None:
        url = f"{databases.server_url()}&options=-c%20role%3D{APPLICATION}".replace(
            "/postgres?", f"/{database_name}?"
        )
        subjects = new_subjects(app, 40)
        for wait in (0.0, 0.003, 0.007, 0.011, 0.02):
            write(app, [draft(subject) for subject in subjects])
            victim = subprocess.Popen(
                [sys.executable, "-c", VICTIM, url, str(folder.path)], stdout=subprocess.PIPE
            )
            assert victim.stdout is not None
            assert victim.stdout.readline() == b"ready\n"
            time.sleep(wait)
            victim.send_signal(signal.SIGKILL)
            victim.communicate()
        while _others(app) or sequencer.tick(app, folder.signer(), at=datetime.now(UTC)):
            pass  # asked in this order: what ends after a look leaves rows to the next tick
        sequencer.publish(app, folder)
        assert app.execute("select count(*) from ledger_leaf").fetchone() == (200,)
        assert faults(app, folder) == []

    @pytest.mark.django_db(transaction=True)
    def test_run_ticks_and_publishes_until_it_is_stopped(self, folder: Folder) -> None:
        connection.ensure_connection()
        link = connection.connection
        link.execute(f"set role {OWNER}")
        make_tables(link)
        link.execute(f"set role {APPLICATION}")
        stop = threading.Event()
        arguments = (stop, folder, folder.signer(), lambda: datetime.now(UTC))
        worker = threading.Thread(target=sequencer.run, args=arguments)
        worker.start()
        for subject in new_subjects(link, 3):
            write(link, [draft(subject)])
        limit = time.monotonic() + 10
        while link.execute("select entry from ledger_pending").fetchone():
            assert time.monotonic() < limit
            time.sleep(0.02)
        time.sleep(2 * sequencer.TICK_SECONDS)
        stop.set()
        worker.join(5)
        assert not worker.is_alive()
        assert faults(link, folder) == []
        origin = rows.origin(link)
        assert origin is not None
        assert (folder.last_head(origin) or "").startswith(f"{origin}\n3\n")


def _others(link: Link) -> bool:
    """Whether a killed process's session still holds rows or the lock."""
    row = link.execute(
        "select count(*) from pg_locks where locktype = 'advisory' and objid = %s::bigint"
        " and database = (select oid from pg_database where datname = current_database())",
        [sequencer.LOCK],
    ).fetchone()
    return bool(row and row[0])
