"""Building the demo: the province is laid, then each prefecture lives its year in a process."""

import multiprocessing
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from multiprocessing.queues import SimpleQueue
from random import Random

from django.db import connection, connections
from tqdm import tqdm

from xiezhi.acts.gate import perform, perform_many
from xiezhi.acts.types import SYSTEM, Actor, Wish
from xiezhi.demo import leaders, names
from xiezhi.demo.library import stock
from xiezhi.demo.overseen import oversee
from xiezhi.demo.province import PASSWORD, Staffed, lay, of_level
from xiezhi.demo.run import Run
from xiezhi.demo.teams import form_teams
from xiezhi.fairness.jobs import audit, watch
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.assignment import NAME_WITNESSES, WitnessEntry, WitnessNaming
from xiezhi.law.powers.lists import (
    ADOPT_LIST,
    DRAFT_LIST,
    FILE_LIST,
    ListAdoption,
    ListDraft,
    ListFiling,
    ListRowData,
    RowKind,
)
from xiezhi.law.powers.people import REGISTER_PERSON, AccountKind, PersonData
from xiezhi.law.terms import Level, Post
from xiezhi.lot import beside
from xiezhi.people.models import Person
from xiezhi.teams.jobs import prompt

SEED = 20_200_731
DAYS = 365
PARTY_LOGIN = "yunxi.party"
T50, T200 = 60_000, 240_000
"""Invented figures for the invented province."""


@dataclass
class Built:
    """演示数据: what was made, how long it took, what the gate refused on the way."""

    cases: int
    performed: int
    seconds: float
    refused: Counter[str] = field(default_factory=Counter)


def build(today: date, cases: int) -> Built:
    """Lay the province and live its year up to today; the database must be empty of courts."""
    began = time.monotonic()
    start = today - timedelta(days=DAYS)
    courts = lay(Random(SEED), date(start.year - 3, 1, 1))
    _lists(courts, start)
    form_teams(courts, start, Random(SEED))
    leaders.set_standards(courts, start, today)
    _somebody_who_sues(next(of_level(courts, Level.BASIC)), start)
    parts = _prefectures(courts)
    beside.forget()
    with beside.running():
        built = _live_all(parts, start, today, cases)
    _look_back(courts, start, today)
    built.seconds = time.monotonic() - began
    return built


def _live_all(parts: list[list[Staffed]], start: date, today: date, cases: int) -> Built:
    """Let each part live in a process; the witnesses of lots run as two more."""
    connections.close_all()
    told: SimpleQueue[tuple[int, int, int, Counter[str] | None]]
    context = multiprocessing.get_context("fork")
    told = context.SimpleQueue()
    shares = [cases // len(parts) + (n < cases % len(parts)) for n in range(len(parts))]
    workers = [
        context.Process(target=_live, args=(n, part, start, today, share, told))
        for n, (part, share) in enumerate(zip(parts, shares, strict=True))
    ]
    for worker in workers:
        worker.start()
    built = _watch(told, len(workers), cases)
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a process of the demo failed; its reason is above")
    return built


def _look_back(courts: list[Staffed], start: date, today: date) -> None:
    """What concerns the whole province and looks at all its cases comes last."""
    high = next(court for court in courts if court.level is Level.HIGH)
    leaders.record([high], start, today)
    leaders.tell(courts, start, today)
    first = datetime(start.year, start.month, start.day, 9, tzinfo=ZONE)
    stock(Random(SEED), high.court, first)
    morning = datetime(today.year, today.month, today.day, 6, 10, tzinfo=ZONE)
    oversee(courts, morning - timedelta(minutes=40))
    watch(at=morning - timedelta(minutes=30))
    audit(at=morning - timedelta(minutes=20))
    prompt(at=morning)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _prefectures(courts: list[Staffed]) -> list[list[Staffed]]:
    """Part the courts so that appeals stay within a part."""
    middle = [court for court in courts if court.level is Level.INTERMEDIATE]
    return [[one, *(court for court in courts if court.upper == one.court)] for one in middle]


def _lists(courts: list[Staffed], start: date) -> None:
    """Each court adopts its list with the province's figures, files it, names its witnesses."""
    at = datetime(start.year, start.month, start.day, 8, tzinfo=ZONE)
    rows = tuple(
        ListRowData(kind=RowKind.NUMBER, name=name, number=number)
        for name, number in (("triage.t50", T50), ("triage.t200", T200))
    )
    steps = (
        (DRAFT_LIST, Post.TRIAL_MANAGEMENT, ListDraft(rows=rows)),
        (ADOPT_LIST, Post.PRESIDENT, ListAdoption(version=1, since=start)),
        (FILE_LIST, Post.TRIAL_MANAGEMENT, ListFiling(version=1, on=start)),
        (NAME_WITNESSES, Post.PRESIDENT, _witnesses()),
    )
    for act, post, data in steps:
        wishes = [Wish(court.court, data, by=Actor(court.by_post[post][0])) for court in courts]
        for outcome in perform_many(act, SYSTEM, wishes, at=at):
            if not outcome.accepted:
                raise RuntimeError("；".join(map(str, outcome.findings)))


def _witnesses() -> WitnessNaming:
    """The two that run beside the server, which shows the protocol, not their independence."""
    return WitnessNaming(
        witnesses=tuple(
            WitnessEntry(name=one.name, key=one.lots.public.hex()) for one in beside.both()
        )
    )


def _somebody_who_sues(court: Staffed, start: date) -> None:
    """A party registers with the first basic court, so that the demo shows what parties see."""
    at = datetime(start.year, start.month, start.day, 8, 30, tzinfo=ZONE)
    name = names.person(Random(SEED))
    data = PersonData(name=name, login=PARTY_LOGIN, kind=AccountKind.PARTY, password=PASSWORD)
    administrator = Actor(court.by_post[Post.ADMINISTRATOR][0])
    perform(REGISTER_PERSON, administrator, Wish(court.court, data), at=at)
    court.party = (Person.objects.get(account__login=PARTY_LOGIN).pk, name)


def _live(
    number: int,
    courts: list[Staffed],
    start: date,
    end: date,
    cases: int,
    told: "SimpleQueue[tuple[int, int, int, Counter[str] | None]]",
) -> None:
    with connection.cursor() as cursor:  # a few statements, many thousand times; nothing to lose
        cursor.execute("set plan_cache_mode = force_generic_plan")
        cursor.execute("set synchronous_commit = off")
    run = Run(courts, Random(SEED + number), start, end, cases)
    run.tell = lambda filed: told.put((number, filed, run.performed, None))
    run.go()
    leaders.record(courts, start, end)
    told.put((number, cases, run.performed, run.refused))


def _watch(
    told: "SimpleQueue[tuple[int, int, int, Counter[str] | None]]", parts: int, cases: int
) -> Built:
    filed, performed = [0] * parts, [0] * parts
    refused: Counter[str] = Counter()
    with tqdm(total=cases, unit="件", desc="演示数据", mininterval=1) as bar:
        left = parts
        while left:
            number, so_far, acts, ended = told.get()
            bar.update(so_far - filed[number])
            filed[number], performed[number] = so_far, acts
            bar.set_postfix_str(f"{sum(performed)} 项行为")
            if ended is not None:
                refused += ended
                left -= 1
    return Built(cases, sum(performed), 0, refused)
