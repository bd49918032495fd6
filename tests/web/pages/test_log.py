"""The log: checkpoints, proofs between them, one entry with its receipt, for those inside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from tests import factories as make
from tests.marks import article
from tests.web.pages.conftest import SignIn
from xiezhi.config import env
from xiezhi.law.terms import Post
from xiezhi.ledger import sequencer
from xiezhi.ledger.documents import check_receipt
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> make.Bench:
    return make.make_bench(judges=2)


@pytest.fixture
def marks(bench: make.Bench) -> list[int]:
    """Some checkpoints with cases between them; returns their sizes."""
    signer = folder().make_key()
    for _ in range(2):
        make.drawn(bench)
        sequencer.tick(connection.connection, signer, at=datetime.now(UTC))
    return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


def page_of(browser: Any, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@article("法发〔2020〕26号", 5, 3)
class TestLog:
    def test_lists_the_checkpoints(
        self, signed_in: SignIn, bench: make.Bench, marks: list[int]
    ) -> None:
        page = page_of(signed_in(bench.judges[0]), "/ledger")
        assert all(f"{size:,}" in page for size in marks)

    def test_a_later_checkpoint_contains_an_earlier_one(
        self, signed_in: SignIn, bench: make.Bench, marks: list[int]
    ) -> None:
        browser = signed_in(bench.judges[0])
        old, new = marks[0], marks[-1]
        for path in (f"from={old}&to={new}", f"from={new}&to={old}"):
            assert "后者包含前者的全部记录" in page_of(browser, f"/ledger/consistency?{path}")

    def test_a_forged_root_is_found(
        self, signed_in: SignIn, bench: make.Bench, marks: list[int]
    ) -> None:
        Checkpoint.objects.create(size=marks[0] - 1, root=b"\7" * 32, at=datetime.now(UTC), note="")
        page = page_of(
            signed_in(bench.judges[0]), f"/ledger/consistency?from={marks[0] - 1}&to={marks[1]}"
        )
        assert "对不上" in page

    @pytest.mark.parametrize("query", ["", "from=1", "from=x&to=y", "from=999999&to=1000000",
                                       "from=99999999999999999999&to=1"])  # fmt: skip
    def test_what_is_no_checkpoint_is_not_found(
        self, signed_in: SignIn, bench: make.Bench, query: str
    ) -> None:
        browser = signed_in(bench.judges[0])
        assert browser.get(f"/ledger/consistency?{query}").status_code == 404

    def test_an_entry_has_its_proof_and_a_receipt_that_verifies(
        self, signed_in: SignIn, bench: make.Bench, marks: list[int]
    ) -> None:
        browser = signed_in(bench.people[Post.PRESIDENT])
        entry = Entry.objects.filter(act="assignment.draw").latest("id")
        assert "由位置证明算得树根" in page_of(browser, f"/ledger/entries/{entry.id}")
        file = browser.get(f"/ledger/entries/{entry.id}/receipt.json").content
        assert check_receipt(file, folder().verifiers()).hash == bytes(entry.hash)

    def test_who_has_nothing_to_do_with_a_case_finds_no_entry_of_it(
        self, signed_in: SignIn, bench: make.Bench, marks: list[int]
    ) -> None:
        entry = Entry.objects.filter(act="assignment.draw").latest("id")
        other = signed_in(make.make_bench(judges=1).judges[0])
        for path in ("", "/receipt.json"):
            assert other.get(f"/ledger/entries/{entry.id}{path}").status_code == 404


class TestInTheReadersBrowser:
    def test_the_verifier_that_is_served_is_the_published_one(self, client: Any) -> None:
        answer = client.get("/static/verify/verify_receipt.mjs")
        body = b"".join(answer.streaming_content)
        assert body == (env.ROOT / "verify" / "verify_receipt.mjs").read_bytes()
        assert "javascript" in answer["Content-Type"]
