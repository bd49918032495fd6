"""Clocks of teams (团队时钟): each morning the platform prompts rotations, ratios, appraisals.

Each act carries a key of what it is about, so that a day that is told twice prompts once.
"""

from datetime import UTC, date, datetime, timedelta

from procrastinate.contrib.django import app

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.law.facts import ZONE, CourtRules
from xiezhi.law.powers.team_work import ASK_APPRAISAL, QuarterData
from xiezhi.law.powers.teams import ALERT_RATIO, REMIND_ROTATION, RatioAlert, RotationReminder
from xiezhi.law.rules.team_clocks import (
    Stage,
    appraisal_due,
    quarter_days,
    quarter_of,
    ratio,
    ratio_alert,
    rotation_stage,
)
from xiezhi.law.team_values import Stint
from xiezhi.law.terms import TeamRole, TeamType
from xiezhi.people.facts import court_rules
from xiezhi.people.models import Team
from xiezhi.teams.facts import staff_between
from xiezhi.teams.models import Appraisal


@app.periodic(cron="10 22 * * *")  # 06:10 in the courts' zone
@app.task(queueing_lock="teams.clocks", name="teams.prompt")
def each_morning(timestamp: int) -> None:
    """Prompt what the day brings."""
    prompt(at=datetime.fromtimestamp(timestamp, UTC))


def prompt(*, at: datetime) -> list[Outcome]:
    """Prompt rotations that near or are late, ratios too low for too long, appraisals."""
    day = at.astimezone(ZONE).date()
    return [*_teams(day, at), *_quarter(day, at)]


def _teams(day: date, at: datetime) -> list[Outcome]:
    teams = list(Team.objects.filter(ended_on=None).prefetch_related("members").order_by("id"))
    rules = court_rules({team.court_id for team in teams}, day)
    rotations = [_rotation(team, day, rules[team.court_id]) for team in teams]
    ratios = [_ratio(team, day, rules[team.court_id]) for team in teams]
    return [
        *perform_many(REMIND_ROTATION, SYSTEM, [one for one in rotations if one], at=at),
        *perform_many(ALERT_RATIO, SYSTEM, [one for one in ratios if one], at=at),
    ]


def _rotation(team: Team, day: date, rules: CourtRules) -> Wish | None:
    if team.review_on is None:
        return None
    stage = rotation_stage(team.review_on, day, rules.numbers)
    if stage is Stage.NONE:
        return None
    return Wish(team.id, RotationReminder(stage=stage), key=f"{team.review_on}/{stage}")


def _ratio(team: Team, day: date, rules: CourtRules) -> Wish | None:
    if team.started_on is None:
        return None
    members = stints(team)
    kind = TeamType(team.kind)
    since = ratio_alert(kind, members, team.started_on, day, rules.numbers)
    if since is None:
        return None
    return Wish(team.id, RatioAlert(since=since, ratio=str(ratio(members, day))), key=f"{since}")


def stints(team: Team) -> list[Stint]:
    """Return the members of a team, whose rows were read with it, as the clocks take them."""
    return [
        Stint(row.person_id, TeamRole(row.post), row.share, row.since, row.until, team.id)
        for row in team.members.all()
    ]


def _quarter(day: date, at: datetime) -> list[Outcome]:
    """Ask every judge with staff in the quarter that has ended, until proposals are due."""
    first = quarter_days(*quarter_of(day))[0]
    year, quarter = quarter_of(first - timedelta(days=1))
    if day > appraisal_due(year, quarter):
        return []
    done = set(Appraisal.objects.filter(year=year, quarter=quarter).values_list("judge", flat=True))
    wishes = [
        Wish(judge, QuarterData(year=year, quarter=quarter), key=f"{year}/{quarter}")
        for judge in sorted(staff_between(None, *quarter_days(year, quarter)))
        if judge not in done
    ]
    return perform_many(ASK_APPRAISAL, SYSTEM, wishes, at=at)
