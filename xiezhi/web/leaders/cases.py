"""The closed cases behind the numbers of leaders' cases, as a table."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.terms import Procedure
from xiezhi.leaders.completion import Line
from xiezhi.leaders.rows import LeaderCase
from xiezhi.web.components import Cell, Column, Empty, Row, Table, Tag
from xiezhi.web.words import word


def cases_table(
    rows: Sequence[tuple[Line | None, LeaderCase]], *, named: bool = True, links: bool = True
) -> Table:
    """Return cases with the seat, the tags and whether each counts; `named` with who sat."""
    heads = [
        Column(_("案号")), Column(_("结案")), Column(_("参与方式")), Column(_("程序")),
        Column(_("出庭（次）"), end=True), Column(_("标签")), Column(_("计入")),
    ]  # fmt: skip
    if named:
        heads.insert(1, Column(_("院庭长")))
    empty = Empty(title=_("没有这样的案件"), text=_("案件办结后出现在这里"))
    return Table(
        label=_("院庭长办结的案件"),
        columns=tuple(heads),
        rows=tuple(_row(line, case, named=named, links=links) for line, case in rows),
        stack=True,
        labels=True,
        empty=empty,
    )


def _row(line: Line | None, case: LeaderCase, *, named: bool, links: bool) -> Row:
    seat = _("独任") if case.alone else word(case.seat)
    cells = [
        Cell(case.number, href=reverse("case", args=[case.case]) if links else "", nowrap=True),
        Cell(f"{case.closed_on}", nowrap=True),
        Cell(seat),
        Cell(word(Procedure(case.procedure)) if case.procedure else "—", tone="soft"),
        Cell(str(case.present)),
        Cell(parts=tuple(Tag(word(tag), "mark") for tag in case.tags)),
        Cell(parts=(_counts(case),)),
    ]
    if named:
        who = line.name if line else ""
        cells.insert(1, Cell(who, sub=word(line.post) if line else ""))
    return Row(id=f"{case.case}-{case.person}", name=case.number, cells=tuple(cells))


def _counts(case: LeaderCase) -> Tag:
    if case.nominal:
        return Tag(_("不计入"), "seal")
    if case.suspected and case.nominal is None:
        return Tag(_("待核实"), "warn")
    return Tag(_("承办"), "good") if case.handled else Tag(_("折算"))
