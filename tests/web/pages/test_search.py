"""Global search: a number, a party, a cause, a person, an article; only what one may see."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.law.terms import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


def found(browser: Any, text: str) -> str:
    answer = browser.get("/search", {"q": text})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_case_by_number_party_and_half_brackets(signed_in: SignIn, bench: make.Bench) -> None:
    case = make.drawn(bench)
    browser = signed_in(bench.people[Post.PRESIDENT])
    number = str(case.number)
    plain = number.replace("（", "(").replace("）", ")")
    party = case.parties.order_by("place")[0].name
    for text in (number, plain, party):
        assert f'href="/cases/{case.id}"' in found(browser, text), text


def test_a_case_of_another_court_is_not_found(signed_in: SignIn, bench: make.Bench) -> None:
    case = make.drawn(bench)
    browser = signed_in(make.make_bench(judges=1).people[Post.PRESIDENT])
    assert f'href="/cases/{case.id}"' not in found(browser, str(case.number))


def test_a_colleague_and_an_act_by_name_or_code(signed_in: SignIn, bench: make.Bench) -> None:
    browser = signed_in(bench.people[Post.PRESIDENT])
    judge = bench.judges[0]
    assert f'href="/cases?judge={judge.id}"' in found(browser, judge.name)
    assert "随机分案" in found(browser, "随机分案")
    assert "随机分案" in found(browser, "assignment.draw")


def test_odd_text_finds_nothing_and_breaks_nothing(signed_in: SignIn, bench: make.Bench) -> None:
    browser = signed_in(bench.people[Post.PRESIDENT])
    for text in ("", "%", "\x00", "'; drop", "字" * 300):
        found(browser, text)
