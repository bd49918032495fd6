"""Exports of the list of cases: exactly the rows and columns shown, as csv or xlsx."""

import csv
import io
from collections.abc import Iterable

import openpyxl
from django.utils.translation import gettext as _

from xiezhi.cases.lists import Listed
from xiezhi.web.lists.page import COLUMNS, text_of


def as_csv(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as CSV with a byte-order mark, so that spreadsheets read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_(COLUMNS[name]) for name in columns])
    for row in rows:
        writer.writerow([safe(text_of(row, name)) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("案件"))
    sheet.append([_(COLUMNS[name]) for name in columns])
    for row in rows:
        sheet.append([safe(text_of(row, name)) for name in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and text != "—" else text
