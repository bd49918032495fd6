"""电子档案: a package proves itself, and whatever is changed in it is seen."""

import argparse
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import cases
from tests.efiles import bad_files as bad
from tests.marks import rule
from xiezhi.archives.checks import Check, Expected, four_checks
from xiezhi.archives.index_page import index_page
from xiezhi.archives.manifest import (
    DIGEST,
    INDEX,
    MANIFEST,
    Entry,
    digest_line,
    read_manifest,
    write_zip,
)
from xiezhi.archives.package import Packed, Packing, pack, verify
from xiezhi.cases import sealing
from xiezhi.cli.verify import run
from xiezhi.documents.kinds import VIRUS_TEST, FileKind
from xiezhi.law.terms import Volume
from xiezhi.ledger import tree
from xiezhi.ledger.documents import RECEIPT, entry_json, receipt_bytes
from xiezhi.ledger.encoding import Draft, Sealed, entry_hash
from xiezhi.ledger.notes import SUITE, Checkpoint, Signer

pytestmark = pytest.mark.slow  # each paper is read by a process of its own
MASTER, CASE = bytes(range(32)), 7
WRAPPED = sealing.new_case_key(MASTER, CASE)
SIGNER = Signer("court.example/ledger", Ed25519PrivateKey.from_private_bytes(bytes(32)))
PACKING = Packing(
    case=cases.FINISHED,
    closed_on=date(2026, 11, 24),
    retention="短期30年",
    compiled_by="白露",
    checked_by="沈维",
    at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
)
CODES = (
    "judgment", "complaint", "fee", "response_notice", "identity", "summons", "hearing_minutes",
    "service_receipts",
)  # fmt: skip


def seal(content: bytes) -> bytes:
    return sealing.seal(content, WRAPPED, MASTER, CASE)


def unseal(content: bytes) -> bytes:
    return sealing.unseal(content, WRAPPED, MASTER, CASE)


def receipt(data: str) -> bytes:
    """Return a whole receipt of a log with one entry, as the ledger issues it."""
    draft = Draft(
        subject=1, act="efiles.file_document", outcome="accepted", actor=2, post="clerk",
        data=json.dumps({"sha256": data}, separators=(",", ":")).encode(), at=0, list_version="1",
    )  # fmt: skip
    entry = Sealed(1, draft, 1, bytes(32), entry_hash(draft, 1, bytes(32)))
    root = tree.leaf_hash(entry.hash)
    note = SIGNER.sign(Checkpoint("court.example/ledger", 1, root, 0, 0))
    return receipt_bytes(
        {
            "format": RECEIPT,
            "suite": SUITE,
            "entry": entry_json(entry),
            "index": 0,
            "path": [],
            "checkpoint": note,
            "verifier": str(SIGNER.verifier),
        }
    )


def document(code: str, content: bytes, volume: Volume = Volume.MAIN, pages: int = 1) -> Packed:
    kept = seal(content) if volume is Volume.INTERNAL else content
    digest = hashlib.sha256(content).hexdigest()
    return Packed(
        code, f"{code}.pdf", volume, FileKind.PDF, pages, digest, lambda: kept, receipt(digest)
    )


@cache
def documents() -> tuple[Packed, ...]:
    papers = tuple(document(code, bad.pdf(code, 2), pages=2) for code in CODES)
    return (*papers, document("deliberation_minutes", bad.pdf("秘密"), Volume.INTERNAL))


def packed(files: Sequence[Packed], packing: Packing = PACKING) -> bytes:
    out = io.BytesIO()
    pack(packing, files, out, seal=seal)
    return out.getvalue()


@cache
def whole() -> bytes:
    return packed(documents())


@cache
def small() -> bytes:
    """A package of one short paper, to try each of its bytes."""
    return packed([document("complaint", bad.pdf("起诉状"))])


def checked(package: bytes, expected: Expected | None = None) -> dict[str, Check]:
    return {check.name: check for check in four_checks(io.BytesIO(package), expected)}


def rewritten(package: bytes, changes: dict[str, bytes]) -> bytes:
    """Return a package with some files exchanged and everything else fitted to them.

    It is what a forger would write who knows the format, but not the ledger's key.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()} | changes
    manifest = read_manifest(parts[MANIFEST])

    def fitted(entry: Entry) -> Entry:
        digest = hashlib.sha256(parts[entry.path]).hexdigest()
        plain = entry.sha256 if entry.sealed else digest
        return replace(entry, sha256=plain, stored_sha256=digest)

    manifest = replace(manifest, files=tuple(map(fitted, manifest.files)))
    parts |= {MANIFEST: manifest.as_bytes(), INDEX: index_page(manifest)}
    parts[DIGEST] = digest_line(parts[MANIFEST])
    out = io.BytesIO()
    write_zip(sorted(parts.items()), out)
    return out.getvalue()


def path_of(code: str, package: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return next(name for name in opened.namelist() if f"-{code}." in name)


class TestSoundPackage:
    @rule("R28-12")
    def test_passes_the_four_checks(self, tmp_path: Path) -> None:
        file = tmp_path / "档案.zip"
        file.write_bytes(whole())
        expected = Expected(hashlib.sha256(whole()).hexdigest(), (SIGNER.verifier,), unseal)
        checks = verify(file, expected)
        assert [(check.name, check.ok) for check in checks] == [
            ("真实性", True), ("完整性", True), ("可用性", True), ("安全性", True),
        ], checks  # fmt: skip

    def test_a_stranger_checks_it_without_any_key(self) -> None:
        checks = checked(whole())
        assert all(check.ok for check in checks.values()), checks
        assert "未启封" in checks["可用性"].detail[0]
        assert "公布的核对" in checks["真实性"].detail[0]

    def test_is_the_same_bytes_every_time(self) -> None:
        main = [document for document in documents() if document.volume is Volume.MAIN]
        assert packed(main) == packed(list(reversed(main)))

    def test_holds_the_papers_in_the_order_of_the_catalogue_with_list_and_remarks(self) -> None:
        with zipfile.ZipFile(io.BytesIO(whole())) as opened:
            manifest = read_manifest(opened.read(MANIFEST))
            page = opened.read(INDEX).decode()
        main = [entry.code for entry in manifest.files if entry.volume == "main"]
        assert main[:3] == ["list", "complaint", "fee"]
        assert main[-2:] == ["service_receipts", "remarks"]
        firsts = [entry.first for entry in manifest.files if entry.volume == "main" and entry.first]
        assert firsts == list(range(1, 2 * len(CODES), 2))
        assert manifest.number in page
        assert "<script" not in page

    def test_of_the_internal_volume_nothing_is_read_but_its_place(self) -> None:
        with zipfile.ZipFile(io.BytesIO(whole())) as opened:
            internal = [name for name in opened.namelist() if name.startswith("internal/")]
            manifest = opened.read(MANIFEST).decode()
            assert len(internal) == 3
            assert all(opened.read(name).startswith(sealing.SEALED_MAGIC) for name in internal)
        assert "deliberation_minutes.pdf" not in manifest
        with pytest.raises(ValueError, match="seal"):
            pack(PACKING, documents(), io.BytesIO())


class TestTruth:
    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_a_flipped_bit_is_refused(self, data: st.DataObject) -> None:
        package = bytearray(small())
        place = data.draw(st.integers(0, len(package) - 1))
        package[place] ^= 1 << data.draw(st.integers(0, 7))
        assert not checked(bytes(package))["真实性"].ok

    def test_every_byte_outside_of_the_papers_counts(self) -> None:
        package = small()
        ends = package.rindex(b"PK\x01\x02")
        for place in range(ends, len(package), 3):
            changed = bytearray(package)
            changed[place] ^= 0x20
            assert not checked(bytes(changed))["真实性"].ok, place

    @pytest.mark.parametrize("changed", [b"", b"PK", whole()[:-1], whole() + b"\0", b"x" + whole()])
    def test_cut_off_or_added_to(self, changed: bytes) -> None:
        assert not checked(changed)["真实性"].ok

    @rule("R28-5")
    def test_an_exchanged_paper_fits_its_manifest_but_not_its_receipt(self) -> None:
        forged = rewritten(whole(), {path_of("judgment", whole()): bad.pdf("另一份判决", 2)})
        truth = checked(forged)["真实性"]
        assert not truth.ok
        assert truth.detail == ("main/0007-judgment.pdf：回执没有记载这个文件",)

    def test_a_receipt_of_another_key_is_not_the_courts(self) -> None:
        other = Signer("court.example/ledger", Ed25519PrivateKey.generate()).verifier
        assert not checked(whole(), Expected(keys=(other,)))["真实性"].ok

    def test_what_arrived_is_not_what_was_sent(self) -> None:
        assert not checked(whole(), Expected(sha256="0" * 64))["真实性"].ok

    def test_another_case_key_opens_nothing(self) -> None:
        def other(content: bytes) -> bytes:
            return sealing.unseal(content, WRAPPED, MASTER, CASE + 1)

        assert not checked(whole(), Expected(unseal=other))["真实性"].ok


class TestIntegrity:
    @rule("R28-11")
    @pytest.mark.parametrize("code", [*CODES, "deliberation_minutes"])
    def test_a_missing_mandatory_paper_is_named(self, code: str) -> None:
        package = packed([document for document in documents() if document.code != code])
        integrity = checked(package)["完整性"]
        assert not integrity.ok
        assert len(integrity.detail) == 1
        assert "必备材料" in integrity.detail[0]

    @rule("R28-2")
    def test_minutes_of_deliberation_in_the_main_volume(self) -> None:
        minutes = document("deliberation_minutes", bad.pdf("秘密"))
        integrity = checked(packed([*documents()[:-1], minutes]))["完整性"]
        assert "合议庭评议笔录应当归入副卷" in integrity.detail

    def test_pages_that_are_not_there(self) -> None:
        wrong = replace(documents()[0], pages=3)
        integrity = checked(packed([wrong, *documents()[1:]]))["完整性"]
        assert integrity.detail == ("main/0007-judgment.pdf：实有 2 页，清单记为 3 页",)

    def test_metadata(self) -> None:
        assert checked(packed(documents(), replace(PACKING, retention="")))["完整性"].detail == (
            "缺少保管期限",
        )


class TestUsability:
    def replaced(self, content: bytes) -> dict[str, Check]:
        return checked(packed([document("judgment", content), *documents()[1:]]))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (bad.pdf()[:-200], "文件不完整"),
            (b"%PDF-1.7\n%%EOF", "无法打开"),
            (bad.encrypted_pdf(), "加密"),
            (bad.archive({"a.pdf": b"x"}), "不是清单所说的格式"),
            (bad.plain_pdf(), "转换为 PDF/A"),
            (bad.blank_pdf(), "空白页"),
        ],
    )
    def test_what_does_not_open_or_does_not_last(self, content: bytes, said: str) -> None:
        usability = self.replaced(content)["可用性"]
        assert not usability.ok
        assert said in usability.detail[0]


class TestSecurity:
    @pytest.mark.parametrize(
        "content",
        [bad.scripted_pdf(), bad.pdf() + VIRUS_TEST + b"\n%%EOF"],
        ids=["script", "virus"],
    )
    def test_what_may_harm(self, content: bytes) -> None:
        checks = checked(packed([document("judgment", content), *documents()[1:]]))
        assert not checks["安全性"].ok

    def test_an_open_file_in_the_internal_volume(self) -> None:
        opened = replace(documents()[-1], content=lambda: bad.pdf("秘密"))
        assert not checked(packed([*documents()[:-1], opened]))["安全性"].ok


class TestCommand:
    def test_it_says_each_check_and_fails_with_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name, content, code in (("a.zip", whole(), 0), ("b.zip", whole()[:-1], 1)):
            (tmp_path / name).write_bytes(content)
            assert run(argparse.Namespace(files=[tmp_path / name], key=[])) == code
        said = capsys.readouterr().out
        assert "✓ 真实性" in said
        assert "✗ 真实性" in said
