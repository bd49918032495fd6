"""What a story knows of its case."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from xiezhi.demo.province import Staffed
from xiezhi.law.powers import filing
from xiezhi.law.terms import Post, Procedure, Seat


@dataclass
class View:
    """所见: what a story knows of its case; the run refreshes it from the database."""

    court: Staffed
    data: filing.FilingData
    random: Random
    id: int = 0
    today: date = date.min
    state: str = ""
    procedure: Procedure | None = None
    division: int | None = None
    seats: dict[Seat, list[int]] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    hearing: int = 0
    heard_on: date | None = None
    closed_on: date | None = None

    def one(self, seat: Seat) -> int:
        """Return who holds a seat."""
        return self.seats[seat][0]

    def officer(self, post: Post) -> int:
        """Return the court's holder of a post."""
        return self.court.by_post[post][0]

    @property
    def bench(self) -> list[int]:
        """Judges and assessors of the case."""
        seats = (Seat.HANDLING, Seat.MEMBER, Seat.PRESIDING, Seat.JUROR)
        return list(dict.fromkeys(p for seat in seats for p in self.seats.get(seat, ())))
