"""What is sealed, checked and receipted: ballots, checks, receipts, progress of long work."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop, pgettext

from xiezhi.web.components.base import Button, Part, Tag


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """评议意见: sealed, missing (dashed) or opened; the text only once it is opened."""

    name: str
    role: str
    state: Literal["sealed", "missing", "opened"]
    at: str = ""
    digest: str = ""
    due: str = ""
    opinion: str = ""
    reasons: str = ""
    tag: Tag | None = None
    button: Button | None = None


@dataclass(frozen=True, kw_only=True)
class Ballots(Part):
    """封存意见: in the order of speaking, numbered 一二三."""

    template = "components/ballots.html"
    items: tuple[Ballot, ...]


@dataclass(frozen=True)
class Check:
    """核验项: one line with its result; `detail` is a digest or time, `end` stands at the end."""

    text: str
    state: Literal["ok", "no", "wait"] = "ok"
    end: str = ""
    href: str = ""
    detail: str = ""

    @property
    def glyph(self) -> str:
        """The icon's name."""
        return {"ok": "check", "no": "late", "wait": "warn"}[self.state]


@dataclass(frozen=True, kw_only=True)
class Checks(Part):
    """核验: what was checked, each line with its result."""

    template = "components/checks.html"
    items: tuple[Check, ...]


@dataclass(frozen=True)
class ReceiptRow:
    """回执项: a label and a value; a digest is set in mono."""

    label: str
    text: str
    digest: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt(Part):
    """回执: rows, court and day, with the seal over them."""

    template = "components/receipt.html"
    title: str
    rows: tuple[ReceiptRow, ...]
    court: str
    day: str
    seal: str = ""
    download: str = ""
    key: str = "receipt"


@dataclass(frozen=True, kw_only=True)
class Job(Part):
    """进度: count, rate and time left of long work; asks `url` for itself until it is done.

    `rate` is per second, `left` in seconds; both None where unknown. `cancel` is an address that
    takes a POST, empty where the law allows no cancelling.
    """

    template = "components/job.html"
    name: str
    done: int
    total: int
    unit: str = gettext_noop("件")
    rate: float | None = None
    left: int | None = None
    state: Literal["waiting", "running", "done", "failed", "cancelled"] = "running"
    result: str = ""
    errors: int = 0
    errors_url: str = ""
    cancel: str = ""
    url: str = ""
    key: str = "job"

    @property
    def unit_word(self) -> str:
        """What is counted, in the language of the screen."""
        return pgettext("unit", self.unit)

    @property
    def share(self) -> int:
        """Per cent done."""
        return round(self.done / self.total * 100) if self.total else 0
