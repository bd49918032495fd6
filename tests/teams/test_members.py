"""Who makes up a team, with which share; who leads it and what the leader may not (R6.1–R6.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from tests.factories import (
    AT,
    DAY,
    SINCE,
    Bench,
    actor,
    do,
    drawn,
    make_division,
    make_person,
    make_tenure,
    refusals,
)
from tests.marks import article, rule
from tests.teams.squad import formed, forming, make_squad, row, staff, team_data
from xiezhi.acts.examine import examine
from xiezhi.acts.gate import facts_of
from xiezhi.acts.models import Prompt
from xiezhi.acts.types import Wish
from xiezhi.law.powers import judgment, powers
from xiezhi.law.powers.teams import (
    ADD_MEMBER,
    ANSWER_PROPOSAL,
    CHANGE,
    DISSOLVE,
    END_MEMBER,
    FORM,
    PROPOSE,
    Dissolution,
    MemberEnd,
    NewMember,
    TeamChange,
    Words,
)
from xiezhi.law.terms import Post, TeamRole, TeamType
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Team, TeamMember
from xiezhi.teams.models import TeamNote

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return make_squad()


@article("法发〔2020〕26号", 6)
class TestForming:
    """基层、中级人民法院应当……组建……审判团队"""

    @rule("R6.1")
    def test_team_of_assistants_only_is_refused(self, bench: Bench) -> None:
        assistants = [
            row(staff(bench, Post.JUDGE_ASSISTANT), TeamRole.JUDGE_ASSISTANT) for _ in range(2)
        ]
        assert forming(bench, *assistants) == ["E_TEAM_NO_JUDGE"]
        assert forming(bench, row(bench.judges[1]), *assistants) == []

    @rule("R6.1")
    def test_the_leader_is_a_judge_of_the_team(self, bench: Bench) -> None:
        clerk = staff(bench)
        members = (row(bench.judges[1]), row(clerk, TeamRole.CLERK))
        assert forming(bench, *members, leader=clerk.id) == ["E_TEAM_NO_JUDGE"]
        assert forming(bench, *members, leader=bench.judges[2].id) == ["E_TEAM_NO_JUDGE"]
        assert forming(bench, *members) == []

    @rule("R6.1")
    def test_who_is_listed_as_judge_holds_a_judges_post(self, bench: Bench) -> None:
        assistant = staff(bench, Post.JUDGE_ASSISTANT)
        assert forming(bench, row(assistant)) == ["E_TEAM_ROLE", "E_TEAM_NO_JUDGE"]
        make_tenure(assistant, Post.JUDGE)
        assert forming(bench, row(assistant)) == []

    @rule("R6.2")
    def test_judge_60_percent_team_a_50_percent_team_b_is_refused(self, bench: Bench) -> None:
        judge, other = bench.judges[1:]
        formed(bench, row(judge, share=60), name="A")
        assert forming(bench, row(other), row(judge, share=50), name="B") == ["E_TEAM_SHARE"]
        assert forming(bench, row(other), row(judge, share=40), name="B") == []

    @rule("R6.2")
    @pytest.mark.django_db(transaction=True)
    def test_the_database_refuses_what_two_would_write_at_once(self, bench: Bench) -> None:
        judge = bench.judges[1]
        team = formed(bench, row(judge, share=60))
        other = Team.objects.create(court=bench.court, division=bench.division, name="B")
        with pytest.raises(IntegrityError, match="come to 110 percent"):
            TeamMember.objects.create(
                team=other, person=judge, post=Post.JUDGE, share=50, since=DAY
            )
        TeamMember.objects.filter(team=team).update(until=DAY + timedelta(days=9))
        TeamMember.objects.create(
            team=other, person=judge, post=Post.JUDGE, share=50, since=DAY + timedelta(days=9)
        )

    def test_nobody_is_listed_twice_and_no_team_has_the_name_of_another(self, bench: Bench) -> None:
        judge = bench.judges[1]
        twice = forming(bench, row(judge, share=50), row(judge, share=50))
        assert twice == ["E_TEAM_TWICE"]
        assert forming(bench, row(judge, share=50), name="甲") == []
        assert forming(bench, row(judge, share=50), name="甲") == ["E_TEAM_NAME"]

    def test_a_head_forms_teams_of_the_own_division(self, bench: Bench) -> None:
        other = make_division(bench.court)
        by, court = bench.as_(Post.DIVISION_HEAD), bench.court.id
        data = team_data(bench, row(bench.judges[1]))
        away = team_data(bench, row(bench.judges[1]), division=other.id)
        assert refusals(FORM, by, court, away) == ["E_DIVISION"]
        assert "E_NO_POWER" in refusals(FORM, actor(bench.judges[1]), court, data)
        assert refusals(FORM, by, court, data) == []

    def test_a_team_has_its_own_trace(self, bench: Bench) -> None:
        team = formed(bench, row(bench.judges[1]))
        entry = Entry.objects.get(subject=team.id)
        assert (entry.act, entry.seq, entry.outcome) == ("team.form", 1, "accepted")
        assert bytes(Team.objects.get(pk=team.id).head) == bytes(entry.hash)


@rule("R6.3")
@article("法发〔2017〕11号", 1)
class TestTheLeaderAsSuch:
    """the team leader cannot approve judgments, votes, assignments: only own-role items."""

    def test_team_leader_opens_approve_judgment_of_a_team_colleague(self, bench: Bench) -> None:
        case = drawn(bench)
        colleague = case.judge
        leader = next(one for one in bench.judges if one != colleague)
        TeamMember.objects.update(until=DAY)
        formed(bench, row(leader), row(colleague))
        for code in ("judgment.sign", "deliberation.seal_ballot", "assignment.reassign"):
            assert self.refusal(code, leader, case.id) == "E_NO_POWER"
        assert self.refusal("judgment.sign", colleague, case.id) != "E_NO_POWER"

    def refusal(self, code: str, person, case: int) -> str:
        act = powers()[code]
        known = facts_of(act, [Wish(case, None, by=actor(person))], AT)[case]
        return examine(act, known)[0].code

    def test_the_leader_proposes_and_the_personnel_office_answers(self, bench: Bench) -> None:
        leader, member = bench.judges[1:]
        team = formed(bench, row(leader), row(member))
        words = Words(text="建议增加一名法官助理")
        assert refusals(PROPOSE, actor(member), team.id, words) == ["E_NO_POWER"]
        assert refusals(PROPOSE, actor(leader), team.id, words) == []
        owed = Prompt.objects.get(subject=team.id, settled_by=None)
        assert (owed.act, owed.post) == ("team.answer_proposal", Post.PERSONNEL)
        do(ANSWER_PROPOSAL, bench.as_(Post.PERSONNEL), team.id, Words(text="下季度补充"))
        assert not Prompt.objects.filter(subject=team.id, settled_by=None).exists()
        assert [one.act for one in TeamNote.objects.order_by("id")] == [
            "team.propose", "team.answer_proposal",
        ]  # fmt: skip


class TestMembersOverTime:
    def leaving(self, bench: Bench, team: Team, person, **more) -> list[str]:
        data = MemberEnd(person=person.id, **{"until": DAY, "reason": "调离", **more})
        return refusals(END_MEMBER, bench.as_(Post.PERSONNEL), team.id, data)

    @rule("R6.1")
    def test_the_last_judge_and_the_leader_do_not_leave(self, bench: Bench) -> None:
        first, second = bench.judges[1:]
        clerk = staff(bench)
        team = formed(bench, row(first), row(clerk, TeamRole.CLERK), since=SINCE)
        assert self.leaving(bench, team, first) == ["E_TEAM_NO_JUDGE"]
        new = NewMember(person=second.id, role=TeamRole.JUDGE, since=SINCE)
        do(ADD_MEMBER, bench.as_(Post.PERSONNEL), team.id, new)
        assert self.leaving(bench, team, first) == ["E_TEAM_NO_JUDGE"]
        change = TeamChange(kind=TeamType.FAST_TRACK, leader=second.id, scope="速裁")
        do(CHANGE, bench.as_(Post.PERSONNEL), team.id, change)
        assert self.leaving(bench, team, first) == []
        assert self.leaving(bench, team, clerk) == []
        now = TeamMember.objects.filter(team=team, until=None)
        assert [one.person for one in now] == [second]

    def test_who_never_worked_there_does_not_leave(self, bench: Bench) -> None:
        team = formed(bench, row(bench.judges[1]))
        assert "E_NOT_MEMBER" in self.leaving(bench, team, bench.judges[2])

    def test_a_member_does_not_enter_twice(self, bench: Bench) -> None:
        judge = bench.judges[1]
        team = formed(bench, row(judge, share=50))
        data = NewMember(person=judge.id, role=TeamRole.JUDGE, share=50, since=DAY)
        by = bench.as_(Post.PERSONNEL)
        assert refusals(ADD_MEMBER, by, team.id, data) == ["E_TEAM_TWICE"]

    def test_what_is_dissolved_changes_no_more(self, bench: Bench) -> None:
        judge, other = bench.judges[1:]
        team = formed(bench, row(judge), since=SINCE)
        by = bench.as_(Post.PRESIDENT)
        do(DISSOLVE, by, team.id, Dissolution(until=DAY, reason="机构调整"))
        data = NewMember(person=other.id, role=TeamRole.JUDGE, since=DAY)
        assert refusals(ADD_MEMBER, by, team.id, data) == ["E_TEAM_ENDED"]
        assert not TeamMember.objects.filter(team=team, until=None).exists()
        assert forming(bench, row(judge), row(other)) == []

    def test_a_case_goes_to_the_staff_of_the_day(self, bench: Bench) -> None:
        """The lot seats the assistant and clerk who work in the judge's team today."""
        TeamMember.objects.update(until=DAY)
        assistant, clerk = staff(bench, Post.JUDGE_ASSISTANT), staff(bench)
        rows = [row(one) for one in bench.judges]
        formed(bench, *rows, row(assistant, TeamRole.JUDGE_ASSISTANT), row(clerk, TeamRole.CLERK))
        case = drawn(bench)
        seats = set(case.sittings.values_list("person", "seat"))
        assert {(assistant.id, "assistant"), (clerk.id, "clerk")} <= seats
        assert bench.people[Post.CLERK].id not in {person for person, _ in seats}


def test_numbers_of_teams_come_from_the_sequence_of_subjects(db: None) -> None:
    person = make_person(None)
    bench = make_squad()
    team = Team.objects.get(court=bench.court)
    assert team.id > person.id
    with connection.cursor() as cursor:
        cursor.execute("select last_value from subject_id")
        assert team.id <= cursor.fetchone()[0]


def test_the_list_knows_no_approval_of_a_colleagues_judgment() -> None:
    assert Post.TEAM_LEADER not in judgment.SIGN.holders
