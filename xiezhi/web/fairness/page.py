"""Bounds, batches and stops as plain parts: what a court gives by lot and by decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.fairness.figures import Decided, Month
from xiezhi.fairness.models import BoundAlert, Linkage
from xiezhi.fairness.queries import Stop
from xiezhi.law.calendar import DAY
from xiezhi.law.powers.assignment import DesignationGround
from xiezhi.law.powers.bounds import DECIDE_STOP
from xiezhi.law.rules.bounds import Stream, concentrated
from xiezhi.law.terms import BoundKind, LinkageState
from xiezhi.web.components import (
    Button,
    Cell,
    Chart,
    Column,
    Count,
    Counts,
    Empty,
    Row,
    Series,
    Table,
    Tag,
)
from xiezhi.web.words import act_word, word


@dataclass(frozen=True)
class Bounds:
    """界限: the figures that hold for a court on a day."""

    designation: int
    concentration: int
    organisations: int
    cases: int


def counts(found: Sequence[Month]) -> Counts:
    """Return how the cases of the period were given."""
    here = "#months"
    return Counts(
        items=(
            Count(sum(one.drawn for one in found), _("随机分案"), here),
            Count(sum(one.decided for one in found), _("指定分案"), "#leaders"),
            Count(sum(one.alone for one in found), _("候选仅一人，按指定登记"), here),
        )
    )


def share(part: int, whole: int) -> str:
    """Return a share in words: 12.5 %, with nothing where there is no whole."""
    return f"{100 * part / whole:.1f} %" if whole else "—"


def month_chart(found: Sequence[Month], shown: Sequence[date], bounds: Bounds) -> Chart:
    """Return the share of designation by month, with the court's ceiling as a line."""
    known = {one.month: one for one in found}
    values = tuple(
        round(100 * known[one].designated / known[one].given, 1)
        if one in known and known[one].given
        else None
        for one in shown
    )
    over = sum(1 for value in values if value is not None and value > bounds.designation)
    title = _("各月指定分案占比均未超过上限")
    if over:
        title = _("%(n)s 个月的指定分案占比超过上限") % {"n": over}
    return Chart(
        key="designated",
        title=title,
        sub=_("指定分案占全部分案的比例，%，含候选仅一人的案件；本月未满"),
        kind="lines",
        unit="%",
        category=_("月份"),
        categories=tuple(f"{one:%Y-%m}" for one in shown),
        series=(Series(_("指定分案占比"), values),),
        limit=(_("上限"), float(bounds.designation)),
        empty=_("这段时间没有分案"),
        wide=True,
    )


def month_table(found: Sequence[Month], bounds: Bounds) -> Table:
    """Return the months, the latest first."""
    rows = tuple(
        Row(
            id=f"{one.month:%Y-%m}",
            name=f"{one.month:%Y-%m}",
            cells=(
                Cell(f"{one.month:%Y-%m}", strong=True),
                Cell(f"{one.given:,}"),
                Cell(f"{one.drawn:,}"),
                Cell(f"{one.decided:,}"),
                Cell(f"{one.alone:,}"),
                Cell(
                    share(one.designated, one.given),
                    tone="late" if one.designated * 100 > bounds.designation * one.given else "",
                ),
            ),
        )
        for one in reversed(found)
    )
    columns = (
        Column(_("月份")), Column(_("分案"), end=True), Column(_("随机"), end=True),
        Column(_("指定"), end=True), Column(_("候选仅一人"), end=True),
        Column(_("指定占比"), end=True),
    )  # fmt: skip
    empty = Empty(title=_("这段时间没有分案"))
    return Table(
        label=_("各月分案方式"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


def ground_word(ground: str) -> str:
    """Return a ground of designation with its number."""
    known = {one.value: word(one) for one in DesignationGround}
    return f"{ground}　{known.get(ground, '')}".strip()


def leader_table(found: Sequence[Decided], given: int) -> Table:
    """Return who designated on which ground; in the order of names, never by number."""
    rows = tuple(
        Row(
            id=f"{one.person}/{one.ground}",
            name=one.name,
            cells=(
                Cell(one.name or _("系统（候选仅一人）"), strong=True),
                Cell(ground_word(one.ground)),
                Cell(f"{one.count:,}"),
                Cell(share(one.count, given)),
            ),
        )
        for one in found
    )
    columns = (
        Column(_("指定人")), Column(_("事由")), Column(_("件数"), end=True),
        Column(_("占全部分案"), end=True),
    )  # fmt: skip
    empty = Empty(title=_("这段时间没有指定分案"))
    return Table(
        label=_("指定分案，按院庭长和事由"), columns=columns, rows=rows, stack=True, labels=True,
        empty=empty,
    )  # fmt: skip


def stream_table(
    found: Sequence[Stream], bounds: Bounds, on: date, numbers: Mapping[str, int]
) -> Table:
    """Return the causes of specialised and fast-track work, the largest first."""
    rows = tuple(_stream(one, bounds, on, numbers) for one in found)
    columns = (
        Column(_("案由")), Column(_("案件"), end=True), Column(_("最多的审判组织")),
        Column(_("占比"), end=True), Column(_("参加抽取的审判组织"), end=True), Column(_("判断")),
    )  # fmt: skip
    empty = Empty(
        title=_("没有专业化、小额诉讼、速裁案件"),
        text=_("此类团队或者程序的案件分案后在这里按案由列出"),
    )
    return Table(
        label=_("专业化、速裁案件的集中程度"), columns=columns, rows=rows, stack=True,
        labels=True, empty=empty,
    )  # fmt: skip


def _stream(one: Stream, bounds: Bounds, on: date, numbers: Mapping[str, int]) -> Row:
    breaches = concentrated(one, on, numbers)
    if one.cases < bounds.cases:
        said = Cell(_("不足 %(n)s 件，不作判断") % {"n": bounds.cases}, tone="soft")
    elif breaches:
        said = Cell(parts=tuple(Tag(word(breach.kind), "warn") for breach in breaches))
    else:
        said = Cell(parts=(Tag(_("未超界限"), "good"),))
    return Row(
        id=one.cause,
        name=one.cause,
        cells=(
            Cell(one.cause, strong=True),
            Cell(f"{one.cases:,}"),
            Cell(one.organisation),
            Cell(share(one.most, one.cases)),
            Cell(str(one.organisations)),
            said,
        ),
    )


def figures_of(one: BoundAlert) -> str:
    """Return what an alert counts: 7 of 10 cases, where 60 % is the bound."""
    given: dict[str, object] = {"part": one.part, "whole": one.whole, "limit": one.limit}
    if one.kind == BoundKind.FEW_ORGANISATIONS:
        return _("%(whole)s 件从 %(part)s 个审判组织中抽取，至少应有 %(limit)s 个") % given
    given["share"] = share(one.part, one.whole)
    return _("%(whole)s 件中 %(part)s 件，%(share)s，界限 %(limit)s %%") % given


def alert_table(found: Sequence[BoundAlert], own: int) -> Table:
    """Return alerts of a court, and those that courts below it send up."""
    rows = tuple(
        Row(
            id=str(one.id),
            name=word(BoundKind(one.kind)),
            mark="late" if one.upward else "soon",
            cells=(
                Cell(word(BoundKind(one.kind)), strong=True, sub=one.cause),
                Cell(f"{one.month:%Y-%m}", nowrap=True),
                Cell(figures_of(one), sub=one.organisation),
                Cell(
                    one.court.name,
                    href=f"{reverse('assignment_bounds')}?court={one.court_id}",
                    tone="" if one.court_id == own else "late",
                ),
            ),
        )
        for one in found
    )
    columns = (Column(_("预警")), Column(_("截至")), Column(_("数字")), Column(_("法院")))
    empty = Empty(title=_("没有分案预警"), text=_("每晚按已满的月份检查集中程度和指定分案占比"))
    return Table(label=_("分案预警"), columns=columns, rows=rows, stack=True, empty=empty)


def linkage_table(found: Sequence[Linkage]) -> Table:
    """Return cases that may belong, or belong, to a batch and have no judge yet."""
    rows = tuple(
        Row(
            id=str(one.case_id),
            name=one.case.number or one.case.title,
            cells=(
                Cell(one.case.number or "", href=reverse("case", args=[one.case_id]), strong=True,
                     sub=one.case.title[:50]),
                Cell(one.first.number or "", href=reverse("case", args=[one.first_id]),
                     sub=one.first.judge.name if one.first.judge else _("尚未分案")),
                Cell(parts=(Tag(word(LinkageState(one.state)), "work"),), sub=one.reason[:60]),
            ),
        )
        for one in found
    )  # fmt: skip
    columns = (Column(_("案件")), Column(_("在先案件")), Column(_("状态")))
    empty = Empty(title=_("没有待决定的关联案件"), text=_("当事人、案由相同且先后受理的会列在这里"))
    return Table(label=_("系列、关联案件"), columns=columns, rows=rows, stack=True, empty=empty)


def stop_table(found: Sequence[Stop], *, decides: bool) -> Table:
    """Return stops that wait, with the way to their decision, and those in force."""
    rows = tuple(
        Row(
            id=f"{one.request or 0}/{place}",
            name=one.name,
            mark="soon" if one.request else "",
            cells=(
                Cell(one.name, strong=True, sub=one.reason),
                Cell(_("%(first)s 至 %(last)s")
                     % {"first": one.since, "last": one.until - DAY}),
                _standing(one, decides=decides),
            ),
        )
        for place, one in enumerate(found)
    )  # fmt: skip
    columns = (Column(_("法官")), Column(_("期间")), Column(_("状态")))
    empty = Empty(title=_("没有停止分案"), text=_("申请经批准后生效，期满自动恢复"))
    return Table(label=_("停止分案"), columns=columns, rows=rows, stack=True, empty=empty)


def _standing(one: Stop, *, decides: bool) -> Cell:
    if one.request is None:
        return Cell(_("%(name)s 批准") % {"name": one.by}, tone="soft")
    if not decides:
        return Cell(_("待批准"), tone="soon")
    address = f"{reverse('court_act', args=[DECIDE_STOP.code])}?request={one.request}"
    return Cell(parts=(Button(label=act_word(DECIDE_STOP), href=address, dialog=True),))
