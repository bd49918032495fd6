"""What is printed, and how work and its yardstick take turns; no database of its own."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass(frozen=True)
class Figure:
    """测得: one figure, its yardstick, its goal; `up` where more is better."""

    name: str
    value: float
    unit: str
    yardstick: str
    goal: float | None = None
    up: bool = True
    note: str = ""

    def __str__(self) -> str:
        parts = [f"{self.name:<34}{_short(self.value):>9} {self.unit}", self.yardstick]
        if self.goal is not None:
            met = self.value >= self.goal if self.up else self.value <= self.goal
            sign = "≥" if self.up else "≤"
            parts.append(f"goal {sign} {_short(self.goal)}: {'met' if met else 'MISSED'}")
        return " | ".join([*parts, self.note] if self.note else parts)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:.2f}"


@dataclass(frozen=True)
class Slice:
    """一段: how long a piece of work took on the wall and on the processors, in seconds."""

    count: int
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.count / self.wall


def _spent() -> float:
    """Return the processor seconds of this process and of its backend, where it can be seen."""
    own = time.process_time()
    link = connection.connection
    if link is None:
        return own
    path = Path(f"/proc/{link.info.backend_pid}/schedstat")
    return own + (int(path.read_text().split()[0]) / 1e9 if path.exists() else 0.0)


def timed(count: int, work: Callable[[], object]) -> Slice:
    """Do the work, that is `count` things, and say how long it took."""
    began, spent = time.perf_counter(), _spent()
    work()
    return Slice(count, time.perf_counter() - began, _spent() - spent)


@dataclass(frozen=True)
class Pair:
    """一对: a work and its yardstick, in slices that took turns."""

    work: list[Slice]
    bare: list[Slice]

    @property
    def rate(self) -> float:
        """The median rate of the work."""
        return statistics.median(one.rate for one in self.work)

    @property
    def bare_rate(self) -> float:
        """The median rate of the yardstick."""
        return statistics.median(one.rate for one in self.bare)

    @property
    def ratio(self) -> float:
        """The median of the ratios of neighbours, by the wall."""
        both = zip(self.work, self.bare, strict=True)
        return statistics.median(work.rate / bare.rate for work, bare in both)

    @property
    def cpu(self) -> tuple[float, float]:
        """The median processor microseconds of one, of the work and of the yardstick."""
        work, bare = (
            statistics.median(one.cpu / one.count for one in side) * 1e6
            for side in (self.work, self.bare)
        )
        return work, bare


def in_turns(
    rounds: int, work: Callable[[int], Slice], bare: Callable[[int], Slice], warm: int = 1
) -> Pair:
    """Run both by turns, `warm` rounds unmeasured; each is told which round it is."""
    pair = Pair([], [])
    for number in range(warm + rounds):
        one, other = work(number), bare(number)
        if number >= warm:
            pair.work.append(one)
            pair.bare.append(other)
    return pair


def percentile(values: list[float], part: float) -> float:
    """Return the value below which a part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
