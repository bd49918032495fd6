"""What the platform prompts of itself: rotation (R6.6), ratio (R6.7), appraisals (R6.8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.factories import DAY, Bench, actor, do, refusals
from tests.marks import article, rule
from tests.teams.squad import formed, make_squad, row, staff
from xiezhi.acts.models import Prompt
from xiezhi.acts.prompts import overdue
from xiezhi.acts.types import SYSTEM
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.team_work import (
    PROPOSE_APPRAISAL,
    USE_APPRAISAL,
    ProposalEntry,
    Proposals,
    ProposalUse,
)
from xiezhi.law.powers.teams import (
    ADD_MEMBER,
    ANSWER_RATIO,
    END_MEMBER,
    REMIND_ROTATION,
    ROTATE,
    MemberEnd,
    NewMember,
    Rotation,
    RotationReminder,
    Words,
)
from xiezhi.law.rules.team_clocks import Stage
from xiezhi.law.terms import Post, Quarter, TeamRole
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Team, TeamMember
from xiezhi.teams.jobs import each_morning, prompt
from xiezhi.teams.models import Appraisal, AppraisalUse

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    made = make_squad()
    TeamMember.objects.update(until=date(2020, 10, 1))
    Team.objects.update(ended_on=date(2020, 10, 1))
    return made


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def open_duty(team: Team) -> Prompt:
    return Prompt.objects.get(subject=team.id, settled_by=None)


def whole(bench: Bench, **more) -> Team:
    """Form a team of one judge, one assistant and one clerk."""
    return formed(
        bench,
        row(bench.judges[0]),
        row(staff(bench, Post.JUDGE_ASSISTANT), TeamRole.JUDGE_ASSISTANT),
        row(staff(bench), TeamRole.CLERK),
        **more,
    )


@rule("R6.6")
@article("法发〔2022〕31号", 2)
class TestRotation:
    """……应当定期交流"""

    def test_fixed_panel_since_2024_11_01_with_24_month_clock_on_2026_11_23_is_overdue(
        self, bench: Bench
    ) -> None:
        team = whole(bench, since=date(2024, 11, 1), review_on=date(2026, 11, 1))
        prompt(at=on(date(2026, 11, 23)))
        owed = open_duty(team)
        assert (owed.act, owed.post, owed.due_on) == (
            "team.rotate", Post.DIVISION_HEAD, date(2026, 11, 1),
        )  # fmt: skip
        assert owed in overdue(date(2026, 11, 23), [bench.court.id])

    def test_it_is_prompted_ninety_and_thirty_days_before_and_once_each(self, bench: Bench) -> None:
        team = whole(bench)
        due = team.review_on
        assert due == date(2028, 9, 1)
        days = [due - timedelta(days=left) for left in (91, 90, 89, 30, 29, 0, -1, -2)]
        for day in days:
            prompt(at=on(day))
            prompt(at=on(day))
        entries = Entry.objects.filter(subject=team.id, act=REMIND_ROTATION.code)
        told = [one.at.astimezone(ZONE).date() for one in entries.order_by("seq")]
        assert told == [days[1], days[3], days[6]]
        assert open_duty(team).due_on == due

    def test_a_reminder_that_is_not_due_is_refused(self, bench: Bench) -> None:
        team = whole(bench)
        wrong = RotationReminder(stage=Stage.FIRST)
        assert refusals(REMIND_ROTATION, SYSTEM, team.id, wrong) == ["E_ROTATION_STAGE"]

    def test_a_rotation_needs_that_somebody_changed(self, bench: Bench) -> None:
        team = whole(bench, since=date(2024, 11, 1), review_on=date(2026, 11, 1))
        day = date(2026, 11, 23)
        prompt(at=on(day))
        head, words = bench.as_(Post.DIVISION_HEAD), Rotation(text="与第二团队交流一名法官")
        assert refusals(ROTATE, head, team.id, words, at=on(day)) == ["E_NOT_ROTATED"]
        new = NewMember(person=bench.judges[1].id, role=TeamRole.JUDGE, since=day)
        do(ADD_MEMBER, head, team.id, new, at=on(day))
        assert refusals(ROTATE, head, team.id, words, at=on(day)) == []
        team.refresh_from_db()
        assert (team.reviewed_on, team.review_on) == (day, date(2028, 11, 23))
        assert not Prompt.objects.filter(subject=team.id, settled_by=None).exists()

    def test_the_next_one_is_no_later_than_the_clock(self, bench: Bench) -> None:
        team = whole(bench, since=date(2024, 11, 1))
        head = bench.as_(Post.DIVISION_HEAD)
        new = NewMember(person=bench.judges[1].id, role=TeamRole.JUDGE, since=DAY)
        do(ADD_MEMBER, head, team.id, new)
        late = Rotation(text="已交流", next_on=date(2028, 9, 2))
        assert refusals(ROTATE, head, team.id, late) == ["E_ROTATION_DATE"]
        kept = Rotation(text="已交流", next_on=date(2028, 9, 1))
        assert refusals(ROTATE, head, team.id, kept) == []


@rule("R6.7")
@article("法发〔2020〕26号", 6)
class TestRatio:
    """……合理确定……人员配比"""

    def test_personnel_is_alerted_after_thirty_days_below_the_target(self, bench: Bench) -> None:
        team = whole(bench)
        assistant = team.members.get(post=Post.JUDGE_ASSISTANT)
        by, left = bench.as_(Post.PERSONNEL), DAY + timedelta(days=10)
        do(
            END_MEMBER,
            by,
            team.id,
            MemberEnd(person=assistant.person_id, until=left, reason="调离"),
        )
        prompt(at=on(left + timedelta(days=30)))
        assert not Prompt.objects.filter(subject=team.id).exists()
        for later in (31, 32):
            prompt(at=on(left + timedelta(days=later)))
        owed = open_duty(team)
        assert (owed.act, owed.post) == ("team.answer_ratio", Post.PERSONNEL)
        assert Entry.objects.filter(subject=team.id, act="team.alert_ratio").count() == 1
        do(ANSWER_RATIO, by, team.id, Words(text="已列入本季度招录计划"), at=on(owed.due_on))
        assert not Prompt.objects.filter(subject=team.id, settled_by=None).exists()

    def test_a_team_at_its_ratio_is_left_alone(self, bench: Bench) -> None:
        team = whole(bench)
        prompt(at=on(DAY + timedelta(days=60)))
        assert not Entry.objects.filter(subject=team.id, act="team.alert_ratio").exists()


@rule("R6.8")
@article("法发〔2020〕26号", 6)
class TestAppraisals:
    """……考核建议权……"""

    THIRD = {"year": 2026, "quarter": Quarter.THIRD}

    def proposing(self, bench: Bench, day: date, *persons: int) -> list[str]:
        rows = tuple(ProposalEntry(person=one, score=92, text="工作细致") for one in persons)
        data = Proposals(**self.THIRD, proposals=rows)
        judge = bench.judges[0]
        return refusals(PROPOSE_APPRAISAL, actor(judge), judge.id, data, at=on(day))

    def staff_of(self, team: Team) -> list[int]:
        rows = team.members.exclude(post=Post.JUDGE).order_by("person")
        return list(rows.values_list("person", flat=True))

    def test_it_is_due_within_ten_days_of_the_quarters_end(self, bench: Bench) -> None:
        whole(bench)
        judge = bench.judges[0]
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)):
            each_morning(int(on(day).timestamp()))
        owed = Prompt.objects.get(subject=judge.id)
        assert (owed.act, owed.owed_by) == ("appraisal.propose", judge.id)
        assert owed.due_on == date(2026, 10, 10)

    def test_a_judge_proposes_on_all_own_staff_and_on_nobody_else(self, bench: Bench) -> None:
        team = whole(bench)
        staff_of, day = self.staff_of(team), date(2026, 10, 9)
        stranger = staff(bench).id
        each_morning(int(on(date(2026, 10, 1)).timestamp()))
        assert self.proposing(bench, date(2026, 9, 30), *staff_of) == ["E_TOO_EARLY"]
        assert self.proposing(bench, day, *staff_of, stranger) == ["E_NOT_OWN_STAFF"]
        assert self.proposing(bench, day, staff_of[0]) == ["E_STAFF_MISSING"]
        assert self.proposing(bench, day, *staff_of) == []
        assert [one.late for one in Appraisal.objects.all()] == [False, False]
        assert not Prompt.objects.filter(subject=bench.judges[0].id, settled_by=None).exists()
        assert self.proposing(bench, day, *staff_of) == ["E_APPRAISED"]

    def test_a_late_one_is_taken_and_marked(self, bench: Bench) -> None:
        team = whole(bench)
        assert self.proposing(bench, date(2026, 10, 11), *self.staff_of(team)) == []
        assert {one.late for one in Appraisal.objects.all()} == {True}

    def test_personnel_shows_the_weight_used_or_the_reason_for_departing(
        self, bench: Bench
    ) -> None:
        first, second = self.staff_of(whole(bench))
        by, at = bench.as_(Post.PERSONNEL), on(date(2026, 10, 12))

        def using(person: int, **how) -> list[str]:
            return refusals(USE_APPRAISAL, by, person, ProposalUse(**self.THIRD, **how), at=at)

        assert using(first, weight=40) == ["E_NO_PROPOSAL"]
        self.proposing(bench, date(2026, 10, 9), first, second)
        assert using(first) == ["E_WEIGHT_OR_REASON"]
        assert using(first, weight=0) == ["E_WEIGHT_OR_REASON"]
        assert using(first, weight=40) == []
        assert using(second, reason="与群众评议差距较大，经复核") == []
        assert set(AppraisalUse.objects.values_list("person", "weight")) == {
            (first, 40), (second, None),
        }  # fmt: skip
        assert using(first, weight=50) == ["E_APPRAISED"]
