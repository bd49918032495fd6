"""What may find a planted fraud: the verifier shown a receipt, a witness asked, fsck, replay."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.fraud_court import Court, Held
from xiezhi.ledger.documents import Refused, receipt_bytes
from xiezhi.lot.receipts import check_lot

VERIFIER, WITNESS, FSCK, REPLAY, AUDIT = "verifier", "witness", "fsck", "replay", "audit"
Found = set[str]
Plant = Callable[[Court, random.Random], Found]


@dataclass(frozen=True)
class Kind:
    """舞弊一种: its name, how often it is planted, how."""

    name: str
    count: int
    plant: Plant


def shown(court: Court, content: bytes) -> Found:
    """Return whether the verifier refuses a receipt that somebody is shown."""
    try:
        check_lot(content, court.folder.verifiers(), court.policy)
    except Refused:
        return {VERIFIER}
    return set()


def asked(court: Court, held: Held, previous: Held | None = None) -> Found:
    """Return whether a witness refuses to answer; what answers stays with the lot."""
    held.proofs = []
    for name in court.witnesses:
        try:
            held.proofs.append(court.ask(name, held, previous))
        except Refused:
            return {WITNESS}
    return set()


def changed(court: Court, held: Held, change: Callable[[dict], None]) -> Found:
    """Show a receipt with something in it changed, in the form in which it is written."""
    stated = json.loads(court.file(held))
    change(stated)
    return shown(court, receipt_bytes(stated))
