"""回避: grounds, deciders, times and effects in the three procedures."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import article, rule
from xiezhi.law.rules.compositions import Matter, Stage
from xiezhi.law.rules.organisation import Participation
from xiezhi.law.rules.recusal import (
    ON_APPLICATION,
    UPHELD,
    Application,
    CaseTies,
    Ground,
    Helper,
    Moment,
    Person,
    alert_recipients,
    check_application,
    check_decider,
    check_review,
    check_session,
    conflict_check,
    decider,
    grounds,
    stops_work,
    times,
    transfer_prompt,
)
from xiezhi.law.terms import Area, Post

TODAY = date(2026, 11, 24)
JUDGE = Person(key="法官", id=1, near=frozenset({"配偶", "兄弟"}), holdings=frozenset({"甲公司"}))
CIVIL = CaseTies(matter=Matter.CIVIL_FIRST, parties=frozenset({"原告", "甲公司"}))
CRIMINAL = CaseTies(matter=Matter.CRIMINAL_FIRST, parties=frozenset({"被告人"}))


def hits(case: CaseTies, person: Person = JUDGE) -> list[str]:
    return [
        str(finding.given.get("ground", finding.code)) for finding in conflict_check(person, case)
    ]


class TestConflictCheck:
    """审判人员有下列情形之一的，应当自行回避……"""

    @rule("C1")
    def test_nobody_without_a_tie_is_removed(self) -> None:
        assert hits(CIVIL) == []
        assert hits(CRIMINAL) == []

    @rule("C1")
    @pytest.mark.parametrize(
        ("ties", "ground"),
        [
            ({"parties": frozenset({"法官"})}, Ground.PARTY),
            ({"parties": frozenset({"配偶"})}, Ground.PARTY),
            ({"interested": frozenset({"法官"})}, Ground.INTEREST),
            ({"interested": frozenset({"兄弟"})}, Ground.INTEREST),
            ({"former_roles": frozenset({"法官"})}, Ground.FORMER_ROLE),
            ({"agents": frozenset({"兄弟"})}, Ground.AGENT_RELATIVE),
            ({"unlisted": frozenset({"甲公司"})}, Ground.SHARES),
            ({"barred_by_post": frozenset({"法官"})}, Ground.POST),
        ],
    )
    def test_each_tie_removes_the_person(self, ties: dict[str, Any], ground: Ground) -> None:
        case = replace(CIVIL, **ties)
        findings = conflict_check(JUDGE, case)
        assert [finding.code for finding in findings] == ["E_CONFLICT"]
        assert ground.label in str(findings[0])
        assert findings[0].remedy == "recusal.decide"

    def test_a_relative_who_was_a_witness_does_not_bar(self) -> None:
        assert hits(replace(CIVIL, former_roles=frozenset({"配偶"}))) == []

    def test_shares_of_a_listed_party_do_not_bar(self) -> None:
        assert hits(replace(CIVIL, unlisted=frozenset())) == []

    @article("刑诉解释", 29, 1)
    def test_a_former_investigator_does_not_judge(self) -> None:
        case = replace(CRIMINAL, investigators=frozenset({"法官"}))
        assert hits(case) == [Ground.INVESTIGATOR.label]

    @rule("C1", "P8")
    def test_a_part_in_another_procedure_bars(self) -> None:
        case = replace(CIVIL, earlier=(Participation(1, Stage.FIRST),))
        assert hits(replace(case, matter=Matter.CIVIL_SECOND)) == ["E_PRIOR_PARTICIPATION"]

    @rule("C1")
    @given(st.sets(st.sampled_from(["法官", "配偶", "甲公司", "路人"])))
    def test_more_ties_never_free_a_person(self, more: set[str]) -> None:
        few = replace(CIVIL, interested=frozenset({"配偶"}))
        many = replace(few, agents=frozenset(more), former_roles=frozenset(more))
        assert set(hits(few)) <= set(hits(many))

    @pytest.mark.parametrize("area", list(Area))
    def test_every_ground_rests_on_a_text(self, area: Area) -> None:
        law = grounds(area)
        criminal = area is Area.CRIMINAL
        assert str(law[Ground.POST]) == ("刑诉解释第30条" if criminal else "法官法第23条")
        assert set(Ground) - set(law) <= {Ground.SHARES, Ground.INVESTIGATOR}
        assert all(citation.source.title for citation in law.values())


class TestWhoDecides:
    """院长担任审判长时的回避，由审判委员会决定；审判人员的回避，由院长决定……"""

    @rule("C2")
    @pytest.mark.parametrize(
        ("area", "challenged", "sole", "by"),
        [
            (Area.CIVIL, Post.PRESIDENT, False, Post.ADJUDICATION_COMMITTEE),
            (Area.CIVIL, Post.PRESIDENT, True, Post.ADJUDICATION_COMMITTEE),
            (Area.CIVIL, Post.JUDGE, False, Post.PRESIDENT),
            (Area.CIVIL, Post.PRESIDING_JUDGE, False, Post.PRESIDENT),
            (Area.CIVIL, Post.JUROR, False, Post.PRESIDENT),
            (Area.CIVIL, Post.CLERK, False, Post.PRESIDING_JUDGE),
            (Area.CIVIL, Post.JUDGE_ASSISTANT, True, Post.SOLE_JUDGE),
            (Area.CIVIL, Helper.TECHNICIAN, False, Post.PRESIDING_JUDGE),
            (Area.CRIMINAL, Post.PRESIDENT, False, Post.ADJUDICATION_COMMITTEE),
            (Area.CRIMINAL, Post.SOLE_JUDGE, True, Post.PRESIDENT),
            (Area.CRIMINAL, Post.CLERK, False, Post.PRESIDENT),
            (Area.CRIMINAL, Helper.EXPERT, False, Post.PRESIDENT),
            (Area.ADMINISTRATIVE, Post.PRESIDENT, False, Post.ADJUDICATION_COMMITTEE),
            (Area.ADMINISTRATIVE, Post.DIVISION_HEAD, False, Post.PRESIDENT),
            (Area.ADMINISTRATIVE, Helper.INTERPRETER, False, Post.PRESIDING_JUDGE),
        ],
    )
    def test_the_table(self, area: Area, challenged: Post | Helper, sole: bool, by: Post) -> None:
        assert decider({challenged}, area, sole=sole) is by

    def check(self, *by: Post, person: int = 2, challenged: Post = Post.PRESIDENT) -> list[str]:
        found = check_decider(
            challenged={challenged, Post.PRESIDING_JUDGE},
            person=1,
            by=by,
            by_person=person,
            area=Area.CIVIL,
        )
        return [finding.code for finding in found]

    @rule("C2")
    def test_a_president_who_presides_is_decided_on_by_the_committee_only(self) -> None:
        assert self.check(Post.ADJUDICATION_COMMITTEE) == []
        for post in set(Post) - {Post.ADJUDICATION_COMMITTEE}:
            assert self.check(post) == ["E_RECUSAL_WRONG_DECIDER"]

    @rule("C2")
    def test_the_challenged_person_never_decides(self) -> None:
        for post in Post:
            assert self.check(post, person=1) == ["E_RECUSAL_WRONG_DECIDER"]

    @article("刑诉解释", 32, 2)
    def test_the_vice_president_chairs_and_the_president_stays_out(self) -> None:
        assert check_session(chair=Post.VICE_PRESIDENT, president_present=False) == []
        assert check_session(chair=Post.VICE_PRESIDENT, president_present=True) != []
        assert check_session(chair=Post.PRESIDENT, president_present=True) != []


class TestApplication:
    # area, ground, moment, learnt later, evidence, what is found
    TABLE = [
        (Area.CIVIL, Ground.INTEREST, Moment.BEFORE_OPENING, False, False, []),
        (Area.CIVIL, Ground.INTEREST, Moment.DURING, False, False, ["E_LATE"]),
        (Area.CIVIL, Ground.INTEREST, Moment.DURING, True, False, []),
        (Area.CIVIL, Ground.INTEREST, Moment.AFTER_DEBATE, True, False, ["E_LATE"]),
        (Area.CIVIL, Ground.GIFTS, Moment.BEFORE_OPENING, False, False, []),
        (Area.ADMINISTRATIVE, Ground.INTEREST, Moment.DURING, False, False, ["E_LATE"]),
        (Area.ADMINISTRATIVE, None, Moment.BEFORE_OPENING, False, False, ["E_RECUSAL_NO_GROUND"]),
        (Area.CRIMINAL, Ground.PARTY, Moment.AFTER_DEBATE, False, False, []),
        (Area.CRIMINAL, Ground.GIFTS, Moment.DURING, False, False, ["E_EVIDENCE"]),
        (Area.CRIMINAL, Ground.GIFTS, Moment.DURING, False, True, []),
        (Area.CRIMINAL, Ground.SHARES, Moment.DURING, False, True, ["E_RECUSAL_NO_GROUND"]),
    ]

    @pytest.mark.parametrize(
        ("application", "found"),
        [
            (
                Application(
                    area=area, ground=ground, moment=moment, learnt_later=later, evidence=proof
                ),
                found,
            )
            for area, ground, moment, later, proof, found in TABLE
        ],
    )
    def test_when_and_with_what(self, application: Application, found: list[str]) -> None:
        refused = [f.code for f in check_application(application) if not f.warning]
        assert refused == found

    def test_reasons_must_be_given(self) -> None:
        application = Application(
            area=Area.CIVIL, ground=Ground.PARTY, moment=Moment.BEFORE_OPENING, reasoned=False
        )
        assert [f.code for f in check_application(application)] == ["E_EVIDENCE"]

    @pytest.mark.parametrize(
        ("area", "source"),
        [(Area.CIVIL, "民诉法第48条第1款"), (Area.ADMINISTRATIVE, "行诉解释第74条第1款")],
    )
    def test_too_late_by_which_text(self, area: Area, source: str) -> None:
        late = Application(area=area, ground=Ground.PARTY, moment=Moment.AFTER_DEBATE)
        assert [str(finding.source) for finding in check_application(late)] == [source]

    def test_misconduct_is_raised_by_parties(self) -> None:
        assert Ground.PRIVATE_MEETING in ON_APPLICATION
        assert Ground.PARTY not in ON_APPLICATION


class TestTimesAndEffects:
    @pytest.mark.parametrize(
        ("area", "decision", "review", "source"),
        [
            (Area.CIVIL, 3, 3, "民诉法第50条"),
            (Area.CRIMINAL, None, None, "刑诉法第31条第3款"),
            (Area.ADMINISTRATIVE, 3, 3, "行诉解释第74条"),
        ],
    )
    def test_times(self, area: Area, decision: int | None, review: int | None, source: str) -> None:
        law = times(area, TODAY)
        assert (law.decision_days, law.review_days, law.reviews) == (decision, review, 1)
        assert str(law.source) == source

    @pytest.mark.parametrize(
        ("area", "earlier", "statutory", "found"),
        [
            (Area.CIVIL, 0, True, []),
            (Area.CIVIL, 1, True, ["E_RECUSAL_REVIEW_EXHAUSTED"]),
            (Area.CRIMINAL, 0, True, []),
            (Area.CRIMINAL, 0, False, ["E_RECUSAL_NO_REVIEW"]),
            (Area.CRIMINAL, 1, True, ["E_RECUSAL_REVIEW_EXHAUSTED"]),
            (Area.ADMINISTRATIVE, 0, False, []),
        ],
    )
    def test_one_review(self, area: Area, earlier: int, statutory: bool, found: list[str]) -> None:
        findings = check_review(area, TODAY, earlier=earlier, statutory=statutory)
        assert [finding.code for finding in findings] == found

    @pytest.mark.parametrize(
        ("area", "under_review", "urgent", "stops"),
        [
            (Area.CIVIL, False, False, True),
            (Area.CIVIL, False, True, False),
            (Area.CIVIL, True, False, False),
            (Area.ADMINISTRATIVE, False, False, True),
            (Area.CRIMINAL, False, False, False),
        ],
    )
    def test_the_person_stops_until_decided_but_not_during_review(
        self, area: Area, under_review: bool, urgent: bool, stops: bool
    ) -> None:
        assert stops_work(area, under_review=under_review, urgent=urgent) is stops

    @rule("C3")
    def test_after_the_third_day_president_and_trial_management_are_told(self) -> None:
        due = date(2026, 11, 24)
        told = {Post.PRESIDENT, Post.TRIAL_MANAGEMENT}
        assert alert_recipients(due_on=due, on=due, decided=False) == set()
        assert alert_recipients(due_on=due, on=date(2026, 11, 25), decided=False) == told
        assert alert_recipients(due_on=due, on=date(2026, 11, 25), decided=True) == set()

    @rule("C4")
    def test_upheld_means_a_new_random_draw_for_recusal(self) -> None:
        assert (UPHELD.act, UPHELD.reason, UPHELD.random) == (
            "assignment.reassign",
            "recusal",
            True,
        )

    @rule("C5")
    @pytest.mark.parametrize("unfit", [True, False])
    @pytest.mark.parametrize("recused", [True, False])
    def test_a_recused_president_may_mean_transfer(self, recused: bool, unfit: bool) -> None:
        prompt = transfer_prompt(president_recused=recused, unfit_for_court=unfit)
        assert (prompt is not None) is (recused and unfit)
        if prompt:
            assert prompt.warning
            assert str(prompt.source) == "刑诉解释第18条"
