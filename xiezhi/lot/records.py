"""Records of draws (抽签记录), a line of JSON each: what the audit of many lots reads.

A record states a lot: `pool` (id to tickets), `excluded` (id to reason), `drawn`, `ticket`. Or it
holds a `receipt`, which is checked first; one that does not open its pool shows only the ticket.
Both may say `cause`, `marked` (a case somebody could have an interest in), `outcome`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xiezhi.ledger.documents import Refused, receipt_bytes
from xiezhi.lot.pool import Reason
from xiezhi.lot.receipts import check_lot

KEPT, WITHDRAWN, RECUSED, VOIDED = "", "withdrawn", "recused", "voided"
OUTCOMES = (KEPT, WITHDRAWN, RECUSED, VOIDED)
AT_WILL = frozenset({Reason.CONFLICT, Reason.LEAVE, Reason.STOP, Reason.CAP})
"""Reasons that somebody states or decides; the others follow from the case."""
_ABOUT = {"cause", "marked", "outcome"}
_STATED = {"pool", "excluded", "drawn", "ticket"}


class NotARecord(ValueError):
    """A line is not a record of a draw, or its receipt does not hold."""


@dataclass(frozen=True)
class Record:
    """抽签记录: one lot; `weights` is empty where the pool was not opened."""

    drawn: str
    ticket: int
    total: int
    weights: Mapping[str, int]
    excluded: int
    """How many were excluded for a reason that somebody states or decides."""
    cause: str = ""
    marked: bool = False
    outcome: str = KEPT

    @property
    def place(self) -> float:
        """Where the ticket fell, in 0 … 1."""
        return (self.ticket + 0.5) / self.total

    def part(self, judge: str) -> float:
        """The recorded chance of a judge."""
        return self.weights.get(judge, 0) / self.total


def read_records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records; raises `NotARecord` with the number of the line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _record(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotARecord(f"line {number}: {error}") from error


def _record(stated: dict[str, Any]) -> Record:
    receipt = "receipt" in stated
    if extra := stated.keys() - _ABOUT - ({"receipt"} if receipt else _STATED):
        raise NotARecord(f"{min(extra)} does not belong here")
    outcome, marked = stated.get("outcome", KEPT), stated.get("marked", False)
    if outcome not in OUTCOMES or not isinstance(marked, bool):
        raise NotARecord("the outcome or the mark is not known")
    about = {"cause": str(stated.get("cause", "")), "marked": marked, "outcome": outcome}
    return _of_receipt(stated["receipt"], about) if receipt else _of_statement(stated, about)


def _of_receipt(receipt: dict[str, Any], about: dict[str, Any]) -> Record:
    try:
        check = check_lot(receipt_bytes(receipt))
    except Refused as error:
        raise NotARecord(f"the receipt does not hold: {error}") from error
    first = check.checked.drawn[0]
    rows = receipt["pool"]["rows"] if check.opened else []
    return Record(
        drawn=first.row.id.decode(),
        ticket=first.ticket.number,
        total=check.checked.commitment.total,
        weights={row["id"]: row["weight"] for row in rows if row["weight"]},
        excluded=sum(1 for row in rows if row["reason"] in AT_WILL),
        **about,
    )


def _of_statement(stated: dict[str, Any], about: dict[str, Any]) -> Record:
    weights = {str(one): int(weight) for one, weight in stated["pool"].items()}
    reasons = [Reason(reason) for reason in stated["excluded"].values()]
    total = sum(weights.values())
    fits = min(weights.values(), default=0) > 0 and 0 <= stated["ticket"] < total
    if not fits or stated["drawn"] not in weights:
        raise NotARecord("the pool, the ticket and the drawn do not fit together")
    excluded = sum(1 for reason in reasons if reason in AT_WILL)
    return Record(stated["drawn"], stated["ticket"], total, weights, excluded, **about)
