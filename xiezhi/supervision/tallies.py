"""规则之外的报告: flags that no rule found, and what four-type cases weigh for those who judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.parameters import parameter
from xiezhi.people.facts import court_rules
from xiezhi.supervision.board import period
from xiezhi.supervision.scope import CONDITION, Scope


@dataclass(frozen=True)
class ByHand:
    """规则漏识别: of a type, how many flags people set that no rule had suspected, by stage."""

    code: str
    filing: int
    trial: int
    after: int
    found: int
    """How many of the type rules found that were confirmed."""

    @property
    def count(self) -> int:
        """How many flags no rule found."""
        return self.filing + self.trial + self.after

    @property
    def recall(self) -> int | None:
        """The share of the confirmed flags that a rule found, in per cent; None without any."""
        every = self.count + self.found
        return round(100 * self.found / every) if every else None


_BY_HAND = f"""
select f.code,
       count(*) filter (where not f.by_machine and f.stage = 'filing'),
       count(*) filter (where not f.by_machine and f.stage = 'trial'),
       count(*) filter (where not f.by_machine and f.stage not in ('filing', 'trial')),
       count(*) filter (where f.by_machine)
  from supervision_fourtypeflag f join cases_case c on c.id = f.case_id
 where {CONDITION} and f.raised_at >= %(start)s and f.raised_at < %(end)s
   and f.state in ('confirmed', 'withdrawn', 'closed')
 group by 1 order by 1
"""  # noqa: S608 - made of constants


def by_hand(viewer: Actor, scope: Scope, year: int) -> list[ByHand]:
    """Return the types with what rules found and what people flagged alone, in one statement."""
    assert viewer.person == scope.person, "a scope is its viewer's"
    return [ByHand(*row) for row in _rows(_BY_HAND, scope.given | period(year))]


@dataclass(frozen=True)
class Weighed:
    """四类案件计重: a judge's closed cases of a year, those of the four types, and their weight."""

    person: int
    name: str
    closed: int
    flagged: int
    weight: int
    """What the flagged ones count beyond one case each, in thousandths of a case (R5.15)."""

    @property
    def load(self) -> int:
        """All closed cases with that weight, in thousandths of a case."""
        return 1000 * self.closed + self.weight


_WEIGHED = f"""
select p.id, p.name, count(*),
       count(*) filter (where exists (select from supervision_fourtypeflag f
          where f.case_id = c.id and f.state in ('confirmed', 'closed') and f.stage <> 'after'))
  from cases_case c join people_person p on p.id = c.judge_id
 where {CONDITION} and c.closed_on >= %(since)s and c.closed_on < %(until)s
 group by p.id, p.name, p.sort_key order by p.sort_key, p.id
"""  # noqa: S608 - made of constants


def weighed(viewer: Actor, scope: Scope, year: int) -> list[Weighed]:
    """Return what the closed four-type cases of each judge weigh, in two statements.

    The lot's account is the sum of the lots alone and stays as it is: this is what appraisal and
    the balance of work read beside it. Raises `CannotCompute` where no weight is set.
    """
    assert viewer.person == scope.person, "a scope is its viewer's"
    given = scope.given | period(year)
    last = given["until"]
    numbers = court_rules([scope.court], last)[scope.court].numbers
    extra = parameter("supervision.flag_weight", last, overrides=numbers)
    return [
        Weighed(person, name, closed, flagged, extra * flagged)
        for person, name, closed, flagged in _rows(_WEIGHED, given)
    ]


def _rows(sql: str, given: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
