"""Article 4: the monthly trace report, the rehearsal of a list, who may read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
    refusals,
)
from tests.marks import article, rule
from xiezhi.acts.registry import kinds
from xiezhi.alerts.filing import filed as standing
from xiezhi.alerts.rehearsal import Rehearsal, rehearse
from xiezhi.alerts.scope import Overseen, overseen
from xiezhi.alerts.trace_report import TraceReport, report
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers import filing, judgment, lists
from xiezhi.law.powers.lists import ListAdoption, ListDraft, ListFiling, ListRowData, RowKind
from xiezhi.law.terms import Level, Post

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 4)]
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def bench() -> Bench:
    return make_bench(judges=2)


def seen(bench: Bench) -> list[Overseen]:
    """The courts whose trace the trial-management office of a bench may read."""
    return overseen(bench.as_(Post.TRIAL_MANAGEMENT), DAY)


def counted(found: TraceReport, act: str, post: Post) -> tuple[int, int]:
    rows = [row for row in found.rows if (row.act, row.post) == (act, post.value)]
    return (rows[0].accepted, rows[0].refused) if rows else (0, 0)


class TestTheMonth:
    """履职留痕：谁、以何职务、办了什么、拒绝了什么。"""

    def test_acts_are_counted_by_post(self, bench: Bench) -> None:
        for _ in range(3):
            filed(bench)
        found = report(seen(bench), SEPTEMBER)
        assert counted(found, filing.REGISTER.code, Post.FILING_OFFICER) == (3, 0)
        assert filing.REGISTER.code not in found.unused
        assert judgment.SIGN.code in found.unused

    def test_another_month_and_another_court_are_not_counted(self, bench: Bench) -> None:
        filed(bench)
        other = make_bench(judges=1)
        filed(other)
        assert report(seen(bench), date(2026, 8, 1)).rows == ()
        assert report(seen(bench), date(2026, 10, 1)).rows == ()
        both = report([*seen(bench), *seen(other)], SEPTEMBER)
        assert both.done == 2 * report(seen(bench), SEPTEMBER).done

    def test_the_first_and_the_last_moment_of_a_month_belong_to_it(self, bench: Bench) -> None:
        first = AT.replace(day=1, hour=0, minute=0)
        for moment in (first, first - timedelta(microseconds=1)):
            filed(bench, at=moment)
        done = [report(seen(bench), date(2026, month, 1)).done for month in (8, 9)]
        assert done[0] == done[1] > 0

    @rule("R4.4")
    def test_a_leader_who_reaches_for_a_judgment_stands_in_the_report(self, bench: Bench) -> None:
        case = drawn(bench)
        head = bench.as_(Post.DIVISION_HEAD)
        assert "E_LEADER_NOT_ON_CASE" in refusals(judgment.SIGN, head, case.id, None)
        found = report(seen(bench), SEPTEMBER)
        (attempt,) = found.attempts
        assert (attempt.act, attempt.code) == (judgment.SIGN.code, "E_LEADER_NOT_ON_CASE")
        assert Post.DIVISION_HEAD.value in attempt.posts
        assert attempt.subject == case.id
        assert (judgment.SIGN.code, "E_LEADER_NOT_ON_CASE", 1) in found.findings
        assert counted(found, judgment.SIGN.code, Post.DIVISION_HEAD) == (0, 1)

    def test_the_number_of_statements_does_not_grow(self, bench: Bench) -> None:
        counts = []
        for more in (1, 6):
            for _ in range(more):
                filed(bench)
            courts = seen(bench)
            with CaptureQueriesContext(connection) as asked:
                report(courts, SEPTEMBER)
            counts.append(len(asked))
        assert counts == [3, 3]


@rule("R4.10")
class TestWhoMayRead:
    """审管办、监察部门和院领导看本院及下级法院；其他人不看。"""

    def test_an_office_sees_its_court_and_those_below_in_administrative_order(self) -> None:
        high = make_court(level=Level.HIGH)
        lower = [make_bench(court=make_court(parent=high)) for _ in range(2)]
        office = make_person(high)
        make_tenure(office, Post.TRIAL_MANAGEMENT, court=high)
        courts = overseen(actor(office), DAY)
        below = sorted(lower, key=lambda one: (one.court.place, one.court.id))
        assert [one.id for one in courts] == [high.id, *(one.court.id for one in below)]
        assert [one.depth for one in courts] == [0, 1, 1]
        inside = overseen(lower[0].as_(Post.TRIAL_MANAGEMENT), DAY)
        assert [one.id for one in inside] == [lower[0].court.id]

    @pytest.mark.parametrize("post", [Post.CLERK, Post.FILING_OFFICER, Post.JUDGE_ASSISTANT])
    def test_other_posts_see_none(self, bench: Bench, post: Post) -> None:
        assert overseen(bench.as_(post), DAY) == []
        assert overseen(actor(bench.judges[0]), DAY) == []


def draft(bench: Bench, *rows: ListRowData) -> None:
    do(lists.DRAFT_LIST, bench.as_(Post.TRIAL_MANAGEMENT), bench.court.id, ListDraft(rows=rows))


def rehearsed(bench: Bench, version: int = 1, *, today: int = 0) -> Rehearsal | None:
    office, at = bench.as_(Post.TRIAL_MANAGEMENT), AT + timedelta(days=today)
    facts = kinds["court"].load({bench.court.id: office}, None, at)[bench.court.id]
    assert isinstance(facts, CourtFacts)
    return rehearse(seen(bench)[0], facts, version, SEPTEMBER)


class TestRehearsal:
    """A change of list shows its effect on real traces before adoption."""

    def test_what_was_done_by_a_post_that_would_lose_it(self, bench: Bench) -> None:
        act = filing.REQUEST_CORRECTION
        opened = do(filing.RECEIVE, bench.as_(Post.FILING_OFFICER), bench.court.id, a_filing())
        request = filing.CorrectionRequest(missing="请补充证据")
        do(act, bench.as_(Post.FILING_OFFICER), opened.subject, request)
        others = tuple(sorted(act.holders - {Post.FILING_OFFICER}))
        draft(bench, ListRowData(kind=RowKind.HOLDERS, act=act.code, posts=others))
        found = rehearsed(bench)
        assert found is not None
        (shift,) = found.shifts
        assert (shift.act, shift.post, shift.count) == (act.code, Post.FILING_OFFICER.value, 1)
        assert shift.refuses
        # The draft has changed nothing yet.
        again = do(filing.RECEIVE, bench.as_(Post.FILING_OFFICER), bench.court.id, a_filing())
        assert refusals(act, bench.as_(Post.FILING_OFFICER), again.subject, request) == []

    def test_a_shorter_period_counts_the_duties_that_would_be_late(self, bench: Bench) -> None:
        filed(bench)
        filed(bench)
        row = ListRowData(kind=RowKind.NUMBER, name="filing.decision_days", number=2)
        draft(bench, row)
        opened = do(filing.RECEIVE, bench.as_(Post.FILING_OFFICER), bench.court.id, a_filing())
        registered = AT + timedelta(days=5)
        do(filing.REGISTER, bench.as_(Post.FILING_OFFICER), opened.subject, at=registered)
        found = rehearsed(bench, today=10)
        assert found is not None
        (limit,) = found.limits
        assert (limit.name, limit.now, limit.then) == ("filing.decision_days", 7, 2)
        assert (limit.raised, limit.late_now, limit.late_then) == (3, 0, 1)

    def test_the_list_as_it_is_changes_nothing(self, bench: Bench) -> None:
        filed(bench)
        act = filing.REGISTER
        draft(bench, ListRowData(kind=RowKind.HOLDERS, act=act.code, posts=tuple(act.holders)))
        found = rehearsed(bench)
        assert found is not None
        assert (found.shifts, found.limits) == ((), ())
        assert found.acts > 0

    def test_a_version_that_is_not_there_is_none(self, bench: Bench) -> None:
        assert rehearsed(bench, 7) is None


@rule("R4.7")
class TestFiling:
    """清单报上一级人民法院备案。"""

    def test_adopted_then_late_then_filed(self, bench: Bench) -> None:
        court, (mine,) = bench.court.id, seen(bench)
        draft(bench, ListRowData(kind=RowKind.NUMBER, name="supervision.report_days", number=1))
        assert standing([mine], DAY)[0].version is None
        president = bench.as_(Post.PRESIDENT)
        do(lists.ADOPT_LIST, president, court, ListAdoption(version=1, since=DAY))
        (adopted,) = standing([mine], DAY)
        assert (adopted.version, adopted.filed_on) == (1, None)
        last = DAY + timedelta(days=30)
        assert [adopted.late(last), adopted.late(last + timedelta(days=1))] == [False, True]
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        do(lists.FILE_LIST, office, court, ListFiling(version=1, on=DAY))
        (done,) = standing([mine], DAY)
        assert done.filed_on == DAY
        assert not done.late(last + timedelta(days=1))

    def test_courts_keep_the_order_they_are_asked_in(self, bench: Bench) -> None:
        both = [*seen(bench), *seen(make_bench(judges=1))]
        for order in (both, both[::-1]):
            assert [one.court for one in standing(order, DAY)] == [one.id for one in order]
