"""Checking a receipt of a draw (分案回执) without a database, and without Django."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiezhi.law import lot
from xiezhi.ledger.documents import Receipt, Refused, check_receipt, receipt_bytes
from xiezhi.ledger.notes import Verifier

DRAW = "xiezhi-draw/1"
SEALING, DRAWING = "assignment.seal_pool", "assignment.draw"
FIELDS = frozenset({
    "format", "case", "round", "rows", "salt", "commitment", "head", "fresh", "seed", "person",
    "entries",
})  # fmt: skip


@dataclass(frozen=True)
class DrawCheck:
    """核验结果: what a checked receipt shows; `anchored` where it holds the ledger's receipts."""

    person: int
    listed: int
    eligible: int
    tickets: int
    anchored: bool


def is_draw(content: bytes) -> bool:
    """Return whether a file says that it is a receipt of a draw."""
    return f'\n  "format": "{DRAW}"'.encode() in content


def check_draw(content: bytes, trusted: Sequence[Verifier] = ()) -> DrawCheck:
    """Draw again from a receipt's pool and seed, and check the entries that it holds.

    Raises `Refused` for whatever does not hold; every byte of the file counts.
    """
    stated = _read(content)
    try:
        wrong = lot.replay(stated)
    except ValueError as error:
        raise Refused(str(error)) from error
    if wrong:
        raise Refused("；".join(wrong))
    anchored = _anchored(stated, trusted)
    weights = [row["weight"] for row in stated["rows"]]
    eligible = sum(1 for weight in weights if weight)
    return DrawCheck(stated["person"], len(weights), eligible, sum(weights), anchored)


def _read(content: bytes) -> dict[str, Any]:
    try:
        stated: dict[str, Any] = json.loads(content)
        well = isinstance(stated, dict) and receipt_bytes(stated) == content
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused("not JSON in the form in which a receipt is written") from error
    if not well or stated.keys() != FIELDS or stated["format"] != DRAW:
        raise Refused("not a receipt of a draw in the form in which it is written")
    return stated


def _anchored(stated: Mapping[str, Any], trusted: Sequence[Verifier]) -> bool:
    entries = stated["entries"]
    if entries == []:
        return False
    if not isinstance(entries, list) or len(entries) != 2:
        raise Refused("a draw has two entries: the sealing and the lot")
    if not all(isinstance(entry, dict) for entry in entries):
        raise Refused("an entry is missing")
    sealing, drawing = (check_receipt(receipt_bytes(entry), trusted) for entry in entries)
    about = [(one.entry.act, one.entry.subject, one.entry.outcome) for one in (sealing, drawing)]
    if about != [(act, stated["case"], "accepted") for act in (SEALING, DRAWING)]:
        raise Refused("附带的记录不是本案的封存与抽取")
    if sealing.seq >= drawing.seq:
        raise Refused("抽取先于封存")
    if _added(sealing).get("commitment") != stated["commitment"]:
        raise Refused("封存记录中的摘要与回执不符")
    added = _added(drawing)
    if (added.get("seed"), added.get("person")) != (stated["seed"], stated["person"]):
        raise Refused("抽取记录与回执不符")
    if drawing.prev.hex() != stated["head"]:
        raise Refused("种子所用的链头不是抽取前的链头")
    return True


def _added(receipt: Receipt) -> Mapping[str, Any]:
    found = json.loads(receipt.entry.data).get("adds")
    return found if isinstance(found, dict) else {}
