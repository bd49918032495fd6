"""The monthly trace report as plain parts: what was done, in which post, what was refused."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.alerts.scope import Overseen
from xiezhi.alerts.trace_report import Attempt, TraceReport
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post
from xiezhi.web.components import (
    Cell,
    Chart,
    Column,
    Empty,
    Exports,
    Figure,
    Lede,
    Link,
    Row,
    Series,
    Tab,
    Table,
    Views,
)
from xiezhi.web.words import code_word, listing, word


@dataclass(frozen=True)
class TracePage:
    """留痕月报: everything the template prints."""

    lede: Lede
    months: Views
    courts: Views | None
    exports: Exports
    chart: Chart
    heat: Table
    findings: Table
    attempts: Table
    unused: Table


def trace_page(
    report: TraceReport, courts: Sequence[Overseen], chosen: int, months: Sequence[date]
) -> TracePage:
    """Return the page of a month, of one court or (0) of all that the viewer oversees."""
    kept = {"month": f"{report.month:%Y-%m}", "court": str(chosen)}
    return TracePage(
        lede=_lede(report),
        months=Views(
            tabs=tuple(_month(one, report.month, chosen) for one in months), label=_("月份")
        ),
        courts=_courts(courts, chosen, kept) if len(courts) > 1 else None,
        exports=Exports(
            rows=len(report.rows),
            links=tuple(
                Link(label, f"{reverse('trace_export')}?{urlencode({**kept, 'as': kind})}")
                for kind, label in (("xlsx", "Excel (xlsx)"), ("csv", "CSV"))
            ),
        ),
        chart=_chart(report),
        heat=_heat(report),
        findings=_findings(report),
        attempts=_attempts(report.attempts),
        unused=_unused(report),
    )


def post_word(post: str) -> str:
    """Return a post in the language of the screen; a word for none."""
    return word(Post(post)) if post else _("无职务")


def _lede(report: TraceReport) -> Lede:
    parts: list[str | Figure] = [
        _("%(month)s 共办理 %(done)s 项")
        % {"month": f"{report.month:%Y-%m}", "done": f"{report.done:,}"}
    ]
    refused = _("拒绝 %(n)s 项") % {"n": f"{report.refused:,}"}
    parts += ["，", Figure(refused, "#refused", late=bool(report.refused))]
    delegated = _("受委托办理 %(n)s 项") % {"n": f"{report.delegated:,}"}
    parts += ["，", delegated, "；"]
    attempts = _("对他人权责的尝试 %(n)s 次") % {"n": len(report.attempts)}
    parts += [Figure(attempts, "#attempts", late=bool(report.attempts)), "。"]
    return Lede(title=_("留痕月报"), parts=tuple(parts))


def _month(one: date, shown: date, court: int) -> Tab:
    query = urlencode({"month": f"{one:%Y-%m}", "court": court})
    return Tab(f"{one:%Y-%m}", f"?{query}", current=one == shown)


def _courts(courts: Sequence[Overseen], chosen: int, kept: dict[str, str]) -> Views:
    def tab(label: str, court: int) -> Tab:
        return Tab(label, f"?{urlencode({**kept, 'court': court})}", current=court == chosen)

    tabs = (tab(_("所辖全部"), 0), *(tab(one.name, one.id) for one in courts))
    return Views(tabs=tabs, label=_("法院"))


def _chart(report: TraceReport) -> Chart:
    rows = report.by_post
    most = max(rows, key=lambda row: row[2], default=("", 0, 0))
    title = _("没有被拒绝的办理")
    if most[2]:
        title = _("被拒绝最多的是%(post)s，%(n)s 项") % {"post": post_word(most[0]), "n": most[2]}
    return Chart(
        key="by-post",
        title=title,
        sub=_("各职务办理和被拒绝的项数　%(month)s") % {"month": f"{report.month:%Y-%m}"},
        kind="bars",
        categories=tuple(post_word(post) for post, _done, _refused in rows),
        category=_("职务"),
        series=(
            Series(_("办理"), tuple(float(done) for _post, done, _refused in rows)),
            Series(_("拒绝"), tuple(float(refused) for _post, _done, refused in rows), "seal"),
        ),
        unit=_("项"),
        rows=Link(_("逐项"), "#heat"),
        wide=True,
    )


def _heat(report: TraceReport) -> Table:
    """Acts by posts: the stronger the colour, the more often, within the table."""
    posts = [post for post, _done, _refused in report.by_post]
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row in report.rows:
        cells[row.act][row.post] += row.accepted
    most = max((n for counts in cells.values() for n in counts.values()), default=0)
    order = list(powers())
    acts = sorted(cells, key=lambda code: order.index(code) if code in order else len(order))
    return Table(
        label=_("职务和事项"),
        columns=(Column(_("事项")), *(Column(post_word(post), end=True) for post in posts)),
        rows=tuple(
            Row(
                id=act,
                name=code_word(act),
                cells=(
                    Cell(code_word(act), nowrap=True),
                    *(_count(cells[act][post], most) for post in posts),
                ),
            )
            for act in acts
        ),
        empty=Empty(title=_("这个月没有留痕"), text=_("选择另一个月")),
        plain=True,
    )


def _count(number: int, most: int) -> Cell:
    if not number:
        return Cell()
    heat = 1 + (number * 20 >= most) + (number * 4 >= most)
    return Cell(f"{number:,}", heat=heat)


def _findings(report: TraceReport) -> Table:
    rows = tuple(
        Row(
            id=f"{act}/{code}",
            name=code_word(act),
            cells=(Cell(code_word(act), strong=True), Cell(code, tone="mono"), Cell(f"{count:,}")),
        )
        for act, code, count in report.findings
    )
    return Table(
        label=_("拒绝的理由"),
        columns=(Column(_("事项")), Column(_("理由")), Column(_("次数"), end=True)),
        rows=rows,
        stack=True,
        empty=Empty(title=_("没有被拒绝的办理")),
    )


def _attempts(attempts: Sequence[Attempt]) -> Table:
    rows = tuple(
        Row(
            id=str(one.entry),
            name=one.number,
            cells=(
                Cell(
                    f"{one.at.astimezone(ZONE):%m-%d %H:%M}",
                    href=reverse("log_entry", args=[one.entry]),
                    nowrap=True,
                ),
                Cell(one.person, sub=listing(post_word(post) for post in one.posts)),
                Cell(one.number, sub=code_word(one.act)),
                Cell(one.code, tone="mono"),
            ),
        )
        for one in attempts
    )
    return Table(
        label=_("对他人权责的尝试"),
        columns=(Column(_("时间")), Column(_("人员")), Column(_("案件")), Column(_("理由"))),
        rows=rows,
        stack=True,
        empty=Empty(title=_("没有对他人权责的尝试")),
    )


def _unused(report: TraceReport) -> Table:
    rows = []
    for code in report.unused:
        act = powers()[code]
        holders = listing(word(post) for post in sorted(act.holders, key=list(Post).index))
        rows.append(
            Row(id=code, name=code, cells=(Cell(code_word(code)), Cell(holders, tone="soft")))
        )
    return Table(
        label=_("没有行使的权责"),
        columns=(Column(_("事项")), Column(_("权责主体"))),
        rows=tuple(rows),
        stack=True,
        empty=Empty(title=_("每项权责都有人行使")),
    )
