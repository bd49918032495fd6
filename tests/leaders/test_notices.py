"""Notices of completion: who tells whom, by when, and how they are corrected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from tests import factories as make
from tests.leaders.court import YEAR, Led, closed, led
from tests.marks import article, rule
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import MonthNotice, NoticeCorrection, QuarterNotice
from xiezhi.law.terms import Level, Post
from xiezhi.leaders.models import CompletionNotice
from xiezhi.ledger.models import Entry

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 8, 3)]


def day(month: int, number: int) -> datetime:
    return datetime(YEAR, month, number, 9, tzinfo=ZONE)


class Province:
    """A high court, an intermediate one and a basic one, each with leaders and an office."""

    def __init__(self) -> None:
        self.high = led(1, level=Level.HIGH)
        self.middle = led(1, level=Level.INTERMEDIATE, parent=self.high.court)
        self.basic = led(1, parent=self.middle.court)

    def quarter(self, by: Led, about: Led, **changes: Any) -> tuple[Any, Any, int, Any]:
        data = QuarterNotice(**({"about": about.court.id, "year": YEAR, "quarter": 3} | changes))
        return powers.ISSUE_QUARTER, by.office(Post.TRIAL_MANAGEMENT), by.court.id, data


class TestTheQuarter:
    """上级人民法院审判管理部门每季度应当通报辖区下一级人民法院入额院领导的办案任务完成情况。"""

    @rule("R8.6")
    def test_the_office_above_speaks_of_the_next_level_down_alone(self) -> None:
        """(h) intermediate office about a high-court leader → refused; high about intermediate ok.

        The whole: intermediate office issues a notice about a high-court leader → refused; high
        court about intermediate leaders → ok.
        """
        given = Province()
        high, middle, basic = given.high, given.middle, given.basic
        for by, about, refused in (
            (middle, high, ["E_NOT_NEXT_LEVEL"]),
            (middle, middle, ["E_NOT_NEXT_LEVEL"]),
            (high, basic, ["E_NOT_NEXT_LEVEL"]),
            (high, middle, []),
            (middle, basic, []),
        ):
            assert make.refusals(*given.quarter(by, about), at=day(10, 9)) == refused
        about = CompletionNotice.objects.order_by("id").values_list("about", flat=True)
        assert list(about) == [middle.court.id, basic.court.id]

    @rule("R8.6")
    @pytest.mark.parametrize(("on", "late"), [(15, 0), (16, 1)])
    def test_after_the_fifteenth_it_is_late_and_says_so(self, on: int, late: int) -> None:
        """(i) 2026 Q3 notice issued 10-16 → one day late, flagged."""
        given = Province()
        outcome = make.do(*given.quarter(given.high, given.middle), at=day(10, on))
        notice = CompletionNotice.objects.get()
        assert notice.late_days == late
        assert [one.code for one in outcome.findings] == (["W_LATE"] if late else [])
        entry = Entry.objects.get(act="leaders.issue_quarter")
        assert ('"late_days":1' in entry.data.replace(" ", "")) == bool(late)

    @rule("R8.6")
    def test_a_quarter_that_runs_is_not_told(self) -> None:
        given = Province()
        wish = given.quarter(given.high, given.middle)
        assert make.refusals(*wish, at=day(9, 30)) == ["E_PERIOD"]
        assert make.refusals(*wish, at=day(10, 1)) == []

    def test_it_tells_of_those_who_lead_the_court_with_the_figures_of_the_day(self) -> None:
        given = Province()
        middle = given.middle
        closed(middle, middle.judges[0], 75)
        closed(middle, middle.leaders[Post.PRESIDENT], 4)
        closed(middle, middle.leaders[Post.PRESIDENT], 2, on=date(YEAR, 10, 3))
        make.do(*given.quarter(given.high, middle), at=day(10, 9))
        rows = CompletionNotice.objects.get().rows
        assert [row["post"] for row in rows] == [
            "president", "vice_president", "ac_fulltime_member",
        ]  # fmt: skip
        president = rows[0]
        assert (president["target"], president["handled"], president["met"]) == (4, 4, True)
        assert (president["percent"], president["average"]) == (5, 100_000)
        assert (rows[1]["target"], rows[1]["met"]) == (15, False)

    @rule("R8.8")
    def test_a_correction_is_a_new_version_and_the_old_one_stays(self) -> None:
        given = Province()
        middle = given.middle
        closed(middle, middle.judges[0], 75)
        make.do(*given.quarter(given.high, middle), at=day(10, 9))
        (first,) = CompletionNotice.objects.all()
        closed(middle, middle.leaders[Post.PRESIDENT], 3)
        assert make.refusals(*given.quarter(given.high, middle), at=day(10, 10)) == ["E_TOLD"]
        by = given.high.office(Post.TRIAL_MANAGEMENT)
        data = NoticeCorrection(notice=first.id, reason="漏计三件")
        make.do(powers.CORRECT, by, given.high.court.id, data, at=day(10, 20))
        first, second = CompletionNotice.objects.order_by("version")
        assert (first.version, first.rows[0]["handled"]) == (1, 0)
        assert (second.version, second.rows[0]["handled"]) == (2, 3)
        assert (second.reason, second.late_days) == ("漏计三件", 0)
        said = make.refusals(powers.CORRECT, by, given.high.court.id, data, at=day(10, 21))
        assert said == ["E_SUPERSEDED"]
        other = middle.office(Post.TRIAL_MANAGEMENT)
        said = make.refusals(powers.CORRECT, other, middle.court.id, data, at=day(10, 21))
        assert said == ["E_NO_NOTICE"]

    @rule("R8.8")
    @pytest.mark.parametrize("sql", ["update {} set year = 2020", "delete from {}"])
    def test_a_published_version_cannot_be_changed(self, sql: str) -> None:
        given = Province()
        CompletionNotice.objects.create(
            issuer=given.high.court, about=given.middle.court, kind="quarter", year=YEAR,
            number=3, version=1, rows=[], issued_by=given.high.judges[0], issued_at=make.AT,
        )  # fmt: skip
        with pytest.raises(ProgrammingError, match="only grows"):
            as_the_owner(sql.format("leaders_completionnotice"))


def as_the_owner(sql: str) -> None:
    """Run SQL as who owns the tables, in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role owner")
        cursor.execute(sql)


class TestTheMonth:
    """本院审判管理部门应当定期通报庭长、副庭长办案任务完成情况。"""

    @rule("R8.6")
    def test_the_own_office_tells_of_heads_and_deputies(self) -> None:
        given = Province()
        basic = given.basic
        closed(basic, basic.judges[0], 30)
        closed(basic, basic.leaders[Post.DIVISION_HEAD], 2)
        by = basic.office(Post.TRIAL_MANAGEMENT)
        data = MonthNotice(year=YEAR, month=3)
        assert make.refusals(powers.ISSUE_MONTH, by, basic.court.id, data, at=day(3, 31)) == [
            "E_PERIOD"
        ]
        make.do(powers.ISSUE_MONTH, by, basic.court.id, data, at=day(4, 2))
        notice = CompletionNotice.objects.get()
        assert (notice.issuer_id, notice.about_id) == (basic.court.id, basic.court.id)
        assert [row["post"] for row in notice.rows] == ["division_head", "deputy_division_head"]
        assert [row["handled"] for row in notice.rows] == [2, 0]
        assert notice.rows[1]["target"] is None
        assert make.refusals(powers.ISSUE_MONTH, by, basic.court.id, data, at=day(4, 3)) == [
            "E_TOLD"
        ]
