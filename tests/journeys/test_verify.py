"""Anybody checks a receipt in a browser, without an account, without the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.lot.lots import ROWS, a_result
from tests.lot.test_receipts import FILES, MASTER, POLICY
from tests.marks import article, rule
from xiezhi.lot.receipts import lot_receipt

pytestmark = [
    pytest.mark.journey, pytest.mark.django_db(transaction=True), article("法发〔2020〕26号", 7),
    rule("R7.1"),
]  # fmt: skip


class Reader:
    """Somebody with the page open and the network gone; the page's own policy is in force."""

    def __init__(self, browser: Browser, base: str, folder: Path) -> None:
        self.context = browser.new_context(viewport={"width": 1000, "height": 800})
        self.page: Any = self.context.new_page()
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.folder = folder
        self.page.goto(f"{base}/verify")
        self.page.wait_for_load_state("networkidle")
        self.context.set_offline(True)
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def choose(self, content: bytes, policy: str = "") -> None:
        """Choose a receipt, and the policy before it."""
        if policy:
            (self.folder / "policy.txt").write_text(policy, encoding="utf-8")
            self.page.set_input_files("#policy", self.folder / "policy.txt")
        file = self.folder / "receipt.json"
        file.write_bytes(content)
        self.page.set_input_files("#receipt", [])
        self.page.set_input_files("#receipt", file)

    def says(self, text: str) -> None:
        """Wait until the result says something; nothing was asked of anybody, no script failed."""
        expect(self.page.locator("#result")).to_contain_text(text)
        assert self.asked == [] and self.faults == []


@pytest.fixture
def reader(browser: Browser, live_server: Any, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(browser, live_server.url, tmp_path)
    yield made
    made.context.close()


def test_a_good_receipt_is_accepted_offline(reader: Reader) -> None:
    reader.choose(FILES["pool"], POLICY.text())
    reader.says("核验通过")
    reader.says("复算抽中 the lot falls on J001")
    reader.says("候选名单与封存的一致")


def test_a_flipped_byte_is_refused(reader: Reader) -> None:
    content = FILES["one row"]
    extra = json.loads(content)["extra"]
    at = content.index(extra.encode()) + len(extra) // 2
    other = b"0" if content[at : at + 1] != b"0" else b"1"
    reader.choose(content[:at] + other + content[at + 1 :], POLICY.text())
    reader.says("核验未通过")
    reader.choose(content)
    reader.says("核验通过")


def test_another_key_than_the_published_one_is_refused(reader: Reader) -> None:
    policy = POLICY.text().replace(POLICY.court_key.hex(), POLICY.witnesses[0][1].hex())
    reader.choose(lot_receipt(a_result(), master=MASTER, rows=ROWS), policy)
    reader.says("核验未通过")


def test_without_the_published_keys_it_says_so(reader: Reader) -> None:
    reader.choose(FILES["one row"])
    reader.says("未附法院公布的密钥")


def test_what_is_no_receipt_is_refused(reader: Reader) -> None:
    reader.choose(b'{"a": 1}\n')
    reader.says("核验未通过")
    reader.choose(b"\xff\xfe")
    reader.says("核验未通过")
