"""Monthly trace report (留痕月报): acts by post, refusals, attempts, delegations (R4.4, R4.10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from xiezhi.alerts.scope import Overseen
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import Force, Post

ATTEMPTS = (
    "E_LEADER_NOT_ON_CASE",
    "E_CANNOT_CHANGE_PANEL_RESULT",
    "E_OUT_OF_PORTFOLIO",
    "E_NO_SUPERVISION_BASIS",
    "E_OPINION_OUTSIDE_MEETING",
    "E_ROLE_LIMIT",
)
"""Findings of those who reached for what is another's (R4.4, R5.6, R5.9, R5.11)."""
SHOWN = 200
NO_POST = ""
"""Of who held no post towards the subject."""
ORDER = (*(post.value for post in Post), NO_POST)


@dataclass(frozen=True)
class Counted:
    """合计一行: how often an act was done in a post, and how often it was refused."""

    act: str
    post: str
    accepted: int
    refused: int
    delegated: int


@dataclass(frozen=True)
class Attempt:
    """越权尝试: a refused act on what is another's: who, in which posts, on which subject."""

    entry: int
    subject: int
    number: str
    act: str
    person: str
    posts: tuple[str, ...]
    code: str
    at: datetime


@dataclass(frozen=True)
class TraceReport:
    """留痕月报: of one or several courts and a month."""

    month: date
    rows: tuple[Counted, ...]
    findings: tuple[tuple[str, str, int], ...]
    """Act, code of the finding, how often; the most frequent first."""
    attempts: tuple[Attempt, ...]

    @property
    def done(self) -> int:
        """Number of accepted acts."""
        return sum(row.accepted for row in self.rows)

    @property
    def refused(self) -> int:
        """Number of refusals."""
        return sum(row.refused for row in self.rows)

    @property
    def delegated(self) -> int:
        """Number of acts done for another."""
        return sum(row.delegated for row in self.rows)

    @property
    def by_post(self) -> list[tuple[str, int, int]]:
        """Post, accepted, refused, in the order of posts."""
        accepted: Counter[str] = Counter()
        refused: Counter[str] = Counter()
        for row in self.rows:
            accepted[row.post] += row.accepted
            refused[row.post] += row.refused
        posts = sorted({*accepted, *refused}, key=ORDER.index)
        return [(post, accepted[post], refused[post]) for post in posts]

    @property
    def unused(self) -> list[str]:
        """Codes of the powers and duties of persons that nobody used in the month."""
        used = {row.act for row in self.rows if row.accepted}
        return [
            act.code
            for act in powers().values()
            if act.code not in used and act.force is not Force.BAN and act.holders - {Post.SYSTEM}
        ]


SUBJECTS = """
subjects as (
  select id, court_id, coalesce(number, title) as said from cases_case
   where court_id = any(%(courts)s::bigint[])
  union all select id, id, name from people_court where id = any(%(courts)s::bigint[])
  union all select id, court_id, name from people_person where court_id = any(%(courts)s::bigint[])
)"""
_ROWS = f"""
with {SUBJECTS}
select e.act, e.post, e.outcome = 'accepted', count(*), count(e.delegation)
  from ledger_entry e join subjects s on s.id = e.subject
 where e.at >= %(since)s and e.at < %(until)s
 group by 1, 2, 3
"""  # noqa: S608 - made of constants
_FINDINGS = f"""
with {SUBJECTS}
select e.act, f ->> 'code', count(distinct e.id)
  from ledger_entry e join subjects s on s.id = e.subject
 cross join lateral json_array_elements(e.data -> 'findings') f
 where e.at >= %(since)s and e.at < %(until)s and e.outcome = 'refused'
 group by 1, 2 order by 3 desc, 1, 2
"""  # noqa: S608 - made of constants
_ATTEMPTS = f"""
with {SUBJECTS}
select e.id, e.subject, s.said, e.act, coalesce(p.name, ''), e.post, f ->> 'code', e.at
  from ledger_entry e join subjects s on s.id = e.subject
  left join people_person p on p.id = e.actor
 cross join lateral json_array_elements(e.data -> 'findings') f
 where e.at >= %(since)s and e.at < %(until)s and e.outcome = 'refused'
   and f ->> 'code' = any(%(codes)s)
 order by e.id desc limit %(most)s
"""  # noqa: S608 - made of constants


def bounds(month: date) -> tuple[datetime, datetime]:
    """Return the first moment of a month and that of the next, in the courts' zone."""
    first = month.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return (
        datetime.combine(first, time.min, ZONE),
        datetime.combine(after, time.min, ZONE),
    )


def report(courts: Sequence[Overseen], month: date) -> TraceReport:
    """Return the report of a month; three statements for one court or for a province.

    Courts are those that `scope.overseen` gave to the viewer.
    """
    since, until = bounds(month)
    given: dict[str, Any] = {
        "courts": [court.id for court in courts],
        "since": since,
        "until": until,
        "codes": list(ATTEMPTS),
        "most": SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, given)
        rows = _counted(cursor.fetchall())
        cursor.execute(_FINDINGS, given)
        findings = tuple((act, code, count) for act, code, count in cursor.fetchall())
        cursor.execute(_ATTEMPTS, given)
        attempts = tuple(
            Attempt(entry, subject, said, act, person, tuple(filter(None, posts.split(","))),
                    code, at)
            for entry, subject, said, act, person, posts, code, at in cursor.fetchall()
        )  # fmt: skip
    return TraceReport(month.replace(day=1), rows, findings, attempts)


def _counted(found: Sequence[tuple[str, str, bool, int, int]]) -> tuple[Counted, ...]:
    """Return a row for each act and post; a refusal names all posts held, the highest counts."""
    accepted: Counter[tuple[str, str]] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    delegated: Counter[tuple[str, str]] = Counter()
    for act, posts, done, count, lent in found:
        key = (act, _highest(posts))
        (accepted if done else refused)[key] += count
        delegated[key] += lent
    return tuple(
        Counted(*key, accepted[key], refused[key], delegated[key])
        for key in sorted({*accepted, *refused})
    )


def _highest(posts: str) -> str:
    known = [post for post in posts.split(",") if post in ORDER]
    return min(known, key=ORDER.index) if known else NO_POST
