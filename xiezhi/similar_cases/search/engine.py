"""The port of a search engine: what it takes, what it gives; no engine here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from xiezhi.law.terms import Area, Level

TERMS_MAX = 64
"""Of a query's words those that tell most are asked; more cost time and change little."""


@dataclass(frozen=True)
class Entry:
    """One judgment as it is indexed. `causes` are codes of the register with those above them."""

    id: int
    text: str
    causes: tuple[str, ...]
    area: Area
    level: Level
    judged_on: date | None


@dataclass(frozen=True)
class Question:
    """What is looked for: words with their counts, and what a hit must be."""

    words: Mapping[str, int]
    cause: str = ""
    area: Area | None = None
    levels: tuple[Level, ...] = ()
    since: date | None = None
    until: date | None = None
    """The last day of judgment that counts."""
    without: int | None = None
    """A judgment that is never a hit: the one the words are from."""


@dataclass(frozen=True)
class Hit:
    """One judgment found; scores compare within one answer only."""

    id: int
    score: float


@dataclass(frozen=True)
class Answer:
    """Hits, best first, and the words asked with the weight of each (inverse frequency)."""

    hits: tuple[Hit, ...]
    weights: Mapping[str, float] = field(default_factory=dict)


class IndexBusy(RuntimeError):
    """Another process writes to the index; try again later."""


class Engine(Protocol):
    """检索引擎: adding twice is adding once; nothing counts before `commit`."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries, in place of those with the same ids."""

    def remove(self, ids: Iterable[int]) -> None:
        """Remove entries; unknown ids are passed over."""

    def commit(self) -> None:
        """Make what was added and removed durable and visible."""

    def search(self, question: Question, k: int) -> Answer:
        """Return the `k` best hits."""

    def count(self) -> int:
        """Return the number of entries."""

    def last_id(self) -> int:
        """Return the highest id, 0 for an empty index."""

    def ids(self) -> set[int]:
        """Return all ids."""
