"""In a browser: keys, dialogs, rows, selection; no violation, no console error, no wide page."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect

from xiezhi.config import env

AXE = env.ROOT / "node_modules" / "axe-core" / "axe.min.js"
VENDOR = env.ROOT / "xiezhi" / "web" / "static" / "vendor" / "htmx.js"
PAGES = ("/dev/components", "/dev/case", "/dev/party", "/dev/dialog?refused=1")
WIDE, PHONE = (1366, "light", "normal"), (390, "dark", "large")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not (AXE.is_file() and VENDOR.is_file()),
        reason="needs the npm packages: make setup",
    ),
]


class Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Keeps the log empty."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def open_page(
    browser: Browser, url: str, *, width: int = 1366, scripts: bool = True, **cookies: str
) -> tuple[Page, list[str]]:
    """Return a page in a context of its own, with the errors of its console so far."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    return page, said


class TestLook:
    @pytest.mark.parametrize(
        ("path", "width", "theme", "size"),
        [(path, *look) for path in PAGES for look in (WIDE, PHONE)]
        + [("/dev/components", 1366, "dark", "normal"), ("/dev/case", 1366, "light", "large")],
    )
    def test_everybody_can_use_it(
        self, chrome: Browser, base: str, path: str, width: int, theme: str, size: str
    ) -> None:
        page, said = open_page(chrome, base + path, width=width, theme=theme, size=size)
        page.wait_for_load_state("networkidle")
        for menu in page.locator("details.menu").all():
            menu.evaluate("one => { one.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert said == []
        page.context.close()

    def test_charts_are_drawn(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/components")
        expect(page.locator("[data-chart] canvas")).to_have_count(5)
        page.context.close()


class TestDialog:
    def test_it_opens_over_the_page_and_gives_the_focus_back(
        self, chrome: Browser, base: str
    ) -> None:
        page, said = open_page(chrome, f"{base}/dev/case")
        button = page.get_by_role("link", name="提请：提请专业法官会议")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#dialog[open] h2")).to_have_text("签发判决书")
        expect(page.locator("#f-d-reason")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#dialog")).not_to_be_visible()
        expect(button).to_be_focused()
        assert said == []
        page.context.close()

    def test_a_refusal_stays_in_the_dialog_with_all_reasons(
        self, chrome: Browser, base: str
    ) -> None:
        page, _said = open_page(chrome, f"{base}/dev/case")
        page.get_by_role("link", name="提请：提请专业法官会议").click()
        page.locator("#f-d-reason").fill("补充鉴定")
        page.locator("#dialog .btn-main").click()
        expect(page.locator("#dialog .findings > li")).to_have_count(3)
        expect(page.locator("#dialog [role=alert]")).to_be_focused()
        assert page.url == f"{base}/dev/case"
        page.context.close()

    def test_without_scripts_the_act_has_its_own_page(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/case", scripts=False)
        page.get_by_role("link", name="提请：提请专业法官会议").click()
        page.locator("#f-d-reason").fill("补充鉴定")
        page.locator("main .btn-main").click()
        expect(page.locator("main .findings > li")).to_have_count(3)
        page.context.close()

    def test_a_row_is_added_under_its_own_names(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/dialog")
        page.get_by_role("button", name="添加一行").click()
        names = page.locator("[data-rows] input").evaluate_all("all => all.map(one => one.name)")
        assert names == ["d-p-0-name", "d-p-0-amount", "p-1-name", "p-1-amount"]
        expect(page.locator("[name=p-1-name]")).to_be_focused()
        page.context.close()

    def test_what_does_not_arrive_is_said(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/case")
        page.get_by_role("link", name="提请：提请专业法官会议").click()
        page.locator("#f-d-reason").fill("补充鉴定")
        page.route("**/dev/dialog*", lambda route: route.abort())
        page.locator("#dialog .btn-main").click()
        expect(page.locator("#dialog .body")).to_contain_text("没有送达服务器")
        expect(page.locator("#f-d-reason")).to_have_value("补充鉴定")
        page.context.close()


class TestKeys:
    def test_search_help_and_desks(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/case")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.locator("h1").click()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).not_to_be_visible()
        page.keyboard.press("g")
        page.keyboard.press("d")
        page.wait_for_url("**/dev/components")
        page.context.close()

    def test_rows_are_walked_and_selected(self, chrome: Browser, base: str) -> None:
        page, _said = open_page(chrome, f"{base}/dev/components")
        rows = page.locator("table:has([data-all]) tbody tr")
        page.keyboard.press("j")
        expect(rows.nth(0).locator("th a")).to_be_focused()
        page.keyboard.press("x")
        expect(rows.nth(0).locator("input")).to_be_checked()
        expect(page.locator("#bulk")).to_contain_text("已选 2 件")
        page.context.close()
