"""The audit of draws (分案公平性审计): what many lots show that one does not.

The proofs of a lot exclude fraud in the draw; these tests look for fraud before and after it: a
pool trimmed, a moment chosen, a case filed again. A hit opens an inquiry and proves nothing. Each
test says how strong a fraud would have to be to show, for a small court shows little.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xiezhi.lot.chance import (
    discoveries,
    hypergeometric_tails,
    lag_one,
    normal_point,
    normal_tail,
    permuted,
    poisson_tail,
    uniform,
)
from xiezhi.lot.records import RECUSED, VOIDED, WITHDRAWN, Record

LEVEL, POWER = 0.01, 0.8
PERMUTATIONS = 1999
NEIGHBOURS = 10
"""How many lots before and after a marked one it is compared with: pools change with time."""
EXPECTED_MIN = 1.0
"""A cause and judge with fewer draws expected are not tested: they could not show anything."""


@dataclass
class Finding:
    """检验结果: one test; `chance` is none where there was too little to test."""

    code: str
    what: str
    chance: float | None
    says: str
    shows: str
    """How strong a fraud is found in four of five audits of as many lots."""
    least: float | None = None
    """The same as a number: of cases, of judges, of chance; none where nothing would show."""
    judge: str = ""
    """Who stands out most."""
    seen: float = 0.0
    expected: float = 0.0
    found: bool = False


@dataclass
class Audit:
    """审计: all tests of a set of records, with what counts as found at the level."""

    count: int
    opened: int
    judges: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def found(self) -> list[Finding]:
        """What counts as found."""
        return [finding for finding in self.findings if finding.found]


def audit(
    records: Sequence[Record], *, level: float = LEVEL, permutations: int = PERMUTATIONS
) -> Audit:
    """Run all tests, with the correction for several; records in the order of time."""
    opened = [record for record in records if record.weights]
    judges = sorted({judge for record in opened for judge in record.weights})
    done = Audit(len(records), len(opened), len(judges))
    done.findings = [
        _drawn(opened, judges, level),
        _by_cause(opened, judges, level),
        _exclusions(opened, level, permutations),
        _outcomes("T4a", "撤诉后重新立案 withdrawn", records, {WITHDRAWN}, level),
        _outcomes("T4b", "回避、作废 recused or voided", records, {RECUSED, VOIDED}, level),
        _timing(opened, judges, level, permutations),
        _tickets(records, level),
    ]
    hits = discoveries([finding.chance for finding in done.findings], level)
    for finding, hit in zip(done.findings, hits, strict=True):
        finding.found = hit
    return done


def expected(records: Sequence[Record]) -> dict[str, float]:
    """Return how many draws each judge could expect by the recorded tickets."""
    sums: dict[str, float] = defaultdict(float)
    for record in records:
        for judge, weight in record.weights.items():
            sums[judge] += weight / record.total
    return sums


def _drawn(records: Sequence[Record], judges: Sequence[str], level: float) -> Finding:
    what = "T1", "抽中次数与名单所载概率 drawn beside recorded chance"
    if not judges:
        return Finding(*what, None, "no pool was opened", "nothing")
    means, drawn = expected(records), Counter(record.drawn for record in records)
    tails = {judge: poisson_tail(drawn[judge], means[judge]) for judge in judges}
    worst = min(judges, key=lambda judge: tails[judge])
    least = smallest_favour(len(records), len(records) / len(judges), len(judges), level)
    return Finding(
        *what,
        min(1.0, tails[worst] * len(judges)),
        f"{worst} drawn {drawn[worst]} times, {means[worst]:.1f} expected",
        "nothing" if least is None else f"a favourite given {least:.1%} of all cases",
        least,
        worst,
        drawn[worst],
        means[worst],
    )


def smallest_favour(count: int, mean: float, tested: int, level: float) -> float | None:
    """Return the part of lots that must be given to a favourite for T1 to show it; none without.

    With the power `POWER`, where `mean` draws are expected of each and `tested` are looked at.
    """
    limit = int(mean) + 1
    while poisson_tail(limit, mean) * tested > level:
        limit += 1
    for per_mille in range(1, 1001):
        part = per_mille / 1000
        if poisson_tail(limit, mean + part * (count - mean)) >= POWER:
            return part
    return None


def _by_cause(records: Sequence[Record], judges: Sequence[str], level: float) -> Finding:
    what = "T2", "同一案由 the same in one cause"
    by_cause: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_cause[record.cause].append(record)
    tested = []
    for cause, lots in by_cause.items():
        means, drawn = expected(lots), Counter(record.drawn for record in lots)
        for judge, mean in means.items():
            if mean >= EXPECTED_MIN or drawn[judge] > 2:
                tail = poisson_tail(drawn[judge], mean)
                tested.append((tail, cause, judge, drawn[judge], mean))
    if not tested or len(by_cause) < 2:
        return Finding(*what, None, "fewer than two causes of some size", "nothing")
    tail, cause, judge, often, mean = min(tested)
    pairs = len(judges) * len(by_cause)
    largest = max(map(len, by_cause.values()))
    least = smallest_favour(largest, largest / len(judges), pairs, level)
    return Finding(
        *what,
        min(1.0, tail * pairs),
        f"{judge} drawn {often} times in {cause or '?'}, {mean:.1f} expected",
        "nothing" if least is None else f"a favourite given {least:.0%} of the largest cause",
        least,
        judge,
        often,
        mean,
    )


def _local(values: Sequence[float | None], marks: Sequence[bool]) -> list[float | None]:
    """Return each value less the mean of its unmarked neighbours."""
    found: list[float | None] = []
    for at, value in enumerate(values):
        near = range(max(0, at - NEIGHBOURS), min(len(values), at + NEIGHBOURS + 1))
        others = [
            other for n in near if n != at and not marks[n] and (other := values[n]) is not None
        ]
        known = value is not None and others
        found.append(value - sum(others) / len(others) if known and value is not None else None)
    return found


def _lift(apart: Sequence[float | None]) -> Callable[[Sequence[int]], float]:
    """Return the statistic of chosen places: their mean, in standard errors."""
    known = [one for one in apart if one is not None]
    spread = math.sqrt(sum(one * one for one in known) / len(known)) if known else 0.0

    def statistic(places: Sequence[int]) -> float:
        chosen = [one for place in places if (one := apart[place]) is not None]
        if not chosen or not spread:
            return 0.0
        return sum(chosen) / (spread * math.sqrt(len(chosen)))

    return statistic


def _spread(apart: Sequence[float | None]) -> float:
    known = [one for one in apart if one is not None]
    return math.sqrt(sum(one * one for one in known) / len(known)) if known else 0.0


def _marks(records: Sequence[Record]) -> tuple[list[bool], list[int]]:
    marks = [record.marked for record in records]
    return marks, [at for at, marked in enumerate(marks) if marked]


def _strength(tail: float) -> float:
    return normal_point(tail) + normal_point(1 - POWER)


def _exclusions(records: Sequence[Record], level: float, permutations: int) -> Finding:
    what = "T3", "标记案件中的排除 exclusions in marked cases"
    marks, places = _marks(records)
    if not places or len(places) == len(records):
        return Finding(*what, None, "no case is marked, or all are", "nothing")
    apart = _local([float(record.excluded) for record in records], marks)
    statistic = _lift(apart)
    mean = sum(one for place in places if (one := apart[place]) is not None) / len(places)
    least = _strength(level) * _spread(apart) / math.sqrt(len(places))
    return Finding(
        *what,
        permuted(len(places), len(records), statistic, statistic(places), permutations),
        f"{mean:+.2f} judges more excluded a marked case than around it, {len(places)} marked",
        f"{least:.1f} more a marked case",
        least,
        seen=mean,
    )


def _outcomes(
    code: str, name: str, records: Sequence[Record], outcomes: set[str], level: float
) -> Finding:
    what = code, f"{name} by judge"
    hits = Counter(record.drawn for record in records if record.outcome in outcomes)
    drawn = Counter(record.drawn for record in records)
    marked, whole = sum(hits.values()), len(records)
    if not marked or len(drawn) < 2:
        return Finding(*what, None, "no such case", "nothing")
    tails = {
        judge: hypergeometric_tails(hits[judge], often, marked, whole)
        for judge, often in drawn.items()
    }
    worst = min(tails, key=lambda judge: min(tails[judge]))
    rate, often = marked / whole, whole / len(drawn)
    least = _strength(level / 2 / len(drawn)) * math.sqrt(rate * (1 - rate) / often)
    return Finding(
        *what,
        min(1.0, min(tails[worst]) * 2 * len(drawn)),
        f"{worst}: {hits[worst]} of {drawn[worst]}, {drawn[worst] * rate:.1f} expected",
        f"a judge whose cases end so {least:.0%} more or less often",
        least,
        worst,
        hits[worst],
        drawn[worst] * rate,
    )


def _timing(
    records: Sequence[Record], judges: Sequence[str], level: float, permutations: int
) -> Finding:
    what = "T5", "标记案件中最有利的时点 a favourite's chance in marked cases"
    marks, places = _marks(records)
    if not places or len(places) == len(records):
        return Finding(*what, None, "no case is marked, or all are", "nothing")
    apart = {
        judge: _local(
            [record.part(judge) if judge in record.weights else None for record in records], marks
        )
        for judge in judges
    }
    lifts = {judge: _lift(values) for judge, values in apart.items()}

    def largest(chosen: Sequence[int]) -> float:
        return max(lift(chosen) for lift in lifts.values())

    worst = max(judges, key=lambda judge: lifts[judge](places))
    usual = sum(record.part(worst) for record in records) / len(records)
    spread = _spread(apart[worst])
    least = _strength(level / len(judges)) * spread / math.sqrt(len(places))
    lift = lifts[worst](places) * spread / math.sqrt(len(places))
    return Finding(
        *what,
        permuted(len(places), len(records), largest, largest(places), permutations),
        f"{worst}: chance {lift:+.4f} beside the lots around, {usual:.4f} as a rule",
        f"a chance raised by {least / usual:.0%}" if usual else "nothing",
        least / usual if usual else None,
        worst,
        lift,
        usual,
    )


def _tickets(records: Sequence[Record], level: float) -> Finding:
    what = "T6", "抽签数本身 the tickets themselves"
    if len(records) < 3:
        return Finding(*what, None, "too few lots", "nothing")
    places = [record.place for record in records]
    uneven, lag = uniform(places), lag_one(places)
    bound = 2 * normal_tail(abs(lag) * math.sqrt(len(places)))
    least = _strength(level / 4) / math.sqrt(len(places))
    return Finding(
        *what,
        min(1.0, 2 * min(uneven, bound)),
        f"evenness {uneven:.2f}, correlation with the lot before {lag:+.3f}",
        f"a correlation of {least:.2f}",
        least,
        seen=lag,
    )
