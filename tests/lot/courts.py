"""Invented courts, honest or not: records of their draws, as the audit reads them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from xiezhi.lot.records import RECUSED, WITHDRAWN, Record
from xiezhi.lot.tickets import dues, weight

CAUSES = ("民间借贷", "买卖合同", "离婚", "劳动争议", "物业服务")
FAVOURITE = "J03"


@dataclass
class Court:
    """A court of so many judges who draw by tickets; 8 % are away, 5 % of cases withdrawn."""

    chance: random.Random
    judges: int = 20
    marked: float = 0.1
    withdrawn: float = 0.05

    def __post_init__(self) -> None:
        self.shares = {f"J{number:02}": 1000 for number in range(self.judges)}
        self.accounts = dict.fromkeys(self.shares, 0)

    def lots(self, count: int) -> list[Record]:
        return [self.lot() for _ in range(count)]

    def lot(self, *, marked: bool | None = None, trim: int = 0, given: str = "") -> Record:
        """The next lot; a trimmed pool lacks others than the favourite, `given` is no lot."""
        away = {one for one in self.shares if self.chance.random() < 0.08}
        here = [one for one in self.shares if one not in away] or list(self.shares)[:1]
        others = [one for one in here if one != FAVOURITE]
        gone = set(self.chance.sample(others, min(trim, len(others) - 1)))
        weights = {one: weight(1000, self.accounts[one]) for one in here if one not in gone}
        drawn, ticket = self._ticket(weights, given)
        shares = dict.fromkeys(weights, 1000)
        for one, due in dues(drawn, shares, self.chance.choice((50, 100, 100, 200))).items():
            self.accounts[one] += due
        return Record(
            drawn, ticket, sum(weights.values()), weights, len(away) + len(gone),
            self.chance.choice(CAUSES),
            self.chance.random() < self.marked if marked is None else marked,
            WITHDRAWN if self.chance.random() < self.withdrawn else "",
        )  # fmt: skip

    def _ticket(self, weights: dict[str, int], given: str) -> tuple[str, int]:
        ticket = self.chance.randrange(sum(weights.values()))
        before = 0
        for one, tickets in weights.items():
            if given == one:
                return one, before + self.chance.randrange(tickets)
            if not given and ticket < before + tickets:
                return one, ticket
            before += tickets
        return self._ticket(weights, "")


def honest(count: int, seed: int, **about) -> list[Record]:
    return Court(random.Random(seed), **about).lots(count)


def favoured(count: int, seed: int, part: float, cause: str = "") -> list[Record]:
    """A part of all cases, or of those of one cause, goes to the favourite without a lot."""
    court, records = Court(random.Random(seed)), []
    for _ in range(count):
        of = court.chance.choice(CAUSES)
        unfair = court.chance.random() < part and (not cause or of == cause)
        records.append(replace(court.lot(given=FAVOURITE if unfair else ""), cause=of))
    return records


def trimmed(count: int, seed: int, judges: int) -> list[Record]:
    """In marked cases so many others are on leave."""
    court, records = Court(random.Random(seed)), []
    for _ in range(count):
        marked = court.chance.random() < court.marked
        records.append(court.lot(marked=marked, trim=judges if marked else 0))
    return records


def refiled(count: int, seed: int, part: float) -> list[Record]:
    """A part of the cases is withdrawn, to be filed again, unless the favourite drew them."""
    court = Court(random.Random(seed))
    return [
        replace(one, outcome=WITHDRAWN)
        if one.drawn != FAVOURITE and court.chance.random() < part
        else one
        for one in court.lots(count)
    ]


def avoided(count: int, seed: int, part: float, outcome: str = RECUSED) -> list[Record]:
    """A part of the cases that one judge drew is taken away again."""
    court = Court(random.Random(seed))
    return [
        replace(one, outcome=outcome)
        if one.drawn == FAVOURITE and court.chance.random() < part
        else one
        for one in court.lots(count)
    ]


def timed(count: int, seed: int, slots: int = 10) -> list[Record]:
    """A marked case is filed at the best of so many moments for the favourite."""
    court, records = Court(random.Random(seed), marked=0), []
    while len(records) < count:
        block = court.lots(slots)
        best = max(range(slots), key=lambda at: block[at].part(FAVOURITE))
        block[best] = replace(block[best], marked=True)
        records += block
    return records[:count]


def sticky(count: int, seed: int, part: float) -> list[Record]:
    """A broken source: a part of the tickets falls near the one before."""
    court, records = Court(random.Random(seed)), []
    for _ in range(count):
        record = court.lot()
        if records and court.chance.random() < part:
            near = records[-1].place + court.chance.uniform(-0.05, 0.05)
            ticket = int(min(0.999, max(0, near)) * record.total)
            record = replace(record, ticket=ticket, drawn=_holder(record, ticket))
        records.append(record)
    return records


def _holder(record: Record, ticket: int) -> str:
    for one, tickets in record.weights.items():
        if ticket < tickets:
            return one
        ticket -= tickets
    raise AssertionError("the ticket is beyond the pool")
