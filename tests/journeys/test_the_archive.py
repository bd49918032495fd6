"""The file of a closed case: packed, checked, sent back, put right, taken; a stranger checks it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import factories as make
from tests.archives.test_handover import _Closed as Closed
from tests.archives.test_handover import sequence
from tests.efiles import bad_files as bad
from tests.factories import Bench
from tests.journeys.person import AtBrowser
from tests.marks import article, rule
from xiezhi.archives import jobs
from xiezhi.config import env
from xiezhi.efiles import uploads
from xiezhi.efiles.models import Paper
from xiezhi.law.terms import Post, State

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CHECKS = ("真实性", "完整性", "可用性", "安全性")
REASON = "起诉状只有 Word 稿，请打印为 PDF 后入卷"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the state of each test in a folder of its own."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    kept = (uploads.inbox, uploads.store, jobs.packages)
    for one in kept:
        one.cache_clear()
    yield
    for one in kept:
        one.cache_clear()


def pack(closed: Closed) -> None:
    """Do what sequencer and worker do within a minute of the hand-over."""
    sequence()
    assert jobs.build(case_id=closed.case.id, at=datetime.now(UTC)) is not None


@rule("R28-12")
@article("法发〔2020〕26号", 28)
class TestTheFileOfAClosedCase:
    """What the archive takes has passed the four checks, and proves itself without the platform."""

    def test_from_the_hand_over_to_the_archive(
        self, bench: Bench, browser: Any, live_server: Any, tmp_path: Path
    ) -> None:
        base = live_server.url
        closed = Closed(bench=bench, odd=bad.word("民事起诉状"))
        archivist = AtBrowser(browser, base, f"u{bench.people[Post.ARCHIVIST].id}")
        clerk = AtBrowser(browser, base, f"u{closed.clerk.person}")
        clerk.act(closed.case.id, "archives.submit", retention="short")
        pack(closed)
        self._sent_back(archivist, closed)
        self._put_right(clerk, closed, tmp_path)
        pack(closed)
        self._taken(archivist, closed)
        self._a_stranger_checks(archivist, closed, tmp_path)

    def _sent_back(self, archivist: AtBrowser, closed: Closed) -> None:
        """Three checks pass, one fails: the file cannot be taken, and goes back with the reason."""
        archivist.open("/archive")
        for check in CHECKS:
            assert archivist.says(check)
        assert archivist.says("检测未通过")
        assert archivist.says("1 件检测未通过")
        archivist.open(f"/cases/{closed.case.id}/acts/archives.accept")
        assert "可用性" in archivist.refused()
        archivist.open("/archive")
        archivist.page.click("a:has-text('退回整理')")
        archivist.page.wait_for_selector("#dialog[open] form")
        archivist.look()
        archivist.page.fill(".dialog [name=reason]", REASON)
        with archivist.page.expect_navigation(url=f"{archivist.base}/archive"):
            archivist.page.click(".dialog .btn-main")
        archivist.look()
        assert archivist.says("没有等待接收的卷宗")
        assert make.refresh(closed.case).state == State.EFFECTIVE

    def _put_right(self, clerk: AtBrowser, closed: Closed, tmp_path: Path) -> None:
        """The clerk reads the reason, voids the draft, puts a PDF in its place, hands over anew."""
        case = closed.case.id
        clerk.open(f"/cases/{case}/handovers")
        assert clerk.says(REASON)
        wrong = Paper.objects.get(case=case, kind="docx")
        clerk.act(case, "files.void", paper=str(wrong.id), reason="只有 Word 稿，另收 PDF")
        clerk.open(f"/cases/{case}/files")
        better = tmp_path / "民事起诉状.pdf"
        better.write_bytes(bad.pdf("民事起诉状"))
        clerk.page.set_input_files("[name=file]", better)
        clerk.page.select_option("[name=item]", f"{wrong.item}|{wrong.volume}")
        clerk.page.click("button:has-text('材料入卷')")
        clerk.page.wait_for_load_state("networkidle")
        clerk.look()
        assert clerk.says("民事起诉状.pdf")
        clerk.act(case, "archives.submit", retention="short", remarks="起诉状已换为 PDF。")

    def _taken(self, archivist: AtBrowser, closed: Closed) -> None:
        """All four pass: the archivist takes the file from the page of the case."""
        archivist.open("/archive")
        assert archivist.says("检测通过")
        assert not archivist.says("检测未通过")
        archivist.dialog(closed.case.id, "接收归档")
        archivist.press(closed.case.id)
        archivist.look()
        assert make.refresh(closed.case).state == State.ARCHIVED
        archivist.open(f"/cases/{closed.case.id}/handovers")
        assert archivist.says("已接收") and archivist.says("已退回")

    def _a_stranger_checks(self, archivist: AtBrowser, closed: Closed, tmp_path: Path) -> None:
        """The package passes offline; one byte of a paper changed, and it does not."""
        address = f"/archive/packages/{closed.handover.id}"
        with archivist.page.expect_download() as met:
            archivist.page.click(f"a[href='{address}']")
        package = tmp_path / "package.zip"
        met.value.save_as(package)
        whole = self._verify(package, tmp_path)
        assert whole.returncode == 0, whole.stdout + whole.stderr
        assert all(f"✓ {check}" in whole.stdout for check in CHECKS)
        content = bytearray(package.read_bytes())
        place = content.index(b"%PDF-") + 200
        content[place] ^= 1
        package.write_bytes(content)
        changed = self._verify(package, tmp_path)
        assert changed.returncode == 1
        assert "✗ 真实性" in changed.stdout

    def _verify(self, package: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
        """Check a package with the command alone: it knows neither database nor state folder."""
        command = [sys.executable, "-m", "xiezhi.cli", "verify", str(package)]
        without = {"XIEZHI_STATE": str(tmp_path / "none"), "DATABASE_URL": "postgresql:///none"}
        return subprocess.run(
            command, cwd=env.ROOT, env=without, capture_output=True, text=True, check=False
        )
