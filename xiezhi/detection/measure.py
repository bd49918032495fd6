"""度量: precision and recall of findings against labels, with their intervals."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from xiezhi.law.terms import FourType

_SIGMAS = 1.959964
"""Of a 95 % interval."""


def wilson(right: int, all_: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; the whole range where nothing was counted."""
    if not all_:
        return 0.0, 1.0
    share, square = right / all_, _SIGMAS * _SIGMAS
    middle = share + square / (2 * all_)
    spread = _SIGMAS * math.sqrt(share * (1 - share) / all_ + square / (4 * all_ * all_))
    whole = 1 + square / all_
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass
class Score:
    """得分: how many findings were right, wrong and missing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the findings that are right; 0 where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the labels that are found; 0 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    def __str__(self) -> str:
        found, there = self.right + self.wrong, self.right + self.missed
        parts = [f"n {there:>3}"]
        for name, share, of in (("P", self.precision, found), ("R", self.recall, there)):
            low, high = wilson(self.right, of)
            parts.append(f"{name} {share:.2f} ({low:.2f}–{high:.2f})" if of else f"{name}  –")
        return "  ".join(parts)


@dataclass
class Tally:
    """统计: scores by code, over all codes, and by text whether it holds any."""

    by_code: dict[FourType, Score] = field(default_factory=dict)
    codes: Score = field(default_factory=Score)
    any: Score = field(default_factory=Score)

    def add(
        self,
        found: Collection[FourType],
        yes: Collection[FourType],
        disputed: Collection[FourType],
    ) -> None:
        """Count one text; a disputed code, or a text of such alone, is neither right nor wrong."""
        for code in FourType:
            if code in disputed or (code not in found and code not in yes):
                continue
            for score in (self.by_code.setdefault(code, Score()), self.codes):
                _count(score, found=code in found, there=code in yes)
        if yes or (found and not disputed):
            _count(self.any, found=bool(found), there=bool(yes))

    def lines(self) -> Iterator[str]:
        """Yield a line for each code that was counted, one for all, one for any."""
        for code in FourType:
            if code in self.by_code:
                yield f"{code:<5}{self.by_code[code]}"
        yield f"all  {self.codes}"
        yield f"any  {self.any}"


def _count(score: Score, *, found: bool, there: bool) -> None:
    if found and there:
        score.right += 1
    elif found:
        score.wrong += 1
    elif there:
        score.missed += 1
