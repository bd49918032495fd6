"""Article 7, paragraph 2: after assignment a case changes hands for listed reasons only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import (
    AT,
    a_filing,
    actor,
    do,
    drawn,
    make_account,
    make_bench,
    make_person,
    make_tenure,
    redrawn,
    refresh,
    refusals,
)
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.assignment import queries
from xiezhi.assignment.facts import CASE
from xiezhi.assignment.models import Draw, LoadAccount, Pool
from xiezhi.assignment.models import Reassignment as Row
from xiezhi.cases.models import Notice, Sitting
from xiezhi.law.powers import assignment as powers
from xiezhi.law.powers import recusal
from xiezhi.law.powers.assignment import Composition, Reassignment, ReassignmentReason, SeatEntry
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.rules.recusal import Ground
from xiezhi.law.terms import PartyRole, Post, Procedure, Seat
from xiezhi.ledger.models import Entry
from xiezhi.lot.receipts import check_lot

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7, 2)]


def because(reason: ReassignmentReason, explanation: str, judge: int | None = None):
    return Reassignment(reason=reason, explanation=explanation, judge=judge)


LEAVE = because(ReassignmentReason.LONG_LEAVE, "产假，自2026年5月1日起")


class TestReassignment:
    """已经确定承办法官的案件……因回避、工作调动、身体健康、廉政风险等事由确需调整……"""

    @rule("R7.5")
    def test_too_busy_is_no_reason_maternity_leave_is_one(self):
        """(g) “too busy”: refused; “maternity leave 2026-05-01”: ok, notice same day."""
        bench = make_bench(3)
        case = drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        busy = because(ReassignmentReason.BUSY, "手头案件太多")
        assert refusals(powers.REASSIGN, head, case.id, busy) == ["E_REASON_INVALID"]
        do(powers.REASSIGN, head, case.id, LEAVE)
        notice = Notice.objects.get(case=case, to_parties=True)
        assert notice.at == AT
        assert "长期休假" in notice.says

    def test_a_challenged_judge_is_not_replaced_before_the_decision(self):
        """(i) challenged judge: recusal pending, reassignment not yet allowed."""
        bench = make_bench(3)
        case = drawn(bench)
        judge = actor(refresh(case).judge)
        wish = recusal.StandingBack(ground=Ground.OTHER_RELATION, reason="与被告系同学")
        do(recusal.STAND_BACK, judge, case.id, wish)
        reason = because(ReassignmentReason.RECUSAL, "承办法官申请回避")
        head = bench.as_(Post.DIVISION_HEAD)
        assert "E_RECUSAL_PENDING" in refusals(powers.REASSIGN, head, case.id, reason)

    def test_the_redraw_excludes_who_had_the_case_and_stands_on_a_new_pool(self):
        bench = make_bench(3)
        case = drawn(bench)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        again = redrawn(bench, case)
        assert again.judge_id != case.judge_id
        pool = Pool.objects.get(case=case, round=2)
        reasons = {row["person"]: row["reason"] for row in pool.rows}
        assert reasons[case.judge_id] == "earlier"
        assert Draw.objects.filter(case=case).count() == 2

    def test_everything_that_was_owed_goes_to_the_new_judge(self):
        bench = make_bench(2)
        case = drawn(bench)
        owed = Prompt.objects.filter(subject=case.id, act="hearing.schedule", settled_by=None)
        assert owed.get().owed_by == case.judge_id
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        redrawn(bench, case)
        assert owed.get().owed_by == refresh(case).judge_id
        seats = Sitting.objects.filter(case=case, seat=Seat.HANDLING).order_by("id")
        assert [(row.person_id, row.reason) for row in seats] == [
            (case.judge_id, "reassigned"),
            (refresh(case).judge_id, ""),
        ]
        row = Row.objects.get(case=case)
        assert (row.before_id, row.after_id) == (case.judge_id, refresh(case).judge_id)

    def test_the_account_is_given_back_and_charged_anew(self):
        bench = make_bench(2)
        case = drawn(bench)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        redrawn(bench, case)
        balances = dict(LoadAccount.objects.values_list("person", "balance"))
        assert balances == {case.judge_id: CASE // 2, refresh(case).judge_id: -CASE // 2}

    @pytest.mark.parametrize("reason", [ReassignmentReason.INTEGRITY, ReassignmentReason.HIDING])
    def test_parties_read_a_neutral_reason_where_the_true_one_is_not_theirs(self, reason):
        bench = make_bench(3)
        case = drawn(bench)
        wish = because(reason, "经核查存在需要调整的情形")
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, wish)
        says = Notice.objects.get(case=case, to_parties=True).says
        assert "工作需要" in says
        assert reason.label not in says
        entry = Entry.objects.get(subject=case.id, act=powers.REASSIGN.code)
        assert "经核查" not in entry.data

    @rule("R7.6")
    def test_the_parties_are_to_be_told_who_sits_within_three_days(self):
        bench = make_bench(3)
        case = drawn(bench)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        assert Notice.objects.get(case=case, to_parties=True).at.date() == AT.date()
        owed = Prompt.objects.get(subject=case.id, act="panel.notify_parties", settled_by=None)
        assert owed.due_on == (AT + timedelta(days=3)).date()
        redrawn(bench, case)
        clerk = bench.people[Post.CLERK]
        if not Sitting.objects.filter(case=case, person=clerk, until_at=None).exists():
            staff = powers.StaffChange(seats=(SeatEntry(person=clerk.id, seat=Seat.CLERK),))
            do(powers.ASSIGN_STAFF, bench.as_(Post.DIVISION_HEAD), case.id, staff)
        do(powers.NOTIFY, actor(clerk), case.id)
        last = Notice.objects.filter(case=case, to_parties=True).latest("id")
        assert refresh(case).judge.name in last.says
        assert not Prompt.objects.filter(pk=owed.pk, settled_by=None).exists()

    @rule("R7.4")
    def test_two_judges_cannot_swap_by_themselves(self):
        """(h) two judges swap cases with consent of head but no listed reason: refused."""
        bench = make_bench(2)
        case = drawn(bench)
        other = next(judge for judge in bench.judges if judge.id != case.judge_id)
        swap = because(ReassignmentReason.BUSY, "两人协商互换案件，庭长同意", other.id)
        judge = actor(refresh(case).judge)
        assert "E_NO_POWER" in refusals(powers.REASSIGN, judge, case.id, swap)
        head = bench.as_(Post.DIVISION_HEAD)
        assert refusals(powers.REASSIGN, head, case.id, swap) == ["E_REASON_INVALID"]

    def test_with_nobody_else_the_redraw_is_refused_and_not_to_the_same_judge(self):
        bench = make_bench(1)
        case = drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        assert refusals(powers.REASSIGN, head, case.id, LEAVE) == ["E_POOL_EMPTY"]
        same = because(ReassignmentReason.HEALTH, "身体不适住院", case.judge_id)
        assert refusals(powers.REASSIGN, head, case.id, same) == ["E_SAME_JUDGE"]


class TestThePanel:
    """Who sits is composed, changed, told."""

    def compose(self, bench, case, presiding, *members):
        seats = [SeatEntry(person=presiding.id, seat=Seat.PRESIDING)]
        seats += [SeatEntry(person=one.id, seat=Seat.MEMBER) for one in members]
        wish = Composition(seats=tuple(seats))
        do(powers.COMPOSE, bench.as_(Post.DIVISION_HEAD), case.id, wish)

    def present(self, case) -> set[tuple[int, str]]:
        rows = Sitting.objects.filter(case=case, until_at=None)
        bench = [Seat.HANDLING, Seat.PRESIDING, Seat.MEMBER]
        return set(rows.filter(seat__in=bench).values_list("person", "seat"))

    def test_a_new_presiding_judge_takes_the_seat_of_the_former(self):
        bench = make_bench(4)
        case = drawn(bench)
        others = [judge for judge in bench.judges if judge.id != case.judge_id]
        self.compose(bench, case, others[0], others[1])
        self.compose(bench, case, others[2], others[1])
        assert self.present(case) == {
            (case.judge_id, Seat.HANDLING),
            (others[2].id, Seat.PRESIDING),
            (others[1].id, Seat.MEMBER),
        }
        left = Sitting.objects.get(case=case, person=others[0])
        assert left.until_at == AT

    def test_a_judge_in_charge_who_presided_leaves_both_seats(self):
        bench = make_bench(4)
        case = drawn(bench)
        judge = refresh(case).judge
        others = [one for one in bench.judges if one.id != judge.id]
        self.compose(bench, case, judge, others[0], others[1])
        wish = because(ReassignmentReason.HEALTH, "住院治疗，短期内不能履职", others[2].id)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, wish)
        assert self.present(case) == {
            (others[2].id, Seat.HANDLING),
            (others[0].id, Seat.MEMBER),
            (others[1].id, Seat.MEMBER),
        }

    def test_a_clerk_who_replaces_another_owes_what_the_other_owed(self):
        bench = make_bench(4)
        case = drawn(bench, procedure=Procedure.SUMMARY)
        clerks = [make_person(bench.court) for _ in range(2)]
        for clerk in clerks:
            make_tenure(clerk, Post.CLERK)
            staff = powers.StaffChange(seats=(SeatEntry(person=clerk.id, seat=Seat.CLERK),))
            do(powers.ASSIGN_STAFF, bench.as_(Post.DIVISION_HEAD), case.id, staff)
            do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
            redrawn(bench, case)
        present = Sitting.objects.filter(case=case, seat=Seat.CLERK, until_at=None)
        assert present.count() == 1
        owed = Prompt.objects.filter(subject=case.id, act="panel.notify_parties", settled_by=None)
        assert {prompt.owed_by for prompt in owed} == {present.get().person_id}

    def test_only_clerks_and_assistants_of_the_court_are_assigned(self):
        bench = make_bench(3)
        case = drawn(bench, procedure=Procedure.SUMMARY)
        elsewhere = make_bench(1).people[Post.CLERK]
        head = bench.as_(Post.DIVISION_HEAD)
        clerk = bench.people[Post.CLERK].id
        for person, seat in (
            (elsewhere.id, Seat.CLERK),
            (bench.judges[0].id, Seat.CLERK),
            (clerk, Seat.ASSISTANT),
            (clerk, Seat.MEMBER),
            (10**9, Seat.CLERK),
        ):
            staff = powers.StaffChange(seats=(SeatEntry(person=person, seat=seat),))
            assert refusals(powers.ASSIGN_STAFF, head, case.id, staff) == ["E_SEAT"], seat
        staff = powers.StaffChange(seats=(SeatEntry(person=clerk, seat=Seat.CLERK),))
        assert refusals(powers.ASSIGN_STAFF, head, case.id, staff) == []


class TestWhoReads:
    """A party sees at once that its lot was true, and the whole pool when the case is closed."""

    def test_a_party_checks_its_lot_at_once_and_the_pool_at_the_closing(self):
        bench = make_bench(3)
        party = make_person(None)
        make_account(party, kind="party")
        parties = (
            PartyEntry(role=PartyRole.PLAINTIFF, name=party.name, account=party.id),
            PartyEntry(role=PartyRole.DEFENDANT, name="乙公司"),
        )
        case = drawn(bench, a_filing(parties=parties))
        (lot,) = queries.lots(actor(party), case.id, at=AT)
        assert (lot.rows, lot.judge) == ((), refresh(case).judge.name)
        before = check_lot(queries.receipt(actor(party), case.id, at=AT))
        assert not before.opened
        assert [one.row.id for one in before.checked.drawn] == [str(case.judge_id).encode()]
        type(case).objects.filter(pk=case.pk).update(closed_on=AT.date())
        assert check_lot(queries.receipt(actor(party), case.id, at=AT)).opened
