"""信号: what detection looks for in a text; each signal has a name and yields places."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xiezhi.detection.reading import Reading

Span = tuple[int, int]
Find = Callable[[Reading], Iterator[Span]]


class Area(StrEnum):
    """范围: in which cases a signal is looked for."""

    ANY = "any"
    CIVIL = "civil"
    CRIMINAL = "criminal"


@dataclass(frozen=True)
class Signal:
    """信号: a name that is never reused, what it stands for, and where it stands in a text."""

    name: str
    gloss: str
    find: Find

    def spans(self, reading: Reading) -> list[Span]:
        """Return the places where the signal stands, in their order, without repetition."""
        return sorted(set(self.find(reading)))


def needle(branch: str) -> str:
    """Return the longest run of plain Chinese that every match of an expression must hold."""
    runs, depth = [""], 0
    for place, char in enumerate(branch):
        depth += (char in "([") - (char in ")]")
        after = branch[place + 1 : place + 2]
        assert depth or char != "|", "give an expression for each alternative"
        if not depth and "\u4e00" <= char <= "\u9fff" and after not in ("?", "*", "{"):
            runs[-1] += char
        elif runs[-1]:
            runs.append("")
    return max(runs, key=len)


def words(
    name: str,
    gloss: str,
    *branches: str,
    unless: str = "",
    near: str = "",
    area: Area = Area.ANY,
    reach: int = 14,
) -> Signal:
    """Return a signal that stands where one of the expressions does.

    `unless` must not, and `near` must, stand within `reach` characters on either side. A branch
    whose longest plain run is missing from the text is not tried: most texts hold few.
    """
    tried = [(needle(branch), re.compile(branch)) for branch in branches]
    never = re.compile(unless) if unless else None
    also = re.compile(near) if near else None

    def find(reading: Reading) -> Iterator[Span]:
        if area is not Area.ANY and (area is Area.CRIMINAL) != reading.criminal:
            return
        plain = reading.plain
        for must, branch in tried:
            if must not in plain:
                continue
            for match in branch.finditer(plain):
                around = plain[max(0, match.start() - reach) : match.end() + reach]
                if never and never.search(around):
                    continue
                if also and not also.search(around):
                    continue
                yield match.span()

    return Signal(name, gloss, find)


def cause(name: str, gloss: str, pattern: str) -> Signal:
    """Return a signal that stands where the cause of action matches; it quotes the first words."""
    tried = re.compile(pattern)

    def find(reading: Reading) -> Iterator[Span]:
        if reading.cause and tried.search(reading.cause):
            yield opening(reading)

    return Signal(name, gloss, find)


def opening(reading: Reading) -> Span:
    """Return where the first words of a text that is read stand, at most forty characters."""
    start = len(reading.plain) - len(reading.plain.lstrip())
    return start, min(start + 40, len(reading.plain))
