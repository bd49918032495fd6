"""Notices of completion with their versions; each can be printed and exported as it stands."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.types import Unknown
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.leaders import CORRECT
from xiezhi.law.rules.leaders import QUARTER
from xiezhi.law.terms import Area, Post
from xiezhi.leaders import queries
from xiezhi.leaders.models import CompletionNotice
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Button, Cell, Column, Empty, Exports, Link, Row, Table, Tag
from xiezhi.web.exports import answer
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.leaders.views import own_court
from xiezhi.web.words import act_word, word


def period_words(one: CompletionNotice) -> str:
    """Return the period of a notice: 2026 年第 3 季度."""
    given = {"year": one.year, "n": one.number}
    if one.kind == QUARTER:
        return _("%(year)s 年第 %(n)s 季度") % given
    return _("%(year)s 年 %(n)s 月") % given


@signed_in
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The notices that the court issued and those about it."""
    held = own_court(request)
    found = queries.notices(actor_of(request), held.court, at=now())
    context = {"court": held.court_name, "count": len(found), "table": _list(found)}
    return render(request, "leaders/notices.html", context)


def _list(found: Sequence[CompletionNotice]) -> Table:
    rows = tuple(
        Row(
            id=str(one.id),
            name=period_words(one),
            cells=(
                Cell(period_words(one), href=reverse("leader_notice", args=[one.id]), strong=True),
                Cell(one.about.name),
                Cell(one.issuer.name),
                Cell(_("第 %(n)s 版") % {"n": one.version}, sub=one.reason),
                Cell(f"{one.issued_at.astimezone(ZONE):%Y-%m-%d}", nowrap=True),
                Cell(parts=(Tag(_("逾期 %(n)s 日") % {"n": one.late_days}, "seal"),)
                     if one.late_days else ()),
            ),
        )
        for one in found
    )  # fmt: skip
    columns = (Column(_("期间")), Column(_("被通报法院")), Column(_("通报法院")),
               Column(_("版次")), Column(_("通报日")), Column(_("期限")))  # fmt: skip
    empty = Empty(title=_("还没有通报"), text=_("季度、月份结束后十五日内通报完成情况"))
    return Table(label=_("通报"), columns=columns, rows=rows, stack=True, labels=True, empty=empty)


def _heads() -> list[str]:
    return [
        _("姓名"), _("岗位"), _("任职（月）"), _("标准（%）"), _("平均办案量"),
        _("应办"), _("计入"), _("承办"), _("其中独任"), _("任审判长"), _("合议庭成员"),
        _("出庭（次）"), *(word(area) for area in Area), _("优先办理案件"), _("不计入"),
        _("完成（%）"), _("结论"),
    ]  # fmt: skip


def _values(row: dict[str, Any]) -> list[str]:
    where = "　".join(filter(None, (word(Post(row["post"])), row["division"])))
    met = _("无从计算") if row["met"] is None else _("达到") if row["met"] else _("未达到")
    thousandths = [None if row[n] is None else row[n] / 1000 for n in ("average", "counted")]
    values = [
        row["name"], where, row["months"], row["percent"], thousandths[0], row["target"],
        thousandths[1], row["handled"], row["alone"], row["presided"], row["member"],
        row["present"], *(row[area.value] for area in Area), row["tagged"], row["not_counted"],
        row["completed"], met,
    ]  # fmt: skip
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:g}" if isinstance(value, float) else str(value)


@signed_in
@require_safe
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """One version of a notice, to be read, printed, or taken as csv or xlsx."""
    try:
        row, versions = queries.notice(actor_of(request), number, at=now())
    except Unknown as error:
        raise Http404 from error
    if request.GET.get("as") in ("csv", "xlsx"):
        return _file(row, request.GET["as"])
    held, person = own_court(request), who(request)
    office = person is not None and Post.TRIAL_MANAGEMENT in person.posts
    latest = versions[-1].id == row.id
    correct = f"{reverse('leader_act', args=[CORRECT.code])}?notice={row.id}"
    links = tuple(Link(name, f"?as={kind}") for name, kind in (("Excel（xlsx）", "xlsx"),
                                                                ("CSV", "csv")))  # fmt: skip
    context = {
        "notice": row,
        "period": period_words(row),
        "about": row.about.name,
        "issuer": row.issuer.name,
        "issued": f"{row.issued_at.astimezone(ZONE):%Y-%m-%d}",
        "by": row.issued_by.name,
        "late": row.late_days,
        "reason": row.reason,
        "versions": [(one.id, one.version, one.id == row.id) for one in versions],
        "latest": latest,
        "table": _figures(row),
        "exports": Exports(rows=len(row.rows), links=links),
        "correct": Button(label=act_word(CORRECT), href=correct, dialog=True)
        if office and latest and held.court == row.issuer_id
        else None,
    }
    return render(request, "leaders/notice.html", context)


def _figures(notice: CompletionNotice) -> Table:
    columns = tuple(Column(head, end=place > 1) for place, head in enumerate(_heads()))
    rows = tuple(
        Row(id=str(row["person"]), name=row["name"], cells=tuple(map(Cell, _values(row))))
        for row in notice.rows
    )
    empty = Empty(title=_("没有入额的院庭长"), text=_("被通报法院登记任职后，下一期列出"))
    return Table(label=_("完成情况"), columns=columns, rows=rows, stack=True, labels=True,
                 empty=empty)  # fmt: skip


def _file(notice: CompletionNotice, kind: str) -> HttpResponse:
    name = f"leaders-{notice.year}-{notice.kind}{notice.number}-v{notice.version}"
    return answer(kind, name, _("完成情况"), _heads(), map(_values, notice.rows))
