"""The one job that puts entries into the tree, signs its root and publishes it."""

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime

import django.db
import psycopg
from django.db import connection

from xiezhi.ledger import tree
from xiezhi.ledger.encoding import instant, microseconds
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.notes import Checkpoint, Signer, read_checkpoint
from xiezhi.ledger.rows import LedgerBroken, Link, hashes, origin

BATCH = 5_000
TICK_SECONDS = 0.2
PATIENCE_SECONDS = 1.0
LOCK = 0x6C656467  # the advisory lock that makes a second sequencer wait its turn
log = logging.getLogger(__name__)


def tick(link: Link, signer: Signer, *, at: datetime, wait: bool = False) -> Checkpoint | None:
    """Move up to 5,000 pending entries into the tree under one new checkpoint, and commit.

    Returns nothing where there was nothing to do or another process holds the lock; with `wait`
    it waits for that one. Raises `LedgerBroken` where the stored tree does not have the root that
    was signed last.
    """
    with link.transaction():
        if wait:
            link.execute("select pg_advisory_xact_lock(%s::bigint)", [LOCK])
        elif not _alone(link):
            return None
        taken = _take(link)
        if not taken:
            return None
        grown = _tree(link)
        before = grown.size
        _store(link, grown, taken)
        checkpoint = Checkpoint(
            _named(link, signer), grown.size, grown.root(), before, microseconds(at)
        )
        link.execute(
            "insert into ledger_checkpoint (size, root, at, note)"
            " values (%s::bigint, %s::bytea, %s::timestamptz, %s::text)",
            [grown.size, checkpoint.root, instant(checkpoint.at), signer.sign(checkpoint)],
        )
    return checkpoint


def catch_up(link: Link, signer: Signer, *, at: datetime) -> None:
    """Move into the tree whatever is pending now, for who needs proofs of it at once."""
    while (done := tick(link, signer, at=at, wait=True)) and done.size - done.previous == BATCH:
        pass


def publish(link: Link, folder: Folder) -> int:
    """Add to the published checkpoints those that are not yet among them; return how many.

    Raises `LedgerBroken` where the last published one is not in the database: it was set back.
    """
    with link.transaction():
        name = origin(link)
        if name is None or not _alone(link):
            return 0
        last = folder.last_head(name)
        size = read_checkpoint(last.partition("\n\n")[0] + "\n").size if last else -1
        rows = link.execute(
            "select note from ledger_checkpoint where size >= %s::bigint order by size", [size]
        ).fetchall()
        notes = [note for (note,) in rows]
        if last is not None and (not notes or notes.pop(0) != last):
            raise LedgerBroken(f"the published checkpoint of size {size} is not in the database")
        if notes:
            folder.publish(name, notes)
        return len(notes)


def run(
    stop: threading.Event, folder: Folder, signer: Signer, clock: Callable[[], datetime]
) -> None:
    """Tick every 200 ms until told to stop; a lost connection is taken up again."""
    while not stop.is_set():
        try:
            connection.ensure_connection()
            done = tick(connection.connection, signer, at=clock())
            publish(connection.connection, folder)
        except (psycopg.OperationalError, django.db.OperationalError) as error:
            log.warning("the sequencer waits for the database: %s", error)
            connection.close()
            stop.wait(PATIENCE_SECONDS)
        else:
            full = done is not None and done.size - done.previous == BATCH
            stop.wait(0 if full else TICK_SECONDS)
    connection.close()


def _alone(link: Link) -> bool:
    """Take the sequencer's lock until the end of the transaction; return whether it was free."""
    row = link.execute("select pg_try_advisory_xact_lock(%s::bigint)", [LOCK]).fetchone()
    return bool(row and row[0])


def _take(link: Link) -> list[tuple[int, bytes]]:
    rows = link.execute(
        """with taken as (
             delete from ledger_pending where entry in
               (select entry from ledger_pending order by entry limit %s::int) returning entry)
           select taken.entry, e.hash from taken left join ledger_entry e on e.id = taken.entry
           order by taken.entry""",
        [BATCH],
    ).fetchall()
    for entry, digest in rows:
        if digest is None:
            raise LedgerBroken(f"entry {entry} is pending, but does not exist")
    return [(entry, bytes(digest)) for entry, digest in rows]


def _tree(link: Link) -> tree.Range:
    """Return the tree as it stands, after comparing it with the last signed root."""
    row = link.execute(
        "select size, root from ledger_checkpoint order by size desc limit 1"
    ).fetchone()
    if row is None:
        return tree.Range()
    size, root = row
    places = tree.peaks_of(size)
    found = hashes(link, places)
    grown = tree.Range(size, [found[place] for place in places])
    if grown.root() != bytes(root):
        raise LedgerBroken(f"the tree of {size} leaves does not have the root that was signed")
    return grown


def _store(link: Link, grown: tree.Range, taken: list[tuple[int, bytes]]) -> None:
    leaves, nodes = [], []
    for entry, digest in taken:
        leaf = tree.leaf_hash(digest)
        leaves.append((grown.size, entry, leaf))
        nodes.extend(grown.add(leaf))
    with link.cursor() as cursor:
        with cursor.copy(
            "copy ledger_leaf (index, entry, hash) from stdin (format binary)"
        ) as copy:
            copy.set_types(["int8", "int8", "bytea"])
            for leaf_row in leaves:
                copy.write_row(leaf_row)
        with cursor.copy(
            "copy ledger_node (level, index, hash) from stdin (format binary)"
        ) as copy:
            copy.set_types(["int2", "int8", "bytea"])
            for node_row in nodes:
                copy.write_row(node_row)


def _named(link: Link, signer: Signer) -> str:
    """Return the name of the log, given to it before its first checkpoint."""
    name = origin(link)
    if name is None:
        name = f"{signer.name}/{secrets.token_hex(8)}"
        link.execute("insert into ledger_log (id, origin) values (1, %s::text)", [name])
    return name
