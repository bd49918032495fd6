"""审限时钟: the clock of a case from its rows, and the day it is due, kept on the case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xiezhi.acts.registry import Doing
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Exclusion, Extension, Limit
from xiezhi.law.calendar import Calendar
from xiezhi.law.facts import CaseFacts
from xiezhi.law.rules.limits import circumstances
from xiezhi.law.terms import Procedure
from xiezhi.law.time_limits import clock as law
from xiezhi.law.time_limits.counting import Length, Unit
from xiezhi.law.time_limits.course import limit_for
from xiezhi.law.time_limits.terms import Authority, ExclusionGround, ExtensionGround


def clock_of(
    limit: Limit, exclusions: Iterable[Exclusion], extensions: Iterable[Extension]
) -> law.Clock:
    """Return the clock that the rows of a case describe; refused extensions do not count."""
    return law.Clock(
        limit=limit.code,
        start=limit.start_on,
        in_custody=limit.in_custody,
        exclusions=tuple(
            law.Exclusion(
                row.start_on,
                row.resume_on,
                ExclusionGround(row.ground),
                row.document,
                row.recorded_at.date(),
            )
            for row in exclusions
        ),
        extensions=tuple(_extension(row) for row in extensions if row.granted and row.decided_on),
    )


def _extension(row: Extension) -> law.Extension:
    authority = Authority.UPPER_COURT if row.upward else Authority.PRESIDENT
    assert row.decided_on is not None, "only granted extensions count"
    return law.Extension(
        Length(row.amount, Unit(row.unit)),
        authority,
        row.decided_on,
        row.applied_on,
        row.reason,
        ExtensionGround(row.ground) if row.ground else None,
    )


def clocks(cases: Sequence[int]) -> Mapping[int, law.Clock]:
    """Return the clocks of cases in three queries."""
    limits = {row.case_id: row for row in Limit.objects.filter(case__in=cases)}
    exclusions: dict[int, list[Exclusion]] = {}
    for row in Exclusion.objects.filter(case__in=cases).order_by("start_on", "id"):
        exclusions.setdefault(row.case_id, []).append(row)
    extensions: dict[int, list[Extension]] = {}
    for extension in Extension.objects.filter(case__in=cases).order_by("id"):
        extensions.setdefault(extension.case_id, []).append(extension)
    return {
        case: clock_of(limit, exclusions.get(case, ()), extensions.get(case, ()))
        for case, limit in limits.items()
    }


def due_day(clock: law.Clock, calendar: Calendar, on: date) -> date | None:
    """Return the day on which the limit ends, an open exclusion counted to today."""
    end = law.due(clock, calendar, on)
    return end.day if end else None


def start_limit(
    write: Write, case: Case, facts: CaseFacts, procedure: Procedure, on: date
) -> law.Clock:
    """Begin the limit of a case under a procedure on the day of registration."""
    rule = limit_for(facts.kind, procedure, circumstances(facts))
    custody = bool(facts.circumstances.get("in_custody"))
    clock = law.Clock(limit=rule.key, start=on, in_custody=custody)
    write.new(Limit(case_id=case.id, code=rule.key, start_on=on, in_custody=custody))
    write.change(case, due_on=due_day(clock, facts.calendar, on))
    return clock


def keep(write: Write, case: Case, clock: law.Clock, doing: Doing) -> None:
    """Note on the case the day on which a changed clock ends."""
    write.change(case, due_on=due_day(clock, doing.facts.calendar, doing.today))


def with_custody(clock: law.Clock, in_custody: bool) -> law.Clock:
    """Return the clock of an accused who was taken into custody or released."""
    return replace(clock, in_custody=in_custody)
