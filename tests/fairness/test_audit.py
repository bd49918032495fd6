"""The nightly audit of a court's draws, from what their receipts state; small pools are counted."""

from __future__ import annotations

import random
import secrets
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.factories import AT, DAY
from tests.lot import courts
from tests.lot.lots import a_result, flips
from tests.marks import article, rule
from xiezhi.acts.models import CourtList, ListRow, Prompt
from xiezhi.acts.types import SYSTEM
from xiezhi.assignment.models import Draw, Pool
from xiezhi.fairness.auditing import LOTS_MOST, audit_of
from xiezhi.fairness.draws import NotHeld, draws, witnessed
from xiezhi.fairness.jobs import audit
from xiezhi.fairness.models import FairnessAudit
from xiezhi.law import lot
from xiezhi.law.facts import ZONE
from xiezhi.law.lot import Excluded
from xiezhi.law.powers.fairness import (
    ADOPT_TICKETS,
    ANSWER_AUDIT,
    AuditAnswer,
    TicketSetting,
)
from xiezhi.law.powers.lists import DRAFT_LIST, ListDraft, ListRowData, RowKind
from xiezhi.law.rules.tickets import EVEN, OFFERED
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry
from xiezhi.lot.pool import Reason, Row

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7)]
NEXT = datetime(2026, 10, 2, 2, 50, tzinfo=ZONE)


def stored(bench: make.Bench, person: int, weights: dict[int, int], number: int) -> None:
    """Write a draw of which the seed is found so that it falls on a person: the audit's input."""
    case = make.triaged(bench)
    rows = [lot.Row(one, Excluded.NONE, weight) for one, weight in sorted(weights.items())]
    salt, head = secrets.token_bytes(32), bytes(case.head)
    sealed = lot.commitment(case.id, 1, rows, salt)
    while True:
        fresh = secrets.token_bytes(32)
        seed = lot.seed(sealed, head, fresh)
        if lot.pick(rows, lot.draw(seed, lot.total(rows))) == person:
            break
    at = AT + timedelta(minutes=number)
    pool = Pool.objects.create(
        case=case, round=1, salt=salt, commitment=sealed, sealed_at=at,
        rows=[{"person": r.person, "reason": r.reason.value, "weight": r.weight} for r in rows],
    )  # fmt: skip
    Draw.objects.create(
        case=case, pool=pool, head=head, fresh=fresh, seed=seed, person_id=person, at=at
    )


@rule("R7.1")
class TestTheAudit:
    def test_honest_draws_are_replayed_and_nothing_is_found(self):
        bench = make.make_bench(6)
        for _ in range(12):
            make.drawn(bench)
        (done,) = audit(at=NEXT, courts=[bench.court.id])
        assert done.accepted
        figures = FairnessAudit.objects.get().figures
        assert (figures["lots"], figures["refused"], figures["alone"]) == (12, 0, 0)
        assert (figures["judges"], figures["pool"], figures["few"]) == (6, 600, 0)
        assert not any(one["found"] for one in figures["tests"])
        assert {one["tickets"] for one in figures["frontier"]} == {0, *OFFERED}

    def test_small_pools_are_counted_and_one_candidate_is_no_lot(self):
        bench, single = make.make_bench(2), make.make_bench(1)
        for _ in range(3):
            make.drawn(bench)
            make.drawn(single)
        audit(at=NEXT, courts=[bench.court.id, single.court.id])
        rows = {row.court_id: row.figures for row in FairnessAudit.objects.all()}
        of = rows[bench.court.id]
        assert (of["lots"], of["few"], of["tiny"], of["alone"]) == (3, 3, 3, 0)
        alone = rows[single.court.id]
        assert (alone["lots"], alone["alone"]) == (0, 3)

    def test_a_favourite_who_gets_a_third_of_all_cases_is_found_and_the_office_is_asked(self):
        bench = make.make_bench(8)
        chance, favourite = random.Random(3), bench.judges[0].id
        weights = {judge.id: 600 for judge in bench.judges}
        for number in range(90):
            given = chance.random() < 0.4
            person = favourite if given else chance.choice(bench.judges).id
            stored(bench, person, weights, number)
        audit(at=NEXT, courts=[bench.court.id])
        found = {one["code"]: one for one in FairnessAudit.objects.get().figures["tests"]}
        assert found["T1"]["found"] and found["T1"]["judge"] == favourite
        duty = Prompt.objects.get(act=ANSWER_AUDIT.code, settled_by=None)
        assert (duty.subject, duty.post) == (bench.court.id, Post.TRIAL_MANAGEMENT)
        audit(at=NEXT + timedelta(days=1), courts=[bench.court.id])
        assert Prompt.objects.filter(act=ANSWER_AUDIT.code).count() == 1, "told once, not nightly"
        answer = AuditAnswer(text="经核查，系该法官承接专项案件所致，已说明。")
        make.do(
            ANSWER_AUDIT, bench.as_(Post.TRIAL_MANAGEMENT), bench.court.id, answer,
            at=NEXT + timedelta(days=2),
        )  # fmt: skip
        assert not Prompt.objects.filter(act=ANSWER_AUDIT.code, settled_by=None).exists()

    def test_a_draw_whose_receipt_does_not_hold_is_counted_and_not_used(self):
        bench = make.make_bench(5)
        make.drawn(bench)
        draw = Draw.objects.select_related("pool").get()
        case = make.triaged(bench)
        pool = Pool.objects.create(
            case=case, round=1, rows=draw.pool.rows, salt=bytes(draw.pool.salt),
            commitment=bytes(draw.pool.commitment), sealed_at=AT,
        )  # fmt: skip
        Draw.objects.create(
            case=case, pool=pool, head=bytes(draw.head), fresh=bytes(draw.fresh),
            seed=bytes(draw.seed), person=draw.person, at=AT,
        )  # fmt: skip
        found = draws(SYSTEM, bench.court.id, DAY, NEXT.date(), LOTS_MOST)
        assert (len(found.records), found.refused) == (1, 1)

    def test_it_is_one_entry_a_day_and_a_fixed_number_of_statements(self):
        bench = make.make_bench(3)

        def statements(cases: int, at: datetime) -> int:
            for _ in range(cases):
                make.drawn(bench, at=at - timedelta(hours=12))
            with CaptureQueriesContext(connection) as spent:
                audit(at=at, courts=[bench.court.id])
            return len(spent)

        first = statements(2, NEXT)
        assert first == statements(6, NEXT + timedelta(days=1))
        audit(at=NEXT + timedelta(days=1), courts=[bench.court.id])
        assert Entry.objects.filter(act="assignment.record_audit").count() == 2

    def test_a_year_is_bounded(self):
        """The latest lots are taken of a year that has more."""
        bench = make.make_bench(3)
        for number in range(4):
            make.drawn(bench, at=AT + timedelta(hours=number))
        found = draws(SYSTEM, bench.court.id, DAY, NEXT.date(), 3)
        assert len(found.records) == 3

    def test_nothing_is_written_of_a_court_without_draws(self):
        assert audit(at=NEXT, courts=[make.make_bench(2).court.id]) == []


@rule("R7.1")
class TestLotsWithWitnesses:
    """The form of 0011: the bytes of the result, and the pool beside it."""

    WEIGHTS = {"11": 600_000, "12": 900_000, "13": 0, "14": 75_000}
    ROWS = [
        Row(name.encode(), Reason.NONE if weight else Reason.LEAVE, weight)
        for name, weight in WEIGHTS.items()
    ]
    STORED = [
        {"person": int(name), "reason": "none" if weight else "leave", "weight": weight}
        for name, weight in WEIGHTS.items()
    ]

    def test_its_proofs_say_who_was_drawn_with_which_ticket(self):
        result = a_result(rows=self.ROWS)
        drawn = witnessed(result.encode(), self.STORED)
        (checked,) = result.check().drawn
        assert (str(drawn.person).encode(), drawn.ticket) == (
            checked.row.id, checked.ticket.number,
        )  # fmt: skip

    def test_another_pool_beside_it_does_not_hold(self):
        changed = [row | {"weight": row["weight"] and 600_000} for row in self.STORED]
        with pytest.raises(NotHeld):
            witnessed(a_result(rows=self.ROWS).encode(), changed)

    def test_a_changed_byte_does_not_hold(self):
        content = a_result(rows=self.ROWS).encode()
        for at, changed in enumerate(flips(content)):
            if at % 41 == 0:
                with pytest.raises(NotHeld):
                    witnessed(changed, self.STORED)


class TestTheFigures:
    def test_they_are_those_of_the_records(self):
        """The same tests as `xiezhi audit-draws`, on the draws of the database."""
        bench = make.make_bench(6)
        for _ in range(10):
            make.drawn(bench)
        data = audit_of(bench.court.id, NEXT.date(), ())
        assert {one.code for one in data.tests} == {"T1", "T2", "T3", "T4a", "T4b", "T5", "T6"}
        assert 0 < data.guess <= 1000 and 100 <= data.effective <= 600
        assert courts.honest(10, 1)  # the invented courts of the audit's own tests

    def test_by_share_alone_is_hardest_to_guess_and_least_even(self):
        bench = make.make_bench(8)
        weights = {judge.id: 600 for judge in bench.judges}
        for number in range(120):
            stored(bench, bench.judges[number % 8].id, weights, number)
        points = {one.tickets: one for one in audit_of(bench.court.id, NEXT.date(), ()).frontier}
        assert points[0].guess == 125 and points[0].effective == 800
        assert points[300].guess > points[2000].guess > points[0].guess
        assert points[300].uneven < points[2000].uneven


class TestTheSetting:
    """适用随机分案的具体规则，由各法院在清单中确定，不溯及既往。"""

    def setting(self, tickets: int = 1000, days: int = 7) -> TicketSetting:
        return TicketSetting(
            tickets=tickets, since=DAY + timedelta(days=days), reason="兼顾均衡与难以预测"
        )

    def weights(self, bench: make.Bench, at: datetime) -> set[int]:
        case = make.sealed(bench, at=at)
        return {row["weight"] for row in Pool.objects.get(case=case).rows}

    def test_it_holds_from_its_day_and_never_before(self):
        bench = make.make_bench(3)
        make.do(ADOPT_TICKETS, bench.as_(Post.PRESIDENT), bench.court.id, self.setting())
        assert self.weights(bench, AT) == {600_000}
        assert self.weights(bench, AT + timedelta(days=6)) == {600_000}
        assert self.weights(bench, AT + timedelta(days=7)) == {1_000_000}

    def test_it_is_a_version_of_the_courts_list_with_all_its_other_rows(self):
        bench = make.make_bench(3)
        first = CourtList.objects.create(
            court=bench.court.id, version=1, drafted_at=AT, drafted_by=0, since=DAY
        )
        ListRow.objects.create(list=first, act="", kind="number", name="panel.notice_days",
                               number=2)  # fmt: skip
        make.do(ADOPT_TICKETS, bench.as_(Post.PRESIDENT), bench.court.id, self.setting())
        second = CourtList.objects.get(version=2)
        assert (second.since, second.adopted_on) == (DAY + timedelta(days=7), DAY)
        assert dict(second.rows.values_list("name", "number")) == {
            "panel.notice_days": 2, EVEN: 1000,
        }  # fmt: skip
        assert Prompt.objects.filter(act="powers.file_list", subject=bench.court.id).exists()

    @pytest.mark.parametrize(
        ("tickets", "days", "code"),
        [(1000, 6, "E_BACKDATED"), (1000, -1, "E_BACKDATED"), (500, 7, "E_TICKETS"),
         (1, 7, "E_TICKETS")],
    )  # fmt: skip
    def test_neither_backwards_nor_for_a_case_at_hand_nor_what_was_not_computed(
        self, tickets: int, days: int, code: str
    ):
        bench = make.make_bench(3)
        by = bench.as_(Post.PRESIDENT)
        data = self.setting(tickets, days)
        assert make.refusals(ADOPT_TICKETS, by, bench.court.id, data) == [code]

    def test_nobody_but_the_president(self):
        bench = make.make_bench(3)
        for post in (Post.VICE_PRESIDENT, Post.DIVISION_HEAD, Post.TRIAL_MANAGEMENT):
            codes = make.refusals(
                ADOPT_TICKETS, bench.as_(post), bench.court.id, self.setting()
            )  # fmt: skip
            assert codes == ["E_NO_POWER"]

    def test_while_another_list_waits_for_its_day_it_is_refused(self):
        bench = make.make_bench(3)
        by = bench.as_(Post.PRESIDENT)
        make.do(ADOPT_TICKETS, by, bench.court.id, self.setting())
        again = make.refusals(ADOPT_TICKETS, by, bench.court.id, self.setting(800, 8))
        assert again == ["E_LIST_WAITS"]

    @pytest.mark.parametrize(("number", "codes"), [(1, ["E_TICKETS"]), (800, [])])
    def test_a_drafted_list_offers_the_same_numbers_only(self, number: int, codes: list[str]):
        bench = make.make_bench(3)
        draft = ListDraft(rows=(ListRowData(kind=RowKind.NUMBER, name=EVEN, number=number),))
        by = bench.as_(Post.TRIAL_MANAGEMENT)
        assert make.refusals(DRAFT_LIST, by, bench.court.id, draft) == codes
