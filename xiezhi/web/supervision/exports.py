"""Exports of tables as they are shown: the same heads, the same rows, csv or xlsx."""

import csv
import io
from collections.abc import Mapping
from urllib.parse import urlencode

import openpyxl
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from xiezhi.web.components import Cell, Exports, Link, Table
from xiezhi.web.lists.exports import safe

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = (("xlsx", "Excel (xlsx)"), ("csv", "CSV"))


def exports_of(table: Table, query: Mapping[str, str]) -> Exports:
    """Return the menu that exports a table under the conditions of its page."""
    kept = {name: value for name, value in query.items() if name != "as"}
    links = (Link(label, f"?{urlencode({**kept, 'as': kind})}") for kind, label in KINDS)
    return Exports(rows=len(table.rows), links=tuple(links))


def as_file(table: Table, kind: str, name: str) -> HttpResponse:
    """Return a table as a file that spreadsheets open."""
    lines = [[column.label for column in table.columns]]
    lines += [[safe(_text(cell)) for cell in row.cells] for row in table.rows]
    if kind == "xlsx":
        body, content = _xlsx(lines), _XLSX
    else:
        body, content = _csv(lines), "text/csv; charset=utf-8"
    answer = HttpResponse(body, content_type=content)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{'xlsx' if kind == 'xlsx' else 'csv'}"
    )
    return answer


def _text(cell: Cell) -> str:
    parts = [getattr(part, "text", "") for part in cell.parts]
    return "　".join(filter(None, [cell.text, *parts, cell.sub]))


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(lines: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
