"""The dialog that keeps the present filters and columns of a list as a view, or drops one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xiezhi.law.fields import Unreadable, ask, read
from xiezhi.law.finding import Finding
from xiezhi.people.preferences import drop_view, keep_view, views_of
from xiezhi.web.components import ActDialog, Option, Reason
from xiezhi.web.forms import Choices, form_fields, typed
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import said

PAGE = "cases"
NOT_KEPT = frozenset({"before", "n", "as"})
QUERY_MAX = 2000


@dataclass(frozen=True, kw_only=True)
class ViewData:
    """保存的视图: its name; or which one to keep no longer."""

    name: str = ask("视图名称", most=60, default="", hint="同名的以现在的条件代替")
    drop: int | None = ask("不再保留", "number", default=None)


def kept_of(query: str) -> str:
    """Return of an address what a view keeps: filters and columns, not the place in the list."""
    pairs = parse_qsl(query[:QUERY_MAX].replace("\0", ""))
    return urlencode([(name, value) for name, value in pairs if name not in NOT_KEPT])


@signed_in
@require_http_methods(["GET", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """Show the dialog, or do what it says and return to the list."""
    if request.method != "POST":
        return _show(request, kept_of(request.GET.urlencode()), None, [])
    query, values = kept_of(request.POST.get("_query", "")), typed(ViewData, request.POST)
    try:
        data = read(ViewData, values)
    except Unreadable as error:
        return _show(request, query, values, error.findings)
    if data.drop is not None:
        drop_view(actor_of(request), PAGE, data.drop)
    full = keep_view(actor_of(request), PAGE, data.name, query) if data.name else None
    if full is not None:
        return _show(request, query, values, [full])
    address = f"{reverse('cases')}?{query}"
    if getattr(request, "htmx", None):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def _show(
    request: HttpRequest, query: str, values: dict[str, Any] | None, findings: list[Finding]
) -> HttpResponse:
    modal = bool(getattr(request, "htmx", None))
    own = tuple(Option(str(one.id), one.name) for one in views_of(actor_of(request), PAGE))
    wrong = [one for one in findings if one.code == "E_FIELD"]
    fields = form_fields(ViewData, values=values, choices={"drop": Choices(own)}, findings=wrong)
    part = ActDialog(
        title=_("存为视图"),
        about=_("案件列表现在的条件和列"),
        url=reverse("cases_views"),
        back=f"{reverse('cases')}?{query}",
        submit=_("保存"),
        fields=tuple(one for one in fields if own or one.name != "drop"),
        reasons=tuple(
            Reason(says=said(one), source=str(one.source)) for one in findings if one not in wrong
        ),
        modal=modal,
        hidden=(("_query", query),),
    )
    template = "components/only.html" if modal else "act.html"
    return render(request, template, {"part": part}, status=422 if findings else 200)
