"""A court with a personnel office and staff to spare, on which the tests of teams stand."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import DAY, Bench, actor, do, make_bench, make_person, make_tenure, refusals
from xiezhi.law.powers.teams import FORM, MemberEntry, TeamData
from xiezhi.law.terms import Post, TeamRole, TeamType
from xiezhi.people.models import Person, Team


def make_squad(judges: int = 3) -> Bench:
    """Write a court with a personnel office, beside the people that every bench has."""
    bench = make_bench(judges=judges)
    bench.people[Post.PERSONNEL] = make_person(bench.court)
    make_tenure(bench.people[Post.PERSONNEL], Post.PERSONNEL)
    return bench


def staff(bench: Bench, post: Post = Post.CLERK, name: str = "") -> Person:
    """Write an assistant or a clerk of the court who is in no team."""
    person = make_person(bench.court, name)
    make_tenure(person, post, division=bench.division)
    return person


def row(person: Person, role: TeamRole = TeamRole.JUDGE, share: int = 100) -> MemberEntry:
    """Return a person as a member to be."""
    return MemberEntry(person=person.id, role=role, share=share)


def team_data(bench: Bench, *members: MemberEntry, **more: Any) -> TeamData:
    """Return the data of a team, led by the first member where nobody is named."""
    plain: dict[str, Any] = {
        "name": f"第{Team.objects.count() + 1}审判团队",
        "kind": TeamType.MIXED,
        "division": bench.division.id,
        "leader": members[0].person,
        "scope": "民间借贷、买卖合同纠纷",
        "members": members,
        "since": DAY,
    }
    return TeamData(**(plain | more))


def forming(bench: Bench, *members: MemberEntry, **more: Any) -> list[str]:
    """Try to form a team; returns the codes of the refusal."""
    by = bench.as_(Post.PERSONNEL)
    return refusals(FORM, by, bench.court.id, team_data(bench, *members, **more))


def formed(bench: Bench, *members: MemberEntry, **more: Any) -> Team:
    """Return a team that was formed by the act."""
    by = bench.as_(Post.PERSONNEL)
    done = do(FORM, by, bench.court.id, team_data(bench, *members, **more))
    return Team.objects.get(pk=done.subject)


__all__ = ["DAY", "actor", "date", "formed", "forming", "make_squad", "row", "staff"]
