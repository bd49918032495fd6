"""The import of filings: a file, its results row by row, the refused rows to correct."""

import csv
import io
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.cases.models import Case
from xiezhi.intake.files import SUFFIXES, BadFile, Line, read_file
from xiezhi.intake.run import RowResult, Tally, intake
from xiezhi.law.facts import ZONE
from xiezhi.law.fields import asked
from xiezhi.law.powers.filing import FilingData
from xiezhi.web.chrome import now
from xiezhi.web.components import Cell, Column, Figure, Lede, Row, Table
from xiezhi.web.filing.views import office
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import said, sentence
from xiezhi.web.words import strung

ROWS_MAX = 1_000
BYTES_MAX = 20_000_000
_EXAMPLE = {
    "id": "例-1",
    "案件类型": "民事第一审",
    "案由": "民间借贷纠纷",
    "原告": "甲某",
    "被告": "乙某、丙公司",
    "诉讼请求": "归还借款二万元",
    "事实与理由": "约定的还款日已过，被告未还",
    "标的额（元）": "20000.00",
    "事实清楚、权利义务明确、争议不大": "是",
}
"""The columns of the template and an invented row."""


@dataclass
class Imported:
    """导入结果: what was counted, the table of the rows, what stood in the way of the file."""

    figures: Lede | None = None
    table: Table | None = None
    wrong: str = ""
    refused: int = 0


@signed_in
def import_filings(request: HttpRequest) -> HttpResponse:
    """Show the form, or file every row; what is refused leaves no case, the others stand."""
    held = office(request)
    page = Imported()
    file = request.FILES.get("file")
    if request.method == "POST":
        try:
            lines = _lines(file if isinstance(file, UploadedFile) else None)
            tally = Tally()
            confirm = request.POST.get("confirm") == "1"
            actor, at = actor_of(request), now()
            chunks = intake(lines, held.court, actor, at=at, tally=tally, confirm=confirm)
            page = _page([one for chunk in chunks for one in chunk], tally)
        except BadFile as error:
            page.wrong = sentence(str(error))
    more = [one.label for one in asked(FilingData) if one.label not in _EXAMPLE]
    context = {"page": page, "court": held.court_name, "example": _EXAMPLE, "more": more}
    return render(request, "imports/import.html", context, status=422 if page.wrong else 200)


@signed_in
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """Give a CSV with the columns and one invented row."""
    office(request)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_EXAMPLE)
    writer.writerow(_EXAMPLE.values())
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="filings.csv"'
    return answer


def _lines(file: "UploadedFile[Any] | None") -> list[Line]:
    """Return the rows of an upload; raises `BadFile` before any row is filed."""
    if file is None:
        raise BadFile(_("没有选择文件"))
    if (file.size or 0) > BYTES_MAX:
        raise BadFile(_("文件超过 20 MB，请分成几个文件，或者由管理员用 xiezhi intake 收案"))
    suffix = next((one for one in SUFFIXES if (file.name or "").lower().endswith(one)), "")
    if not suffix:
        raise BadFile(_("不是可以收的格式，请用 JSON 行、CSV 或者 XLSX"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"filings{suffix}")
        path.write_bytes(b"".join(file.chunks()))
        lines = list(islice(read_file(path, now().astimezone(ZONE).date()), ROWS_MAX + 1))
    if not lines:
        raise BadFile(_("文件里没有一行案件"))
    if len(lines) > ROWS_MAX:
        raise BadFile(_("一次最多一千行，请分成几个文件，或者由管理员用 xiezhi intake 收案"))
    return lines


def _page(results: list[RowResult], tally: Tally) -> Imported:
    numbers = dict(
        Case.objects.filter(pk__in=[one.case for one in results if one.accepted]).values_list(
            "pk", "number"
        )
    )
    refused = sum(not one.accepted for one in results)
    ordered = sorted(results, key=lambda one: (one.accepted, one.line.number))
    figures = Lede(
        parts=(
            _("读入") + " ", Figure(str(tally.read)), " " + _("行，新收") + " ",
            Figure(str(tally.received)), " " + _("件，前次已收") + " ", Figure(str(tally.replayed)),
            " " + _("件，分案") + " ", Figure(str(tally.drawn)), " " + _("件，未收") + " ",
            Figure(str(refused), late=refused > 0), " " + _("行"),
        )
    )  # fmt: skip
    table = Table(
        label=_("逐行结果"),
        columns=(Column(_("行")), Column(_("结果")), Column(_("理由"))),
        rows=tuple(_row(one, numbers) for one in ordered),
        stack=True,
        labels=True,
    )
    return Imported(figures, table, refused=refused)


def _row(one: RowResult, numbers: dict[int, str | None]) -> Row:
    line = Cell(str(one.line.number), nowrap=True)
    if one.accepted:
        title = numbers.get(one.case) or _("已收案，尚未立案")
        state = _("前次已收") if one.replayed else _("已收")
        return Row(cells=(line, Cell(title, href=reverse("case", args=[one.case])), Cell(state)))
    findings = [
        _("%(name)s（%(what)s）") % {"name": said(finding), "what": finding.source}
        for finding in one.findings
    ]
    why = strung(findings) or sentence(one.unreadable)
    return Row(mark="late", cells=(line, Cell(_("未收"), tone="late"), Cell(why)))
