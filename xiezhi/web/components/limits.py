"""The time-limit gauge (审限): segments in days laid out in per cent, labels kept apart."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from xiezhi.web.components.base import Part

SOON = 30  # days before the due day from which the gauge is amber
_WIDE, _NARROW = 1120, 520  # px a gauge has on a case page and in a column


@dataclass(frozen=True)
class Segment:
    """期间段: consecutive days that are counted, excluded (扣除) or added by extension (延长).

    `label` names an exclusion or an extension; `note` is the line that a phone shows instead.
    """

    days: int
    kind: Literal["counted", "excluded", "extended"] = "counted"
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """段: a rectangle in per cent of the width."""

    x: float
    width: float
    shape: Literal["used", "left", "skip"]
    drawn: str  # the CSS class that fills it


@dataclass(frozen=True)
class Label:
    """字: words at a place in per cent; `row` 0 is above the bar, 1 below."""

    x: float
    text: str
    row: int
    anchor: Literal["start", "middle", "end"] = "middle"
    weight: Literal["strong", "", "faint"] = ""

    def moved(self, width: int) -> Iterator["Label"]:
        """Yield the label where it belongs, then ever further left while it ends at its place."""
        for pixels in range(0, 132 if self.anchor == "end" else 1, 6):
            yield replace(self, x=round(self.x - pixels / width * 100, 2))

    def span(self, width: int) -> tuple[float, float]:
        """Return where the words begin and end on a gauge of `width` px."""
        size = sum(12.2 if unicodedata.east_asian_width(c) in "WF" else 6.7 for c in self.text)
        left = self.x / 100 * width - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * size
        return left - 3, left + size + 3


@dataclass(frozen=True, kw_only=True)
class Gauge(Part):
    """审限: days used and allowed, each exclusion and extension a segment, today and the due day.

    `segments` follow one another from `start` and end on the due day. `used`, `allowed` and
    `left` are counted days from the law's calculation, negative `left` is days over. `paused`
    says why the clock stands still. `compact` is the low form for a column.
    """

    template = "components/gauge.html"
    start: date
    segments: tuple[Segment, ...]
    today: date
    used: int
    allowed: int
    left: int
    basis: str = ""  # 六个月，民诉法第152条
    paused: str = ""
    compact: bool = False
    key: str = "gauge"  # makes ids unique where a page has several

    @cached_property
    def due(self) -> date:
        """The day on which the limit ends."""
        return self.start + timedelta(days=sum(part.days for part in self.segments))

    @property
    def tone(self) -> Literal["over", "soon", "used"]:
        """Over, soon or in time."""
        if self.left < 0:
            return "over"
        return "soon" if self.left <= SOON else "used"

    @property
    def fill(self) -> str:
        """The CSS class of the days used in a row or a column."""
        return {"over": "g-over", "soon": "g-warnfill", "used": "g-used"}[self.tone]

    @property
    def _fills(self) -> tuple[str, str]:
        """The CSS classes of the days used and left: a wide bar is amber only where it is left."""
        if self.tone == "soon" and not self.compact:
            return "g-used", "g-left g-soon"
        return self.fill, "g-left"

    @property
    def over(self) -> int:
        """Days past the limit."""
        return max(-self.left, 0)

    @cached_property
    def _length(self) -> int:
        return max((self.due - self.start).days, (self.today - self.start).days, 1)

    def _at(self, day: date) -> float:
        place = (day - self.start).days / self._length * 100
        return round(min(max(place, 0.0), 100.0), 2)

    @cached_property
    def spans(self) -> list[tuple[Segment, date, date]]:
        """Each segment with its first day and the day after its last."""
        found, day = [], self.start
        for part in self.segments:
            found.append((part, day, day + timedelta(days=part.days)))
            day = found[-1][2]
        return found

    @property
    def now(self) -> float:
        """Where today stands, in per cent."""
        return self._at(self.today)

    @property
    def end(self) -> float:
        """Where the due day stands, in per cent: before 100 only once it has passed."""
        return self._at(self.due)

    @cached_property
    def bars(self) -> list[Bar]:
        """What is drawn from left to right."""
        used, left = self._fills
        bars = [Bar(0, self.now, "used", used)]
        if self.now < 100:
            bars.append(Bar(self.now, round(100 - self.now, 2), "left", left))
        for part, first, after in self.spans:
            if part.kind == "excluded":
                x = self._at(first)
                bars.append(Bar(x, round(self._at(after) - x, 2), "skip", "g-pat"))
        return bars

    @cached_property
    def extension(self) -> tuple[float, float] | None:
        """Where the first extension begins and the last one ends, in per cent."""
        found = [(a, b) for part, a, b in self.spans if part.kind == "extended"]
        return (self._at(found[0][0]), self._at(found[-1][1])) if found else None

    @cached_property
    def labels(self) -> list[Label]:
        """The words around the bar, those of more weight first; none overlaps another."""
        kept: list[Label] = []
        width = _NARROW if self.compact else _WIDE
        for label in self._wanted():
            taken = [one.span(width) for one in kept if one.row == label.row]
            place = next((one for one in label.moved(width) if _fits(one, taken, width)), None)
            if place:
                kept.append(place)
        return kept

    def _wanted(self) -> list[Label]:
        low = 0 if self.compact else 1
        late = self.left < 0
        wanted = [Label(self.now, self._today_text(), 0, _anchor(self.now), "strong")]
        if late:
            wanted.append(Label(self.end, _("%(day)s 届满") % {"day": _day(self.due)}, low, "end"))
        else:
            text = _("%(day)s 届满") % {"day": _day(self.due)}
            weight: Literal["", "strong"] = "" if self.compact else "strong"
            wanted.append(Label(100, text, low, "end", weight))
        for part, first, after in self.spans:
            x = (self._at(first) + self._at(after)) / 2
            if part.kind == "excluded":
                wanted.append(Label(round(x, 2), f"{part.label} −{part.days}", 0))
            elif part.kind == "extended" and not self.compact:
                wanted.append(Label(self._at(after), part.label, 1, "end"))
        return wanted + ([] if self.compact else self._quiet())

    def _quiet(self) -> list[Label]:
        text = _("%(day)s 立案") % {"day": _day(self.start)}
        quiet = [Label(0, text, 1, "start", "faint")]
        first_extension = next((a for part, a, _b in self.spans if part.kind == "extended"), None)
        if first_extension:
            text = _("原届满 %(day)s") % {"day": _day(first_extension)}
            quiet.append(Label(self._at(first_extension), text, 0, "end"))
        for part, _first, after in self.spans:
            if part.kind == "excluded" and after < min(self.today, self.due):
                text = _("%(day)s 恢复计算") % {"day": _day(after)}
                quiet.append(Label(self._at(after), text, 1, "middle", "faint"))
        return quiet

    def _today_text(self) -> str:
        if self.left < 0:
            return _("逾 %(days)s 日") % {"days": self.over}
        if self.compact:
            return _("剩 %(days)s 日") % {"days": self.left}
        return _("今日 %(day)s") % {"day": _day(self.today)}

    @property
    def notes(self) -> list[str]:
        """The same in words, for phones and for those who listen."""
        return [part.note for part in self.segments if part.note]

    @property
    def mini(self) -> "MiniGauge":
        """The gauge of a table row."""
        return MiniGauge(self)

    @property
    def limit(self) -> "Limit":
        """The gauge beside the days left in large type."""
        return Limit(self)


@dataclass(frozen=True)
class Limit(Part):
    """审限块: days left in large type, the gauge beside it."""

    template = "components/limit.html"
    gauge: Gauge


@dataclass(frozen=True)
class MiniGauge(Part):
    """审限小条: the gauge of a table row, 104 units wide."""

    template = "components/mini.html"
    gauge: Gauge

    @property
    def percent(self) -> int:
        """Counted days used, in per cent of those allowed."""
        return round(self.gauge.used / self.gauge.allowed * 100) if self.gauge.allowed else 0

    @property
    def width(self) -> float:
        """Units filled."""
        return round(self.gauge.now * 1.04, 1)

    @property
    def gaps(self) -> list[tuple[float, float]]:
        """Excluded stretches as (x, width)."""
        return [
            (round(bar.x * 1.04, 1), round(bar.width * 1.04, 1))
            for bar in self.gauge.bars
            if bar.shape == "skip"
        ]


def _fits(label: Label, taken: list[tuple[float, float]], width: int) -> bool:
    left, right = label.span(width)
    return left >= -6 and right <= width + 6 and all(right <= a or left >= b for a, b in taken)


def _day(on: date) -> str:
    return f"{on:%m-%d}"


def _anchor(x: float) -> Literal["start", "middle", "end"]:
    return "end" if x > 88 else "start" if x < 8 else "middle"
