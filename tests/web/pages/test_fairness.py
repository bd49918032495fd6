"""Pages of fair assignment: who comes in, what they show, that each figure opens its rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.fairness.test_batches import a_series
from tests.fairness.test_bounds import designated
from tests.marks import article, rule
from tests.web.pages.conftest import SignIn
from tests.web.pages.test_english_pages import cited, left  # noqa: F401 - a fixture
from xiezhi.fairness.jobs import audit, watch
from xiezhi.law.powers.bounds import ASK_STOP, StopData
from xiezhi.law.terms import Level, Post
from xiezhi.people.models import Absence
from xiezhi.web.fairness.audit import shows

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7)]
PAGE = "/court/assignment"
AUDIT, FRONTIER = "/court/fairness", "/court/frontier"
NOW = datetime.now(UTC)
LAST = NOW.replace(day=1) - timedelta(days=3)
"""A day of the last whole month."""


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.fixture
def bench() -> make.Bench:
    """A court under another that gave a case by lot and two by decision last month."""
    above = make.make_bench(2, level=Level.INTERMEDIATE)
    bench = make.make_bench(3, court=make.make_court(parent=above.court))
    bench.people[Post.UPPER_PRESIDENT] = above.people[Post.PRESIDENT]
    make.drawn(bench, at=LAST)
    for _ in range(2):
        designated(bench, bench.judges[0], at=LAST)
    watch(at=NOW, courts=[bench.court.id])
    return bench


def judge_of(bench: make.Bench) -> StopData:
    day = NOW.date() + timedelta(days=2)
    return StopData(
        person=bench.judges[0].id, since=day, until=day + timedelta(days=5), reason="集中清理积案"
    )


class TestBounds:
    @rule("R7.10")
    def test_the_president_sees_who_designated_and_the_alert(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        page = page_of(signed_in(bench.people[Post.PRESIDENT]), PAGE)
        assert bench.people[Post.DIVISION_HEAD].name in page
        assert "3 件中 2 件，66.7 %，界限 20 %" in page
        assert "1 个月的指定分案占比超过上限" in page

    @rule("R7.10")
    @pytest.mark.parametrize("address", ["/", PAGE])
    def test_the_court_above_is_told_on_its_desk(
        self, signed_in: SignIn, bench: make.Bench, address: str
    ) -> None:
        page = page_of(signed_in(bench.people[Post.UPPER_PRESIDENT]), address)
        assert bench.court.name in page and "指定分案占比超过上限" in page
        assert f"{PAGE}?court={bench.court.id}" in page

    @rule("R7.8", "R7.10")
    @pytest.mark.parametrize(
        "post", [Post.PRESIDENT, Post.VICE_PRESIDENT, Post.DIVISION_HEAD, Post.TRIAL_MANAGEMENT]
    )
    def test_the_desks_of_leaders_and_the_office_show_it(
        self, signed_in: SignIn, bench: make.Bench, post: Post
    ) -> None:
        assert "指定分案占比超过上限" in page_of(signed_in(bench.people[post]), "/")

    @rule("R7.9")
    def test_a_proposed_batch_leads_to_its_cases(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        first, second = a_series(bench, NOW)
        page = page_of(signed_in(bench.people[Post.FILING_OFFICER]), PAGE)
        assert f"/cases/{first.id}" in page and f"/cases/{second.id}" in page
        assert "建议一并办理" in page

    @rule("R7.9")
    def test_the_case_page_offers_both_decisions_and_says_why_it_waits(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        _first, second = a_series(bench, NOW)
        page = page_of(signed_in(bench.people[Post.FILING_OFFICER]), f"/cases/{second.id}")
        for act in ("assignment.join_batch", "assignment.split_batch"):
            assert f"/cases/{second.id}/acts/{act}" in page
        assert "系统建议一并办理" in page

    @rule("R7.11")
    def test_an_application_is_decided_from_the_page(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        by = make.actor(bench.judges[0])
        make.do(ASK_STOP, by, bench.court.id, judge_of(bench), at=NOW)
        assert "待批准" in page_of(signed_in(bench.people[Post.DIVISION_HEAD]), PAGE)
        president = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(president, PAGE)
        address = page.split('href="/court/acts/assignment.decide_stop?request=')[1].split('"')[0]
        form = {"request": address, "granted": "on", "answer": "同意", "_key": "k"}
        answer = president.post("/court/acts/assignment.decide_stop", form)
        assert answer.status_code == 302
        assert Absence.objects.get().approved_by == bench.people[Post.PRESIDENT]
        assert "批准" in page_of(president, PAGE)

    def test_the_tables_are_exported(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        for table in ("months", "leaders", "streams"):
            for kind in ("csv", "xlsx"):
                answer = browser.get(f"{PAGE}?table={table}&as={kind}")
                assert answer["Content-Disposition"].endswith(f'assignment-{table}.{kind}"')
        body = browser.get(f"{PAGE}?table=leaders&as=csv").content.decode("utf-8-sig")
        assert bench.people[Post.DIVISION_HEAD].name in body

    def test_judges_clerks_and_strangers_do_not_come_in(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        for person in (bench.judges[0], bench.people[Post.CLERK]):
            assert signed_in(person).get(PAGE).status_code == 404
        other = make.make_bench(1)
        stranger = signed_in(other.people[Post.PRESIDENT])
        assert stranger.get(f"{PAGE}?court={bench.court.id}").status_code == 404

    def test_the_number_of_queries_is_fixed(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        page_of(browser, PAGE)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, PAGE)
            counts.append(len(asked))
            a_series(bench, NOW)
            designated(bench, bench.judges[1], at=NOW)
        assert counts[0] == counts[1]

    def test_in_english(self, signed_in: SignIn, bench: make.Bench, cited: Any) -> None:  # noqa: F811
        browser = signed_in(bench.people[Post.PRESIDENT])
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        names = (bench.court.name, bench.people[Post.DIVISION_HEAD].name)
        shown = [one for one in left(page_of(browser, PAGE), cited, names) if "人员" not in one]
        assert shown == []


@pytest.fixture
def audited(bench: make.Bench) -> make.Bench:
    """The same court with ten lots more, audited last night."""
    for _ in range(10):
        make.drawn(bench, at=LAST)
    audit(at=NOW, courts=[bench.court.id])
    return bench


class TestTheAudit:
    @rule("R7.1")
    def test_each_test_stands_with_n_and_with_what_would_show(
        self, signed_in: SignIn, audited: make.Bench
    ) -> None:
        page = page_of(signed_in(audited.people[Post.TRIAL_MANAGEMENT]), AUDIT)
        assert "次抽签" in page and ">11<" in page
        for said in ("抽中次数与名单所载概率", "可以发现（把握 80%）", "看不出的",
                     "本院抽签不足 2,500 次", "次候选不足 5 人"):  # fmt: skip
            assert said in page, said

    def test_the_office_answers_what_it_looked_into(
        self, signed_in: SignIn, audited: make.Bench
    ) -> None:
        browser = signed_in(audited.people[Post.TRIAL_MANAGEMENT])
        assert "assignment.answer_audit" in page_of(browser, AUDIT)
        form = {"text": "已逐件核对回执，未见异常情形。", "_key": "k"}
        answer = browser.post("/court/acts/assignment.answer_audit", form)
        assert answer.status_code == 302
        assert "已逐件核对回执" in page_of(browser, AUDIT)

    def test_a_court_without_an_audit_says_when_there_will_be_one(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        for path in (AUDIT, FRONTIER):
            assert "每晚" in page_of(signed_in(bench.people[Post.PRESIDENT]), path)


class TestTheFrontier:
    def test_the_president_chooses_among_what_was_computed(
        self, signed_in: SignIn, audited: make.Bench
    ) -> None:
        browser = signed_in(audited.people[Post.PRESIDENT])
        page = page_of(browser, FRONTIER)
        assert "现行 6 签" in page and "只按份额，不作均衡" in page
        address = "/court/acts/assignment.adopt_tickets?tickets=1000"
        assert address in page
        form = page_of(browser, address)
        assert 'value="1000" selected' in form
        since = (NOW + timedelta(days=9)).date().isoformat()
        sent = {"tickets": "1000", "since": since, "reason": "兼顾均衡与难测", "_key": "k"}
        assert browser.post(address, sent).status_code == 302
        assert "现行 6 签" in page_of(browser, FRONTIER), "not before its day"

    def test_nobody_else_is_offered_the_choice(
        self, signed_in: SignIn, audited: make.Bench
    ) -> None:
        for post in (Post.VICE_PRESIDENT, Post.TRIAL_MANAGEMENT, Post.UPPER_PRESIDENT):
            browser = signed_in(audited.people[post])
            assert "adopt_tickets" not in page_of(browser, f"{FRONTIER}?court={audited.court.id}")


class TestBoth:
    @pytest.mark.parametrize("path", [AUDIT, FRONTIER])
    def test_doors_and_exports(self, signed_in: SignIn, audited: make.Bench, path: str) -> None:
        assert signed_in(audited.judges[0]).get(path).status_code == 404
        browser = signed_in(audited.people[Post.PRESIDENT])
        for kind in ("csv", "xlsx"):
            assert kind in browser.get(f"{path}?as={kind}")["Content-Disposition"]

    @pytest.mark.parametrize("path", [AUDIT, FRONTIER])
    def test_the_number_of_queries_is_fixed(
        self, signed_in: SignIn, audited: make.Bench, path: str
    ) -> None:
        browser = signed_in(audited.people[Post.PRESIDENT])
        page_of(browser, path)
        counts = []
        for day in range(1, 3):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, path)
            counts.append(len(asked))
            make.drawn(audited, at=NOW)
            audit(at=NOW + timedelta(days=day), courts=[audited.court.id])
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("path", [AUDIT, FRONTIER])
    def test_in_english(
        self,
        signed_in: SignIn,
        audited: make.Bench,
        cited: Any,  # noqa: F811
        path: str,
    ) -> None:
        browser = signed_in(audited.people[Post.PRESIDENT])
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = page_of(browser, path)
        shown = [one for one in left(page, cited, (audited.court.name,)) if "人员" not in one]
        assert shown == []


def test_what_no_number_of_such_lots_shows_is_said_to_be_nothing() -> None:
    assert shows("T6", 1490) == shows("T1", -1) == "这么少的案件看不出任何操纵"
    assert shows("T3", 1490) == "每件标记案件多排除 1.49 人"
    assert shows("T1", 84) == "全部案件的 8.4 % 内定给一人"
