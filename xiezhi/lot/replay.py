"""Replay of loads (账户复算): the tickets of each lot must follow from the lots before it.

Whoever has the opened receipts of a court in the order of its log, and its published roster with
the shares, computes the accounts from 0 and the tickets from the accounts. A judge who is missing
from a pool, or has other tickets than follow, is named; why somebody is excluded is not judged.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xiezhi.lot.receipts import check_lot
from xiezhi.lot.tickets import T, dues, weight

CASE = 100
"""A case weighs a point where nothing else is published."""


@dataclass(frozen=True)
class Opened:
    """打开的一次抽签: which lot, the tickets of every listed judge, who was drawn."""

    lineage: str
    weights: Mapping[str, int]
    drawn: str


def opened(content: bytes) -> Opened:
    """Check a receipt that opens its pool, and return what it opens; raises `Refused`."""
    check = check_lot(content)
    if not check.opened:
        raise ValueError("the receipt does not open its pool")
    rows = json.loads(content)["pool"]["rows"]
    return Opened(
        check.checked.commitment.lineage,
        {row["id"]: row["weight"] for row in rows},
        check.checked.drawn[0].row.id.decode(),
    )


def replay(
    lots: Iterable[Opened], roster: Mapping[str, int], *, even: int = T, case: int = CASE
) -> list[str]:
    """Return what does not follow, lot by lot; an empty list where every ticket does."""
    accounts = dict.fromkeys(roster, 0)
    faults: list[str] = []
    for lot in lots:
        faults += _faults(lot, roster, accounts, even)
        shares = {one: roster[one] for one, has in lot.weights.items() if has and one in roster}
        if lot.drawn in shares:
            for one, due in dues(lot.drawn, shares, case).items():
                accounts[one] += due
    return faults


def _faults(
    lot: Opened, roster: Mapping[str, int], accounts: Mapping[str, int], even: int
) -> Sequence[str]:
    missing = [f"{lot.lineage}: {one} is not listed" for one in roster if one not in lot.weights]
    strange = [f"{lot.lineage}: {one} is on no roster" for one in lot.weights if one not in roster]
    wrong = [
        f"{lot.lineage}: {one} has {has} tickets, {due} follow"
        for one, has in lot.weights.items()
        if has and one in roster and has != (due := weight(roster[one], accounts[one], even))
    ]
    return [*missing, *strange, *wrong]
