"""Rehearsal of a list and the filing of lists, as plain parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.alerts.filing import Filed
from xiezhi.alerts.rehearsal import Rehearsal
from xiezhi.alerts.scope import Overseen
from xiezhi.web.components import Cell, Column, Empty, Lede, Note, Row, Tab, Table, Tag, Views
from xiezhi.web.oversight.page import post_word
from xiezhi.web.words import code_word, listing, word


@dataclass(frozen=True)
class RehearsalPage:
    """清单演练: everything the template prints."""

    lede: Lede
    versions: Views
    months: Views
    shifts: Table
    limits: Table
    note: Note | None


def rehearsal_page(
    found: Rehearsal, versions: Sequence[int], months: Sequence[date]
) -> RehearsalPage:
    """Return the page of a rehearsal with the other versions and months to choose."""
    month = f"{found.month:%Y-%m}"
    return RehearsalPage(
        lede=_lede(found),
        versions=Views(label=_("版次"), tabs=tuple(
            Tab(_("第 %(n)s 版") % {"n": one}, f"{reverse('rehearsal', args=[one])}?month={month}",
                current=one == found.version)
            for one in versions
        )),
        months=Views(label=_("月份"), tabs=tuple(
            Tab(f"{one:%Y-%m}", f"?month={one:%Y-%m}", current=one == found.month) for one in months
        )),
        shifts=_shifts(found),
        limits=_limits(found),
        note=_note(found),
    )  # fmt: skip


def _lede(found: Rehearsal) -> Lede:
    refuses = sum(one.count for one in found.shifts if one.refuses)
    late = sum(one.late_then - one.late_now for one in found.limits)
    month, acts = f"{found.month:%Y-%m}", f"{found.acts:,}"
    parts = (
        _("以 %(month)s 的 %(acts)s 项真实留痕演练。") % {"month": month, "acts": acts},
        _("第 %(n)s 版将拒绝其中已办理的 %(refuses)s 项，")
        % {"n": found.version, "refuses": f"{refuses:,}"},
        _("另有 %(late)s 项应办会成为逾期。") % {"late": f"{late:,}"},
    )
    return Lede(title=_("清单演练"), parts=parts)


def _note(found: Rehearsal) -> Note | None:
    if not found.unmeasured:
        return None
    names = listing(found.unmeasured)
    return Note(title=_("留痕看不出影响的数值"), text=names, tone="work")


def _shifts(found: Rehearsal) -> Table:
    rows = tuple(
        Row(
            id=f"{one.act}/{one.post}",
            name=code_word(one.act),
            cells=(
                Cell(code_word(one.act), strong=True),
                Cell(post_word(one.post)),
                Cell(f"{one.count:,}"),
                Cell(_("已办理，将被拒绝"), tone="late")
                if one.refuses
                else Cell(_("曾被拒绝，不再因权责拒绝"), tone="soft"),
            ),
        )
        for one in sorted(found.shifts, key=lambda one: -one.count)
    )
    return Table(
        label=_("权责的变化"),
        columns=(
            Column(_("事项")), Column(_("职务")), Column(_("项数"), end=True), Column(_("变化")),
        ),
        rows=rows,
        stack=True,
        empty=Empty(title=_("没有一项办理会有不同的结果")),
    )  # fmt: skip


def _limits(found: Rehearsal) -> Table:
    rows = tuple(
        Row(
            id=one.name,
            name=one.name,
            cells=(
                Cell(one.name, tone="mono"),
                Cell(f"{one.now} → {one.then}"),
                Cell(f"{one.raised:,}"),
                Cell(f"{one.late_now:,}"),
                Cell(f"{one.late_then:,}", tone="late" if one.late_then > one.late_now else ""),
            ),
        )
        for one in found.limits
    )
    return Table(
        label=_("期限的变化"),
        columns=(
            Column(_("参数")), Column(_("数值")), Column(_("引出的应办"), end=True),
            Column(_("现在逾期"), end=True), Column(_("届时逾期"), end=True),
        ),
        rows=rows,
        stack=True,
        empty=Empty(title=_("没有改变期限")),
    )  # fmt: skip


def filing_table(courts: Sequence[Overseen], standing: Sequence[Filed], day: date) -> Table:
    """Return the courts in administrative order, each with its list and whether it is filed."""
    rows = tuple(_filing(court, one, day) for court, one in zip(courts, standing, strict=True))
    return Table(
        label=_("清单报备"),
        columns=(
            Column(_("法院")), Column(_("层级")), Column(_("版次")), Column(_("施行")),
            Column(_("报备")),
        ),
        rows=rows,
        stack=True,
    )  # fmt: skip


def _filing(court: Overseen, one: Filed, day: date) -> Row:
    late = one.late(day)
    if one.version is None:
        state = Cell(_("按全国清单行权"), tone="soft")
    elif one.filed_on is not None:
        state = Cell(one.filed_on.isoformat(), parts=(Tag(_("已报备"), "good"),))
    elif late:
        state = Cell(parts=(Tag(_("逾期未报备"), "seal"),))
    else:
        due = one.due_on.isoformat() if one.due_on else ""
        state = Cell(_("%(day)s 前报备") % {"day": due}, tone="soon")
    return Row(
        id=str(court.id),
        name=court.name,
        mark="late" if late else "",
        cells=(
            Cell(court.name, strong=court.depth == 0),
            Cell(word(court.level), tone="soft"),
            Cell(_("第 %(n)s 版") % {"n": one.version} if one.version else "—"),
            Cell(one.since.isoformat() if one.since else "—"),
            state,
        ),
    )
