"""规则试验: what pages show of the rules of detection: states, precision, drafts, trials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import Level, RuleState
from xiezhi.people.facts import court_rules
from xiezhi.supervision.models import RuleDraft, RuleSetting, RuleTrial
from xiezhi.supervision.precision import Answers, answers
from xiezhi.supervision.rules import HIGH_OF, Standing, standings
from xiezhi.supervision.scope import Scope
from xiezhi.supervision.trials import Count

HISTORY_MOST = 50


@dataclass(frozen=True)
class RuleShown:
    """规则一行: a rule, its state, and what became of its suspicions in the past year."""

    rule: MachineRule
    standing: Standing
    answers: Answers
    floor: int


@dataclass(frozen=True)
class SettingShown:
    """规则状态一行: what was decided on a rule, by whom; nobody where the platform muted it."""

    state: RuleState
    draft: int
    floor: int | None
    since: date
    reason: str
    confirmed: int | None
    decided: int | None
    by: str
    at: datetime


@dataclass(frozen=True)
class DraftShown:
    """规则草稿一行."""

    number: int
    threshold: int
    content: str
    note: str
    by: str
    at: datetime
    tried: bool


@dataclass(frozen=True)
class TrialShown:
    """试运行一行: how far it has come, and what it found."""

    id: int
    draft: int
    total: int | None
    done: int
    count: Count
    by: str
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class CaseNamed:
    """案件名称: by what a case is called on a page, and whether the viewer's court holds it."""

    number: str
    title: str
    court: str
    own: bool


def high_of(court: int) -> int | None:
    """Return the high court of a court, itself where it is one."""
    with connection.cursor() as cursor:
        cursor.execute(HIGH_OF, {"courts": [court]})
        row = cursor.fetchone()
    return row[1] if row else None


def shown(viewer: Actor, scope: Scope, day: date) -> list[RuleShown]:
    """Return every rule: a high court's viewer sees the province's answers, others their court's.

    Four statements, however many rules and suspicions.
    """
    assert viewer.person == scope.person, "a scope is its viewer's"
    high = high_of(scope.court)
    at_high = scope.held.level is Level.HIGH
    known = answers([high], day, court=None if at_high else scope.court) if high is not None else {}
    rules = standings([scope.court], day)[scope.court].rules
    given = court_rules([high or scope.court], day)[high or scope.court].numbers
    usual = parameter("screening.precision_floor", day, overrides=given)
    return [
        RuleShown(
            rule=rule,
            standing=one,
            answers=known.get((high or 0, rule), Answers()),
            floor=one.floor if one.floor is not None else usual,
        )
        for rule, one in rules.items()
    ]


def settings(high: int, rule: MachineRule) -> list[SettingShown]:
    """Return what was decided on a rule, the newest first."""
    rows = RuleSetting.objects.filter(court=high, rule=rule).select_related("draft", "by")
    return [
        SettingShown(
            state=RuleState(row.state),
            draft=row.draft.number if row.draft else 0,
            floor=row.floor,
            since=row.since,
            reason=row.reason,
            confirmed=row.confirmed,
            decided=row.decided,
            by=row.by.name if row.by else "",
            at=row.at,
        )
        for row in rows.order_by("-id")[:HISTORY_MOST]
    ]


def drafts(high: int, rule: MachineRule) -> list[DraftShown]:
    """Return the drafts of a rule, the newest first."""
    rows = RuleDraft.objects.filter(court=high, rule=rule).select_related("by")
    tried = set(
        RuleTrial.objects.filter(court=high, rule=rule)
        .exclude(ended_at=None)
        .values_list("draft", flat=True)
    )
    return [
        DraftShown(
            number=row.number,
            threshold=row.threshold,
            content=row.content,
            note=row.note,
            by=row.by.name,
            at=row.at,
            tried=row.id in tried,
        )
        for row in rows.order_by("-number")[:HISTORY_MOST]
    ]


def trials(high: int, rule: MachineRule) -> list[TrialShown]:
    """Return the trials of a rule, the newest first."""
    rows = RuleTrial.objects.filter(court=high, rule=rule).select_related("draft", "by")
    return [
        TrialShown(
            id=row.id,
            draft=row.draft.number if row.draft else 0,
            total=row.total,
            done=row.done,
            count=Count(**row.found),
            by=row.by.name,
            at=row.at,
            ended_at=row.ended_at,
        )
        for row in rows.order_by("-id")[:HISTORY_MOST]
    ]


_NAMED = """
select c.id, coalesce(c.number, ''), c.title, k.name, c.court_id = %(court)s
  from cases_case c join people_court k on k.id = c.court_id where c.id = any(%(ids)s::bigint[])
"""


def named(scope: Scope, cases: Iterable[int]) -> Mapping[int, CaseNamed]:
    """Return how the cases of a trial are called, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, {"ids": sorted(set(cases)), "court": scope.court})
        return {row[0]: CaseNamed(*row[1:]) for row in cursor.fetchall()}
