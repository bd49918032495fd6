"""繁简分流: the statutory gates, and the worked examples of article 26."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.finding import CannotCompute
from xiezhi.law.rules.compositions import Matter
from xiezhi.law.rules.gates import GATES, TriageFacts
from xiezhi.law.rules.organisation import SoleBar, TrialFacts
from xiezhi.law.rules.thresholds import Published, threshold
from xiezhi.law.rules.triage import (
    By,
    FastClass,
    administrative_fast,
    check_choice,
    check_confirmation,
    check_conversion,
    check_current,
    check_notice_service,
    check_signing,
    gates,
    suggest,
)
from xiezhi.law.terms import Area, CaseKind, FourType, Level, Procedure

ON = date(2026, 3, 2)
P = Procedure
LOAN = TriageFacts(
    kind=CaseKind.CIVIL_FIRST,
    province="苏",
    facts_clear=True,
    basic_facts_clear=True,
    rights_clear=True,
    little_dispute=True,
    simple_money_payment=True,
    amount=Decimal("64610.00"),
)
THEFT = TriageFacts(
    kind=CaseKind.CRIMINAL_FIRST,
    facts_clear=True,
    evidence_ample=True,
    pleads=True,
    admits=True,
    consents_fast_track=True,
    expected_months=12,
)
FINE = TriageFacts(
    kind=CaseKind.ADMINISTRATIVE_FIRST,
    facts_clear=True,
    rights_clear=True,
    little_dispute=True,
    amount=Decimal(2000),
)
APPEAL = TriageFacts(
    kind=CaseKind.CIVIL_SECOND,
    level=Level.INTERMEDIATE,
    facts_clear=True,
    rights_clear=True,
    first_was_summary=True,
    agreed_single=True,
)


def codes(facts: TriageFacts, procedure: Procedure, on: date = ON) -> list[str]:
    return [finding.code for finding in gates(facts, on)[procedure]]


def lightest(facts: TriageFacts, on: date = ON) -> Procedure:
    return suggest(facts, on).procedure


def change(facts: TriageFacts, **values: Any) -> TriageFacts:
    return replace(facts, **values)


def loan(amount: str, **values: Any) -> TriageFacts:
    return change(LOAN, amount=Decimal(amount), **values)


class TestWorkedExamples:
    """Jiangsu 2026: T50 = 64,610, T200 = 258,440."""

    @rule("R26-1")
    def test_e1_loan_64610_defendant_found_small_claims(self) -> None:
        suggestion = suggest(loan("64610.00"), ON)
        assert suggestion.procedure is P.SMALL_CLAIMS
        assert suggestion.mandatory

    @rule("R26-1")
    def test_e2_a_cent_more_only_plaintiff_agrees_summary(self) -> None:
        facts = loan("64610.01")
        assert codes(facts, P.SMALL_CLAIMS) == ["E_CONSENT"]
        assert lightest(facts) is P.SUMMARY

    @rule("R26-1")
    def test_e2_both_agree_small_claims(self) -> None:
        suggestion = suggest(loan("64610.01", agreed_small_claims=True), ON)
        assert suggestion.procedure is P.SMALL_CLAIMS
        assert not suggestion.mandatory

    @rule("R26-1")
    def test_e2_above_258440_never(self) -> None:
        assert codes(loan("258440.00", agreed_small_claims=True), P.SMALL_CLAIMS) == []
        assert codes(loan("258440.01", agreed_small_claims=True), P.SMALL_CLAIMS) == ["E_GATE"]

    def test_e3_40000_defendant_missing_ordinary_single_if_clear(self) -> None:
        facts = loan("40000", defendant_missing_at_filing=True)
        assert codes(facts, P.SMALL_CLAIMS) and codes(facts, P.SUMMARY)
        assert lightest(facts) is P.ORDINARY_SINGLE
        assert check_notice_service(Area.CIVIL, P.ORDINARY_SINGLE) == []
        unclear = change(facts, facts_clear=False, basic_facts_clear=False)
        assert lightest(unclear) is P.ORDINARY_PANEL

    def test_e4_contract_title_dispute_10000_not_small(self) -> None:
        assert lightest(loan("10000", status_or_title=True)) is P.SUMMARY

    @rule("R26-5")
    def test_e5_counterclaim_on_day_20_leaves_small_claims_for_summary(self) -> None:
        facts = loan("40000", counterclaim=True)
        (finding,) = check_current(P.SMALL_CLAIMS, facts, ON)
        assert (finding.code, finding.remedy) == ("E_GATE", "procedure.convert")
        assert lightest(facts) is P.SUMMARY
        assert check_current(P.SUMMARY, facts, ON) == []

    @rule("R26-6")
    def test_e6_conversion_ruling_2_july_refused_late_30_june_valid(self) -> None:
        end = date(2026, 7, 1)  # filed 1 March, limit 1 June, extended by a month
        late = check_conversion(ruled_on=date(2026, 7, 2), limit_ends_on=end)
        assert [finding.code for finding in late] == ["E_LATE"]
        assert check_conversion(ruled_on=date(2026, 6, 30), limit_ends_on=end) == []
        assert check_conversion(ruled_on=end, limit_ends_on=end) == []

    @rule("R26-10")
    def test_e7_theft_17_year_old_pleads_not_fast_track_summary_possible(self) -> None:
        facts = change(THEFT, minor=True)
        assert codes(facts, P.FAST_TRACK) == ["E_GATE"]
        assert lightest(facts) is P.SUMMARY

    def test_e8_fine_of_2000_not_on_the_spot_summary_2001_without_consent_ordinary(self) -> None:
        assert lightest(FINE) is P.SUMMARY
        more = change(FINE, amount=Decimal(2001))
        assert codes(more, P.SUMMARY) == ["E_CONSENT"]
        assert lightest(more) is P.ORDINARY_PANEL
        assert lightest(change(more, all_agree=True)) is P.SUMMARY

    def test_e9_score_58_but_media_attention_panel_officer_cannot_override_down(self) -> None:
        facts = loan("40000", sole_bars=frozenset({SoleBar.WIDE_ATTENTION}))
        assert suggest(facts, ON, score=58).procedure is P.ORDINARY_PANEL
        for lighter in (P.SMALL_CLAIMS, P.SUMMARY, P.ORDINARY_SINGLE):
            assert [f.code for f in check_choice(lighter, facts, ON) if not f.warning] == ["E_GATE"]
        assert check_choice(P.ORDINARY_PANEL, facts, ON) == []


class TestThresholds:
    """以公布的数额为准 (民诉解释第272条): stored, never computed."""

    @rule("R26-2")
    @pytest.mark.parametrize(
        ("province", "on", "t50", "stale"),
        [
            ("苏", date(2026, 1, 4), 64_610, False),
            ("苏", date(2026, 1, 3), 51_811, True),
            ("苏", date(2022, 6, 1), 51_811, False),
            ("苏", date(2027, 1, 2), 64_610, True),
            ("浙", date(2022, 1, 11), 54_323, False),
            ("浙", date(2026, 3, 2), 54_323, True),
        ],
    )
    def test_the_newest_published_holds_and_is_marked(
        self, province: str, on: date, t50: int, stale: bool
    ) -> None:
        found = threshold(province, on)
        assert (found.t50, found.stale) == (t50, stale)

    @rule("R26-2")
    def test_a_suggestion_on_a_stale_figure_says_so(self) -> None:
        assert suggest(change(LOAN, province="浙"), ON).stale_threshold
        assert not suggest(LOAN, ON).stale_threshold

    @rule("R26-2")
    def test_a_province_without_figures_cannot_be_computed(self) -> None:
        with pytest.raises(CannotCompute):
            threshold("粤", ON)
        facts = change(LOAN, province="粤")
        assert codes(facts, P.SMALL_CLAIMS) == ["CANNOT_COMPUTE"]
        assert lightest(facts) is P.SUMMARY

    def test_a_figure_entered_by_the_high_court_counts(self) -> None:
        entered = (Published("粤", 60_000, 240_000, date(2026, 1, 10)),)
        facts = change(LOAN, province="粤", amount=Decimal(60_000))
        assert suggest(facts, ON, entered=entered).procedure is P.SMALL_CLAIMS
        assert not threshold("粤", ON, entered).stale
        with pytest.raises(CannotCompute):
            threshold("粤", date(2026, 1, 9), entered)


@article("民诉法", 166)
class TestSmallClaimsExclusions:
    @pytest.mark.parametrize(
        "change_of",
        [
            {"status_or_title": True},
            {"foreign": True},
            {"appraisal": True},
            {"party_missing": True},
            {"counterclaim": True},
            {"unfit": True},
            {"simple_money_payment": False},
            {"amount": None},
            {"level": Level.INTERMEDIATE},
            {"little_dispute": False},
        ],
    )
    def test_each_bars(self, change_of: dict[str, Any]) -> None:
        assert codes(LOAN, P.SMALL_CLAIMS) == []
        assert codes(change(LOAN, **change_of), P.SMALL_CLAIMS) != []

    def test_a_maritime_court_has_small_claims(self) -> None:
        facts = change(LOAN, level=Level.INTERMEDIATE, maritime=True)
        assert codes(facts, P.SMALL_CLAIMS) == []

    def test_the_missing_party_is_named_once_per_reason(self) -> None:
        facts = loan("40000", defendant_missing_at_filing=True)
        assert len(codes(facts, P.SMALL_CLAIMS)) == 2  # 民诉法166 and 民诉解释257


@article("民诉解释", 257)
class TestSummaryExclusions:
    """下列案件，不适用简易程序 … agreement cannot cure."""

    @pytest.mark.parametrize(
        "exclusion",
        [
            {"defendant_missing_at_filing": True},
            {"remanded": True},
            {"largest_side": 10},
            {"retrial": True},
            {"sole_bars": frozenset({SoleBar.PUBLIC_INTEREST})},
            {"third_party_revocation": True},
            {"unfit": True},
            {"heard_as_ordinary": True},
        ],
    )
    def test_each_bars_even_where_both_agree(self, exclusion: dict[str, Any]) -> None:
        facts = change(LOAN, agreed_summary=True, **exclusion)
        assert codes(facts, P.SUMMARY) == ["E_GATE"]

    def test_nine_on_a_side_are_not_many(self) -> None:
        assert codes(change(LOAN, largest_side=9), P.SUMMARY) == []

    def test_agreement_before_the_hearing_opens_it_for_other_cases(self) -> None:
        facts = change(LOAN, little_dispute=False, facts_clear=False)
        assert codes(facts, P.SUMMARY) == ["E_GATE", "E_GATE"]
        assert codes(change(facts, agreed_summary=True), P.SUMMARY) == []


@article("民诉法", 40)
class TestOrdinarySingle:
    @pytest.mark.parametrize(
        ("facts", "permitted"),
        [
            (LOAN, True),
            (change(LOAN, facts_clear=False, little_dispute=False), True),
            (change(LOAN, facts_clear=False, basic_facts_clear=False), False),
            (change(LOAN, rights_clear=False), False),
            (change(LOAN, level=Level.INTERMEDIATE), False),
            (change(LOAN, remanded=True), False),
            (change(LOAN, retrial=True), False),
            *((change(LOAN, sole_bars=frozenset({bar})), False) for bar in SoleBar),
            (change(LOAN, four_types=frozenset({FourType.F2A})), False),
        ],
    )
    def test_conditions(self, facts: TriageFacts, permitted: bool) -> None:
        assert (codes(facts, P.ORDINARY_SINGLE) == []) is permitted


@article("民诉法", 41, 2)
class TestSecondInstance:
    @rule("R26-9")
    def test_without_both_consents_there_is_no_single_judge(self) -> None:
        assert codes(APPEAL, P.SECOND_SINGLE) == []
        assert codes(change(APPEAL, agreed_single=False), P.SECOND_SINGLE) == ["E_CONSENT"]

    @pytest.mark.parametrize(
        ("change_of", "found"),
        [
            ({"first_was_summary": False}, ["E_GATE"]),
            ({"first_was_summary": False, "against_ruling": True}, []),
            ({"facts_clear": False}, ["E_GATE"]),
            ({"level": Level.HIGH}, ["E_GATE"]),
            ({"sole_bars": frozenset({SoleBar.MASS_DISPUTE})}, ["E_GATE"]),
        ],
    )
    def test_conditions(self, change_of: dict[str, Any], found: list[str]) -> None:
        assert codes(change(APPEAL, **change_of), P.SECOND_SINGLE) == found


@article("刑诉法", 222)
class TestFastTrack:
    @rule("R26-10")
    @pytest.mark.parametrize(
        "bar",
        [
            {"co_accused_objects_fast_track": True},
            {"minor": True},
            {"incidental_unsettled": True},
            {"disabled": True},
            {"major_impact": True},
            {"not_guilty_defence": True},
            {"unfit": True},
            {"expected_months": 37},
            {"expected_months": None},
            {"pleads": False},
            {"evidence_ample": False},
            {"level": Level.INTERMEDIATE},
            {"remanded": True},
        ],
    )
    def test_each_bars(self, bar: dict[str, Any]) -> None:
        assert codes(THEFT, P.FAST_TRACK) == []
        assert codes(change(THEFT, **bar), P.FAST_TRACK) == ["E_GATE"]

    def test_consent_is_needed(self) -> None:
        assert codes(change(THEFT, consents_fast_track=False), P.FAST_TRACK) == ["E_CONSENT"]


@article("刑诉法", 214)
class TestCriminalSummary:
    @rule("R26-10")
    def test_above_three_years_only_a_panel(self) -> None:
        facts = change(THEFT, expected_months=37)
        assert codes(facts, P.SUMMARY) == ["E_GATE"]
        assert lightest(facts) is P.SUMMARY_PANEL
        assert codes(change(THEFT, expected_months=36), P.SUMMARY) == []

    @pytest.mark.parametrize(
        "bar",
        [
            {"disabled": True},
            {"major_impact": True},
            {"co_accused_denies_or_objects": True},
            {"not_guilty_defence": True},
            {"possibly_no_crime": True},
            {"unfit": True},
            {"admits": False, "pleads": False},
            {"evidence_ample": False},
            {"facts_clear": False},
            {"objects_summary": True},
            {"level": Level.INTERMEDIATE},
        ],
    )
    def test_each_bars_single_and_panel(self, bar: dict[str, Any]) -> None:
        facts = change(THEFT, **bar)
        assert codes(facts, P.SUMMARY) and codes(facts, P.SUMMARY_PANEL)
        assert codes(facts, P.ORDINARY_PANEL) == []


@article("行诉法", 82)
class TestAdministrativeSummary:
    @pytest.mark.parametrize(
        ("change_of", "permitted"),
        [
            ({}, True),
            ({"amount": None}, False),
            ({"amount": None, "on_the_spot": True}, True),
            ({"amount": None, "information_disclosure": True}, True),
            ({"little_dispute": False}, False),
            ({"little_dispute": False, "all_agree": True}, True),
            ({"remanded": True, "all_agree": True}, False),
            ({"retrial": True, "all_agree": True}, False),
            ({"four_types": frozenset({FourType.F1C})}, False),
        ],
    )
    def test_conditions(self, change_of: dict[str, Any], permitted: bool) -> None:
        assert (codes(change(FINE, **change_of), P.SUMMARY) == []) is permitted

    def test_classes_of_simple_cases(self) -> None:
        assert administrative_fast(FINE, ON) == {FastClass.SUMMARY_CLASS}
        hard = change(FINE, amount=None)
        assert administrative_fast(hard, ON) == frozenset()
        marks = frozenset({FastClass.WITHDRAWAL})
        assert administrative_fast(hard, ON, marks) == marks


class TestSuggestion:
    @pytest.mark.parametrize(
        ("score", "procedure"),
        [
            (None, P.SUMMARY),
            (59, P.SUMMARY),
            (60, P.ORDINARY_SINGLE),
            (79, P.ORDINARY_SINGLE),
            (80, P.ORDINARY_PANEL),
            (100, P.ORDINARY_PANEL),
        ],
    )
    def test_exactly_60_counts_as_complex(self, score: int | None, procedure: Procedure) -> None:
        assert suggest(loan("100000"), ON, score=score).procedure is procedure

    def test_a_score_never_leaves_mandatory_small_claims(self) -> None:
        assert suggest(LOAN, ON, score=90).procedure is P.SMALL_CLAIMS

    def test_leaving_mandatory_small_claims_asks_for_a_reason(self) -> None:
        (finding,) = check_choice(P.SUMMARY, LOAN, ON)
        assert finding.warning

    def test_a_procedure_of_another_kind_is_refused(self) -> None:
        assert [f.code for f in check_choice(P.FAST_TRACK, LOAN, ON)] == ["E_GATE"]

    def test_counterfactual_would_be_small_if_the_appraisal_request_fell_away(self) -> None:
        suggestion = suggest(loan("40000", appraisal=True), ON)
        assert suggestion.procedure is P.SUMMARY
        assert suggestion.counterfactuals == ("如不再申请鉴定、评估，可以适用小额诉讼程序。",)

    def test_a_counterfactual_names_at_most_three_levers(self) -> None:
        three = loan("100000", appraisal=True, counterclaim=True)
        assert suggest(three, ON).counterfactuals == (
            "如双方当事人约定适用，并且不再申请鉴定、评估，并且撤回反诉，可以适用小额诉讼程序。",
        )
        assert suggest(change(three, party_missing=True), ON).counterfactuals == ()

    def test_an_admission_is_enough_without_a_formal_plea(self) -> None:
        facts = change(THEFT, pleads=False)
        assert lightest(facts) is P.SUMMARY

    def test_no_counterfactual_where_nothing_can_change(self) -> None:
        assert suggest(loan("300000"), ON).counterfactuals == ()

    def test_lighter_procedures_show_their_reasons(self) -> None:
        barred = suggest(loan("40000", foreign=True), ON).barred
        assert [str(f) for f in barred[P.SMALL_CLAIMS]] == [
            "本案属于涉外案件，不能适用小额诉讼程序。"
        ]


class TestAfterwards:
    @rule("R26-3")
    @pytest.mark.parametrize(
        ("chosen", "current", "found"),
        [
            (P.SMALL_CLAIMS, None, ["E_HUMAN"]),
            (P.FAST_TRACK, None, ["E_HUMAN"]),
            (P.ORDINARY_SINGLE, P.ORDINARY_PANEL, ["E_HUMAN"]),
            (P.SUMMARY, P.SUMMARY_PANEL, ["E_HUMAN"]),
            (P.SUMMARY, None, []),
            (P.ORDINARY_PANEL, P.ORDINARY_SINGLE, []),
        ],
    )
    def test_what_a_person_confirms(
        self, chosen: Procedure, current: Procedure | None, found: list[str]
    ) -> None:
        machine = check_confirmation(chosen, By.MACHINE, current=current)
        assert [finding.code for finding in machine] == found
        assert check_confirmation(chosen, By.OFFICER, current=current) == []

    @rule("R26-7")
    @pytest.mark.parametrize(
        ("procedure", "found"),
        [(P.SUMMARY, ["E_GATE"]), (P.SMALL_CLAIMS, ["E_GATE"]), (P.ORDINARY_PANEL, [])],
    )
    def test_no_service_by_notice(self, procedure: Procedure, found: list[str]) -> None:
        findings = check_notice_service(Area.CIVIL, procedure)
        assert [finding.code for finding in findings] == found
        assert all(finding.remedy == "procedure.convert" for finding in findings)

    @rule("R26-8")
    def test_one_judge_does_not_sign_a_flagged_case(self) -> None:
        facts = TrialFacts(on=ON, four_types=frozenset({FourType.F1C}))
        matter = Matter.CIVIL_FIRST
        found = check_signing(P.SUMMARY, matter, facts)
        assert [finding.code for finding in found] == ["E_SOLE_FORBIDDEN"]
        assert check_signing(P.ORDINARY_PANEL, matter, facts) == []
        assert check_signing(P.SUMMARY, matter, facts, reason_not_applying="已有生效判例") == []
        assert check_signing(P.SUMMARY, matter, TrialFacts(on=ON)) == []


BURDENS = {
    "remanded": True,
    "retrial": True,
    "unfit": True,
    "largest_side": 12,
    "status_or_title": True,
    "foreign": True,
    "appraisal": True,
    "defendant_missing_at_filing": True,
    "counterclaim": True,
    "third_party_revocation": True,
    "heard_as_ordinary": True,
    "disabled": True,
    "minor": True,
    "major_impact": True,
    "co_accused_objects_fast_track": True,
    "co_accused_denies_or_objects": True,
    "incidental_unsettled": True,
    "not_guilty_defence": True,
    "possibly_no_crime": True,
    "objects_summary": True,
    "sole_bars": frozenset({SoleBar.UNFIT}),
    "four_types": frozenset({FourType.F1B}),
}


class TestGatesAreMonotone:
    @given(
        st.sampled_from([LOAN, THEFT, FINE, APPEAL]),
        st.sets(st.sampled_from(sorted(BURDENS))),
        st.sampled_from(sorted(BURDENS)),
    )
    def test_one_more_burden_never_opens_a_procedure(
        self, facts: TriageFacts, burdens: set[str], more: str
    ) -> None:
        few = change(facts, **{name: BURDENS[name] for name in burdens})
        many = change(few, **{more: BURDENS[more]})
        before, after = suggest(few, ON).permitted, suggest(many, ON).permitted
        assert set(after) <= set(before)

    @given(st.decimals(1, 400_000, places=2), st.decimals(0, 400_000, places=2))
    def test_a_larger_amount_never_opens_small_claims(self, amount: Decimal, more: Decimal) -> None:
        if codes(change(LOAN, amount=amount), P.SMALL_CLAIMS):
            assert codes(change(LOAN, amount=amount + more), P.SMALL_CLAIMS)

    @pytest.mark.parametrize("kind", list(CaseKind))
    def test_the_heaviest_procedure_is_always_open(self, kind: CaseKind) -> None:
        facts = TriageFacts(kind=kind, unfit=True, four_types=frozenset({FourType.F1A}))
        heaviest = list(GATES[kind])[-1]
        assert not heaviest.single
        assert suggest(facts, ON).procedure is heaviest

    @given(st.sampled_from([LOAN, THEFT, FINE, APPEAL]), st.sets(st.sampled_from(sorted(BURDENS))))
    def test_every_finding_speaks_plainly(self, facts: TriageFacts, burdens: set[str]) -> None:
        case = change(facts, **{name: BURDENS[name] for name in burdens})
        for procedure, findings in gates(case, ON).items():
            for finding in findings:
                assert procedure.label in str(finding)
                assert finding.source.source.title
