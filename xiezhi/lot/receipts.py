"""Receipts of lots (分案回执) as files, and their check: JSON in its one form, no database.

`extra` are the bytes of the result; `entries` the ledger's receipts of sealing and drawing, or
nothing; `pool` the whole pool once it may be opened, or nothing. A receipt without `pool` opens
the drawn rows only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiezhi.ledger.documents import Receipt, Refused, check_receipt, receipt_bytes
from xiezhi.ledger.notes import Verifier
from xiezhi.lot.encoding import SUITE, Malformed
from xiezhi.lot.policy import Policy
from xiezhi.lot.pool import Reason, Row
from xiezhi.lot.proof import Checked, LotRefused, Result, check_chain, check_pool

LOT = "xiezhi-lot/1"
SEALING, DRAWING = "assignment.seal_pool", "assignment.draw"
_FIELDS = {"format", "suite", "extra", "entries", "pool"}


@dataclass(frozen=True)
class LotCheck:
    """核验结果: what a checked receipt shows."""

    checked: Checked
    anchored: bool
    """Whether it holds the ledger's receipts of sealing and drawing, in this order."""
    opened: bool
    """Whether it opens the whole pool."""
    trusted: bool
    """Whether the keys were compared with a policy."""


def lot_receipt(
    result: Result,
    *,
    entries: Sequence[Mapping[str, Any]] = (),
    master: bytes = b"",
    rows: Sequence[Row] = (),
) -> bytes:
    """Return the receipt of a lot as a file; `master` and `rows` open the whole pool.

    `master` is the court's proof of the master secret. Rows are written in the order of ids.
    """
    opened = None
    if master:
        listed = [
            {"id": row.id.decode(), "reason": int(row.reason), "weight": row.weight}
            for row in sorted(rows, key=lambda row: row.id)
        ]
        opened = {"master": master.hex(), "rows": listed}
    return receipt_bytes({
        "format": LOT, "suite": SUITE, "extra": result.encode().hex(),
        "entries": list(entries), "pool": opened,
    })  # fmt: skip


def is_lot(content: bytes) -> bool:
    """Return whether a file says that it is a receipt of a lot."""
    return f'\n  "format": "{LOT}"'.encode() in content


def check_lot(
    content: bytes, trusted: Sequence[Verifier] = (), policy: Policy | None = None
) -> LotCheck:
    """Check a receipt against itself, and against the keys that are trusted.

    Raises `Refused` for whatever does not hold; every byte of the file counts.
    """
    stated = _read(content)
    try:
        result = Result.parse(_bytes(stated["extra"]))
        check_chain(result.commitment)
        if policy:
            policy.check(result.commitment)
        checked = result.check()
        opened = stated["pool"] is not None
        if opened:
            _check_opened(stated["pool"], result)
    except (Malformed, LotRefused) as error:
        raise Refused(str(error)) from error
    anchored = _anchored(stated["entries"], result, trusted)
    return LotCheck(checked, anchored, opened, policy is not None)


def _read(content: bytes) -> dict[str, Any]:
    try:
        stated: dict[str, Any] = json.loads(content)
        well = isinstance(stated, dict) and receipt_bytes(stated) == content
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused("not JSON in the form in which a receipt is written") from error
    if not well or stated.keys() != _FIELDS or stated["format"] != LOT:
        raise Refused("not a receipt of a lot in the form in which it is written")
    if type(stated["suite"]) is not int or stated["suite"] != SUITE:
        raise Refused("the suite is not known to this release")
    return stated


def _bytes(stated: object) -> bytes:
    try:
        found = bytes.fromhex(stated) if isinstance(stated, str) else b""
    except ValueError:
        found = b""
    if not found or found.hex() != stated:
        raise Malformed("bytes are written as small hexadecimal digits")
    return found


def _check_opened(stated: object, result: Result) -> None:
    if not isinstance(stated, dict) or stated.keys() != {"master", "rows"}:
        raise Malformed("an opened pool has the proof of its master secret, and rows")
    rows = stated["rows"]
    if not isinstance(rows, list):
        raise Malformed("an opened pool has rows")
    found = [_row(row) for row in rows]
    if [row.id for row in found] != sorted(row.id for row in found):
        raise Malformed("the rows are in another order")
    check_pool(result.commitment, _bytes(stated["master"]), found)


def _row(stated: object) -> Row:
    if not isinstance(stated, dict) or stated.keys() != {"id", "reason", "weight"}:
        raise Malformed("a row has id, reason and weight")
    kinds = type(stated["id"]), type(stated["reason"]), type(stated["weight"])
    if kinds != (str, int, int) or stated["reason"] not in set(Reason):
        raise Malformed("a row is not of its kind")
    return Row(stated["id"].encode(), Reason(stated["reason"]), stated["weight"])


def _anchored(entries: object, result: Result, trusted: Sequence[Verifier]) -> bool:
    if entries == []:
        return False
    if not isinstance(entries, list) or len(entries) != 2:
        raise Refused("a lot has two entries: the sealing and the drawing")
    if not all(isinstance(entry, dict) for entry in entries):
        raise Refused("an entry is missing")
    sealing, drawing = (check_receipt(receipt_bytes(entry), trusted) for entry in entries)
    about = [(one.entry.act, one.entry.subject, one.entry.outcome) for one in (sealing, drawing)]
    if about != [(act, sealing.entry.subject, "accepted") for act in (SEALING, DRAWING)]:
        raise Refused("附带的记录不是同一案件的封存与抽取")
    if sealing.seq >= drawing.seq:
        raise Refused("抽取先于封存")
    if added(sealing).get("commitment") != result.commitment.encode().hex():
        raise Refused("封存记录中的摘要与回执不符")
    if added(drawing).get("result") != result.encode().hex():
        raise Refused("抽取记录与回执不符")
    return True


def added(receipt: Receipt) -> Mapping[str, Any]:
    """Return what an effect added to its entry; nothing where its data say nothing of the kind."""
    try:
        stated = json.loads(receipt.entry.data)
    except (ValueError, RecursionError):
        return {}
    found = stated.get("adds") if isinstance(stated, dict) else None
    return found if isinstance(found, dict) else {}
