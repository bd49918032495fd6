"""Many lots in one request: each is answered or refused by itself, and all are on disk before."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lot.lots import COURT, digest
from tests.lot.test_witness import AT, Bench, Log, bench, log_sealing, sealed
from tests.marks import article
from xiezhi.cli.witness import Listed, server_of
from xiezhi.ledger.documents import Refused
from xiezhi.lot import vrf
from xiezhi.lot.asking import Address, WitnessRefused
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.pool import Occasion
from xiezhi.lot.receipts import DRAWING

pytestmark = article("法发〔2020〕26号", 7, 1)
__all__ = ["bench"]


def of_case(bench: Bench, number: int, **change) -> Commitment:
    """A sealed lot of another case."""
    filing = digest(f"filing {number}")
    return bench.sealed(lineage=f"（2026）例0101民初{number}号", filing=filing, **change)


@pytest.fixture
def address(bench: Bench, tmp_path: Path) -> Iterator[Address]:
    """The witness behind HTTP; its operator's file is at `tmp_path / "courts"`."""
    courts = tmp_path / "courts"
    courts.write_text(bench.log.line + "\n")
    server = server_of(bench.witness, Listed(courts), "127.0.0.1", 0)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield Address("127.0.0.1", server.server_port)
    server.shutdown()
    serving.join()
    server.server_close()


class TestManyLots:
    def test_each_is_answered_or_refused_by_itself(self, bench: Bench, address: Address):
        good = [of_case(bench, number) for number in range(3)]
        bad = of_case(bench, 3, witness_keys=(COURT.public[::-1],))
        again = of_case(bench, 0, nonce=digest("grind"))
        receipts = [log_sealing(bench.log, one) for one in (*good, bad, again)]
        receipts = [bench.log.receipt(place + 1) for place in range(len(receipts))]
        bench.cosign(0)
        answers = address.proofs([(receipt, None) for receipt in receipts])
        for commitment, proof in zip(good, answers, strict=False):
            assert isinstance(proof, bytes)
            vrf.verify(bench.keys.lots.public, alpha(commitment.encode()), proof)
        assert [str(one) for one in answers[3:]] == [
            "the lot names other witnesses",
            "another commitment to this lot was answered",
        ]
        assert all(isinstance(one, WitnessRefused) for one in answers[3:])

    def test_what_was_answered_together_outlives_a_restart(self, bench: Bench):
        lots = [of_case(bench, number) for number in range(2)]
        places = [bench.log.add("assignment.seal_pool", {"commitment": c.encode().hex()})
                  for c in lots]  # fmt: skip
        bench.cosign(0)
        questions = [(bench.log.receipt(place), None) for place in places]
        before = bench.witness.lots(questions, AT)
        bench.start()
        assert bench.witness.lots(questions, AT) == before
        other = of_case(bench, 1, nonce=digest("grind"))
        receipt = log_sealing(bench.log, other)
        bench.cosign(3)
        (answer,) = bench.witness.lots([(receipt, None)], AT)
        assert isinstance(answer, Refused)

    def test_the_same_lot_twice_in_one_request_is_one_lot(self, bench: Bench):
        receipt = log_sealing(bench.log, of_case(bench, 1))
        bench.cosign(0)
        one, other = bench.witness.lots([(receipt, None)] * 2, AT)
        assert one == other
        assert len(bench.witness.open("court-a", 9)) == 1

    def test_results_are_asked_for_and_shown_together(self, bench: Bench, address: Address):
        # The pools of these lots are those of the court's own occasion.
        commitment = bench.sealed()
        receipt = log_sealing(bench.log, commitment)
        bench.cosign(0)
        (proof,) = address.proofs([(receipt, None)])
        assert address.unresolved("court-a") == [commitment.encode()]
        assert address.unresolved("court-b") == []
        result = bench.settled(commitment, proof)
        place = bench.log.add(DRAWING, {"result": result.encode().hex()})
        bench.cosign(2)
        address.show_all([bench.log.receipt(place), receipt])
        assert address.unresolved("court-a") == []

    def test_what_the_operator_writes_holds_at_once(
        self, bench: Bench, address: Address, tmp_path: Path
    ):
        log = Log("court-b.example/log")
        log.add("filing.receive", {})
        with pytest.raises(WitnessRefused, match="not known"):
            address.cosignature(log.note(), 0, [])
        (tmp_path / "courts").write_text(f"{bench.log.line}\n{log.line}\n")
        assert address.cosignature(log.note(), 0, [])
        (tmp_path / "courts").write_text("half a li")
        log.add("x", {})
        assert address.cosignature(log.note(), 1, log.path(1))


def test_occasions_differ():
    """Two cases have two questions, so that no pool can be taken for another."""
    one, other = (
        sealed((COURT.public[::-1],), filing=digest(str(number))).occasion for number in (1, 2)
    )
    assert isinstance(one, Occasion)
    assert one.question != other.question
