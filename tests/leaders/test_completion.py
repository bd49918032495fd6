"""Completion of leaders' cases, computed from the rows of whole courts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.leaders.court import YEAR, Led, closed, led
from tests.marks import article, rule
from xiezhi.acts.types import Outcome
from xiezhi.cases.models import Sitting
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import StandardData, WorkData, WorkKind
from xiezhi.law.rules import quota
from xiezhi.law.rules.quota import Rank, Shortage
from xiezhi.law.terms import FourType, Level, Origin, Post, Seat
from xiezhi.leaders import jobs
from xiezhi.leaders.completion import Line, completions
from xiezhi.leaders.models import QuotaStandard, Shortfall, WorkItem
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Court
from xiezhi.supervision.models import FourTypeFlag, Measure

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 8, 1)]
END = date(YEAR, 12, 31)
NEW_YEAR = make.AT.replace(year=YEAR + 1, month=1, day=2)


def line(home: Led, post: Post, last: date = END) -> Line:
    person = home.leaders[post].id
    (found,) = (one for one in completions([home.court.id], YEAR, last) if one.person == person)
    return found


def province() -> tuple[Led, Led, Led]:
    """Return a high court, an intermediate one under it, a basic one under that."""
    high = led(1, level=Level.HIGH)
    middle = led(1, level=Level.INTERMEDIATE, parent=high.court)
    return high, middle, led(2, parent=middle.court)


def set_standard(high: Led, **data: Any) -> Outcome:
    plain: dict[str, Any] = {
        "year": YEAR, "level": Level.BASIC, "rank": Rank.HEAD, "percent": 60, "of_division": True,
    }  # fmt: skip
    by = high.office(Post.TRIAL_MANAGEMENT)
    return make.do(powers.SET_STANDARD, by, high.court.id, StandardData(**(plain | data)))


class TestTargets:
    """……区分不同地区、层级、岗位，科学合理确定辖区法院院庭长办案数量标准。"""

    @rule("R8.7")
    @pytest.mark.parametrize(("handled", "met"), [(72, True), (71, False)])
    def test_a_head_is_measured_by_the_other_judges_of_the_division(
        self, handled: int, met: bool
    ) -> None:
        """(a) division average 120, head at high-court 60% → target 72; 72 → met, 71 → below."""
        high, _, home = province()
        set_standard(high)
        for judge, number in zip(home.judges, (100, 140), strict=True):
            closed(home, judge, number)
        closed(home, home.leaders[Post.DIVISION_HEAD], handled)
        found = line(home, Post.DIVISION_HEAD)
        assert found.average == 120
        assert found.done is not None
        assert (found.done.target, found.done.met) == (72, met)
        jobs.note_shortages(at=NEW_YEAR, courts=[home.court.id])
        noted = Shortfall.objects.filter(person=home.leaders[Post.DIVISION_HEAD])
        assert list(noted.values_list("kind", flat=True)) == ([] if met else [Shortage.BELOW])

    def test_a_head_of_half_a_year_owes_half_and_counted_as_a_judge_before(self) -> None:
        """(b) head in post 6 months → 36."""
        high, _, home = province()
        set_standard(high)
        for judge in home.judges:
            closed(home, judge, 120)
        newcomer = make.make_person(home.court)
        make.make_tenure(newcomer, Post.JUDGE, division=home.division)
        make.make_tenure(
            newcomer, Post.DIVISION_HEAD, division=home.division, since=date(YEAR, 7, 1)
        )
        closed(home, newcomer, 60, on=date(YEAR, 6, 30))
        closed(home, newcomer, 36, on=date(YEAR, 7, 1))
        home.leaders[Post.DIVISION_HEAD] = newcomer
        found = line(home, Post.DIVISION_HEAD)
        assert (found.months, found.average) == (6, 120)
        assert found.done is not None
        assert (found.done.target, found.done.handled, found.done.met) == (36, 36, True)

    def test_presidents_are_measured_by_the_court(self) -> None:
        """(c) basic president, average 200, 5% → 10; intermediate vice-president 20% of 90 → 18."""
        _, middle, home = province()
        for judge in home.judges:
            closed(home, judge, 200)
        closed(middle, middle.judges[0], 90)
        president, deputy = line(home, Post.PRESIDENT), line(middle, Post.VICE_PRESIDENT)
        assert president.done is not None and deputy.done is not None
        assert (president.average, president.done.target) == (200, 10)
        assert (deputy.average, deputy.done.target) == (90, 18)

    @rule("R8.2")
    def test_meetings_are_workload_and_make_up_for_no_case(self) -> None:
        """(d) 40 judges' meetings + 8 cases, target 10 → below."""
        home = led(1)
        closed(home, home.judges[0], 200)
        president = home.leaders[Post.PRESIDENT]
        closed(home, president, 8)
        office = home.office(Post.TRIAL_MANAGEMENT)
        for number in range(40):
            data = WorkData(kind=WorkKind.MEETING, hours=1, on=date(YEAR, 2, 1) + timedelta(number))
            make.do(powers.RECORD_WORK, office, president.id, data)
        assert WorkItem.objects.filter(person=president).count() == 40
        found = line(home, Post.PRESIDENT)
        assert found.hours == {"meeting": 40}
        assert found.done is not None
        assert (found.done.target, found.done.counted, found.done.met) == (10, 8, False)

    def test_presiding_alone_is_not_enough(self) -> None:
        """(e) president presides 10 panels, handles 0 → handling share fails."""
        home = led(1)
        president = home.leaders[Post.PRESIDENT]
        closed(home, home.judges[0], 190)
        closed(home, home.judges[0], 10, panel={Seat.PRESIDING: president})
        found = line(home, Post.PRESIDENT)
        assert found.sat(Seat.PRESIDING) == 10
        assert found.done is not None
        assert (found.done.counted, found.done.handled) == (3, 0)
        assert not found.done.enough_handled and not found.done.met

    def test_the_nearest_and_latest_standard_holds(self) -> None:
        high, middle, home = province()
        closed(home, home.judges[0], 50)
        closed(home, home.judges[1], 150)
        set_standard(high, rank=Rank.PRESIDENT, percent=6, of_division=False)
        assert line(home, Post.PRESIDENT).standard.percent == 6
        for scope, percent in ((middle.court, 7), (home.court, 8), (home.court, 9)):
            data = {"rank": Rank.PRESIDENT, "percent": percent, "of_division": False}
            set_standard(high, scope=scope.id, **data)
            assert line(home, Post.PRESIDENT).standard.percent == percent
        assert QuotaStandard.objects.count() == 4
        assert line(middle, Post.PRESIDENT).standard.percent == 5

    @rule("R8.1")
    def test_a_share_outside_the_national_text_is_warned_of_and_stands(self) -> None:
        high, _, _ = province()
        assert [one.code for one in set_standard(high, percent=40).findings] == ["W_OUTSIDE_FLOOR"]
        assert not set_standard(high, percent=50).findings
        assert QuotaStandard.objects.count() == 2

    def test_a_standard_is_for_courts_of_the_province_alone(self) -> None:
        high, middle, home = province()
        other = make.make_court()
        data = StandardData(
            year=YEAR, level=Level.BASIC, rank=Rank.HEAD, percent=60, scope=other.id
        )
        by = high.office(Post.TRIAL_MANAGEMENT)
        assert make.refusals(powers.SET_STANDARD, by, high.court.id, data) == ["E_SCOPE"]
        data = StandardData(year=YEAR, level=Level.BASIC, rank=Rank.HEAD, percent=60)
        by = middle.office(Post.TRIAL_MANAGEMENT)
        assert make.refusals(powers.SET_STANDARD, by, middle.court.id, data) == ["E_NOT_HIGH_COURT"]
        assert home.court.id not in QuotaStandard.objects.values_list("scope", flat=True)

    def test_without_a_figure_nothing_is_owed_and_nobody_is_below(self) -> None:
        home = led(1)
        closed(home, home.judges[0], 100)
        found = line(home, Post.DEPUTY_DIVISION_HEAD)
        assert (found.standard.percent, found.done) == (None, None)
        jobs.note_shortages(at=NEW_YEAR, courts=[home.court.id])
        assert not Shortfall.objects.filter(person=home.leaders[Post.DEPUTY_DIVISION_HEAD]).exists()

    def test_leaders_outside_the_quota_owe_nothing(self) -> None:
        home = led(1, leads=[])
        closed(home, home.judges[0], 100)
        outside = home.leaders[Post.PRESIDENT] = make.make_person(home.court)
        make.make_tenure(outside, Post.PRESIDENT)
        found = line(home, Post.PRESIDENT)
        assert (found.in_quota, found.done) == (False, None)


class TestWhatCounts:
    """院庭长不得以……监督“四类案件”……等充抵办案数量。"""

    @rule("R8.3")
    def test_a_supervised_case_counts_for_who_sits_in_it_alone(self) -> None:
        home = led(1)
        head, president = home.leaders[Post.DIVISION_HEAD], home.leaders[Post.PRESIDENT]
        (case,) = closed(home, home.judges[0])
        (sat,) = closed(home, home.judges[0], panel={Seat.PRESIDING: head})
        for one in (case, sat):
            FourTypeFlag.objects.create(
                case=one, code=FourType.F1A, state="confirmed", evidence="群体性", raised_by=0,
                raised_at=make.AT, decided_by=head, decided_at=make.AT,
            )  # fmt: skip
            Measure.objects.create(
                kind="M2", case=one, matter="进展", asked_by=president, asked_at=make.AT
            )
        found = line(home, Post.DIVISION_HEAD)
        assert [one.case for one in found.cases] == [sat.id]
        assert (found.tagged, found.supervised) == (1, 1)
        other = line(home, Post.PRESIDENT)
        assert (other.cases, other.supervised) == ((), 2)

    def test_who_left_before_the_end_has_not_handled_it(self) -> None:
        home = led(1)
        head = home.leaders[Post.DIVISION_HEAD]
        (kept,) = closed(home, head)
        (left,) = closed(home, head)
        Sitting.objects.filter(case=left).update(until_at=make.AT.replace(month=2))
        assert [one.case for one in line(home, Post.DIVISION_HEAD).cases] == [kept.id]

    def test_a_case_counts_once_for_one_who_presides_and_handles_it(self) -> None:
        home = led(1)
        head = home.leaders[Post.DIVISION_HEAD]
        closed(home, head, panel={Seat.PRESIDING: head}, origin=Origin.REMAND)
        found = line(home, Post.DIVISION_HEAD)
        assert (found.sat(Seat.HANDLING), found.sat(Seat.PRESIDING)) == (1, 0)
        assert found.tagged == 1

    def test_only_cases_closed_by_the_day_are_seen(self) -> None:
        home = led(1)
        head = home.leaders[Post.DIVISION_HEAD]
        closed(home, head, on=date(YEAR, 6, 30))
        closed(home, head, on=date(YEAR, 7, 1))
        closed(home, head, on=date(YEAR - 1, 12, 31))
        assert len(line(home, Post.DIVISION_HEAD, date(YEAR, 6, 30)).cases) == 1
        assert len(line(home, Post.DIVISION_HEAD).cases) == 2


@article("法发〔2017〕10号", 1)
class TestShortages:
    """Under three quarters of what is owed so far a prompt; at year's end below standard."""

    @rule("R8.7")
    @pytest.mark.parametrize(
        ("month", "owed", "handled", "kind"),
        [
            (9, 8, 5, Shortage.PROMPT), (9, 8, 6, None),
            (12, 10, 9, Shortage.BELOW), (12, 10, 10, None),
        ],
    )  # fmt: skip
    def test_by_the_end_of_a_quarter(
        self, month: int, owed: int, handled: int, kind: Shortage | None
    ) -> None:
        home = led(1, leads=[Post.PRESIDENT])
        closed(home, home.judges[0], 200 * month // 12, on=date(YEAR, 2, 1))
        closed(home, home.leaders[Post.PRESIDENT], handled, on=date(YEAR, 2, 1))
        found = line(home, Post.PRESIDENT, quota.period_end(YEAR, month))
        assert found.done is not None
        assert (found.average, found.done.target) == (200, owed)
        at = NEW_YEAR if month == 12 else make.AT.replace(month=month + 1, day=3)
        first = jobs.note_shortages(at=at, courts=[home.court.id])
        again = jobs.note_shortages(at=at, courts=[home.court.id])
        noted = list(Shortfall.objects.values_list("kind", flat=True))
        assert noted == ([kind] if kind else [])
        assert len(first) == len(noted) and all(one.replayed for one in again)
        entries = Entry.objects.filter(
            subject=home.leaders[Post.PRESIDENT].id, act="leaders.note_shortage"
        )
        assert entries.count() == len(noted)

    @rule("R8.9")
    def test_errands_are_recorded_by_personnel_and_told_beyond_a_fifth(self) -> None:
        home = led(1)
        head = home.leaders[Post.DIVISION_HEAD]
        personnel, office = home.office(Post.PERSONNEL), home.office(Post.TRIAL_MANAGEMENT)
        day = make.DAY
        make.do(
            powers.RECORD_WORK, office, head.id,
            WorkData(kind=WorkKind.MANAGEMENT, hours=79, on=day),
        )  # fmt: skip
        errand = WorkData(kind=WorkKind.ERRAND, hours=19, on=day)
        assert make.refusals(powers.RECORD_WORK, office, head.id, errand) == ["E_ERRAND"]
        assert not make.do(powers.RECORD_WORK, personnel, head.id, errand).findings
        more = make.do(
            powers.RECORD_WORK, personnel, head.id,
            WorkData(kind=WorkKind.ERRAND, hours=2, on=day),
        )  # fmt: skip
        assert [one.code for one in more.findings] == ["W_ERRANDS"]
        assert line(home, Post.DIVISION_HEAD).hours == {"errand": 21, "management": 79}
        judge = home.judges[0]
        assert make.refusals(
            powers.RECORD_WORK, office, judge.id, WorkData(kind=WorkKind.MEETING, hours=1, on=day)
        ) == ["E_NOT_A_LEADER"]


class TestTheWholeCourtAtOnce:
    """Six statements, one court or many, ten cases or thousands."""

    def test_the_number_of_statements_does_not_grow(self) -> None:
        spent = []
        homes: list[Led] = []
        for number in (1, 30):
            homes.append(led(2))
            for judge in homes[-1].judges:
                closed(homes[-1], judge, number)
            for person in homes[-1].leaders.values():
                closed(homes[-1], person, number)
            with CaptureQueriesContext(connection) as asked:
                found = completions([one.court.id for one in homes], YEAR, END)
            spent.append(len(asked))
            assert len(found) == 5 * len(homes)
        assert spent == [6, 6]

    def test_courts_and_posts_stand_in_administrative_order(self) -> None:
        homes = [led(1) for _ in range(2)]
        for place, home in enumerate(reversed(homes)):
            Court.objects.filter(pk=home.court.pk).update(place=place)
        closed(homes[0], homes[0].leaders[Post.DEPUTY_DIVISION_HEAD], 9)
        found = completions([home.court.id for home in homes], YEAR, END)
        ids = [home.court.id for home in reversed(homes)]
        assert list(dict.fromkeys(one.court for one in found)) == ids
        assert [one.post for one in found[:5]] == list(homes[1].leaders)

    def test_the_average_leaves_leaders_out(self) -> None:
        home = led(2)
        closed(home, home.judges[0], 10)
        closed(home, home.judges[1], 20)
        closed(home, home.leaders[Post.DIVISION_HEAD], 500)
        assert line(home, Post.PRESIDENT).average == Fraction(15)
