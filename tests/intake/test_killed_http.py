"""Web, worker and database killed while filings come in over HTTP: send again, all are there once.

The client knows only what was answered; what it had no answer to it sends again by the same keys.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.test_serve import children_of, free_port
from tests.intake.killable import Place, every_case_is_drawn_once, kill
from xiezhi.config import env
from xiezhi.config.postgres import Cluster

pytestmark = pytest.mark.slow

FILINGS, CLIENTS = 90, 4
TRIAGE = {"procedure": "summary", "reason": "事实清楚，争议不大"}
ONWARD = (
    ("filing.register", {}),
    ("triage.confirm", TRIAGE),
    ("assignment.seal_pool", {}),
)
"""The platform asks the witnesses and draws by itself."""
NOT_YET = "E_NOT_IN_THE_LOG"


@dataclass
class Sender:
    """收案的对方: sends every filing and its steps over HTTP, and keeps what was answered."""

    place: Place
    base: str
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    enough: threading.Event = field(default_factory=threading.Event)
    wanted: int = 0
    until: float = 0

    def all(self) -> list[bool]:
        """Send all filings by some clients at once; return which of them went the whole way.

        What is not in the log yet is asked again, for so long as a sequencer needs.
        """
        self.until = time.monotonic() + 15
        with ThreadPoolExecutor(CLIENTS) as pool:
            return list(pool.map(self._filing, range(FILINGS)))

    def _filing(self, number: int) -> bool:
        """Send one filing step by step, as far as answers come."""
        court, body = self.place.court, _filing(number)
        opened = self._act(f"courts/{court}/acts/filing.receive", body, f"f-{number}")
        if opened is None:
            return False
        case = f"cases/{opened['subject']}/acts"
        return all(
            self._act(f"{case}/{act}", data, f"f-{number}-{act}") is not None
            for act, data in ONWARD
        )

    def _act(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        """Send one act; return what was answered, or None where nobody answered."""
        head = {
            "Authorization": f"Bearer {self.place.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        request = urllib.request.Request(f"{self.base}/api/{path}", orjson.dumps(body), head)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                said: dict[str, Any] = orjson.loads(answer.read())
        except urllib.error.HTTPError as refused:
            why = refused.read().decode()
            if NOT_YET in why and time.monotonic() < self.until:
                time.sleep(0.1)
                return self._act(path, body, key)
            if refused.code != 503 and NOT_YET not in why:
                pytest.fail(f"{key}: {refused.code} {why}")
            return None
        except (OSError, HTTPException):  # the connection was refused, or cut in the middle
            return None
        before = self.acknowledged.setdefault(key, said)
        assert (before["subject"], before["entry"]) == (said["subject"], said["entry"]), key
        if len(self.acknowledged) >= self.wanted:
            self.enough.set()
        return said


@dataclass
class Platform:
    """The command that serves, with its web server, worker and sequencer."""

    place: Place
    port: int
    running: subprocess.Popen[bytes]

    @classmethod
    def start(cls, place: Place, port: int) -> Platform:
        """Start it and wait until it says that it is ready; it starts the database too."""
        command = [sys.executable, "-m", "xiezhi.cli", "serve", "--port", str(port)]
        running = subprocess.Popen(
            command, cwd=env.ROOT, env=place.environ, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == f"ready: http://127.0.0.1:{port}\n".encode()
        return cls(place, port, running)

    def parts(self) -> dict[str, list[int]]:
        """Return the processes of each part: the web server's with those that answer."""
        found: dict[str, list[int]] = {}
        for pid in map(int, children_of(self.running.pid)):
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            known = ("gunicorn", "worker", "sequence", "peer", "bar")
            name = next(one for one in known if one in words)
            found[name] = [pid, *map(int, children_of(pid))]
        return found

    def kill(self, database: Cluster) -> None:
        """End every process of it and the database as a crash would, the one that watches first."""
        parts = self.parts()
        assert set(parts) == {"gunicorn", "worker", "sequence", "peer", "bar"}
        self.running.send_signal(signal.SIGKILL)
        kill(database)
        for pid in (pid for part in parts.values() for pid in part):
            os.kill(pid, signal.SIGKILL)
        self.running.wait()


def _filing(number: int) -> dict[str, Any]:
    return {
        "kind": "civil_first",
        "cause": "民间借贷纠纷",
        "parties": [
            {"role": "plaintiff", "name": f"原告甲{number}"},
            {"role": "defendant", "name": f"被告乙{number}"},
        ],
        "claims": f"请求归还借款{number}元",
        "amount": str(1000 + number),
        "clear": True,
    }


@pytest.fixture
def served(place: Place) -> Iterator[list[Platform]]:
    """What a test started last is ended, whatever happened."""
    started: list[Platform] = []
    yield started
    for one in started:
        if one.running.poll() is None:
            one.running.terminate()
            one.running.wait(30)


def test_web_worker_and_server_killed_lose_no_acknowledged_filing_and_double_none(
    place: Place, own: Cluster, served: list[Platform]
) -> None:
    port = free_port()
    sender = Sender(place, f"http://127.0.0.1:{port}", wanted=FILINGS)
    served.append(Platform.start(place, port))
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(sender.all)
        assert sender.enough.wait(20), "nothing was acknowledged in 20 s"
        served[-1].kill(own)
        whole = sending.result(30)
    acknowledged = dict(sender.acknowledged)
    assert not all(whole), "all was done before anything was killed"
    assert Counter(said["replayed"] for said in acknowledged.values()) == {False: len(acknowledged)}

    restarted = datetime.now(UTC)
    served.append(Platform.start(place, port))
    query = "select count(*) from ledger_entry where id = any(%s) and outcome = 'accepted'"
    kept = place.rows(query, [said["entry"] for said in acknowledged.values()])
    assert kept == [(len(acknowledged),)], "what was acknowledged is on record"
    assert all(sender.all()), "sent again, every filing goes the whole way"
    _every_lot_falls(place)
    every_case_is_drawn_once(place, FILINGS)
    _worker_and_sequencer_work(place, restarted)


def _every_lot_falls(place: Place) -> None:
    """The witnesses answer, and the platform draws."""
    limit = time.monotonic() + 90
    while place.rows("select count(*) from cases_case where state <> 'assigned'") != [(0,)]:
        assert time.monotonic() < limit, place.rows(
            "select state, count(*) from cases_case group by 1"
        )
        time.sleep(0.2)


def _worker_and_sequencer_work(place: Place, since: datetime) -> None:
    """A new worker has signed on, and the checkpoint comes to hold every entry."""
    limit = time.monotonic() + 20
    query = """
        select (select count(*) from procrastinate_workers where last_heartbeat > %s),
               (select max(size) from ledger_checkpoint) = (select count(*) from ledger_entry)
    """
    while place.rows(query, since) != [(1, True)]:
        assert time.monotonic() < limit, place.rows(query, since)
        time.sleep(0.1)
