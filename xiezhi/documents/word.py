"""Word 文书: prints a paper as DOCX for a clerk or judge to go on writing in."""

import io
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xiezhi.documents.paper import Block, Cell, Grid, Heading, Paper, Signatures, Text
from xiezhi.documents.wording import BLANK, printable

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_SONG, _FANG, _HEI = "宋体", "仿宋", "黑体"
_ASKED = re.compile(f"({BLANK}〔[^〕]*〕)")
_AMBER = RGBColor(0x8A, 0x4B, 0x00)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TEXT_WIDTH_MM = 156


def to_word(paper: Paper, *, on: date, heading: str = "") -> bytes:
    """Return the paper as DOCX; `heading` stands at the top of each page (「草稿 · 未签署」)."""
    word = Document()
    moment = datetime.combine(on, time(), UTC)
    word.core_properties.title, word.core_properties.author = paper.title, "獬豸"
    word.core_properties.created = word.core_properties.modified = moment
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    top = "　".join(part for part in ("副卷" if paper.confidential else "", heading) if part)
    if top:
        _run(section.header.paragraphs[0], top, 10, _HEI)
    size = 12 if paper.forms else 16
    for block in paper.blocks:
        _print(word, block, size)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _print(word: "Word", block: Block, size: int) -> None:
    if isinstance(block, Heading):
        _heading(word, block, size)
    elif isinstance(block, Text):
        paragraph = word.add_paragraph()
        _write(paragraph, block.text, size * 3 // 4 if block.small else size, block.align)
        if block.indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    elif isinstance(block, Signatures):
        _signatures(word, block, size)
    else:
        _grid(word, block, size)


def _heading(word: "Word", block: Heading, size: int) -> None:
    for text, points, bold in ((block.court, 22, False), (" ".join(block.title), 26, True)):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, points, _SONG, bold=bold)
    if block.number:
        _write(word.add_paragraph(), block.number, size, "right")


def _signatures(word: "Word", block: Signatures, size: int) -> None:
    lines = [_signed(*row) for row in block.above]
    lines.append(block.date)
    lines += [_signed(*row) for row in block.below]
    for line in lines:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, line + "　　", size, "right")


def _signed(title: str, name: str) -> str:
    """Return title and name spread to five and three characters, where they are shorter."""
    return f"{_spread(title, 5)}　{_spread(name, 3)}"


def _spread(word: str, width: int) -> str:
    gaps = {(2, 3): "　", (2, 5): "　　　", (3, 5): "　", (4, 5): " "}
    return gaps.get((len(word), width), "").join(word)


def _grid(word: "Word", block: Grid, size: int) -> None:
    table = word.add_table(rows=0, cols=len(block.columns))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    share = _TEXT_WIDTH_MM / sum(block.columns)
    for row in block.rows:
        printed, at = table.add_row(), 0
        printed.height = Pt(max(cell.lines for cell in row) * 2 * size)
        for cell in row:
            place = printed.cells[at]
            if cell.span > 1:
                place = place.merge(printed.cells[at + cell.span - 1])
            place.width = Mm(share * sum(block.columns[at : at + cell.span]))
            place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _cell(place.paragraphs[0], cell, size)
            at += cell.span


def _cell(paragraph: "Paragraph", cell: Cell, size: int) -> None:
    _write(paragraph, cell.text, size, cell.align, _HEI if cell.is_label else _FANG)


def _write(
    paragraph: "Paragraph", text: str, size: int, align: str = "left", font: str = _FANG
) -> None:
    """Add text with its line breaks; what is still to be written stands out."""
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(0)
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        for part in filter(None, _ASKED.split(line)):
            _run(paragraph, part, size, font, asked=part.startswith(BLANK))


def _run(
    paragraph: "Paragraph",
    text: str,
    size: int,
    font: str,
    *,
    bold: bool = False,
    asked: bool = False,
) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.name, run.font.bold = Pt(size), font, bold
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if asked:
        run.font.color.rgb = _AMBER
