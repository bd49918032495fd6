"""The hearing calendar: a week, a month, and a feed for other calendars."""

from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar as ICalendar
from icalendar import Event as IEvent

from xiezhi.cases.calendars import Slot, hearings
from xiezhi.law.facts import ZONE
from xiezhi.people.calendar import calendar as working_days
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Event, Month, Segments, Tab, Week
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import sentence
from xiezhi.web.words import long_month

FEED_DAYS = 120


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return now().astimezone(ZONE).date()


def _court(request: HttpRequest) -> int:
    person = who(request)
    if person is None or person.court is None:
        raise Http404
    return person.court.court


def _at(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)


@signed_in
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A week or a month of hearings, the viewer's own or the whole court's."""
    court, day = _court(request), _day(request.GET.get("on", ""))
    mine = request.GET.get("all") != "1"
    by_month = request.GET.get("by") == "month"
    first = day.replace(day=1) if by_month else day - timedelta(days=day.weekday())
    last = (first + timedelta(days=42)) if by_month else first + timedelta(days=7)
    start = first - timedelta(days=first.weekday()) if by_month else first
    found = hearings(actor_of(request), court, _at(start), _at(last), mine=mine)
    events = tuple(_event(one) for one in found)
    today = now().astimezone(ZONE).date()
    days = _rests(start, last)
    draw = _month if by_month else _week
    part = draw(first, today, events, days, mine=mine)
    context = {
        "part": part,
        "count": len(found),
        "tabs": (
            _tabs(_("范围"), day, by_month, mine, "scope"),
            _tabs(_("视图"), day, by_month, mine, "view"),
        ),
        "feed": reverse("calendar_feed"),
    }
    return render(request, "calendars/calendar.html", context)


def _event(one: Slot) -> Event:
    return Event(
        at=one.starts_at.astimezone(ZONE),
        until=one.ends_at.astimezone(ZONE),
        title=f"{one.room}　{one.number or _('未立案')}",
        note=one.title[:24],
        href=reverse("case", args=[one.case]),
        kind="hearing" if one.state == "planned" else "held",
    )


def _url(day: date, *, by_month: bool, mine: bool) -> str:
    view = "&by=month" if by_month else ""
    return f"?on={day.isoformat()}{view}{'' if mine else '&all=1'}"


Rests = tuple[tuple[date, str], ...]


def _rests(first: date, last: date) -> Rests:
    known, days = working_days(), (last - first).days
    each = ((day, known.holiday(day)) for day in (first + timedelta(days=n) for n in range(days)))
    return tuple((day, sentence(name)) for day, name in each if name)


def _week(first: date, today: date, events: tuple[Event, ...], rests: Rests, *, mine: bool) -> Week:
    year, number, _day_of_week = first.isocalendar()
    return Week(
        label=_("%(year)s 年第 %(number)s 周") % {"year": year, "number": number},
        monday=first,
        today=today,
        events=events,
        rests=rests,
        previous=_url(first - timedelta(days=7), by_month=False, mine=mine),
        next=_url(first + timedelta(days=7), by_month=False, mine=mine),
    )


def _month(
    first: date, today: date, events: tuple[Event, ...], rests: Rests, *, mine: bool
) -> Month:
    following = (first + timedelta(days=32)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return Month(
        label=long_month(first),
        first=first,
        today=today,
        events=events,
        rests=rests,
        previous=_url(before, by_month=True, mine=mine),
        next=_url(following, by_month=True, mine=mine),
    )


def _tabs(label: str, day: date, by_month: bool, mine: bool, what: str) -> Segments:
    if what == "view":
        pairs = ((_("周"), _url(day, by_month=False, mine=mine), not by_month),
                 (_("月"), _url(day, by_month=True, mine=mine), by_month))  # fmt: skip
    else:
        pairs = ((_("我的"), _url(day, by_month=by_month, mine=True), mine),
                 (_("全院"), _url(day, by_month=by_month, mine=False), not mine))  # fmt: skip
    return Segments(label=label, tabs=tuple(Tab(name, url, current=on) for name, url, on in pairs))


@signed_in
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The viewer's hearings as iCalendar."""
    start = now()
    found = hearings(
        actor_of(request), _court(request), start - timedelta(days=30),
        start + timedelta(days=FEED_DAYS), mine=True,
    )  # fmt: skip
    whole = ICalendar()
    whole.add("prodid", "-//Xiezhi//hearings//ZH")
    whole.add("version", "2.0")
    for one in found:
        event = IEvent()
        event.add("uid", f"hearing-{one.hearing}@xiezhi")
        event.add("dtstamp", start)
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.ends_at)
        event.add("summary", _("开庭 %(number)s") % {"number": one.number})
        event.add("location", one.room)
        event.add("description", one.title)
        whole.add_component(event)
    answer = HttpResponse(whole.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hearings.ics"'
    return answer
