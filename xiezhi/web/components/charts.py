"""Charts (图): a title that says the finding, the same numbers as a table, a download, rows."""

from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

from django.utils.translation import gettext as _

from xiezhi.web.components.base import Link, Part

Fill = Literal["d1", "d2", "d3", "d4", "seal", "warn"]


@dataclass(frozen=True)
class Series:
    """系列: a value for each category, None where there is none; for dots, a tuple of values."""

    name: str
    values: tuple[float | None, ...] | tuple[tuple[float, ...], ...]
    fill: Fill = "d1"
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart(Part):
    """图: bars lie (long names), columns stand, lines run in time, dots are one person each.

    `title` is the conclusion, `sub` says what, unit, scope and time. `limit` draws a dashed line
    with its name. `floor` starts the axis above zero; say so in `sub`.
    """

    template = "components/chart.html"
    key: str
    title: str
    sub: str
    kind: Literal["bars", "columns", "lines", "dots"]
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    category: str = ""  # head of the table's first column
    strong: tuple[str, ...] = ()  # categories that the title speaks of
    limit: tuple[str, float] | None = None
    floor: float | None = None
    rows: Link | None = None
    download: str = ""
    loading: bool = False
    empty: str = ""  # what is said where there are no numbers
    wide: bool = False
    level: Literal[2, 3] = 2

    @property
    def bare(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(v is not None and v != () for part in self.series for v in part.values)

    @property
    def single(self) -> bool:
        """Whether a line has one point only, which is no trend."""
        return self.kind == "lines" and len(self.categories) == 1

    @property
    def height(self) -> str:
        """The CSS class that gives the plot its height."""
        if self.kind in ("bars", "dots"):
            return f"plot-{min(max(len(self.categories), 1), 12)}"
        return "plot-s" if self.wide else "plot-m"

    @property
    def data(self) -> dict[str, Any]:
        """What charts.js draws."""
        return {
            "kind": self.kind,
            "unit": self.unit,
            "categories": self.categories,
            "strong": self.strong,
            "limit": self.limit,
            "floor": self.floor,
            "series": [
                {"name": s.name, "values": s.values, "fill": s.fill, "dashed": s.dashed}
                for s in self.series
            ],
        }

    @property
    def json_id(self) -> str:
        """The id of the block that carries the data."""
        return f"{self.key}-json"

    @property
    def heads(self) -> list[str]:
        """Heads of the table's columns after the first."""
        if self.kind == "dots":
            return [_("个数"), _("最小"), _("中位数"), _("最大")]
        return [part.name for part in self.series]

    @property
    def lines(self) -> list[tuple[str, list[float | None]]]:
        """The table's rows: each category with its numbers."""
        if self.kind == "dots":
            return [(name, self._spread(place)) for place, name in enumerate(self.categories)]
        return [
            (name, [part.values[place] for part in self.series])  # type: ignore[misc]
            for place, name in enumerate(self.categories)
        ]

    def _spread(self, place: int) -> list[float | None]:
        values = [
            value
            for part in self.series
            if isinstance(group := part.values[place], tuple)
            for value in group
        ]
        if not values:
            return [0, None, None, None]
        return [len(values), min(values), median(values), max(values)]


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """得分项: words and points, negative to the left."""

    text: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Score(Part):
    """得分: what a score is the sum of, drawn as bars from a middle line; `total` closes it."""

    template = "components/score.html"
    key: str
    title: str
    rows: tuple[ScoreRow, ...]
    total: str

    @property
    def height(self) -> int:
        """Pixels."""
        return 28 + 25 * len(self.rows)

    @property
    def base(self) -> int:
        """Where the last bar ends, in pixels."""
        return 25 * len(self.rows)

    @property
    def bars(self) -> list[dict[str, Any]]:
        """Each row with its geometry: the words left of 62 %, the bar on the right."""
        most = max((abs(row.points) for row in self.rows), default=1) or 1
        bars = []
        for place, row in enumerate(self.rows):
            width = round(abs(row.points) / most * 24, 2)
            x = 62 if row.points >= 0 else round(62 - width, 2)
            end = round(62 + (width if row.points >= 0 else 0) + 1.2, 2)
            sign = "+" if row.points >= 0 else "−"
            bars.append({
                "text": row.text, "x": x, "width": width, "end": end, "y": 4 + 25 * place,
                "line": 16 + 25 * place, "points": f"{sign}{abs(row.points)}",
                "fill": "c1" if row.points >= 0 else "c3",
            })  # fmt: skip
        return bars
