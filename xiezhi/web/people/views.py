"""People of the viewer's court with their posts over time, and the year of working days."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.law.calendar import DAY, Calendar, HolidayYear
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.people import AbsenceKind
from xiezhi.law.terms import Level, Post
from xiezhi.people.calendar import calendar
from xiezhi.people.models import Absence, Court
from xiezhi.people.queries import Held
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Cell, Column, Empty, Filters, Row, Table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.people import queries
from xiezhi.web.said import sentence
from xiezhi.web.templatetags.xiezhi import weekday
from xiezhi.web.words import listing, month_word, strung, word

FULL = 1000  # 办案份额 of a full caseload, in thousandths
FIRST_YEAR, LAST_YEAR = 2015, 2100


def _today() -> date:
    return now().astimezone(ZONE).date()


def _court(request: HttpRequest) -> Held:
    person = who(request)
    if person is None or person.court is None:
        raise Http404
    return person.court


@signed_in
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people of the court: posts held now and before, days without cases, rooms, courts."""
    court, viewer, day = _court(request), actor_of(request), _today()
    text = request.GET.get("find", "").replace("\0", "").strip()[:40]
    found = queries.service(viewer, court.court, text)
    persons = [_person(list(rows), day) for _, rows in groupby(found, lambda one: one.person)]
    context = {
        "court": court.court_name,
        "count": len({one.person for one in found}),
        "filters": Filters(
            url=reverse("people"), query=text, placeholder=_("姓名或者拼音开头"),
            clear=reverse("people") if text else "",
        ),
        "people": Table(
            label=_("人员和任职"),
            columns=(Column(_("人员")), Column(_("现任")), Column(_("曾任或者将任"))),
            rows=tuple(persons),
            stack=True,
            top=True,
            empty=Empty(title=_("没有这样的人员"), text=_("换一个姓氏或者拼音再找")),
        ),
        "absences": _absences(queries.absences(viewer, court.court, day), day),
        "rooms": _rooms(queries.rooms(viewer, court.court)),
        "courts": _courts(queries.tree(viewer), court.court),
    }  # fmt: skip
    return render(request, "people/people.html", context)


def _person(rows: list[queries.Service], day: date) -> Row:
    first = rows[0]
    held = [one for one in rows if one.post and _holds(one, day)]
    other = [one for one in rows if one.post and not _holds(one, day)]
    return Row(
        id=str(first.person),
        name=first.name,
        cells=(
            Cell(first.name, strong=True, sub=_("人民陪审员名册") if first.juror else ""),
            Cell(strung(_post(one) for one in held) or _("没有现任职务"),
                 tone="" if held else "soft"),
            Cell(strung(_over(one) for one in other) or "—", tone="soft"),
        ),
    )  # fmt: skip


def _holds(one: queries.Service, day: date) -> bool:
    return one.since is not None and one.since <= day and (one.until is None or day < one.until)


def _post(one: queries.Service) -> str:
    given = {"post": _where(one), "since": one.since, "share": f"{(one.share or 0) / FULL:.0%}"}
    if one.share == FULL:
        return _("%(post)s（%(since)s 起）") % given
    return _("%(post)s（%(since)s 起，办案份额 %(share)s）") % given


def _over(one: queries.Service) -> str:
    given = {"post": _where(one), "since": one.since, "until": one.until or _("今")}
    return _("%(post)s（%(since)s 至 %(until)s）") % given


def _where(one: queries.Service) -> str:
    return f"{one.division} {word(Post(one.post))}".strip()


def _absences(rows: Iterable[Absence], day: date) -> Table:
    lines = tuple(
        Row(
            id=str(one.id),
            name=one.person.name,
            mark="soon" if one.days.lower <= day else "",
            cells=(
                Cell(one.person.name, strong=True),
                Cell(word(AbsenceKind(one.kind)), sub=one.reason),
                Cell(
                    _("%(first)s 至 %(last)s")
                    % {"first": one.days.lower, "last": one.days.upper - DAY}
                ),
                Cell(one.approved_by.name, tone="soft"),
            ),
        )
        for one in rows
    )
    return Table(
        label=_("不可分案期间"),
        columns=(Column(_("人员")), Column(_("事由")), Column(_("期间")), Column(_("登记人"))),
        rows=lines,
        stack=True,
        empty=Empty(title=_("没有不可分案期间"), text=_("没有登记休假、借调、培训或者停止分案")),
    )


def _rooms(rows: Iterable[tuple[str, int]]) -> Table:
    return Table(
        label=_("法庭"),
        columns=(Column(_("法庭")), Column(_("待开庭"), end=True)),
        rows=tuple(
            Row(id=name, name=name, cells=(Cell(name), Cell(str(count)))) for name, count in rows
        ),
        empty=Empty(title=_("没有登记法庭"), text=_("安装时在法院文件里列出")),
    )


def _courts(rows: Iterable[tuple[int, Court]], own: int) -> Table:
    return Table(
        label=_("法院"),
        columns=(Column(_("法院")), Column(_("代码")), Column(_("层级"))),
        rows=tuple(
            Row(
                id=str(court.id),
                name=court.name,
                cells=(
                    Cell("　" * depth + court.name, strong=court.id == own),
                    Cell(court.code, tone="mono"),
                    Cell(word(Level(court.level)), tone="soft"),
                ),
            )
            for depth, court in rows
        ),
    )


@signed_in
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """A year of working days: holidays, make-up working days, and whether the notice is loaded."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, range(FIRST_YEAR, LAST_YEAR + 1)) else _today().year
    known = calendar()
    arranged = known.years.get(year)
    context = {
        "year": year,
        "known": known.known(year),
        "notice": f"{arranged.notice}　{arranged.number}".strip() if arranged else "",
        "working": known.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)),
        "holidays": _holidays(arranged),
        "months": _months(known, year),
        "previous": year - 1 if year > FIRST_YEAR else 0,
        "next": year + 1 if year < LAST_YEAR else 0,
    }
    return render(request, "people/holidays.html", context)


def _holidays(year: HolidayYear | None) -> Table:
    names = list(dict.fromkeys(year.off[day] for day in sorted(year.off))) if year else []
    rows = []
    for name in names:
        off = [day for day, of in sorted(year.off.items()) if of == name] if year else []
        work = [day for day, of in sorted(year.work.items()) if of == name] if year else []
        cells = (
            Cell(sentence(name), strong=True),
            Cell(listing(map(_span, _runs(off)))),
            Cell(listing(map(_made_up, work)) or "—"),
            Cell(str(len(off))),
        )
        rows.append(Row(id=name, name=name, cells=cells))
    return Table(
        label=_("放假和调休"),
        columns=(
            Column(_("节日")),
            Column(_("放假")),
            Column(_("调休上班")),
            Column(_("日数"), end=True),
        ),
        rows=tuple(rows),
        stack=True,
        labels=True,
        empty=Empty(title=_("本年没有列出放假日期"), text=_("只按周末推算，以后载入通知即重算")),
    )


def _runs(days: list[date]) -> list[list[date]]:
    found: list[list[date]] = []
    for day in days:
        if found and found[-1][-1] + DAY == day:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def _span(run: list[date]) -> str:
    first, last = f"{run[0]:%m-%d}", f"{run[-1]:%m-%d}"
    return _("%(first)s 至 %(last)s") % {"first": first, "last": last} if len(run) > 1 else first


def _made_up(day: date) -> str:
    return _("%(name)s（%(what)s）") % {"name": f"{day:%m-%d}", "what": weekday(day)}


def _months(known: Calendar, year: int) -> Table:
    rows = []
    for month in range(1, 13):
        first = date(year, month, 1)
        last = (first + 31 * DAY).replace(day=1) - DAY
        days = known.working_days_between(first - DAY, last)
        name = month_word(first)
        cells = (Cell(name), Cell(str(days)), Cell(str(last.day - days)))
        rows.append(Row(id=str(month), name=name, cells=cells))
    columns = (Column(_("月份")), Column(_("工作日"), end=True), Column(_("休息日"), end=True))
    return Table(label=_("各月工作日"), columns=columns, rows=tuple(rows))
