"""A court that holds its lots as the protocol says, with real keys, log, witnesses and receipts.

Frauds are planted into it. The log is the ledger on PostgreSQL with its sequencer; two witnesses
cosign and answer, each with keys and a journal of its own.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.ledger.conftest import TABLES, Link, new_subjects, write
from xiezhi.ledger import sequencer, tree
from xiezhi.ledger.encoding import ACCEPTED, Draft, Sealed, canonical, microseconds
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.notes import Checkpoint, open_note
from xiezhi.ledger.receipts import receipt
from xiezhi.ledger.rows import prove
from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha, commit
from xiezhi.lot.encoding import ZERO
from xiezhi.lot.policy import Policy
from xiezhi.lot.pool import Occasion, Reason, Row, SealedPool, seal
from xiezhi.lot.proof import Result, settle
from xiezhi.lot.receipts import DRAWING, SEALING, lot_receipt
from xiezhi.lot.tickets import dues, weight
from xiezhi.lot.witness import Journal, Trusted, Witness, make_keys

AT = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
NAME, ORIGIN = "court-a", "xiezhi-ledger"
RULES = sha256(b"rules").digest()
CASE = 100
Forge = Callable[[], AbstractContextManager[Link]]
"""Opens the database as a superuser whose changes are rolled back."""


@dataclass
class Held:
    """一次抽签: everything of a lot; a fraud changes some of it."""

    subject: int
    lineage: str
    rows: list[Row]
    pool: SealedPool
    master: bytes
    commitment: Commitment
    sealing: int = 0
    drawing: int = 0
    proofs: list[bytes] = field(default_factory=list)
    result: Result | None = None

    @property
    def settled(self) -> Result:
        """The result, of a lot that was drawn."""
        assert self.result is not None, "the lot was drawn"
        return self.result

    @property
    def drawn(self) -> str:
        """Who was drawn."""
        return self.settled.openings[0].sealed.row.id.decode()


class Court:
    """法院: its roster and accounts, its key, its log, the two witnesses whom it has named."""

    def __init__(self, link: Link, folder: Path, forge: Forge, seed: int, judges: int = 9) -> None:
        self.link, self.forge, self.chance = link, forge, random.Random(seed)
        self.folder = Folder(folder / "ledger", name=ORIGIN)
        self.folder.make_key()
        self.key = vrf.SecretKey(sha256(b"court %d" % seed).digest())
        self.roster = {f"J{n:02}": 500 if n == judges - 1 else 1000 for n in range(judges)}
        self.accounts = dict.fromkeys(self.roster, 0)
        self.at, self.number = AT, 0
        self.held: list[Held] = []
        self.witnesses: dict[str, Witness] = {}
        self.heads: dict[str, int] = {"peer": 0, "bar": 0}
        self.log("court.open", {}, self._subject())
        self.tick()
        log = self.folder.verifiers()[0]
        for name in self.heads:
            keys = make_keys(folder / name, name)
            trusted = [Trusted(NAME, self.key.public, self.checkpoint().origin, log)]
            self.witnesses[name] = Witness(keys, trusted, Journal(folder / name / "journal.jsonl"))

    @property
    def policy(self) -> Policy:
        """The keys that the court has published."""
        known = ((name, one.keys.lots.public) for name, one in self.witnesses.items())
        return Policy(NAME, self.key.public, tuple(known))

    def _subject(self) -> int:
        return new_subjects(self.link, 1)[0]

    def log(self, act: str, adds: Mapping[str, Any], subject: int) -> int:
        """Write an entry as the gate does; return its number."""
        self.at += timedelta(seconds=30)
        draft = Draft(
            subject=subject, act=act, outcome=ACCEPTED, actor=1, post="system",
            data=canonical({"adds": dict(adds)}), at=microseconds(self.at), list_version="1",
        )  # fmt: skip
        (entry,) = write(self.link, [draft])
        return self._numbered(entry)

    def _numbered(self, entry: Sealed) -> int:
        row = self.link.execute(
            "select id from ledger_entry where subject = %s and seq = %s",
            [entry.draft.subject, entry.seq],
        ).fetchone()
        assert row is not None, "the entry was written"
        return int(row[0])

    def tick(self) -> None:
        """Put what is pending into the tree, sign it, publish it."""
        sequencer.tick(self.link, self.folder.signer(), at=self.at)
        sequencer.publish(self.link, self.folder)

    def checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint."""
        signed, _signer = open_note(self.note(), self.folder.verifiers())
        return signed

    def note(self) -> str:
        """Return the newest checkpoint as it was signed."""
        row = self.link.execute(
            "select note from ledger_checkpoint order by size desc limit 1"
        ).fetchone()
        assert row is not None, "the log has a checkpoint"
        return str(row[0])

    def cosign(self, name: str) -> None:
        """Have a witness cosign the log up to now."""
        old, size = self.heads[name], self.checkpoint().size
        path = prove(self.link, tree.consistency_spans(old, size))
        self.witnesses[name].checkpoint(self.note(), old, path, self.at)
        self.heads[name] = size

    def receipt(self, entry: int) -> dict[str, Any]:
        """Return the ledger's receipt of an entry under the newest checkpoint."""
        return receipt(self.link, entry, self.folder.verifiers())

    def leaf(self, entry: int) -> bytes:
        """Return the leaf hash of an entry."""
        row = self.link.execute("select hash from ledger_entry where id = %s", [entry]).fetchone()
        assert row is not None, "the entry exists"
        return tree.leaf_hash(bytes(row[0]))

    def rows(self, away: Sequence[str] = ()) -> list[Row]:
        """Return the pool that follows from roster and accounts."""
        return [
            Row(one.encode(), Reason.LEAVE, 0) if one in away
            else Row(one.encode(), Reason.NONE, weight(share, self.accounts[one]))
            for one, share in self.roster.items()
        ]  # fmt: skip

    def seal(
        self, rows: Sequence[Row] | None = None, *, before: Held | None = None,
        witness_keys: Sequence[bytes] | None = None, key: vrf.SecretKey | None = None,
        subject: int = 0, nonce: bytes = ZERO, prev: bytes | None = None,
        grind: Callable[[Commitment, SealedPool], Commitment] | None = None,
    ) -> Held:  # fmt: skip
        """File a case, or take the one before up again, and log the sealed pool."""
        own = key or self.key
        if before is None and not subject:
            self.number += 1
        lineage = before.lineage if before else f"（2026）例0101民初{self.number}号"
        target = before.subject if before else subject or self._subject()
        filing = self.log("filing.register", {}, target) if before is None else 0
        leaf = self.leaf(filing) if filing else before.commitment.filing if before else ZERO
        number = before.commitment.round + 1 if before else 1
        occasion = Occasion(NAME, lineage, number, 0, leaf)
        listed = list(self.rows() if rows is None else rows)
        master = own.prove(occasion.question)
        pool = seal(listed, vrf.output(master)[:32])
        known = [one.keys.lots.public for one in self.witnesses.values()]
        if prev is None:
            prev = self.leaf(before.drawing) if before else ZERO
        made = commit(
            occasion, pool, picks=1, state_size=self.number, rules=RULES, court_key=own.public,
            witness_keys=tuple(witness_keys or known), nonce=nonce, prev=prev,
        )  # fmt: skip
        made = grind(made, pool) if grind else made
        held = Held(target, lineage, listed, pool, master, made)
        held.sealing = self.log(SEALING, {"commitment": made.encode().hex()}, target)
        self.tick()
        return held

    def ask(self, name: str, held: Held, previous: Held | None = None) -> bytes:
        """Have a witness cosign and answer; raises `Refused`."""
        self.cosign(name)
        told = self.receipt(previous.drawing) if previous else None
        return self.witnesses[name].lot(self.receipt(held.sealing), told, self.at)

    def draw(self, held: Held, *, key: vrf.SecretKey | None = None) -> Held:
        """Draw with the proofs of all keys, log the result, move the accounts."""
        question = alpha(held.commitment.encode())
        held.proofs = [(key or self.key).prove(question), *held.proofs]
        held.result = settle(held.commitment, held.pool, held.proofs)
        adds = {"result": held.result.encode().hex()}
        held.drawing = self.log(DRAWING, adds, held.subject)
        self.tick()
        shares = {
            row.id.decode(): self.roster.get(row.id.decode(), 1000)
            for row in held.rows
            if row.weight
        }
        for one, due in dues(held.drawn, shares, CASE).items():
            self.accounts[one] = self.accounts.get(one, 0) + due
        self.held.append(held)
        return held

    def lot(self, rows: Sequence[Row] | None = None, **how: Any) -> Held:
        """Hold a whole lot as the protocol says."""
        before = how.get("before")
        held = self.seal(rows, **how)
        held.proofs = [self.ask(name, held, before) for name in self.witnesses]
        self.draw(held)
        for witness in self.witnesses:
            self.cosign(witness)
            self.witnesses[witness].result(self.receipt(held.drawing))
        return held

    def file(self, held: Held, *, opened: bool = True, entries: bool = True) -> bytes:
        """Return the receipt of a lot as a file."""
        made = [self.receipt(held.sealing), self.receipt(held.drawing)] if entries else []
        return lot_receipt(
            held.settled, entries=made, master=held.master if opened else b"",
            rows=held.rows if opened else (),
        )  # fmt: skip

    def close(self) -> None:
        """Let the journals go."""
        for witness in self.witnesses.values():
            witness._journal.close()


SUBJECTS = TABLES
