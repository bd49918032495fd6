"""A platform of its own that a test may kill: where it lies, and what must be there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from xiezhi.config import env
from xiezhi.config.postgres import Cluster

COURT = """
import django
django.setup()
from tests import factories as make
from tests.api.test_acts import token
from xiezhi.law.terms import Post
bench = make.make_bench(5)
office = bench.people[Post.FILING_OFFICER]
make.make_account(office, "office")
print(bench.court.id, token(office))
"""
ONCE = """
    select count(*), count(distinct fingerprint), count(distinct number),
           count(*) filter (where state = 'assigned' and judge_id is not null)
      from cases_case
"""
STEPS = """
    select act, count(*), count(distinct subject) from ledger_entry
     where outcome = 'accepted' and subject in (select id from cases_case) group by act order by act
"""


WITNESSES = """
import sys
from xiezhi.lot import beside
with beside.running():
    print("ready", flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True)
class Place:
    """Where the command runs: its variables, and how to look into its database."""

    environ: dict[str, str]
    look: str  # a connection string
    court: int
    token: str  # of the filing officer

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return what a query finds in its database."""
        with psycopg.connect(self.look) as link:
            return link.execute(query, values or None).fetchall()

    @contextmanager
    def witnesses(self) -> Iterator[None]:
        """Run the two witnesses there."""
        running = subprocess.Popen(
            [sys.executable, "-c", WITNESSES],
            cwd=env.ROOT, env=self.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        yield
        running.communicate()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python there; return what it said."""
        return subprocess.run(
            [sys.executable, *words],
            cwd=env.ROOT, env=self.environ, check=False, capture_output=True, text=True,
        )  # fmt: skip


def every_case_is_drawn_once(place: Place, filings: int) -> None:
    """Each filing is one case that went each step once; the ledger recomputes without a fault."""
    assert place.rows(ONCE) == [(filings, filings, filings, filings)]
    assert place.rows("select count(*), count(distinct key) from acts_opening") == [
        (filings, filings)
    ]
    assert place.rows("select count(*), count(distinct case_id) from assignment_draw") == [
        (filings, filings)
    ]
    assert {row[0]: row[1:] for row in place.rows(STEPS)} == dict.fromkeys(
        (
            "assignment.draw", "assignment.record_answers", "assignment.seal_pool",
            "filing.receive", "filing.register", "triage.confirm",
        ),
        (filings, filings),
    )  # fmt: skip
    checked = place.run("-m", "xiezhi.cli", "ledger", "fsck", "--all")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 faults" in checked.stdout


def kill(cluster: Cluster) -> None:
    """End the postmaster as a crash would; its sessions end when they notice."""
    os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
