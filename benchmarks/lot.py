"""The lot (随机分案): pools sealed, draws, proofs, replays a second; then a simulated year."""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context

from benchmarks.measure import Figure, percentile
from benchmarks.world import World
from benchmarks.year import POLICIES, simulate
from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha, commit
from xiezhi.lot.draw import draw_one
from xiezhi.lot.pool import Occasion, Reason, Row, SealedPool, seal
from xiezhi.lot.proof import Result, settle

POOL = 60
KEYS = tuple(vrf.SecretKey(sha256(name).digest()) for name in (b"court", b"peer", b"bar"))
MILLION = 1_000_000
SIZES = ((20, 2_000), (60, 12_000))


def figures(world: World | None, *, quick: bool) -> Iterator[Figure]:
    """Yield the rates, then what each policy does to the year of two courts."""
    yield from _rates(0.2 if quick else 1.0)
    years = 1 if quick else 5
    for judges, cases in SIZES:
        for name in POLICIES:
            yield _year(name, judges, cases, years)


def _rates(scale: float) -> Iterator[Figure]:
    hashes = _rate(int(200_000 * scale), lambda n: sha256(n.to_bytes(64)).digest())
    beside = f"SHA-256 of 64 bytes: {hashes.wall:,.0f}/s"
    sealed = _rate(int(4_000 * scale), _sealed)
    with_master = _rate(int(2_000 * scale), lambda n: _sealed(n, KEYS[0]))
    yield Figure(
        f"lot, pools of {POOL} sealed", sealed.wall, "pools/s", beside, 1_000,
        note=f"{sealed.by_cpu}; with the master secret {with_master.wall:,.0f}/s,"
        f" {with_master.by_cpu}",
    )  # fmt: skip
    ends = _sealed(1)[1].ends
    drawn = _rate(int(300_000 * scale), lambda n: draw_one(n.to_bytes(32), 0, ends))
    yield Figure(
        "lot, draws without proofs", drawn.wall, "draws/s", beside, 100_000, note=drawn.by_cpu
    )
    proved = _rate(int(3_000 * scale), lambda n: KEYS[0].prove(n.to_bytes(32)))
    proofs = [KEYS[0].prove(n.to_bytes(32)) for n in range(int(2_000 * scale))]
    checked = _rate(len(proofs), lambda n: vrf.verify(KEYS[0].public, n.to_bytes(32), proofs[n]))
    one, two = _settled(int(600 * scale), 1), _settled(int(1_200 * scale), 2)
    yield Figure(
        "lot, sealed, three proofs, result", two.wall, "lots/s",
        f"one process: {one.wall:,.0f}/s", 400,
        note=f"two processes, all proofs verified; {two.by_cpu};"
        f" prove {proved.by_cpu}, verify {checked.by_cpu}",
    )  # fmt: skip
    yield _replays(int(1_000 * scale), int(5_000 * scale))


@dataclass(frozen=True)
class _Rate:
    """速率: things a second of the wall, and of one processor: on shared cores the two differ."""

    wall: float
    cpu: float

    @property
    def by_cpu(self) -> str:
        return f"{self.cpu:,.0f} a CPU second"


def _rate(count: int, work: Callable[[int], object]) -> _Rate:
    began, spent = time.perf_counter(), time.process_time()
    for number in range(count):
        work(number)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    return _Rate(count / wall, count / cpu)


def _rows(number: int) -> list[Row]:
    return [
        Row(b"J%03d" % judge, Reason.LEAVE, 0) if (judge + number) % 12 == 0
        else Row(b"J%03d" % judge, Reason.NONE, 500_000 + (judge * 7919 + number) % 200_000)
        for judge in range(POOL)
    ]  # fmt: skip


def _sealed(number: int, key: vrf.SecretKey | None = None) -> tuple[Commitment, SealedPool]:
    occasion = Occasion("court-a", f"（2026）例0101民初{number}号", 1, 0, number.to_bytes(32))
    master = vrf.output(key.prove(occasion.question))[:32] if key else number.to_bytes(32)
    pool = seal(_rows(number), master)
    commitment = commit(
        occasion, pool, picks=1, state_size=number, rules=bytes(32), court_key=KEYS[0].public,
        witness_keys=(KEYS[1].public, KEYS[2].public),
    )  # fmt: skip
    commitment.encode()
    return commitment, pool


def _lot(number: int) -> bytes:
    """Seal, have three keys answer, verify what they answered, draw, write the result."""
    commitment, pool = _sealed(number, KEYS[0])
    question = alpha(commitment.encode())
    return settle(commitment, pool, [key.prove(question) for key in KEYS]).encode()


def _settled(count: int, processes: int) -> _Rate:
    with get_context("fork").Pool(processes) as workers:
        workers.map(_lot, range(processes * 4))
        began = time.perf_counter()
        spent = workers.map(_spent, [range(n, min(n + 25, count)) for n in range(0, count, 25)])
        return _Rate(count / (time.perf_counter() - began), count / sum(spent))


def _spent(numbers: range) -> float:
    before = time.process_time()
    for number in numbers:
        _lot(number)
    return time.process_time() - before


def _replays(count: int, plain: int) -> Figure:
    results = [_lot(number) for number in range(50)]
    whole = _rate(count, lambda n: Result.parse(results[n % 50]).check())
    answers = [[vrf.output(proof) for proof in Result.parse(one).proofs] for one in results]

    def followed(number: int) -> object:
        result = Result.parse(results[number % 50])
        return result.follow(alpha(result.commitment.encode()), answers[number % 50])

    bare = _rate(plain, followed)
    return Figure(
        "lot, replays of a receipt", whole.wall, "replays/s",
        f"parsing, paths and draw alone: {bare.wall:,.0f}/s",
        note=f"{whole.by_cpu}; a million, extrapolated from {count:,}:"
        f" {MILLION / whole.cpu / 60:,.0f} CPU minutes, {MILLION / bare.cpu / 60:,.1f} without"
        f" the proofs, on {os.cpu_count()} cores shared with others",
    )  # fmt: skip


def _year(name: str, judges: int, cases: int, years: int) -> Figure:
    chance = random.Random(2026)
    done = [simulate(judges, cases, POLICIES[name], chance.getrandbits(32)) for _ in range(years)]
    effective = statistics.fmean(x for year in done for x in year.effective)
    guesses = [x for year in done for x in year.guess]
    pools = statistics.fmean(x for year in done for x in year.pools)
    return Figure(
        f"year {judges} × {cases:,}, {name}",
        statistics.fmean(year.uneven for year in done),
        "% CV",
        f"{effective:.1f} effective candidates of {pools:.1f}",
        note=f"best guess {statistics.fmean(guesses):.3f}, 99 %: {percentile(guesses, 0.99):.3f};"
        f" {years} years",
    )  # fmt: skip
