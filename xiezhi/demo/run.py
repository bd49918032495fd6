"""The run: a year of a court's cases under a simulated clock, every step through the gate."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from django.db import connection

from xiezhi.acts.gate import facts_of, perform_many
from xiezhi.acts.types import SYSTEM, Actor, Outcome, Wish
from xiezhi.assignment.witnessing import Log, answer, filings_logged, own_log
from xiezhi.demo import matters
from xiezhi.demo.province import Staffed
from xiezhi.demo.stories import Step, Story, story
from xiezhi.demo.view import View
from xiezhi.law.act import Act
from xiezhi.law.calendar import shipped
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers import assignment, closing, filing, hearing, triage
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.law.terms import Level, Procedure, Seat, State

_RELOADS = frozenset({
    filing.RECEIVE, assignment.DRAW, assignment.DESIGNATE, assignment.ASSIGN_STAFF,
    assignment.COMPOSE, hearing.SCHEDULE,
})  # fmt: skip
"""Acts after which a story needs to see who sits, which parties and which hearing there are."""


EVERY = 4
"""The courts of the demo act on one working day in four, in batches; so all weekdays occur."""


@dataclass
class _Live:
    """进行中的案件: a case that is being told, and its next step."""

    view: View
    story: Story
    step: Step


@dataclass
class Run:
    """模拟: the cases of some courts from one day to another; `tell` is called after each day."""

    courts: list[Staffed]
    random: Random
    start: date
    end: date
    cases: int
    tell: Callable[[int], None] = lambda cases: None
    into_log: Log | None = None
    performed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _today: date = date.min
    _due: dict[date, list[_Live]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        # The log of the demo is signed on its last day, whatever days its entries tell of.
        self.into_log = own_log(datetime.combine(self.end, time(6), ZONE))

    def go(self) -> None:
        """Live through the days, one after the other."""
        basic = [court for court in self.courts if court.level is Level.BASIC]
        filed, days = 0, self._days() if basic else []
        for day in days:
            share = (day - self.start).days / max(1, (days[-1] - self.start).days)
            until = int(self.cases * share)
            self._file(basic, day, until - filed)
            filed = until
            self._live(day)
            self.tell(filed)

    def _days(self) -> list[date]:
        """The days on which the courts act; the last one is the working day before the end.

        The day of the end begins for those who open the demo: nothing has been done on it.
        """
        span = range((self.end - self.start).days)
        days = [day for n in span if shipped().is_working_day(day := self.start + timedelta(n))]
        return days[::-EVERY][::-1]

    def _file(self, courts: list[Staffed], day: date, count: int) -> None:
        for _ in range(count):
            court = self.random.choice(courts)
            data = matters.filing(self.random, court.name.removesuffix("人民法院"))
            self._begin(View(court, data, Random(self.random.random())), day)

    def _begin(self, view: View, day: date) -> None:
        told = story(view, day, self.end)
        self._due[day].append(_Live(view, told, next(told)))

    def _live(self, day: date) -> None:
        """Perform everything that is due, the acts of the earliest stage first.

        So the cases behind catch up with those ahead, and go on together in one batch.
        """
        self._today, at = day, datetime.combine(day, time(9, 0), ZONE)
        by_act: dict[Act, list[_Live]] = {}
        while True:
            for live in self._ready(day):
                by_act.setdefault(live.step.act, []).append(live)
            if not by_act:
                return
            act = min(by_act, key=_stage)
            self._perform(act, by_act.pop(act), at)
            at += timedelta(minutes=2)

    def _ready(self, day: date) -> list[_Live]:
        found = []
        for past in [known for known in self._due if known <= day]:
            found += self._due.pop(past)
        return found

    def _perform(self, act: Act, lives: list[_Live], at: datetime) -> None:
        if act is triage.CONFIRM:
            _suggest(lives, at)
        wishes = [self._wish(act, live) for live in lives]
        if act is assignment.SEAL_POOL:
            filings_logged([wish.subject for wish in wishes], self.into_log)
        outcomes = perform_many(act, SYSTEM, wishes, at=at)
        if act is assignment.SEAL_POOL:
            answer([wish.subject for wish in wishes], at=at, into_log=self.into_log)
        self.performed += len(outcomes)
        told = []
        for live, outcome in zip(lives, outcomes, strict=True):
            if not outcome.accepted:
                self._note(act, outcome)
                continue
            live.view.id = outcome.subject
            told.append(live)
        if act in _RELOADS:
            reload([live.view for live in told])
        for live in told:
            self._go_on(act, live)

    def _note(self, act: Act, outcome: Outcome) -> None:
        for finding in outcome.findings:
            if not finding.warning:
                self.refused[f"{act.code} {finding.code} {finding}"[:120]] += 1

    def _go_on(self, act: Act, live: _Live) -> None:
        step = next(live.story, None)
        if step is not None:
            live.step = step
            self._due[step.on].append(live)
        elif act is closing.SEND_UP:
            self._appeal(live.view)

    def _appeal(self, view: View) -> None:
        upper = next((c for c in self.courts if c.court == view.court.upper), None)
        if upper is None:
            return
        random = Random(self.random.random())
        data = matters.appeal(random, view.data, view.id)
        self._begin(View(upper, data, random), self._today + timedelta(days=5))

    def _wish(self, act: Act, live: _Live) -> Wish:
        view, step = live.view, live.step
        view.today = self._today
        who = step.who(view)
        subject = view.court.court if act.opens else view.id
        return Wish(subject, step.data(view), by=Actor(who) if who else SYSTEM)


@cache
def _stage(act: Act) -> tuple[int, str]:
    """Return where in the life of a case an act may first be done, and its code."""
    states = list(State)
    return min((states.index(state) for state in act.states), default=-1), act.code


def _suggest(lives: list[_Live], at: datetime) -> None:
    """Let the officers see what the platform proposes; each confirms it."""
    wishes = [Wish(live.view.id, None, by=Actor(live.step.who(live.view))) for live in lives]
    facts = facts_of(triage.CONFIRM, wishes, at)
    for live in lives:
        known = facts[live.view.id]
        assert isinstance(known, CaseFacts)
        live.view.procedure = suggestion_of(known).procedure


_RELOAD = """
select c.id, c.division_id, c.procedure,
       array(select row_to_json(t) from (select s.seat, s.person_id from cases_sitting s
              where s.case_id = c.id and s.until_at is null order by s.id) t),
       array(select row_to_json(t) from (select p.id, p.role from cases_party p
              where p.case_id = c.id order by p.place) t),
       (select max(h.id) from cases_hearing h where h.case_id = c.id and h.state = 'planned')
  from cases_case c where c.id = any(%s::bigint[])
"""


def reload(views: Iterable[View]) -> None:
    """Look up who sits, the parties and the planned hearing of cases, in one statement."""
    by_id = {view.id: view for view in views}
    with connection.cursor() as cursor:
        cursor.execute(_RELOAD, [list(by_id)])
        rows = cursor.fetchall()
    for id_, division, procedure, sittings, parties, planned in rows:
        view = by_id[id_]
        view.division = division
        view.procedure = Procedure(procedure) if procedure else view.procedure
        view.seats = {}
        for one in sittings:
            view.seats.setdefault(Seat(one["seat"]), []).append(one["person_id"])
        view.parties = {one["id"]: one["role"] for one in parties}
        view.hearing = planned or view.hearing
