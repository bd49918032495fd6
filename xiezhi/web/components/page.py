"""Parts of a page's frame: bar, head, lede, facts, counts, steps, tabs."""

from dataclasses import dataclass
from typing import Literal

from xiezhi.web.components.base import Button, Link, Part, Tag


@dataclass(frozen=True)
class NavItem:
    """导航项: one desk or list of the top bar; `key` is pressed after g."""

    label: str
    href: str
    key: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """页框: what the top bar and the foot say; the context variable `chrome` of base.html."""

    court: str = ""
    home: str = "/"
    nav: tuple[NavItem, ...] = ()
    search: str = ""  # address of the global search; no box without it
    asked: str = ""  # what was searched for
    person: str = ""
    post: str = ""  # 民一庭　员额法官
    posts: tuple[Link, ...] = ()  # other posts to act in
    login: str = ""
    logout: str = ""  # address that takes a POST
    account: str = ""
    demo: bool = False
    list_version: str = ""
    checkpoint: str = ""  # #48 213
    checkpoint_at: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Head(Part):
    """页首: the page's one h1 over the thick-and-thin rule; `plain` for lists.

    `number` sets the title as a case number; `body` parts stand below (limit, facts).
    """

    template = "components/head.html"
    title: str
    number: bool = False
    plain: bool = False
    crumbs: tuple[Link, ...] = ()
    subtitle: str = ""
    aside: str = ""
    source: str = ""
    tags: tuple[Tag, ...] = ()
    buttons: tuple[Button, ...] = ()
    body: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Figure:
    """数: a number in a sentence; it opens the rows behind it. `late` prints it in seal red."""

    text: str
    href: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Lede(Part):
    """首句: one sentence with numbers that opens a desk. `title` is the hidden h1."""

    template = "components/lede.html"
    parts: tuple[str | Figure, ...]
    title: str = ""
    crumb: str = ""

    @property
    def pieces(self) -> list[Figure]:
        """The sentence as figures, plain words having neither address nor colour."""
        return [Figure(part) if isinstance(part, str) else part for part in self.parts]


@dataclass(frozen=True)
class Fact:
    """事实: a label and a value with something quieter beside it."""

    label: str
    text: str
    quiet: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(Part):
    """要素: labels and values in one or three columns."""

    template = "components/facts.html"
    rows: tuple[Fact, ...]
    columns: Literal[1, 3] = 3


@dataclass(frozen=True)
class Count:
    """计数: a number with its word; it opens its rows."""

    number: int
    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Counts(Part):
    """计数列: numbers in a row, each opening its rows."""

    template = "components/counts.html"
    items: tuple[Count, ...]


@dataclass(frozen=True)
class Tab:
    """页签: one of several views of the same."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Segments(Part):
    """分段: a choice of few; each is a link."""

    template = "components/segments.html"
    label: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, kw_only=True)
class Views(Part):
    """已存视图: saved views over a list; `save` is the address that keeps the present one.

    `label` names what else the tabs choose, such as months: a page has no two navigations alike.
    """

    template = "components/views.html"
    tabs: tuple[Tab, ...]
    save: str = ""
    label: str = ""


@dataclass(frozen=True)
class Step:
    """阶段: done, now or yet to come; `note` says when or what."""

    name: str
    state: Literal["done", "now", "todo"] = "todo"
    note: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Steps(Part):
    """办案阶段: the stages of a case in a row; `down` for procedures and wizards, in a column."""

    template = "components/steps.html"
    label: str
    steps: tuple[Step, ...]
    down: bool = False


@dataclass(frozen=True)
class AgendaItem:
    """日程项: what happens at `time` (09:30); `now` for the one at hand."""

    time: str
    title: str
    note: str = ""
    href: str = ""
    now: bool = False


@dataclass(frozen=True, kw_only=True)
class Agenda(Part):
    """日程: items under day names, (今日 11-23, items) by (day, items)."""

    template = "components/agenda.html"
    days: tuple[tuple[str, tuple[AgendaItem, ...]], ...]
