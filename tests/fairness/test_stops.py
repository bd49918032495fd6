"""A stop of assignment: asked for, approved by another, over days, and it ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.factories import AT, DAY
from tests.marks import article, rule
from xiezhi.acts.models import Prompt
from xiezhi.assignment.models import Pool
from xiezhi.fairness.models import StopRequest
from xiezhi.law.powers.bounds import ASK_STOP, DECIDE_STOP, StopData, StopDecision
from xiezhi.law.powers.people import ABSENCE, AbsenceData, AbsenceKind
from xiezhi.law.terms import Post
from xiezhi.people.models import Absence

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7), rule("R7.11")]


def asked(person: int, since: date = DAY, days: int = 10) -> StopData:
    until = since + timedelta(days=days)
    return StopData(person=person, since=since, until=until, reason="集中清理积案")


def a_request(bench: make.Bench, days: int = 10) -> StopRequest:
    judge = bench.judges[0]
    make.do(ASK_STOP, make.actor(judge), bench.court.id, asked(judge.id, days=days))
    return StopRequest.objects.latest("id")


def decision(row: StopRequest, *, granted: bool = True) -> StopDecision:
    return StopDecision(request=row.id, granted=granted)


def reason_of(bench: make.Bench, at=AT) -> str:
    case = make.drawn(bench, at=at)
    rows = {row["person"]: row["reason"] for row in Pool.objects.get(case=case).rows}
    return str(rows[bench.judges[0].id])


class TestApproval:
    """停止分案须经批准，写明起止日期。"""

    def test_an_application_alone_stops_nothing(self):
        bench = make.make_bench(3)
        a_request(bench)
        duty = Prompt.objects.get(act=DECIDE_STOP.code, settled_by=None)
        assert (duty.subject, duty.post) == (bench.court.id, Post.PRESIDENT)
        assert reason_of(bench) == "none"

    def test_granted_no_case_is_given_and_the_days_restore_it_by_themselves(self):
        bench = make.make_bench(3)
        row = a_request(bench)
        make.do(DECIDE_STOP, bench.as_(Post.VICE_PRESIDENT), bench.court.id, decision(row))
        absence = Absence.objects.get()
        assert (absence.kind, absence.approved_by) == (
            AbsenceKind.STOP, bench.people[Post.VICE_PRESIDENT],
        )  # fmt: skip
        assert reason_of(bench) == "stop"
        assert reason_of(bench, AT + timedelta(days=9)) == "stop"
        assert reason_of(bench, AT + timedelta(days=10)) == "none"
        assert not Prompt.objects.filter(act=DECIDE_STOP.code, settled_by=None).exists()

    def test_refused_it_stops_nothing(self):
        bench = make.make_bench(3)
        row = a_request(bench)
        by, no = bench.as_(Post.PRESIDENT), decision(row, granted=False)
        make.do(DECIDE_STOP, by, bench.court.id, no)
        assert not Absence.objects.exists()
        assert make.refusals(DECIDE_STOP, by, bench.court.id, no) == ["E_NO_STOP"]

    def test_approved_late_it_does_not_reach_back(self):
        bench = make.make_bench(3)
        row = a_request(bench)
        late = AT + timedelta(days=4)
        make.do(DECIDE_STOP, bench.as_(Post.PRESIDENT), bench.court.id, decision(row), at=late)
        assert Absence.objects.get().days.lower == late.date()

    def test_approved_when_its_days_are_over_it_is_refused(self):
        bench = make.make_bench(3)
        row, late = a_request(bench), AT + timedelta(days=10)
        by = bench.as_(Post.PRESIDENT)
        assert make.refusals(DECIDE_STOP, by, bench.court.id, decision(row), at=late) == [
            "E_NO_STOP"
        ]

    def test_a_second_application_keeps_the_duty_open(self):
        bench = make.make_bench(3)
        row = a_request(bench)
        second = asked(bench.judges[1].id)
        make.do(ASK_STOP, bench.as_(Post.DIVISION_HEAD), bench.court.id, second)
        make.do(DECIDE_STOP, bench.as_(Post.PRESIDENT), bench.court.id, decision(row))
        assert Prompt.objects.filter(act=DECIDE_STOP.code, settled_by=None).count() == 1

    def test_nobody_approves_the_own(self):
        bench = make.make_bench(3)
        president = bench.people[Post.PRESIDENT]
        make.make_tenure(president, Post.JUDGE, division=bench.division)
        make.do(ASK_STOP, make.actor(president), bench.court.id, asked(president.id))
        row = StopRequest.objects.get()
        by = make.actor(president)
        assert make.refusals(DECIDE_STOP, by, bench.court.id, decision(row)) == ["E_STOP_OWN"]
        make.do(DECIDE_STOP, bench.as_(Post.VICE_PRESIDENT), bench.court.id, decision(row))

    def test_a_judge_asks_for_nobody_else(self):
        bench = make.make_bench(3)
        by = make.actor(bench.judges[0])
        other = asked(bench.judges[1].id)
        assert make.refusals(ASK_STOP, by, bench.court.id, other) == ["E_STOP_OTHER"]

    def test_it_cannot_be_put_on_record_beside_the_application(self):
        bench = make.make_bench(3)
        data = AbsenceData(
            person=bench.judges[0].id, kind=AbsenceKind.STOP, since=DAY,
            until=DAY + timedelta(days=3),
        )  # fmt: skip
        by = bench.as_(Post.PRESIDENT)
        assert make.refusals(ABSENCE, by, bench.court.id, data) == ["E_STOP_NOT_APPROVED"]

    def test_it_does_not_overlap_a_leave(self):
        bench = make.make_bench(3)
        row = a_request(bench)
        leave = AbsenceData(
            person=bench.judges[0].id, kind=AbsenceKind.LEAVE, since=DAY + timedelta(days=2),
            until=DAY + timedelta(days=4),
        )  # fmt: skip
        make.do(ABSENCE, bench.as_(Post.DIVISION_HEAD), bench.court.id, leave)
        by = bench.as_(Post.PRESIDENT)
        assert make.refusals(DECIDE_STOP, by, bench.court.id, decision(row)) == [
            "E_ABSENCE_OVERLAP"
        ]


class TestDates:
    @pytest.mark.parametrize(
        ("since", "days", "codes"),
        [
            (DAY, 90, []),
            (DAY, 91, ["E_STOP_DAYS"]),
            (DAY, 0, ["E_STOP_DAYS"]),
            (DAY - timedelta(days=1), 10, ["E_STOP_DAYS"]),
        ],
    )
    def test_from_today_at_the_earliest_for_ninety_days_at_most(self, since, days, codes):
        bench = make.make_bench(3)
        judge = bench.judges[0]
        data = asked(judge.id, since, days)
        assert make.refusals(ASK_STOP, make.actor(judge), bench.court.id, data) == codes

    def test_who_is_no_judge_gets_no_cases_anyway(self):
        bench = make.make_bench(3)
        data = asked(bench.people[Post.CLERK].id)
        by = bench.as_(Post.DIVISION_HEAD)
        assert make.refusals(ASK_STOP, by, bench.court.id, data) == ["E_NOT_A_JUDGE"]
