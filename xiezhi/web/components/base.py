"""What every component shares: the partial that draws it, and the small parts inside others."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

Tone = Literal["", "work", "good", "warn", "seal", "mark"]
ButtonKind = Literal["", "main", "quiet", "seal"]


class Part:
    """部件: something `{% draw %}` prints; `template` names its partial, which sees it as `c`."""

    template: ClassVar[str]
    steady: ClassVar[bool] = False
    """Whether what it prints follows from its fields and the language alone."""


@dataclass(frozen=True)
class Link:
    """链接: words with an address; without an address the words alone are printed."""

    label: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Button(Part):
    """按钮: named by the act (提请, 签发). `dialog` opens its address in a dialog over the page.

    With `href` it is a link; with `name` it submits its form, to `to` if that is given.
    """

    template = "components/button.html"
    label: str
    href: str = ""
    kind: ButtonKind = ""
    small: bool = True
    icon: str = ""
    dialog: bool = False
    busy: bool = False
    name: str = ""
    value: str = ""
    to: str = ""


@dataclass(frozen=True)
class Tag(Part):
    """标记: a state as glyph, word and colour. `icon` defaults to the glyph of the tone."""

    template = "components/tag.html"
    steady = True
    text: str
    tone: Tone = ""
    icon: str | None = None

    @property
    def glyph(self) -> str:
        """The icon's name, empty for none."""
        if self.icon is not None:
            return self.icon
        glyphs: dict[str, str] = {
            "work": "half", "good": "check", "warn": "warn", "seal": "late", "mark": "flag",
        }  # fmt: skip
        return glyphs.get(self.tone, "")


@dataclass(frozen=True)
class Due(Part):
    """期限: a day with the days left, negative when it has passed; `clock` where it ends sooner.

    Amber from `soon` days before; seal red once passed. `note` takes the place of the count.
    """

    template = "components/due.html"
    steady = True
    on: date
    left: int
    clock: str = ""
    note: str = ""
    soon: int = 2

    @property
    def tone(self) -> Literal["late", "soon", ""]:
        """The class's ending: late, soon or none."""
        if self.left < 0:
            return "late"
        return "soon" if self.left <= self.soon else ""

    @property
    def far(self) -> bool:
        """Whether it lies in another year than today, which is `left` days before it."""
        return (self.on - timedelta(days=self.left)).year != self.on.year

    @property
    def over(self) -> int:
        """Days since it passed."""
        return -self.left


@dataclass(frozen=True, kw_only=True)
class Note(Part):
    """提示: one per section at most; `alert` for a refusal, so that it is read aloud at once."""

    template = "components/note.html"
    title: str = ""
    text: str = ""
    tone: Literal["work", "warn", "seal", "good"] = "work"
    button: Button | None = None
    alert: bool = False

    @property
    def glyph(self) -> str:
        """The icon's name."""
        return {"work": "info", "warn": "warn", "seal": "late", "good": "check"}[self.tone]


@dataclass(frozen=True, kw_only=True)
class Empty(Part):
    """空: nothing is here, and what comes next."""

    template = "components/empty.html"
    title: str
    text: str = ""
    button: Button | None = None


@dataclass(frozen=True, kw_only=True)
class Loading(Part):
    """载入中: lines that hold the place; fetches `url` once it is on the page, if given."""

    template = "components/loading.html"
    label: str
    lines: int = 4
    url: str = ""

    @property
    def bars(self) -> list[int]:
        """Widths of the lines in per cent."""
        return [(92, 78, 86, 64)[place % 4] for place in range(self.lines)]
