"""审判团队的时钟: rotation (R6.6), ratio of staff to judges (R6.7), quarters (R6.8). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xiezhi.law.parameters import parameter
from xiezhi.law.team_values import Stint
from xiezhi.law.terms import Quarter, TeamRole, TeamType, Term
from xiezhi.law.time_limits.counting import add_months

DAY = timedelta(days=1)


class Stage(Term):
    """轮换提示阶段: how near the rotation of a team is."""

    NONE = "none", "未到提示期"
    FIRST = "first", "首次提示"
    SECOND = "second", "再次提示"
    OVERDUE = "overdue", "逾期未轮换"


def rotation_due(start: date, on: date, numbers: Mapping[str, int] | None = None) -> date:
    """Return the day by which a team that began (or last rotated) on `start` rotates."""
    return add_months(start, parameter("teams.rotation_months", on, overrides=numbers))


def rotation_stage(review_on: date, today: date, numbers: Mapping[str, int] | None = None) -> Stage:
    """Return how near the rotation is: prompted 90 and 30 days before, overdue once it is past."""
    left = (review_on - today).days
    if left < 0:
        return Stage.OVERDUE
    for stage, name in ((Stage.SECOND, "second"), (Stage.FIRST, "first")):
        if left <= parameter(f"teams.rotation_{name}_days", today, overrides=numbers):
            return stage
    return Stage.NONE


@dataclass(frozen=True)
class Ratio:
    """人员配比: judges, assistants and clerks of a team in percent of a full post."""

    judges: int
    assistants: int
    clerks: int

    def __str__(self) -> str:
        return " : ".join(
            f"{share / 100:g}" for share in (self.judges, self.assistants, self.clerks)
        )


def ratio(members: Sequence[Stint], day: date) -> Ratio:
    """Return the ratio of a team on a day, shares counted."""
    shares = dict.fromkeys(TeamRole, 0)
    for one in members:
        if one.on(day):
            shares[one.role] += one.share
    return Ratio(*shares.values())


def target(
    kind: TeamType, judges: int, on: date, numbers: Mapping[str, int] | None = None
) -> Ratio:
    """Return what a team of its type has for so many judges (in percent of a post)."""
    wanted = (
        parameter(f"teams.{staff}_percent.{kind.value}", on, overrides=numbers)
        for staff in ("assistants", "clerks")
    )
    return Ratio(judges, *(judges * percent // 100 for percent in wanted))


def below(
    kind: TeamType, members: Sequence[Stint], day: date, numbers: Mapping[str, int] | None = None
) -> bool:
    """Return whether a team has fewer assistants or clerks on a day than its type has."""
    now = ratio(members, day)
    wanted = target(kind, now.judges, day, numbers)
    return now.assistants < wanted.assistants or now.clerks < wanted.clerks


def below_since(
    kind: TeamType,
    members: Sequence[Stint],
    started_on: date,
    today: date,
    numbers: Mapping[str, int] | None = None,
) -> date | None:
    """Return since when a team has been below its ratio without a break; None where it is not."""
    changes = {
        started_on,
        *(one.since for one in members),
        *(one.until or today for one in members),
    }
    since = None
    for day in sorted((day for day in changes if started_on <= day <= today), reverse=True):
        if not below(kind, members, day, numbers):
            break
        since = day
    return since if below(kind, members, today, numbers) else None


def ratio_alert(
    kind: TeamType,
    members: Sequence[Stint],
    started_on: date,
    today: date,
    numbers: Mapping[str, int] | None = None,
) -> date | None:
    """Return since when, where a team has been below its ratio for more than the days allowed."""
    since = below_since(kind, members, started_on, today, numbers)
    days = parameter("teams.ratio_below_days_max", today, overrides=numbers)
    return since if since is not None and (today - since).days > days else None


def quarter_of(day: date) -> tuple[int, Quarter]:
    """Return the year and the quarter of a day."""
    return day.year, Quarter(str((day.month - 1) // 3 + 1))


def quarter_days(year: int, quarter: Quarter) -> tuple[date, date]:
    """Return the first day and the last day of a quarter."""
    first = date(year, int(quarter) * 3 - 2, 1)
    return first, add_months(first, 3) - DAY


def appraisal_due(year: int, quarter: Quarter, numbers: Mapping[str, int] | None = None) -> date:
    """Return the last day for judges' proposals on a quarter."""
    last = quarter_days(year, quarter)[1]
    return last + timedelta(days=parameter("teams.appraisal_days", last, overrides=numbers))
