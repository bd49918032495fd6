"""Which cases go to leaders: tagged ones first, by what they want, former members never."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as make
from tests import witnesses
from tests.leaders.court import Led, closed, led
from tests.marks import article, rule
from xiezhi.acts.types import SYSTEM
from xiezhi.assignment.models import Pool
from xiezhi.cases.models import Case, Notice, Sitting
from xiezhi.law.lot import Excluded
from xiezhi.law.powers import assignment, supervision
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import ProposalData
from xiezhi.law.terms import FourType, Level, Origin, Post, Seat
from xiezhi.leaders import jobs
from xiezhi.leaders.models import Proposal
from xiezhi.people.models import Person

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 8, 2)]


def bench_of(home: Led) -> make.Bench:
    """Return the same court as the factories of cases take it."""
    return make.Bench(home.court, home.division, home.judges, dict(home.offices))


def waiting(home: Led, origin: Origin = Origin.NEW) -> Case:
    """Return a case that waits to be assigned."""
    case = make.triaged(bench_of(home))
    Case.objects.filter(pk=case.pk).update(origin=origin)
    return make.refresh(case)


def excluded(home: Led, case: Case) -> dict[int, str]:
    """Seal the pool of a case; return who has no ticket and why."""
    witnesses.log()
    make.do(assignment.SEAL_POOL, home.office(Post.FILING_OFFICER), case.id)
    rows = Pool.objects.get(case=case).rows
    return {row["person"]: row["reason"] for row in rows if row["reason"] != "none"}


class TestTheDraw:
    """基层人民法院院庭长也可以参与随机分案，但应当优先办理前述类型案件。"""

    @rule("R8.4")
    def test_a_head_of_a_basic_court_draws_while_no_tagged_case_waits(self) -> None:
        home = led(1, leads=[Post.DIVISION_HEAD])
        assert excluded(home, waiting(home)) == {}

    @rule("R8.4")
    def test_a_remanded_case_that_waits_comes_first(self) -> None:
        """(g) basic head wants the random draw while a remanded case waits → gets the remanded one.

        The whole: basic head wants the random draw while a remanded case waits → gets the
        remanded one first (P8 permitting: former panel member excluded).
        """
        home = led(2, leads=[Post.DIVISION_HEAD])
        head = home.leaders[Post.DIVISION_HEAD]
        remanded = waiting(home, Origin.REMAND)
        plain = waiting(home)
        assert excluded(home, plain) == {head.id: Excluded.LEADER}
        (done,) = jobs.propose_waiting(at=make.AT, courts=[home.court.id])
        assert done.accepted
        proposal = Proposal.objects.get()
        assert (proposal.case_id, proposal.person_id) == (remanded.id, head.id)
        assert proposal.tags == ["remanded"]
        assert "发回重审" in Notice.objects.get(case=remanded, to=head).says
        assert excluded(home, remanded) == {}

    @rule("R8.4")
    def test_a_former_panel_member_does_not_get_it_and_may_draw(self) -> None:
        """(g) … P8 permitting: former panel member excluded."""
        home = led(2, leads=[Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD])
        head, deputy = home.leaders[Post.DIVISION_HEAD], home.leaders[Post.DEPUTY_DIVISION_HEAD]
        remanded = former_of(home, head)
        plain = waiting(home)
        assert excluded(home, plain) == {deputy.id: Excluded.LEADER}
        jobs.propose_waiting(at=make.AT, courts=[home.court.id])
        assert Proposal.objects.get(case=remanded).person_id == deputy.id
        said = make.refusals(powers.PROPOSE, SYSTEM, remanded.id, ProposalData(leader=head.id))
        assert said == ["E_PRIOR_PARTICIPATION"]
        assert excluded(home, remanded)[head.id] == Excluded.FORMER

    @rule("R8.4")
    @pytest.mark.parametrize("level", [Level.INTERMEDIATE, Level.HIGH])
    def test_above_the_basic_courts_leaders_are_designated(self, level: Level) -> None:
        home = led(1, leads=[Post.DIVISION_HEAD], level=level)
        case = make.triaged(bench_of(home))
        head = home.leaders[Post.DIVISION_HEAD]
        assert excluded(home, case) == {head.id: Excluded.LEADER}

    def test_a_case_of_another_field_keeps_nobody_out(self) -> None:
        home = led(2, leads=[Post.DIVISION_HEAD])
        remanded = waiting(home, Origin.REMAND)
        Case.objects.filter(pk=remanded.pk).update(kind="criminal_first")
        type(home.division).objects.filter(pk=home.division.pk).update(areas=["civil"])
        assert home.leaders[Post.DIVISION_HEAD].id not in excluded(home, waiting(home))


def former_of(home: Led, person: Person) -> Case:
    """Return a remanded case from an earlier one in which a person sat."""
    (earlier,) = closed(home, home.judges[0], on=make.DAY - timedelta(days=40))
    Sitting.objects.create(case=earlier, person=person, seat=Seat.MEMBER, since_at=make.AT)
    case = make.triaged(bench_of(home))
    Case.objects.filter(pk=case.pk).update(origin=Origin.REMAND, root=earlier.pk)
    return make.refresh(case)


class TestProposals:
    """……完善案件识别、分配机制，推动实现智能识别、标签处理、自动分配。"""

    @rule("R8.4")
    def test_by_what_each_wants_and_what_is_in_hand(self) -> None:
        home = led(1, leads=[Post.PRESIDENT, Post.VICE_PRESIDENT])
        president, deputy = home.leaders[Post.PRESIDENT], home.leaders[Post.VICE_PRESIDENT]
        closed(home, home.judges[0], 8)
        closed(home, deputy, 1)
        cases = [waiting(home, Origin.REMAND) for _ in range(3)]
        jobs.propose_waiting(at=make.AT, courts=[home.court.id])
        given = dict(Proposal.objects.values_list("case", "person"))
        assert [given[case.id] for case in cases] == [deputy.id, president.id, deputy.id]
        wanted = Proposal.objects.order_by("case").values_list("deficit", flat=True)
        assert list(wanted) == [2000, 1000, 1000]
        assert jobs.propose_waiting(at=make.AT, courts=[home.court.id]) == []

    @rule("R8.4")
    def test_a_four_type_case_is_proposed_once_it_is_confirmed(self) -> None:
        home = led(1, leads=[Post.PRESIDENT])
        case = waiting(home)
        data = ProposalData(leader=home.leaders[Post.PRESIDENT].id)
        assert make.refusals(powers.PROPOSE, SYSTEM, case.id, data) == ["E_NOT_TAGGED"]
        flag = supervision.FlagData(flag=FourType.F1A, evidence="涉及国家利益")
        make.do(supervision.FLAG, home.office(Post.TRIAL_MANAGEMENT), case.id, flag)
        make.do(powers.PROPOSE, SYSTEM, case.id, data)
        assert Proposal.objects.get().tags == ["four_type"]
        assert make.refusals(powers.PROPOSE, SYSTEM, case.id, data) == ["E_PROPOSED"]

    def test_only_a_leader_in_the_quota_is_proposed(self) -> None:
        home = led(1, leads=[])
        outside = make.make_person(home.court)
        make.make_tenure(outside, Post.PRESIDENT)
        case = waiting(home, Origin.REMAND)
        for person in (home.judges[0], outside):
            said = make.refusals(powers.PROPOSE, SYSTEM, case.id, ProposalData(leader=person.id))
            assert said == ["E_NOT_A_LEADER"]
        assert jobs.propose_waiting(at=make.AT, courts=[home.court.id]) == []
