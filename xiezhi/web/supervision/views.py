"""Views of supervision: each page asks for a fixed number of statements."""

import secrets
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from xiezhi.acts.gate import perform
from xiezhi.acts.types import Refused, Wish
from xiezhi.law.act import Nothing
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.monitoring import READ_SHEET
from xiezhi.law.terms import COURT_LEADERS
from xiezhi.supervision import board, reports, tallies
from xiezhi.supervision.scope import Scope, scope_of
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Head, Part, Tab, Table, Views
from xiezhi.web.exports import exports_of, of_table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.supervision import page
from xiezhi.web.supervision import report as parts
from xiezhi.web.supervision.page import APPRAISING, Section


def scope_for(request: HttpRequest) -> Scope:
    """Return what the viewer supervises; whoever supervises nothing finds no page."""
    person = who(request)
    scope = scope_of(person) if person is not None and person.kind == "staff" else None
    if scope is None:
        raise Http404
    return scope


def _today() -> date:
    return now().astimezone(ZONE).date()


def _tabs(request: HttpRequest, scope: Scope) -> Views:
    person = who(request)
    leads = person is not None and bool(person.posts & COURT_LEADERS)
    return page.tabs(scope, request.path, leads=leads)


def _place(scope: Scope) -> str:
    given = scope.given
    if given["division"] is not None:
        return f"{scope.held.court_name}　{scope.held.division_name}"
    return scope.held.court_name


def page_of(
    request: HttpRequest, scope: Scope, head: Head, *sections: Section, top: tuple[Part, ...] = ()
) -> HttpResponse:
    """Draw a page of supervision: its tabs, and below them its sections."""
    context = {"head": head, "tabs": _tabs(request, scope), "top": top, "sections": sections}
    return render(request, "supervision/page.html", context)


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The supervision desk: figures, what is late, the four-type cases that are open."""
    scope, viewer, at = scope_for(request), actor_of(request), now()
    told = board.alerts(viewer, scope)
    open_ = board.listed(viewer, scope, board.Sought(open=True), at, board.PAGE)
    alerts, cases = page.alerts_table(told, linked=True), page.cases_table(open_, at)
    if request.GET.get("as"):
        return of_table(alerts, request.GET["as"], "alerts")
    return page_of(
        request,
        scope,
        Head(title=_("四类案件监督"), plain=True, subtitle=_place(scope)),
        Section("alerts", _("监督预警"), (alerts,), "", exports_of(alerts, {})),
        Section("open", _("未结四类案件"), (cases,)),
        top=(page.counts(board.figures(viewer, scope, at)),),
    )


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list of four-type cases with their measures; the charts open their rows here."""
    scope, viewer, at = scope_for(request), actor_of(request), now()
    query = {name: str(value) for name, value in request.GET.items()}
    sought = page.sought_of(query)
    if query.get("as"):
        every = board.listed(viewer, scope, sought, at, page.EXPORT_MAX)
        return of_table(page.cases_table(every, at), query["as"], "four-type-cases")
    found = board.listed(viewer, scope, sought, at, board.PAGE + 1)
    context = {"page": page.list_page(found, query, at), "tabs": _tabs(request, scope)}
    return render(request, "supervision/cases.html", context)


@signed_in
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report of article 5 on a year."""
    scope, viewer, today = scope_for(request), actor_of(request), _today()
    asked = request.GET.get("year", "")
    known = asked.isascii() and asked.isdigit() and 2000 <= int(asked[:5]) < 2100
    found = reports.report(viewer, scope, int(asked) if known else today.year)
    missed = tallies.by_hand(viewer, scope, found.year)
    if request.GET.get("as"):
        tables = {
            "hands": parts.hands_table(missed, found.year),
            "rounds": parts.rounds_table(found),
        }
        name = request.GET.get("table", "")
        table = tables.get(name) or parts.precision_table(found)
        return of_table(table, request.GET["as"], name if name in tables else "rules")
    query = {"year": str(found.year)}
    shown = parts.report_page(found, missed, _place(scope), query, today)
    return render(
        request, "supervision/report.html", {"page": shown, "tabs": _tabs(request, scope)}
    )


@signed_in
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """The high court's watch over its courts: administrative order, no ranking."""
    scope, viewer = scope_for(request), actor_of(request)
    if not scope.over:
        raise Http404
    courts = parts.courts_table(reports.courts(viewer, scope))
    told = page.alerts_table(board.unreported(viewer, scope), linked=False, courts=True)
    if request.GET.get("as"):
        chosen = told if request.GET.get("table") == "unreported" else courts
        return of_table(chosen, request.GET["as"], "courts")
    return page_of(
        request,
        scope,
        Head(title=_("辖区四类案件监督"), plain=True, subtitle=scope.held.court_name),
        Section("courts", _("辖区法院"), (courts,), _("按行政区划排列"), exports_of(courts, {})),
        Section(
            "unreported",
            _("未报告案件"),
            (told,),
            _("下级法院逾期未确认，已提醒其院庭长"),
            exports_of(told, {"table": "unreported"}),
        ),
    )


def _month(request: HttpRequest) -> date:
    """Return the first day of the month asked for, the present one where none is."""
    year, _mark, month = request.GET.get("month", "").partition("-")
    today = _today()
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return today.replace(day=1)
    if not (2000 <= int(year[:5]) < 2100 and 1 <= int(month[:3]) <= 12):
        return today.replace(day=1)
    return date(int(year), int(month), 1)


def _months(month: date) -> Views:
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    shown = (before, month, after)
    return Views(
        label=_("月份"),
        tabs=tuple(Tab(f"{m:%Y-%m}", f"?month={m:%Y-%m}", current=m == month) for m in shown),
    )


@signed_in
@require_safe
def appraisal(request: HttpRequest) -> HttpResponse:
    """The feed for the appraisal of leaders: counts and timeliness, no outcome (R5.18)."""
    scope, viewer = scope_for(request), actor_of(request)
    if scope.held.post not in APPRAISING:
        raise Http404
    month = _month(request)
    table = parts.performance_table(reports.performance(viewer, scope, month))
    weights = parts.weights_table(tallies.weighed(viewer, scope, month.year))
    if request.GET.get("as"):
        if request.GET.get("table") == "weights":
            return of_table(weights, request.GET["as"], f"four-type-weights-{month.year}")
        return of_table(table, request.GET["as"], f"supervision-{month:%Y-%m}")
    note = _("只计数量和及时性，不计院庭长意见与裁判结果是否一致")
    section = Section(
        "feed", f"{month:%Y-%m}", (table,), note, exports_of(table, {"month": f"{month:%Y-%m}"})
    )
    kept = {"month": f"{month:%Y-%m}", "table": "weights"}
    loads = Section(
        "weights",
        _("四类案件计重　%(year)s") % {"year": month.year},
        (weights,),
        _("结案的四类案件加计工作量，供考核和均衡参考；分案账户只由历次抽签形成，不受影响"),
        exports_of(weights, kept),
    )
    head = Head(title=_("院庭长监督履职数据"), plain=True, subtitle=scope.held.court_name)
    return page_of(request, scope, head, section, loads, top=(_months(month),))


@signed_in
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """A leader's own sheets: the months as they were sent, the chosen one row by row (R5.16)."""
    scope, viewer, month = scope_for(request), actor_of(request), _month(request)
    if request.GET.get("as"):
        every: Table = parts.own_table(reports.own_cases(viewer, month, page.EXPORT_MAX))
        return of_table(every, request.GET["as"], f"sheet-{month:%Y-%m}")
    rows: Table = parts.own_table(reports.own_cases(viewer, month))
    sent = reports.own_sheets(viewer)
    context = {
        "head": Head(title=_("本人监督月报"), plain=True, subtitle=_place(scope)),
        "tabs": _tabs(request, scope),
        "waits": any(one.read_at is None for one in sent),
        "key": secrets.token_urlsafe(12),
        "sections": (
            Section("sheets", _("监督月报"), (parts.sheets_table(sent),)),
            Section(
                "own",
                f"{month:%Y-%m}",
                (_months(month), rows),
                "",
                exports_of(rows, {"month": f"{month:%Y-%m}"}),
            ),
        ),
    }
    return render(request, "supervision/sheet.html", context)


@signed_in
@require_POST
def sheet_read(request: HttpRequest) -> HttpResponse:
    """Confirm that the own sheets were read."""
    viewer = actor_of(request)
    wish = Wish(viewer.person, Nothing(), key=request.POST.get("key", "")[:80])
    try:
        perform(READ_SHEET, viewer, wish, at=now())
    except Refused:
        return HttpResponseRedirect(f"{reverse('supervision_sheet')}#sheets")
    return HttpResponseRedirect(reverse("supervision_sheet"))
