"""The audit of a court's draws as plain parts: what each test saw, and what it could not see."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.fairness.draws import FEW, TINY
from xiezhi.fairness.models import FairnessAudit
from xiezhi.web.components import Cell, Column, Count, Counts, Empty, Fact, Facts, Row, Table, Tag
from xiezhi.web.fairness.page import share

MILLION, THOUSAND = 1_000_000, 1_000
TESTS = {
    "T1": gettext_noop("抽中次数与名单所载概率"),
    "T2": gettext_noop("同一案由的抽中次数"),
    "T3": gettext_noop("标记案件中多出的排除"),
    "T4a": gettext_noop("撤诉后重新立案，按法官"),
    "T4b": gettext_noop("回避、换人，按法官"),
    "T5": gettext_noop("标记案件的立案时点"),
    "T6": gettext_noop("抽签数本身的随机性"),
}
SHOWS = {
    "T1": gettext_noop("全部案件的 %(part)s 内定给一人"),
    "T2": gettext_noop("最大案由的 %(part)s 内定给一人"),
    "T3": gettext_noop("每件标记案件多排除 %(times)s 人"),
    "T4a": gettext_noop("某法官的案件如此结束多出或者少了 %(part)s"),
    "T4b": gettext_noop("某法官的案件如此结束多出或者少了 %(part)s"),
    "T5": gettext_noop("抽中机会提高 %(part)s"),
    "T6": gettext_noop("前后两次相关 %(times)s"),
}
SEEN = {
    "T1": gettext_noop("%(who)s 抽中 %(seen)s 次，预期 %(expected)s 次"),
    "T2": gettext_noop("%(who)s 抽中 %(seen)s 次，预期 %(expected)s 次"),
    "T3": gettext_noop("标记案件比前后案件多排除 %(seen)s 人"),
    "T4a": gettext_noop("%(who)s %(seen)s 件，预期 %(expected)s 件"),
    "T4b": gettext_noop("%(who)s %(seen)s 件，预期 %(expected)s 件"),
    "T5": gettext_noop("%(who)s 的机会相差 %(seen)s，平常 %(expected)s"),
    "T6": gettext_noop("与前一次的相关 %(seen)s"),
}
BLIND = (
    gettext_noop("只在少数案件中发生的操纵：件数越少，能发现的操纵须越明显，见“可以发现”一栏"),
    gettext_noop("确有其事而时机便利的休假、停止分案"),
    gettext_noop("案件难易程度的不实登记，指定分案本身是否得当"),
    gettext_noop("当事人、案由变更后另行起诉的案件"),
)
"""What no test of these sees."""


def audit_counts(figures: Mapping[str, Any]) -> Counts:
    """Return what was looked at, the small pools counted."""
    items = [
        Count(figures["lots"], _("次抽签"), "#tests"),
        Count(figures["judges"], _("名法官"), "#tests"),
        Count(figures["few"], _("次候选不足 %(n)s 人") % {"n": FEW}, "#small"),
        Count(figures["tiny"], _("次候选不足 %(n)s 人") % {"n": TINY}, "#small"),
        Count(figures["alone"], _("件候选仅一人，未抽签"), "#small"),
        Count(figures["refused"], _("份回执不成立"), "#small"),
    ]
    return Counts(items=tuple(items))


def spread_facts(figures: Mapping[str, Any]) -> Facts:
    """Return how even the loads were, and how hard the draws to guess."""
    uneven = figures["uneven"]
    rows = (
        Fact(_("负荷离散"), "—" if uneven < 0 else f"{uneven / 10:.1f} %",
             _("满额法官抽中数与应得数之比的变异系数")),
        Fact(_("有效候选人数"), f"{figures['effective'] / 100:.1f}",
             _("平均候选 %(n)s 人") % {"n": f"{figures['pool'] / 100:.1f}"}),
        Fact(_("内部人最好的猜测"), share(figures["guess"], 1000),
             _("最有把握的百分之一达 %(n)s") % {"n": share(figures["guess_worst"], 1000)}),
    )  # fmt: skip
    return Facts(rows=rows)


def test_table(figures: Mapping[str, Any], names: Mapping[int, str]) -> Table:
    """Return the tests in their order, each with what would have shown in so many draws."""
    rows = tuple(_test(one, names) for one in figures["tests"] if one["code"] in TESTS)
    columns = (
        Column(_("检验")), Column(_("所见")), Column(_("偶然出现的可能"), end=True),
        Column(_("可以发现（把握 80%）")), Column(_("结果")),
    )  # fmt: skip
    empty = Empty(title=_("还没有检验"))
    return Table(label=_("检验"), columns=columns, rows=rows, stack=True, labels=True, empty=empty)


def _test(one: Mapping[str, Any], names: Mapping[int, str]) -> Row:
    code = one["code"]
    given = {
        "who": names.get(one["judge"] or 0, ""),
        "seen": number(one["seen"]),
        "expected": number(one["expected"]),
    }
    none = one["chance"] < 0
    if none:
        result = Cell(_("案件不足，无从检验"), tone="soft")
    elif one["found"]:
        result = Cell(parts=(Tag(_("提示核查"), "warn"),))
    else:
        result = Cell(parts=(Tag(_("未见异常"), "good"),))
    return Row(
        id=code,
        name=_(TESTS[code]),
        mark="soon" if one["found"] else "",
        cells=(
            Cell(_(TESTS[code]), sub=code, strong=True),
            Cell("—" if none else _(SEEN[code]) % given),
            Cell("—" if none else f"{one['chance'] / MILLION:.2g}"),
            Cell(shows(code, one["least"])),
            result,
        ),
    )


def shows(code: str, least: int) -> str:
    """Return how strong a fraud would have to be to show in four of five such audits."""
    if least < 0 or (code != "T3" and least > THOUSAND):
        return _("这么少的案件看不出任何操纵")
    return _(SHOWS[code]) % {"part": f"{least / 10:.1f} %", "times": f"{least / 1000:.2f}"}


def number(thousandths: int) -> str:
    """Return thousandths as a number: whole where it is one."""
    value = thousandths / 1000
    return f"{value:,.0f}" if value == int(value) else f"{value:.2f}"


def judges_of(row: FairnessAudit) -> Sequence[int]:
    """Return the judges whom the tests name."""
    return [one["judge"] for one in row.figures["tests"] if one["judge"]]
