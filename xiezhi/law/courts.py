"""法院代字: what the code of a court says of it; the table of courts itself is loaded as data."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from xiezhi.law.terms import Level


@dataclass(frozen=True)
class CourtCode:
    """法院代字: province and digits, read by structure (法〔2015〕137号第3条).

    `province` is empty for the Supreme People's Court; `digits` is empty, two or four long.
    """

    province: str
    digits: str = ""

    def __str__(self) -> str:
        return self.province + self.digits or _table().supreme

    @property
    def level(self) -> Level:
        """The level of court."""
        if not self.province:
            return Level.SUPREME
        return {0: Level.HIGH, 2: Level.INTERMEDIATE, 4: Level.BASIC}[len(self.digits)]

    @property
    def special(self) -> str:
        """The kind of special court (铁路运输, 海事 …), empty for an ordinary one."""
        number = int(self.digits[:2] or 0)
        if number == 90 and self.level is Level.BASIC:
            return ""  # 9001 …: a county-level city run by the province directly
        kinds = (name for first, last, name in _table().special_courts if first <= number <= last)
        return next(kinds, "")

    @property
    def upper(self) -> "CourtCode | None":
        """The court one level up by structure, None for the Supreme People's Court.

        Right for most courts; the loaded table may name another (an internet court, a city run
        by the province).
        """
        if not self.province:
            return None
        return CourtCode(self.province, self.digits[:-2]) if self.digits else CourtCode("")


@dataclass(frozen=True)
class _Table:
    supreme: str
    provinces: str
    special_trials: tuple[tuple[str, frozenset[str]], ...]
    special_courts: tuple[tuple[int, int, str], ...]


@cache
def _table() -> _Table:
    text = (resources.files("xiezhi.law") / "court_codes.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Table(
        supreme=data["supreme"],
        provinces=data["provinces"],
        special_trials=tuple((r["code"], frozenset(r["courts"])) for r in data["special_trial"]),
        special_courts=tuple((r["first"], r["last"], r["name"]) for r in data["special_court"]),
    )


def provinces() -> str:
    """Return the one-character codes of the provinces, of the military and of the corps courts."""
    return _table().provinces


def special_trials(court: str) -> frozenset[str]:
    """Return the special trial codes (专门审判代字) that a court uses."""
    return frozenset(code for code, courts in _table().special_trials if court in courts)


def read_court(code: str) -> CourtCode | None:
    """Return the court code that `code` spells, None where the structure knows no such code."""
    if code == _table().supreme:
        return CourtCode("")
    match = re.fullmatch(rf"([{_table().provinces}])(\d{{2}}|\d{{4}})?", code, re.ASCII)
    return CourtCode(match[1], match[2] or "") if match else None


def is_court(code: str, known: Iterable[str] | None = None) -> bool:
    """Whether `code` names a court: one of `known`, or well formed where no table is loaded."""
    return read_court(code) is not None and (known is None or code in known)
