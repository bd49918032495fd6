"""Posts over time, absences, declared relations: who may hold what, who may hear what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import witnesses
from tests.factories import (
    AT,
    DAY,
    Bench,
    a_filing,
    actor,
    do,
    drawn,
    make_bench,
    make_court,
    make_division,
    make_person,
    make_tenure,
    refusals,
    triaged,
)
from tests.marks import article
from xiezhi.law.lot import Excluded
from xiezhi.law.powers import assignment
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.powers.people import (
    ABSENCE,
    APPOINT,
    DECLARE_RELATION,
    END_RELATION,
    END_TENURE,
    AbsenceData,
    AbsenceKind,
    RelationData,
    RelationEnd,
    RelationKind,
    TenureData,
    TenureEnd,
)
from xiezhi.law.terms import Level, PartyRole, Post
from xiezhi.people.models import Absence, Court, Person, Relation, Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    """A court with people and a personnel office."""
    return with_office(make_bench())


def with_office(bench: Bench) -> Bench:
    """Give a court its personnel office."""
    bench.people[Post.PERSONNEL] = make_person(bench.court)
    make_tenure(bench.people[Post.PERSONNEL], Post.PERSONNEL)
    return bench


def appointing(bench: Bench, person: Person, post: Post, **more: Any) -> list[str]:
    """Try to appoint somebody; returns the codes of the refusal."""
    data = TenureData(person=person.id, post=post, since=DAY, **more)
    return refusals(APPOINT, bench.as_(Post.PERSONNEL), bench.court.id, data)


def related(one: Person, other: Person, kind: RelationKind = RelationKind.SPOUSE) -> Relation:
    """Write a declared relation."""
    return Relation.objects.create(person=one, name=other.name, kind=kind, relative=other)


class TestPosts:
    def test_a_post_begins_and_ends_on_its_days(self, bench: Bench) -> None:
        person = make_person(bench.court)
        assert appointing(bench, person, Post.CLERK, division=bench.division.id) == []
        end = TenureEnd(person=person.id, post=Post.CLERK, until=DAY + timedelta(days=9))
        do(END_TENURE, bench.as_(Post.PERSONNEL), bench.court.id, end)
        row = Tenure.objects.get(person=person)
        assert (row.since, row.until) == (DAY, DAY + timedelta(days=9))

    def test_seats_of_a_case_are_not_given_here(self, bench: Bench) -> None:
        assert appointing(bench, make_person(bench.court), Post.SOLE_JUDGE) == ["E_POST"]

    def test_a_division_of_another_court_is_none_here(self, bench: Bench) -> None:
        elsewhere = make_division(make_court())
        person = make_person(bench.court)
        assert appointing(bench, person, Post.JUDGE, division=elsewhere.id) == ["E_DIVISION"]

    def test_a_post_does_not_end_before_it_began(self, bench: Bench) -> None:
        end = TenureEnd(person=bench.judges[0].id, post=Post.JUDGE, until=date(2019, 1, 1))
        by = bench.as_(Post.PERSONNEL)
        assert refusals(END_TENURE, by, bench.court.id, end) == ["E_DATE_ORDER"]

    def test_a_post_that_is_not_held_does_not_end(self, bench: Bench) -> None:
        end = TenureEnd(person=bench.judges[0].id, post=Post.CLERK, until=DAY)
        by = bench.as_(Post.PERSONNEL)
        assert refusals(END_TENURE, by, bench.court.id, end) == ["E_POST"]

    def test_only_personnel_and_the_administrator_appoint(self, bench: Bench) -> None:
        data = TenureData(person=bench.judges[0].id, post=Post.CLERK, since=DAY)
        by = bench.as_(Post.PRESIDENT)
        assert refusals(APPOINT, by, bench.court.id, data) == ["E_NO_POWER"]


@article("法官法", 23)
class TestRelativesInPosts:
    """法官之间有夫妻关系、直系血亲关系、三代以内旁系血亲以及近姻亲关系的，不得同时担任下列职务。"""

    @pytest.mark.parametrize("declared_by_the_newcomer", [True, False])
    def test_both_leaders_of_one_court(self, bench: Bench, declared_by_the_newcomer: bool) -> None:
        head, spouse = bench.people[Post.DIVISION_HEAD], make_person(bench.court)
        related(*((spouse, head) if declared_by_the_newcomer else (head, spouse)))
        assert appointing(bench, spouse, Post.DEPUTY_DIVISION_HEAD) == ["E_POST_RECUSAL"]

    def test_president_and_judge_of_one_court(self, bench: Bench) -> None:
        president, spouse = bench.people[Post.PRESIDENT], make_person(bench.court)
        related(spouse, president)
        assert appointing(bench, spouse, Post.JUDGE) == ["E_POST_RECUSAL"]

    def test_judges_of_one_division_but_not_of_two(self, bench: Bench) -> None:
        spouse = make_person(bench.court)
        related(spouse, bench.judges[0])
        same, other = bench.division.id, make_division(bench.court).id
        assert appointing(bench, spouse, Post.JUDGE, division=same) == ["E_POST_RECUSAL"]
        assert appointing(bench, spouse, Post.JUDGE, division=other) == []

    def test_presidents_of_adjacent_levels(self) -> None:
        upper: Court = make_court(level=Level.INTERMEDIATE)
        bench = with_office(make_bench(court=make_court(parent=upper)))
        above, spouse = make_person(upper), make_person(bench.court)
        make_tenure(above, Post.PRESIDENT)
        related(spouse, above)
        assert appointing(bench, spouse, Post.VICE_PRESIDENT) == ["E_POST_RECUSAL"]
        assert appointing(bench, spouse, Post.JUDGE) == []

    def test_a_post_that_has_ended_bars_nothing(self, bench: Bench) -> None:
        president, spouse = bench.people[Post.PRESIDENT], make_person(bench.court)
        related(spouse, president)
        Tenure.objects.filter(person=president).update(until=DAY)
        assert appointing(bench, spouse, Post.JUDGE) == []

    def test_another_interest_is_no_family_tie(self, bench: Bench) -> None:
        president, friend = bench.people[Post.PRESIDENT], make_person(bench.court)
        related(friend, president, RelationKind.INTEREST)
        assert appointing(bench, friend, Post.JUDGE) == []


class TestDeclaredRelations:
    NAME = "周牧之"

    def declare(self, bench: Bench, judge: Person, by: Person | None = None) -> list[str]:
        data = RelationData(kind=RelationKind.SPOUSE, name=self.NAME, firm="云岭律师事务所")
        return refusals(DECLARE_RELATION, actor(by or judge), judge.id, data)

    def pool(self, bench: Bench, name: str) -> dict[int, str]:
        """Return each judge's reason in the pool of a case against somebody of this name."""
        parties = (
            PartyEntry(role=PartyRole.PLAINTIFF, name="甲"),
            PartyEntry(role=PartyRole.DEFENDANT, name=name),
        )
        case = triaged(bench, a_filing(parties=parties))
        witnesses.log()
        outcome = do(assignment.SEAL_POOL, bench.as_(Post.FILING_OFFICER), case.id)
        assert outcome.accepted
        from xiezhi.assignment.models import Pool  # noqa: PLC0415 - a peer, read for this test only

        return {row["person"]: row["reason"] for row in Pool.objects.get(case=case).rows}

    def test_a_judge_whose_spouse_is_a_party_gets_no_ticket(self, bench: Bench) -> None:
        judge = bench.judges[0]
        assert self.declare(bench, judge) == []
        reasons = self.pool(bench, self.NAME)
        assert reasons[judge.id] == Excluded.CONFLICT
        assert {reasons[other.id] for other in bench.judges[1:]} == {Excluded.NONE}

    def test_a_relation_that_has_ended_excludes_nobody(self, bench: Bench) -> None:
        judge = bench.judges[0]
        self.declare(bench, judge)
        end = RelationEnd(relation=Relation.objects.get().id)
        do(END_RELATION, actor(judge), judge.id, end)
        assert self.pool(bench, self.NAME)[judge.id] == Excluded.NONE
        assert refusals(END_RELATION, actor(judge), judge.id, end) == ["E_RELATION"]

    def test_personnel_may_declare_it_a_colleague_may_not(self, bench: Bench) -> None:
        judge, colleague = bench.judges[:2]
        assert self.declare(bench, judge, by=colleague) == ["E_NO_POWER"]
        assert self.declare(bench, judge, by=bench.people[Post.PERSONNEL]) == []

    def test_nobody_is_related_to_himself(self, bench: Bench) -> None:
        judge = bench.judges[0]
        data = RelationData(kind=RelationKind.LINEAL, name=judge.name, relative=judge.id)
        assert refusals(DECLARE_RELATION, actor(judge), judge.id, data) == ["E_RELATION"]


class TestAbsences:
    def data(self, judge: Person, first: date, last: date) -> AbsenceData:
        return AbsenceData(person=judge.id, kind=AbsenceKind.LEAVE, since=first, until=last)

    def test_who_is_away_draws_no_case(self, bench: Bench) -> None:
        away, *others = bench.judges
        data = self.data(away, DAY, DAY + timedelta(days=30))
        do(ABSENCE, bench.as_(Post.DIVISION_HEAD), bench.court.id, data)
        assert Absence.objects.get().approved_by == bench.people[Post.DIVISION_HEAD]
        judges = {drawn(bench).judge_id for _ in range(6)}
        assert judges <= {one.id for one in others}

    def test_two_absences_do_not_overlap(self, bench: Bench) -> None:
        by, judge = bench.as_(Post.DIVISION_HEAD), bench.judges[0]
        do(ABSENCE, by, bench.court.id, self.data(judge, DAY, DAY + timedelta(days=10)))
        second = self.data(judge, DAY + timedelta(days=9), DAY + timedelta(days=12))
        assert refusals(ABSENCE, by, bench.court.id, second) == ["E_ABSENCE_OVERLAP"]
        third = self.data(judge, DAY + timedelta(days=10), DAY + timedelta(days=12))
        assert refusals(ABSENCE, by, bench.court.id, third) == []

    def test_it_ends_after_it_begins(self, bench: Bench) -> None:
        by = bench.as_(Post.DIVISION_HEAD)
        data = self.data(bench.judges[0], DAY, AT.date())
        assert refusals(ABSENCE, by, bench.court.id, data) == ["E_DATE_ORDER"]
