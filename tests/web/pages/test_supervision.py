"""The pages of article 5: desk, list, report, watch, sheets, appraisal, exports."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.cases.panel import another_round
from tests.marks import article, rule
from tests.supervision.cases import RECONSIDER, a_flagged_panel, a_suit, complain, flag, vote
from tests.web.pages.conftest import SignIn
from xiezhi.law.powers import measures, requirements, supervision
from xiezhi.law.powers.deliberation import Disposition
from xiezhi.law.terms import FourType, Level, Post
from xiezhi.ledger.models import Entry
from xiezhi.people.models import Court, Person
from xiezhi.supervision import monitor
from xiezhi.supervision.jobs import screen
from xiezhi.supervision.models import Sheet

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5)]
PAGES = (
    "/supervision", "/supervision/cases", "/supervision/report", "/supervision/sheet",
    "/supervision/appraisal",
)  # fmt: skip
WISH = requirements.Requirement(matter="请提供类案检索报告")


def body(answer: Any) -> str:
    return str(answer.content.decode())


def silent(bench: make.Bench, plaintiffs: int = 10) -> Any:
    """A suspicion that the judge in charge has not answered for two weeks."""
    at = datetime.now(UTC) - timedelta(days=14)
    case = make.drawn(bench, a_suit(plaintiffs), at=at)
    screen([case.id], at)
    monitor.watch(datetime.now(UTC))
    return case


class TestEmptyPages:
    @pytest.mark.parametrize("address", PAGES)
    def test_each_says_what_will_be_there(self, signed_in: SignIn, address: str) -> None:
        bench = make.make_bench(1)
        answer = signed_in(bench.people[Post.PRESIDENT]).get(address)
        assert answer.status_code == 200
        assert "empty" in body(answer) or "plot-none" in body(answer)

    @pytest.mark.parametrize("address", [*PAGES, "/supervision/watch"])
    def test_who_supervises_nothing_finds_none(self, signed_in: SignIn, address: str) -> None:
        bench = make.make_bench(1)
        assert signed_in(bench.judges[0]).get(address).status_code == 404
        assert signed_in(bench.people[Post.CLERK]).get(address).status_code == 404

    def test_a_head_has_no_feed_and_no_watch(self, signed_in: SignIn) -> None:
        browser = signed_in(make.make_bench(1).people[Post.DIVISION_HEAD])
        for address in ("/supervision/appraisal", "/supervision/watch"):
            assert browser.get(address).status_code == 404
            assert address not in body(browser.get("/supervision"))


class TestDesk:
    @rule("R5.2")
    def test_the_head_sees_the_alert_on_both_desks_and_the_rows_behind(
        self, signed_in: SignIn
    ) -> None:
        bench, other = make.make_bench(2), make.make_bench(1)
        case = silent(bench)
        for address in ("/", "/supervision"):
            for post in (Post.VICE_PRESIDENT, Post.PRESIDENT, Post.TRIAL_MANAGEMENT):
                page = body(signed_in(bench.people[post]).get(address))
                shown = case.number in page and "疑似四类案件逾期未确认" in page
                assert shown or (address, post) == ("/", Post.PRESIDENT)
            elsewhere = body(signed_in(other.people[Post.PRESIDENT]).get(address))
            assert case.number not in elsewhere

    @rule("R5.2")
    def test_an_answer_takes_the_alert_away_at_once(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        case = silent(bench)
        answer = supervision.FlagDecision(flag=FourType.F2A, reason="原告十人，人数众多")
        make.do(supervision.CONFIRM, make.actor(case.judge), case.id, answer, at=datetime.now(UTC))
        page = body(signed_in(bench.people[Post.PRESIDENT]).get("/supervision"))
        assert "没有监督预警" in page
        assert case.number in page  # among the four-type cases now

    def test_the_list_narrows_and_exports_what_it_shows(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        one, two = make.drawn(bench), make.drawn(bench)
        flag(bench, one, FourType.F1B)
        flag(bench, two, FourType.F1C)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = body(browser.get("/supervision/cases?code=F1c"))
        assert two.number in page and one.number not in page
        book = browser.get("/supervision/cases?code=F1c&as=xlsx")
        rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
        assert [row[0].split("　")[0] for row in rows[1:]] == [two.number]
        csv = browser.get("/supervision/cases?as=csv").content.decode("utf-8-sig")
        assert one.number in csv and two.number in csv

    def test_nonsense_in_the_address_narrows_nothing(self, signed_in: SignIn) -> None:
        browser = signed_in(make.make_bench(1).people[Post.PRESIDENT])
        for query in ("code=F9z&year=99999&after=x", "month=2026-13", "month=abc-1", "year=20260"):
            for address in PAGES:
                assert browser.get(f"{address}?{query}").status_code == 200

    def test_as_many_statements_for_twelve_cases_as_for_one(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        browser = signed_in(bench.people[Post.PRESIDENT])

        def spent() -> list[int]:
            counts = []
            for address in PAGES:
                with CaptureQueriesContext(connection) as captured:
                    assert browser.get(address).status_code == 200
                counts.append(len(captured))
            return counts

        flag(bench, make.drawn(bench))
        silent(bench)
        few = spent()
        for place in range(6):
            flag(bench, make.drawn(bench))
            silent(bench, 11 + place)
        assert spent() == few


class TestReport:
    def test_identification_precision_and_measures(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        at = datetime.now(UTC) - timedelta(hours=30)
        right, wrong = (make.drawn(bench, a_suit(10, 40 * n), at=at) for n in range(2))
        screen([right.id, wrong.id], at)
        said = supervision.FlagDecision(flag=FourType.F2A, reason="理由见附件说明")
        make.do(supervision.CONFIRM, make.actor(right.judge), right.id, said, at=at)
        head = bench.as_(Post.DIVISION_HEAD)
        make.do(supervision.REJECT, head, wrong.id, said, at=at)
        later = at + timedelta(hours=5)
        make.do(measures.REQUEST_SEARCH, head, right.id, WISH, at=later)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = body(browser.get("/supervision/report"))
        assert "screening.many_persons" in page and "50%" in page
        assert "四类案件标识 1 个" in page and "院庭长采取监督措施 1 次" in page
        assert 'href="/supervision/cases?year=' in page
        csv = browser.get("/supervision/report?as=csv").content.decode("utf-8-sig")
        cells = csv.splitlines()[1].split(",")[:5]
        assert cells == ["一方人数众多　screening.many_persons", "1", "1", "1", "0"]

    @rule("R5.10")
    def test_whether_a_reconsideration_changed_the_conclusion(self, signed_in: SignIn) -> None:
        panel = a_flagged_panel()
        head = panel.bench.as_(Post.DIVISION_HEAD)
        at = make.AT + timedelta(days=20)
        make.do(measures.REQUEST_RECONSIDERATION, head, panel.case.id, RECONSIDER, at=at)
        browser = signed_in(panel.bench.people[Post.PRESIDENT])
        address = f"/supervision/report?year={at.year}"
        assert "复议 1 次，结论改变 0 次" in body(browser.get(address))
        other = vote(Disposition.DISMISS_CLAIM)
        another_round(panel, other, other, other)
        page = body(browser.get(address))
        assert "复议 1 次，结论改变 1 次" in page
        assert "驳回诉讼请求" not in page


class TestWatch:
    @rule("R5.2")
    def test_a_high_court_sees_what_was_not_reported_below_in_administrative_order(
        self, signed_in: SignIn
    ) -> None:
        high = make.make_bench(1, level=Level.HIGH)
        second, first = (
            make.make_court(parent=high.court, level=Level.INTERMEDIATE) for _ in range(2)
        )
        Court.objects.filter(pk=second.pk).update(place=2)
        Court.objects.filter(pk=first.pk).update(place=1)
        basic = make.make_bench(2, court=make.make_court(parent=second))
        case = silent(basic)
        for post in (Post.TRIAL_MANAGEMENT, Post.PRESIDENT):
            page = body(signed_in(high.people[post]).get("/supervision/watch"))
            assert case.number in page and "未报告" in page
            assert f"/cases/{case.id}" not in page
            assert page.index(first.name) < page.index(second.name)
        desk = body(signed_in(high.people[Post.TRIAL_MANAGEMENT]).get("/"))
        assert "辖区未报告案件" in desk and case.number in desk
        unrelated = make.make_bench(1, level=Level.HIGH)
        browser = signed_in(unrelated.people[Post.TRIAL_MANAGEMENT])
        assert case.number not in body(browser.get("/supervision/watch"))


class TestSheet:
    @rule("R5.16")
    def test_a_leader_gets_and_reads_the_own_sheet(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        month = (datetime.now(UTC).replace(day=1) - timedelta(days=1)).replace(day=1, hour=4)
        acted, unacted = make.drawn(bench, at=month), make.drawn(bench, at=month)
        data = supervision.FlagData(flag=FourType.F1B, evidence="对合同效力争议较大")
        office, head = bench.as_(Post.TRIAL_MANAGEMENT), bench.as_(Post.DIVISION_HEAD)
        for case in (acted, unacted):
            make.do(supervision.FLAG, office, case.id, data, at=month)
        make.do(measures.REQUEST_SEARCH, head, acted.id, WISH, at=month + timedelta(days=1))
        monitor.issue_sheets(datetime.now(UTC))
        monitor.issue_sheets(datetime.now(UTC))
        sent = Sheet.objects.get(person=head.person)
        assert (sent.flagged, sent.acted, sent.unacted) == (2, 1, 1)
        assert Sheet.objects.filter(person=bench.people[Post.PRESIDENT]).count() == 1
        browser = signed_in(Person.objects.get(pk=head.person))
        assert "阅看本人监督月报" in body(browser.get("/"))
        page = body(browser.get(f"/supervision/sheet?month={month:%Y-%m}"))
        assert "逾期未采取监督措施" in page and unacted.number in page
        browser.post("/supervision/sheet/read", {"key": "k"})
        sent.refresh_from_db()
        assert sent.read_at is not None
        assert "阅看本人监督月报" not in body(browser.get("/"))

    @rule("R5.16")
    def test_nobody_reads_another_s(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        at = datetime.now(UTC)
        month = (at.replace(day=1) - timedelta(days=1)).replace(day=1, hour=4)
        case = make.drawn(bench, at=month)
        data = supervision.FlagData(flag=FourType.F1B, evidence="对合同效力争议较大")
        make.do(supervision.FLAG, bench.as_(Post.TRIAL_MANAGEMENT), case.id, data, at=month)
        monitor.issue_sheets(at)
        signed_in(bench.people[Post.VICE_PRESIDENT]).post("/supervision/sheet/read", {"key": "k"})
        unread = Sheet.objects.filter(read_at=None).values_list("person", flat=True)
        assert bench.people[Post.DIVISION_HEAD].id in set(unread)
        assert bench.people[Post.VICE_PRESIDENT].id not in set(unread)


class TestCasePage:
    @rule("R5.12")
    def test_the_identity_is_shown_once_to_who_is_not_concerned(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        case = make.drawn(bench)
        assert complain(bench, case, case.judge_id) == []
        number = case.complaints.get().id
        address = f"/cases/{case.id}/acts/screening.read_complaint"
        office = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        assert "赵某某" in body(office.post(address, {"complaint": number, "_key": "a"}))
        judge = signed_in(case.judge)
        refused = judge.post(address, {"complaint": number, "_key": "b"})
        assert refused.status_code == 403 and "赵某某" not in body(refused)
        for page in (f"/cases/{case.id}", f"/cases/{case.id}/trace"):
            for browser in (office, judge):
                assert "赵某某" not in body(browser.get(page))

    @rule("R5.12")
    def test_who_is_complained_of_does_not_see_the_evidence(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        case = make.drawn(bench)
        data = supervision.FlagData(
            flag=FourType.F4A, evidence="赵某某反映单独会见当事人", about=case.judge_id
        )
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        make.do(supervision.FLAG, office, case.id, data)
        browser = signed_in(case.judge)
        page = body(browser.get(f"/cases/{case.id}"))
        assert "涉及本人，不予显示" in page and "单独会见" not in page
        entry = Entry.objects.get(subject=case.id, act="screening.flag")
        assert "单独会见" not in body(browser.get(f"/ledger/entries/{entry.id}"))
        head = body(signed_in(bench.people[Post.DIVISION_HEAD]).get(f"/cases/{case.id}"))
        assert "单独会见" in head

    def test_a_leader_reads_the_answer_to_a_measure(self, signed_in: SignIn) -> None:
        bench = make.make_bench(2)
        case = make.drawn(bench)
        flag(bench, case)
        at = make.AT + timedelta(days=20)
        make.do(measures.REQUEST_SEARCH, bench.as_(Post.DIVISION_HEAD), case.id, WISH, at=at)
        told = requirements.Answer(text="检索到指导性案例一件，处理一致")
        make.do(measures.SUBMIT_SEARCH, make.actor(case.judge), case.id, told, at=at)
        browser = signed_in(bench.people[Post.DIVISION_HEAD])
        page = body(browser.get(f"/cases/{case.id}"))
        assert "要求提供类案裁判文书或者检索报告" in page and told.text not in page
        number = case.measures.get().id
        address = f"/cases/{case.id}/acts/supervision.read_answer"
        assert told.text in body(browser.post(address, {"measure": number, "_key": "a"}))
