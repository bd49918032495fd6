"""The list of cases: scope, filters, paging by key, columns, exports equal to what is shown."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.cases import lists
from xiezhi.cases.models import Case
from xiezhi.law.powers import filing
from xiezhi.law.terms import Post
from xiezhi.people import preferences
from xiezhi.people.models import SavedView
from xiezhi.web.exports import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


def received_by(bench: make.Bench) -> Case:
    """Return a case that was received and is not registered yet."""
    officer = bench.as_(Post.FILING_OFFICER)
    opened = make.do(filing.RECEIVE, officer, bench.court.id, make.a_filing())
    return Case.objects.get(pk=opened.subject)


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def cases_in(page: str) -> list[int]:
    """Return the cases of a page's table, in their order."""
    return [int(one) for one in re.findall(r'name="ids" value="(\d+)"', page)]


def next_of(page: str) -> str | None:
    found = re.search(r'href="(\?[^"]*before=[^"]*)"', page)
    return found[1].replace("&amp;", "&") if found else None


class TestWhatIsListed:
    def test_only_cases_of_ones_own_court(self, signed_in: SignIn, bench: make.Bench) -> None:
        mine, other = make.drawn(bench), make.drawn(make.make_bench(judges=1))
        page = page_of(signed_in(bench.people[Post.PRESIDENT]), "/cases")
        assert cases_in(page) == [mine.id]
        assert other.title not in page

    def test_a_judge_lists_the_cases_he_or_she_sits_in(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.refresh(make.drawn(bench))
        for judge in bench.judges:
            listed = cases_in(page_of(signed_in(judge), "/cases"))
            assert listed == ([case.id] if judge.id == case.judge_id else [])

    def test_the_field_above_the_list_finds_by_party(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        one, _ = make.filed(bench), make.filed(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, "/cases")
        field = re.search(r'<input class="in-s" id="lf" type="search" name="(\w+)"', page)
        assert field is not None
        found = page_of(browser, f"/cases?{field[1]}={one.title}")
        assert cases_in(found) == list(
            Case.objects.filter(title=one.title).order_by("-id").values_list("id", flat=True)
        )
        assert cases_in(page_of(browser, f"/cases?{field[1]}=没有这个当事人%00_%25")) == []

    def test_pages_by_key_hold_each_case_once_those_not_filed_last(
        self, signed_in: SignIn, bench: make.Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lists.page, "__defaults__", (2,))
        drawn = [make.drawn(bench).id for _ in range(3)]
        received = [received_by(bench).id for _ in range(4)]
        browser = signed_in(bench.people[Post.PRESIDENT])
        seen, address = [], "/cases"
        while address:
            page = page_of(browser, address)
            first = len(seen) + 1
            seen += cases_in(page)
            assert re.search(rf"第\s*{first}\s*–\s*{len(seen)}\s*行", page)
            following = next_of(page)
            address = f"/cases{following}" if following else ""
        assert seen == [*reversed(drawn), *reversed(received)]

    @pytest.mark.parametrize("query", ["before=x", "before=x~1", "find=%00",
                                       "judge=²", "state=x&kind=y", "due=x", "owes=x",
                                       "sort=id"])  # fmt: skip
    def test_what_cannot_be_read_does_not_narrow(
        self, signed_in: SignIn, bench: make.Bench, query: str
    ) -> None:
        case = make.drawn(bench)
        page = page_of(signed_in(bench.people[Post.PRESIDENT]), f"/cases?{query}")
        assert cases_in(page) == [case.id]

    def test_asks_as_often_for_one_case_as_for_ten(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        make.drawn(bench)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, "/cases")
            counts.append(len(asked))
            for _ in range(9):
                received_by(bench)
        assert counts[0] == counts[1]


def pages(browser: Any, address: str) -> list[int]:
    """Return the cases of all pages of a list from an address on."""
    seen: list[int] = []
    while True:
        page = page_of(browser, address)
        seen += cases_in(page)
        following = next_of(page)
        if following is None:
            return seen
        address = f"/cases{following}"


class TestSorting:
    @pytest.mark.parametrize("column", ["filed_on", "due_on"])
    @pytest.mark.parametrize("size", [1, 2, 50])
    def test_both_ways_hold_each_case_once_those_without_a_day_last(
        self,
        signed_in: SignIn,
        bench: make.Bench,
        monkeypatch: pytest.MonkeyPatch,
        column: str,
        size: int,
    ) -> None:
        monkeypatch.setattr(lists.page, "__defaults__", (size,))
        dated = [make.drawn(bench).id for _ in range(4)]
        bare = [received_by(bench).id for _ in range(3)]
        for step, case in enumerate(dated):
            day = make.DAY + timedelta(days=step // 2)  # two share a day
            Case.objects.filter(pk=case).update(**{column: day})
        browser = signed_in(bench.people[Post.PRESIDENT])
        down = pages(browser, f"/cases?sort=-{column}")
        assert down == [*reversed(dated), *reversed(bare)]
        assert pages(browser, f"/cases?sort={column}") == [*dated, *bare]

    def test_a_head_sorts_and_turns_round(self, signed_in: SignIn, bench: make.Bench) -> None:
        make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, "/cases?state=assigned")
        assert page.count('aria-sort="descending"') == 1  # by filing, as long as nobody asks
        assert 'href="?state=assigned&amp;sort=due_on"' in page
        turned = page_of(browser, "/cases?state=assigned&sort=due_on")
        assert 'aria-sort="ascending"' in turned
        assert 'href="?state=assigned&amp;sort=-due_on"' in turned

    def test_an_export_has_the_order_of_the_page(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        for _ in range(3):
            make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        for sort in ("filed_on", "-filed_on"):
            listed = pages(browser, f"/cases?sort={sort}")
            text = browser.get(f"/cases/export?as=csv&sort={sort}").content.decode("utf-8-sig")
            numbers = [row[0] for row in csv.reader(io.StringIO(text))][1:]
            assert numbers == [Case.objects.get(pk=one).number for one in listed]


class TestNarrowing:
    def test_a_judges_name_narrows_to_his_or_her_cases(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        cases = [make.refresh(make.drawn(bench)) for _ in range(6)]
        judge = cases[0].judge
        browser = signed_in(bench.people[Post.PRESIDENT])
        assert f'href="?judge={judge.id}"' in page_of(browser, "/cases")
        page = page_of(browser, f"/cases?judge={judge.id}")
        assert set(cases_in(page)) == {one.id for one in cases if one.judge == judge}
        assert re.search(rf'class="chip">承办法官　<b>{judge.name}</b>', page)

    def test_a_judge_of_another_court_is_not_named(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        stranger = make.make_bench(judges=1).judges[0]
        page = page_of(signed_in(bench.people[Post.PRESIDENT]), f"/cases?judge={stranger.id}")
        assert stranger.name not in page
        assert cases_in(page) == []

    def test_the_divisions_of_ones_court_are_among_the_conditions(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, "/cases")
        assert f"审判庭：{bench.division.name}" in page
        assert cases_in(page_of(browser, f"/cases?division={bench.division.id}")) == [case.id]
        assert cases_in(page_of(browser, "/cases?division=999999")) == []


class TestColumnsAndExports:
    def test_the_chosen_columns_are_those_of_page_and_exports(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.refresh(make.drawn(bench))
        browser = signed_in(bench.people[Post.PRESIDENT])
        query = "columns=title&columns=cause"
        page = page_of(browser, f"/cases?{query}")
        assert len(re.findall(r"<th[^>]*scope=\"col\"", page)) >= 3
        link = re.search(r'href="([^"]*as=xlsx[^"]*)"', page)
        assert link is not None
        address = link[1].replace("&amp;", "&")
        book = openpyxl.load_workbook(io.BytesIO(browser.get(address).content))
        rows = [list(row) for row in book["案件"].values]
        assert rows == [["案号", "案件", "案由"], [case.number, case.title, case.cause]]
        text = browser.get(address.replace("xlsx", "csv")).content.decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(text))) == rows

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_no_cell_is_a_formula(self, kind: str) -> None:
        body = answer(kind, "x", "x", ["a"], [["=1+1"], ["—"]]).content
        if kind == "csv":
            assert body.decode("utf-8-sig").split() == ["a", "'=1+1", "—"]
        else:
            (sheet,) = openpyxl.load_workbook(io.BytesIO(body))
            assert [row[0] for row in sheet.values] == ["a", "'=1+1", "—"]


class TestBulk:
    def test_each_case_has_its_own_result(self, signed_in: SignIn, bench: make.Bench) -> None:
        ready, done = received_by(bench), make.drawn(bench)
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        sent = {"act": "filing.register", "ids": [ready.id, done.id]}
        assert "登记立案　1 件" in browser.post("/cases/precheck", sent).content.decode()
        page = browser.post("/cases/bulk", sent).content.decode()
        assert page.count("已办理") >= 1
        assert page.count("due-late") == 1
        assert make.refresh(ready).state == "registered"

    def test_no_other_act_is_done_in_bulk(self, signed_in: SignIn, bench: make.Bench) -> None:
        browser = signed_in(bench.people[Post.FILING_OFFICER])
        sent = {"act": "closing.close", "ids": [make.filed(bench).id]}
        assert browser.post("/cases/bulk", sent).status_code == 404


class TestSavedViews:
    def test_filters_and_columns_are_kept_for_oneself(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        president, judge = bench.people[Post.PRESIDENT], bench.judges[0]
        query = "state=registered&columns=title&columns=cause&before=2026-01-01~1"
        browser = signed_in(president)
        dialog = page_of(browser, f"/cases/views?{query}")
        kept = re.search(r'name="_query" value="([^"]*)"', dialog)
        assert kept is not None
        sent = {"name": "待分案", "_query": kept[1].replace("&amp;", "&")}
        answer = browser.post("/cases/views", sent)
        assert answer.status_code == 302
        assert "before" not in answer["Location"]
        page = page_of(browser, answer["Location"])
        assert re.search(r'aria-current="page">待分案', page)
        assert "待分案" not in page_of(signed_in(judge), "/cases")

    def test_one_name_is_one_view_and_can_be_dropped(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.judges[0])
        for query in ("open=1&kind=civil_first", "due=late"):
            browser.post("/cases/views", {"name": "我的", "_query": query})
        view = SavedView.objects.get()
        assert view.query == "due=late"
        signed_in(bench.judges[1]).post("/cases/views", {"drop": view.id})
        assert SavedView.objects.count() == 1
        browser.post("/cases/views", {"drop": view.id})
        assert SavedView.objects.count() == 0

    def test_no_more_views_than_fit_above_the_list(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        browser = signed_in(bench.judges[0])
        answers = [
            browser.post("/cases/views", {"name": f"视图{n}", "_query": ""}).status_code
            for n in range(preferences.MOST + 1)
        ]
        assert answers == [302] * preferences.MOST + [422]
