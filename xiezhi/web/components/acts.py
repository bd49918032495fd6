"""What a person must, may and may not do (应办、可办、不可办), and the dialog of one act."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from xiezhi.web.components.base import Button, Due, Part

FieldKind = Literal[
    "text", "long", "date", "datetime", "number", "money", "choice", "choices", "boolean",
    "person", "persons", "file", "rows", "search", "hidden",
    "secret",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ActEntry(Part):
    """履职行为一项: the only way an act is drawn. `url` opens its dialog; none, no button.

    A duty carries `due`; a refused act carries `reasons` and its `remedy`, with the address of
    the act that helps if there is one.
    """

    template = "components/act.html"
    name: str
    source: str
    force: Literal["duty", "power", "no"] = "power"
    url: str = ""
    verb: str = ""
    due: Due | None = None
    when: str = ""  # words where no day is set: 评议后即办
    reasons: tuple[str, ...] = ()
    remedy: str = ""
    remedy_url: str = ""
    all_reasons: str = ""  # address of the full list of reasons
    never: bool = False  # nobody may, ever: 无，法律不许

    @property
    def pressing(self) -> bool:
        """Whether the duty takes the main button: due within two days or overdue."""
        return self.due is not None and self.due.tone != ""


@dataclass(frozen=True, kw_only=True)
class ActsColumn(Part):
    """右栏: duties, powers and what cannot be done, from the powers-and-duties list alone.

    Shows `shown` powers and `shown_refused` of what cannot be done, in the order given; the others
    wait behind 另 n 项.
    """

    template = "components/acts.html"
    duties: tuple[ActEntry, ...] = ()
    powers: tuple[ActEntry, ...] = ()
    refused: tuple[ActEntry, ...] = ()
    as_whom: str = ""
    shown: int = 8
    shown_refused: int = 6
    key: str = "acts"

    @property
    def first(self) -> tuple[ActEntry, ...]:
        """The powers that stand open."""
        return self.powers[: self.shown]

    @property
    def rest(self) -> tuple[ActEntry, ...]:
        """The powers behind 另 n 项."""
        return self.powers[self.shown :]

    @property
    def refused_first(self) -> tuple[ActEntry, ...]:
        """What cannot be done and stands open."""
        return self.refused[: self.shown_refused]

    @property
    def refused_rest(self) -> tuple[ActEntry, ...]:
        """What cannot be done, behind 另 n 项."""
        return self.refused[self.shown_refused :]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """理由: one finding as the page shows it; `go` is the button of the remedy."""

    says: str
    remedy: str = ""
    source: str = ""
    go: Button | None = None


@dataclass(frozen=True, kw_only=True)
class Findings(Part):
    """理由列: all that stands in the way, numbered 一二三."""

    template = "components/findings.html"
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Option:
    """选项: a value with its words; `group` heads several."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class FormField(Part):
    """填写项: one field with its hint, where it was filled from, and what is wrong with it.

    `value` is what was typed or filled in: a string, for `choices` and `persons` a collection of
    values, for `rows` the typed rows as tuples of fields (see `rows`). `source` says whence the
    platform filled it. `search` is an address that answers with options while one types.
    """

    template = "components/field.html"
    name: str
    label: str
    kind: FieldKind = "text"
    value: Any = ""
    required: bool = False
    hint: str = ""
    error: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()
    search: str = ""
    unit: str = ""
    most: int | None = None
    least: int | None = None
    readonly: bool = False
    wide: bool = False
    rows: tuple[tuple["FormField", ...], ...] = ()
    blank: tuple["FormField", ...] = ()
    accept: str = ""
    prefix: str = ""

    @property
    def id(self) -> str:
        """The control's id."""
        return f"f-{self.prefix}{self.name}"

    @property
    def full(self) -> bool:
        """Whether it takes the whole width."""
        return (
            self.wide
            or self.kind in ("long", "rows", "persons", "file")
            or (self.kind == "choices" and len(self.options) > 3)
        )

    @property
    def grouped(self) -> bool:
        """Whether it is a group of controls, with a legend in place of a label."""
        return self.kind in ("choices", "persons", "rows") or (
            self.kind == "choice" and self.radios
        )

    @property
    def radios(self) -> bool:
        """Whether a choice is small enough to lie open."""
        return self.kind == "choice" and self.required and 0 < len(self.options) <= 3

    @property
    def chosen(self) -> frozenset[str]:
        """The values of a multiple choice."""
        many = isinstance(self.value, Iterable) and not isinstance(self.value, str)
        return frozenset(map(str, self.value)) if many else frozenset({str(self.value)} - {""})

    @property
    def text(self) -> str:
        """The value as a control takes it."""
        return "" if self.value is None else str(self.value)

    @property
    def described(self) -> str:
        """Ids of the lines that describe it, for aria-describedby."""
        lines = (("h", self.hint), ("s", self.source), ("e", self.error))
        return " ".join(f"{self.id}-{end}" for end, line in lines if line)

    @property
    def headings(self) -> list[str]:
        """Labels of the columns of repeated rows."""
        return [part.label for part in self.blank]


@dataclass(frozen=True, kw_only=True)
class ActDialog(Part):
    """办理: the form of an act, over the page by htmx (`modal`), else as its own page.

    After a refusal it shows every reason and keeps what was typed. `hidden` are names and values
    that travel along, such as the idempotency key.
    """

    template = "components/dialog.html"
    title: str
    about: str
    url: str
    back: str
    submit: str
    fields: tuple[FormField, ...] = ()
    source: str = ""
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    explain: str = ""
    record: str = ""  # 凭证 #48 214　2026-11-23 14:07:31
    modal: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
    files: bool = field(default=False)

    @property
    def multipart(self) -> bool:
        """Whether a file goes along."""
        return self.files or any(part.kind == "file" for part in self.fields)
