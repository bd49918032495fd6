"""A person at a browser: signs in, opens pages, presses buttons, and is shown no fault."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import AXE, PASSWORD

SERIOUS = ("serious", "critical")
SHAPE = """[...new Set([...document.querySelectorAll("*")].map(
  e => e.tagName + [...e.attributes].map(a =>
  /^(id|for|href|action|value|content|src|nonce)$/.test(a.name) ? a.name : a.name + a.value
).sort().join()))].join()"""
"""The elements of a page, each kind once; text, numbers and addresses aside."""
_seen: set[tuple[int, str]] = set()  # what axe found nothing in: not asked again
REFUSALS = ("403", "404", "422")  # what a refusal answers with is no fault of a page


class AtBrowser:
    """One person with a window of 1366 by 768."""

    def __init__(self, browser: Any, base: str, login: str = "", *, width: int = 1366) -> None:
        self.base, self.login = base, login
        self.context = browser.new_context(
            viewport={"width": width, "height": 768}, locale="zh-CN", bypass_csp=True
        )
        self.width = width
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        if login:
            self.sign_in(login)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not any(code in message.text for code in REFUSALS):
            self.faults.append(message.text)

    def sign_in(self, login: str) -> None:
        """Sign in by the form."""
        self.page.goto(f"{self.base}/login/")
        self.page.fill("#login", login)
        self.page.fill("#password", PASSWORD)
        self.page.click("form .btn-main")
        self.page.wait_for_url(f"{self.base}/")

    def open(self, path: str) -> None:
        """Open a page and look at it with axe: nothing serious, nothing wider than the window."""
        self.page.goto(f"{self.base}{path}")
        self.look()

    def look(self) -> None:
        """Check the page at hand; axe looks at each shape of a page once."""
        shape = self.page.evaluate(SHAPE)
        if (self.width, shape) not in _seen:
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
            wrong = [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]
                     if one["impact"] in SERIOUS]  # fmt: skip
            assert not wrong, (self.page.url, wrong)
            _seen.add((self.width, shape))
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, (self.page.url, wide)
        assert not self.faults, (self.page.url, self.faults)

    def act(self, case: int, code: str, **fields: str) -> None:
        """Perform an act by its form and come back to the case."""
        self.open(f"/cases/{case}/acts/{code}")
        for name, value in fields.items():
            self._fill(name, value)
        self.page.click("form .btn-main")
        self.page.wait_for_url(f"{self.base}/cases/{case}")

    def dialog(self, case: int, name: str, **fields: str) -> None:
        """Open an act's dialog over the page of a case and fill it in."""
        self.open(f"/cases/{case}")
        self.page.click(f"a[aria-label='办理：{name}']")
        self.page.wait_for_selector("#dialog[open] form")
        self.look()
        for field, value in fields.items():
            self._fill(field, value)

    def press(self, case: int) -> None:
        """Press the main button of a dialog; the act is done and the case is shown anew."""
        with self.page.expect_navigation(url=f"{self.base}/cases/{case}"):
            self.page.click(".dialog .btn-main")

    def refused(self) -> str:
        """Press the main button of a dialog, and return the reasons that it now shows."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as met:
            self.page.click(".dialog .btn-main")
        assert met.value.status in (403, 422), met.value.status
        self.page.wait_for_selector(".dialog .note-seal[role=alert]")
        self.look()
        return str(self.page.inner_text(".dialog .findings"))

    def typed(self, name: str) -> str:
        """Return what stands in a field of a dialog."""
        return str(self.page.locator(f".dialog [name='{name}']").first.input_value())

    def _fill(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name='{name}']").first
        kind = control.evaluate("e => e.tagName + ':' + (e.type || '')")
        if kind.startswith("SELECT"):
            control.select_option(value)
        elif kind == "INPUT:radio":
            self.page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "INPUT:checkbox":
            self.page.locator(f"[name='{name}']").first.check()
        else:
            control.fill(value)

    def says(self, text: str) -> bool:
        """Return whether the page shows some words."""
        return text in self.page.inner_text("body")
