"""A hundred planted frauds: which the verifier, a witness, fsck, the replay or the audit found."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.fraud_court import Court
from benchmarks.fraud_found import AUDIT, FSCK, REPLAY, VERIFIER, WITNESS
from benchmarks.fraud_kinds import KINDS
from benchmarks.fraud_years import YEARS, found, honest
from benchmarks.world import World
from tests.ledger.conftest import Link, make_tables
from xiezhi.config import database, server
from xiezhi.config.postgres import cluster

FINDERS = (VERIFIER, WITNESS, FSCK, REPLAY, AUDIT)
SEED = 26


def figures(world: World | None, *, quick: bool) -> Iterator[str]:
    """Yield the table line by line; `quick` plants one of each kind and no long years."""
    assert world is not None, "the log of the frauds lies in a database"
    yield "| Fraud | Planted | " + " | ".join(FINDERS) + " | Found |"
    yield "|---|---|" + "---|" * len(FINDERS) + "---|"
    planted = caught = 0
    for name, count, by, all_found in _all(world, quick=quick):
        planted, caught = planted + count, caught + all_found
        cells = " | ".join(str(by[one]) if by[one] else "" for one in FINDERS)
        yield f"| {name} | {count} | {cells} | {all_found} |"
    yield f"| **all** | **{planted}** | " + " | " * len(FINDERS) + f"**{caught}** |"
    alarms = sum(bool(found(honest, SEED + one)) for one in range(2 if quick else 10))
    yield f"Honest years of 300 lots with an alarm: {alarms} of {2 if quick else 10}."


def _all(world: World, *, quick: bool) -> Iterator[tuple[str, int, Counter[str], int]]:
    with _court(world) as court:
        for kind in KINDS:
            count = 1 if quick else kind.count
            chance = random.Random(f"{SEED}/{kind.name}")
            hits = [kind.plant(court, chance) for _ in range(count)]
            by = Counter(one for hit in hits for one in hit)
            yield kind.name, count, by, sum(map(bool, hits))
    for name, wanted, plant in YEARS:
        if quick and "3,000" in name:
            continue
        count = 1 if quick else wanted
        tests = [found(plant, SEED + one) for one in range(count)]
        caught = sum(map(bool, tests))
        yield name, count, Counter({AUDIT: caught}), caught


@contextmanager
def _court(world: World) -> Iterator[Court]:
    """Lend a court whose log lies in the benchmark's database."""
    options = f"-c role={database.APPLICATION}"
    with psycopg.connect(
        world.server, dbname=world.name, autocommit=True, options=f"-c role={database.OWNER}"
    ) as owner:
        make_tables(owner)

    @contextmanager
    def forge() -> Iterator[Link]:
        with server.connect(cluster(), world.name) as link:
            link.execute("begin isolation level repeatable read")
            link.execute("set local session_replication_role = replica")
            yield link
            link.execute("rollback")

    with (
        tempfile.TemporaryDirectory() as folder,
        psycopg.connect(world.server, dbname=world.name, autocommit=True, options=options) as link,
    ):
        court = Court(link, Path(folder), forge, SEED)
        try:
            yield court
        finally:
            court.close()
