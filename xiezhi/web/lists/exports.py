"""Exports of lists: exactly the rows and columns shown, as csv or xlsx."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import openpyxl
from django.utils.translation import gettext as _

from xiezhi.cases.lists import Listed
from xiezhi.web.lists.page import COLUMNS, text_of


def as_csv(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as CSV."""
    return csv_of(_sheet(rows, columns))


def as_xlsx(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as a workbook."""
    return xlsx_of(_("案件"), _sheet(rows, columns))


def _sheet(rows: Iterable[Listed], columns: tuple[str, ...]) -> Iterator[list[str]]:
    yield [_(COLUMNS[name]) for name in columns]
    for row in rows:
        yield [text_of(row, name) for name in columns]


def csv_of(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines as CSV with a byte-order mark, so that spreadsheets read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([_safe(text) for text in line])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append([_safe(text) for text in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and text != "—" else text
