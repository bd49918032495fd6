"""A simulated year of a court's lots: how even the loads, how hard to guess the next judge."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xiezhi.lot.tickets import dues, weight

SHARES = (1000, 1000, 1000, 1000, 1000, 1000, 1000, 500, 500, 300)
"""In ten judges: seven full, two half, a leader."""
STREAMS = 3
WEIGHTS = (50, 80, 100, 100, 100, 150, 200, 300, 500)
"""Hundredths of a point."""
POINT = 100 * 1_000_000

Parts = Sequence[tuple[str, float]]
"""Judges with their chances, which sum to 1."""
Policy = Callable[[Mapping[str, int], Mapping[str, int]], Parts]
"""From the shares of the eligible and the accounts to the chances."""


def by_tickets(tickets: int) -> Policy:
    """Return the policy of tickets, with so many for a full share that is even."""

    def policy(shares: Mapping[str, int], accounts: Mapping[str, int]) -> Parts:
        made = {one: weight(share, accounts[one], tickets * 100) for one, share in shares.items()}
        total = sum(made.values())
        return [(one, tickets / total) for one, tickets in made.items()]

    return policy


def uniform(shares: Mapping[str, int], accounts: Mapping[str, int]) -> Parts:
    """Everybody by share, whatever was drawn before."""
    total = sum(shares.values())
    return [(one, share / total) for one, share in shares.items()]


def least_loaded(shares: Mapping[str, int], accounts: Mapping[str, int]) -> Parts:
    """Always who is furthest behind: as even as can be, and known to everybody."""
    return [(max(shares, key=lambda one: (accounts[one] / shares[one], one)), 1.0)]


def two_choices(shares: Mapping[str, int], accounts: Mapping[str, int]) -> Parts:
    """Of two drawn by lot, the one further behind."""
    ordered = sorted(shares, key=lambda one: (-accounts[one] / shares[one], one))
    count = len(ordered)
    if count == 1:
        return [(ordered[0], 1.0)]
    return [(one, 2 * (count - 1 - at) / (count * (count - 1))) for at, one in enumerate(ordered)]


POLICIES: dict[str, Policy] = {
    "uniform": uniform,
    "least loaded": least_loaded,
    "two choices": two_choices,
    "tickets T 3": by_tickets(3),
    "tickets T 4": by_tickets(4),
    "tickets T 6": by_tickets(6),
    "tickets T 8": by_tickets(8),
    "tickets T 10": by_tickets(10),
    "tickets T 15": by_tickets(15),
    "tickets T 20": by_tickets(20),
}


@dataclass
class Year:
    """一年: what a policy did; lists with a value each lot."""

    uneven: float = 0.0
    """The coefficient of variation, in %, of drawn over fair points of full-time judges."""
    effective: list[float] = field(default_factory=list)
    guess: list[float] = field(default_factory=list)
    pools: list[int] = field(default_factory=list)


@dataclass
class _Judge:
    share: int
    streams: frozenset[int]
    since: float
    away: list[tuple[float, float]]

    def here(self, day: float) -> bool:
        return day >= self.since and not any(start <= day < end for start, end in self.away)


def _bench(count: int, chance: random.Random) -> dict[str, _Judge]:
    """Return the judges: a joiner, one on long leave, the others away 8 % of the year."""
    bench = {}
    for number in range(count):
        streams = frozenset(chance.sample(range(STREAMS), chance.choice((2, 2, 3, 3, 3))))
        away = [(start := chance.uniform(0, 350), start + 7.3) for _ in range(4)]
        since = 120.0 if number == count - 1 else 0.0
        if number == count - 2:
            away.append((90.0, 210.0))
        bench[f"J{number:02}"] = _Judge(SHARES[number % len(SHARES)], streams, since, away)
    return bench


def simulate(judges: int, cases: int, policy: Policy, seed: int) -> Year:
    """Return a year of so many cases, filed in bursts and sealed in batches of up to ten."""
    chance, year = random.Random(seed), Year()
    bench = _bench(judges, chance)
    accounts = dict.fromkeys(bench, 0)
    drawn, fair = dict.fromkeys(bench, 0), dict.fromkeys(bench, 0)
    done = 0
    while done < cases:
        day = 365 * done / cases + chance.uniform(0, 0.2)
        batch = min(cases - done, chance.choice((1, 1, 1, 2, 3, 10)))
        here = {one: judge for one, judge in bench.items() if judge.here(day)}
        moved = []  # the pools of a batch are sealed before any of its draws
        for _ in range(batch):
            stream = chance.randrange(STREAMS)
            shares = {one: judge.share for one, judge in here.items() if stream in judge.streams}
            parts = policy(shares, accounts)
            _note(year, parts, len(shares))
            one = chance.choices([who for who, _ in parts], [part for _, part in parts])[0]
            case = chance.choice(WEIGHTS)
            moved.append(dues(one, shares, case))
            drawn[one] += case
        for lot in moved:
            for one, due in lot.items():
                accounts[one] += due
        done += batch
    for one in bench:
        fair[one] = drawn[one] + accounts[one] // 1_000_000
    full = [drawn[one] / fair[one] for one, judge in bench.items() if judge.share == 1000]
    mean = sum(full) / len(full)
    year.uneven = 100 * math.sqrt(sum((x - mean) ** 2 for x in full) / len(full)) / mean
    return year


def _note(year: Year, parts: Parts, pool: int) -> None:
    entropy = -sum(part * math.log(part) for _, part in parts if part > 0)
    year.effective.append(math.exp(entropy))
    year.guess.append(max(part for _, part in parts))
    year.pools.append(pool)
