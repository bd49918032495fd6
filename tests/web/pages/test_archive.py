"""The archive's page: what waits with its four checks, taking, sending back, the package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.archives.test_handover import _Closed as Closed
from tests.archives.test_handover import sequence
from tests.efiles import bad_files as bad
from tests.marks import article, rule
from tests.web.pages.conftest import SignIn
from xiezhi.archives import jobs
from xiezhi.config import env
from xiezhi.efiles import uploads
from xiezhi.law.powers import files
from xiezhi.law.terms import Post, State
from xiezhi.people.models import Person

pytestmark = pytest.mark.django_db
REASON = "缺少送达回证，请补齐后再移送"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the state of each test in a folder of its own."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    for kept in (uploads.inbox, uploads.store, jobs.packages):
        kept.cache_clear()
    yield
    for kept in (uploads.inbox, uploads.store, jobs.packages):
        kept.cache_clear()


def body(answer: Any) -> str:
    return str(answer.content.decode())


def handed(**how: Any) -> Closed:
    """Return a case whose file was handed over just now, its package not built yet."""
    closed = Closed(**how)
    data = files.Handing(retention=files.Retention.SHORT)
    make.do(files.SUBMIT, closed.clerk, closed.case.id, data, at=datetime.now(UTC))
    return closed


def built(closed: Closed) -> Closed:
    sequence()
    assert jobs.build(case_id=closed.case.id, at=datetime.now(UTC)) is not None
    return closed


def person(id_: int) -> Person:
    return Person.objects.get(pk=id_)


@article("法发〔2020〕26号", 28)
class TestArchivePage:
    def test_nothing_waits(self, signed_in: SignIn) -> None:
        closed = Closed()
        page = body(signed_in(person(closed.archivist.person)).get("/archive"))
        assert "没有等待接收的卷宗" in page
        assert 'href="/archive"' in page

    def test_a_file_is_taken_once_it_is_packed_and_checked(self, signed_in: SignIn) -> None:
        closed = handed()
        browser = signed_in(person(closed.archivist.person))
        assert "正在封装检测" in body(browser.get("/archive"))
        address = f"/archive/{closed.case.id}/acts/archives.accept"
        early = browser.post(address, {"_key": "a"})
        assert early.status_code == 422
        assert "档案包尚未封装检测" in body(early)
        built(closed)
        page = body(browser.get("/archive"))
        assert "检测通过" in page and "真实性" in page and "安全性" in page
        assert "尚未封装检测" not in body(browser.get(address))
        assert browser.post(address, {"_key": "b"})["Location"] == "/archive"
        assert make.refresh(closed.case).state == State.ARCHIVED
        assert "没有等待接收的卷宗" in body(browser.get("/archive"))
        assert "已接收" in body(browser.get(f"/cases/{closed.case.id}/handovers"))

    def test_it_is_taken_from_the_page_of_the_case_too(self, signed_in: SignIn) -> None:
        closed = built(handed())
        page = f"/cases/{closed.case.id}"
        address = f"{page}/acts/archives.accept"
        browser = signed_in(person(closed.archivist.person))
        assert f'href="{address}"' in body(browser.get(page)), "among what may be done"
        assert "尚未封装检测" not in body(browser.get(address))
        assert browser.post(address, {"_key": "a"})["Location"] == page
        assert make.refresh(closed.case).state == State.ARCHIVED

    def test_the_page_of_the_case_says_which_check_keeps_a_file_out(
        self, signed_in: SignIn
    ) -> None:
        closed = built(handed(odd=bad.word("只有 Word 稿")))
        page = f"/cases/{closed.case.id}"
        browser = signed_in(person(closed.archivist.person))
        assert f'href="{page}/acts/archives.accept"' not in body(browser.get(page))
        refused = browser.post(f"{page}/acts/archives.accept", {"_key": "a"})
        assert refused.status_code == 422
        assert "四性检测未通过" in body(refused)
        assert "尚未封装检测" not in body(refused)
        assert make.refresh(closed.case).state == State.EFFECTIVE

    def test_the_page_of_the_case_costs_no_more_with_a_package(self, signed_in: SignIn) -> None:
        closed = handed()
        page = f"/cases/{closed.case.id}"
        browser = signed_in(person(closed.archivist.person))

        def queries() -> int:
            browser.get(page)
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(page).status_code == 200
            return len(seen)

        before = queries()
        built(closed)
        assert queries() == before

    @rule("R28-12")
    def test_a_failed_check_is_told_with_its_fault_and_keeps_the_file_out(
        self, signed_in: SignIn
    ) -> None:
        closed = built(handed(odd=bad.word("只有 Word 稿")))
        browser = signed_in(person(closed.archivist.person))
        page = body(browser.get("/archive"))
        assert "检测未通过" in page and "处不符" in page
        address = f"/archive/{closed.case.id}/acts/archives.accept"
        assert browser.post(address, {"_key": "a"}).status_code == 422
        assert make.refresh(closed.case).state == State.EFFECTIVE

    def test_a_file_is_sent_back_with_a_reason(self, signed_in: SignIn) -> None:
        closed = built(handed())
        browser = signed_in(person(closed.archivist.person))
        address = f"/archive/{closed.case.id}/acts/archives.return_file"
        assert browser.post(address, {"reason": "", "_key": "a"}).status_code == 422
        assert browser.post(address, {"reason": REASON, "_key": "b"}).status_code == 302
        page = body(browser.get(f"/cases/{closed.case.id}/handovers"))
        assert "已退回" in page and REASON in page

    def test_the_package_comes_as_a_zip(self, signed_in: SignIn) -> None:
        closed = built(handed())
        address = f"/archive/packages/{closed.handover.id}"
        browser = signed_in(person(closed.archivist.person))
        assert address in body(browser.get("/archive"))
        answer = browser.get(address)
        assert answer["Content-Type"] == "application/zip"
        assert "电子档案" in unquote(answer["Content-Disposition"])
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
        assert signed_in(closed.bench.people[Post.PRESIDENT]).get(address).status_code == 404

    def test_the_clerk_sees_the_hand_over_from_the_file_and_takes_nothing(
        self, signed_in: SignIn
    ) -> None:
        closed = built(handed())
        browser = signed_in(person(closed.clerk.person))
        assert f"/cases/{closed.case.id}/handovers" in body(
            browser.get(f"/cases/{closed.case.id}/files")
        )
        page = body(browser.get(f"/cases/{closed.case.id}/handovers"))
        assert "检测通过" in page and "archives.accept" not in page
        address = f"/archive/{closed.case.id}/acts/archives.accept"
        assert browser.post(address, {"_key": "a"}).status_code == 403

    def test_others_are_not_let_in(self, signed_in: SignIn) -> None:
        closed = built(handed())
        stranger = signed_in(make.make_bench(1).judges[0])
        assert stranger.get("/archive").status_code == 404
        assert stranger.get(f"/cases/{closed.case.id}/handovers").status_code == 404
        assert stranger.get(f"/archive/packages/{closed.handover.id}").status_code == 404
        assert stranger.get(f"/archive/{closed.case.id}/acts/files.add").status_code == 404
        assert 'href="/archive"' not in body(stranger.get("/calendar"))
