"""A real case from filing to archive, in a real browser; and what strangers can check."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import witnesses
from tests.factories import AT, Bench
from tests.journeys.person import AtBrowser
from xiezhi.cases.models import Case, Hearing, Sitting
from xiezhi.config import env
from xiezhi.law.facts import ZONE
from xiezhi.law.terms import Post, State
from xiezhi.ledger import sequencer
from xiezhi.ledger.documents import receipt_bytes
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.models import Entry
from xiezhi.ledger.receipts import receipt

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class TestASimpleLoanCase:
    """A filing officer files it, a judge finds it on the desk, tries it, decides it, closes it."""

    def test_from_filing_to_judgment(
        self, bench: Bench, browser: Any, live_server: Any, tmp_path: Path
    ) -> None:
        case = self._filed(bench, browser, live_server.url)
        judge = AtBrowser(browser, live_server.url, f"u{case.judge_id}")
        self._tried(judge, case)
        self._written(judge, case)
        self._served(bench, browser, live_server.url, case)
        judge.act(case.id, "closing.close")
        case.refresh_from_db()
        assert case.state == State.CLOSED
        self._a_stranger_checks(case, tmp_path)

    def _filed(self, bench: Bench, browser: Any, base: str) -> Case:
        office = AtBrowser(browser, base, f"u{bench.people[Post.FILING_OFFICER].id}")
        office.open("/")
        office.open("/filing")
        page = office.page
        page.select_option("[name=cause]", "民间借贷纠纷")
        page.fill("[name='parties-0-name']", "赵某某")
        page.fill("[name='parties-1-name']", "钱某某")
        page.fill("[name=claims]", "请求判令被告偿还借款本金 30000 元")
        page.fill("[name=facts]", "被告向原告借款，到期未还。")
        page.fill("[name=amount]", "30000")
        page.check("[name=clear]")
        page.check("[name=money_only]")
        page.click("button:has-text('收案登记')")
        page.wait_for_url("**/filing/*")
        for step in range(4):
            witnesses.log()
            office.look()
            page.click("form[action*='onward'] .btn-main")
            page.wait_for_load_state("networkidle")
            if step == 2:
                assert office.says("等待见证人答复")
                witnesses.answer(
                    list(Case.objects.values_list("id", flat=True)), datetime.now(ZONE)
                )
                page.wait_for_selector("form[action*='onward'] .btn-main")
        assert office.says("已分案")
        case = Case.objects.get()
        assert case.number
        assert case.judge_id
        return case

    def _tried(self, judge: AtBrowser, case: Case) -> None:
        judge.open("/")
        assert judge.says("确定开庭日期")
        judge.open(f"/cases/{case.id}")
        assert judge.says(case.number or "")
        room = case.court.rooms.get()
        starts = datetime.now(ZONE) + timedelta(minutes=2)
        judge.act(
            case.id,
            "hearing.schedule",
            starts_at=f"{starts:%Y-%m-%dT%H:%M}",
            minutes="30",
            room=str(room.id),
            purpose="开庭审理",
        )
        hearing = str(Hearing.objects.get(case=case).id)
        judge.act(case.id, "hearing.hold", hearing=hearing)
        judge.act(case.id, "hearing.close_debate", hearing=hearing)
        judge.act(
            case.id, "deliberation.decide_alone",
            disposition="support", opinion="借款事实清楚，证据充分，应予支持。",
        )  # fmt: skip

    def _written(self, judge: AtBrowser, case: Case) -> None:
        judge.act(
            case.id,
            "judgment.draft",
            facts="被告于 2025 年向原告借款 30000 元，到期未还。",
            reasoning="合法的借贷关系受法律保护。",
            legal_basis="《中华人民共和国民法典》第六百七十五条",
            result="被告于判决生效之日起十日内偿还原告借款 30000 元。",
        )
        judge.act(case.id, "judgment.submit")
        judge.act(case.id, "judgment.sign")
        judge.act(case.id, "judgment.pronounce", on=f"{datetime.now(ZONE):%Y-%m-%d}")

    def _served(self, bench: Bench, browser: Any, base: str, case: Case) -> None:
        staff = case.sittings.filter(seat="clerk").first()
        if staff is None:
            staff = Sitting.objects.create(
                case=case, person=bench.people[Post.CLERK], seat="clerk", since_at=AT
            )
        clerk = AtBrowser(browser, base, f"u{staff.person_id}")
        for party in case.parties.order_by("place"):
            clerk.act(
                case.id, "service.serve_judgment",
                party=str(party.id), means="direct", on=f"{datetime.now(ZONE):%Y-%m-%d}",
            )  # fmt: skip

    def _a_stranger_checks(self, case: Case, tmp_path: Path) -> None:
        """The receipt of the last entry is checked by a program that knows nothing of us."""
        connection.ensure_connection()
        link = connection.connection
        ours = Folder(tmp_path / "ledger")
        sequencer.tick(link, ours.make_key(), at=datetime.now(ZONE))
        last = Entry.objects.filter(subject=case.id).order_by("-seq")[0]
        file = tmp_path / "receipt.json"
        file.write_bytes(receipt_bytes(receipt(link, last.id, ours.verifiers())))
        program = env.ROOT / "verify" / "verify_receipt.py"
        done = subprocess.run(
            [sys.executable, str(program), str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        body = json.loads(file.read_text())
        body["entry"]["actor"] += 1
        file.write_text(json.dumps(body))
        forged = subprocess.run(
            [sys.executable, str(program), str(file)], capture_output=True, text=True, check=False
        )
        assert forged.returncode != 0


class TestARefusal:
    """A refused act shows every reason with its source, and keeps what was typed."""

    def test_all_reasons_and_nothing_typed_is_lost(
        self, bench: Bench, browser: Any, live_server: Any
    ) -> None:
        office = AtBrowser(browser, live_server.url, f"u{bench.people[Post.FILING_OFFICER].id}")
        office.open("/filing")
        office.page.select_option("[name=cause]", "民间借贷纠纷")
        office.page.fill("[name='parties-0-name']", "孙某某")
        office.page.fill("[name=claims]", "请求偿还借款")
        office.page.click("button:has-text('收案登记')")
        office.page.wait_for_load_state("networkidle")
        assert office.says("没有收案")
        assert office.page.input_value("[name=claims]") == "请求偿还借款"
        assert office.page.input_value("[name='parties-0-name']") == "孙某某"
        assert Case.objects.count() == 0


class TestPhones:
    """Pages fit a window of 390 pixels."""

    def test_no_page_is_wider_than_the_window(
        self, bench: Bench, browser: Any, live_server: Any
    ) -> None:
        office = AtBrowser(
            browser, live_server.url, f"u{bench.people[Post.FILING_OFFICER].id}", width=390
        )
        for path in ("/", "/cases", "/filing", "/calendar", "/ledger", "/powers", "/search?q=借贷"):
            office.open(path)
