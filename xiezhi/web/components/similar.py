"""Similar cases (类案): tiers of search, hits with their likeness, the contrary case."""

from dataclasses import dataclass

from xiezhi.web.components.acts import FormField
from xiezhi.web.components.base import Part, Tag
from xiezhi.web.components.page import Segments


@dataclass(frozen=True)
class Tier:
    """顺位: one tier of the search, what it found, whether it must be searched."""

    name: str
    note: str
    href: str
    count: int | None = None
    current: bool = False
    word: str = ""  # 选检, where no count is shown


@dataclass(frozen=True, kw_only=True)
class Tiers(Part):
    """检索顺位: in the order of the text."""

    template = "components/tiers.html"
    items: tuple[Tier, ...]


@dataclass(frozen=True)
class Likeness:
    """相似: of facts, issues or law, 0–100, with what is alike."""

    aspect: str
    score: int
    text: str


@dataclass(frozen=True)
class Marked:
    """摘录: words, marked where they met the query."""

    text: str
    marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit(Part):
    """检得案例: a case found, its holding and why it is alike."""

    template = "components/hit.html"
    title: str
    href: str
    line: str  # number, court, in force
    tag: Tag | None = None
    level: Tag | None = None
    holding: tuple[Marked, ...] = ()
    likeness: tuple[Likeness, ...] = ()
    treatment: Segments | None = None
    compare: str = ""


@dataclass(frozen=True, kw_only=True)
class Contrary(Part):
    """相反案例: the strongest contrary case, never hidden, with the answer to it."""

    template = "components/contrary.html"
    title: str
    href: str
    line: str
    holding: tuple[Marked, ...] = ()
    alike: str = ""
    unlike: str = ""
    answer: FormField | None = None
    tag: Tag | None = None
    key: str = "contrary"
