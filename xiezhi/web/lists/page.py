"""The list of cases as plain parts, and its exports."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import openpyxl
from django.http import QueryDict
from django.urls import reverse

from xiezhi.cases.lists import COUNTED, PAGE, Listed, Page, Wanted
from xiezhi.law.powers import powers
from xiezhi.law.terms import CaseKind, Procedure, State, Term
from xiezhi.web.components import (
    Bulk,
    Button,
    Cell,
    Chip,
    Choosable,
    Column,
    ColumnChooser,
    Due,
    Empty,
    Exports,
    Filters,
    Head,
    Link,
    Pager,
    Row,
    Tab,
    Table,
    Tag,
    Views,
)

COLUMNS: dict[str, str] = {
    "number": "案号", "title": "案件", "cause": "案由", "kind": "类型", "procedure": "程序",
    "state": "状态", "judge": "承办法官", "division": "审判庭", "court": "法院",
    "filed_on": "立案", "due_on": "审限",
}  # fmt: skip
SHOWN = ("number", "title", "procedure", "state", "judge", "filed_on", "due_on")
BULK = (("filing.register", "登记立案"), ("assignment.seal_pool", "封存候选名单"),
        ("assignment.draw", "随机分案"))  # fmt: skip
"""Acts without a form that are done on many cases at once."""


@dataclass(frozen=True)
class ListPage:
    """列表页: everything the template prints."""

    head: Head
    views: Views
    filters: Filters
    chooser: ColumnChooser
    exports: Exports
    bulk: Bulk
    table: Table
    pager: Pager


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Return what a list's address asks for; what cannot be read does not narrow."""
    return Wanted(
        text=query.get("find", "").replace("\0", "").strip()[:100],
        state=_known(State, query.get("state", "")),
        kind=_known(CaseKind, query.get("kind", "")),
        procedure=_known(Procedure, query.get("procedure", "")),
        division=_number(query.get("division", "")),
        judge=_number(query.get("judge", "")),
        flag=query["flag"] if query.get("flag") in ("confirmed", "suspected") else "",
        due=query["due"] if query.get("due") in ("late", "soon", "extension") else "",
        owes=query["owes"] if query.get("owes") in powers() else "",
        open=query.get("open") == "1",
        mine=query.get("mine") == "1",
        before=_before(query.get("before", "")),
    )


def _known(terms: type[Term], value: str) -> str:
    return value if value in {member.value for member in terms} else ""


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _before(value: str) -> tuple[date | None, int] | None:
    day, mark, number = value.partition("~")
    if not mark:
        return None
    try:
        return date.fromisoformat(day) if day else None, _number(number)
    except ValueError:
        return None


def asked(query: QueryDict) -> dict[str, str]:
    """Return what an address asks for; columns, which come one by one, as one list."""
    plain = {name: str(value) for name, value in query.items()}
    return plain | {"columns": ",".join(query.getlist("columns"))}


def shown_columns(query: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that are shown, the number always."""
    asked = [name for name in query.get("columns", "").split(",") if name in COLUMNS]
    return tuple(dict.fromkeys(["number", *asked])) if asked else SHOWN


def list_page(
    found: Page,
    query: Mapping[str, str],
    day: date,
    saved: Iterable[tuple[str, str]],
    *,
    files: bool,
) -> ListPage:
    """Return the page of a list with one's own views; `files` for those who file cases."""
    kept = {name: value for name, value in query.items() if value and name not in ("before", "n")}
    columns = shown_columns(query)
    url = reverse("cases")
    return ListPage(
        head=Head(title="案件", plain=True, buttons=(_new(),) if files else ()),
        views=_views(kept, saved),
        filters=_filters(kept, url),
        chooser=ColumnChooser(
            url=url,
            columns=tuple(
                Choosable(name, label, shown=name in columns, fixed=name == "number")
                for name, label in COLUMNS.items()
            ),
            kept=tuple((name, value) for name, value in kept.items() if name != "columns"),
        ),
        exports=_exports(found, kept),
        bulk=Bulk(
            url=reverse("cases_bulk"),
            precheck=reverse("cases_precheck"),
            buttons=tuple(Button(label=label, name="act", value=act) for act, label in BULK),
        ),
        table=_table(found, columns, day),
        pager=_pager(found, kept, _number(query.get("n", ""))),
    )


def _new() -> Button:
    return Button(label="收案", href=reverse("filing"), kind="main")


def _views(kept: Mapping[str, str], saved: Iterable[tuple[str, str]]) -> Views:
    known: tuple[tuple[str, dict[str, str]], ...] = (
        ("全部未结", {"open": "1"}),
        ("我的案件", {"mine": "1", "open": "1"}),
        ("十五日内届满", {"open": "1", "due": "soon"}),
        ("超审限", {"open": "1", "due": "late"}),
        ("四类案件", {"flag": "confirmed"}),
        ("全部", {}),
    )
    plain = {name: value for name, value in kept.items() if name != "columns"}
    address, now = reverse("cases"), urlencode(kept)
    fixed = (
        Tab(label, f"{address}?{urlencode(query)}", current=query == plain)
        for label, query in known
    )
    own = (Tab(name, f"{address}?{query}", current=_same(query, kept)) for name, query in saved)
    return Views(tabs=(*fixed, *own), save=f"{reverse('cases_views')}?{now}")


def _same(query: str, kept: Mapping[str, str]) -> bool:
    return {name: value for name, value in asked(QueryDict(query)).items() if value} == kept


_WORDS = {
    "state": ("状态", State), "kind": ("类型", CaseKind), "procedure": ("程序", Procedure),
}  # fmt: skip
_FIXED = {
    "open": ("范围", {"1": "未结"}),
    "mine": ("范围", {"1": "我的案件"}),
    "due": ("审限", {"late": "超审限", "soon": "十五日内届满", "extension": "延长待批"}),
    "flag": ("四类案件", {"confirmed": "已确认", "suspected": "疑似"}),
}


def _filters(kept: Mapping[str, str], url: str) -> Filters:
    chips = []
    for name, value in kept.items():
        words = ("", "")
        if name in _WORDS:
            label, terms = _WORDS[name]
            words = (label, terms(value).label) if _known(terms, value) else ("", "")
        elif name in _FIXED:
            label, values = _FIXED[name]
            words = (label, values.get(value, ""))
        elif name == "owes" and value in powers():
            words = ("逾期应办", powers()[value].name)
        if words[1]:
            rest = {key: other for key, other in kept.items() if key != name}
            chips.append(Chip(*words, off=f"{url}?{urlencode(rest)}"))
    more = [
        Link(f"{terms_label}：{member.label}", f"{url}?{urlencode({**kept, name: member.value})}")
        for name, (terms_label, terms) in _WORDS.items()
        for member in terms
        if name not in kept
    ]
    return Filters(
        url=url,
        query=kept.get("find", ""),
        placeholder="案号、当事人、案由",
        chips=tuple(chips),
        more=tuple(more),
        clear=url if kept else "",
        kept=tuple((name, value) for name, value in kept.items() if name != "find"),
    )


def _exports(found: Page, kept: Mapping[str, str]) -> Exports:
    address = reverse("cases_export")
    links = tuple(
        Link(label, f"{address}?{urlencode({**kept, 'as': kind})}")
        for kind, label in (("xlsx", "Excel（xlsx）"), ("csv", "CSV"))
    )
    return Exports(rows=found.total, links=links)


def _table(found: Page, columns: tuple[str, ...], day: date) -> Table:
    return Table(
        label="案件列表",
        select=True,
        stack=True,
        labels=True,
        columns=tuple(Column(COLUMNS[name]) for name in columns),
        rows=tuple(_row(one, columns, day) for one in found.rows),
        empty=Empty(title="没有符合条件的案件", text="放宽筛选条件，或者清除全部条件"),
    )


def _row(one: Listed, columns: tuple[str, ...], day: date) -> Row:
    left = (one.due_on - day).days if one.due_on else 0
    running = one.due_on is not None and State(one.state) not in _DONE
    mark = "late" if running and left < 0 else "soon" if running and left <= 15 else ""
    return Row(
        id=str(one.id),
        name=one.number or one.title,
        mark=mark,  # type: ignore[arg-type]
        cells=tuple(_cell(one, name, left, running=running) for name in columns),
    )


_DONE = frozenset({State.CLOSED, State.EFFECTIVE, State.ARCHIVED, State.APPEALED, State.REFUSED})


def _cell(one: Listed, name: str, left: int, *, running: bool) -> Cell:
    if name == "number":
        parts = (Tag("四类", "mark"),) if one.flagged else ()
        text = one.number or "未立案"
        return Cell(text, href=reverse("case", args=[one.id]), parts=parts, nowrap=True)
    if name == "due_on":
        if one.due_on is None:
            return Cell("—", tone="soft")
        if running:
            return Cell(parts=(Due(one.due_on, left, soon=15),))
        return Cell(one.due_on.isoformat(), tone="soft")
    return Cell(text_of(one, name))


def text_of(one: Listed, name: str) -> str:
    """Return a cell as plain text, for the page and for exports alike."""
    value = getattr(one, name)
    if value is None or value == "":
        return "—"
    if name in _WORDS:
        return _WORDS[name][1](value).label
    return value.isoformat() if isinstance(value, date) else str(value)


def _pager(found: Page, kept: Mapping[str, str], before: int) -> Pager:
    following, last = "", before + len(found.rows)
    if found.more:
        key = f"{found.rows[-1].filed_on or ''}~{found.rows[-1].id}"
        following = f"?{urlencode({**kept, 'before': key, 'n': last})}"
    total = found.total if found.total <= COUNTED else None
    return Pager(
        first=before + 1 if found.rows else 0,
        last=last,
        total=total,
        next=following,
        sizes=(Tab(str(PAGE), "?", current=True),),
        legend=True,
    )


def as_csv(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as CSV with a byte-order mark, so that spreadsheets read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([COLUMNS[name] for name in columns])
    for row in rows:
        writer.writerow([_safe(text_of(row, name)) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Listed], columns: tuple[str, ...]) -> bytes:
    """Return rows as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("案件")
    sheet.append([COLUMNS[name] for name in columns])
    for row in rows:
        sheet.append([_safe(text_of(row, name)) for name in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and text != "—" else text
