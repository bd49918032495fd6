"""Alerts of concentration and of designation, on the database; who is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.marks import article, rule
from xiezhi.cases.models import Case
from xiezhi.fairness import figures
from xiezhi.fairness.jobs import watch
from xiezhi.fairness.models import BoundAlert
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import assignment as powers
from xiezhi.law.terms import BoundKind, Level, Post, Procedure, TeamType
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Person, Team, TeamMember

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7)]
NEXT = datetime(2026, 10, 2, 2, 50, tzinfo=ZONE)
SEPTEMBER = make.DAY.replace(day=1)
SINCE = make.SINCE + timedelta(days=1)


def designated(bench: make.Bench, judge: Person, **how) -> None:
    case = make.triaged(bench, **how)
    choice = powers.Designation(
        judge=judge.id, ground=powers.DesignationGround.LEADER,
        reason="案情重大，宜由其承办", document="（2026）分案签字第3号",
    )  # fmt: skip
    make.do(powers.DESIGNATE, bench.as_(Post.DIVISION_HEAD), case.id, choice, **how)


def fast_team(bench: make.Bench, *judges: Person) -> Team:
    team = Team.objects.create(
        court=bench.court, division=bench.division, kind=TeamType.FAST_TRACK,
        name=f"速裁团队{judges[0].id}",
    )  # fmt: skip
    for judge in judges:
        judge.teams.update(until=SINCE)
        TeamMember.objects.create(team=team, person=judge, post=Post.JUDGE, since=SINCE)
    return team


@rule("R7.10")
class TestDesignationShare:
    """……指定分案为例外……应当在办案平台上全程留痕。"""

    def test_two_of_six_in_a_month_alert_the_president_and_the_court_above(self):
        above = make.make_bench(level=Level.INTERMEDIATE)
        bench = make.make_bench(3, court=make.make_court(parent=above.court))
        for _ in range(4):
            make.drawn(bench)
        for _ in range(2):
            designated(bench, bench.judges[0])
        (told,) = watch(at=NEXT, courts=[bench.court.id])
        assert told.accepted
        row = BoundAlert.objects.get()
        assert (row.kind, row.part, row.whole, row.limit) == (BoundKind.DESIGNATION, 2, 6, 20)
        assert (row.court, row.month, row.upward) == (bench.court, SEPTEMBER, True)

    def test_the_same_month_is_told_once(self):
        bench = make.make_bench(3)
        designated(bench, bench.judges[0])
        watch(at=NEXT, courts=[bench.court.id])
        watch(at=NEXT + timedelta(days=1), courts=[bench.court.id])
        assert BoundAlert.objects.count() == 1
        assert Entry.objects.filter(subject=bench.court.id, act="assignment.alert_bounds").count() \
            == 1  # fmt: skip

    def test_within_the_ceiling_nobody_is_told(self):
        bench = make.make_bench(3)
        for _ in range(4):
            make.drawn(bench)
        designated(bench, bench.judges[0])
        assert watch(at=NEXT, courts=[bench.court.id]) == []

    def test_a_pool_of_one_counts_as_designation_and_is_told_apart(self):
        bench = make.make_bench(1)
        make.drawn(bench)
        (month,) = figures.months([bench.court.id], SEPTEMBER, NEXT.date())
        assert (month.drawn, month.decided, month.alone) == (0, 0, 1)
        watch(at=NEXT, courts=[bench.court.id])
        row = BoundAlert.objects.get(kind=BoundKind.DESIGNATION)
        assert (row.part, row.whole) == (1, 1)

    def test_who_designated_on_which_ground(self):
        bench = make.make_bench(3)
        for _ in range(2):
            designated(bench, bench.judges[0])
        (row,) = figures.by_leader(bench.court.id, SEPTEMBER, NEXT.date())
        assert (row.person, row.ground, row.count) == (
            bench.people[Post.DIVISION_HEAD].id, "G1", 2,
        )  # fmt: skip


@rule("R7.8")
class TestConcentration:
    """组建专业化、小额诉讼、速裁审判团队的……应当……在不同审判组织之间随机分案。"""

    def test_a_cause_that_stays_with_one_team_alerts(self):
        bench = make.make_bench(3)
        team = fast_team(bench, *bench.judges)
        for _ in range(5):
            make.drawn(bench)
        watch(at=NEXT, courts=[bench.court.id])
        rows = {row.kind: row for row in BoundAlert.objects.all()}
        one = rows[BoundKind.CONCENTRATION]
        assert (one.part, one.whole, one.organisation) == (5, 5, team.name)
        assert one.cause == "民间借贷纠纷" and not one.upward
        few = rows[BoundKind.FEW_ORGANISATIONS]
        assert (few.part, few.limit) == (1, 3)

    def test_spread_over_three_teams_it_does_not(self):
        bench = make.make_bench(3)
        for judge in bench.judges:
            fast_team(bench, judge)
        for judge in bench.judges * 2:
            designated(bench, judge)
        for _ in range(30):
            make.drawn(bench)
        watch(at=NEXT, courts=[bench.court.id])
        assert not BoundAlert.objects.filter(kind=BoundKind.CONCENTRATION).exists()
        assert not BoundAlert.objects.filter(kind=BoundKind.FEW_ORGANISATIONS).exists()

    def test_fewer_cases_than_the_parameter_asks_say_nothing(self):
        bench = make.make_bench(3)
        fast_team(bench, *bench.judges)
        for _ in range(4):
            make.drawn(bench)
        assert watch(at=NEXT, courts=[bench.court.id]) == []
        ((_court, stream),) = figures.streams([bench.court.id], SEPTEMBER, NEXT.date())
        assert (stream.cases, stream.most, stream.organisations) == (4, 4, 1)

    def test_plain_teams_and_procedures_are_no_such_stream(self):
        bench = make.make_bench(3)
        for _ in range(5):
            make.drawn(bench)
        assert figures.streams([bench.court.id], SEPTEMBER, NEXT.date()) == []

    def test_small_claims_and_fast_track_are_one_wherever_the_judge_works(self):
        bench = make.make_bench(3)
        case = make.drawn(bench)
        Case.objects.filter(pk=case.id).update(procedure=Procedure.SMALL_CLAIMS)
        assert len(figures.streams([bench.court.id], SEPTEMBER, NEXT.date())) == 1

    def test_many_courts_take_as_many_statements_as_one(self):
        benches = [make.make_bench(2) for _ in range(4)]
        for bench in benches:
            make.drawn(bench)
        ids = [bench.court.id for bench in benches]

        def statements(courts: list[int]) -> int:
            with CaptureQueriesContext(connection) as spent:
                assert watch(at=NEXT, courts=courts) == []
            return len(spent)

        assert statements(ids[:1]) == statements(ids)
