"""The list of cases as plain parts, and its exports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.cases.lists import COUNTED, PAGE, SORTS, Listed, Named, Page, Wanted
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
from xiezhi.web.words import code_word, word

COLUMNS: dict[str, str] = {
    "number": gettext_noop("案号"), "title": gettext_noop("案件"), "cause": gettext_noop("案由"),
    "kind": gettext_noop("类型"), "procedure": gettext_noop("程序"), "state": gettext_noop("状态"),
    "judge": gettext_noop("承办法官"), "division": gettext_noop("审判庭"),
    "court": gettext_noop("法院"), "filed_on": gettext_noop("立案"),
    "due_on": gettext_noop("审限"),
}  # fmt: skip
SHOWN = ("number", "title", "procedure", "state", "judge", "filed_on", "due_on")
BULK = ("filing.register", "assignment.seal_pool", "assignment.draw")
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
        sort=_sorted(query)[0],
        ascending=_sorted(query)[1],
        before=_before(query.get("before", "")),
    )


def _sorted(query: Mapping[str, str]) -> tuple[str, bool]:
    """Return the column sorted by and whether upwards: `sort=due_on`, `sort=-due_on`."""
    asked = query.get("sort", "")
    name = asked.removeprefix("-")
    return (name, not asked.startswith("-")) if name in SORTS else (SORTS[0], False)


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
    named: Iterable[Named],
    *,
    files: bool,
) -> ListPage:
    """Return the page of a list with one's own views; `files` for those who file cases."""
    kept = {name: value for name, value in query.items() if value and name not in ("before", "n")}
    columns = shown_columns(query)
    url = reverse("cases")
    return ListPage(
        head=Head(title=_("案件"), plain=True, buttons=(_new(),) if files else ()),
        views=_views(kept, saved),
        filters=_filters(kept, url, list(named)),
        chooser=ColumnChooser(
            url=url,
            columns=tuple(
                Choosable(name, _(label), shown=name in columns, fixed=name == "number")
                for name, label in COLUMNS.items()
            ),
            kept=tuple((name, value) for name, value in kept.items() if name != "columns"),
        ),
        exports=_exports(found, kept),
        bulk=Bulk(
            url=reverse("cases_bulk"),
            precheck=reverse("cases_precheck"),
            buttons=tuple(Button(label=code_word(code), name="act", value=code) for code in BULK),
        ),
        table=_table(found, columns, kept, day),
        pager=_pager(found, kept, _number(query.get("n", ""))),
    )


def _new() -> Button:
    return Button(label=_("收案"), href=reverse("filing"), kind="main")


def _views(kept: Mapping[str, str], saved: Iterable[tuple[str, str]]) -> Views:
    known: tuple[tuple[str, dict[str, str]], ...] = (
        (_("全部未结"), {"open": "1"}),
        (_("我的案件"), {"mine": "1", "open": "1"}),
        (_("十五日内届满"), {"open": "1", "due": "soon"}),
        (_("超审限"), {"open": "1", "due": "late"}),
        (_("四类案件"), {"flag": "confirmed"}),
        (_("全部"), {}),
    )
    plain = {name: value for name, value in kept.items() if name not in ("columns", "sort")}
    address, now = reverse("cases"), urlencode(kept)
    fixed = (
        Tab(label, f"{address}?{urlencode(query)}", current=query == plain)
        for label, query in known
    )
    own = (Tab(name, f"{address}?{query}", current=_same(query, kept)) for name, query in saved)
    return Views(tabs=(*fixed, *own), save=f"{reverse('cases_views')}?{now}")


def _same(query: str, kept: Mapping[str, str]) -> bool:
    return {name: value for name, value in asked(QueryDict(query)).items() if value} == kept


_WORDS: dict[str, type[Term]] = {"state": State, "kind": CaseKind, "procedure": Procedure}
_FIXED = {
    "open": (gettext_noop("范围"), {"1": gettext_noop("未结")}),
    "mine": (gettext_noop("范围"), {"1": gettext_noop("我的案件")}),
    "due": (gettext_noop("审限"), {
        "late": gettext_noop("超审限"),
        "soon": gettext_noop("十五日内届满"),
        "extension": gettext_noop("延长待批"),
    }),
    "flag": (gettext_noop("四类案件"), {
        "confirmed": gettext_noop("已确认"), "suspected": gettext_noop("疑似"),
    }),
}  # fmt: skip


def _said(name: str, value: str, named: list[Named]) -> tuple[str, str]:
    """Return label and value of a condition in words, empty for what is none."""
    if name in _WORDS:
        terms = _WORDS[name]
        return (_(COLUMNS[name]), word(terms(value))) if _known(terms, value) else ("", "")
    if name in _FIXED:
        label, values = _FIXED[name]
        return (_(label), _(values[value])) if value in values else ("", "")
    if name == "owes" and value in powers():
        return _("逾期应办"), code_word(value)
    if name in ("judge", "division"):
        found = [one.name for one in named if (one.kind, str(one.id)) == (name, value)]
        return (_(COLUMNS[name]), found[0]) if found else ("", "")
    return "", ""


def _filters(kept: Mapping[str, str], url: str, named: list[Named]) -> Filters:
    chips = []
    for name, value in kept.items():
        said = _said(name, value, named)
        if said[1]:
            rest = {key: other for key, other in kept.items() if key != name}
            chips.append(Chip(*said, off=f"{url}?{urlencode(rest)}"))
    choices = [
        (name, member.value, word(member)) for name, terms in _WORDS.items() for member in terms
    ]
    choices += [(one.kind, str(one.id), one.name) for one in named if one.kind == "division"]
    return Filters(
        url=url,
        query=kept.get("find", ""),
        placeholder=_("案号、当事人、案由"),
        chips=tuple(chips),
        more=tuple(
            Link(f"{_(COLUMNS[name])}：{says}", f"{url}?{urlencode({**kept, name: value})}")
            for name, value, says in choices
            if name not in kept
        ),
        clear=url if kept else "",
        kept=tuple((name, value) for name, value in kept.items() if name != "find"),
    )


def _exports(found: Page, kept: Mapping[str, str]) -> Exports:
    address = reverse("cases_export")
    links = tuple(
        Link(label, f"{address}?{urlencode({**kept, 'as': kind})}")
        for kind, label in (("xlsx", "Excel (xlsx)"), ("csv", "CSV"))
    )
    return Exports(rows=found.total, links=links)


def _table(found: Page, columns: tuple[str, ...], kept: Mapping[str, str], day: date) -> Table:
    return Table(
        label=_("案件列表"),
        select=True,
        stack=True,
        labels=True,
        columns=tuple(_column(name, kept) for name in columns),
        rows=tuple(_row(one, columns, day, kept) for one in found.rows),
        empty=Empty(title=_("没有符合条件的案件"), text=_("放宽筛选条件，或者清除全部条件")),
    )


def _column(name: str, kept: Mapping[str, str]) -> Column:
    """Return a head; one that sorts turns round when pressed again; the next due come first."""
    if name not in SORTS:
        return Column(_(COLUMNS[name]))
    by, ascending = _sorted(kept)
    up = not ascending if by == name else name == "due_on"
    address = urlencode({**kept, "sort": name if up else f"-{name}"})
    way: Literal["", "ascending", "descending"] = ""
    if by == name:
        way = "ascending" if ascending else "descending"
    return Column(_(COLUMNS[name]), sort=f"?{address}", sorted=way)


def _row(one: Listed, columns: tuple[str, ...], day: date, kept: Mapping[str, str]) -> Row:
    left = (one.due_on - day).days if one.due_on else 0
    running = one.due_on is not None and State(one.state) not in _DONE
    mark = "late" if running and left < 0 else "soon" if running and left <= 15 else ""
    return Row(
        id=str(one.id),
        name=one.number or one.title,
        mark=mark,  # type: ignore[arg-type]
        cells=tuple(_cell(one, name, left, kept, running=running) for name in columns),
    )


_DONE = frozenset({State.CLOSED, State.EFFECTIVE, State.ARCHIVED, State.APPEALED, State.REFUSED})


def _cell(one: Listed, name: str, left: int, kept: Mapping[str, str], *, running: bool) -> Cell:
    if name == "number":
        parts = (Tag(_("四类"), "mark"),) if one.flagged else ()
        text = one.number or _("未立案")
        return Cell(text, href=reverse("case", args=[one.id]), parts=parts, nowrap=True)
    if name == "due_on":
        if one.due_on is None:
            return Cell("—", tone="soft")
        if running:
            return Cell(parts=(Due(one.due_on, left, soon=15),))
        return Cell(one.due_on.isoformat(), tone="soft")
    if name == "judge" and one.judge_id:
        return Cell(one.judge, href=f"?{urlencode({**kept, 'judge': one.judge_id})}")
    return Cell(text_of(one, name))


def text_of(one: Listed, name: str) -> str:
    """Return a cell as plain text, for the page and for exports alike."""
    value = getattr(one, name)
    if value is None or value == "":
        return "—"
    if name in _WORDS:
        return word(_WORDS[name](value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _pager(found: Page, kept: Mapping[str, str], before: int) -> Pager:
    following, last = "", before + len(found.rows)
    if found.more:
        last_row = found.rows[-1]
        key = f"{getattr(last_row, _sorted(kept)[0]) or ''}~{last_row.id}"
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
