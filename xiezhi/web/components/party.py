"""Parts of a party's pages: plain words, one next step, a date, what happens otherwise."""

from dataclasses import dataclass

from xiezhi.web.components.base import Button, Part


@dataclass(frozen=True, kw_only=True)
class NextStep(Part):
    """下一步: by when, what, and what happens otherwise; without a day nothing is to be done."""

    template = "components/next.html"
    by: str
    what: str
    otherwise: str = ""
    button: Button | None = None


@dataclass(frozen=True)
class PlainItem:
    """条目: one line that leads on; `icon` is right or download."""

    title: str
    note: str
    href: str
    icon: str = "right"


@dataclass(frozen=True, kw_only=True)
class PlainList(Part):
    """条目列: lines of 44 px that lead on."""

    template = "components/plist.html"
    items: tuple[PlainItem, ...]
