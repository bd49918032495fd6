"""The ledger (留痕): check it, sign and prove it, write receipts and exports."""
# ruff: noqa: PLC0415 - Django is set up first

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.ledger.rows import Link


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the commands of the ledger."""
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    fsck = parts.add_parser("fsck", help="recompute everything; name the first bad entry")
    fsck.add_argument("--all", action="store_true", help="name every fault, not only the first")
    parts.add_parser("checkpoint", help="print the newest signed checkpoint")
    prove = parts.add_parser("prove", help="print the receipt of an entry")
    prove.add_argument("entry", type=int, metavar="ENTRY")
    prove.add_argument("--latest", action="store_true", help="also prove it to the newest one")
    export = parts.add_parser("export", help="write the whole log as lines of JSON")
    export.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parts.add_parser("sequence", help="put entries into the tree until interrupted")
    parts.add_parser("key", help="make the key that signs, if there is none; print the public keys")


def run(arguments: argparse.Namespace) -> int:
    """Set Django up and do it."""
    import django

    django.setup()
    return {
        "fsck": _fsck, "checkpoint": _checkpoint, "prove": _prove, "export": _export,
        "sequence": _sequence, "key": _key,
    }[arguments.what](arguments)  # fmt: skip


@contextmanager
def snapshot() -> "Iterator[Link]":
    """Lend a connection to one unchanging, read-only state of the database."""
    from django.db import connection

    connection.ensure_connection()
    link = connection.connection
    with link.transaction():
        link.execute("set transaction isolation level repeatable read, read only")
        yield link


def _fsck(arguments: argparse.Namespace) -> int:
    from xiezhi.ledger.fsck import Fsck
    from xiezhi.ledger.keys import folder
    from xiezhi.ledger.models import subject_tables

    started = time.monotonic()
    with snapshot() as link:
        check = Fsck(link, subject_tables(), folder())
        faults = 0
        for fault in check.faults():
            print(f"✗ {fault}")
            faults += 1
            if not arguments.all:
                return 1
    seconds = time.monotonic() - started
    print(
        f"{'✗' if faults else '✓'} {check.entries} entries, {check.leaves} leaves,"
        f" {check.checkpoints} checkpoints in {seconds:.1f} s"
        f" ({check.entries / max(seconds, 0.001):,.0f} entries/s); {faults} faults"
    )
    if check.unpublished:
        print(f"  {check.unpublished} checkpoints are not yet published on this machine")
    return 1 if faults else 0


def _checkpoint(_: argparse.Namespace) -> int:
    with snapshot() as link:
        row = link.execute(
            "select note from ledger_checkpoint order by size desc limit 1"
        ).fetchone()
    if row is None:
        print("the ledger has no checkpoint yet", file=sys.stderr)
        return 1
    print(row[0], end="")
    return 0


def _prove(arguments: argparse.Namespace) -> int:
    from xiezhi.ledger.documents import receipt_bytes
    from xiezhi.ledger.keys import folder
    from xiezhi.ledger.receipts import NoSuchEntry, receipt

    try:
        with snapshot() as link:
            stated = receipt(
                link, arguments.entry, folder().verifiers(), to_latest=arguments.latest
            )
    except NoSuchEntry as reason:
        print(reason, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(receipt_bytes(stated))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from xiezhi.ledger.export import export
    from xiezhi.ledger.keys import folder

    with snapshot() as link:
        lines = export(link, folder().verifiers())
        if arguments.file is None:
            sys.stdout.buffer.writelines(lines)
        else:
            with arguments.file.open("wb") as file:
                file.writelines(lines)
    return 0


def _sequence(_: argparse.Namespace) -> int:
    from xiezhi.ledger import sequencer
    from xiezhi.ledger.keys import KeyMissing, folder, ready_signer
    from xiezhi.ledger.rows import LedgerBroken

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    ours = folder()
    try:
        sequencer.run(stop, ours, ready_signer(ours), lambda: datetime.now(UTC))
    except (KeyMissing, LedgerBroken) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _key(_: argparse.Namespace) -> int:
    from xiezhi.ledger.keys import folder

    ours = folder()
    ours.make_key()
    for verifier in ours.verifiers():
        print(verifier)
    return 0
