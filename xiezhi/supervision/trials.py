"""试运行: what a rule would find in past cases, what it would miss, and the work it makes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from xiezhi.detection.detect import find
from xiezhi.detection.reading import read
from xiezhi.detection.versions import Version
from xiezhi.supervision.precision import PROVINCE

SHOWN_MAX = 50
"""How many hits, and how many misses, a trial keeps to be read."""
QUOTES_MAX = 3
DAYS_OF_A_MONTH = 30.44

_NEWEST = f"""
{PROVINCE}
select c.id from cases_case c
 where c.court_id in (select id from province) and (c.facts <> '' or c.claims <> '')
 order by c.received_at desc, c.id desc limit %(most)s
"""  # noqa: S608 - made of constants
_READ = """
select c.id, c.cause, c.claims, c.facts, c.received_at, c.court_id, coalesce(c.judge_id, 0),
       coalesce(c.division_id, 0),
       (select f.state from supervision_fourtypeflag f where f.case_id = c.id and f.code = %(code)s
         order by f.state in ('confirmed', 'closed') desc, f.id desc limit 1)
  from cases_case c where c.id = any(%(ids)s::bigint[])
"""


@dataclass(frozen=True)
class Past:
    """历史案件: what a trial reads of a case, and what was said of the type there."""

    case: int
    cause: str
    claims: str
    facts: str
    received_at: datetime
    court: int
    judge: int
    division: int
    state: str | None


def newest(high: int, most: int) -> list[int]:
    """Return the newest cases of a province that have a text, in one statement."""
    return [row[0] for row in _rows(_NEWEST, {"high": [high], "most": most})]


def past(cases: Sequence[int], code: str) -> list[Past]:
    """Return what a trial reads of cases, in one statement."""
    return [Past(*row) for row in _rows(_READ, {"ids": list(cases), "code": code})]


_CONFIRMED = frozenset({"confirmed", "withdrawn", "closed"})


@dataclass
class Count:
    """试运行合计: hits and misses of a rule on the cases read so far; kept as plain values."""

    read: int = 0
    hits: int = 0
    confirmed: int = 0
    """Hits that people confirmed to be of the type, whoever had raised them."""
    rejected: int = 0
    missed: int = 0
    """Confirmed cases that the rule does not find."""
    first: str = ""
    last: str = ""
    judges: dict[str, int] = field(default_factory=dict)
    divisions: dict[str, int] = field(default_factory=dict)
    courts: dict[str, int] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    def add(self, cases: Iterable[Past], version: Version) -> None:
        """Read cases by the rule and count."""
        for case in cases:
            self.read += 1
            day = f"{case.received_at:%Y-%m-%d}"
            self.first, self.last = min(self.first or day, day), max(self.last, day)
            found = find(read(case.cause, f"{case.claims}\n{case.facts}"), [version])
            there = case.state in _CONFIRMED
            if found:
                self._hit(case, found[0].confidence, found[0].evidence)
            elif there:
                self.missed += 1
                self.missing = [*self.missing, case.case][:SHOWN_MAX]

    def _hit(self, case: Past, confidence: float, quotes: Sequence[str]) -> None:
        self.hits += 1
        self.confirmed += case.state in _CONFIRMED
        self.rejected += case.state == "rejected"
        for counted, who in (
            (self.judges, case.judge),
            (self.divisions, case.division),
            (self.courts, case.court),
        ):
            counted[str(who)] = counted.get(str(who), 0) + 1
        if len(self.shown) < SHOWN_MAX:
            self.shown.append(
                {
                    "case": case.case,
                    "confidence": round(100 * confidence),
                    "quotes": [quote[:160] for quote in quotes[:QUOTES_MAX]],
                    "state": case.state or "",
                }
            )


@dataclass(frozen=True)
class Work:
    """工作量: flags a month that a rule makes: in all, for a judge, for a division's leader."""

    months: float
    a_month: float
    a_judge: float
    most_judge: float
    a_division: float
    most_division: float


def work(count: Count) -> Work:
    """Return the flags a month, on the average of those who get any and for who gets most."""
    days = _days(count.first, count.last)
    months = max(days / DAYS_OF_A_MONTH, 1.0)
    judges = Counter({who: n for who, n in count.judges.items() if who != "0"})
    divisions = Counter({who: n for who, n in count.divisions.items() if who != "0"})
    return Work(
        months=round(months, 1),
        a_month=round(count.hits / months, 1),
        a_judge=_mean(judges, months),
        most_judge=_most(judges, months),
        a_division=_mean(divisions, months),
        most_division=_most(divisions, months),
    )


def _days(first: str, last: str) -> int:
    if not first:
        return 0
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days + 1


def _mean(counted: Counter[str], months: float) -> float:
    return round(counted.total() / len(counted) / months, 1) if counted else 0.0


def _most(counted: Counter[str], months: float) -> float:
    return round(max(counted.values(), default=0) / months, 1)


def chunks(cases: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Yield cases in chunks."""
    for start in range(0, len(cases), size):
        yield cases[start : start + size]


def _rows(sql: str, given: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
