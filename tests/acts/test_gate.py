"""The gate on PostgreSQL: one way in, refusals on record, nothing half done."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise
from typing import Any

import orjson
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories import (
    AT,
    DAY,
    Bench,
    a_filing,
    actor,
    do,
    drawn,
    filed,
    make_bench,
    make_court,
    make_person,
    make_tenure,
    refresh,
    refusals,
)
from tests.marks import article, rule
from xiezhi.acts.gate import constraint_finding, perform, perform_many
from xiezhi.acts.models import CourtList, Prompt
from xiezhi.acts.prompts import overdue
from xiezhi.acts.types import Refused, Wish
from xiezhi.cases.models import Case, Notice, Sitting
from xiezhi.law.act import Nothing
from xiezhi.law.powers import assignment, filing, lists, recusal, triage
from xiezhi.law.powers.lists import ListAdoption, ListDraft, ListFiling, ListRowData, RowKind
from xiezhi.law.rules.recusal import Ground
from xiezhi.law.terms import Level, Post, Procedure, Seat, State
from xiezhi.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    """A court with people."""
    return make_bench()


@article("法发〔2020〕26号", 4)
class TestOneWayIn:
    """实现对各类履职行为可提示、可留痕、可倒查、可监督。"""

    def test_a_refused_act_leaves_no_trace_but_the_record_of_its_refusal(
        self, bench: Bench
    ) -> None:
        case = filed(bench)
        before = Case.objects.filter(pk=case.id).values().get()
        prompts = list(Prompt.objects.order_by("id").values())
        with pytest.raises(Refused):
            do(triage.CONFIRM, bench.as_(Post.CLERK), case.id, _summary())
        after = Case.objects.filter(pk=case.id).values().get()
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {"seq", "head"}
        assert list(Prompt.objects.order_by("id").values()) == prompts
        entry = Entry.objects.filter(subject=case.id).order_by("-seq")[0]
        assert entry.outcome == "refused"
        assert orjson.loads(entry.data)["findings"][0]["code"] == "E_NO_POWER"

    @rule("R4.2")
    def test_an_entry_names_the_list_by_which_it_was_judged(self, bench: Bench) -> None:
        first = filed(bench)
        _adopt(bench, since=DAY)
        second = filed(bench, a_filing(), at=AT + timedelta(days=1))
        versions = [_versions(case) for case in (first, second)]
        assert {one.split(":")[1] for one in versions[0]} == {"0"}
        assert {one.split(":")[1] for one in versions[1]} == {"1"}

    @rule("R4.8")
    def test_prompts_follow_the_stage(self, bench: Bench) -> None:
        case = filed(bench)
        assert _open(case) == {"triage.confirm"}
        drawn_case = drawn(bench, a_filing(), procedure=Procedure.SUMMARY)
        assert "hearing.schedule" in _open(drawn_case)
        owed = Prompt.objects.get(subject=drawn_case.id, act="hearing.schedule")
        assert owed.owed_by == drawn_case.judge_id
        assert owed.due_on is not None

    @rule("R4.10")
    def test_a_duty_is_owed_by_a_post_or_by_the_person_who_holds_the_seat(
        self, bench: Bench
    ) -> None:
        case = drawn(bench, procedure=Procedure.ORDINARY_PANEL)
        by_act = {row.act: row for row in Prompt.objects.filter(subject=case.id, settled_by=None)}
        assert by_act["panel.compose"].post == Post.DIVISION_HEAD
        assert by_act["panel.compose"].owed_by is None
        assert by_act["panel.compose"].division == case.division_id
        assert by_act["hearing.schedule"].owed_by == case.judge_id

    @rule("R4.7")
    def test_an_adopted_list_is_filed_upward_within_thirty_days(self, bench: Bench) -> None:
        upper = make_court(level=Level.INTERMEDIATE)
        bench.court.parent = upper
        bench.court.save(update_fields=["parent"])
        _adopt(bench, since=DAY)
        duty = Prompt.objects.get(subject=bench.court.id, act="powers.file_list")
        assert duty.due_on is not None
        assert 30 <= (duty.due_on - DAY).days <= 40
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        do(lists.FILE_LIST, office, bench.court.id, ListFiling(version=1, on=DAY))
        duty.refresh_from_db()
        assert duty.settled_by is not None
        assert CourtList.objects.get(court=bench.court.id).filed_with == upper.id


def _summary() -> triage.TriageDecision:
    return triage.TriageDecision(procedure=Procedure.SUMMARY, reason="事实清楚，争议不大")


def _open(case: Case) -> set[str]:
    rows = Prompt.objects.filter(subject=case.id, settled_by=None)
    return set(rows.values_list("act", flat=True))


def _versions(case: Case) -> set[str]:
    return set(Entry.objects.filter(subject=case.id).values_list("list_version", flat=True))


def _adopt(bench: Bench, *, since: Any) -> None:
    row = ListRowData(kind=RowKind.NUMBER, name="supervision.report_days", number=1)
    office, president = bench.as_(Post.TRIAL_MANAGEMENT), bench.as_(Post.PRESIDENT)
    do(lists.DRAFT_LIST, office, bench.court.id, ListDraft(rows=(row,)))
    do(lists.ADOPT_LIST, president, bench.court.id, ListAdoption(version=1, since=since))


@article("法发〔2017〕11号", 2)
class TestTheTraceIsKept:
    """全程留痕，永久保存。"""

    @rule("R4.9")
    @pytest.mark.parametrize("statement", ["update ledger_entry set post = 'x'",
                                           "delete from ledger_entry",
                                           "truncate ledger_entry"])  # fmt: skip
    def test_nobody_changes_or_removes_an_entry(self, bench: Bench, statement: str) -> None:
        filed(bench)
        for role in ("app", "owner"):
            with pytest.raises(DatabaseError):
                _as(role, statement)

    @rule("R4.9")
    def test_each_entry_is_chained_to_the_one_before(self, bench: Bench) -> None:
        case = drawn(bench)
        rows = list(Entry.objects.filter(subject=case.id).order_by("seq"))
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        assert all(bytes(later.prev) == bytes(earlier.hash) for earlier, later in pairwise(rows))
        assert bytes(refresh(case).head) == bytes(rows[-1].hash)


def _as(role: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        cursor.execute(statement)


class TestKeys:
    """A repeat is harmless; a key is for one act on one subject."""

    def test_the_same_key_is_performed_once(self, bench: Bench) -> None:
        wish = Wish(bench.court.id, a_filing(), key="k-1")
        officer = bench.as_(Post.FILING_OFFICER)
        first = perform(filing.RECEIVE, officer, wish, at=AT)
        second = perform(filing.RECEIVE, officer, wish, at=AT)
        assert second.replayed
        assert (second.subject, second.entry) == (first.subject, first.entry)

    def test_a_refused_wish_may_be_tried_again_with_its_key(self, bench: Bench) -> None:
        case = filed(bench)
        wish = Wish(case.id, _summary(), key="k-2")
        with pytest.raises(Refused):
            perform(triage.CONFIRM, bench.as_(Post.CLERK), wish, at=AT)
        done = perform(triage.CONFIRM, bench.as_(Post.FILING_OFFICER), wish, at=AT)
        assert done.accepted
        assert not done.replayed

    @pytest.mark.django_db(transaction=True)
    def test_eight_threads_with_the_same_keys_make_one_case_each(self, bench: Bench) -> None:
        wishes = [Wish(bench.court.id, a_filing(), key=f"c-{n}") for n in range(12)]
        officer = bench.as_(Post.FILING_OFFICER)
        errors: list[BaseException] = []

        def work(order: int) -> None:
            try:
                shuffled = wishes[order:] + wishes[:order]
                perform_many(filing.RECEIVE, officer, shuffled, at=AT, chunk=5)
            except BaseException as error:  # noqa: BLE001 - shown to the main thread
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert Case.objects.count() == len(wishes)


class TestBulk:
    """成批办理: the same gate for a thousand subjects; the bad one fails alone."""

    def test_a_collision_in_the_database_fails_alone(self, bench: Bench) -> None:
        twin = a_filing()
        officer = bench.as_(Post.FILING_OFFICER)
        wishes = [Wish(bench.court.id, data) for data in (a_filing(), twin, twin, a_filing())]
        outcomes = perform_many(filing.RECEIVE, officer, wishes, at=AT)
        assert [one.accepted for one in outcomes] == [True, True, False, True]
        assert outcomes[2].findings[0].code == "E_DUPLICATE_FILING"
        assert Case.objects.count() == 3

    def test_numbers_have_no_gap_and_no_double(self, bench: Bench) -> None:
        officer = bench.as_(Post.FILING_OFFICER)
        opened = perform_many(
            filing.RECEIVE, officer, [Wish(bench.court.id, a_filing()) for _ in range(30)], at=AT
        )
        cases = [one.subject for one in opened]
        perform_many(filing.REGISTER, officer, [Wish(one, Nothing()) for one in cases], at=AT)
        numbers = sorted(Case.objects.values_list("number", flat=True), key=_serial)
        assert [_serial(number) for number in numbers] == list(range(1, 31))


def _serial(number: Any) -> int:
    return int(str(number).split("民初")[1].rstrip("号"))


class TestTheClock:
    """A clock that was set back would falsify the trace."""

    def test_an_act_before_the_last_entry_is_refused_and_may_be_tried_again(
        self, bench: Bench
    ) -> None:
        case = filed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        early = AT - timedelta(minutes=5)
        assert refusals(triage.CONFIRM, officer, case.id, _summary(), at=early) == ["E_CLOCK_BACK"]
        do(triage.CONFIRM, officer, case.id, _summary())
        assert refresh(case).state == State.TRIAGED


@article("民诉法", 131)
class TestTellingWhoSits:
    """合议庭组成人员确定后，应当在三日内告知当事人。"""

    @rule("P9")
    def test_the_clerk_owes_the_notice_within_three_days_of_the_panel(self, bench: Bench) -> None:
        case = drawn(bench, procedure=Procedure.ORDINARY_PANEL)
        others = [judge for judge in bench.judges if judge.id != case.judge_id]
        head = bench.people[Post.DIVISION_HEAD]
        make_tenure(head, Post.JUDGE, division=bench.division)
        seats = (
            assignment.SeatEntry(person=head.id, seat="presiding"),
            assignment.SeatEntry(person=others[0].id, seat="member"),
            assignment.SeatEntry(person=bench.people[Post.CLERK].id, seat="clerk"),
        )
        fixed = assignment.Composition(seats=_with_terms(seats))
        do(assignment.COMPOSE, actor(head), case.id, fixed)
        duty = Prompt.objects.get(subject=case.id, act="panel.notify_parties", settled_by=None)
        assert duty.due_on is not None
        assert 3 <= (duty.due_on - DAY).days <= 6
        do(assignment.NOTIFY, bench.as_(Post.CLERK), case.id)
        assert Notice.objects.filter(case=case, to_parties=True, says__contains="审判组织").exists()


def _with_terms(seats: Any) -> Any:
    return tuple(assignment.SeatEntry(person=one.person, seat=Seat(one.seat)) for one in seats)


@article("民诉法", 50)
class TestARecusalIsDecidedInTime:
    """人民法院对当事人提出的回避申请，应当在申请提出的三日内作出决定。"""

    @rule("C3")
    def test_the_decision_is_a_duty_of_three_days_that_shows_when_it_is_late(
        self, bench: Bench
    ) -> None:
        case = drawn(bench, procedure=Procedure.SUMMARY)
        clerk = make_person(bench.court)
        make_tenure(clerk, Post.CLERK)
        Sitting.objects.create(case=case, person=clerk, seat="clerk", since_at=AT)
        asked = recusal.RecusalApplication(
            person=case.judge_id or 0,
            ground=Ground.OTHER_RELATION,
            reason="与被告系同学，可能影响公正",
        )
        do(recusal.APPLY, actor(clerk), case.id, asked)
        duty = Prompt.objects.get(subject=case.id, act="recusal.decide", settled_by=None)
        assert duty.due_on is not None
        assert 3 <= (duty.due_on - DAY).days <= 6
        late = overdue(duty.due_on + timedelta(days=1))
        assert duty.id in {row.id for row in late}
        decided = recusal.RecusalDecision(upheld=False, reason="不属于法定回避情形")
        do(recusal.DECIDE, bench.as_(Post.PRESIDENT), case.id, decided)
        assert duty.id not in {row.id for row in overdue(duty.due_on + timedelta(days=1))}


@pytest.mark.django_db(transaction=True)
def test_what_does_not_exist_is_a_finding_and_other_faults_of_ours_stay_errors(
    bench: Bench,
) -> None:
    case = drawn(bench)
    sitting = {"case": case, "seat": Seat.CLERK, "since_at": AT}
    with pytest.raises(IntegrityError) as nobody, transaction.atomic():
        Sitting.objects.create(person_id=10**9, **sitting)
    assert constraint_finding(nobody.value, assignment.ASSIGN_STAFF).code == "E_NO_SUCH"
    with pytest.raises(IntegrityError) as empty, transaction.atomic():
        Sitting.objects.create(person=None, **sitting)
    with pytest.raises(IntegrityError):
        constraint_finding(empty.value, assignment.ASSIGN_STAFF)
