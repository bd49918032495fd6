"""The pages of oversight: the monthly report, the rehearsal of a list, the filing of lists."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.law.powers import filing, judgment, lists
from xiezhi.law.powers.lists import ListDraft, ListRowData, RowKind
from xiezhi.law.terms import Level, Post
from xiezhi.web.oversight import views

pytestmark = pytest.mark.django_db
ADDRESSES = ("/court/trace?month=2026-09", "/court/lists")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> make.Bench:
    monkeypatch.setattr(views, "_today", lambda: make.DAY)
    made = make.make_bench(judges=2)
    make.filed(made)
    return made


def page_of(browser: Any, path: str, **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


class TestTraceReport:
    def test_says_what_was_done_and_refused(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        make.refusals(judgment.SIGN, bench.as_(Post.DIVISION_HEAD), case.id, None)
        office = bench.people[Post.TRIAL_MANAGEMENT]
        page = page_of(signed_in(office), "/court/trace?month=2026-09")
        assert "对他人权责的尝试 1 次" in page
        assert case.number is not None
        assert "E_LEADER_NOT_ON_CASE" in page
        assert re.search(r'<th scope="row" class="nowrap">登记立案</th>', page)
        assert 'class="end heat-3"' in page

    def test_the_export_has_the_rows_of_the_page(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.TRIAL_MANAGEMENT])
        page = page_of(browser, "/court/trace?month=2026-09")
        link = re.search(r'href="([^"]*as=csv[^"]*)"', page)
        assert link is not None
        text = browser.get(link[1].replace("&amp;", "&")).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0][0] == "事项"
        assert [filing.REGISTER.name, filing.REGISTER.code, "立案人员", "1", "0", "0"] in rows

    def test_a_month_without_acts_says_so(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, "/court/trace?month=2026-01")
        assert "这个月没有留痕" in page
        assert "没有对他人权责的尝试" in page

    def test_without_a_month_the_last_whole_one_is_shown(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        page = page_of(signed_in(bench.people[Post.PRESIDENT]), "/court/trace?month=1999-01")
        assert re.search(r'aria-current="page">2026-08', page)

    def test_the_upper_court_chooses_among_its_courts(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        high = make.make_court(level=Level.HIGH)
        bench.court.parent = high
        bench.court.save()
        office = make.make_person(high)
        make.make_tenure(office, Post.TRIAL_MANAGEMENT, court=high)
        browser = signed_in(office)
        for court in (bench.court.id, 0):
            page = page_of(browser, f"/court/trace?month=2026-09&court={court}")
            assert "登记立案" in page
        stranger = make.make_bench(judges=1).court.id
        assert browser.get(f"/court/trace?court={stranger}").status_code == 404
        assert browser.get(f"/court/trace/export?court={stranger}").status_code == 404

    def test_speaks_english(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        browser.post("/preferences", {"language": "en"})
        page = page_of(browser, "/court/trace?month=2026-09", accept_language="en")
        assert "Monthly trace report" in page


class TestRehearsal:
    def test_shows_what_a_draft_would_refuse(self, signed_in: SignIn, bench: make.Bench) -> None:
        act = filing.REGISTER
        row = ListRowData(
            kind=RowKind.HOLDERS, act=act.code,
            posts=tuple(sorted(act.holders - {Post.FILING_OFFICER})),
        )  # fmt: skip
        office = bench.as_(Post.TRIAL_MANAGEMENT)
        make.do(lists.DRAFT_LIST, office, bench.court.id, ListDraft(rows=(row,)))
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, "/court/lists/1/rehearsal?month=2026-09")
        assert "已办理，将被拒绝" in page
        assert browser.get("/court/lists/2/rehearsal").status_code == 404


class TestDoors:
    @pytest.mark.parametrize("address", [*ADDRESSES, "/court/lists/1/rehearsal"])
    def test_only_offices_and_leaders_come_in(
        self, signed_in: SignIn, bench: make.Bench, address: str
    ) -> None:
        assert signed_in(bench.judges[0]).get(address).status_code == 404
        assert signed_in(bench.people[Post.CLERK]).get(address).status_code == 404

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_number_of_queries_is_fixed(
        self, signed_in: SignIn, bench: make.Bench, address: str
    ) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        page_of(browser, address)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, address)
            counts.append(len(asked))
            for _ in range(4):
                make.drawn(bench)
        assert counts[0] == counts[1]
