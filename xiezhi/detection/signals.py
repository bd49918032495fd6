"""信号: what detection looks for in a text, from the files in `cues` and from computation."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from xiezhi.detection.reading import Reading
from xiezhi.law.rules import cues as own

Span = tuple[int, int]
Find = Callable[[Reading], Iterator[Span]]

REACH = 14
"""Characters on either side within which other words are looked for, where a cue says nothing."""


class Area(StrEnum):
    """范围: in which cases a signal is looked for."""

    ANY = "any"
    CIVIL = "civil"
    CRIMINAL = "criminal"


class BadCue(ValueError):
    """A file of cues says what cannot be read."""


@dataclass(frozen=True)
class Signal:
    """信号: a name that is never reused, what it stands for, and where it stands in a text."""

    name: str
    gloss: str
    find: Find

    def spans(self, reading: Reading) -> list[Span]:
        """Return the places where the signal stands, in their order, without repetition."""
        return sorted(set(self.find(reading)))


@dataclass(frozen=True)
class Cue:
    """线索: expressions, and what must not or must stand near them."""

    branches: tuple[tuple[str, re.Pattern[str]], ...]
    """Each with the run of plain characters without which it need not be tried."""
    unless: re.Pattern[str] | None
    near: re.Pattern[str] | None
    reach: int
    area: Area

    def find(self, reading: Reading) -> Iterator[Span]:
        """Yield where the cue stands."""
        if self.area is not Area.ANY and (self.area is Area.CRIMINAL) != reading.criminal:
            return
        plain = reading.plain
        for must, branch in self.branches:
            if must in plain:
                for match in branch.finditer(plain):
                    if self._fits(plain, match):
                        yield match.span()

    def _fits(self, plain: str, match: re.Match[str]) -> bool:
        around = plain[max(0, match.start() - self.reach) : match.end() + self.reach]
        if self.unless is not None and self.unless.search(around):
            return False
        return self.near is None or self.near.search(around) is not None


def needle(branch: str) -> str:
    """Return the longest run of plain Chinese that every match of an expression must hold."""
    runs, depth = [""], 0
    for place, char in enumerate(branch):
        depth += (char in "([") - (char in ")]")
        after = branch[place + 1 : place + 2]
        if not depth and char == "|":
            raise BadCue(f"{branch}: give an expression for each alternative")
        if not depth and "\u4e00" <= char <= "\u9fff" and after not in ("?", "*", "{"):
            runs[-1] += char
        elif runs[-1]:
            runs.append("")
    return max(runs, key=len)


def opening(reading: Reading) -> Span:
    """Return where the first words of a text that is read stand, at most forty characters."""
    start = len(reading.plain) - len(reading.plain.lstrip())
    return start, min(start + 40, len(reading.plain))


def parse(text: str) -> list[Signal]:
    """Return the signals of a file of cues; raises `BadCue` with the name of the signal."""
    content = tomllib.loads(text)
    macros: dict[str, str] = content.get("macros", {})
    signals: list[Signal] = []
    for entry in content.get("signal", []):
        try:
            signals.append(_signal(entry, macros))
        except (KeyError, ValueError, re.error) as error:
            raise BadCue(f"{entry.get('name', '?')}: {error}") from error
    return signals


@cache
def cues(file: str) -> tuple[Signal, ...]:
    """Return the signals of one file in `cues`."""
    folder = resources.files("xiezhi.detection") / "cues"
    return tuple(parse((folder / f"{file}.toml").read_text(encoding="utf-8")))


def _signal(entry: dict[str, Any], macros: Mapping[str, str]) -> Signal:
    name, gloss = entry["name"], entry["gloss"]
    if "cause" in entry:
        return Signal(name, gloss, _of_cause(re.compile(entry["cause"])))
    branches = [_expand(branch, macros) for branch in entry["branches"]]
    unless, near = (_expand(entry.get(part, ""), macros) for part in ("unless", "near"))
    cue = Cue(
        branches=tuple((needle(branch), re.compile(branch)) for branch in branches),
        unless=re.compile(unless) if unless else None,
        near=re.compile(near) if near else None,
        reach=entry.get("reach", REACH),
        area=Area(entry.get("area", Area.ANY)),
    )
    return Signal(name, gloss, cue.find)


def own_signal(cue: own.OwnCue) -> Signal:
    """Return the signal of a court's own cue, which was read and bounded before."""
    found = Cue(
        branches=tuple((own.needle(branch), re.compile(branch)) for branch in cue.branches),
        unless=re.compile(cue.unless) if cue.unless else None,
        near=re.compile(cue.near) if cue.near else None,
        reach=cue.reach,
        area=Area(cue.area),
    )
    return Signal(cue.name, cue.gloss, found.find)


def _expand(expression: str, macros: Mapping[str, str]) -> str:
    for name, meaning in macros.items():
        expression = expression.replace(f"<{name}>", meaning)
    return expression


def _of_cause(pattern: re.Pattern[str]) -> Find:
    """Return a search in the cause of action, which quotes the first words of the text."""

    def find(reading: Reading) -> Iterator[Span]:
        if reading.cause and pattern.search(reading.cause):
            yield opening(reading)

    return find
