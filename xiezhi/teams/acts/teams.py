"""Effects on trial teams: members, rotation, ratio: what they write."""

from datetime import date

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.law.powers.teams import (
    ADD_MEMBER,
    ALERT_RATIO,
    ANSWER_PROPOSAL,
    ANSWER_RATIO,
    CHANGE,
    DISSOLVE,
    END_MEMBER,
    FORM,
    PROPOSE,
    REMIND_ROTATION,
    ROTATE,
    Dissolution,
    MemberEnd,
    NewMember,
    RatioAlert,
    Rotation,
    RotationReminder,
    TeamChange,
    TeamData,
    Words,
)
from xiezhi.law.rules.team_clocks import rotation_due
from xiezhi.law.team_facts import TeamFacts
from xiezhi.people.models import Court, Team, TeamMember
from xiezhi.teams.models import TeamNote

CONSTRAINTS["team_name_once"] = ("E_TEAM_NAME", "本庭已有同名的审判团队，请另取名称", "")
CONSTRAINTS["team_member_once"] = ("E_TEAM_TWICE", "所选人员已是本团队成员", "")
CONSTRAINTS["team_member_has_days"] = ("E_DATE_ORDER", "退出日期须晚于加入团队的日期", "")
CONSTRAINTS["team_shares_within_whole"] = (
    "E_TEAM_SHARE",
    "所选人员在各团队的份额合计超过 100%",
    "team.end_member",
)


@effect(FORM)
def form(write: Write, court: Court, data: TeamData, doing: Doing) -> Team:
    """A team with its members from a day on."""
    numbers = doing.facts.rules.numbers
    team = Team(
        id=write.subject_id(),
        court_id=doing.facts.court,
        division_id=data.division,
        name=data.name,
        kind=data.kind,
        leader_id=data.leader,
        scope=data.scope,
        started_on=data.since,
        review_on=data.review_on or rotation_due(data.since, doing.today, numbers),
    )
    write.new(team)
    for row in sorted(data.members, key=lambda one: one.person):
        write.new(
            TeamMember(
                team=team,
                person_id=row.person,
                post=row.role.value,
                share=row.share,
                since=data.since,
            )
        )
    doing.division = data.division
    return team


@effect(CHANGE)
def change(write: Write, team: Team, data: TeamChange, doing: Doing) -> None:
    """Type, leader and scope are these from now on."""
    doing.adds["before"] = {"kind": team.kind, "leader": team.leader_id, "scope": team.scope}
    write.change(team, kind=data.kind, leader_id=data.leader, scope=data.scope)


@effect(ADD_MEMBER)
def add_member(write: Write, team: Team, data: NewMember, doing: Doing) -> None:
    """The person works in the team from a day on."""
    write.new(
        TeamMember(
            team=team,
            person_id=data.person,
            post=data.role.value,
            share=data.share,
            since=data.since,
            reason=data.reason,
        )
    )


@effect(END_MEMBER)
def end_member(write: Write, team: Team, data: MemberEnd, doing: Doing) -> None:
    """The person works there until the day before; the row stays."""
    _end(write, team, data.until, data.reason, data.person)


def _end(write: Write, team: Team, until: date, reason: str, person: int | None = None) -> None:
    for row in TeamMember.objects.filter(team=team, until=None):
        if person in (None, row.person_id):
            write.change(row, until=until, reason=reason)


@effect(DISSOLVE)
def dissolve(write: Write, team: Team, data: Dissolution, doing: Doing) -> None:
    """The team and the work in it end."""
    write.change(team, ended_on=data.until)
    _end(write, team, data.until, data.reason)


@effect(REMIND_ROTATION)
def remind_rotation(write: Write, team: Team, data: RotationReminder, doing: Doing) -> None:
    """The head of the division owes the rotation by its day."""
    doing.due_on = team.review_on


@effect(ROTATE)
def rotate(write: Write, team: Team, data: Rotation, doing: Doing) -> None:
    """The clock of the rotation begins anew."""
    facts: TeamFacts = doing.facts
    following = data.next_on or rotation_due(doing.today, doing.today, facts.rules.numbers)
    write.change(team, reviewed_on=doing.today, review_on=following)
    doing.adds["next_on"] = following.isoformat()
    _note(write, team, data.text, doing)


@effect(ALERT_RATIO)
def alert_ratio(write: Write, team: Team, data: RatioAlert, doing: Doing) -> None:
    """The personnel office owes an answer."""


@effect(ANSWER_RATIO)
def answer_ratio(write: Write, team: Team, data: Words, doing: Doing) -> None:
    """What is done about it stands with the team."""
    _note(write, team, data.text, doing)


@effect(PROPOSE)
def propose(write: Write, team: Team, data: Words, doing: Doing) -> None:
    """The proposal stands with the team, and the personnel office owes an answer."""
    _note(write, team, data.text, doing)


@effect(ANSWER_PROPOSAL)
def answer_proposal(write: Write, team: Team, data: Words, doing: Doing) -> None:
    """So does the answer."""
    _note(write, team, data.text, doing)


def _note(write: Write, team: Team, text: str, doing: Doing) -> None:
    write.new(
        TeamNote(
            team=team,
            act=doing.act.code,
            text=text,
            by_id=doing.by.person or None,
            at=doing.at,
        )
    )
