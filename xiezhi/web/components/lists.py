"""Lists: tables with sortable heads, filters, views, bulk acts, paging by key, exports."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop, pgettext

from xiezhi.web.components.base import Button, Empty, Link, Part
from xiezhi.web.components.page import Tab


@dataclass(frozen=True)
class Column:
    """列: a head; `sort` is the address that sorts by it. Numbers stand at the `end`."""

    label: str
    end: bool = False
    sort: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    hidden_label: bool = False  # read aloud, not shown


@dataclass(frozen=True)
class Cell:
    """格: words, or parts; `sub` is the second, quieter line."""

    text: str = ""
    href: str = ""
    sub: str = ""
    parts: tuple[Part, ...] = ()
    tone: Literal["", "soft", "late", "soon", "mono"] = ""
    strong: bool = False
    nowrap: bool = False
    heat: int = 0
    """How strongly the cell is filled, 0 to 3, in a table that shows quantities by colour too."""

    @property
    def classes(self) -> str:
        """The CSS classes of its tone."""
        tones = {"soft": "soft", "late": "due-late", "soon": "due-soon", "mono": "mono"}
        names = (tones.get(self.tone), self.nowrap and "nowrap", self.heat and f"heat-{self.heat}")
        return " ".join(name for name in names if name)


@dataclass(frozen=True, kw_only=True)
class Row:
    """行: cells, the first `head` of which name the row. `group` is a line over several rows."""

    cells: tuple[Cell, ...] = ()
    id: str = ""
    name: str = ""  # said by the checkbox: 选择 民初0872号
    mark: Literal["", "late", "soon"] = ""
    selected: bool = False
    group: str = ""
    group_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Part):
    """表: `select` draws checkboxes named `ids`, which belong to the form `form`.

    `head` is the place of the cell that names the row. `stack` turns rows into notes on a phone,
    with `labels` each cell after its column's name.
    """

    template = "components/table.html"
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    caption: str = ""
    head: int = 0
    select: bool = False
    form: str = "bulk"
    plain: bool = False
    stack: bool = False
    labels: bool = False
    top: bool = False
    totals: tuple[Cell, ...] = ()
    empty: Empty | None = None

    @property
    def width(self) -> int:
        """Number of columns with the checkboxes'."""
        return len(self.columns) + self.select

    @property
    def classes(self) -> str:
        """The CSS classes of its form."""
        forms = (("table-plain", self.plain), ("table-stack", self.stack), ("table-top", self.top))
        return " ".join(["table", *(name for name, on in forms if on)])


@dataclass(frozen=True)
class Chip:
    """条件: a filter in force; `off` takes it away, `edit` opens its choices."""

    label: str
    value: str
    off: str = ""
    edit: str = ""


@dataclass(frozen=True, kw_only=True)
class Filters(Part):
    """筛选: search within the list, conditions in force, more to add.

    `kept` are names and values of the address that a search must not lose.
    """

    template = "components/filters.html"
    url: str
    query: str = ""
    placeholder: str = ""
    chips: tuple[Chip, ...] = ()
    more: tuple[Link, ...] = ()
    clear: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bulk(Part):
    """批量办理: what is selected, with the pre-check's result and the acts on it.

    `url` takes `ids` and the pressed button's `act`; `precheck` answers with this part anew.
    `blocked` names who cannot, and why.
    """

    template = "components/bulk.html"
    url: str
    precheck: str = ""
    selected: int = 0
    unit: str = gettext_noop("件")
    ready: int = 0
    blocked: tuple[str, ...] = ()
    select_all: Link | None = None
    buttons: tuple[Button, ...] = ()
    key: str = "bulk"

    @property
    def unit_word(self) -> str:
        """What is counted, in the language of the screen."""
        return pgettext("unit", self.unit)


@dataclass(frozen=True, kw_only=True)
class Pager(Part):
    """分页: by key, so only the neighbours have addresses. `total` may be unknown."""

    template = "components/pager.html"
    first: int
    last: int
    total: int | None = None
    previous: str = ""
    next: str = ""
    sizes: tuple[Tab, ...] = ()
    legend: bool = False
    label: str = ""  # names the second pager of a page


@dataclass(frozen=True)
class Choosable:
    """可选列: a column that can be shown."""

    name: str
    label: str
    shown: bool
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class ColumnChooser(Part):
    """选列: which columns are shown; sends `columns` to `url` by GET."""

    template = "components/chooser.html"
    url: str
    columns: tuple[Choosable, ...]
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> int:
        """Number of columns shown."""
        return sum(column.shown for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class Exports(Part):
    """导出: exactly the rows and columns shown, as xlsx or csv."""

    template = "components/exports.html"
    rows: int
    links: tuple[Link, ...]
