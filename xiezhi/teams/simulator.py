"""配比模拟: which extra post shortens which queue, from a court's own step times. Pure.

A case passes four steps, each done by one role: service by clerks, the hearing by judges, the
draft by assistants, the closing by judges. The trace tells how long each step took, not how long
somebody worked on it. What the fastest tenth of cases took is held for what the step takes when
nobody waits; what the others took beyond it, on average, for waiting in the queue of its role.
From waiting, arrivals and posts the time of work follows (Erlang's formula for `n` servers); then
cases run through the court event by event, as it is and with one more post of each role, the same
cases each time. Every replication draws its cases anew from those observed, so that the spread of
the results holds the chance of both.
"""

import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, quantiles

from xiezhi.law.terms import TeamRole, Term

YEAR = 365.0
ENOUGH = 20
"""Fewer closed cases than this tell nothing of a tenth of them."""


class Step(Term):
    """办案步骤: what a case passes between filing and closing."""

    SERVICE = "service", "立案至送达"
    HEARING = "hearing", "送达至开庭"
    DRAFT = "draft", "开庭至文书提交"
    CLOSING = "closing", "文书提交至结案"


STEPS = tuple(Step)
DOES: Mapping[Step, TeamRole] = {
    Step.SERVICE: TeamRole.CLERK,
    Step.HEARING: TeamRole.JUDGE,
    Step.DRAFT: TeamRole.JUDGE_ASSISTANT,
    Step.CLOSING: TeamRole.JUDGE,
}
"""Who does a step; a court without assistants has its judges draft."""

Days = Sequence[float]
"""How long a closed case took for each step, in days, in the order of the steps."""


@dataclass(frozen=True)
class Staffing:
    """现有人员: posts of each role (whole ones) and cases filed a year."""

    posts: Mapping[TeamRole, int]
    filed: float

    def role(self, step: Step) -> TeamRole:
        """Return who does a step here."""
        role = DOES[step]
        drafts = role is TeamRole.JUDGE_ASSISTANT and not self.posts.get(role)
        return TeamRole.JUDGE if drafts else role

    @property
    def roles(self) -> tuple[TeamRole, ...]:
        """The roles that have a step to do."""
        return tuple(role for role in TeamRole if any(self.role(step) is role for step in STEPS))

    def with_one_more(self, role: TeamRole) -> "Staffing":
        """Return the same with one more post."""
        return Staffing({**self.posts, role: self.posts.get(role, 0) + 1}, self.filed)


@dataclass(frozen=True)
class Span:
    """区间: a mean and where nine of ten replications lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """增员效果: by how many days one more post changes waiting at each step, and all of it."""

    role: TeamRole
    steps: Mapping[Step, Span]
    total: Span

    @property
    def shortens(self) -> tuple[Step, ...]:
        """The queues that are shorter in more than nine of ten replications."""
        return tuple(step for step, span in self.steps.items() if span.high < 0)


@dataclass(frozen=True)
class Forecast:
    """模拟结果: waiting at each step as things are, and what one more post of each role changes."""

    cases: int
    waits: Mapping[Step, Span]
    queues: Mapping[Step, Span]
    """How many cases wait at each step."""
    effects: tuple[Effect, ...]
    """The post that shortens the whole most comes first."""


class TooFewCases(ValueError):
    """Too few closed cases to tell waiting from work."""


@dataclass(frozen=True)
class _Model:
    """模型: mean days of work and fixed days of each step, and waiting as observed."""

    work: Mapping[Step, float]
    fixed: Mapping[Step, float]
    waits: Mapping[Step, float]


def forecast(
    samples: Sequence[Days],
    staffing: Staffing,
    *,
    seed: int = 1,
    replications: int = 20,
    cases: int = 400,
) -> Forecast:
    """Return what one more post of each role would change, from the step times of closed cases.

    Raises `TooFewCases`. The same seed gives the same result.
    """
    if len(samples) < ENOUGH or staffing.filed <= 0:
        raise TooFewCases(f"{len(samples)} closed cases, {ENOUGH} are needed")
    now: list[Mapping[Step, float]] = []
    more: dict[TeamRole, list[Mapping[Step, float]]] = {role: [] for role in staffing.roles}
    for number in range(replications):
        random = Random(f"{seed}/{number}")  # noqa: S311 - chance that must repeat
        model = calibrated([random.choice(samples) for _ in samples], staffing)
        drawn = _draw(model, staffing, random, cases)
        now.append(_run(model, staffing, drawn))
        for role, runs in more.items():
            runs.append(_run(model, staffing.with_one_more(role), drawn, as_before=staffing))
    per_day = staffing.filed / YEAR
    effects = [_effect(role, now, runs) for role, runs in more.items()]
    return Forecast(
        cases=len(samples),
        waits={step: _span([run[step] for run in now]) for step in STEPS},
        queues={step: _span([run[step] * per_day for run in now]) for step in STEPS},
        effects=tuple(sorted(effects, key=lambda one: one.total.mean)),
    )


def calibrated(samples: Sequence[Days], staffing: Staffing) -> _Model:
    """Return the model whose mean waiting is that of the samples."""
    columns = dict(zip(STEPS, zip(*samples, strict=True), strict=True))
    least = {step: quantiles(days, n=10, method="inclusive")[0] for step, days in columns.items()}
    waits = {step: max(0.0, fmean(columns[step]) - least[step]) for step in STEPS}
    work: dict[Step, float] = {}
    for role in staffing.roles:
        own = [step for step in STEPS if staffing.role(step) is role]
        arrivals = staffing.filed / YEAR * len(own)
        mean = work_for(fmean(waits[step] for step in own), staffing.posts.get(role, 1), arrivals)
        work |= dict.fromkeys(own, mean)
    fixed = {step: max(0.0, least[step] - work[step]) for step in STEPS}
    return _Model(work, fixed, waits)


def mean_wait(work: float, servers: int, arrivals: float) -> float:
    """Return the mean waiting in a queue of `servers`, each busy `work` days for an arrival.

    Erlang's formula for Poisson arrivals (per day) and exponential work; infinite from the point
    where all are always busy.
    """
    load = arrivals * work
    if load >= servers:
        return float("inf")
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    waits = blocked / (1 - load / servers * (1 - blocked))
    return waits * work / (servers - load)


def work_for(wait: float, servers: int, arrivals: float) -> float:
    """Return how long an arrival keeps one busy, where the mean waiting is this (bisection)."""
    low, high = 0.0, servers / arrivals
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_wait(middle, servers, arrivals) < wait else (low, middle)
    return low


@dataclass(frozen=True)
class _Drawn:
    """抽得的案件: when each arrives and at which step, and how long each step keeps one busy."""

    arrivals: tuple[tuple[float, int], ...]
    work: tuple[tuple[float, ...], ...]
    measured: int
    """The first case that is measured; those before fill the queues."""


def _draw(model: _Model, staffing: Staffing, random: Random, cases: int) -> _Drawn:
    per_day = staffing.filed / YEAR
    arrivals = [
        (0.0, place)
        for place, step in enumerate(STEPS)
        for _ in range(min(cases, round(model.waits[step] * per_day)))
    ]
    at = 0.0
    for _ in range(cases):
        at += random.expovariate(per_day)
        arrivals.append((at, 0))
    work = tuple(
        tuple(model.work[step] * random.expovariate(1.0) for step in STEPS) for _ in arrivals
    )
    return _Drawn(tuple(arrivals), work, len(arrivals) - cases + cases // 4)


def _run(
    model: _Model, staffing: Staffing, drawn: _Drawn, as_before: Staffing | None = None
) -> Mapping[Step, float]:
    """Return the mean waiting at each step, event by event; who does what stays `as_before`."""
    does = [(as_before or staffing).role(step) for step in STEPS]
    free = {role: max(1, staffing.posts.get(role, 0)) for role in TeamRole}
    queues: dict[TeamRole, deque[tuple[float, int, int]]] = {role: deque() for role in TeamRole}
    fixed = [model.fixed[step] for step in STEPS]
    waited: list[list[float]] = [[] for _ in STEPS]
    events = [(at, number, place, False) for number, (at, place) in enumerate(drawn.arrivals)]
    heapq.heapify(events)
    while events:
        at, case, place, done = heapq.heappop(events)
        role = does[place]
        if done:
            free[role] += 1
            if place + 1 < len(STEPS):
                heapq.heappush(events, (at + fixed[place], case, place + 1, False))
        else:
            queues[role].append((at, case, place))
        if free[role] and queues[role]:
            since, served, where = queues[role].popleft()
            free[role] -= 1
            if served >= drawn.measured:
                waited[where].append(at - since)
            heapq.heappush(events, (at + drawn.work[served][where], served, where, True))
    return {step: fmean(days) for step, days in zip(STEPS, waited, strict=True)}


def _effect(
    role: TeamRole, now: Sequence[Mapping[Step, float]], more: Sequence[Mapping[Step, float]]
) -> Effect:
    pairs = list(zip(now, more, strict=True))
    steps = {step: _span([after[step] - before[step] for before, after in pairs]) for step in STEPS}
    totals = [sum(after.values()) - sum(before.values()) for before, after in pairs]
    return Effect(role, steps, _span(totals))


def _span(values: Sequence[float]) -> Span:
    cuts = quantiles(values, n=20, method="inclusive")
    return Span(fmean(values), cuts[0], cuts[-1])
