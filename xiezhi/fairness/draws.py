"""Draws as the audit reads them (抽签记录), from what the receipts of a court state; no writing.

Each is checked first, as whoever holds the receipt would: a lot with witnesses by its proofs, a
lot before there were any by drawing again. What does not hold is counted and used for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xiezhi.acts.types import Actor
from xiezhi.assignment.models import Draw, Reassignment
from xiezhi.cases.models import Closing
from xiezhi.fairness.figures import span
from xiezhi.law import lot
from xiezhi.law.lot import Excluded
from xiezhi.law.powers.assignment import ReassignmentReason
from xiezhi.law.powers.closing import ClosingManner
from xiezhi.law.terms import FlagState, Post
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.frontier import FULL
from xiezhi.lot.proof import LotRefused, Result
from xiezhi.lot.records import KEPT, RECUSED, VOIDED, WITHDRAWN, Record
from xiezhi.people.models import Tenure
from xiezhi.supervision.models import FourTypeFlag

FEW, TINY = 5, 3
"""候选不足五人、不足三人: pools that the audit counts, for a lot among so few shows little."""
AT_WILL = frozenset({Excluded.CONFLICT, Excluded.LEAVE, Excluded.STOP})
"""Reasons that somebody states or decides; the others follow from the case."""


class NotHeld(ValueError):
    """What a draw states does not follow from its pool and its proofs."""


@dataclass(frozen=True)
class Drawn:
    """抽中: of a draw the ticket and who holds it, as a check of the receipt finds them."""

    person: int
    ticket: int
    total: int


def witnessed(result: bytes, rows: Sequence[Mapping[str, Any]]) -> Drawn:
    """Check a lot with witnesses: every proof, the path of the drawn row, the sums of the pool."""
    try:
        checked = Result.parse(result).check()
    except (Malformed, LotRefused) as error:
        raise NotHeld(str(error)) from error
    first, stated = checked.drawn[0], checked.commitment
    weights = {str(row["person"]): row["weight"] for row in rows}
    name = first.row.id.decode()
    eligible = sum(1 for weight in weights.values() if weight)
    found = (sum(weights.values()), eligible, len(weights), weights.get(name))
    if found != (stated.total, stated.eligible, stated.listed, first.row.weight):
        raise NotHeld("the pool is not the one that was sealed")
    return Drawn(int(name), first.ticket.number, stated.total)


def seeded(stated: Mapping[str, Any]) -> Drawn:
    """Draw again from the pool and the seed of a lot before there were witnesses."""
    if wrong := lot.replay(stated):
        raise NotHeld("；".join(wrong))
    total = sum(row["weight"] for row in stated["rows"])
    return Drawn(stated["person"], lot.draw(bytes.fromhex(stated["seed"]), total), total)


def _check(draw: Draw) -> Drawn:
    rows = draw.pool.rows
    result = bytes(getattr(draw, "result", b""))
    if result:
        return witnessed(result, rows)
    given = {name: bytes(getattr(draw, name)).hex() for name in ("head", "fresh", "seed")}
    given |= {name: bytes(getattr(draw.pool, name)).hex() for name in ("salt", "commitment")}
    stated = {"case": draw.case_id, "round": draw.pool.round, "rows": rows}
    return seeded(given | stated | {"person": draw.person_id})


@dataclass
class Draws:
    """一段时间的抽签: the records in the order of time, with what was left out, and the shares."""

    records: list[Record] = field(default_factory=list)
    shares: list[dict[str, int]] = field(default_factory=list)
    """For each record the shares of the judges in its pool."""
    refused: int = 0
    alone: int = 0

    def count_below(self, least: int) -> int:
        """Return how many lots had fewer candidates."""
        return sum(1 for record in self.records if len(record.weights) < least)


def draws(viewer: Actor, court: int, since: date, until: date, most: int) -> Draws:
    """Return the last lots of a court between two days, in five queries; `most` bounds them."""
    assert viewer is not None, "draws are for a viewer"
    start, end = span(since, until)
    rows = Draw.objects.filter(case__court=court, at__gte=start, at__lt=end)
    rows = rows.select_related("pool", "case")
    latest = list(rows.order_by("-at", "-id")[:most])[::-1]
    known, found = _outcomes([draw.case_id for draw in latest]), Draws()
    share = _shares(court, until)
    for draw in latest:
        eligible = [row for row in draw.pool.rows if row["weight"]]
        if len(eligible) < 2:  # one candidate is no lot (R7.7)
            found.alone += 1
            continue
        try:
            drawn = _check(draw)
        except (NotHeld, ValueError):
            found.refused += 1
            continue
        found.records.append(_record(draw, drawn, known))
        found.shares.append({
            str(row["person"]): share.get(row["person"], FULL) for row in eligible
        })  # fmt: skip
    return found


@dataclass(frozen=True)
class _Known:
    """What became of the cases: who was marked, withdrawn, recused, taken from the judge."""

    marked: frozenset[int]
    withdrawn: frozenset[int]
    moved: Mapping[int, str]


def _outcomes(cases: Sequence[int]) -> _Known:
    flags = FourTypeFlag.objects.filter(case__in=cases).exclude(state=FlagState.REJECTED)
    closed = Closing.objects.filter(case__in=cases, manner=ClosingManner.WITHDRAWAL)
    moved = Reassignment.objects.filter(case__in=cases).order_by("id")
    return _Known(
        frozenset(flags.values_list("case", flat=True)),
        frozenset(closed.values_list("case", flat=True)),
        dict(moved.values_list("case", "reason")),
    )


def _record(draw: Draw, drawn: Drawn, known: _Known) -> Record:
    outcome = WITHDRAWN if draw.case_id in known.withdrawn else KEPT
    if draw.case_id in known.moved and draw.pool.round == 1:
        recused = known.moved[draw.case_id] == ReassignmentReason.RECUSAL
        outcome = RECUSED if recused else VOIDED
    return Record(
        drawn=str(drawn.person),
        ticket=drawn.ticket,
        total=drawn.total,
        weights={str(row["person"]): row["weight"] for row in draw.pool.rows if row["weight"]},
        excluded=sum(1 for row in draw.pool.rows if Excluded(row["reason"]) in AT_WILL),
        cause=draw.case.cause_code,
        marked=draw.case_id in known.marked,
        outcome=outcome,
    )


def _shares(court: int, day: date) -> dict[int, int]:
    rows = Tenure.objects.filter(court=court, post=Post.JUDGE, since__lte=day)
    return dict(rows.order_by("since", "id").values_list("person", "share"))


def loads(found: Draws) -> Iterator[float]:
    """Yield for each full-time judge the cases drawn over the fair part of them."""
    drawn: dict[str, int] = {}
    fair: dict[str, float] = {}
    full: set[str] = set()
    for record, shares in zip(found.records, found.shares, strict=True):
        whole = sum(shares.values())
        drawn[record.drawn] = drawn.get(record.drawn, 0) + 1
        for one, share in shares.items():
            fair[one] = fair.get(one, 0.0) + share / whole
            if share == FULL:
                full.add(one)
    for one in sorted(full):
        yield drawn.get(one, 0) / fair[one]
