"""Article 7, paragraph 1: pools, draws, designations, on the database."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import witnesses
from tests.factories import (
    AT,
    DAY,
    a_filing,
    actor,
    do,
    drawn,
    make_bench,
    make_division,
    make_person,
    make_tenure,
    refresh,
    refusals,
    sealed,
    triaged,
)
from tests.marks import article, rule
from xiezhi.acts.gate import perform_many
from xiezhi.acts.models import Prompt
from xiezhi.acts.types import Wish
from xiezhi.assignment import queries
from xiezhi.assignment.facts import CASE
from xiezhi.assignment.models import Designation, Draw, LoadAccount, Pool
from xiezhi.cases.models import Sitting
from xiezhi.law.act import Nothing
from xiezhi.law.powers import assignment as powers
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.powers.people import AbsenceKind
from xiezhi.law.terms import Area, PartyRole, Post, Seat, State
from xiezhi.people.models import Absence, Relation

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7, 1)]


def forge(case, rows) -> None:
    """Change a sealed pool as only the owner can, who first takes the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("set role owner")
        cursor.execute("alter table assignment_pool disable trigger user")
        cursor.execute(
            "update assignment_pool set rows = %s where case_id = %s", [json.dumps(rows), case.id]
        )
        cursor.execute("alter table assignment_pool enable trigger user")
        cursor.execute("set role app")


def reasons(case) -> dict[int, str]:
    return {row["person"]: row["reason"] for row in Pool.objects.get(case=case).rows}


class TestThePool:
    """Who could hear the case, and why another could not."""

    def test_a_relative_of_the_defendant_is_excluded_and_the_exclusion_is_on_record(self):
        """(a) 5 eligible, 1 relative of defendant: a set of 4, the exclusion logged."""
        bench = make_bench(5)
        Relation.objects.create(person=bench.judges[2], name="钱某", kind="配偶的兄弟")
        parties = (
            PartyEntry(role=PartyRole.PLAINTIFF, name="赵某"),
            PartyEntry(role=PartyRole.DEFENDANT, name="钱某"),
        )
        case = drawn(bench, a_filing(parties=parties))
        found = reasons(case)
        assert found[bench.judges[2].id] == "conflict"
        assert sorted(found.values()) == ["conflict", *["none"] * 4]
        assert case.judge_id != bench.judges[2].id

    def test_leave_and_stops_exclude_with_their_reasons(self):
        bench = make_bench(4)
        boss = bench.people[Post.PRESIDENT]
        kinds = (AbsenceKind.LEAVE, AbsenceKind.STOP)
        for judge, kind in zip(bench.judges, kinds, strict=False):
            Absence.objects.create(
                person=judge, kind=kind, approved_by=boss, days=(DAY, DAY + timedelta(days=30))
            )
        found = reasons(drawn(bench))
        assert [found[judge.id] for judge in bench.judges] == ["leave", "stop", "none", "none"]

    def test_a_stop_ends_by_itself(self):
        bench = make_bench(2)
        Absence.objects.create(
            person=bench.judges[0],
            kind=AbsenceKind.STOP,
            approved_by=bench.people[Post.PRESIDENT],
            days=(DAY - timedelta(days=30), DAY),
        )
        assert reasons(drawn(bench))[bench.judges[0].id] == "none"

    def test_a_judge_of_another_field_stands_in_the_pool_without_tickets(self):
        bench = make_bench(2)
        other = make_person(bench.court)
        criminal = make_division(bench.court, Area.CRIMINAL)
        make_tenure(other, Post.JUDGE, division=criminal)
        case = drawn(bench)
        assert reasons(case)[other.id] == "scope"

    def test_where_a_court_has_no_divisions_every_judge_hears_everything(self):
        bench = make_bench(0)
        judge = make_person(bench.court)
        make_tenure(judge, Post.JUDGE)
        assert reasons(drawn(bench)) == {judge.id: "none"}

    def test_without_any_judge_nothing_is_sealed_and_the_way_out_is_told(self):
        bench = make_bench(0)
        case = triaged(bench)
        witnesses.log()
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.SEAL_POOL, officer, case.id) == ["E_POOL_EMPTY"]

    @rule("R7.12")
    def test_nobody_reads_the_pool_before_the_draw_and_its_hash_betrays_nothing(self):
        bench = make_bench(3)
        case = sealed(bench)
        viewer = bench.as_(Post.PRESIDENT)
        (before,) = queries.lots(viewer, case.id, at=AT)
        assert (before.rows, before.eligible, before.judge) == ((), None, "")
        assert queries.receipt(viewer, case.id, at=AT) is None
        with connection.cursor() as cursor:
            cursor.execute(
                "select data::text from ledger_entry where subject = %s and act = %s",
                [case.id, powers.SEAL_POOL.code],
            )
            (said,) = cursor.fetchone()
        assert not any(str(judge.id) in said.split('"commitment"')[0] for judge in bench.judges)
        witnesses.answer([case.id], AT)
        do(powers.DRAW, bench.as_(Post.FILING_OFFICER), case.id)
        (after,) = queries.lots(viewer, case.id, at=AT)
        assert len(after.rows) == 3
        assert after.judge in {judge.name for judge in bench.judges}

    def test_outsiders_read_nothing(self):
        bench, case = make_bench(2), drawn(make_bench(2))
        assert queries.lots(bench.as_(Post.PRESIDENT), case.id, at=AT) == []
        assert queries.receipt(bench.as_(Post.PRESIDENT), case.id, at=AT) is None
        assert queries.given(bench.as_(Post.PRESIDENT), case.court_id, at=AT) == []


class TestTheDraw:
    """各级人民法院……坚持以随机分案为原则、指定分案为例外。"""

    @rule("R7.1")
    def test_without_a_sealed_pool_there_is_no_draw(self):
        bench = make_bench(3)
        case = triaged(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        assert "E_ASSIGN_NOT_REPRODUCIBLE" in refusals(powers.DRAW, officer, case.id)

    @rule("R7.2")
    def test_the_clerk_clicks_twice(self):
        """(c) clerk clicks draw twice: the second is refused."""
        bench = make_bench(3)
        case = drawn(bench)
        again = refusals(powers.DRAW, bench.as_(Post.FILING_OFFICER), case.id)
        assert "E_REDRAW_FORBIDDEN" in again
        assert Draw.objects.filter(case=case).count() == 1
        assert refresh(case).judge_id == case.judge_id

    def test_the_judge_takes_the_seat_with_the_team(self):
        bench = make_bench(1)
        case = drawn(bench)
        seats = dict(Sitting.objects.filter(case=case).values_list("seat", "person"))
        assert seats == {
            Seat.HANDLING: bench.judges[0].id,
            Seat.ASSISTANT: bench.people[Post.JUDGE_ASSISTANT].id,
            Seat.CLERK: bench.people[Post.CLERK].id,
        }
        assert (case.state, case.division) == (State.ASSIGNED, bench.division)
        owed = Prompt.objects.filter(subject=case.id, settled_by=None)
        assert dict(owed.values_list("act", "owed_by")) == {
            "panel.compose": None,
            "hearing.schedule": bench.judges[0].id,
        }
        assert {prompt.division for prompt in owed} == {bench.division.id}

    @rule("R7.7")
    def test_one_candidate_is_no_lot_but_a_designation(self):
        """(f) only 1 judge: recorded as designation."""
        bench = make_bench(1)
        case = drawn(bench)
        row = Designation.objects.get(case=case)
        assert (row.person, row.ground, row.by) == (bench.judges[0], "G5", None)
        hows = [
            line.how for line in queries.given(bench.as_(Post.PRESIDENT), bench.court.id, at=AT)
        ]
        assert hows == ["指定分案"]

    def test_the_accounts_move_by_what_was_drawn(self):
        bench = make_bench(4)
        case = drawn(bench)
        balances = dict(LoadAccount.objects.values_list("person", "balance"))
        assert balances.pop(case.judge_id) == CASE // 4 - CASE
        assert set(balances.values()) == {CASE // 4}

    def test_who_is_ahead_draws_less_often(self):
        bench = make_bench(2)
        LoadAccount.objects.create(court=bench.court, person=bench.judges[0], balance=-5 * CASE)
        case = drawn(bench)
        weights = {row["person"]: row["weight"] for row in Pool.objects.get(case=case).rows}
        assert [weights[judge.id] for judge in bench.judges] == [100_000, 600_000]

    def test_many_cases_are_drawn_in_as_many_statements_as_few(self):
        bench = make_bench(8)
        officer = bench.as_(Post.FILING_OFFICER)
        cases = [triaged(bench).id for _ in range(12)]
        witnesses.log()

        def statements(act, part) -> int:
            with CaptureQueriesContext(connection) as spent:
                outcomes = perform_many(act, officer, [Wish(c, Nothing()) for c in part], at=AT)
            assert all(outcome.accepted for outcome in outcomes)
            return len(spent)

        assert statements(powers.SEAL_POOL, cases[:2]) == statements(powers.SEAL_POOL, cases[2:])
        for part in (cases[:2], cases[2:]):
            witnesses.answer(part, AT)
        assert statements(powers.DRAW, cases[:2]) == statements(powers.DRAW, cases[2:])
        assert sum(LoadAccount.objects.values_list("balance", flat=True)) == 0

    @pytest.mark.django_db(transaction=True)
    def test_a_pool_that_was_changed_afterwards_is_not_drawn_from(self):
        bench = make_bench(3)
        case = sealed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        favoured = bench.judges[0].id
        rows = Pool.objects.get(case=case).rows
        for row in rows:
            row["weight"] = 2400 if row["person"] == favoured else 1
        forge(case, rows)
        assert "E_ASSIGN_NOT_REPRODUCIBLE" in refusals(powers.DRAW, officer, case.id)


class TestRemand:
    """(d) remanded case: former handling judge, member, assistant excluded."""

    def test_who_took_part_before_does_not_stand_for_the_lot(self):
        bench = make_bench(4)
        first = drawn(bench)
        assistant = make_person(bench.court)
        make_tenure(assistant, Post.JUDGE, division=bench.division)
        Sitting.objects.create(case=first, person=assistant, seat=Seat.ASSISTANT, since_at=AT)
        again = drawn(bench, a_filing(origin="remand", former=first.id))
        found = reasons(again)
        assert found[first.judge_id] == found[assistant.id] == "former"
        assert again.judge_id not in (first.judge_id, assistant.id)

    def test_staff_who_took_part_before_do_not_come_along(self):
        bench = make_bench(1)
        first = drawn(bench)
        bench.judges.append(make_person(bench.court))
        make_tenure(bench.judges[1], Post.JUDGE, division=bench.division)
        team = bench.people[Post.CLERK].teams.get().team
        team.members.create(person=bench.judges[1], post=Post.JUDGE, since=DAY)
        again = drawn(bench, a_filing(origin="remand", former=first.id))
        assert again.judge == bench.judges[1]
        assert list(Sitting.objects.filter(case=again).values_list("seat", flat=True)) == [
            Seat.HANDLING
        ]


class TestDesignation:
    """指定分案……全程留痕。"""

    def choice(self, judge, **changes):
        plain = {
            "judge": judge.id,
            "ground": powers.DesignationGround.BATCH,
            "reason": "同一被告、同一案由的系列案件两件",
            "document": "（2026）分案签字第3号",
        }
        return powers.Designation(**(plain | changes))

    @rule("R7.3")
    def test_the_head_designates_a_batch_with_its_document(self):
        """(e) head designates own division's batch of 2, attachment present: ok."""
        bench = make_bench(3)
        case = triaged(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        do(powers.DESIGNATE, head, case.id, self.choice(bench.judges[1]))
        row = Designation.objects.get(case=case)
        assert (row.person, row.ground, row.by_id) == (bench.judges[1], "G2", head.person)
        assert refresh(case).judge == bench.judges[1]
        balances = dict(LoadAccount.objects.values_list("person", "balance"))
        assert balances[bench.judges[1].id] < 0 < balances[bench.judges[0].id]

    @rule("R7.3")
    def test_the_ground_other_needs_the_president(self):
        bench = make_bench(3)
        case = triaged(bench)
        choice = self.choice(bench.judges[1], ground=powers.DesignationGround.OTHER)
        head = bench.as_(Post.DIVISION_HEAD)
        assert refusals(powers.DESIGNATE, head, case.id, choice) == ["E_DESIGNATE_INCOMPLETE"]
        assert refusals(powers.DESIGNATE, bench.as_(Post.PRESIDENT), case.id, choice) == []

    @rule("R7.13")
    def test_nobody_designates_to_himself_but_the_president(self):
        bench = make_bench(3)
        head = bench.people[Post.DIVISION_HEAD]
        make_tenure(head, Post.JUDGE, division=bench.division)
        case = triaged(bench)
        assert "E_DESIGNATE_SELF" in refusals(
            powers.DESIGNATE, actor(head), case.id, self.choice(head)
        )

    def test_a_judge_can_be_designated_after_the_pool_was_sealed(self):
        bench = make_bench(3)
        case = sealed(bench)
        do(powers.DESIGNATE, bench.as_(Post.DIVISION_HEAD), case.id, self.choice(bench.judges[1]))
        assert not Prompt.objects.filter(
            subject=case.id, act="assignment.draw", settled_by=None
        ).exists()

    @rule("R7.2")
    def test_a_lot_that_was_sealed_and_not_drawn_is_not_followed_by_another(self):
        """Else whoever dislikes a result that is determined could ask for the next."""
        bench = make_bench(3)
        case = sealed(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        do(powers.DESIGNATE, head, case.id, self.choice(bench.judges[1]))
        health = {
            "reason": powers.ReassignmentReason.HEALTH,
            "explanation": "住院治疗，短期内不能履职",
        }
        by_lot = powers.Reassignment(**health)
        assert refusals(powers.REASSIGN, head, case.id, by_lot) == ["E_LOT_UNRESOLVED"]
        named = powers.Reassignment(**health, judge=bench.judges[2].id)
        assert refusals(powers.REASSIGN, head, case.id, named) == []
