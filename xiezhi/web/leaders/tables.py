"""Completion as tables and charts: by post and division, each number opening its rows."""

from collections.abc import Sequence
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.rules.quota import Rank
from xiezhi.law.terms import Seat
from xiezhi.leaders.completion import Line
from xiezhi.leaders.queries import hours_of
from xiezhi.web.components import Cell, Chart, Column, Empty, Link, Row, Series, Table, Tag
from xiezhi.web.leaders.period import Period
from xiezhi.web.words import word


def plain(number: Fraction | int | None) -> str:
    """Return a number with one digit after the point where it is no whole one."""
    if number is None:
        return "—"
    return str(int(number)) if number == int(number) else f"{float(number):.1f}"


def standard_words(one: Line) -> str:
    """Return what is owed of which average: 本庭平均 120 的 60%."""
    if one.standard.percent is None:
        return _("尚无标准")
    base = _("本庭平均") if one.standard.of_division else _("全院平均")
    given = {"base": base, "average": plain(one.average), "percent": one.standard.percent}
    return _("%(base)s %(average)s 件的 %(percent)s%%") % given


def state_of(one: Line) -> Tag | None:
    """Return how far a leader has come, in words."""
    if not one.in_quota:
        return Tag(_("未入额"))
    if one.done is None:
        return Tag(_("无从计算"))
    if one.done.met:
        return Tag(_("达到"), "good")
    if one.done.enough:
        return Tag(_("承办不足"), "warn")
    return Tag(_("未达到"), "warn")


def completion_table(lines: Sequence[Line], period: Period, court: int, *, sheets: bool) -> Table:
    """Return the leaders of a court, grouped by post; `sheets` where their names open sheets."""
    columns = (
        Column(_("院庭长")), Column(_("标准")), Column(_("应办"), end=True),
        Column(_("计入"), end=True), Column(_("其中承办"), end=True),
        Column(_("参加合议庭"), end=True), Column(_("优先办理案件"), end=True),
        Column(_("监督（次）"), end=True), Column(_("工时"), end=True), Column(_("进度")),
    )  # fmt: skip
    rows: list[Row] = []
    last = None
    for one in lines:
        if one.rank is not last:
            rows.append(Row(id=one.rank.value, group=word(one.rank)))
            last = one.rank
        rows.append(_row(one, period, court, sheets=sheets))
    empty = Empty(title=_("本院没有院庭长任职登记"), text=_("政治部登记任职后出现在这里"))
    label = _("院庭长办案任务完成情况")
    return Table(label=label, columns=columns, rows=tuple(rows), stack=True, labels=True,
                 empty=empty)  # fmt: skip


def _row(one: Line, period: Period, court: int, *, sheets: bool) -> Row:
    mine = f"{reverse('leader_cases')}{period.query(court=court, person=one.person)}"
    address = f"{reverse('leader_sheet', args=[one.person])}{period.query()}" if sheets else ""
    done, state = one.done, state_of(one)
    hours, errands = hours_of(one)
    where = "　".join(filter(None, (word(one.post), one.division_name)))
    return Row(
        id=str(one.person),
        name=one.name,
        cells=(
            Cell(one.name, href=address, sub=where, strong=True),
            Cell(standard_words(one), sub=_("任职 %(n)s 个月") % {"n": one.months}, tone="soft"),
            Cell(str(done.target) if done else "—"),
            Cell(plain(done.counted) if done else plain(one.tally.counted(one.standard.credit)),
                 href=mine if one.cases else ""),
            Cell(_least(one), href=f"{mine}&seat=handling" if one.sat(Seat.HANDLING) else ""),
            Cell(str(one.sat(Seat.PRESIDING, Seat.MEMBER))),
            Cell(str(one.tagged), href=f"{mine}&tagged=1" if one.tagged else ""),
            Cell(str(one.supervised)),
            Cell(str(hours + errands)),
            Cell(parts=(state,) if state else (), sub=f"{done.percent}%" if done else ""),
        ),
    )  # fmt: skip


def _least(one: Line) -> str:
    handled = one.sat(Seat.HANDLING)
    if one.done is None:
        return str(handled)
    return _("%(n)s（至少 %(least)s）") % {"n": handled, "least": one.done.handling_least}


def charts(lines: Sequence[Line], period: Period, court: int) -> tuple[Chart, ...]:
    """Return the four charts by post; each opens the rows it is made of."""
    ranks = [rank for rank in Rank if any(one.rank is rank and one.in_quota for one in lines)]
    groups = [[one for one in lines if one.in_quota and one.rank is rank] for rank in ranks]
    names = tuple(word(rank) for rank in ranks)
    rows = Link(_("看案件"), f"{reverse('leader_cases')}{period.query(court=court)}")
    return (
        _share(groups, names, period, rows),
        _mix(groups, names, period, rows),
        _handling(groups, names, period, rows),
        _hours(groups, names, period, court),
    )


Groups = Sequence[Sequence[Line]]


def _share(groups: Groups, names: tuple[str, ...], period: Period, rows: Link) -> Chart:
    shares: list[float | None] = []
    for group in groups:
        known = [one.done for one in group if one.done is not None]
        target = sum(one.target for one in known)
        counted = sum((one.counted for one in known), Fraction(0))
        shares.append(float(round(counted * 100 / target)) if target else None)
    below = sum(1 for group in groups for one in group if one.done and not one.done.met)
    title = (
        _("%(n)s 人未达到同期应办案件数") % {"n": below}
        if below
        else _("各岗位均达到同期应办案件数")
    )
    return Chart(
        key="c-share", title=title, kind="bars", unit="%", categories=names,
        sub=_("计入案件占应办案件的比例，按岗位，%(period)s") % {"period": period.words},
        series=(Series(_("完成比例"), tuple(shares)),), limit=(_("应办"), 100.0),
        category=_("岗位"), rows=rows, empty=_("没有入额院庭长，或者尚无标准"),
    )  # fmt: skip


def _mix(groups: Groups, names: tuple[str, ...], period: Period, rows: Link) -> Chart:
    tagged = [sum(one.tagged for one in group) for group in groups]
    whole = [sum(len(one.counting) for one in group) for group in groups]
    title = _("%(tagged)s 件为四类、发回等优先办理案件，共 %(whole)s 件") % {
        "tagged": sum(tagged), "whole": sum(whole),
    }  # fmt: skip
    other = tuple(float(w - t) for w, t in zip(whole, tagged, strict=True))
    return Chart(
        key="c-mix", title=title, kind="bars", unit=_("件"), categories=names,
        sub=_("办结案件，按岗位，件，%(period)s") % {"period": period.words},
        series=(Series(_("优先办理案件"), tuple(map(float, tagged))),
                Series(_("其他案件"), other, "d3")) if sum(whole) else (),
        category=_("岗位"), rows=rows, empty=_("这一期间没有院庭长办结的案件"),
    )  # fmt: skip


def _handling(groups: Groups, names: tuple[str, ...], period: Period, rows: Link) -> Chart:
    handled = [sum(one.sat(Seat.HANDLING) for one in group) for group in groups]
    whole = [sum(len(one.counting) for one in group) for group in groups]
    shares = tuple(
        float(round(h * 100 / w)) if w else None for h, w in zip(handled, whole, strict=True)
    )
    title = _("%(handled)s 件由院庭长本人承办，共参与 %(whole)s 件") % {
        "handled": sum(handled), "whole": sum(whole),
    }  # fmt: skip
    return Chart(
        key="c-handling", title=title, kind="bars", unit="%", categories=names,
        sub=_("任承办法官或者独任的比例，按岗位，%(period)s") % {"period": period.words},
        series=(Series(_("承办比例"), shares, "d2"),),
        category=_("岗位"), rows=rows, empty=_("这一期间没有院庭长办结的案件"),
    )  # fmt: skip


def _hours(groups: Groups, names: tuple[str, ...], period: Period, court: int) -> Chart:
    spent = [[hours_of(one) for one in group] for group in groups]
    work = [sum(hours for hours, _errands in group) for group in spent]
    errands = [sum(errands for _hours_, errands in group) for group in spent]
    supervised = sum(one.supervised for group in groups for one in group)
    title = _("监督、管理 %(work)s 小时，监督办理 %(times)s 次") % {
        "work": sum(work), "times": supervised,
    }  # fmt: skip
    series = (Series(_("监督、管理"), tuple(map(float, work))),
              Series(_("法定职责以外"), tuple(map(float, errands)), "warn"))  # fmt: skip
    return Chart(
        key="c-hours", title=title, kind="bars", unit=_("小时"), categories=names,
        sub=_("办案以外的工时，按岗位，不计入办案数量，%(period)s") % {"period": period.words},
        series=series if sum(work) + sum(errands) else (), category=_("岗位"),
        rows=Link(_("看人员"), f"{reverse('leaders')}{period.query(court=court)}"),
        empty=_("这一期间没有登记工时"),
    )  # fmt: skip
