"""Views of lists: the page, exports of exactly what is shown, bulk acts with their pre-check."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xiezhi.acts.examine import examine, refuses
from xiezhi.acts.gate import facts_of, perform_many
from xiezhi.acts.types import Wish
from xiezhi.cases.lists import export, names, page
from xiezhi.law.act import Nothing
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post
from xiezhi.people.preferences import views_of
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Bulk, Button, Cell, Column, Row, Table
from xiezhi.web.exports import answer
from xiezhi.web.guard import actor_of, sees, signed_in
from xiezhi.web.lists.page import (
    BULK,
    COLUMNS,
    asked,
    list_page,
    shown_columns,
    text_of,
    wanted_of,
)
from xiezhi.web.lists.saved import PAGE
from xiezhi.web.said import said
from xiezhi.web.words import code_word, strung

EXPORT_MAX = 50_000
BULK_MAX = 1000


def _today() -> date:
    return now().astimezone(ZONE).date()


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases."""
    person = who(request)
    assert person is not None, "only for those who are signed in"
    query = asked(request.GET)
    wanted = wanted_of(query)
    found = page(actor_of(request), person, wanted, _today())
    own = [(one.name, one.query) for one in views_of(actor_of(request), PAGE)]
    named, files = names(person, wanted), Post.FILING_OFFICER in person.posts
    shown = list_page(found, query, _today(), own, named, files=files)
    return render(request, "lists/cases.html", {"page": shown})


@signed_in
@require_safe
def cases_export(request: HttpRequest) -> HttpResponse:
    """The list as a file: the same filters, the same columns."""
    person = who(request)
    assert person is not None, "only for those who are signed in"
    query = asked(request.GET)
    rows = export(actor_of(request), person, wanted_of(query), _today(), EXPORT_MAX)
    columns = shown_columns(query)
    heads = [_(COLUMNS[name]) for name in columns]
    lines = ([text_of(row, name) for name in columns] for row in rows)
    return answer(query.get("as", ""), "cases", _("案件"), heads, lines)


def _ids(request: HttpRequest) -> list[int]:
    given = request.POST.getlist("ids") or request.GET.getlist("ids")
    return [int(one) for one in given if one.isascii() and one.isdigit()][:BULK_MAX]


@signed_in
@require_POST
def cases_precheck(request: HttpRequest) -> HttpResponse:
    """What a bulk act would do, before it is done."""
    ids = _ids(request)
    blocked: list[str] = []
    buttons = []
    at = now()
    for code in BULK:
        act, label = powers()[code], code_word(code)
        wishes = [Wish(one, Nothing(), by=actor_of(request)) for one in ids]
        known = facts_of(act, wishes, at) if ids else {}
        ready = [one for one in ids if one in known and not refuses(examine(act, known[one]))]
        if ready:
            buttons.append(
                Button(
                    label=_("%(act)s　%(n)s 件") % {"act": label, "n": len(ready)},
                    name="act",
                    value=code,
                    kind="main",
                )
            )
        elif ids:
            blocked.append(_("%(act)s：所选案件现在都不能办理") % {"act": label})
    part = Bulk(
        url=request.POST.get("url", "") or "/cases/bulk",
        precheck=request.path,
        selected=len(ids),
        ready=len(ids),
        blocked=tuple(blocked[:3]),
        buttons=tuple(buttons),
    )
    return render(request, "components/only.html", {"part": part})


@signed_in
@require_POST
def cases_bulk(request: HttpRequest) -> HttpResponse:
    """Perform an act on many cases, a result for each."""
    act = powers().get(request.POST.get("act", ""))
    if act is None or act.code not in BULK:
        raise Http404
    wishes = [Wish(one, Nothing()) for one in _ids(request)]
    at = now()
    known = facts_of(act, [Wish(w.subject, Nothing(), by=actor_of(request)) for w in wishes], at)
    visible = [one for one in wishes if one.subject in known and sees(known[one.subject])]
    outcomes = perform_many(act, actor_of(request), visible, at=at) if visible else []
    rows = tuple(
        Row(
            id=str(one.subject),
            name=str(one.subject),
            cells=(
                Cell(_number(known[one.wish.subject]), href=f"/cases/{one.wish.subject}"),
                Cell(
                    _("已办理") if one.accepted else _("未办理"),
                    tone="" if one.accepted else "late",
                ),
                Cell(strung(map(said, one.findings)), tone="soft"),
            ),
        )
        for one in outcomes
    )
    columns = (Column(_("案件")), Column(_("结果")), Column(_("理由")))
    table = Table(label=_("逐件结果"), columns=columns, rows=rows, stack=True)
    done = sum(one.accepted for one in outcomes)
    context = {"table": table, "act": code_word(act.code), "done": done, "total": len(outcomes)}
    return render(request, "lists/bulk.html", context)


def _number(facts: object) -> str:
    return facts.number or _("未立案") if isinstance(facts, CaseFacts) else ""
