"""案由: civil causes, charges and administrative causes, as dated registers with their levels.

A register is a tab-separated file; the level and the parent follow from the code. Codes are kept
for ever: a renamed charge gets a new row, and the old one an `until`.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import Area


@dataclass(frozen=True)
class Cause:
    """案由: one entry. `level` counts from 1, the outermost; in force from `since` to `until`."""

    code: str
    name: str
    area: Area
    version: str
    source: Citation
    since: date
    until: date | None = None
    article: str = ""
    """The article of the Criminal Law (133之一), where the register knows it."""
    verified: bool = True
    """False where the list was not compared with the official print."""

    @property
    def level(self) -> int:
        """1 for a part or chapter, then 2, 3, 4."""
        dashes = self.code.count("-")
        return dashes if self.area is Area.CIVIL else dashes + 1

    def in_force(self, on: date) -> bool:
        """Whether a case of that day may be given this cause.

        A civil cause of an earlier list is accepted where its name is the same, so the beginning
        of the present list does not bar an older day; the end of a charge's name does, and so
        does the beginning of a new one.
        """
        dated = self.area is Area.CRIMINAL and on < self.since
        return not dated and (self.until is None or on < self.until)


def find(name_or_code: str, area: Area, on: date) -> Cause | None:
    """Return the cause of that code or name on a day, the most specific level where names agree."""
    hits = [c for c in _called(area).get(name_or_code.strip(), ()) if c.in_force(on)]
    return max(hits, key=lambda cause: cause.level, default=None)


def search(text: str, area: Area, on: date, limit: int = 20) -> list[Cause]:
    """Return causes whose name or code holds `text`: first those that begin with it."""
    wanted = text.strip()
    hits = [
        c
        for c in causes(area)
        if (wanted in c.name or c.code.startswith(wanted)) and c.in_force(on)
    ]
    hits.sort(key=lambda c: (not c.name.startswith(wanted), len(c.name)))
    return hits[:limit]


def parents(cause: Cause) -> list[Cause]:
    """Return the causes above, outermost first."""
    parts = cause.code.split("-")
    above = ["-".join(parts[:n]) for n in range(1, len(parts))]
    known = _by_code(cause.area)
    return [known[code] for code in above if code in known]


def children(cause: Cause, on: date) -> list[Cause]:
    """Return the causes right below that are in force on a day, in the order of the list."""
    prefix = f"{cause.code}-"
    return [
        c
        for c in causes(cause.area)
        if c.code.startswith(prefix) and c.level == cause.level + 1 and c.in_force(on)
    ]


@cache
def causes(area: Area) -> tuple[Cause, ...]:
    """Return the whole register of an area in its order, names no longer in force included."""
    return tuple(_read(area))


@cache
def _called(area: Area) -> dict[str, list[Cause]]:
    found: dict[str, list[Cause]] = {}
    for cause in causes(area):
        for called in {cause.code, cause.name}:
            found.setdefault(called, []).append(cause)
    return found


@cache
def _by_code(area: Area) -> dict[str, Cause]:
    return {cause.code: cause for cause in causes(area)}


def _read(area: Area) -> Iterator[Cause]:
    folder = resources.files(__name__)
    register = tomllib.loads((folder / "registers.toml").read_text(encoding="utf-8"))[area.value]
    lines = (folder / register["file"]).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t"):
        yield Cause(
            code=row["code"],
            name=row["name"],
            area=area,
            version=register["version"],
            source=cite(register["source"]),
            since=date.fromisoformat(row["since"]) if row.get("since") else register["since"],
            until=date.fromisoformat(row["until"]) if row.get("until") else None,
            article=row.get("article") or "",
            verified=register["verified"],
        )
