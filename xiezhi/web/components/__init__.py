"""Components (部件): plain dataclasses that `{% draw part %}` prints. No model is among them."""

from xiezhi.web.components.acts import (
    ActDialog,
    ActEntry,
    ActsColumn,
    Findings,
    FormField,
    Option,
    Reason,
)
from xiezhi.web.components.base import Button, Due, Empty, Link, Loading, Note, Part, Tag
from xiezhi.web.components.calendar import Event, Month, Week
from xiezhi.web.components.charts import Chart, Score, ScoreRow, Series
from xiezhi.web.components.limits import Gauge, Limit, MiniGauge, Segment
from xiezhi.web.components.lists import (
    Bulk,
    Cell,
    Chip,
    Choosable,
    Column,
    ColumnChooser,
    Exports,
    Filters,
    Pager,
    Row,
    Table,
)
from xiezhi.web.components.page import (
    Agenda,
    AgendaItem,
    Chrome,
    Count,
    Counts,
    Fact,
    Facts,
    Figure,
    Head,
    Lede,
    NavItem,
    Segments,
    Step,
    Steps,
    Tab,
    Views,
)
from xiezhi.web.components.party import NextStep, PlainItem, PlainList
from xiezhi.web.components.proof import (
    Ballot,
    Ballots,
    Check,
    Checks,
    Job,
    Receipt,
    ReceiptRow,
)
from xiezhi.web.components.similar import Contrary, Hit, Likeness, Marked, Tier, Tiers
from xiezhi.web.components.trace import Change, Filter, Trace, TraceEntry

__all__ = [
    "ActDialog", "ActEntry", "ActsColumn", "Agenda", "AgendaItem", "Ballot", "Ballots", "Bulk",
    "Button", "Cell", "Change", "Chart", "Check", "Checks", "Chip", "Choosable", "Chrome",
    "Column", "ColumnChooser", "Contrary", "Count", "Counts", "Due", "Empty", "Event", "Exports",
    "Fact", "Facts", "Figure", "Filter", "Filters", "Findings", "FormField", "Gauge", "Head",
    "Hit", "Job", "Lede", "Likeness", "Limit", "Link", "Loading", "Marked", "MiniGauge", "Month",
    "NavItem", "NextStep", "Note", "Option", "Pager", "Part", "PlainItem", "PlainList", "Reason",
    "Receipt", "ReceiptRow", "Row", "Score", "ScoreRow", "Segment", "Segments", "Series", "Step",
    "Steps", "Tab", "Table", "Tag", "Tier", "Tiers", "Trace", "TraceEntry", "Views", "Week",
]  # fmt: skip
