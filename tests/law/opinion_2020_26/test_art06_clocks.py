"""审判团队的时钟: rotation, ratio of staff to judges, quarters, kinship."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.marks import article, rule
from xiezhi.law.powers import powers
from xiezhi.law.rules.kinship import Declared, kin
from xiezhi.law.rules.team_clocks import (
    Stage,
    appraisal_due,
    below_since,
    quarter_days,
    quarter_of,
    ratio,
    ratio_alert,
    rotation_due,
    rotation_stage,
    target,
)
from xiezhi.law.rules.teams import heaviest
from xiezhi.law.team_values import Stint
from xiezhi.law.terms import Post, Quarter, TeamRole, TeamType

DAY = date(2026, 11, 23)
START = date(2024, 11, 1)


@rule("R6.6")
@article("法发〔2022〕31号", 2)
class TestRotation:
    """……合议庭……应当定期交流"""

    def test_fixed_panel_since_2024_11_01_with_24_month_clock_on_2026_11_23_is_overdue(
        self,
    ) -> None:
        due = rotation_due(date(2024, 11, 1), DAY)
        assert due == date(2026, 11, 1)
        assert rotation_stage(due, date(2026, 11, 23)) is Stage.OVERDUE

    @pytest.mark.parametrize(
        ("days_left", "stage"),
        [
            (91, Stage.NONE), (90, Stage.FIRST), (31, Stage.FIRST), (30, Stage.SECOND),
            (0, Stage.SECOND), (-1, Stage.OVERDUE),
        ],
    )  # fmt: skip
    def test_it_is_prompted_ninety_and_thirty_days_before(
        self, days_left: int, stage: Stage
    ) -> None:
        assert rotation_stage(DAY + timedelta(days=days_left), DAY) is stage

    def test_a_court_may_set_a_shorter_time(self) -> None:
        assert rotation_due(START, DAY, {"teams.rotation_months": 12}) == date(2025, 11, 1)


def member(role: TeamRole, since: date = START, until: date | None = None, share: int = 100):
    return Stint(len(role) + since.toordinal(), role, share, since, until)


@rule("R6.7")
@article("法发〔2020〕26号", 6)
class TestRatio:
    """……人员配比合理"""

    JUDGE = member(TeamRole.JUDGE)
    CLERK = member(TeamRole.CLERK)
    WHOLE = (JUDGE, CLERK, member(TeamRole.JUDGE_ASSISTANT))

    def test_shares_are_counted(self) -> None:
        half = member(TeamRole.JUDGE_ASSISTANT, share=50)
        assert str(ratio([self.JUDGE, half, self.CLERK], DAY)) == "1 : 0.5 : 1"
        assert below_since(TeamType.MIXED, [self.JUDGE, half, self.CLERK], START, DAY) == START

    def test_a_fast_track_team_has_two_assistants_for_each_judge(self) -> None:
        assert str(target(TeamType.FAST_TRACK, 100, DAY)) == "1 : 2 : 1"
        assert below_since(TeamType.FAST_TRACK, self.WHOLE, START, DAY) == START
        assert below_since(TeamType.MIXED, self.WHOLE, START, DAY) is None

    def test_the_alert_comes_after_thirty_days_not_on_the_thirtieth(self) -> None:
        left = member(TeamRole.JUDGE_ASSISTANT, until=date(2026, 10, 1))
        members = [self.JUDGE, self.CLERK, left]
        assert ratio_alert(TeamType.MIXED, members, START, date(2026, 10, 31)) is None
        found = ratio_alert(TeamType.MIXED, members, START, date(2026, 11, 1))
        assert found == date(2026, 10, 1)

    def test_the_days_begin_anew_after_somebody_came_and_left(self) -> None:
        came = member(TeamRole.JUDGE_ASSISTANT, date(2026, 10, 10), date(2026, 11, 10))
        members = [self.JUDGE, self.CLERK, came]
        assert below_since(TeamType.MIXED, members, START, DAY) == date(2026, 11, 10)

    def test_who_is_yet_to_come_does_not_count(self) -> None:
        coming = member(TeamRole.JUDGE_ASSISTANT, DAY + timedelta(days=1))
        assert below_since(TeamType.MIXED, [self.JUDGE, self.CLERK, coming], START, DAY) == START


@rule("R6.2")
class TestShares:
    @pytest.mark.parametrize(
        ("held", "since", "share", "most"),
        [
            ([], START, 100, 100),
            ([(60, START, None)], DAY, 50, 110),
            ([(60, START, DAY)], DAY, 50, 50),
            ([(60, DAY, None)], START, 50, 110),
            ([(60, START, DAY), (60, DAY, None)], START, 40, 100),
        ],
    )
    def test_the_most_on_any_day_counts(
        self, held: list, since: date, share: int, most: int
    ) -> None:
        stints = [Stint(1, TeamRole.JUDGE, part, first, until) for part, first, until in held]
        assert heaviest(stints, since, share) == most


@rule("R6.8")
class TestQuarters:
    def test_proposals_are_due_ten_days_after_the_quarter(self) -> None:
        assert quarter_of(date(2026, 9, 30)) == (2026, Quarter.THIRD)
        assert quarter_days(2026, Quarter.FOURTH) == (date(2026, 10, 1), date(2026, 12, 31))
        assert appraisal_due(2026, Quarter.THIRD) == date(2026, 10, 10)


@rule("R6.3")
@article("法发〔2017〕11号", 1)
class TestTheTeamLeader:
    """a team is neither a trial organisation nor a division: its leader decides no case."""

    def test_no_act_on_a_case_is_held_by_the_leader_as_such(self) -> None:
        held = [act for act in powers().values() if Post.TEAM_LEADER in act.holders]
        assert {act.code for act in held} == {"team.propose"}
        assert all(act.subject == "team" for act in held)


@rule("R6.5")
@article("法官法", 23)
class TestKinship:
    NAMES = {1: "沈砚秋", 2: "顾怀远"}

    def say(self, *rows: tuple[int, str, str]) -> str:
        return kin(1, 2, self.NAMES, [Declared(*row) for row in rows])

    def test_the_brothers_spouse_is_an_in_law_as_two_declarations_show(self) -> None:
        assert self.say((1, "collateral", "沈砚冬"), (2, "spouse", "沈砚冬")) == "近姻亲"

    def test_one_declaration_suffices_where_it_names_the_other(self) -> None:
        assert self.say((2, "spouse", "沈砚秋")) == "配偶"

    @pytest.mark.parametrize(
        ("mine", "theirs", "words"),
        [
            ("lineal", "spouse", "近姻亲"), ("lineal", "lineal", "旁系血亲"),
            ("lineal", "collateral", "旁系血亲"), ("spouse", "spouse", ""),
            ("collateral", "collateral", ""), ("interest", "spouse", ""),
        ],
    )  # fmt: skip
    def test_what_two_are_through_a_third(self, mine: str, theirs: str, words: str) -> None:
        assert self.say((1, mine, "甲"), (2, theirs, "甲")) == words

    def test_two_of_one_name_are_two_where_their_numbers_differ(self) -> None:
        rows = [Declared(1, "collateral", "甲", 7), Declared(2, "spouse", "甲", 8)]
        assert kin(1, 2, self.NAMES, rows) == ""

    def test_others_declarations_do_not_matter(self) -> None:
        assert self.say((1, "collateral", "甲"), (3, "spouse", "甲")) == ""
