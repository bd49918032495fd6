"""审判组织: who may sit (法院组织法, 三大诉讼法, 人民陪审员法)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.finding import Finding
from xiezhi.law.parameters import parameter
from xiezhi.law.rules.compositions import COMPOSITIONS, Matter, Stage
from xiezhi.law.rules.organisation import (
    Bench,
    BenchKind,
    BenchSeat,
    Participation,
    SoleBar,
    TrialFacts,
    check_ballot,
    check_bench,
)
from xiezhi.law.terms import FourType, Level, Post, Procedure

TODAY = date(2026, 3, 2)
PLAIN = TrialFacts(on=TODAY)
DRAWN = date(2026, 3, 1)
M, P, L = Matter, Procedure, Level


def panel(
    judges: int,
    jurors: int = 0,
    *,
    matter: Matter = M.CIVIL_FIRST,
    procedure: Procedure | None = P.ORDINARY_PANEL,
    level: Level = L.BASIC,
) -> Bench:
    seats = [BenchSeat(n, Post.JUDGE, presides=n == 1) for n in range(1, judges + 1)]
    seats += [BenchSeat(100 + n, Post.JUROR, drawn_on=DRAWN) for n in range(jurors)]
    return Bench(BenchKind.PANEL, matter, level, tuple(seats), procedure)


def sole(
    procedure: Procedure | None,
    *,
    matter: Matter = M.CIVIL_FIRST,
    level: Level = L.BASIC,
    maritime: bool = False,
) -> Bench:
    return Bench(BenchKind.SOLE, matter, level, (BenchSeat(1),), procedure, maritime)


def codes(bench: Bench, facts: TrialFacts = PLAIN) -> list[str]:
    return [finding.code for finding in check_bench(bench, facts)]


def refusing(bench: Bench, facts: TrialFacts = PLAIN) -> list[Finding]:
    return [finding for finding in check_bench(bench, facts) if not finding.warning]


# name, bench, the codes of what stands in the way
TABLE: list[tuple[str, Bench, list[str]]] = [
    ("civil panel of three judges", panel(3), []),
    ("civil panel of five judges", panel(5), []),
    ("civil, two judges and a juror", panel(2, 1), []),
    ("civil, three judges and four jurors", panel(3, 4), []),
    ("civil, three judges and two jurors", panel(3, 2), ["E_PANEL_SIZE"]),
    ("civil simple, one judge", sole(P.SUMMARY), []),
    ("civil small claims, one judge", sole(P.SMALL_CLAIMS), []),
    (
        "civil simple at an intermediate court",
        sole(P.SUMMARY, level=L.INTERMEDIATE),
        ["E_SOLE_FORBIDDEN"],
    ),
    (
        "civil simple at a maritime court",
        sole(P.SUMMARY, level=L.INTERMEDIATE, maritime=True),
        [],
    ),
    ("civil ordinary, one judge, basic", sole(P.ORDINARY_SINGLE), []),
    (
        "civil ordinary, one judge, intermediate",
        sole(P.ORDINARY_SINGLE, level=L.INTERMEDIATE),
        ["E_SOLE_FORBIDDEN"],
    ),
    ("civil ordinary panel as one judge", sole(P.ORDINARY_PANEL), ["E_SOLE_FORBIDDEN"]),
    (
        "civil appeal, three judges",
        panel(3, matter=M.CIVIL_SECOND, procedure=P.SECOND_PANEL, level=L.INTERMEDIATE),
        [],
    ),
    (
        "civil appeal, one judge, intermediate",
        sole(P.SECOND_SINGLE, matter=M.CIVIL_SECOND, level=L.INTERMEDIATE),
        [],
    ),
    (
        "civil appeal, one judge, high",
        sole(P.SECOND_SINGLE, matter=M.CIVIL_SECOND, level=L.HIGH),
        ["E_SOLE_FORBIDDEN"],
    ),
    ("civil special procedure", sole(None, matter=M.CIVIL_SPECIAL), []),
    ("criminal, three judges", panel(3, matter=M.CRIMINAL_FIRST), []),
    ("criminal, five judges, basic", panel(5, matter=M.CRIMINAL_FIRST), ["E_PANEL_SIZE"]),
    ("criminal, one judge and two jurors", panel(1, 2, matter=M.CRIMINAL_FIRST), []),
    ("criminal, seven with jurors", panel(3, 4, matter=M.CRIMINAL_FIRST), []),
    ("criminal, five judges, high", panel(5, matter=M.CRIMINAL_FIRST, level=L.HIGH), []),
    ("criminal, seven judges, high", panel(7, matter=M.CRIMINAL_FIRST, level=L.HIGH), []),
    (
        "criminal, nine judges, high",
        panel(9, matter=M.CRIMINAL_FIRST, level=L.HIGH),
        ["E_PANEL_SIZE"],
    ),
    ("criminal, seven judges, supreme", panel(7, matter=M.CRIMINAL_FIRST, level=L.SUPREME), []),
    (
        "criminal with jurors, supreme",
        panel(2, 1, matter=M.CRIMINAL_FIRST, level=L.SUPREME),
        ["E_JUROR_NOT_ALLOWED"],
    ),
    ("criminal simple, one judge", sole(P.SUMMARY, matter=M.CRIMINAL_FIRST), []),
    (
        "criminal simple, panel",
        panel(2, 1, matter=M.CRIMINAL_FIRST, procedure=P.SUMMARY_PANEL),
        [],
    ),
    ("criminal fast-track", sole(P.FAST_TRACK, matter=M.CRIMINAL_FIRST), []),
    (
        "criminal fast-track at an intermediate court",
        sole(P.FAST_TRACK, matter=M.CRIMINAL_FIRST, level=L.INTERMEDIATE),
        ["E_SOLE_FORBIDDEN"],
    ),
    (
        "criminal appeal, three",
        panel(3, matter=M.CRIMINAL_SECOND, procedure=P.SECOND_PANEL, level=L.INTERMEDIATE),
        [],
    ),
    (
        "criminal appeal, five",
        panel(5, matter=M.CRIMINAL_SECOND, procedure=P.SECOND_PANEL, level=L.HIGH),
        [],
    ),
    (
        "criminal appeal, seven",
        panel(7, matter=M.CRIMINAL_SECOND, procedure=P.SECOND_PANEL, level=L.HIGH),
        ["E_PANEL_SIZE"],
    ),
    (
        "death-sentence review, three",
        panel(3, matter=M.DEATH_REVIEW, procedure=None, level=L.SUPREME),
        [],
    ),
    (
        "death-sentence review, five",
        panel(5, matter=M.DEATH_REVIEW, procedure=None, level=L.SUPREME),
        ["E_PANEL_SIZE"],
    ),
    (
        "commutation, panel",
        panel(3, matter=M.COMMUTATION, procedure=None, level=L.INTERMEDIATE),
        [],
    ),
    (
        "commutation, one judge",
        sole(None, matter=M.COMMUTATION, level=L.INTERMEDIATE),
        ["E_SOLE_FORBIDDEN"],
    ),
    ("administrative panel", panel(3, matter=M.ADMINISTRATIVE_FIRST), []),
    ("administrative with jurors", panel(1, 2, matter=M.ADMINISTRATIVE_FIRST), []),
    ("administrative simple", sole(P.SUMMARY, matter=M.ADMINISTRATIVE_FIRST), []),
    (
        "administrative appeal, panel",
        panel(3, matter=M.ADMINISTRATIVE_SECOND, procedure=P.SECOND_PANEL, level=L.INTERMEDIATE),
        [],
    ),
    (
        "administrative appeal, one judge",
        sole(P.SECOND_SINGLE, matter=M.ADMINISTRATIVE_SECOND, level=L.INTERMEDIATE),
        ["E_SOLE_FORBIDDEN"],
    ),
    (
        "state compensation",
        panel(3, matter=M.STATE_COMPENSATION, procedure=None, level=L.INTERMEDIATE),
        [],
    ),
    (
        "state compensation at a basic court",
        panel(3, matter=M.STATE_COMPENSATION, procedure=None),
        ["E_PANEL_SIZE"],
    ),
    ("enforcement objection", panel(3, matter=M.ENFORCEMENT_REVIEW, procedure=None), []),
    (
        "enforcement objection, one judge",
        sole(None, matter=M.ENFORCEMENT_REVIEW),
        ["E_SOLE_FORBIDDEN"],
    ),
]


class TestTheTable:
    @pytest.mark.parametrize(("name", "bench", "found"), TABLE, ids=[row[0] for row in TABLE])
    def test_each_row(self, name: str, bench: Bench, found: list[str]) -> None:
        assert codes(bench) == found

    def test_every_matter_has_a_row(self) -> None:
        assert {row.matter for row in COMPOSITIONS} == set(Matter)

    def test_parties_are_told_within_three_days(self) -> None:
        assert parameter("organisation.notice_days", TODAY) == 3


@article("法院组织法", 30, 1)
class TestSize:
    """合议庭由法官组成，或者由法官和人民陪审员组成，成员为三人以上单数。"""

    @rule("P1")
    @given(st.integers(1, 8).map(lambda n: n * 2), st.sampled_from(list(Matter)))
    def test_an_even_panel_is_always_refused(self, size: int, matter: Matter) -> None:
        assert "E_PANEL_EVEN" in codes(panel(size, matter=matter))

    def test_assistants_and_clerks_do_not_count(self) -> None:
        bench = panel(3)
        clerk = BenchSeat(50, Post.CLERK)
        assert codes(replace(bench, seats=(*bench.seats, clerk))) == []

    @pytest.mark.parametrize(
        ("bench", "allowed"),
        [
            (panel(5, matter=M.CRIMINAL_FIRST), "可由审判员3人组成合议庭"),
            (panel(9, matter=M.CRIMINAL_FIRST, level=L.HIGH), "可由审判员3人至7人单数组成合议庭"),
            (panel(3, 2), "可由审判员3人以上单数组成合议庭"),
            (panel(3, 2), "可由审判员和人民陪审员共3人或者7人组成合议庭"),
        ],
    )
    def test_a_refusal_says_what_is_allowed(self, bench: Bench, allowed: str) -> None:
        (finding,) = check_bench(bench, PLAIN)
        assert finding.code == "E_PANEL_SIZE"
        assert allowed in str(finding)

    @rule("P2")
    @pytest.mark.parametrize("judges", [1, 2, 4, 5, 6])
    def test_seven_means_three_judges_and_four_jurors(self, judges: int) -> None:
        assert codes(panel(judges, 7 - judges)) == ["E_PANEL_7_MIX"]


@article("法院组织法", 30, 2)
class TestWhoPresides:
    """合议庭由一名法官担任审判长。院长或者庭长参加审理案件时，由自己担任审判长。"""

    @rule("P3")
    def test_a_juror_cannot_preside(self) -> None:
        seats = (
            BenchSeat(1),
            BenchSeat(2),
            BenchSeat(3, Post.JUROR, presides=True, drawn_on=DRAWN),
        )
        assert codes(replace(panel(3), seats=seats)) == ["E_JUROR_PRESIDES"]

    def test_exactly_one_presides(self) -> None:
        none = tuple(replace(seat, presides=False) for seat in panel(3).seats)
        two = tuple(replace(seat, presides=seat.person < 3) for seat in panel(3).seats)
        assert codes(replace(panel(3), seats=none)) == ["E_PRESIDING_ONE"]
        assert codes(replace(panel(3), seats=two)) == ["E_PRESIDING_ONE"]

    @rule("P5")
    @pytest.mark.parametrize("post", [Post.PRESIDENT, Post.DIVISION_HEAD])
    def test_president_or_head_who_sits_presides(self, post: Post) -> None:
        judge, other, third = panel(3).seats
        beside = (judge, replace(other, post=post), third)
        presiding = (replace(judge, post=post), other, third)
        assert codes(replace(panel(3), seats=beside)) == ["E_LEADER_MUST_PRESIDE"]
        assert codes(replace(panel(3), seats=presiding)) == []


class TestJurors:
    @rule("P4")
    @pytest.mark.parametrize(
        ("matter", "procedure", "level"),
        [
            (M.CIVIL_SECOND, P.SECOND_PANEL, L.INTERMEDIATE),
            (M.CRIMINAL_SECOND, P.SECOND_PANEL, L.INTERMEDIATE),
            (M.ADMINISTRATIVE_SECOND, P.SECOND_PANEL, L.HIGH),
            (M.PAYMENT_ORDER, None, L.BASIC),
            (M.PUBLIC_NOTICE, None, L.BASIC),
            (M.FOREIGN_DIVORCE, None, L.INTERMEDIATE),
            (M.STATE_COMPENSATION, None, L.HIGH),
        ],
    )
    def test_no_jurors_on_appeal_or_in_excluded_procedures(
        self, matter: Matter, procedure: Procedure | None, level: Level
    ) -> None:
        found = codes(panel(2, 1, matter=matter, procedure=procedure, level=level))
        assert found == ["E_JUROR_NOT_ALLOWED"]

    @rule("P4")
    @pytest.mark.parametrize(
        ("matter", "level", "source"),
        [
            (M.PUBLIC_NOTICE, L.BASIC, "陪审员解释第5条"),
            (M.FOREIGN_DIVORCE, L.INTERMEDIATE, "陪审员解释第5条"),
            (M.STATE_COMPENSATION, L.HIGH, "法院组织法第35条"),
            (M.DEATH_REVIEW, L.SUPREME, "刑诉法第249条"),
        ],
    )
    def test_each_exclusion_names_its_text(self, matter: Matter, level: Level, source: str) -> None:
        bench = panel(2, 1, matter=matter, procedure=None, level=level)
        (finding,) = check_bench(bench, PLAIN)
        assert str(finding.source) == source

    @rule("P4")
    def test_no_jurors_in_special_procedure(self) -> None:
        facts = replace(PLAIN, voter_or_difficult=True)
        bench = panel(2, 1, matter=M.CIVIL_SPECIAL, procedure=None)
        assert codes(bench, facts) == ["E_JUROR_NOT_ALLOWED"]

    @rule("P4")
    def test_no_jurors_without_a_hearing(self) -> None:
        assert codes(panel(2, 1), replace(PLAIN, without_hearing=True)) == ["E_JUROR_NOT_ALLOWED"]

    @article("陪审员法", 16)
    @pytest.mark.parametrize(
        ("matter", "facts", "wanted"),
        [
            (M.CIVIL_FIRST, {"public_interest_suit": True}, True),
            (M.ADMINISTRATIVE_FIRST, {"public_interest_suit": True}, True),
            (M.CIVIL_FIRST, {"major_social_impact": True}, True),
            (M.CRIMINAL_FIRST, {"expected_months": 120, "major_social_impact": True}, True),
            (M.CRIMINAL_FIRST, {"expected_months": 120}, False),
        ],
    )
    def test_seven_are_mandatory(self, matter: Matter, facts: dict[str, Any], wanted: bool) -> None:
        case = replace(PLAIN, **facts)
        found = ["E_PANEL_7_REQUIRED"] if wanted else []
        assert codes(panel(3, matter=matter), case) == found
        assert codes(panel(3, 4, matter=matter), case) == []

    @article("陪审员法", 15)
    def test_a_case_of_wide_attention_wants_jurors(self) -> None:
        facts = replace(PLAIN, wide_attention=True)
        assert codes(panel(3), facts) == ["W_JUROR_WANTED"]
        assert refusing(panel(3), facts) == []
        assert codes(panel(2, 1), facts) == []
        appeal = panel(3, matter=M.CIVIL_SECOND, procedure=P.SECOND_PANEL, level=L.HIGH)
        assert codes(appeal, facts) == []
        assert codes(panel(3, matter=M.CIVIL_FIRST, level=L.SUPREME), facts) == []

    @rule("P11")
    @pytest.mark.parametrize(
        ("drawn", "found"),
        [(date(2026, 3, 13), []), (date(2026, 3, 14), ["E_JUROR_DRAW_LATE"])],
    )
    def test_hearing_20_march_draw_13_march_ok_14_march_refused(
        self, drawn: date, found: list[str]
    ) -> None:
        seats = (*panel(2).seats, BenchSeat(9, Post.JUROR, drawn_on=drawn))
        facts = replace(PLAIN, hearing_on=date(2026, 3, 20))
        assert codes(replace(panel(3), seats=seats), facts) == found

    @rule("P11")
    @pytest.mark.parametrize(
        "juror",
        [
            BenchSeat(9, Post.JUROR, drawn_on=DRAWN, at_random=False),
            BenchSeat(9, Post.JUROR, drawn_on=None),
        ],
    )
    def test_a_chosen_juror_is_refused(self, juror: BenchSeat) -> None:
        bench = replace(panel(3), seats=(*panel(2).seats, juror))
        assert codes(bench) == ["E_JUROR_NOT_RANDOM"]

    @article("陪审员解释", 6)
    def test_a_juror_who_mediated_the_case_may_not_sit(self) -> None:
        juror = BenchSeat(9, Post.JUROR, drawn_on=DRAWN, mediated=True)
        bench = replace(panel(3), seats=(*panel(2).seats, juror))
        assert codes(bench) == ["E_JUROR_MEDIATED"]


@article("民诉法", 42)
class TestSoleJudgeForbidden:
    """人民法院审理下列民事案件，不得由审判员一人独任审理……"""

    @rule("P7")
    @pytest.mark.parametrize("bar", list(SoleBar))
    @pytest.mark.parametrize("procedure", [P.ORDINARY_SINGLE, P.SUMMARY, P.SMALL_CLAIMS])
    def test_each_item_forbids_one_judge(self, bar: SoleBar, procedure: Procedure) -> None:
        (finding,) = check_bench(sole(procedure), replace(PLAIN, sole_bars=frozenset({bar})))
        assert finding.code == "E_SOLE_FORBIDDEN"
        assert finding.remedy == "panel.convert_to_panel"
        assert str(finding.source) == "民诉法第42条"
        assert bar.label in str(finding)

    @rule("P7", "R5.4")
    @pytest.mark.parametrize(
        ("matter", "procedure", "source"),
        [
            (M.CIVIL_FIRST, P.SUMMARY, "民诉法第42条"),
            (M.CRIMINAL_FIRST, P.FAST_TRACK, "法发〔2021〕30号"),
            (M.ADMINISTRATIVE_FIRST, P.SUMMARY, "法发〔2021〕30号"),
        ],
    )
    def test_a_four_type_case_goes_to_a_panel(
        self, matter: Matter, procedure: Procedure, source: str
    ) -> None:
        facts = replace(PLAIN, four_types=frozenset({FourType.F1C}))
        (finding,) = check_bench(sole(procedure, matter=matter), facts)
        assert (finding.code, finding.remedy) == ("E_SOLE_FORBIDDEN", "panel.convert_to_panel")
        assert str(finding.source) == source
        assert refusing(panel(3, matter=matter), facts) == []

    @pytest.mark.parametrize(
        ("facts", "source"),
        [({"remanded": True}, "民诉法第41条第3款"), ({"retrial": True}, "民诉法第41条第4款")],
    )
    def test_remand_and_retrial_go_to_a_panel(self, facts: dict[str, Any], source: str) -> None:
        (finding,) = check_bench(sole(P.ORDINARY_SINGLE), replace(PLAIN, **facts))
        assert (finding.code, str(finding.source)) == ("E_SOLE_FORBIDDEN", source)

    @article("刑诉法", 216, 1)
    @pytest.mark.parametrize(("months", "found"), [(36, []), (37, ["E_SOLE_FORBIDDEN"])])
    def test_above_three_years_criminal_simple_needs_a_panel(
        self, months: int, found: list[str]
    ) -> None:
        bench = sole(P.SUMMARY, matter=M.CRIMINAL_FIRST)
        assert codes(bench, replace(PLAIN, expected_months=months)) == found

    @article("民诉法", 185)
    def test_voter_eligibility_goes_to_a_panel(self) -> None:
        facts = replace(PLAIN, voter_or_difficult=True)
        assert codes(sole(None, matter=M.CIVIL_SPECIAL), facts) == ["E_SOLE_FORBIDDEN"]
        assert codes(panel(3, matter=M.CIVIL_SPECIAL, procedure=None), facts) == []


class TestFormerParts:
    """在一个审判程序中参与过本案审判工作的审判人员，不得再参与该案其他程序的审判。"""

    def seated(self, stage: Stage, matter: Matter, **facts: Any) -> list[str]:
        first = matter.first_instance
        bench = panel(
            3,
            matter=matter,
            procedure=P.ORDINARY_PANEL if first else P.SECOND_PANEL,
            level=L.BASIC if first else L.INTERMEDIATE,
        )
        case = replace(PLAIN, earlier=(Participation(2, stage),), **facts)
        return codes(bench, case)

    @rule("P8")
    @pytest.mark.parametrize(
        ("matter", "stage"),
        [
            (M.CIVIL_FIRST, Stage.FIRST),
            (M.CIVIL_SECOND, Stage.FIRST),
            (M.CIVIL_SECOND, Stage.SECOND),
            (M.CRIMINAL_FIRST, Stage.FIRST),
            (M.ADMINISTRATIVE_SECOND, Stage.FIRST),
            (M.CIVIL_SECOND, Stage.DEATH_REVIEW),
            (M.CRIMINAL_FIRST, Stage.SECOND_REMANDED),
        ],
    )
    def test_nobody_sits_twice(self, matter: Matter, stage: Stage) -> None:
        assert self.seated(stage, matter) == ["E_PRIOR_PARTICIPATION"]

    @rule("P8")
    @pytest.mark.parametrize(
        ("matter", "stage"),
        [
            (M.CIVIL_SECOND, Stage.SECOND_REMANDED),
            (M.ADMINISTRATIVE_SECOND, Stage.SECOND_REMANDED),
            (M.CRIMINAL_SECOND, Stage.SECOND_REMANDED),
            (M.CRIMINAL_SECOND, Stage.BELOW_MINIMUM_REVIEW),
            (M.CRIMINAL_SECOND, Stage.DEATH_REVIEW),
        ],
    )
    def test_the_panel_that_remanded_may_sit_when_the_case_returns(
        self, matter: Matter, stage: Stage
    ) -> None:
        assert self.seated(stage, matter) == []

    @rule("P8")
    @pytest.mark.parametrize("post", [Post.CLERK, Post.JUDGE_ASSISTANT])
    @pytest.mark.parametrize("case", [{"remanded": True}, {"retrial": True}])
    def test_after_remand_or_retrial_assistants_and_clerks_are_fresh_too(
        self, post: Post, case: dict[str, Any]
    ) -> None:
        bench = replace(panel(3), seats=(*panel(3).seats, BenchSeat(50, post)))
        facts = replace(PLAIN, earlier=(Participation(50, Stage.FIRST),), **case)
        (finding,) = check_bench(bench, facts)
        assert finding.code == "E_PRIOR_PARTICIPATION"
        assert str(finding.source) == "法发〔2022〕31号"


class TestBallots:
    """法释〔2010〕1号: members attend the hearing and the deliberation throughout."""

    @rule("P10")
    @pytest.mark.parametrize(
        ("heard", "deliberated", "found"),
        [
            ({1, 2, 3}, {1, 2, 3}, []),
            ({1, 3}, {1, 2, 3}, ["E_BALLOT_WITHOUT_ATTENDANCE"]),
            ({1, 2, 3}, {1, 3}, ["E_BALLOT_WITHOUT_ATTENDANCE"]),
        ],
    )
    def test_an_absent_member_cannot_vote(
        self, heard: set[int], deliberated: set[int], found: list[str]
    ) -> None:
        findings = check_ballot(
            panel(3), 2, heard=frozenset(heard), deliberated=frozenset(deliberated)
        )
        assert [finding.code for finding in findings] == found

    def test_others_do_not_vote(self) -> None:
        everyone = frozenset({1, 2, 3, 77})
        (finding,) = check_ballot(panel(3), 77, heard=everyone, deliberated=everyone)
        assert finding.code == "E_BALLOT_NOT_MEMBER"


@st.composite
def benches(draw: st.DrawFn) -> Bench:
    return panel(
        draw(st.integers(1, 8)),
        draw(st.integers(0, 5)),
        matter=draw(st.sampled_from(list(Matter))),
        procedure=draw(st.sampled_from([None, *Procedure])),
        level=draw(st.sampled_from(list(Level))),
    )


class TestEveryFinding:
    @given(benches(), st.booleans(), st.sampled_from(list(BenchKind)))
    def test_says_why_by_which_text_in_words(
        self, bench: Bench, remanded: bool, kind: BenchKind
    ) -> None:
        for finding in check_bench(replace(bench, kind=kind), replace(PLAIN, remanded=remanded)):
            text = str(finding)
            assert "{" not in text
            assert "非法" not in text
            assert text.endswith("。")
            assert finding.source.source.title
