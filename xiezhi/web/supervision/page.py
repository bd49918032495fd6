"""The supervision desk and the list of four-type cases as plain parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.law.facts import ZONE
from xiezhi.law.terms import (
    AlertKind,
    FlagStage,
    FlagState,
    FourType,
    MeasureKind,
    Post,
    State,
    Term,
)
from xiezhi.supervision.board import (
    PAGE,
    AlertShown,
    Figures,
    FourTypeCase,
    Sought,
)
from xiezhi.supervision.scope import Scope
from xiezhi.web.components import (
    Cell,
    Chip,
    Column,
    Count,
    Counts,
    Empty,
    Exports,
    Filters,
    Head,
    Link,
    Pager,
    Part,
    Row,
    Tab,
    Table,
    Tag,
    Views,
)
from xiezhi.web.exports import exports_of
from xiezhi.web.words import posts_word, word

EXPORT_MAX = 10_000
APPRAISING = frozenset({Post.PRESIDENT, Post.TRIAL_MANAGEMENT, Post.INSPECTION})
"""Posts that see the feed for the appraisal of leaders."""
_TERMS: dict[str, tuple[str, type[Term]]] = {
    "code": (gettext_noop("类型"), FourType),
    "state": (gettext_noop("标识"), FlagState),
    "stage": (gettext_noop("识别阶段"), FlagStage),
    "measure": (gettext_noop("监督措施"), MeasureKind),
}
_MARKS = {
    "open": gettext_noop("未结"),
    "waiting": gettext_noop("监督措施待答复"),
    "unacted": gettext_noop("逾期未采取监督措施"),
    "reconsidered": gettext_noop("要求过复议"),
    "missed": gettext_noop("漏识别"),
    "hand": gettext_noop("规则没有发现、人工标注"),
}


@dataclass(frozen=True)
class Section:
    """一栏: a heading with its parts."""

    key: str
    title: str
    parts: tuple[Part | None, ...]
    note: str = ""
    exports: Exports | None = None


@dataclass(frozen=True)
class ListPage:
    """四类案件清单: everything the template prints."""

    head: Head
    filters: Filters
    exports: Exports
    table: Table
    pager: Pager


def cases_url(**query: str) -> str:
    """Return the address of the list of four-type cases with conditions."""
    address = reverse("supervision_cases")
    return f"{address}?{urlencode(query)}" if query else address


def tabs(scope: Scope, path: str, *, leads: bool) -> Views:
    """Return the pages of supervision that the viewer may open."""
    pages = [
        (_("监督台"), reverse("supervision"), True),
        (_("四类案件清单"), reverse("supervision_cases"), True),
        (_("四类案件报告"), reverse("supervision_report"), True),
        (_("识别规则"), reverse("supervision_rules"), True),
        (_("本人月报"), reverse("supervision_sheet"), leads),
        (_("履职数据"), reverse("supervision_appraisal"), scope.held.post in APPRAISING),
        (_("辖区监督"), reverse("supervision_watch"), scope.over),
    ]
    return Views(
        label=_("四类案件监督"),
        tabs=tuple(Tab(label, href, current=href == path) for label, href, may in pages if may),
    )


def counts(found: Figures) -> Counts:
    """Return the figures of a scope, each with the rows behind it."""
    return Counts(
        items=(
            Count(found.flagged, _("已确认四类案件"), cases_url(state="confirmed", open="1")),
            Count(found.suspected, _("疑似待确认"), cases_url(state="suspected", open="1")),
            Count(found.late, _("逾期未确认"), "#alerts"),
            Count(found.unsubmitted, _("应提交未提交"), "#alerts"),
            Count(found.waiting, _("监督措施待答复"), cases_url(waiting="1", open="1")),
            Count(found.unacted, _("逾期未采取监督措施"), cases_url(unacted="1")),
        )
    )


def alerts_table(found: list[AlertShown], *, linked: bool, courts: bool = False) -> Table:
    """Return alerts as a table; a high court sees the courts' names and no way into the cases."""
    columns = [Column(_("案件")), Column(_("预警事由")), Column(_("应办日期")), Column(_("已提醒"))]
    if courts:
        columns.insert(0, Column(_("法院")))
    return Table(
        label=_("监督预警"),
        columns=tuple(columns),
        rows=tuple(_alert(one, linked=linked, courts=courts) for one in found),
        stack=True,
        labels=True,
        empty=Empty(title=_("没有监督预警"), text=_("逾期未确认、应提交未提交的案件会出现在这里")),
    )


def _alert(one: AlertShown, *, linked: bool, courts: bool) -> Row:
    href = reverse("case", args=[one.case]) if linked else ""
    told = f"{posts_word(one.to)}　{one.at.astimezone(ZONE):%m-%d %H:%M}"
    tags = (Tag(_("未报告"), "seal"),) if one.unreported else ()
    cells = [
        Cell(one.number or _("未立案"), href=href, sub=f"{one.title[:40]}　{one.judge}".strip()),
        Cell(word(AlertKind(one.kind)), parts=tags),
        Cell(one.due_on.isoformat(), tone="late", nowrap=True),
        Cell(told),
    ]
    if courts:
        cells.insert(0, Cell(one.court))
    return Row(id=str(one.id), name=one.number, mark="late", cells=tuple(cells))


def sought_of(query: Mapping[str, str]) -> Sought:
    """Return what a list's address asks for; what cannot be read does not narrow."""
    year = _number(query.get("year", ""))
    return Sought(
        code=_known(FourType, query.get("code", "")),
        state=_known(FlagState, query.get("state", "")),
        stage=_known(FlagStage, query.get("stage", "")),
        measure=_known(MeasureKind, query.get("measure", "")),
        rule=query.get("rule", "").replace("\0", "")[:60],
        year=year if 2000 <= year < 2100 else 0,
        open=query.get("open") == "1",
        waiting=query.get("waiting") == "1",
        unacted=query.get("unacted") == "1",
        reconsidered=query.get("reconsidered") == "1",
        missed=query.get("missed") == "1",
        hand=query.get("hand") == "1",
        after=_number(query.get("after", "")),
    )


def _known(terms: type[Term], value: str) -> str:
    return value if value in {member.value for member in terms} else ""


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def list_page(found: list[FourTypeCase], query: Mapping[str, str], at: datetime) -> ListPage:
    """Return a page of the list; one row more than a page says that more follow."""
    shown = found[:PAGE]
    table = cases_table(shown, at)
    kept = {name: value for name, value in query.items() if value and name not in ("after", "as")}
    more = f"?{urlencode({**kept, 'after': str(shown[-1].id)})}" if len(found) > PAGE else ""
    return ListPage(
        head=Head(title=_("四类案件清单"), plain=True),
        filters=_filters(kept),
        exports=exports_of(table, kept),
        table=table,
        pager=Pager(first=1 if shown else 0, last=len(shown), next=more),
    )


def _filters(kept: Mapping[str, str]) -> Filters:
    url = reverse("supervision_cases")
    chips = []
    for name, value in kept.items():
        said = _said(name, value)
        if said is not None:
            rest = {key: other for key, other in kept.items() if key != name}
            chips.append(Chip(*said, off=f"{url}?{urlencode(rest)}"))
    terms = [
        (name, member.value, f"{_(label)}：{member.value} {word(member)}".replace("  ", " "))
        for name, (label, kind) in _TERMS.items()
        for member in kind
    ]
    marks = [(name, "1", _(label)) for name, label in _MARKS.items()]
    return Filters(
        url=url,
        chips=tuple(chips),
        more=tuple(
            Link(says, f"{url}?{urlencode({**kept, name: value})}")
            for name, value, says in [*marks, *terms]
            if name not in kept
        ),
        clear=url if kept else "",
    )


def _said(name: str, value: str) -> tuple[str, str] | None:
    if name in _TERMS:
        label, kind = _TERMS[name]
        return (_(label), word(kind(value))) if _known(kind, value) else None
    if name in _MARKS:
        return (_("范围"), _(_MARKS[name])) if value == "1" else None
    names = {"rule": _("识别规则"), "year": _("标识年度")}
    return (names[name], value) if name in names else None


def cases_table(found: list[FourTypeCase], at: datetime) -> Table:
    """Return four-type cases with their flags and measures."""
    columns = (
        Column(_("案号")),
        Column(_("类型")),
        Column(_("承办法官")),
        Column(_("状态")),
        Column(_("监督措施")),
        Column(_("待答复")),
        Column(_("首次监督")),
    )
    return Table(
        label=_("四类案件清单"),
        columns=columns,
        rows=tuple(_case(one, at) for one in found),
        stack=True,
        labels=True,
        empty=Empty(title=_("没有符合条件的四类案件"), text=_("放宽筛选条件，或者清除全部条件")),
    )


_LIVE = frozenset({FlagState.SUSPECTED, FlagState.CONFIRMED})


def _case(one: FourTypeCase, at: datetime) -> Row:
    tags = tuple(
        Tag(f"{code} {word(FlagState(state))}", "mark" if state == FlagState.CONFIRMED else "warn")
        for code, state in one.flags
        if FlagState(state) in _LIVE
    )
    kinds = sorted(one.measures, key=lambda kind: list(MeasureKind).index(MeasureKind(kind)))
    taken = "、".join(f"{kind}×{one.measures[kind]}" for kind in kinds)
    first = f"{one.first_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if one.first_at else "—"
    return Row(
        id=str(one.id),
        name=one.number or one.title,
        mark="soon" if one.waiting else "",
        cells=(
            Cell(
                one.number or _("未立案"),
                href=reverse("case", args=[one.id]),
                sub=one.title[:40],
                nowrap=True,
            ),
            Cell(parts=tags),
            Cell(one.judge or "—", sub=one.division),
            Cell(word(State(one.state))),
            Cell(taken or _("尚无"), tone="" if taken else "soft"),
            Cell(str(one.waiting)),
            Cell(first, tone="" if one.first_at else "soft", nowrap=True),
        ),
    )
