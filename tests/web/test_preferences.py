"""Theme, type and language: three cookies, and nothing else decides."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


class TestPreferences:
    def test_a_choice_is_kept_and_the_reader_returns(self, client: Client) -> None:
        answer = client.post("/preferences", {"theme": "dark", "next": "/dev/case"})
        assert (answer.status_code, answer["Location"]) == (302, "/dev/case")
        assert 'data-theme="dark"' in client.get("/dev/case").content.decode()

    def test_large_type_scales_the_page(self, client: Client) -> None:
        client.post("/preferences", {"size": "large"})
        assert 'data-size="large"' in client.get("/dev/party").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:x"])
    def test_it_leads_nowhere_else(self, client: Client, elsewhere: str) -> None:
        answer = client.post("/preferences", {"theme": "dark", "next": elsewhere})
        assert answer["Location"] == "/"

    def test_what_is_not_offered_is_not_kept(self, client: Client) -> None:
        client.post("/preferences", {"theme": '"><x', "language": "tlh"})
        assert not client.cookies

    def test_a_forged_cookie_changes_nothing(self, client: Client) -> None:
        client.cookies["theme"] = "neon"
        assert 'data-theme="light"' in client.get("/dev/case").content.decode()


class TestLanguage:
    def test_chinese_whatever_the_browser_speaks(self, client: Client) -> None:
        html = client.get("/dev/case", HTTP_ACCEPT_LANGUAGE="en-GB,en").content.decode()
        assert '<html lang="zh-CN"' in html
        assert "应办" in html

    def test_english_one_click_away(self, client: Client) -> None:
        client.post("/preferences", {"language": "en"})
        answer = client.get("/dev/case")
        assert answer["Content-Language"] == "en"
        html = answer.content.decode()
        assert '<html lang="en"' in html
        assert "Duties" in html
