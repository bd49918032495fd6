"""Work within teams: given to own staff (R6.4), parties told (R6.9), clerks booked (R6.10)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.factories import DAY, Bench, actor, do, drawn, refusals
from tests.marks import article, rule
from tests.teams.squad import make_squad, staff
from xiezhi.acts.models import Prompt
from xiezhi.cases.models import Attendance, Case, Hearing, Notice, Room, Sitting
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.assignment import ASSIGN_STAFF, NOTIFY, SeatEntry, StaffChange
from xiezhi.law.powers.hearing import POSTPONE, SCHEDULE, HearingPlan, PostponementData
from xiezhi.law.powers.team_work import (
    ALLOCATE_WORK,
    BOOK_CLERK,
    CONFIRM_WORK,
    DECIDE_REQUEST,
    REQUEST_STAFF,
    Booking,
    RequestDecision,
    StaffRequest,
    WorkChoice,
    WorkData,
    WorkKind,
)
from xiezhi.law.terms import Post, Procedure, Seat
from xiezhi.law.time_limits.terms import PostponementGround
from xiezhi.people.models import Person, Relation, Team, TeamMember
from xiezhi.teams.models import TeamTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return make_squad(judges=1)


def elsewhere(bench: Bench, share: int = 100) -> Person:
    """Write an assistant of another team, with a share of a full post there."""
    person = staff(bench, Post.JUDGE_ASSISTANT)
    name = f"另一团队（{person.id}）"
    team = Team.objects.create(court=bench.court, division=bench.division, name=name)
    TeamMember.objects.create(
        team=team, person=person, post=Post.JUDGE_ASSISTANT, share=share, since=DAY
    )
    return person


def work(person: Person, **more) -> WorkData:
    return WorkData(person=person.id, kind=WorkKind.DRAFT, due_on=DAY, **more)


@rule("R6.4")
@article("法发〔2020〕26号", 6)
class TestWorkIsGivenToOwnStaff:
    """……工作分配权……"""

    def giving(self, bench: Bench, case: Case, person: Person) -> list[str]:
        return refusals(ALLOCATE_WORK, actor(bench.judges[0]), case.id, work(person))

    def test_own_team_and_pool_others_only_on_request(self, bench: Bench) -> None:
        case = drawn(bench)
        assert self.giving(bench, case, bench.people[Post.JUDGE_ASSISTANT]) == []
        assert self.giving(bench, case, staff(bench)) == []
        assert self.giving(bench, case, elsewhere(bench)) == ["E_NOT_OWN_STAFF"]

    def test_who_is_in_another_team_in_part_is_in_the_pool_for_the_rest(self, bench: Bench) -> None:
        case = drawn(bench)
        assert self.giving(bench, case, elsewhere(bench, share=60)) == []

    def test_only_the_judges_of_the_case_give_work_out(self, bench: Bench) -> None:
        case, clerk = drawn(bench), bench.people[Post.CLERK]
        found = refusals(ALLOCATE_WORK, actor(clerk), case.id, work(clerk))
        assert "E_ROLE_LIMIT" in found

    def test_a_request_goes_to_the_head_and_is_decided(self, bench: Bench) -> None:
        case, judge = drawn(bench), actor(bench.judges[0])
        one, two = elsewhere(bench), elsewhere(bench, share=99)
        TeamMember.objects.filter(person=two).update(share=100)

        def asking(person: Person) -> list[str]:
            data = StaffRequest(
                person=person.id, kind=WorkKind.RESEARCH, due_on=DAY, text="本队助理休假"
            )
            return refusals(REQUEST_STAFF, judge, case.id, data)

        assert asking(bench.people[Post.JUDGE_ASSISTANT]) == ["E_OWN_STAFF"]
        assert asking(bench.judges[0]) == ["E_TEAM_ROLE"]
        assert asking(one) == []
        assert asking(two) == []
        head = bench.as_(Post.DIVISION_HEAD)
        first, second = TeamTask.objects.order_by("id")
        done = WorkChoice(work=first.id)
        assert refusals(CONFIRM_WORK, judge, case.id, done) == ["E_NO_WORK"]
        granted = RequestDecision(work=first.id, granted=True, reason="同意")
        do(DECIDE_REQUEST, head, case.id, granted)
        waiting = Prompt.objects.get(act=DECIDE_REQUEST.code, settled_by=None)
        assert waiting.post == Post.DIVISION_HEAD
        do(DECIDE_REQUEST, head, case.id, RequestDecision(work=second.id, reason="该队亦缺人"))
        assert not Prompt.objects.filter(act=DECIDE_REQUEST.code, settled_by=None).exists()
        do(CONFIRM_WORK, judge, case.id, done)
        states = dict(TeamTask.objects.values_list("person", "state"))
        assert states == {one.id: "done", two.id: "refused"}


@rule("R6.9")
@article("民诉法", 47)
class TestPartiesAreToldOfChangesOfStaff:
    """……书记员……"""

    def change(self, bench: Bench, case: Case, clerk: Person) -> list[str]:
        data = StaffChange(seats=(SeatEntry(person=clerk.id, seat=Seat.CLERK),))
        do(ASSIGN_STAFF, actor(bench.judges[0]), case.id, data)
        told = Notice.objects.filter(case=case, to_parties=True).order_by("id")
        return [one.says for one in told]

    def test_where_the_clerk_was_named_to_them(self, bench: Bench) -> None:
        case, clerk = drawn(bench), staff(bench)
        do(NOTIFY, actor(bench.judges[0]), case.id)
        said = self.change(bench, case, clerk)
        old = bench.people[Post.CLERK].name
        assert len(said) == 2
        assert f"由{old}（书记员）变更为{clerk.name}（书记员）" in said[-1]
        assert "可以申请" in said[-1]

    def test_not_where_they_never_learnt_who_it_was(self, bench: Bench) -> None:
        assert self.change(bench, drawn(bench), staff(bench)) == []

    def test_not_where_nothing_changes(self, bench: Bench) -> None:
        case = drawn(bench)
        do(NOTIFY, actor(bench.judges[0]), case.id)
        assert len(self.change(bench, case, bench.people[Post.CLERK])) == 1


class Hearings:
    """Two cases of a judge without a clerk of the own, each with a hearing at nine."""

    NINE = datetime(2026, 9, 21, 9, tzinfo=ZONE)

    def __init__(self) -> None:
        self.bench = make_squad(judges=2)
        TeamMember.objects.update(until=DAY)
        self.cases = [self.case(self.NINE) for _ in range(2)]

    def case(self, at: datetime) -> Case:
        case = drawn(self.bench, procedure=Procedure.ORDINARY_SINGLE)
        room = Room.objects.create(court=self.bench.court, name=f"法庭{case.id}")
        Attendance.objects.filter(person=case.judge_id).update(active=False)
        plan = HearingPlan(starts_at=at, minutes=90, room=room.id)
        do(SCHEDULE, actor(case.judge), case.id, plan)
        return case

    def book(self, case: Case, clerk: Person) -> list[str]:
        hearing = Hearing.objects.filter(case=case, state="planned").latest("id").id
        data = Booking(hearing=hearing, clerk=clerk.id)
        return refusals(BOOK_CLERK, actor(case.judge), case.id, data)


@rule("R6.10")
class TestClerksAreBooked:
    def test_two_hearings_at_nine_same_clerk_is_refused(self) -> None:
        known = Hearings()
        clerk = staff(known.bench)
        one, two = known.cases
        assert known.book(one, clerk) == []
        assert known.book(two, clerk) == ["E_CLERK_BOOKED"]
        assert known.book(two, staff(known.bench)) == []
        assert known.book(known.case(known.NINE + timedelta(minutes=90)), clerk) == []

    def test_the_database_refuses_it_too(self) -> None:
        known = Hearings()
        clerk = staff(known.bench)
        known.book(known.cases[0], clerk)
        hearing = Hearing.objects.get(case=known.cases[1])
        during = DateTimeTZRange(known.NINE, known.NINE + timedelta(minutes=10))
        with pytest.raises(IntegrityError, match="person_not_booked_twice"):
            Attendance.objects.create(hearing=hearing, person=clerk, during=during)

    def test_who_is_booked_sits_as_clerk_and_is_free_again_when_it_is_put_off(self) -> None:
        known = Hearings()
        clerk = staff(known.bench)
        one, two = known.cases
        known.book(one, clerk)
        assert Sitting.objects.get(case=one, person=clerk).seat == Seat.CLERK
        hearing = Hearing.objects.get(case=one)
        why = PostponementData(
            hearing=hearing.id, ground=PostponementGround.NAMED, reason="证人未到"
        )
        do(POSTPONE, actor(one.judge), one.id, why)
        assert known.book(two, clerk) == []

    def test_who_is_wholly_in_another_team_is_not_in_the_pool(self) -> None:
        known = Hearings()
        other = known.bench.people[Post.CLERK]
        TeamMember.objects.filter(person=other).update(until=None)
        assert known.book(known.cases[0], other) == ["E_NOT_OWN_STAFF"]
        assistant = staff(known.bench, Post.JUDGE_ASSISTANT)
        assert known.book(known.cases[0], assistant) == ["E_TEAM_ROLE"]

    def test_a_clerk_whose_relative_is_a_party_is_not_booked(self) -> None:
        known = Hearings()
        clerk, case = staff(known.bench), known.cases[0]
        party = case.parties.first()
        relation = Relation.objects.create(person=clerk, name=party.name, kind="spouse")
        assert known.book(case, clerk) == ["E_CONFLICT"]
        Relation.objects.filter(pk=relation.pk).update(until=DAY)
        assert known.book(case, clerk) == []

    @rule("R6.9")
    def test_parties_who_know_who_sits_learn_of_a_further_clerk(self) -> None:
        known = Hearings()
        one, two = known.cases
        do(NOTIFY, actor(one.judge), one.id)
        first, second = staff(known.bench), staff(known.bench)
        known.book(one, first)
        known.book(two, second)
        told = Notice.objects.filter(to_parties=True, says__contains="增加")
        assert [(note.case, first.name in note.says) for note in told] == [(one, True)]
