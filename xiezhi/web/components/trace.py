"""The trace of a case (留痕): every act in order, by day, each with its proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from xiezhi.web.components.base import Part


@dataclass(frozen=True)
class Change:
    """变更: what an act changed, from and to; a sentence alone stands in `to`."""

    what: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class TraceEntry:
    """留痕条目: who, in which post, by which text, what changed; `at` in the court's time zone.

    `kind`: act ○, supervision ◆, refused ■, system grey.
    """

    at: datetime
    act: str
    by: str
    post: str = ""
    kind: Literal["act", "supervision", "refused", "system"] = "act"
    changes: tuple[Change, ...] = ()
    source: str = ""
    proof: str = ""

    @property
    def mark(self) -> str:
        """The CSS class that draws the glyph."""
        return {"supervision": "is-sup", "refused": "is-no", "system": "is-sys"}.get(self.kind, "")


@dataclass(frozen=True)
class Filter:
    """筛选: a select that narrows a list; options as (value, words)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Trace(Part):
    """留痕: entries newest first. `url` takes the filters; `more` is the next page's address."""

    template = "components/trace.html"
    entries: tuple[TraceEntry, ...]
    total: int
    url: str = ""
    filters: tuple[Filter, ...] = ()
    verify: str = ""
    more: str = ""
    key: str = "trace"

    def days(self) -> Iterator[tuple[datetime, list[TraceEntry]]]:
        """Yield each day with its entries."""
        for _day, group in groupby(self.entries, key=lambda entry: entry.at.date()):
            entries = list(group)
            yield entries[0].at, entries
