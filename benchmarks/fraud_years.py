"""Frauds before the lot, which no receipt shows: planted in many lots, looked for by the audit.

Every lot is sealed and drawn with the keys of a court and two witnesses, and read back from its
opened receipt.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from xiezhi.lot import vrf
from xiezhi.lot.audit import audit
from xiezhi.lot.commitment import alpha, commit
from xiezhi.lot.draw import draw, seed
from xiezhi.lot.pool import Occasion, Reason, Row, seal
from xiezhi.lot.proof import settle
from xiezhi.lot.receipts import lot_receipt
from xiezhi.lot.records import RECUSED, WITHDRAWN, Record, read_records
from xiezhi.lot.tickets import dues, weight

CAUSES = ("民间借贷", "买卖合同", "离婚", "劳动争议", "物业服务")
FAVOURITE, JUDGES, CASE = "J03", 20, 100
KEYS = tuple(vrf.SecretKey(sha256(name).digest()) for name in (b"court", b"peer", b"bar"))


@dataclass
class Year:
    """一年: the lots of a court, each with its receipt; the accounts move as they fall."""

    chance: random.Random
    lines: list[bytes] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.shares = {f"J{number:02}": 1000 for number in range(JUDGES)}
        self.accounts = dict.fromkeys(self.shares, 0)

    def away(self) -> set[str]:
        """Who is on leave today: 8 %."""
        return {one for one in self.shares if self.chance.random() < 0.08}

    def tickets(self, away: set[str]) -> dict[str, int]:
        """Return the tickets of those who are here."""
        return {one: weight(1000, self.accounts[one]) for one in self.shares if one not in away}

    def lot(
        self, away: set[str], *, marked: bool = False, wanted: str = "",
        outcome: Callable[[str], str] = lambda _drawn: "",
    ) -> str:  # fmt: skip
        """Hold a lot; `wanted` lets all keys together try nonces until that judge comes."""
        self.number += 1
        weights = self.tickets(away)
        rows = [
            Row(one.encode(), Reason.NONE if one in weights else Reason.LEAVE, weights.get(one, 0))
            for one in self.shares
        ]
        occasion = Occasion("court-a", f"（2026）例0101民初{self.number}号", 1, 0, bytes(32))
        master = KEYS[0].prove(occasion.question)
        pool = seal(rows, vrf.output(master)[:32])
        nonce = bytes(32)
        while True:
            made = commit(
                occasion, pool, picks=1, state_size=self.number, rules=bytes(32), nonce=nonce,
                court_key=KEYS[0].public, witness_keys=tuple(key.public for key in KEYS[1:]),
            )  # fmt: skip
            question = alpha(made.encode())
            proofs = [key.prove(question) for key in KEYS]
            answers = [vrf.output(proof) for proof in proofs]
            ((row, _ticket),) = draw(seed(question, answers), pool.ends, 1)
            drawn = pool.rows[row].row.id.decode()
            if not wanted or wanted in (drawn, *away):
                break
            nonce = self.chance.randbytes(32)
        file = lot_receipt(settle(made, pool, proofs), master=master, rows=rows)
        line = {
            "receipt": json.loads(file), "cause": self.chance.choice(CAUSES), "marked": marked,
            "outcome": outcome(drawn),
        }  # fmt: skip
        self.lines.append(json.dumps(line, ensure_ascii=False).encode())
        for one, due in dues(drawn, dict.fromkeys(weights, 1000), CASE).items():
            self.accounts[one] += due
        return drawn

    def records(self) -> Iterator[Record]:
        """Read the lots back from their receipts."""
        return read_records(self.lines)


def honest(year: Year) -> None:
    """Three hundred lots, a tenth of them marked, a twentieth withdrawn."""
    for _ in range(300):
        year.lot(
            year.away(), marked=year.chance.random() < 0.1,
            outcome=lambda _one: WITHDRAWN if year.chance.random() < 0.05 else "",
        )  # fmt: skip


def leave_of_others(year: Year) -> None:
    """In marked cases three others are on leave."""
    for _ in range(200):
        marked = year.chance.random() < 0.1
        away = year.away()
        others = [one for one in year.shares if one not in away and one != FAVOURITE]
        more = set(year.chance.sample(others, 3)) if marked else set()
        year.lot(away | more, marked=marked)


def best_moment(year: Year) -> None:
    """A marked case is filed at the best of ten moments for the favourite."""
    for _ in range(20):
        slots = [(year.away(), year.lot) for _ in range(10)]
        chances = []
        for away, _hold in slots:
            tickets = year.tickets(away)
            chances.append(tickets.get(FAVOURITE, 0) / sum(tickets.values()))
        best = max(range(10), key=chances.__getitem__)
        year.lot(slots[best][0], marked=True)
        for place, (away, hold) in enumerate(slots):
            if place != best:
                hold(away)


def favourite(year: Year) -> None:
    """In a tenth of the cases the court and all its witnesses try until the favourite comes."""
    for _ in range(400):
        year.lot(year.away(), wanted=FAVOURITE if year.chance.random() < 0.1 else "")


def refiled(year: Year) -> None:
    """A fifth of the cases is withdrawn and filed again unless the favourite drew them."""
    for _ in range(3_000):
        year.lot(
            year.away(),
            outcome=lambda drawn: WITHDRAWN
            if drawn != FAVOURITE and year.chance.random() < 0.2
            else "",
        )  # fmt: skip


def avoided(year: Year) -> None:
    """Two fifths of what one judge draws is taken away again."""
    for _ in range(500):
        year.lot(
            year.away(),
            outcome=lambda drawn: RECUSED
            if drawn == FAVOURITE and year.chance.random() < 0.4
            else "",
        )  # fmt: skip


YEARS: tuple[tuple[str, int, Callable[[Year], None]], ...] = (
    ("标记案件他人休假 others on leave for a marked case, 200 lots", 3, leave_of_others),
    ("挑时点 the best of ten moments, 200 lots", 3, best_moment),
    ("全体串通一成 court and all witnesses, a tenth of 400 lots", 3, favourite),
    ("撤诉再立 a fifth refiled, 3,000 lots", 1, refiled),
    ("避开某法官 two fifths of one judge's taken away, 500 lots", 3, avoided),
)


def found(plant: Callable[[Year], None], number: int) -> list[str]:
    """Plant a fraud into a year, and return the codes of the tests that show it."""
    year = Year(random.Random(number))
    plant(year)
    return [one.code for one in audit(list(year.records())).found]
