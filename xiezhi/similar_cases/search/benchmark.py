"""How long a search takes beside the bare engine asked with every word of the text."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one way to search."""

    p50: float
    p95: float


def timed(run: Callable[[str], object], texts: Sequence[str]) -> Timing:
    """Run once for each text and return the times."""
    taken: list[float] = []
    for text in texts:
        started = time.perf_counter()
        run(text)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    last = len(taken) - 1
    return Timing(taken[last // 2], taken[round(last * 0.95)])
