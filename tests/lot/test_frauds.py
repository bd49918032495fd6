"""Planted frauds: each kind is found by what is to find it; the table is `benchmarks frauds`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.fraud_court import Court
from benchmarks.fraud_found import Kind
from benchmarks.fraud_kinds import KINDS, all_keys
from benchmarks.fraud_years import YEARS, found
from tests.ledger.conftest import (  # noqa: F401 - fixtures
    Connect,
    Link,
    app,
    connect,
    database_name,
    faults,
)
from tests.marks import article, rule
from xiezhi.lot.receipts import check_lot
from xiezhi.lot.replay import Opened, opened, replay

pytestmark = [article("法发〔2020〕26号", 7), pytest.mark.slow]


@pytest.fixture
def court(app: Link, connect: Connect, tmp_path: Path) -> Iterator[Court]:  # noqa: F811
    """A court of nine judges with a log in the database and two witnesses."""

    @contextmanager
    def forge() -> Iterator[Link]:
        link = connect("superuser")
        link.execute("begin isolation level repeatable read")
        link.execute("set local session_replication_role = replica")
        yield link
        link.execute("rollback")

    made = Court(app, tmp_path, forge, 5)
    yield made
    made.close()


@rule("R7.1", "R7.2")
class TestFrauds:
    def test_an_honest_lot_is_refused_by_nobody(self, court: Court) -> None:
        for held in (court.lot(), court.lot(court.rows(("J02",)))):
            content = court.file(held)
            check = check_lot(content, court.folder.verifiers(), court.policy)
            assert check.anchored and check.opened and check.trusted
        again = court.lot(before=court.held[-1])
        assert check_lot(court.file(again), court.folder.verifiers(), court.policy).anchored
        assert faults(court.link, court.folder) == []
        assert not any(
            witness.overdue(court.at.replace(year=2027)) for witness in court.witnesses.values()
        )

    @pytest.mark.parametrize(
        "kind", [kind for kind in KINDS if kind.plant is not all_keys],
        ids=lambda kind: kind.plant.__name__,
    )  # fmt: skip
    def test_it_is_found(self, court: Court, kind: Kind) -> None:
        assert kind.plant(court, random.Random(1)), kind.name

    def test_the_court_and_all_its_witnesses_together_are_not_found_in_one_case(
        self, court: Court
    ) -> None:
        """What remains: the receipts are true, for every key agreed to the same lie."""
        assert not all_keys(court, random.Random(1))

    @pytest.mark.parametrize("place", [0, 1, 2, 4])
    def test_before_the_lot_it_is_found_in_many_lots(self, place: int) -> None:
        _name, _count, plant = YEARS[place]
        assert found(plant, 26)

    def test_a_hundred_are_planted(self) -> None:
        counts = [kind.count for kind in KINDS] + [count for _name, count, _plant in YEARS]
        assert sum(counts) == 100


@rule("R7.1")
class TestReplay:
    """The loads are the sum of logged lots: whoever has the receipts computes the tickets."""

    ROSTER = {"A": 1000, "B": 1000, "C": 500}

    def test_the_tickets_of_a_year_follow_from_the_lots_before(self, court: Court) -> None:
        for away in ((), ("J02",), (), ("J01", "J08")):
            court.lot(court.rows(away))
        lots = [opened(court.file(held)) for held in court.held]
        assert replay(lots, court.roster) == []

    def test_what_does_not_follow_is_named(self) -> None:
        even = {"A": 600_000, "B": 600_000, "C": 300_000}
        lots = [
            Opened("1", even, "A"),
            Opened("2", {**even, "A": 640_000, "B": 640_000, "C": 320_000}, "B"),
        ]
        assert replay(lots[:1], self.ROSTER) == []
        assert replay(lots, self.ROSTER)[0].startswith("2: A has 640000 tickets")
        assert replay([Opened("1", {"A": 600_000, "X": 1}, "A")], self.ROSTER) == [
            "1: B is not listed", "1: C is not listed", "1: X is on no roster",
        ]  # fmt: skip

    def test_a_receipt_that_opens_one_row_shows_no_loads(self, court: Court) -> None:
        held = court.lot()
        with pytest.raises(ValueError, match="does not open"):
            opened(court.file(held, opened=False))
