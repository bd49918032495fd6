"""Two witnesses behind HTTP in the process of the tests, and the log that they cosign."""

from __future__ import annotations

import atexit
import tempfile
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from http.server import ThreadingHTTPServer
from pathlib import Path

from django.db import connection

from xiezhi.assignment import witnessing
from xiezhi.assignment.models import NamedWitness
from xiezhi.cli.witness import Listed, server_of
from xiezhi.ledger.keys import folder, ready_signer
from xiezhi.ledger.sequencer import catch_up
from xiezhi.lot import beside
from xiezhi.lot.asking import Address
from xiezhi.lot.witness import Journal, Keys, Witness
from xiezhi.people.models import Court

SINCE = datetime(2020, 8, 4, tzinfo=UTC)


class Running:
    """A witness that answers; its journal is gone with the process."""

    def __init__(self, keys: Keys, place: Path) -> None:
        self.keys, self.place, self.lives = keys, place, 0
        self.begin()

    def begin(self, port: int = 0) -> None:
        """Begin with an empty journal."""
        self.lives += 1
        journal = self.place / f"{self.keys.name}-{self.lives}" / "journal.jsonl"
        self.witness = Witness(self.keys, [], Journal(journal))
        self.start(port)

    def start(self, port: int = 0) -> None:
        """Listen, at the port of before if there was one."""
        self.server: ThreadingHTTPServer = server_of(
            self.witness, Listed(beside.courts()), "127.0.0.1", port
        )
        self.port = self.server.server_port
        serve = self.server.serve_forever
        threading.Thread(target=serve, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def read(self, courts: Path) -> None:
        """Take the courts from this file: a test may have a state folder of its own."""
        self.server.RequestHandlerClass.listed = Listed(courts)  # type: ignore[attr-defined]

    def stop(self) -> None:
        """Be silent."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address("127.0.0.1", self.port)


@cache
def _started() -> tuple[Running, ...]:
    place = tempfile.TemporaryDirectory(prefix="xz-witnesses-")
    atexit.register(place.cleanup)
    return tuple(Running(keys, Path(place.name)) for keys in keys_of_both())


def forget() -> None:
    """Begin anew, as the database does: its numbers come again, for other lots."""
    if _started.cache_info().currsize:
        for one in _started():
            one.stop()
            one.begin(one.port)


def running() -> tuple[Running, ...]:
    """Return the two witnesses of this process, started when they are first needed."""
    made = _started()
    places = {one.keys.lots.public: one.address for one in made}
    if beside.addresses() != places:
        beside.listen_at(places)
    return made


@cache
def keys_of_both() -> list[Keys]:
    """Return the keys of the two witnesses."""
    return beside.both()


def name_for(court: Court) -> None:
    """Have a court name the two witnesses."""
    NamedWitness.objects.bulk_create(
        NamedWitness(court=court, name=keys.name, key=keys.lots.public, place=place, since_at=SINCE)
        for place, keys in enumerate(keys_of_both())
    )


def log() -> None:
    """Do what the sequencer does: everything so far stands in the signed log."""
    connection.ensure_connection()
    catch_up(connection.connection, ready_signer(folder()), at=datetime.now(UTC))


def answer(cases: Sequence[int], at: datetime) -> None:
    """Have the witnesses answer for sealed cases."""
    for one in running():
        one.read(beside.courts())
    witnessing.answer(cases, at=at, into_log=log)
