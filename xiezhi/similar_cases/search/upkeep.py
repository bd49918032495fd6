"""Keeping an index equal to the rows: catching up, and repair where they differ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xiezhi.similar_cases.search.engine import Engine, Entry

BATCH = 500

Source = Callable[[Sequence[int]], Iterator[Entry]]
"""Yields the entries of ids."""


@dataclass(frozen=True)
class Upkeep:
    """What was done."""

    added: int
    removed: int


def repair(engine: Engine, present: set[int], entries: Source) -> Upkeep:
    """Add what the index lacks and remove what no longer exists; compare ids, not only counts.

    Ids are given before rows are committed, so the highest id says nothing about the ones below.
    """
    indexed = engine.ids()
    surplus, lacking = sorted(indexed - present), sorted(present - indexed)
    engine.remove(surplus)
    added = 0
    for start in range(0, len(lacking), BATCH):
        batch = list(entries(lacking[start : start + BATCH]))
        engine.add(batch)
        engine.commit()
        added += len(batch)
    engine.commit()
    return Upkeep(added, len(surplus))


def rebuild(engine: Engine, present: set[int], entries: Source) -> Upkeep:
    """Empty the index and fill it again."""
    engine.remove(engine.ids())
    engine.commit()
    return repair(engine, present, entries)
