"""成文: prints a paper as PDF/A-2b; the same paper and day give the same bytes."""

import json
import re
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources

import pypdfium2 as pdfium
import typst

from xiezhi.documents.paper import Heading, Paper
from xiezhi.documents.wording import UNPRINTABLE, printable

_TEMPLATE = resources.files("xiezhi.documents") / "templates" / "court.typ"
SERIF = ("Noto Serif CJK SC", "SimSun", "STSong", "FangSong", "STFangsong")
SANS = ("Noto Sans CJK SC", "SimHei", "STHeiti")

_NO_GLYPH = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class FontMissing(RuntimeError):
    """缺少中文字体: papers would be boxes; the message says which package to install."""


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the system, looked for once: that costs more than a whole paper."""
    return typst.Fonts()


@cache
def check_fonts() -> None:
    """Say at the start whether Chinese can be printed; raises `FontMissing`."""
    families = set(_fonts().families())
    for wanted, what in ((SERIF, "宋体或者仿宋"), (SANS, "黑体")):
        if not families & set(wanted):
            raise FontMissing(
                f"系统缺少中文{what}字体（{'、'.join(wanted)}之一），文书会显示为方框。"
                "请安装 fonts-noto-cjk 后重新启动。"
            )


def to_pdf(paper: Paper, *, on: date, draft: bool = True) -> bytes:
    """Return the paper as PDF/A-2b; a draft says so on each page, with the number of its blanks.

    `on` becomes the date in the file's metadata, and with it the same paper gives the same bytes.
    Raises `FontMissing`. The data reaches the template as data, so no text can change the layout.
    """
    check_fonts()
    facts = {
        "title": paper.title,
        "court": next((b.court for b in paper.blocks if isinstance(b, Heading)), ""),
        "confidential": paper.confidential,
        "forms": paper.forms,
        "draft": draft_line(paper) if draft else "",
        "blocks": [asdict(block) for block in paper.blocks],
    }
    return _compile(json.dumps(_printed(facts), ensure_ascii=False), on)


def _compile(facts: str, on: date) -> bytes:
    """Compile; a character that no font has becomes 〓, because the archive format refuses it."""
    while True:
        try:
            return typst.compile(
                _TEMPLATE.read_bytes(),
                font_paths=_fonts(),
                sys_inputs={"paper": facts},
                pdf_standards="a-2b",
                timestamp=datetime.combine(on, time(), UTC),
            )
        except typst.TypstError as error:
            shown = _without(facts, error.message)
            if shown == facts:
                raise
            facts = shown


def _printed(value: object) -> object:
    """Return JSON data with every string made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printed(item) for name, item in value.items()}
    return [_printed(item) for item in value] if isinstance(value, list | tuple) else value


def _without(facts: str, complaint: str) -> str:
    """Return facts with 〓 for the run of text that the complaint says no font has."""
    found = _NO_GLYPH.search(complaint)
    run = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), found[1]) if found else ""
    return facts.replace(run, UNPRINTABLE) if run else facts


def page_count(pdf: bytes) -> int:
    """Return the pages of a PDF that was drawn here; foreign ones are opened by `reading`."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return len(document)


def draft_line(paper: Paper) -> str:
    """Return what a draft says in its header."""
    count = len(paper.blanks)
    return f"草稿 · 未签署 · 尚有 {count} 处待填" if count else "草稿 · 未签署"
