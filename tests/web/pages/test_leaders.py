"""Pages of leaders' cases: who sees what, in which order, with which evidence."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.leaders.court import Led, closed, led
from tests.marks import article, rule
from tests.web.pages.conftest import SignIn
from xiezhi.law.powers import leaders as powers
from xiezhi.law.powers.leaders import WorkData, WorkKind
from xiezhi.law.terms import Level, Origin, Post, Seat
from xiezhi.leaders.models import CompletionNotice, NominalCheck, QuotaStandard, Shortfall, WorkItem

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 8)]
YEAR = datetime.now(UTC).year - 1
WHOLE = f"?year={YEAR}&month=12"
ON = date(YEAR, 3, 10)


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def status(browser: Any, path: str) -> int:
    return int(browser.get(path).status_code)


class Shown:
    """A basic court under an intermediate one; its head has eight cases of the ten owed."""

    def __init__(self) -> None:
        self.middle = led(1, level=Level.INTERMEDIATE)
        self.home: Led = led(1, parent=self.middle.court)
        self.head = self.home.leaders[Post.DIVISION_HEAD]
        closed(self.home, self.home.judges[0], 20, on=ON)
        self.cases = closed(self.home, self.head, 7, on=ON)
        (self.remanded,) = closed(self.home, self.head, on=ON, origin=Origin.REMAND)
        closed(
            self.home, self.home.judges[0], on=ON,
            panel={Seat.PRESIDING: self.home.leaders[Post.PRESIDENT]},
        )  # fmt: skip

    def suspected(self) -> NominalCheck:
        evidence = "开庭 1 次，出庭记录中均无本人"
        return NominalCheck.objects.create(
            case=self.remanded, person=self.head, suspected_at=make.AT,
            signals=[{"kind": "hearing_absent", "evidence": evidence}], answer_due_on=make.DAY,
        )  # fmt: skip


class TestCompletion:
    """The table of a court: open to its staff and to the court above."""

    def test_shows_standard_target_and_what_counts(self, signed_in: SignIn) -> None:
        given = Shown()
        page = page_of(signed_in(given.home.offices[Post.CLERK]), f"/leaders{WHOLE}")
        assert given.head.name in page
        assert "本庭平均 21 件的 50%" in page
        assert "8（至少 6）" in page
        assert "未达到" in page and "尚无标准" in page

    def test_posts_stand_in_their_order_whatever_the_figures(self, signed_in: SignIn) -> None:
        given = Shown()
        page = page_of(signed_in(given.home.judges[0]), f"/leaders{WHOLE}")
        places = [page.index(person.name) for person in given.home.leaders.values()]
        assert places == sorted(places)

    def test_each_number_opens_its_rows(self, signed_in: SignIn) -> None:
        given = Shown()
        browser = signed_in(given.home.judges[0])
        page = page_of(browser, f"/leaders{WHOLE}")
        rows = f"/leaders/cases{WHOLE}&court={given.home.court.id}&person={given.head.id}"
        assert rows.replace("&", "&amp;") in page
        listed = page_of(browser, rows)
        assert all(case.number in listed for case in given.cases)
        tagged = page_of(browser, f"{rows}&tagged=1")
        assert given.remanded.number in tagged and given.cases[0].number not in tagged
        assert "发回重审" in tagged
        seats = page_of(browser, f"/leaders/cases{WHOLE}&seat=presiding")
        assert "审判长" in seats and given.cases[0].number not in seats

    def test_the_charts_are_by_post_and_open_their_rows(self, signed_in: SignIn) -> None:
        given = Shown()
        page = page_of(signed_in(given.home.judges[0]), f"/leaders{WHOLE}")
        assert page.count("data-chart=") == 3
        assert "这一期间没有登记工时" in page
        chart = page[page.index('id="c-mix"') : page.index('id="c-hours"')]
        assert given.head.name not in chart
        assert "/leaders/cases" in chart

    def test_a_court_without_leaders_says_so(self, signed_in: SignIn) -> None:
        home = led(1, leads=[])
        page = page_of(signed_in(home.judges[0]), "/leaders")
        assert "本院没有院庭长任职登记" in page
        assert "没有入额院庭长，或者尚无标准" in page

    def test_the_court_above_sees_it_others_do_not(self, signed_in: SignIn) -> None:
        given = Shown()
        path = f"/leaders{WHOLE}&court={given.home.court.id}"
        above = signed_in(given.middle.offices[Post.TRIAL_MANAGEMENT])
        page = page_of(above, path)
        assert given.head.name in page
        assert f"/leaders/people/{given.head.id}" not in page
        assert status(signed_in(given.middle.judges[0]), path) == 404
        assert status(signed_in(led(1).offices[Post.TRIAL_MANAGEMENT]), path) == 404
        for wrong in ("0", "9" * 18, "9" * 30, "x"):
            assert status(above, f"/leaders?court={wrong}") == 404

    def test_the_number_of_queries_is_fixed(self, signed_in: SignIn) -> None:
        given = Shown()
        browser = signed_in(given.home.judges[0])
        spent = []
        for more in (0, 40):
            closed(given.home, given.head, more, on=ON)
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, f"/leaders{WHOLE}")
            spent.append(len(asked))
        assert spent[0] == spent[1] <= 16

    def test_speaks_english(self, signed_in: SignIn) -> None:
        given = Shown()
        browser = signed_in(given.home.judges[0])
        browser.cookies["django_language"] = "en"
        page = page_of(browser, f"/leaders{WHOLE}")
        assert "Leaders’ cases" in page and "50% of 21, the average of the division" in page
        assert "Head of division" in page


class TestSheets:
    """Own cases beside supervision, neither traded for the other."""

    @rule("R8.5")
    def test_evidence_is_for_the_leader_and_the_offices(self, signed_in: SignIn) -> None:
        given = Shown()
        check = given.suspected()
        path = f"/leaders/people/{given.head.id}{WHOLE}"
        for person in (
            given.head,
            given.home.leaders[Post.PRESIDENT],
            given.home.offices[Post.TRIAL_MANAGEMENT],
        ):
            page = page_of(signed_in(person), path)
            assert check.signals[0]["evidence"] in page
            assert "待说明" in page
        for person in (
            given.home.judges[0],
            given.home.leaders[Post.DEPUTY_DIVISION_HEAD],
            given.middle.offices[Post.TRIAL_MANAGEMENT],
        ):
            assert status(signed_in(person), path) == 404

    @rule("R8.2")
    def test_work_stands_on_the_other_axis(self, signed_in: SignIn) -> None:
        given = Shown()
        WorkItem.objects.create(
            person=given.head, court=given.home.court, kind=WorkKind.MEETING, hours=37, on=ON,
            recorded_by=given.head, at=make.AT,
        )  # fmt: skip
        page = page_of(signed_in(given.head), f"/leaders/people/{given.head.id}{WHOLE}")
        own, beside = page[page.index('id="own"') :].split('id="beside"')[:2]
        assert "8 件" in own and "37" not in own
        assert "37 小时" in beside and "主持、参加专业法官会议" in beside

    def test_personnel_records_work_and_a_case_is_refused(self, signed_in: SignIn) -> None:
        given = Shown()
        browser = signed_in(given.home.offices[Post.PERSONNEL])
        sheet = f"/leaders/people/{given.head.id}"
        path = f"{sheet}/acts/{powers.RECORD_WORK.code}"
        assert path in page_of(browser, sheet)
        form = {"kind": "errand", "hours": "3", "on": ON.isoformat(), "_key": "a"}
        refused = browser.post(path, form | {"counted_as": "case"})
        assert refused.status_code == 422
        assert "不得充抵办案数量" in refused.content.decode()
        assert browser.post(path, form | {"counted_as": "workload"})["Location"] == sheet
        assert WorkItem.objects.get().hours == 3
        other = signed_in(given.home.judges[0]).post(path, form | {"_key": "b"})
        assert other.status_code == 403
        assert signed_in(given.middle.judges[0]).get(path).status_code == 404


class TestNotices:
    """Told once a period, corrected by versions, taken away as a file."""

    def issued(self, given: Shown, signed_in: SignIn) -> tuple[Any, CompletionNotice]:
        browser = signed_in(given.middle.offices[Post.TRIAL_MANAGEMENT])
        path = f"/leaders/acts/{powers.ISSUE_QUARTER.code}"
        form = {"about": str(given.home.court.id), "year": str(YEAR), "quarter": "4"}
        assert browser.post(path, form)["Location"] == "/leaders/notices"
        return browser, CompletionNotice.objects.get()

    @rule("R8.6")
    def test_the_office_above_issues_it_from_the_page_of_the_level_below(
        self, signed_in: SignIn
    ) -> None:
        given = Shown()
        browser = signed_in(given.middle.offices[Post.TRIAL_MANAGEMENT])
        page = page_of(browser, f"/leaders/below{WHOLE}")
        assert given.home.court.name in page
        assert "已逾期" in page
        query = f"about={given.home.court.id}&amp;year={YEAR}&amp;quarter=4"
        assert query in page
        dialog = page_of(
            browser, f"/leaders/acts/{powers.ISSUE_QUARTER.code}?{query.replace('&amp;', '&')}"
        )
        assert f'name="about" value="{given.home.court.id}" checked' in dialog
        _, notice = self.issued(given, signed_in)
        assert notice.late_days > 0
        page = page_of(browser, f"/leaders/below{WHOLE}")
        assert f"逾期 {notice.late_days} 日通报" in page
        assert status(signed_in(given.middle.judges[0]), "/leaders/below") == 404

    @rule("R8.8")
    def test_versions_stand_side_by_side(self, signed_in: SignIn) -> None:
        given = Shown()
        browser, first = self.issued(given, signed_in)
        path = f"/leaders/acts/{powers.CORRECT.code}"
        assert f"{path}?notice={first.id}" in page_of(browser, f"/leaders/notices/{first.id}")
        browser.post(path, {"notice": str(first.id), "reason": "漏计一件"})
        second = CompletionNotice.objects.get(version=2)
        page = page_of(browser, f"/leaders/notices/{second.id}")
        assert "漏计一件" in page and f"/leaders/notices/{first.id}" in page
        assert "本版已被更正" in page_of(browser, f"/leaders/notices/{first.id}")

    def test_it_is_taken_as_csv_and_xlsx(self, signed_in: SignIn) -> None:
        given = Shown()
        browser, notice = self.issued(given, signed_in)
        path = f"/leaders/notices/{notice.id}"
        text = browser.get(f"{path}?as=csv").content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        president = given.home.leaders[Post.PRESIDENT]
        assert [line[0] for line in lines] == [
            "姓名", president.name, given.home.leaders[Post.VICE_PRESIDENT].name,
            given.home.leaders[Post.AC_FULLTIME_MEMBER].name,
        ]  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{path}?as=xlsx").content))
        rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
        assert rows == lines

    def test_the_court_reads_what_is_told_of_it_others_do_not(self, signed_in: SignIn) -> None:
        given = Shown()
        _, notice = self.issued(given, signed_in)
        own = signed_in(given.home.judges[0])
        assert given.home.court.name in page_of(own, "/leaders/notices")
        page = page_of(own, f"/leaders/notices/{notice.id}")
        assert powers.CORRECT.code not in page
        assert "data-print" in page
        assert status(signed_in(led(1).judges[0]), f"/leaders/notices/{notice.id}") == 404
        assert "还没有通报" in page_of(signed_in(led(1).judges[0]), "/leaders/notices")

    def test_the_own_office_tells_the_month(self, signed_in: SignIn) -> None:
        given = Shown()
        browser = signed_in(given.home.offices[Post.TRIAL_MANAGEMENT])
        path = f"/leaders/acts/{powers.ISSUE_MONTH.code}"
        assert path in page_of(browser, "/leaders")
        assert browser.post(path, {"year": str(YEAR), "month": "3"}).status_code == 302
        assert CompletionNotice.objects.get().kind == "month"
        again = browser.post(path, {"year": str(YEAR), "month": "3"})
        assert again.status_code == 422 and "已经通报" in again.content.decode()


class TestTheDesk:
    @rule("R8.7")
    def test_a_leader_is_told_of_what_was_noted_others_are_not(self, signed_in: SignIn) -> None:
        given = Shown()
        empty = page_of(signed_in(given.head), "/")
        assert "本人办案进度" in empty and "没有进度提示" in empty
        Shortfall.objects.create(
            person=given.head, court=given.home.court, year=YEAR, quarter=4,
            kind="below_standard", target=10, counted=8000, at=make.AT,
        )  # fmt: skip
        told = page_of(signed_in(given.head), "/")
        assert "未达办案数量标准" in told
        assert f"/leaders/people/{given.head.id}" in told
        assert "本人办案进度" not in page_of(signed_in(given.home.judges[0]), "/")
        other = page_of(signed_in(given.home.leaders[Post.PRESIDENT]), "/")
        assert "未达办案数量标准" not in other


class TestStandards:
    @rule("R8.1")
    def test_the_high_court_sets_a_figure_and_all_see_it(self, signed_in: SignIn) -> None:
        high = led(1, level=Level.HIGH)
        browser = signed_in(high.offices[Post.TRIAL_MANAGEMENT])
        path = f"/leaders/acts/{powers.SET_STANDARD.code}"
        now = datetime.now(UTC).year
        assert f"{path}?year={now}" in page_of(browser, "/leaders/standards")
        form = {
            "year": str(now), "level": "basic", "rank": "head", "percent": "45",
            "of_division": "on", "handling_percent": "50", "credit": "300",
        }  # fmt: skip
        assert browser.post(path, form)["Location"] == "/leaders/standards"
        assert QuotaStandard.objects.get().percent == 45
        basic = led(1, parent=led(1, level=Level.INTERMEDIATE, parent=high.court).court)
        judge = signed_in(basic.judges[0])
        page = page_of(judge, "/leaders/standards")
        assert "本庭平均办案量的 45%" in page
        assert path not in page
        page = page_of(judge, f"/leaders/standards?year={now - 1}")
        assert "高级人民法院尚未确定本年标准" in page and "法发〔2017〕10号" in page


class TestWaiting:
    @rule("R8.4")
    def test_nothing_waits(self, signed_in: SignIn) -> None:
        page = page_of(signed_in(led(1).judges[0]), "/leaders/waiting")
        assert "没有等待分案的优先办理案件" in page

    def test_signs_are_for_the_office_alone(self, signed_in: SignIn) -> None:
        given = Shown()
        check = given.suspected()
        office = signed_in(given.home.offices[Post.TRIAL_MANAGEMENT])
        assert check.signals[0]["evidence"] in page_of(office, "/leaders/waiting")
        judge = signed_in(given.home.judges[0])
        assert check.signals[0]["evidence"] not in page_of(judge, "/leaders/waiting")

    def test_the_balance_of_hours_stands_by_court(self, signed_in: SignIn) -> None:
        given = Shown()
        now = datetime.now(UTC)
        for kind, hours in ((WorkKind.ERRAND, 30), (WorkKind.MEETING, 70)):
            data = WorkData(kind=kind, hours=hours, on=now.date().replace(month=1, day=1))
            by = given.home.office(Post.PERSONNEL)
            make.do(powers.RECORD_WORK, by, given.head.id, data, at=now)
        browser = signed_in(given.middle.offices[Post.TRIAL_MANAGEMENT])
        page = page_of(browser, "/leaders/below")
        assert "30%" in page and "due-late" in page

    def test_outsiders_have_no_such_pages(self, signed_in: SignIn) -> None:
        party = signed_in(make.make_person(None), kind="party")
        for path in ("", "/cases", "/below", "/waiting", "/standards", "/notices"):
            assert status(party, f"/leaders{path}") == 404
