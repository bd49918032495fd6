"""Delegations on the gate: article 4's worked examples, with rows instead of values."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories import (
    AT,
    Bench,
    actor,
    do,
    drawn,
    make_bench,
    make_division,
    make_person,
    make_tenure,
    refusals,
)
from tests.marks import article, rule
from xiezhi.acts.models import Delegation, Prompt
from xiezhi.cases.models import Case
from xiezhi.law.powers import assignment
from xiezhi.law.powers.assignment import Reassignment, ReassignmentReason
from xiezhi.law.powers.lists import CONSENT, DELEGATE, REVOKE, DelegationChoice, DelegationData
from xiezhi.law.terms import Area, Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Division, Person, Tenure

pytestmark = pytest.mark.django_db
PW09 = "assignment.reassign"
BEGIN, TEN = AT, AT.replace(hour=10, minute=0) + timedelta(days=30)


class House:
    """A bench whose head has a deputy, and a case of its division."""

    def __init__(self) -> None:
        self.bench: Bench = make_bench()
        self.deputy: Person = make_person(self.bench.court)
        make_tenure(self.deputy, Post.DEPUTY_DIVISION_HEAD, division=self.bench.division)
        self.case: Case = drawn(self.bench)

    def give(self, taker: Person | None = None, **changes: Any) -> list[str]:
        """Have the head delegate PW09 to the deputy; returns the codes of a refusal."""
        known: dict[str, Any] = {
            "giver_post": Post.DIVISION_HEAD,
            "taker": (taker or self.deputy).id,
            "acts": (PW09,),
            "since_at": BEGIN,
            "until_at": TEN,
        }
        head = self.bench.as_(Post.DIVISION_HEAD)
        return refusals(
            DELEGATE, head, self.bench.court.id, DelegationData(**(known | changes)), at=AT
        )

    def consent(self, by: Person | None = None) -> list[str]:
        """Have the vice-president, or somebody else, consent to the last delegation."""
        who = actor(by) if by else self.bench.as_(Post.VICE_PRESIDENT)
        choice = DelegationChoice(delegation=Delegation.objects.latest("id").id)
        return refusals(CONSENT, who, self.bench.court.id, choice, at=AT)

    def reassign(self, *, at: datetime = AT + timedelta(hours=1)) -> list[str]:
        """Have the deputy give the case to another judge."""
        data = Reassignment(
            reason=ReassignmentReason.HEALTH, explanation="承办法官住院，不能继续审理"
        )
        return refusals(assignment.REASSIGN, actor(self.deputy), self.case.id, data, at=at)


@pytest.fixture
def house() -> House:
    return House()


@article("法发〔2020〕26号", 4)
class TestTheWorkedExamples:
    """院长→副院长、专职委员→必要时庭长；庭长→本庭副庭长，须经分管副院长同意。"""

    @rule("R4.3")
    def test_a_deputy_delegated_pw09_without_consent_is_refused(self, house: House) -> None:
        assert house.give() == []
        assert house.reassign() == ["E_DELEGATION_INVALID"]

    @rule("R4.3")
    def test_with_consent_it_is_done_in_the_giver_s_post_and_the_log_says_so(
        self, house: House
    ) -> None:
        house.give()
        assert house.consent() == []
        assert house.reassign() == []
        entry = Entry.objects.get(subject=house.case.id, act=PW09)
        assert (entry.actor, entry.post) == (house.deputy.id, Post.DIVISION_HEAD)
        assert entry.delegation == Delegation.objects.get().id

    @rule("R4.3")
    def test_b_with_consent_a_case_of_another_division_is_refused(self, house: House) -> None:
        house.give()
        house.consent()
        Case.objects.filter(pk=house.case.id).update(division=make_division(house.bench.court))
        assert house.reassign() == ["E_DELEGATION_INVALID"]

    @rule("R4.3")
    def test_c_a_personal_act_is_not_delegable_without_an_explicit_mark(self, house: House) -> None:
        vice = house.bench.people[Post.VICE_PRESIDENT]
        data = DelegationData(
            giver_post=Post.PRESIDENT,
            taker=vice.id,
            acts=("recusal.decide",),
            since_at=BEGIN,
            until_at=TEN,
        )
        by, court = house.bench.as_(Post.PRESIDENT), house.bench.court.id
        assert refusals(DELEGATE, by, court, data) == ["E_DELEGATION_INVALID"]

    @rule("R4.3")
    def test_g_it_ends_at_ten_and_the_act_at_one_past_is_refused(self, house: House) -> None:
        house.give()
        house.consent()
        assert house.reassign(at=TEN + timedelta(minutes=1)) == ["E_DELEGATION_INVALID"]

    @rule("R4.3")
    def test_a_minute_before_it_is_done(self, house: House) -> None:
        house.give()
        house.consent()
        assert house.reassign(at=TEN - timedelta(minutes=1)) == []


@article("法发〔2020〕26号", 4)
class TestWhoMayDelegateAndConsent:
    """庭长委托须经分管副院长同意。"""

    @rule("R4.3")
    def test_a_head_delegates_to_the_deputy_of_the_own_division_only(self, house: House) -> None:
        stranger = make_person(house.bench.court)
        make_tenure(stranger, Post.DEPUTY_DIVISION_HEAD, division=make_division(house.bench.court))
        assert house.give(taker=stranger) == ["E_DELEGATION_INVALID"]
        assert "E_DELEGATION_INVALID" in house.give(taker=house.bench.judges[0])

    @rule("R4.3")
    def test_what_is_delegated_is_not_delegated_further(self, house: House) -> None:
        house.give()
        house.consent()
        data = DelegationData(
            giver_post=Post.DIVISION_HEAD,
            taker=house.bench.judges[0].id,
            acts=(PW09,),
            since_at=BEGIN,
            until_at=TEN,
        )
        assert "E_NO_POWER" in refusals(DELEGATE, actor(house.deputy), house.bench.court.id, data)

    @rule("R4.3")
    def test_consent_is_owed_by_the_vice_president(self, house: House) -> None:
        house.give()
        prompt = Prompt.objects.get(subject=house.bench.court.id, act="delegation.consent")
        assert (prompt.post, prompt.settled_by) == (Post.VICE_PRESIDENT, None)
        house.consent()
        prompt.refresh_from_db()
        assert prompt.settled_by is not None

    @rule("R4.3")
    def test_a_vice_president_of_another_portfolio_does_not_consent(self, house: House) -> None:
        Division.objects.filter(pk=house.bench.division.id).update(areas=[Area.CIVIL])
        other = make_person(house.bench.court)
        make_tenure(other, Post.VICE_PRESIDENT, areas=[Area.CRIMINAL])
        house.give()
        assert house.consent(by=other) == ["E_OUT_OF_PORTFOLIO"]
        assert house.consent() == []

    def test_consent_is_given_once(self, house: House) -> None:
        house.give()
        house.consent()
        assert house.consent() == ["E_NO_DELEGATION"]

    def test_only_who_gave_it_revokes_it(self, house: House) -> None:
        house.give()
        house.consent()
        choice = DelegationChoice(delegation=Delegation.objects.get().id)
        court = house.bench.court.id
        assert refusals(REVOKE, house.bench.as_(Post.PRESIDENT), court, choice) == [
            "E_NO_DELEGATION"
        ]
        do(REVOKE, house.bench.as_(Post.DIVISION_HEAD), court, choice)
        assert house.reassign() == ["E_NO_POWER"]

    @pytest.mark.parametrize("leaver", ["giver", "taker"])
    def test_it_ends_with_the_post_of_giver_or_taker(self, house: House, leaver: str) -> None:
        house.give()
        house.consent()
        who = house.deputy if leaver == "taker" else house.bench.people[Post.DIVISION_HEAD]
        Tenure.objects.filter(person=who).update(until=AT.date())
        assert house.reassign() == ["E_NO_POWER"]
