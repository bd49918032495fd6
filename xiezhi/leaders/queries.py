"""What may be read of leaders' cases: own court's staff, the office above, the leader's own sheet.

Raises `Unknown` where the viewer has no business; every list stands in administrative order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xiezhi.acts.types import Actor, Unknown
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers.leaders import WorkKind
from xiezhi.law.rules.leader_cases import CaseTag
from xiezhi.law.rules.quota import Rank, Standard, default_standard, overburdened
from xiezhi.law.terms import COURT_LEADERS, Level, Post
from xiezhi.leaders.completion import Line, completions, standards_of
from xiezhi.leaders.models import (
    CompletionNotice,
    NominalCheck,
    Proposal,
    QuotaStandard,
    Shortfall,
    WorkItem,
)
from xiezhi.people.facts import load_court
from xiezhi.people.models import Court, Person

OUTSIDE = frozenset({Post.PARTY, Post.COUNSEL})
ABOVE = COURT_LEADERS | {Post.TRIAL_MANAGEMENT}
"""Who of a court reads about the next level down."""
SHEETS = frozenset({Post.PRESIDENT, Post.TRIAL_MANAGEMENT, Post.INSPECTION, Post.PERSONNEL})
"""Who reads the evidence behind a leader's cases, beside the leader."""


def inside(viewer: Actor, court: int, at: datetime) -> CourtFacts:
    """Return the viewer's standing at a court; raises `Unknown` for who does not work there."""
    facts = load_court({court: viewer}, None, at).get(court)
    if facts is None or not facts.posts - OUTSIDE:
        raise Unknown(court)
    return facts


def reads(viewer: Actor, court: int, at: datetime) -> CourtFacts:
    """Return the facts of a court whose completion the viewer may read, else raise `Unknown`."""
    facts = load_court({court: viewer}, None, at).get(court)
    if facts is None:
        raise Unknown(court)
    if facts.posts - OUTSIDE:
        return facts
    upper = load_court({facts.upper: viewer}, None, at) if facts.upper else {}
    if not any(one.posts & ABOVE for one in upper.values()):
        raise Unknown(court)
    return facts


def table(viewer: Actor, court: int, year: int, last: date, *, at: datetime) -> list[Line]:
    """Return the completion of a court's leaders by a day, in seven or eight statements."""
    reads(viewer, court, at)
    return completions([court], year, last)


@dataclass(frozen=True)
class Below:
    """下一级法院: a court with its leaders' lines and the notice of the quarter, if issued."""

    court: int
    name: str
    lines: tuple[Line, ...]
    notice: int | None
    late_days: int


def lower(viewer: Actor, court: int, quarter: int, last: date, *, at: datetime) -> list[Below]:
    """Return the courts of the next level down with their 院领导, in administrative order."""
    if not inside(viewer, court, at).posts & ABOVE:
        raise Unknown(court)
    names = dict(
        Court.objects.filter(parent=court).order_by("place", "id").values_list("id", "name")
    )
    lines = completions(list(names), last.year, last)
    issued = CompletionNotice.objects.filter(
        issuer=court, kind="quarter", year=last.year, number=quarter
    ).order_by("version")
    notices = {row.about_id: row for row in issued.defer("rows")}
    first = {row.about_id: row.late_days for row in issued.defer("rows") if row.version == 1}
    return [
        Below(
            court=number,
            name=name,
            lines=tuple(
                one
                for one in lines
                if one.court == number and one.rank in (Rank.PRESIDENT, Rank.LEADER)
            ),
            notice=notices[number].id if number in notices else None,
            late_days=first.get(number, 0),
        )
        for number, name in names.items()
    ]


@dataclass(frozen=True)
class Balance:
    """监督管理与办案平衡: hours of a court's leaders by what they were spent on."""

    court: int
    name: str
    level: Level
    hours: int
    errands: int
    over: bool


_BALANCE = """
with recursive below (id) as (
  select %(court)s::bigint union all
  select k.id from people_court k join below b on k.parent_id = b.id)
select k.id, k.name, k.level, coalesce(sum(w.hours), 0),
       coalesce(sum(w.hours) filter (where w.kind = 'errand'), 0)
  from below b join people_court k on k.id = b.id
  left join leaders_workitem w on w.court_id = k.id and w."on" between %(first)s and %(last)s
 group by k.id order by k.place, k.id
"""


def balance(viewer: Actor, court: int, last: date, *, at: datetime) -> list[Balance]:
    """R8.9: return how leaders' hours are spent at a court and those under it."""
    if not inside(viewer, court, at).posts & ABOVE:
        raise Unknown(court)
    given: dict[str, Any] = {"court": court, "first": date(last.year, 1, 1), "last": last}
    with connection.cursor() as cursor:
        cursor.execute(_BALANCE, given)
        return [
            Balance(
                number, name, Level(level), int(hours), int(errands),
                overburdened(int(errands), int(hours), last),
            )
            for number, name, level, hours, errands in cursor.fetchall()
        ]  # fmt: skip


@dataclass(frozen=True)
class Check:
    """挂名办案核查: the signs with their evidence, the answer, what was found."""

    case: int
    number: str
    person: int
    name: str
    signals: tuple[tuple[str, str], ...]
    suspected_at: datetime
    answer_due_on: date
    answer: str
    nominal: bool | None
    finding: str


def _check(row: NominalCheck) -> Check:
    return Check(
        case=row.case_id,
        number=row.case.number or "",
        person=row.person_id,
        name=row.person.name,
        signals=tuple((one["kind"], one["evidence"]) for one in row.signals),
        suspected_at=row.suspected_at,
        answer_due_on=row.answer_due_on,
        answer=row.answer,
        nominal=row.nominal,
        finding=row.finding,
    )


@dataclass(frozen=True)
class Sheet:
    """院庭长办案单: a leader's line, signs, shortages and work; None where nothing was led."""

    person: Person
    line: Line | None
    checks: tuple[Check, ...]
    shortfalls: tuple[Shortfall, ...]
    work: tuple[WorkItem, ...]
    records: bool
    """Whether the viewer may put work on record."""


def sheet(viewer: Actor, person: int, year: int, last: date, *, at: datetime) -> Sheet:
    """Return a leader's sheet: to the leader, the president and the offices that look after it."""
    who = Person.objects.filter(pk=person).select_related("court").first()
    if who is None or who.court_id is None:
        raise Unknown(person)
    posts = load_court({who.court_id: viewer}, None, at)[who.court_id].posts
    if viewer.person != person and not posts & SHEETS:
        raise Unknown(person)
    lines = [one for one in completions([who.court_id], year, last) if one.person == person]
    checks = NominalCheck.objects.filter(person=person, case__closed_on__year=year)
    work = WorkItem.objects.filter(person=person, on__year=year, on__lte=last)
    return Sheet(
        person=who,
        line=lines[0] if lines else None,
        checks=tuple(map(_check, checks.select_related("case", "person").order_by("id"))),
        shortfalls=tuple(Shortfall.objects.filter(person=person).order_by("year", "quarter")),
        work=tuple(work.order_by("-on", "-id")[:30]),
        records=bool(posts & {Post.TRIAL_MANAGEMENT, Post.PERSONNEL}),
    )


def hours_of(line: Line) -> tuple[int, int]:
    """Return a leader's hours of statutory work beside cases, and of errands."""
    errands = line.hours.get(WorkKind.ERRAND, 0)
    return sum(line.hours.values()) - errands, errands


@dataclass(frozen=True)
class InForce:
    """现行标准: what holds for a post at a level of court, set by the high court or by default."""

    level: Level
    rank: Rank
    standard: Standard


def standards(viewer: Actor, court: int, year: int, *, at: datetime) -> list[InForce]:
    """Return what holds at a court for each post in a year."""
    facts = inside(viewer, court, at)
    known = standards_of([court], year)
    day = min(facts.today, date(year, 12, 31))
    return [
        InForce(
            facts.level,
            rank,
            known.get((court, rank)) or default_standard(rank, facts.level, day),
        )
        for rank in Rank
    ]


def set_standards(viewer: Actor, court: int, year: int, *, at: datetime) -> list[QuotaStandard]:
    """Return every figure that the high court above a court (or itself) set for a year."""
    inside(viewer, court, at)
    province = Court.objects.values_list("province", flat=True).get(pk=court)
    rows = QuotaStandard.objects.filter(set_by__province=province, year=year)
    found = rows.select_related("scope", "person", "set_by")
    order = {rank.value: place for place, rank in enumerate(Rank)}
    return sorted(found, key=lambda row: (list(Level).index(Level(row.level)), order[row.rank],
                                          row.id))  # fmt: skip


def notices(viewer: Actor, court: int, *, at: datetime) -> list[CompletionNotice]:
    """Return the notices that a court issued or that are about it, the latest first."""
    inside(viewer, court, at)
    rows = CompletionNotice.objects.filter(issuer=court) | CompletionNotice.objects.filter(
        about=court
    )
    return list(rows.select_related("issuer", "about").defer("rows").order_by("-id")[:200])


def notice(viewer: Actor, number: int, *, at: datetime) -> tuple[CompletionNotice, list[Any]]:
    """Return a notice with all its versions: to the issuer's staff and to the court's own."""
    row = (
        CompletionNotice.objects.filter(pk=number)
        .select_related("issuer", "about", "issued_by")
        .first()
    )
    if row is None:
        raise Unknown(number)
    ids = {row.issuer_id, row.about_id}
    known = load_court(dict.fromkeys(ids, viewer), None, at)
    if not any(facts.posts - OUTSIDE for facts in known.values()):
        raise Unknown(number)
    versions = CompletionNotice.objects.filter(
        issuer=row.issuer_id, about=row.about_id, kind=row.kind, year=row.year, number=row.number
    )
    return row, list(versions.defer("rows").order_by("version"))


@dataclass(frozen=True)
class Proposed:
    """建议承办: a tagged case that waits, with the leader to whom it was proposed."""

    case: int
    number: str
    tags: tuple[CaseTag, ...]
    person: int
    name: str
    deficit: int
    at: datetime


def proposals(viewer: Actor, court: int, *, at: datetime) -> list[Proposed]:
    """Return the proposals that wait to be followed, the oldest first."""
    inside(viewer, court, at)
    rows = Proposal.objects.filter(
        case__court=court, case__judge=None, case__state__in=["triaged", "pooled"]
    )
    return [
        Proposed(
            case=row.case_id,
            number=row.case.number or "",
            tags=tuple(CaseTag(tag) for tag in row.tags),
            person=row.person_id,
            name=row.person.name,
            deficit=row.deficit,
            at=row.at,
        )
        for row in rows.select_related("case", "person").order_by("at", "id")[:200]
    ]


def checks(viewer: Actor, court: int, *, at: datetime) -> list[Check]:
    """Return the checks of a court that are not decided: to the offices and the president."""
    if not inside(viewer, court, at).posts & SHEETS:
        return []
    rows = NominalCheck.objects.filter(case__court=court, decided_at=None)
    return list(map(_check, rows.select_related("case", "person").order_by("id")[:200]))


def shortfalls(viewer: Actor, court: int, year: int, *, at: datetime) -> Sequence[Shortfall]:
    """Return whose cases fell short at the end of a quarter of a year, by quarter."""
    reads(viewer, court, at)
    rows = Shortfall.objects.filter(court=court, year=year).select_related("person")
    return list(rows.order_by("quarter", "id"))


def last_shortfall(viewer: Actor) -> Shortfall | None:
    """Return what was last noted of the viewer's own cases, in one query."""
    return Shortfall.objects.filter(person=viewer.person).order_by("-year", "-quarter").first()
