"""The report of article 5 as charts and tables, each with the rows behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xiezhi.law.facts import ZONE
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import FlagStage, FourType, MeasureKind
from xiezhi.supervision.reports import (
    CourtWatched,
    OwnCase,
    Performance,
    Precision,
    Report,
    SheetShown,
)
from xiezhi.supervision.tallies import ByHand, Weighed
from xiezhi.web.components import (
    Cell,
    Chart,
    Column,
    Count,
    Counts,
    Empty,
    Head,
    Link,
    Row,
    Series,
    Tab,
    Table,
    Views,
)
from xiezhi.web.exports import exports_of
from xiezhi.web.supervision.page import Section, cases_url
from xiezhi.web.words import posts_word, word

_FILLS = {FlagStage.FILING: "d1", FlagStage.TRIAL: "d2", FlagStage.AFTER: "seal"}


@dataclass(frozen=True)
class ReportPage:
    """报告页: figures, charts and tables of a year."""

    head: Head
    years: Views
    counts: Counts
    charts: tuple[Chart, ...]
    sections: tuple[Section, ...]


def report_page(
    found: Report,
    missed: Sequence[ByHand],
    place: str,
    query: Mapping[str, str],
    today: date,
) -> ReportPage:
    """Return the report on a year of a court, a portfolio or a division."""
    year = str(found.year)
    rules, hands = precision_table(found), hands_table(missed, found.year)
    rounds = rounds_table(found)
    return ReportPage(
        head=Head(title=_("四类案件报告"), plain=True, subtitle=place),
        years=_years(found.year, today),
        counts=_counts(found, year),
        charts=(_identified(found, place), _measures(found, place), _reconsidered(found, place)),
        sections=(
            Section(
                "precision",
                _("自动识别规则的确认率"),
                (rules,),
                _("只列规则，不列法官；确认率低的规则应当修订或者停用"),
                exports_of(rules, {**query, "table": "precision"}),
            ),
            Section(
                "hands",
                _("规则没有发现的四类案件"),
                (hands,),
                _("由人标注、此前没有任何规则提示；召回率为规则发现的占全部已确认的比例"),
                exports_of(hands, {**query, "table": "hands"}),
            ),
            Section(
                "rounds",
                _("复议前后"),
                (rounds,),
                _("只比较结论是否变化，不显示结论"),
                exports_of(rounds, {**query, "table": "rounds"}),
            ),
        ),
    )


def _years(year: int, today: date) -> Views:
    years = range(today.year, today.year - 4, -1)
    tabs = tuple(Tab(str(one), f"?year={one}", current=one == year) for one in years)
    return Views(tabs=tabs, label=_("年度"))


def _counts(found: Report, year: str) -> Counts:
    after = sum(one.count for one in found.identified if one.stage == FlagStage.AFTER)
    items = [
        Count(found.flagged, _("标识数"), cases_url(year=year)),
        Count(after, _("裁判后才识别"), cases_url(year=year, stage="after")),
        Count(found.missed, _("漏识别案件"), cases_url(year=year, missed="1")),
        Count(sum(found.measures.values()), _("监督措施数"), "#measures"),
    ]
    if found.hours is not None:
        items.append(Count(found.hours, _("小时：确认至首次监督（中位数）"), cases_url(year=year)))
    return Counts(items=tuple(items))


def _identified(found: Report, place: str) -> Chart:
    known = {(one.code, one.stage): one.count for one in found.identified}
    codes = [code for code in FourType if any((code, stage) in known for stage in FlagStage)]
    late = sum(one.count for one in found.identified if one.stage == FlagStage.AFTER)
    where = {"place": place, "year": str(found.year)}
    return Chart(
        key="identified",
        title=_("四类案件标识 %(n)s 个，%(late)s 个裁判后才识别")
        % {"n": found.flagged, "late": late},
        sub=_("按类型和识别阶段，个　%(place)s　%(year)s 年") % where,
        kind="bars",
        unit=_("个"),
        category=_("类型"),
        categories=tuple(f"{code.value} {word(code)[:14]}" for code in codes),
        series=tuple(
            Series(
                word(stage),
                tuple(known.get((code, stage), 0) for code in codes),
                _FILLS[stage],  # type: ignore[arg-type]
            )
            for stage in FlagStage
        ),
        rows=Link(_("看案件"), cases_url(year=str(found.year))),
        empty=_("这一年没有四类案件标识"),
        wide=True,
    )


def _measures(found: Report, place: str) -> Chart:
    kinds = [kind for kind in MeasureKind if found.measures.get(kind.value)]
    return Chart(
        key="measures",
        title=_("院庭长采取监督措施 %(n)s 次") % {"n": sum(found.measures.values())},
        sub=_("按措施，次　%(place)s　%(year)s 年") % {"place": place, "year": str(found.year)},
        kind="bars",
        unit=_("次"),
        category=_("监督措施"),
        categories=tuple(f"{kind.value} {word(kind)[:14]}" for kind in kinds),
        series=(Series(_("次数"), tuple(found.measures[kind.value] for kind in kinds)),),
        rows=Link(_("看案件"), cases_url(year=str(found.year))),
        empty=_("这一年没有监督措施"),
    )


def _reconsidered(found: Report, place: str) -> Chart:
    one = found.reconsidered
    values = (one.same, one.changed, one.open)
    return Chart(
        key="reconsidered",
        title=_("复议 %(n)s 次，结论改变 %(changed)s 次")
        % {"n": sum(values), "changed": one.changed},
        sub=_("复议前后的评议结论，次　%(place)s　%(year)s 年")
        % {"place": place, "year": str(found.year)},
        kind="bars",
        unit=_("次"),
        category=_("复议前后"),
        categories=(_("结论不变"), _("结论改变"), _("尚未复议")) if any(values) else (),
        series=(Series(_("次数"), values if any(values) else ()),),
        rows=Link(_("看案件"), cases_url(reconsidered="1")),
        empty=_("这一年没有要求复议"),
    )


def precision_table(found: Report) -> Table:
    """Return the automatic rules with what became of their suspicions."""
    columns = (
        Column(_("识别规则")),
        Column(_("版本")),
        Column(_("确认"), end=True),
        Column(_("排除"), end=True),
        Column(_("待确认"), end=True),
        Column(_("确认率"), end=True),
        Column(_("95% 区间"), end=True),
    )
    return Table(
        label=_("自动识别规则的确认率"),
        columns=columns,
        rows=tuple(_rule(one, found.year) for one in found.precision),
        empty=Empty(title=_("这一年没有自动识别的疑似案件"), text=_("规则提示后会出现在这里")),
    )


def _rule(one: Precision, year: int) -> Row:
    rate = f"{one.rate}%" if one.rate is not None else "—"
    between = f"{one.interval[0]}–{one.interval[1]}%" if one.interval else "—"
    known = one.rule in set(MachineRule)
    name = word(MachineRule(one.rule)) if known else one.rule
    return Row(
        id=f"{one.rule}/{one.version}",
        cells=(
            Cell(name, href=cases_url(rule=one.rule, year=str(year)), sub=one.rule),
            Cell(one.version),
            Cell(str(one.confirmed)),
            Cell(str(one.rejected)),
            Cell(str(one.waiting)),
            Cell(rate),
            Cell(between),
        ),
    )


def hands_table(found: Sequence[ByHand], year: int) -> Table:
    """Return the types with the flags that people set and no rule had suspected."""
    columns = (
        Column(_("类型")),
        Column(_("规则没有发现"), end=True),
        *(Column(word(stage), end=True) for stage in FlagStage),
        Column(_("规则发现并确认"), end=True),
        Column(_("召回率"), end=True),
    )
    rows = tuple(
        Row(
            id=one.code,
            cells=(
                Cell(f"{one.code} {word(FourType(one.code))}"),
                Cell(str(one.count), href=_hand_url(one.code, year) if one.count else ""),
                Cell(str(one.filing)),
                Cell(str(one.trial)),
                Cell(str(one.after)),
                Cell(str(one.found)),
                Cell("—" if one.recall is None else f"{one.recall}%"),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("这一年没有确认的四类案件"), text=_("确认后会按类型列在这里"))
    label = _("规则没有发现的四类案件")
    return Table(label=label, columns=columns, rows=rows, stack=True, labels=True, empty=empty)


def _hand_url(code: str, year: int) -> str:
    return cases_url(code=code, hand="1", year=str(year))


def rounds_table(found: Report) -> Table:
    """Return in how many reconsiderations the conclusion stayed, changed or is not there yet."""
    known = found.reconsidered
    counts = (
        (_("结论未变"), known.same), (_("结论变化"), known.changed), (_("尚未复议"), known.open),
    )  # fmt: skip
    return Table(
        label=_("复议前后"),
        columns=(Column(_("复议结果")), Column(_("次数"), end=True)),
        rows=tuple(Row(id=name, cells=(Cell(name), Cell(str(count)))) for name, count in counts),
    )


def weights_table(found: Sequence[Weighed]) -> Table:
    """Return what the closed four-type cases of each judge weigh (R5.15)."""
    columns = (
        Column(_("法官")),
        Column(_("已结案件"), end=True),
        Column(_("其中四类案件"), end=True),
        Column(_("四类案件加计（件）"), end=True),
        Column(_("加计后（件）"), end=True),
    )
    rows = tuple(
        Row(
            id=str(one.person),
            cells=(
                Cell(one.name),
                Cell(str(one.closed)),
                Cell(str(one.flagged)),
                Cell(f"{one.weight / 1000:g}"),
                Cell(f"{one.load / 1000:g}"),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("这一年没有已结案件"), text=_("结案后会按法官姓名列在这里"))
    return Table(label=_("四类案件计重"), columns=columns, rows=rows, stack=True, empty=empty)


def courts_table(found: list[CourtWatched]) -> Table:
    """Return the courts below in administrative order; the figures are of cases, not of worth."""
    columns = (
        Column(_("法院")),
        Column(_("已确认四类案件"), end=True),
        Column(_("疑似待确认"), end=True),
        Column(_("未报告"), end=True),
        Column(_("应提交未提交"), end=True),
        Column(_("监督措施待答复"), end=True),
    )
    rows = tuple(
        Row(
            id=str(one.id),
            mark="late" if one.unreported else "",
            cells=(
                Cell(one.name),
                Cell(str(one.flagged)),
                Cell(str(one.suspected)),
                Cell(
                    str(one.unreported),
                    href="#unreported" if one.unreported else "",
                    tone="late" if one.unreported else "",
                ),
                Cell(str(one.unsubmitted)),
                Cell(str(one.waiting)),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("没有下级法院"), text=_("辖区法院登记后会出现在这里"))
    return Table(label=_("辖区法院"), columns=columns, rows=rows, stack=True, empty=empty)


def performance_table(found: list[Performance]) -> Table:
    """Return the feed for the appraisal: counts and timeliness (R5.18)."""
    columns = (
        Column(_("院庭长")),
        Column(_("职务")),
        Column(_("分管四类案件"), end=True),
        Column(_("已监督案件"), end=True),
        Column(_("监督措施"), end=True),
        Column(_("确认至首次监督（小时，中位数）"), end=True),
        Column(_("逾期工作记录"), end=True),
    )
    rows = tuple(
        Row(
            id=str(one.person),
            cells=(
                Cell(one.name),
                Cell(posts_word(one.post)),
                Cell(str(one.flagged)),
                Cell(str(one.acted)),
                Cell(str(one.measures)),
                Cell("—" if one.hours is None else str(one.hours)),
                Cell(str(one.notes_late)),
            ),
        )
        for one in found
    )
    text = _("确认四类案件后，分管院庭长的履职数据会出现在这里")
    empty = Empty(title=_("本月没有分管的四类案件"), text=text)
    return Table(label=_("院庭长监督履职数据"), columns=columns, rows=rows, stack=True, empty=empty)


def own_table(found: list[OwnCase]) -> Table:
    """Return the rows of one's own sheet."""
    columns = (Column(_("案号")), Column(_("确认日期")), Column(_("本月监督")), Column(_("提示")))
    rows = tuple(
        Row(
            id=str(one.case),
            name=one.number,
            mark="late" if one.unacted else "",
            cells=(
                Cell(one.number or _("未立案"), href=f"/cases/{one.case}", sub=one.title[:40]),
                Cell(f"{one.confirmed_at.astimezone(ZONE):%Y-%m-%d}", nowrap=True),
                Cell(_("已采取措施") if one.acted else "—"),
                Cell(_("逾期未采取监督措施") if one.unacted else "", tone="late"),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("没有分管的四类案件"), text=_("分管案件确认为四类案件后会出现在这里"))
    return Table(label=_("分管四类案件"), columns=columns, rows=rows, stack=True, empty=empty)


def sheets_table(found: list[SheetShown]) -> Table:
    """Return the sheets that were sent."""
    columns = (
        Column(_("月份")),
        Column(_("分管四类案件"), end=True),
        Column(_("已监督案件"), end=True),
        Column(_("逾期未监督"), end=True),
        Column(_("阅看")),
    )
    rows = tuple(
        Row(
            id=f"{one.month:%Y-%m}",
            mark="" if one.read_at else "soon",
            cells=(
                Cell(f"{one.month:%Y-%m}", href=f"?month={one.month:%Y-%m}"),
                Cell(str(one.flagged)),
                Cell(str(one.acted)),
                Cell(str(one.unacted), tone="late" if one.unacted else ""),
                Cell(f"{one.read_at.astimezone(ZONE):%m-%d %H:%M}" if one.read_at else _("待阅看")),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("还没有监督月报"), text=_("每月一日由系统发送上月的月报"))
    return Table(label=_("监督月报"), columns=columns, rows=rows, empty=empty)
