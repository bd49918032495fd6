"""版面: a paper as blocks, which both PDF and Word print; what a paper says, not how it looks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xiezhi.documents.wording import BLANK

Align = Literal["left", "center", "right"]
_BLANKS = re.compile(f"{BLANK}〔([^〕]*)〕")


@dataclass(frozen=True)
class Heading:
    """题头: the court and the kind of paper, centred, and the case number at the right."""

    court: str
    title: str
    number: str = ""
    is_: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Text:
    """段落: a paragraph; `indent` sets its first line in by two characters."""

    text: str
    align: Align = "left"
    indent: bool = True
    small: bool = False
    is_: Literal["text"] = "text"


@dataclass(frozen=True)
class Signatures:
    """落款: rows of (title, name), the date, and rows that stand below it (法官助理、书记员)."""

    above: tuple[tuple[str, str], ...]
    date: str
    below: tuple[tuple[str, str], ...] = ()
    is_: Literal["signatures"] = "signatures"


@dataclass(frozen=True)
class Cell:
    """栏: one field of a form; `span` columns wide, `lines` high at least."""

    text: str
    span: int = 1
    lines: int = 1
    align: Align = "left"
    is_label: bool = False


@dataclass(frozen=True)
class Grid:
    """表格: rows of cells over columns of relative widths; `header` rows repeat on each page."""

    columns: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    is_: Literal["grid"] = "grid"


Block = Heading | Text | Signatures | Grid


@dataclass(frozen=True)
class Paper:
    """文书: its title for lists and the file's metadata, and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]
    confidential: bool = False
    """Whether it belongs to the internal volume and says so on each page."""
    forms: bool = field(default=False)
    """Whether it is a form: set smaller than a judgment."""

    @property
    def blanks(self) -> tuple[str, ...]:
        """The hints of all that is still to be written, in order."""
        return tuple(hint for text in _texts(self.blocks) for hint in _BLANKS.findall(text))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield from (block.court, block.title, block.number)
        elif isinstance(block, Text):
            yield block.text
        elif isinstance(block, Signatures):
            yield from (name for _, name in block.above)
            yield block.date
            yield from (name for _, name in block.below)
        else:
            yield from (cell.text for row in block.rows for cell in row)


def body(text: str) -> list[Text]:
    """Return each line of a long text as a paragraph, without empty ones."""
    return [Text(line.strip()) for line in text.splitlines() if line.strip()]


def label(text: str, span: int = 1, lines: int = 1) -> Cell:
    """Return a cell with the name of a field."""
    return Cell(text, span, lines, "center", is_label=True)
