"""A desk as plain parts: one sentence with numbers, duties, cases, the day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.queries import OwedDuty, overdue_by_act, owed, refused_lately
from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.rules.supervision import LADDER
from xiezhi.law.terms import COURT_LEADERS, Post, State
from xiezhi.leaders.queries import last_shortfall
from xiezhi.people.queries import Held, Profile
from xiezhi.supervision import board
from xiezhi.supervision.scope import WHOLE, Scope
from xiezhi.web.components import (
    Agenda,
    AgendaItem,
    Button,
    Cell,
    Column,
    Count,
    Counts,
    Due,
    Empty,
    Figure,
    Lede,
    Part,
    Row,
    Table,
)
from xiezhi.web.desks import queries
from xiezhi.web.fairness import desk as fairness
from xiezhi.web.leaders.sheets import shortfall_table
from xiezhi.web.said import sentence
from xiezhi.web.supervision.page import alerts_table
from xiezhi.web.words import code_word, posts_word, word

SHOWN = 40
DAYS = 7


@dataclass(frozen=True)
class Section:
    """一栏: a heading with its parts."""

    key: str
    title: str
    parts: tuple[Part, ...]
    count: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """工作台: the sentence, the main column and the side."""

    lede: Lede
    main: tuple[Section, ...]
    side: tuple[Section, ...]


def desk(viewer: Actor, who: Profile, at: datetime) -> Desk:
    """Return the desk of whoever is signed in, for all posts held."""
    day = at.astimezone(ZONE).date()
    duties = owed(viewer, day)
    hearings = queries.my_hearings(viewer, at)
    mine = queries.my_cases(viewer)
    main = [_duties(duties, day)]
    if mine or who.posts & {Post.JUDGE, Post.CLERK, Post.JUDGE_ASSISTANT}:
        main.append(_cases(mine, day))
    main += _posts(viewer, who, at, day)
    side = [_agenda(hearings, day)]
    return Desk(_lede(duties, len(hearings), day), tuple(main), tuple(side))


def _lede(duties: list[OwedDuty], hearings: int, day: date) -> Lede:
    late = sum(1 for one in duties if one.due_on and one.due_on < day)
    today = sum(1 for one in duties if one.due_on == day)
    week = sum(1 for one in duties if one.due_on and 0 < (one.due_on - day).days < DAYS)
    number = _("%(n)s 件")
    parts: list[str | Figure] = [_("应办 "), Figure(number % {"n": len(duties)}, "#duties")]
    if late:
        parts += [_("，"), Figure(_("逾期 %(n)s 件") % {"n": late}, "#duties", late=True)]
    parts += [
        _("，今日到期 %(today)s 件，七日内到期 %(week)s 件；七日内庭审 %(hearings)s 次。")
        % {"today": today, "week": week, "hearings": hearings}
    ]
    if not duties:
        parts = [_("今日没有应办事项。"), _("七日内庭审 %(n)s 次。") % {"n": hearings}]
    return Lede(title=_("我的工作台"), parts=tuple(parts))


def _duties(duties: list[OwedDuty], day: date) -> Section:
    rows = tuple(_duty(one, day) for one in duties[:SHOWN])
    columns = (Column(_("应办事项")), Column(_("案件")), Column(_("期限")), Column(_("依据")))
    empty = Empty(title=_("没有应办事项"), text=_("新的应办会随办案进展出现在这里"))
    table = Table(label=_("我的应办"), columns=columns, rows=rows, stack=True, empty=empty)
    note = _("另有 %(n)s 项") % {"n": len(duties) - SHOWN} if len(duties) > SHOWN else ""
    return Section("duties", _("我的应办"), (table,), len(duties), note)


def _duty(one: OwedDuty, day: date) -> Row:
    act = powers().get(one.act)
    left = (one.due_on - day).days if one.due_on else 0
    address = reverse("case", args=[one.subject]) if one.title and one.number else ""
    act_address = reverse("act", args=[one.subject, one.act]) if address else ""
    if act is not None and act.subject == "court":
        page = "supervision_rules" if act.code.startswith("detection.") else "court_list"
        address = act_address = reverse(page)
    elif act is not None and act.subject == "team":
        address = reverse("team", args=[one.subject])
        act_address = reverse("team_act", args=[one.subject, one.act])
    elif act is not None and act.code.startswith("supervision."):
        address = act_address = reverse("supervision_sheet")
    elif act is not None and act.subject == "person":
        act_address = reverse("person_act", args=[one.subject, one.act])
    elif not one.number and act is not None and act.subject == "case":
        address = reverse("case", args=[one.subject])
        act_address = reverse("act", args=[one.subject, one.act])
    mark = "late" if one.due_on and left < 0 else "soon" if one.due_on and left <= 2 else ""
    due = Cell(parts=(Due(one.due_on, left),)) if one.due_on else Cell(_("未定期限"), tone="soft")
    return Row(
        id=str(one.id),
        name=code_word(one.act),
        mark=mark,  # type: ignore[arg-type]
        cells=(
            Cell(code_word(one.act), href=act_address, strong=True),
            _about(one, address, of_case=act is None or act.subject == "case"),
            due,
            Cell(str(act.source) if act else "", tone="soft"),
        ),
    )


def _about(one: OwedDuty, address: str, *, of_case: bool) -> Cell:
    """Return what a duty is about: a case by its number, a court, team or person by its name."""
    if not of_case:
        return Cell(one.title[:40], href=address)
    return Cell(one.number or _("未立案"), href=address, sub=one.title[:40])


def _cases(mine: list[queries.MyCase], day: date) -> Section:
    rows = tuple(case_row(one, day) for one in mine)
    columns = (Column(_("案号")), Column(_("案件")), Column(_("状态")), Column(_("审限")))
    empty = Empty(title=_("没有在办案件"), text=_("随机分案后，案件会出现在这里"))
    table = Table(label=_("我的案件"), columns=columns, rows=rows, stack=True, empty=empty)
    return Section("mine", _("我的在办案件"), (table,), len(mine), _("审限近的在前"))


def case_row(one: queries.MyCase, day: date) -> Row:
    """Return a case as a row of a desk."""
    left = (one.due_on - day).days if one.due_on else 0
    mark = "late" if one.due_on and left < 0 else "soon" if one.due_on and left <= 15 else ""
    return Row(
        id=str(one.id),
        name=one.number or one.title,
        mark=mark,  # type: ignore[arg-type]
        cells=(
            Cell(one.number or _("未立案"), href=reverse("case", args=[one.id]), nowrap=True),
            Cell(one.title[:50]),
            Cell(word(State(one.state))),
            Cell(parts=(Due(one.due_on, left, soon=15),)) if one.due_on else Cell("—"),
        ),
    )


def _agenda(hearings: list[queries.Booked], day: date) -> Section:
    days: dict[date, list[AgendaItem]] = {}
    for one in hearings:
        at = one.at.astimezone(ZONE)
        item = AgendaItem(
            f"{at:%H:%M}",
            _("开庭　%(room)s") % {"room": one.room},
            one.number,
            reverse("case", args=[one.case]),
        )
        days.setdefault(at.date(), []).append(item)
    parts: tuple[Part, ...]
    if days:
        listed = tuple(
            (f"{_('今日') + ' ' if on == day else ''}{on:%m-%d}", tuple(items))
            for on, items in days.items()
        )
        parts = (Agenda(days=listed),)
    else:
        parts = (Empty(title=_("七日内没有庭审"), text=_("在案件页确定开庭日期后出现在这里")),)
    return Section("agenda", _("日程"), parts)


def _posts(viewer: Actor, who: Profile, at: datetime, day: date) -> list[Section]:
    """Return the further sections of the posts held: filing, supervision, offices, the log."""
    found: list[Section] = []
    done: set[str] = set()
    for held in who.held:
        for key, posts, build in _BY_POST:
            if held.post in posts and key not in done:
                done.add(key)
                found.append(build(viewer, held, at, day))
        if Scope(viewer.person, held).over and "unreported" not in done:
            done.add("unreported")
            found.append(_unreported(viewer, held, at, day))
    return found


def _filing(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    known = Counter(queries.states(viewer, held.court))
    shown = (State.RECEIVED, State.CORRECTING, State.REGISTERED, State.TRIAGED, State.POOLED)
    items = tuple(Count(known[state], word(state), cases_url(state=state.value)) for state in shown)
    return Section("filing", _("收案、分流、分案"), (Counts(items=items),), None, held.court_name)


def _supervision(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    division = held.division if held.post in _OF_DIVISION else None
    seen = queries.watch(viewer, held.court, day, division)
    where = {"division": str(division)} if division else {}
    items = (
        Count(seen.open, _("未结"), cases_url(open="1", **where)),
        Count(seen.late, _("超审限"), cases_url(open="1", due="late", **where)),
        Count(seen.soon, _("十五日内届满"), cases_url(open="1", due="soon", **where)),
        Count(seen.flagged, _("四类案件"), cases_url(flag="confirmed", **where)),
        Count(seen.suspected, _("疑似四类案件"), cases_url(flag="suspected", **where)),
        Count(seen.extensions, _("延长审限待批"), cases_url(open="1", due="extension", **where)),
    )
    title = _("本庭监督") if division else _("全院监督")
    place = held.division_name if division else held.court_name
    return Section("watch", title, (Counts(items=items),), None, place)


def _alerts(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    found = board.alerts(viewer, Scope(viewer.person, held), SHOWN)
    mine = [one for one in found if held.post in WHOLE or one.to == held.post]
    table = alerts_table(mine, linked=True)
    return Section("alerts", _("监督预警"), (table,), len(mine), held.court_name)


def _assignment(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    parts, count = fairness.assignment_alerts(viewer, held, at, day)
    return Section("assignment", _("分案预警"), parts, count, held.court_name)


def _unreported(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    found = board.unreported(viewer, Scope(viewer.person, held), SHOWN)
    table = alerts_table(found, linked=False, courts=True)
    return Section("unreported", _("辖区未报告案件"), (table,), len(found), held.court_name)


def _management(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    rows = tuple(
        Row(
            id=act,
            name=act,
            cells=(
                Cell(code_word(act)),
                Cell(str(count), href=cases_url(owes=act)),
            ),
        )
        for act, count in overdue_by_act(viewer, [held.court], day)
    )
    columns = (Column(_("逾期应办")), Column(_("件"), end=True))
    empty = Empty(title=_("没有逾期的应办"), text=_("全院应办均在期限内"))
    table = Table(label=_("逾期应办"), columns=columns, rows=rows, empty=empty)
    return Section("late", _("逾期应办，按事项"), (table,), None, held.court_name)


def _refusals(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    since = at.replace(day=1, hour=0, minute=0)
    rows = tuple(
        Row(
            id=str(one.id),
            name=one.act,
            cells=(
                Cell(f"{one.at.astimezone(ZONE):%m-%d %H:%M}", nowrap=True),
                Cell(code_word(one.act)),
                Cell(f"{one.name}　{posts_word(one.post)}"),
                Cell(_says(one.content), tone="soft"),
            ),
        )
        for one in refused_lately(viewer, held.court, since)
    )
    columns = (Column(_("时间")), Column(_("事项")), Column(_("何人")), Column(_("理由")))
    empty = Empty(title=_("本月没有被拒绝的办理"), text=_("越权和不合规的办理会记录在这里"))
    table = Table(label=_("被拒绝的办理"), columns=columns, rows=rows, stack=True, empty=empty)
    return Section("refused", _("本月被拒绝的办理"), (table,), None, held.court_name)


def _says(content: Mapping[str, Any]) -> str:
    """Return the first reason of a refusal as it was recorded."""
    return sentence(str(content.get("findings", [{}])[0].get("says", "")))[:80]


def _log(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    known = queries.log_state(viewer)
    items = (
        Count(known.entries, _("条记录"), reverse("log")),
        Count(known.size, _("条已封入检查点"), reverse("log")),
    )
    sealed = (
        _("%(at)s 封存") % {"at": f"{known.at.astimezone(ZONE):%m-%d %H:%M:%S}"}
        if known.at
        else _("尚无检查点")
    )
    return Section("log", _("账本"), (Counts(items=items),), None, sealed)


def cases_url(**query: str) -> str:
    """Return the address of the list of cases with filters."""
    return f"{reverse('cases')}?{urlencode(query)}"


def _own_cases(viewer: Actor, held: Held, at: datetime, day: date) -> Section:
    """Return a leader's own sheet, and what was last noted of the cases owed (R8.7)."""
    noted = last_shortfall(viewer)
    found = (noted,) if noted else ()
    sheet = Button(label=_("办案单"), href=reverse("leader_sheet", args=[viewer.person]))
    parts = (shortfall_table(found, named=False), sheet)
    return Section("own-cases", _("本人办案进度"), parts, None, held.court_name)


_OF_DIVISION = frozenset({Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD})
_BY_POST = (
    ("own-cases", COURT_LEADERS, _own_cases),
    ("filing", frozenset({Post.FILING_OFFICER}), _filing),
    (
        "watch",
        _OF_DIVISION | {Post.PRESIDENT, Post.VICE_PRESIDENT, Post.TRIAL_MANAGEMENT},
        _supervision,
    ),
    ("alerts", frozenset({*LADDER, Post.TRIAL_MANAGEMENT}), _alerts),
    ("assignment", fairness.POSTS, _assignment),
    ("late", frozenset({Post.TRIAL_MANAGEMENT, Post.PRESIDENT}), _management),
    (
        "refused",
        frozenset({Post.TRIAL_MANAGEMENT, Post.INSPECTION, Post.AUDITOR, Post.PRESIDENT}),
        _refusals,
    ),
    ("log", frozenset({Post.AUDITOR, Post.ADMINISTRATOR, Post.TRIAL_MANAGEMENT}), _log),
)
