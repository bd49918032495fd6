"""The frontier of a court as plain parts: what each setting would have done to its own year."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.powers.fairness import ADOPT_TICKETS
from xiezhi.web.components import Button, Cell, Chart, Column, Empty, Row, Series, Table, Tag
from xiezhi.web.fairness.page import share
from xiezhi.web.words import act_word

LOTS_LEAST = 200
"""With fewer lots the spread of loads is that of chance, whatever the tickets."""


def setting_word(tickets: int) -> str:
    """Return a setting as people say it: 6 签, or by share alone."""
    if not tickets:
        return _("只按份额，不作均衡")
    return _("%(n)s 签") % {"n": f"{tickets / 100:g}"}


def frontier_chart(points: Sequence[Mapping[str, Any]], now: int, lots: int) -> Chart:
    """Return both sides of the choice: the spread of loads, and an insider's best guess."""
    settings = [one for one in points if one["tickets"]]
    title = _("签数越少越均衡，也越容易被猜中")
    if lots < LOTS_LEAST:
        title = _("只有 %(n)s 次抽签，看不出取舍，仅供参考") % {"n": lots}
    return Chart(
        key="frontier",
        title=title,
        sub=_("以本院近一年的候选名单重新抽签，%；横轴为每一全额份额的起始签数"),
        kind="lines",
        unit="%",
        category=_("签数"),
        categories=tuple(setting_word(one["tickets"]) for one in settings),
        series=(
            Series(_("负荷离散"), tuple(one["uneven"] / 10 for one in settings)),
            Series(_("内部人最好的猜测"), tuple(one["guess"] / 10 for one in settings), "d3"),
        ),
        strong=(setting_word(now),),
        empty=_("近一年没有可以重新抽取的案件"),
        wide=True,
    )


def frontier_table(points: Sequence[Mapping[str, Any]], now: int, *, chooses: bool) -> Table:
    """Return the settings with their figures; `chooses` offers the act to who may choose."""
    rows = tuple(_row(one, now, chooses=chooses) for one in points)
    columns = (
        Column(_("签数")), Column(_("负荷离散"), end=True), Column(_("有效候选人数"), end=True),
        Column(_("内部人最好的猜测"), end=True), Column(_("最有把握的百分之一"), end=True),
        Column(_("选择")),
    )  # fmt: skip
    empty = Empty(
        title=_("近一年没有可以重新抽取的案件"), text=_("有两名以上候选人的抽签会在夜间重新计算")
    )
    return Table(
        label=_("签数的取舍"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


def _row(one: Mapping[str, Any], now: int, *, chooses: bool) -> Row:
    tickets = one["tickets"]
    if tickets == now:
        choice = Cell(parts=(Tag(_("现行"), "work"),))
    elif tickets and chooses:
        address = f"{reverse('court_act', args=[ADOPT_TICKETS.code])}?tickets={tickets}"
        choice = Cell(parts=(Button(label=act_word(ADOPT_TICKETS), href=address, dialog=True),))
    else:
        choice = Cell(_("仅供比较") if not tickets else "", tone="soft")
    return Row(
        id=str(tickets),
        name=setting_word(tickets),
        selected=tickets == now,
        cells=(
            Cell(setting_word(tickets), strong=True),
            Cell(f"{one['uneven'] / 10:.1f} %"),
            Cell(f"{one['effective'] / 100:.1f}"),
            Cell(share(one["guess"], 1000)),
            Cell(share(one["guess_worst"], 1000)),
            choice,
        ),
    )
