"""The published list, its terms, and who may do an act on a case here and now."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.marks import article
from tests.web.pages.conftest import SignIn
from xiezhi.cases.models import Party
from xiezhi.law.powers import list_version, powers
from xiezhi.law.terms import Force, Post, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=3)


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@article("法发〔2020〕26号", 4)
class TestThePublishedList:
    def test_everybody_reads_every_act(self, client: Any) -> None:
        page = page_of(client, "/powers")
        assert all(act.name in page for act in powers().values())

    def test_the_page_of_a_post_is_what_the_post_holds(self, client: Any) -> None:
        page = page_of(client, "/powers?post=archivist")
        held = {act.name for act in powers().values() if Post.ARCHIVIST in act.holders}
        assert held
        assert all(name in page for name in held)
        assert "随机分案" not in page

    def test_the_same_list_as_data(self, client: Any) -> None:
        data = json.loads(client.get("/powers.json").content)
        assert data["version"] == list_version()
        assert [one["code"] for one in data["acts"]] == [one.code for one in powers().values()]

    def test_the_terms_are_open_too(self, client: Any) -> None:
        page = page_of(client, "/powers/glossary")
        assert all(one.label in page for kind in (Post, State) for one in kind)


class TestWhoMay:
    def test_names_who_sits_and_in_which_post(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.refresh(make.drawn(bench))
        page = page_of(signed_in(bench.judges[0]) if case.judge_id == bench.judges[0].id
                       else signed_in(bench.people[Post.PRESIDENT]),
                       f"/cases/{case.id}/who/hearing.schedule")  # fmt: skip
        for judge in bench.judges:
            assert (f"<b>{judge.name}</b>" in page or f">{judge.name}<" in page) == (
                judge.id == case.judge_id
            )

    def test_what_stands_in_everybodys_way_is_said(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.filed(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        page = page_of(browser, f"/cases/{case.id}/who/hearing.schedule")
        assert "现在不能办理" in page
        assert State(case.state).label in page

    def test_a_ban_has_no_holder(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        for act in powers().values():
            if act.force is Force.BAN and act.subject == "case":
                page = page_of(browser, f"/cases/{case.id}/who/{act.code}")
                assert "本案现在无人有此权限" in page, act.code

    def test_outsiders_and_parties_find_nothing(self, signed_in: SignIn, bench: make.Bench) -> None:
        case = make.drawn(bench)
        party = make.make_person(None, "蔡知微")
        Party.objects.filter(case=case, place=0).update(person=party)
        other = make.make_bench(judges=1)
        for browser in (signed_in(party, kind="party"), signed_in(other.judges[0])):
            assert browser.get(f"/cases/{case.id}/who/hearing.schedule").status_code == 404
        president = signed_in(bench.people[Post.PRESIDENT])
        assert president.get(f"/cases/{case.id}/who/no.such").status_code == 404

    def test_asks_as_often_for_ten_people_as_for_forty(
        self, signed_in: SignIn, bench: make.Bench
    ) -> None:
        case = make.drawn(bench)
        browser = signed_in(bench.people[Post.PRESIDENT])
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page_of(browser, f"/cases/{case.id}/who/hearing.schedule")
            counts.append(len(asked))
            for _ in range(30):
                make.make_tenure(make.make_person(bench.court), Post.CLERK)
        assert counts[0] == counts[1]
