"""The next level down, the balance of hours, standards: tables in administrative order."""

from collections.abc import Collection, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.facts import ZONE
from xiezhi.law.powers.leaders import ISSUE_QUARTER, SET_STANDARD
from xiezhi.law.rules.quota import Rank, days_late, notice_due, quarter_end
from xiezhi.law.terms import Level, Post
from xiezhi.leaders.models import QuotaStandard
from xiezhi.leaders.queries import Balance, Below, InForce
from xiezhi.web.components import Button, Cell, Column, Empty, Part, Row, Table, Tag
from xiezhi.web.leaders.period import Period
from xiezhi.web.leaders.sheets import plain_credit
from xiezhi.web.words import act_word, word


def below_table(found: Sequence[Below], period: Period, today: date, *, issues: bool) -> Table:
    """Return the courts one level down; `issues` where the viewer's office tells them."""
    rows = tuple(
        Row(
            id=str(one.court),
            name=one.name,
            cells=(
                Cell(one.name, strong=True,
                     href=f"{reverse('leaders')}{period.query(court=one.court)}"),
                Cell(str(sum(line.in_quota for line in one.lines))),
                Cell(str(sum(1 for line in one.lines if line.done and line.done.met))),
                Cell(str(sum(1 for line in one.lines if line.done and not line.done.met))),
                Cell(parts=_notice(one, period, today, issues=issues)),
            ),
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column(_("法院")), Column(_("入额院领导"), end=True), Column(_("达到"), end=True),
        Column(_("未达到"), end=True), Column(_("第 %(n)s 季度通报") % {"n": period.quarter}),
    )  # fmt: skip
    empty = Empty(title=_("没有下一级法院"), text=_("基层人民法院不作季度通报"))
    return Table(label=_("下一级法院"), columns=columns, rows=rows, stack=True, labels=True,
                 empty=empty)  # fmt: skip


def _notice(one: Below, period: Period, today: date, *, issues: bool) -> tuple[Part, ...]:
    if one.notice:
        address = reverse("leader_notice", args=[one.notice])
        late = _("逾期 %(n)s 日通报") % {"n": one.late_days}
        told = Tag(late, "seal") if one.late_days else Tag(_("已通报"), "good")
        return told, Button(label=_("查看"), href=address, kind="quiet")
    last = quarter_end(period.year, period.quarter)
    if today <= last:
        return (Tag(_("本季度尚未结束")),)
    late_days = days_late(last, today)
    due = _("应当在 %(day)s 前通报") % {"day": notice_due(last, today)}
    waits = Tag(_("已逾期 %(n)s 日") % {"n": late_days}, "seal") if late_days else Tag(due, "work")
    if not issues:
        return (waits,)
    query = f"?about={one.court}&year={period.year}&quarter={period.quarter}"
    address = f"{reverse('leader_act', args=[ISSUE_QUARTER.code])}{query}"
    return waits, Button(label=_("通报"), href=address, dialog=True)


def balance_table(found: Sequence[Balance]) -> Table:
    """Return how leaders' hours are spent, by court; above a fifth on errands is marked."""
    rows = tuple(
        Row(
            id=str(one.court),
            name=one.name,
            cells=(
                Cell(one.name),
                Cell(str(one.hours)),
                Cell(str(one.errands)),
                Cell(f"{one.errands * 100 // one.hours}%" if one.hours else "—",
                     tone="late" if one.over else ""),
            ),
        )
        for one in found
    )  # fmt: skip
    columns = (Column(_("法院")), Column(_("工时"), end=True),
               Column(_("法定职责以外"), end=True), Column(_("占比"), end=True))  # fmt: skip
    return Table(label=_("监督管理与办案平衡"), columns=columns, rows=rows, stack=True, labels=True)


def inforce_table(found: Sequence[InForce]) -> Table:
    """Return what holds at the viewer's court for each post."""
    rows = tuple(
        Row(
            id=one.rank.value,
            name=word(one.rank),
            cells=(
                Cell(word(one.rank), strong=True),
                Cell(_percent(one.standard.percent, of_division=one.standard.of_division)),
                Cell(f"{one.standard.handling_percent}%"),
                Cell(plain_credit(one.standard.credit)),
                Cell(_("高级人民法院 %(day)s 确定") % {"day": one.standard.set_on}
                     if one.standard.set_on else str(one.standard.source), tone="soft"),
            ),
        )
        for one in found
    )  # fmt: skip
    columns = (Column(_("岗位")), Column(_("办案数量标准")), Column(_("承办最低比例"), end=True),
               Column(_("参加合议庭每件折算"), end=True), Column(_("依据")))  # fmt: skip
    return Table(label=_("本院现行标准"), columns=columns, rows=rows, stack=True, labels=True)


def _percent(percent: int | None, *, of_division: bool) -> str:
    if percent is None:
        return _("尚无标准")
    base = _("本庭平均") if of_division else _("全院平均")
    return _("%(base)s办案量的 %(n)s%%") % {"base": base, "n": percent}


def set_table(found: Sequence[QuotaStandard]) -> Table:
    """Return all that the high court set for a year, by level and post, earlier ones too."""
    rows = tuple(
        Row(
            id=str(one.id),
            name=word(Rank(one.rank)),
            cells=(
                Cell(word(Level(one.level))),
                Cell(word(Rank(one.rank)), strong=True),
                Cell(one.scope.name if one.scope else _("全省")),
                Cell(_percent(one.percent, of_division=one.of_division)),
                Cell(f"{one.at.astimezone(ZONE):%Y-%m-%d}", sub=one.person.name, nowrap=True),
            ),
        )
        for one in found
    )
    columns = (Column(_("法院层级")), Column(_("岗位")), Column(_("适用范围")),
               Column(_("办案数量标准")), Column(_("确定")))  # fmt: skip
    empty = Empty(
        title=_("高级人民法院尚未确定本年标准"),
        text=_("未确定的，按法发〔2017〕10号的最低比例计算；副庭长没有全国统一比例"),
    )
    return Table(label=_("已确定的标准"), columns=columns, rows=rows, stack=True, empty=empty)


def set_button(level: Level, posts: Collection[Post], year: int) -> Button | None:
    """Return the button that sets a figure, for who may at a high court."""
    if level is not Level.HIGH or not SET_STANDARD.holders & set(posts):
        return None
    address = f"{reverse('leader_act', args=[SET_STANDARD.code])}?year={year}"
    return Button(label=act_word(SET_STANDARD), href=address, kind="main", dialog=True)
