"""规则准确率: what became of the suspicions of each rule, and which rules fall under their floor.

Counted over what people decided: a suspicion that still waits says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from xiezhi.detection.measure import wilson
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.detection import MachineRule

PROVINCE = """
with recursive province (high, id) as (
  select k.id, k.id from people_court k where k.id = any(%(high)s::bigint[])
  union all select p.high, k.id from people_court k join province p on k.parent_id = p.id)
"""
"""SQL: a high court and every court below it."""
_FRESH = "(f.raised_at at time zone 'Asia/Shanghai')::date >= coalesce(s.since, '-infinity')"
_COUNTED = f"""
{PROVINCE}, speaking as (
  select distinct on (s.court_id, s.rule) s.court_id, s.rule, s.since, s.state
    from supervision_rulesetting s
   where s.court_id = any(%(high)s::bigint[]) and s.since <= %(day)s
   order by s.court_id, s.rule, s.id desc)
select p.high, f.rule,
       count(*) filter (where f.state in ('confirmed', 'withdrawn', 'closed')),
       count(*) filter (where f.state = 'rejected'),
       count(*) filter (where f.state = 'suspected'),
       count(*) filter (where f.state in ('confirmed', 'withdrawn', 'closed') and {_FRESH}),
       count(*) filter (where f.state = 'rejected' and {_FRESH})
  from supervision_fourtypeflag f
  join cases_case c on c.id = f.case_id
  join province p on p.id = c.court_id
  left join speaking s on s.court_id = p.high and s.rule = f.rule
 where f.by_machine and f.rule <> '' and f.raised_at >= %(since)s
   and (%(court)s::bigint is null or c.court_id = %(court)s)
 group by 1, 2
"""  # noqa: S608 - made of constants


@dataclass(frozen=True)
class Answers:
    """规则命中: the suspicions of a rule in a time, by what became of them."""

    confirmed: int = 0
    rejected: int = 0
    waiting: int = 0
    fresh_confirmed: int = 0
    fresh_rejected: int = 0
    """Of those, what was raised since the rule was last switched: what muting looks at."""

    @property
    def hits(self) -> int:
        """How many suspicions were raised."""
        return self.confirmed + self.rejected + self.waiting

    @property
    def decided(self) -> int:
        """How many of them people answered."""
        return self.confirmed + self.rejected

    @property
    def interval(self) -> tuple[int, int] | None:
        """The 95 % interval of the precision, in per cent; None before any answer."""
        if not self.decided:
            return None
        low, high = wilson(self.confirmed, self.decided)
        return round(100 * low), round(100 * high)

    @property
    def rate(self) -> int | None:
        """The precision in per cent; None before any answer."""
        return round(100 * self.confirmed / self.decided) if self.decided else None

    def under(self, floor: int, least: int) -> bool:
        """Return whether enough was answered since the last switch, and too little confirmed."""
        decided = self.fresh_confirmed + self.fresh_rejected
        return decided >= least and 100 * self.fresh_confirmed < floor * decided


def answers(
    high: Sequence[int], day: date, *, court: int | None = None
) -> dict[tuple[int, MachineRule], Answers]:
    """Return the answers of the past year by high court and rule, in one statement.

    With `court`, those of one court of the province alone.
    """
    since = day - timedelta(days=parameter("screening.precision_days", day))
    given: dict[str, Any] = {"high": list(high), "day": day, "since": since, "court": court}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, given)
        rows = cursor.fetchall()
    known = {rule.value for rule in MachineRule}
    return {
        (court_, MachineRule(rule)): Answers(*counts)
        for court_, rule, *counts in rows
        if rule in known
    }
