"""What a lot comes to when things happen between its sealing and its drawing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tests import witnesses
from tests.factories import (
    AT,
    DAY,
    Bench,
    do,
    drawn,
    make_bench,
    redrawn,
    refresh,
    refusals,
    sealed,
    triaged,
)
from tests.marks import article, rule
from xiezhi.acts.gate import perform_many
from xiezhi.acts.models import Prompt
from xiezhi.acts.types import SYSTEM, Wish
from xiezhi.assignment import jobs, queries, witnessing
from xiezhi.assignment.models import Answer, Draw, NamedWitness, Pool
from xiezhi.assignment.models import Reassignment as Row
from xiezhi.assignment.policies import policy_of
from xiezhi.assignment.sealed import sealed_pools
from xiezhi.cases.models import Case, Sitting
from xiezhi.law.act import Nothing
from xiezhi.law.powers import assignment as powers
from xiezhi.law.powers import lists
from xiezhi.law.powers.people import AbsenceKind
from xiezhi.law.terms import Post, Seat, State
from xiezhi.ledger.models import Entry
from xiezhi.lot import vrf
from xiezhi.lot.asking import WitnessSilent
from xiezhi.lot.commitment import Commitment
from xiezhi.lot.keys import Keys, court_keys
from xiezhi.lot.receipts import check_lot
from xiezhi.people.models import Absence, Tenure

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7, 1)]
LEAVE = powers.Reassignment(
    reason=powers.ReassignmentReason.LONG_LEAVE, explanation="产假，自2026年5月1日起"
)


@pytest.fixture
def bench() -> Bench:
    return make_bench(3)


def committed(case: Case) -> Commitment:
    return Commitment.parse(bytes(Pool.objects.filter(case=case).latest("round").commitment))


class TestTheSealing:
    """What is committed before anybody can know the result."""

    @rule("R7.1")
    def test_the_commitment_names_filing_keys_and_state(self, bench):
        case = sealed(bench)
        stated = committed(case)
        assert (stated.court, stated.lineage) == (bench.court.code, case.number)
        assert (stated.round, stated.picks, stated.listed, stated.eligible) == (1, 1, 3, 3)
        policy_of(bench.court).check(stated)
        with connection.cursor() as cursor:
            cursor.execute(
                """select l.index, l.hash from ledger_entry e join ledger_leaf l on l.entry = e.id
                    where e.subject = %s and e.act = 'filing.receive'""",
                [case.id],
            )
            place, leaf = cursor.fetchone()
        assert (stated.state_size, stated.filing) == (place + 1, bytes(leaf))
        entry = Entry.objects.get(subject=case.id, act=powers.SEAL_POOL.code)
        assert stated.encode().hex() in entry.data

    @rule("R7.1")
    def test_a_filing_that_is_not_in_the_log_yet_is_not_sealed(self, bench):
        case = triaged(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.SEAL_POOL, officer, case.id) == ["E_NOT_IN_THE_LOG"]
        witnesses.log()
        assert refusals(powers.SEAL_POOL, officer, case.id) == []

    @rule("R7.1")
    def test_without_witnesses_there_is_no_lot_and_no_weaker_one(self, bench):
        NamedWitness.objects.filter(court=bench.court).update(until_at=AT)
        case = triaged(bench)
        witnesses.log()
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.SEAL_POOL, officer, case.id) == ["E_NO_WITNESSES"]
        assert not Pool.objects.exists()
        assert refresh(case).state == State.TRIAGED

    def test_without_its_key_the_court_neither_seals_nor_draws(self, bench, tmp_path, monkeypatch):
        case, other = sealed(bench), triaged(bench)
        witnesses.answer([case.id], AT)
        witnesses.log()
        away = Keys(tmp_path, make=False)
        monkeypatch.setitem(lot_keys(), court_keys().path, away)
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.SEAL_POOL, officer, other.id) == ["E_LOT_KEY_MISSING"]
        assert refusals(powers.DRAW, officer, case.id) == ["E_LOT_KEY_MISSING"]
        monkeypatch.undo()
        assert refusals(powers.DRAW, officer, case.id) == []

    def test_the_court_names_its_witnesses_and_the_later_ones_hold(self, bench):
        president = bench.as_(Post.PRESIDENT)
        keys = [vrf.SecretKey(bytes([n]) * 32).public.hex() for n in range(3)]

        def naming(*entries):
            return powers.WitnessNaming(
                witnesses=tuple(powers.WitnessEntry(name=n, key=k) for n, k in entries)
            )

        act, court = powers.NAME_WITNESSES, bench.court.id
        assert refusals(act, president, court, naming(("甲", keys[0]))) == ["E_TWO_WITNESSES"]
        twice = naming(("甲", keys[0]), ("乙", keys[0]))
        assert refusals(act, president, court, twice) == ["E_TWO_WITNESSES"]
        odd = naming(("甲", keys[0]), ("乙 丙", keys[1]))
        assert refusals(act, president, court, odd) == ["E_WITNESS_KEY"]
        officer = bench.as_(Post.FILING_OFFICER)
        right = naming(("甲", keys[0]), ("乙", keys[1]))
        assert refusals(act, officer, court, right) == ["E_NO_POWER"]
        assert refusals(act, president, court, right) == []
        assert [name for name, _ in policy_of(bench.court).witnesses] == ["甲", "乙"]


def lot_keys() -> dict:
    from xiezhi.lot import keys  # noqa: PLC0415 - the keys that this process holds

    return keys._KEYS


class TestBetweenSealingAndDrawing:
    """What was sealed is drawn, whatever happens meanwhile."""

    @rule("R7.1")
    def test_nothing_is_drawn_before_every_witness_has_answered(self, bench):
        case = sealed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.DRAW, officer, case.id) == ["E_ANSWERS_MISSING"]
        (lot,) = queries.lots(bench.as_(Post.PRESIDENT), case.id, at=AT)
        assert (lot.judge, lot.waits_for) == ("", ("peer", "bar"))
        witnesses.answer([case.id], AT)
        (lot,) = queries.lots(bench.as_(Post.PRESIDENT), case.id, at=AT)
        assert lot.waits_for == ()
        assert refusals(powers.DRAW, officer, case.id) == []

    def test_a_leave_approved_meanwhile_changes_nothing(self, bench):
        """The judge who is drawn and away is replaced for a listed reason, with a new lot."""
        case = sealed(bench)
        for judge in bench.judges:
            Absence.objects.create(
                person=judge, kind=AbsenceKind.LEAVE, days=(DAY, DAY + timedelta(days=90)),
                approved_by=bench.people[Post.PRESIDENT],
            )  # fmt: skip
        witnesses.answer([case.id], AT)
        do(powers.DRAW, bench.as_(Post.FILING_OFFICER), case.id)
        assert refresh(case).judge in bench.judges

    def test_a_pool_that_becomes_empty_before_it_is_sealed_is_refused(self, bench):
        case = triaged(bench)
        witnesses.log()
        Tenure.objects.filter(person__in=bench.judges).update(until=DAY)
        officer = bench.as_(Post.FILING_OFFICER)
        assert refusals(powers.SEAL_POOL, officer, case.id) == ["E_POOL_EMPTY"]

    def test_a_pool_whose_judges_leave_after_the_sealing_is_drawn_all_the_same(self, bench):
        case = sealed(bench)
        Tenure.objects.filter(person__in=bench.judges).update(until=DAY)
        witnesses.answer([case.id], AT)
        do(powers.DRAW, bench.as_(Post.FILING_OFFICER), case.id)
        assert refresh(case).judge in bench.judges

    def test_a_list_adopted_meanwhile_and_other_witnesses_do_not_touch_the_lot(self, bench):
        case = sealed(bench)
        president = bench.as_(Post.PRESIDENT)
        row = lists.ListRowData(kind=lists.RowKind.NUMBER, name="assignment.draw_days", number=1)
        do(lists.DRAFT_LIST, president, bench.court.id, lists.ListDraft(rows=(row,)))
        adoption = lists.ListAdoption(version=1, since=AT.date())
        do(lists.ADOPT_LIST, president, bench.court.id, adoption)
        keys = [vrf.SecretKey(bytes([n]) * 32).public.hex() for n in range(2)]
        entries = tuple(powers.WitnessEntry(name=f"新{n}", key=keys[n]) for n in range(2))
        naming = powers.WitnessNaming(witnesses=entries)
        do(powers.NAME_WITNESSES, president, bench.court.id, naming)
        witnesses.answer([case.id], AT)
        do(powers.DRAW, bench.as_(Post.FILING_OFFICER), case.id)
        check = check_lot(queries.receipt(president, case.id, at=AT))
        ours = tuple(one.lots.public for one in witnesses.keys_of_both())
        assert check.checked.commitment.witness_keys == ours
        other = triaged(bench)
        witnesses.log()
        do(powers.SEAL_POOL, bench.as_(Post.FILING_OFFICER), other.id)
        assert [key.hex() for key in committed(other).witness_keys] == keys
        assert committed(other).rules != committed(case).rules

    @rule("R7.2")
    def test_the_lot_is_drawn_once_however_often_it_is_asked_for(self, bench):
        case = sealed(bench)
        witnesses.answer([case.id], AT)
        officer = bench.as_(Post.FILING_OFFICER)
        wish = Wish(case.id, Nothing(), key="draw/1")
        one, other = (perform_many(powers.DRAW, SYSTEM, [wish], at=AT)[0] for _ in range(2))
        assert (one.replayed, other.replayed) == (False, True)
        assert "E_REDRAW_FORBIDDEN" in refusals(powers.DRAW, officer, case.id)
        assert "E_STATE" in refusals(powers.SEAL_POOL, officer, case.id)
        assert Draw.objects.filter(case=case).count() == 1

    @rule("R7.2")
    @pytest.mark.django_db(transaction=True)
    def test_two_who_draw_at_once_get_one_judge(self):
        bench = make_bench(3)
        case = sealed(bench)
        witnesses.answer([case.id], AT)
        found: list[bool] = []

        def work() -> None:
            try:
                wish = Wish(case.id, Nothing())
                (outcome,) = perform_many(
                    powers.DRAW, bench.as_(Post.FILING_OFFICER), [wish], at=AT
                )
                found.append(outcome.accepted)
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [False, True]
        assert Draw.objects.filter(case=case).count() == 1


class TestAnswers:
    """Answers are verified before they are written, all at once or not at all."""

    def answers_of(self, case: Case, change=lambda key, proof: (key, proof)) -> powers.Answers:
        waiting = sealed_pools([case.id])[case.id]
        pairs = []
        for one in witnesses.keys_of_both():
            key, proof = change(one.lots.public, one.lots.prove(waiting.question))
            pairs.append(powers.AnswerEntry(key=key.hex(), proof=proof.hex()))
        return powers.Answers(round=waiting.round, answers=tuple(pairs))

    @rule("R7.1")
    def test_a_wrong_proof_is_refused(self, bench):
        case = sealed(bench)

        def flipped(key, proof):
            return key, proof[:-1] + bytes([proof[-1] ^ 1])

        wrong = self.answers_of(case, flipped)
        assert refusals(powers.RECORD_ANSWERS, SYSTEM, case.id, wrong) == ["E_ANSWER_INVALID"]
        right = self.answers_of(case)
        half = powers.Answers(round=1, answers=right.answers[:1])
        assert refusals(powers.RECORD_ANSWERS, SYSTEM, case.id, half) == ["E_ANSWER_INVALID"]
        later = powers.Answers(round=2, answers=right.answers)
        assert refusals(powers.RECORD_ANSWERS, SYSTEM, case.id, later) == ["E_ANSWER_INVALID"]
        assert not Answer.objects.exists()
        assert refusals(powers.RECORD_ANSWERS, SYSTEM, case.id, right) == []
        assert Answer.objects.count() == 2

    def test_only_the_platform_records_them(self, bench):
        case = sealed(bench)
        answers = self.answers_of(case)
        president = bench.as_(Post.PRESIDENT)
        assert refusals(powers.RECORD_ANSWERS, president, case.id, answers) == ["E_NO_POWER"]

    def test_a_silent_witness_leaves_nothing_half_done_and_may_be_asked_again(self, bench):
        case = sealed(bench)
        silent = witnesses.running()[1]
        silent.stop()
        try:
            done = witnessing.complete([case.id], at=AT, into_log=witnesses.log)
            assert (done.drawn, done.waiting) == (0, 1)
            assert not Answer.objects.exists()
            with pytest.raises(WitnessSilent):
                jobs.complete_lots(cases=[case.id])
        finally:
            silent.start(silent.port)
        assert refresh(case).state == State.POOLED
        done = witnessing.catch_up(at=AT + timedelta(seconds=1))
        assert (done.drawn, done.waiting) == (1, 0)
        assert refresh(case).state == State.ASSIGNED
        again = witnessing.complete([case.id], at=AT, into_log=witnesses.log)
        assert (again.drawn, again.waiting) == (0, 0)

    def test_a_late_log_is_waited_for_and_asked_again(self, bench, monkeypatch):
        case = sealed(bench)
        witnesses.running()
        monkeypatch.setattr(witnessing, "PATIENCE_SECONDS", 0.0)
        assert witnessing.complete([case.id], at=AT).waiting == 1
        witnesses.log()
        assert witnessing.complete([case.id], at=AT).drawn == 1

    def test_sealing_asks_for_the_answers_by_itself(self, bench):
        case = sealed(bench)
        with connection.cursor() as cursor:
            cursor.execute(
                "select task_name, args from procrastinate_jobs order by id desc limit 1"
            )
            name, args = cursor.fetchone()
        assert (name, str(case.id) in str(args)) == ("assignment.complete_lots", True)

    def test_many_lots_are_asked_for_in_as_many_statements_as_few(self, bench):
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - here alone

        cases = [sealed(bench).id for _ in range(6)]
        witnesses.running()

        def statements(part) -> int:
            witnesses.log()
            with CaptureQueriesContext(connection) as spent:
                witnessing.answer(part, at=AT, into_log=lambda: None)
            return len(spent)

        statements(cases[:1])  # the courts are introduced, the log is cosigned
        assert statements(cases[1:2]) == statements(cases[2:])

    def test_results_are_shown_until_no_witness_misses_one(self, bench):
        case = drawn(bench)
        peer, _ = witnesses.running()
        assert peer.address.unresolved(bench.court.code) == [committed(case).encode()]
        assert witnessing.show_results(witnesses.log) >= 2
        for one in witnesses.running():
            assert one.address.unresolved(bench.court.code) == []


@article("法发〔2020〕26号", 7, 2)
class TestAnotherLot:
    """确需调整的……: the case is taken from its judge, and a new lot is held for it."""

    @rule("R7.2", "R7.5")
    def test_until_the_new_lot_falls_the_case_has_no_judge(self, bench):
        case = drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        do(powers.REASSIGN, head, case.id, LEAVE)
        waiting = refresh(case)
        assert (waiting.state, waiting.judge_id) == (State.TRIAGED, None)
        assert not Sitting.objects.filter(case=case, seat=Seat.HANDLING, until_at=None).exists()
        owed = Prompt.objects.get(subject=case.id, act="assignment.seal_pool", settled_by=None)
        assert owed.owed_by is None
        assert Row.objects.get(case=case).after_id is None
        again = redrawn(bench, case)
        assert (again.state, again.judge_id != case.judge_id) == (State.ASSIGNED, True)
        assert Row.objects.get(case=case).after_id == again.judge_id
        assert committed(case).round == 2

    def test_the_case_returns_to_the_state_from_which_it_was_taken(self, bench):
        case = drawn(bench)
        Case.objects.filter(pk=case.pk).update(state=State.SUSPENDED)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        assert redrawn(bench, case).state == State.SUSPENDED

    def test_a_leader_may_name_the_judge_while_the_lot_waits_but_not_the_former(self, bench):
        case = drawn(bench)
        do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE)
        other = next(judge for judge in bench.judges if judge.id != case.judge_id)

        def choice(judge: int) -> powers.Designation:
            return powers.Designation(
                judge=judge, ground=powers.DesignationGround.LEADER,
                reason="重大疑难，由其承办", document="（2026）分案签字第4号",
            )  # fmt: skip

        head = bench.as_(Post.DIVISION_HEAD)
        former = choice(case.judge_id)
        assert refusals(powers.DESIGNATE, head, case.id, former) == ["E_SAME_JUDGE"]
        do(powers.DESIGNATE, head, case.id, choice(other.id))
        assert (refresh(case).state, refresh(case).judge_id) == (State.ASSIGNED, other.id)
        assert Row.objects.get(case=case).after_id == other.id
        owed = Prompt.objects.filter(subject=case.id, act="hearing.schedule", settled_by=None)
        assert owed.get().owed_by == other.id

    def test_without_witnesses_nobody_loses_the_case_to_a_lot_that_cannot_be_held(self, bench):
        case = drawn(bench)
        NamedWitness.objects.filter(court=bench.court).update(until_at=AT)
        head = bench.as_(Post.DIVISION_HEAD)
        assert refusals(powers.REASSIGN, head, case.id, LEAVE) == ["E_NO_WITNESSES"]
        assert refresh(case).judge_id == case.judge_id

    def test_three_rounds_follow_one_another(self):
        bench = make_bench(4)
        case = drawn(bench)
        judges = [case.judge_id]
        for number in range(2):
            at = AT + timedelta(days=number + 1)
            do(powers.REASSIGN, bench.as_(Post.DIVISION_HEAD), case.id, LEAVE, at=at)
            judges.append(redrawn(bench, case, at=at).judge_id)
            assert committed(case).round == number + 2
        assert judges[0] != judges[1] != judges[2]
