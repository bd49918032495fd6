"""收件检验: what is accepted, and that every bad file is refused with a way out."""

import hashlib
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.efiles import bad_files as bad
from xiezhi.documents.kinds import VIRUS_TEST, FileKind
from xiezhi.documents.limits import Limits, limits
from xiezhi.efiles.intake import Accepted, clean_name, examine_upload
from xiezhi.law.finding import Finding

LIMITS = limits(date(2026, 11, 24))


def examine(content: bytes, name: str) -> Accepted | Finding:
    return examine_upload(io.BytesIO(content), name, LIMITS)


def refused(content: bytes, name: str) -> str:
    outcome = examine(content, name)
    assert isinstance(outcome, Finding)
    assert "请" in str(outcome)
    assert "{" not in str(outcome)
    return outcome.code


class TestSoundFiles:
    def test_pdf_with_its_pages_and_hash(self) -> None:
        content = bad.pdf(pages=3)
        accepted = examine(content, "起诉状.pdf")
        assert isinstance(accepted, Accepted)
        assert (accepted.kind, accepted.pages, accepted.size) == (FileKind.PDF, 3, len(content))
        assert accepted.sha256 == hashlib.sha256(content).hexdigest()
        assert accepted.content.read() == content

    @pytest.mark.parametrize(
        ("content", "name", "kind", "pages"),
        [
            (bad.word("原告诉称"), "答辩状.docx", FileKind.DOCX, 1),
            (bad.picture(100, 100), "照片.PNG", FileKind.PNG, 1),
            (bad.picture(100, 100, "JPEG"), "照片.jpeg", FileKind.JPEG, 1),
            (bad.picture(100, 100, "TIFF", frames=4), "扫描件", FileKind.TIFF, 4),
        ],
    )
    def test_other_kinds(self, content: bytes, name: str, kind: FileKind, pages: int) -> None:
        accepted = examine(content, name)
        assert isinstance(accepted, Accepted)
        assert (accepted.kind, accepted.pages) == (kind, pages)
        assert accepted.name.endswith("." + kind.value)

    def test_a_path_is_read_like_a_stream(self, tmp_path: Path) -> None:
        file = tmp_path / "x"
        file.write_bytes(bad.pdf())
        assert isinstance(examine_upload(file, "证据.pdf", LIMITS), Accepted)


class TestTooMuch:
    def test_two_gigabytes_are_refused_after_the_limit_without_being_read(self) -> None:
        stream = bad.Endless(2 << 30)
        outcome = examine_upload(stream, "大.pdf", LIMITS)
        assert isinstance(outcome, Finding)
        assert outcome.code == "UPLOAD_TOO_LARGE"
        assert stream.taken <= LIMITS.upload_bytes_max + (1 << 20)

    def test_exactly_the_limit_is_not_too_large(self) -> None:
        content = bad.pdf()
        for bytes_max, kind in ((len(content), Accepted), (len(content) - 1, Finding)):
            small = replace(LIMITS, upload_bytes_max=bytes_max)
            assert isinstance(examine_upload(io.BytesIO(content), "a.pdf", small), kind)

    def test_zip_bomb(self) -> None:
        assert refused(bad.bomb(), "答辩状.docx") == "UPLOAD_BOMB"

    def test_nested_bomb(self) -> None:
        inner = bad.archive({"bomb.bin": bytes(8 << 20)})
        assert (
            refused(bad.archive({"word/a.zip": inner}, bad.word()), "x.docx") == "UPLOAD_EMBEDDED"
        )
        hidden = bad.archive({"word/media/image1.png": inner}, bad.word())
        assert refused(hidden, "x.docx") == "UPLOAD_EMBEDDED"

    def test_too_many_entries(self) -> None:
        many = {f"word/{n}.xml": b"" for n in range(LIMITS.zip_entries_max)}
        assert refused(bad.archive(many, bad.word()), "x.docx") == "UPLOAD_TOO_COSTLY"

    def test_huge_picture_is_not_decoded(self) -> None:
        assert refused(bad.picture(10_000, 10_000), "x.png") == "UPLOAD_TOO_MANY_PIXELS"

    def test_too_many_pages(self) -> None:
        small = replace(LIMITS, pages_max=2)
        outcome = examine_upload(io.BytesIO(bad.pdf(pages=3)), "x.pdf", small)
        assert isinstance(outcome, Finding)
        assert "2 页" in str(outcome)

    @pytest.mark.parametrize(
        "tight",
        [replace(LIMITS, reading_bytes_max=96 << 20), replace(LIMITS, reading_seconds_max=1)],
        ids=["memory", "time"],
    )
    def test_a_reader_that_takes_too_much_is_stopped(self, tight: Limits) -> None:
        content = bad.shared_pages(8_900, 8_900, frames=900)
        outcome = examine_upload(io.BytesIO(content), "x.tif", tight)
        assert isinstance(outcome, Finding)
        assert outcome.code == "UPLOAD_TOO_COSTLY"


class TestNotWhatItSays:
    @pytest.mark.parametrize(
        ("content", "name", "code"),
        [
            (b"", "空.pdf", "UPLOAD_EMPTY"),
            (b"MZ\x90\x00 this is a program", "起诉状.pdf", "UPLOAD_NOT_WHAT_IT_SAYS"),
            (b"\x89PNG\r\n\x1a\nrest", "起诉状.pdf", "UPLOAD_NOT_WHAT_IT_SAYS"),
            (b"MZ\x90\x00 this is a program", "安装.exe", "UPLOAD_KIND"),
            (b"%PDF-1.7 but nothing more %%EOF", "起诉状.pdf", "UPLOAD_BROKEN"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "起诉状.docx", "UPLOAD_OLD_OFFICE"),
            (bad.archive({"a.txt": b"x"}), "x.docx", "UPLOAD_BROKEN"),
            (b"PK\x03\x04 no archive", "x.docx", "UPLOAD_BROKEN"),
            (b"\x89PNG\r\n\x1a\n no picture", "x.png", "UPLOAD_BROKEN"),
            (b"II*\x00" + bytes(30), "x.tif", "UPLOAD_BROKEN"),
        ],
    )
    def test_refused(self, content: bytes, name: str, code: str) -> None:
        assert refused(content, name) == code

    def test_truncated_pdf(self) -> None:
        content = bad.pdf(pages=5)
        assert refused(content[: len(content) // 2], "x.pdf") == "UPLOAD_TRUNCATED"

    def test_truncated_picture(self) -> None:
        content = bad.picture(400, 400, "JPEG")
        assert refused(content[: len(content) // 2], "x.jpg") in {
            "UPLOAD_TRUNCATED",
            "UPLOAD_BROKEN",
        }


class TestDangerous:
    def test_encrypted_pdf(self) -> None:
        assert refused(bad.encrypted_pdf(), "x.pdf") == "UPLOAD_ENCRYPTED"

    def test_script_in_a_pdf(self) -> None:
        assert refused(bad.scripted_pdf(), "x.pdf") == "UPLOAD_ACTIVE"

    def test_macros(self) -> None:
        content = bad.archive({"word/vbaProject.bin": b"x"}, bad.word())
        assert refused(content, "x.docx") == "UPLOAD_ACTIVE"

    def test_relation_to_the_outside(self) -> None:
        relations = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r9" Type="http://x/relationships/attachedTemplate" '
            b'Target="http://198.51.100.7/t.dotm" TargetMode="External"/></Relationships>'
        )
        content = bad.archive({"word/_rels/settings.xml.rels": relations}, bad.word())
        assert refused(content, "x.docx") == "UPLOAD_EXTERNAL"

    def test_entities_in_relations(self) -> None:
        content = bad.archive(
            {"word/_rels/x.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, bad.word()
        )
        assert refused(content, "x.docx") == "UPLOAD_ACTIVE"

    def test_virus_mark(self) -> None:
        assert refused(bad.pdf() + VIRUS_TEST + b"\n%%EOF", "x.pdf") == "UPLOAD_VIRUS"


class TestNames:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\卷宗\\起诉状.PDF", "起诉状.pdf"),
            ("起诉\x00状.pdf", "起诉状.pdf"),
            ("合同\u202efdp.exe", "合同fdp.exe.pdf"),
            ("..", "未命名.pdf"),
            ("", "未命名.pdf"),
            (".pdf", "未命名.pdf"),
            ("a\r\nb.pdf", "ab.pdf"),
        ],
    )
    def test_cleaned(self, name: str, shown: str) -> None:
        assert clean_name(name, FileKind.PDF, 120) == shown

    @given(st.text(max_size=300), st.sampled_from(FileKind))
    def test_every_name_becomes_a_safe_one(self, name: str, kind: FileKind) -> None:
        shown = clean_name(name, kind, 120)
        assert shown.endswith("." + kind.value)
        assert len(shown) <= 120
        assert not set(shown) & set("/\\\x00\r\n")
        assert not shown.startswith(".")
        assert clean_name(shown, kind, 120) == shown


class TestAnyBytes:
    @settings(max_examples=15, deadline=None)
    @given(
        st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
        st.binary(max_size=2000),
    )
    def test_rubbish_behind_a_right_beginning_is_refused(self, magic: bytes, rest: bytes) -> None:
        outcome = examine(magic + rest + b"%%EOF", "x")
        assert isinstance(outcome, Finding)
        assert str(outcome)
