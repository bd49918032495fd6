"""Witnesses: the court has no choice, whatever it logs, asks and keeps silent about."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.lot.lots import COURT, ROWS, a_pool, an_occasion, digest
from tests.marks import article
from xiezhi.ledger import tree
from xiezhi.ledger.documents import Refused, entry_json
from xiezhi.ledger.encoding import ACCEPTED, Draft, Sealed, canonical, entry_hash
from xiezhi.ledger.notes import Checkpoint, Signer
from xiezhi.lot.asking import Address, WitnessRefused, WitnessSilent
from xiezhi.lot.commitment import Commitment, alpha, commit
from xiezhi.lot.encoding import ZERO, Malformed
from xiezhi.lot.policy import Policy
from xiezhi.lot.proof import Result, settle
from xiezhi.lot.receipts import DRAWING, SEALING, check_lot, lot_receipt
from xiezhi.lot.witness import Conflict, Journal, Witness, make_keys, read_trusted

pytestmark = article("法发〔2020〕26号", 7, 1)
AT = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
ORIGIN = "court-a.example/log"


class Log:
    """A court's log in memory: entries, their tree, signed checkpoints."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.origin = origin
        self.signer = Signer("log", Ed25519PrivateKey.from_private_bytes(digest(origin)))
        self.entries: list[Sealed] = []

    def add(self, act: str, adds: dict, subject: int = 7) -> int:
        """Log an entry; returns its place."""
        mine = [entry for entry in self.entries if entry.draft.subject == subject]
        seq, prev = len(mine) + 1, mine[-1].hash if mine else bytes(32)
        draft = Draft(
            subject=subject, act=act, outcome=ACCEPTED, actor=1, post="system",
            data=canonical({"adds": adds}), at=1_700_000_000_000_000, list_version="1",
        )  # fmt: skip
        self.entries.append(Sealed(0, draft, seq, prev, entry_hash(draft, seq, prev)))
        return len(self.entries) - 1

    def leaf(self, place: int) -> bytes:
        return tree.leaf_hash(self.entries[place].hash)

    def _at(self, place: tree.Place) -> bytes:
        level, index = place
        leaves = [self.leaf(n) for n in range(index << level, (index + 1) << level)]
        return tree.root_of(leaves)

    def note(self, size: int | None = None) -> str:
        size = len(self.entries) if size is None else size
        root = tree.root_of([self.leaf(n) for n in range(size)])
        return self.signer.sign(Checkpoint(self.origin, size, root, 0, 1_700_000_000_000_000))

    def path(self, old: int, new: int | None = None) -> list[bytes]:
        new = len(self.entries) if new is None else new
        return tree.prove(tree.consistency_spans(old, new), self._at)

    def receipt(self, place: int, size: int | None = None) -> dict:
        size = len(self.entries) if size is None else size
        path = tree.prove(tree.inclusion_spans(place, size), self._at)
        return {
            "format": "xiezhi-receipt/1", "suite": 1, "entry": entry_json(self.entries[place]),
            "index": place, "path": [one.hex() for one in path], "checkpoint": self.note(size),
            "verifier": str(self.signer.verifier),
        }  # fmt: skip

    @property
    def line(self) -> str:
        return f"court court-a {COURT.public.hex()} {self.origin} {self.signer.verifier}"


def sealed(witness_keys: tuple[bytes, ...], number: int = 1, **change) -> Commitment:
    occasion = an_occasion(number)
    pool = a_pool(occasion)
    made = commit(
        occasion, pool, picks=1, state_size=1, rules=digest("rules"), court_key=COURT.public,
        witness_keys=witness_keys, prev=change.pop("prev", ZERO),
    )  # fmt: skip
    return replace(made, **change)


def log_sealing(log: Log, commitment: Commitment, act: str = SEALING) -> dict:
    return log.receipt(log.add(act, {"commitment": commitment.encode().hex()}))


class Bench:
    """A witness in memory with a log that it cosigned up to the present."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, Log()
        self.log.add("filing.receive", {})
        self.keys = make_keys(folder, "peer")
        self.journal: Journal | None = None
        self.start()

    def start(self) -> None:
        if self.journal:
            self.journal.close()
        self.journal = Journal(self.folder / "journal.jsonl")
        self.witness = Witness(self.keys, read_trusted(self.log.line), self.journal)

    def cosign(self, old: int) -> str:
        return self.witness.checkpoint(self.log.note(), old, self.log.path(old), AT)

    def sealed(self, number: int = 1, **change) -> Commitment:
        keys = change.pop("witness_keys", (self.keys.lots.public,))
        return sealed(keys, number, **change)

    def settled(self, commitment: Commitment, proof: bytes) -> Result:
        proofs = [COURT.prove(alpha(commitment.encode())), proof]
        return settle(commitment, a_pool(commitment.occasion), proofs)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "peer")
    yield made
    made.journal.close()


class TestCosigning:
    def test_the_log_may_only_grow(self, bench: Bench):
        bench.cosign(0)
        bench.log.add("x", {})
        bench.cosign(1)
        with pytest.raises(Conflict) as conflict:
            bench.witness.checkpoint(bench.log.note(1), 1, [], AT)
        assert conflict.value.size == 2
        with pytest.raises(Refused, match="smaller"):
            bench.witness.checkpoint(bench.log.note(1), 2, [], AT)

    def test_another_history_is_refused(self, bench: Bench):
        bench.log.add("x", {})
        bench.cosign(0)
        fork = Log()
        for _ in range(3):
            fork.add("y", {})
        with pytest.raises(Refused, match="root"):
            bench.witness.checkpoint(fork.note(), 2, fork.path(2), AT)
        with pytest.raises(Refused, match="two roots"):
            bench.witness.checkpoint(fork.note(2), 2, [], AT)

    def test_another_log_is_refused(self, bench: Bench):
        other = Log("court-b.example/log")
        other.add("x", {})
        with pytest.raises(Refused, match="not known"):
            bench.witness.checkpoint(other.note(), 0, [], AT)
        other.origin = ORIGIN
        with pytest.raises(Refused, match="key"):
            bench.witness.checkpoint(other.note(), 0, [], AT)

    def test_the_cosignature_is_of_the_form_that_tools_know(self, bench: Bench):
        """C2SP tlog-cosignature: `cosignature/v1`, the time, the checkpoint's own lines."""
        line = bench.cosign(0)
        content = base64.b64decode(line.split(" ")[2])
        text = bench.log.note().partition("\n\n")[0] + "\n"
        seconds = int(AT.timestamp())
        assert content[:4] == bench.keys.cosigner_id
        assert content[4:12] == seconds.to_bytes(8)
        public = Ed25519PublicKey.from_public_bytes(
            bench.keys.signer.public_key().public_bytes_raw()
        )
        public.verify(content[12:], f"cosignature/v1\ntime {seconds}\n{text}".encode())

    def test_what_was_cosigned_outlives_a_restart_also_after_a_torn_line(self, bench: Bench):
        bench.cosign(0)
        with (bench.folder / "journal.jsonl").open("ab") as file:
            file.write(b'{"head": ["half')
        bench.start()
        with pytest.raises(Conflict):
            bench.cosign(0)
        bench.log.add("x", {})
        bench.cosign(1)
        bench.start()
        assert bench.witness.checkpoint(bench.log.note(), 2, [], AT)

    def test_two_processes_do_not_share_a_journal(self, bench: Bench):
        with pytest.raises(BlockingIOError):
            Journal(bench.folder / "journal.jsonl")


class TestAnswering:
    def test_the_answer_is_the_same_again_and_later(self, bench: Bench):
        commitment = bench.sealed()
        receipt = log_sealing(bench.log, commitment)
        bench.cosign(0)
        proof = bench.witness.lot(receipt, None, AT)
        assert bench.witness.lot(receipt, None, AT + timedelta(days=3)) == proof
        bench.start()
        assert bench.witness.lot(receipt, None, AT) == proof
        assert bench.settled(commitment, proof).check()

    def test_no_answer_before_the_commitment_stands_in_a_cosigned_log(self, bench: Bench):
        receipt = log_sealing(bench.log, bench.sealed())
        with pytest.raises(Refused, match="cosigned"):
            bench.witness.lot(receipt, None, AT)
        pending = {name: receipt[name] for name in ("format", "suite", "entry")}
        bench.cosign(0)
        with pytest.raises(Refused, match="cosigned"):
            bench.witness.lot(pending, None, AT)

    @pytest.mark.parametrize(
        "change",
        [
            {"nonce": digest("grind")},
            {"root": digest("another pool")},
            {"state_size": 2},
            {"lineage": "（2026）例0101民初2号"},
            {"filing": digest("another filing")},
        ],
        ids=str,
    )
    def test_no_second_commitment_to_the_same_lot(self, bench: Bench, change):
        """Neither by another pool or nonce, nor under another name of the case or the filing."""
        for one in (bench.sealed(), bench.sealed(**change)):
            log_sealing(bench.log, one)
        receipts = [bench.log.receipt(place) for place in (1, 2)]
        bench.cosign(0)
        bench.witness.lot(receipts[0], None, AT)
        for _ in range(2):
            with pytest.raises(Refused, match="another commitment"):
                bench.witness.lot(receipts[1], None, AT)
            bench.start()

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"court": "court-b"}, "not known"),
            ({"court_key": digest("other")}, "not known"),
            ({"witness_keys": (digest("other"),)}, "other witnesses"),
            ({"prev": digest("result")}, "round"),
        ],
    )
    def test_what_is_not_its_to_answer(self, bench: Bench, change, says):
        receipt = log_sealing(bench.log, bench.sealed(**change))
        bench.cosign(0)
        with pytest.raises(Refused, match=says):
            bench.witness.lot(receipt, None, AT)

    def test_a_lot_in_the_log_of_another_court_is_refused(self, bench: Bench):
        """Else the court would choose in which of two logs, of which one is seen, it stands."""
        other = Log("court-b.example/log")
        line = other.line.replace("court-a", "court-b")
        trusted = read_trusted(f"{bench.log.line}\n{line}")
        witness = Witness(bench.keys, trusted, bench.journal)
        receipt = log_sealing(other, bench.sealed())
        witness.checkpoint(other.note(), 0, [], AT)
        with pytest.raises(Refused, match="another court"):
            witness.lot(receipt, None, AT)

    def test_entries_of_other_acts_are_no_sealing(self, bench: Bench):
        receipt = log_sealing(bench.log, bench.sealed(), act="filing.amend")
        bench.cosign(0)
        with pytest.raises(Refused, match="not one of"):
            bench.witness.lot(receipt, None, AT)

    def test_an_entry_without_a_commitment_is_refused(self, bench: Bench):
        bench.log.add(SEALING, {"commitment": "zz"})
        bench.log.add(SEALING, {})
        bench.cosign(0)
        for place in (1, 2):
            with pytest.raises(Refused):
                bench.witness.lot(bench.log.receipt(place), None, AT)


class TestLaterRounds:
    """同一案件再次抽取 only with the result of the round before in the log."""

    def first(self, bench: Bench, *, logged: bool = True) -> int:
        """Draw round 1 and log its result; returns the place of its entry."""
        commitment = bench.sealed()
        receipt = log_sealing(bench.log, commitment)
        bench.cosign(0)
        result = bench.settled(commitment, bench.witness.lot(receipt, None, AT))
        return bench.log.add(DRAWING if logged else "x", {"result": result.encode().hex()})

    def test_with_the_result_before_it(self, bench: Bench):
        place = self.first(bench)
        again = bench.sealed(2, prev=bench.log.leaf(place))
        receipt = log_sealing(bench.log, again)
        bench.cosign(2)
        previous = bench.log.receipt(place)
        proof = bench.witness.lot(receipt, previous, AT)
        assert bench.settled(again, proof).check()

    def test_with_a_result_that_does_not_hold(self, bench: Bench):
        """A result that the court made up would let it go on from a round that nobody answered."""
        commitment = bench.sealed()
        log_sealing(bench.log, commitment)
        bench.cosign(0)
        honest = bench.settled(commitment, bench.witness.lot(bench.log.receipt(1), None, AT))
        forged = replace(honest, proofs=(honest.proofs[0], honest.proofs[0]))
        place = bench.log.add(DRAWING, {"result": forged.encode().hex()})
        receipt = log_sealing(bench.log, bench.sealed(2, prev=bench.log.leaf(place)))
        bench.cosign(2)
        with pytest.raises(Refused, match="witness 1"):
            bench.witness.lot(receipt, bench.log.receipt(place), AT)

    def test_without_it_or_with_another(self, bench: Bench):
        place = self.first(bench)
        wrong = [
            (bench.sealed(2, prev=bench.log.leaf(place)), None, "needs the receipt"),
            (bench.sealed(2, prev=digest("other")), place, "another one"),
            (bench.sealed(3, prev=bench.log.leaf(place)), place, "another one"),
            (bench.sealed(2, prev=bench.log.leaf(place), seat=1), place, "another one"),
            (bench.sealed(2, prev=bench.log.leaf(1)), 1, "not one of"),
        ]
        places = [bench.log.add(SEALING, {"commitment": one.encode().hex()}) for one, *_ in wrong]
        bench.cosign(2)
        for here, (_, before, says) in zip(places, wrong, strict=True):
            previous = None if before is None else bench.log.receipt(before)
            with pytest.raises(Refused, match=says):
                bench.witness.lot(bench.log.receipt(here), previous, AT)


class TestOverdue:
    def test_a_lot_whose_result_is_not_shown_in_a_day_is_listed(self, bench: Bench):
        commitment = bench.sealed()
        receipt = log_sealing(bench.log, commitment)
        bench.cosign(0)
        proof = bench.witness.lot(receipt, None, AT)
        assert bench.witness.overdue(AT + timedelta(hours=23)) == []
        bench.start()
        assert bench.witness.overdue(AT + timedelta(hours=24)) == [commitment]
        result = bench.settled(commitment, proof)
        place = bench.log.add(DRAWING, {"result": result.encode().hex()})
        with pytest.raises(Refused, match="cosigned"):
            bench.witness.result(bench.log.receipt(place))
        bench.cosign(2)
        bench.witness.result(bench.log.receipt(place))
        bench.start()
        assert bench.witness.overdue(AT + timedelta(days=9)) == []


class TestTrusted:
    def test_lines(self):
        log = Log()
        (one,) = read_trusted(f"# ours\n\n{log.line}\n")
        assert (one.court, one.key, one.origin) == ("court-a", COURT.public, ORIGIN)

    @pytest.mark.parametrize(
        "line", ["court a", f"court a {bytes(32).hex()} o k", Log().line.replace("court ", "x ", 1)]
    )
    def test_other_lines(self, line):
        with pytest.raises(Malformed):
            read_trusted(line)


class Process:
    """A witness as a process of its own, and where it listens."""

    def __init__(self, folder: Path, name: str, line: str) -> None:
        self.folder, self.name = folder, name
        (folder / "courts").parent.mkdir(exist_ok=True)
        (folder / "courts").write_text(line)
        said = self.command("key").stdout
        self.key = bytes.fromhex(said.split()[2])
        self.start()

    def command(self, what: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.words(what), capture_output=True, text=True, timeout=60, check=False
        )

    def words(self, what: str) -> list[str]:
        return [
            sys.executable, "-m", "xiezhi.cli", "witness", what, "--folder", str(self.folder),
            "--name", self.name, "--courts", str(self.folder / "courts"), "--port", "0",
        ]  # fmt: skip

    def start(self) -> None:
        self.child = subprocess.Popen(self.words("serve"), stdout=subprocess.PIPE, text=True)
        ready = self.child.stdout.readline()
        self.address = Address("127.0.0.1", int(re.search(r":(\d+)$", ready.strip()).group(1)))

    def kill(self) -> None:
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()


@pytest.fixture
def witnesses(tmp_path: Path) -> Iterator[list[Process]]:
    made = [Process(tmp_path / name, name, Log().line) for name in ("peer", "bar")]
    yield made
    for one in made:
        one.kill()


class TestProcesses:
    """The whole protocol with two witnesses that run by themselves."""

    def test_seal_log_cosign_answer_draw_and_show(self, witnesses: list[Process]):
        log = Log()
        log.add("filing.receive", {})
        commitment = sealed(tuple(one.key for one in witnesses))
        place = log.add(SEALING, {"commitment": commitment.encode().hex()})
        receipt = log.receipt(place)
        for one in witnesses:
            with pytest.raises(WitnessRefused, match="cosigned"):
                one.address.proof(receipt)
            assert one.address.known_size(log.note()) == 0
            assert one.address.cosignature(log.note(), 0, []).startswith(f"— {one.name} ")
        proofs = [one.address.proof(receipt) for one in witnesses]
        question = alpha(commitment.encode())
        pool = a_pool(commitment.occasion)
        result = settle(commitment, pool, [COURT.prove(question), *proofs])
        shown = log.add(DRAWING, {"result": result.encode().hex()})
        entries = [log.receipt(place), log.receipt(shown)]
        master = COURT.prove(commitment.occasion.question)
        file = lot_receipt(result, entries=entries, master=master, rows=ROWS)
        keys = tuple((one.name, one.key) for one in witnesses)
        policy = Policy("court-a", COURT.public, keys)
        check = check_lot(file, [log.signer.verifier], policy)
        assert check.anchored and check.opened and check.trusted
        for one in witnesses:
            one.address.cosignature(log.note(), 2, log.path(2))
            one.address.show(entries[1])

    def test_a_killed_witness_answers_the_same_and_nothing_else(self, witnesses: list[Process]):
        one, log = witnesses[0], Log()
        first = sealed((one.key,))
        second = replace(first, nonce=digest("grind"))
        places = [log.add(SEALING, {"commitment": c.encode().hex()}) for c in (first, second)]
        one.address.cosignature(log.note(), 0, [])
        proof = one.address.proof(log.receipt(places[0]))
        one.kill()
        began = time.monotonic()
        with pytest.raises(WitnessSilent):
            one.address.proof(log.receipt(places[0]))
        assert time.monotonic() - began < 10
        one.start()
        assert one.address.proof(log.receipt(places[0])) == proof
        with pytest.raises(WitnessRefused, match="another commitment"):
            one.address.proof(log.receipt(places[1]))
        one.kill()
        assert one.command("overdue").returncode == 0  # answered just now
        one.start()

    def test_other_questions_are_no_questions(self, witnesses: list[Process]):
        address = witnesses[0].address
        for path, asked in (("/lot", []), ("/x", {}), ("/lot", {}), ("/checkpoint", {"note": 1})):
            with pytest.raises(WitnessRefused):
                address._ask(path, asked)
