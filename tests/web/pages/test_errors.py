"""What goes wrong is said in a page of the platform: what it is, and where to go from there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from tests import factories as make
from tests.web.pages.conftest import SignIn
from xiezhi.config import urls
from xiezhi.law.terms import Post

pytestmark = pytest.mark.django_db


def _fails(request: object) -> None:
    raise RuntimeError("a fault")


urlpatterns = [*urls.urlpatterns, path("fails", _fails)]


class TestNoSuchPage:
    @pytest.mark.parametrize("address", ["/nowhere", "/cases/999999999", "/court/teams/999999999"])
    def test_says_so_with_the_way_back(self, signed_in: SignIn, address: str) -> None:
        person = make.make_bench(judges=1).people[Post.PRESIDENT]
        answer = signed_in(person).get(address)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "<h1>没有这一页</h1>" in page
        assert 'href="/powers"' in page and person.name in page

    def test_tells_a_stranger_the_same(self) -> None:
        answer = Client().get("/nowhere")
        assert answer.status_code == 404
        assert "没有这一页" in answer.content.decode()


class TestExpiredPages:
    def test_nothing_is_done_and_the_page_says_so(self) -> None:
        answer = Client(enforce_csrf_checks=True).post("/login/", {"login": "x", "password": "y"})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "没有办理任何事项" in page and "刷新后再提交" in page


class TestFaults:
    @override_settings(ROOT_URLCONF=__name__)
    def test_a_fault_is_said_without_a_word_of_the_program(self) -> None:
        answer = Client(raise_request_exception=False).get("/fails")
        page = answer.content.decode()
        assert answer.status_code == 500
        assert "这一步没有办理" in page and 'href="/"' in page
        assert "RuntimeError" not in page and "a fault" not in page
