"""Exports (导出): what a table shows as csv or xlsx, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

import openpyxl
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from xiezhi.web.components import Cell, Exports, Link, Table

KINDS = (("xlsx", "Excel (xlsx)"), ("csv", "CSV"))
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(
    kind: str, name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    """Return rows as a file to download: xlsx where `kind` says so, else csv."""
    lines = [[_safe(cell) for cell in row] for row in rows]
    if kind == "xlsx":
        body, mime, end = as_xlsx(title, heads, lines), _XLSX, "xlsx"
    else:
        body, mime, end = as_csv(heads, lines), "text/csv; charset=utf-8", "csv"
    file = HttpResponse(body, content_type=mime)
    file["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{end}"
    )
    return file


def exports_of(table: Table, query: Mapping[str, str]) -> Exports:
    """Return the menu that exports a table under the conditions of its page."""
    kept = {name: value for name, value in query.items() if name != "as"}
    links = (Link(label, f"?{urlencode({**kept, 'as': kind})}") for kind, label in KINDS)
    return Exports(rows=len(table.rows), links=tuple(links))


def of_table(table: Table, kind: str, name: str) -> HttpResponse:
    """Return a table as it is shown as a file to download."""
    heads = [column.label for column in table.columns]
    return answer(kind, name, table.label, heads, ([_said(c) for c in r.cells] for r in table.rows))


def _said(cell: Cell) -> str:
    parts = [getattr(part, "text", "") for part in cell.parts]
    return "　".join(filter(None, [cell.text, *parts, cell.sub]))


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV with a byte-order mark, so that spreadsheets read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and text != "—" else text
