"""正文提取与网上阅卷: text by page, pages drawn."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.efiles import bad_files as bad
from tests.efiles.test_intake import LIMITS
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.reading import Unreadable
from xiezhi.efiles.text import draw_page, extract


class TestText:
    def test_of_each_page_of_a_pdf(self) -> None:
        text = extract(bad.pdf("借款合同", pages=3), FileKind.PDF, LIMITS)
        assert [page.strip() for page in text.pages] == [f"借款合同 {n}" for n in (1, 2, 3)]
        assert not text.cut
        assert not text.scanned

    def test_of_a_word_document_with_its_tables(self) -> None:
        text = extract(bad.word("诉讼请求", "一、判令"), FileKind.DOCX, LIMITS)
        assert text.pages == ("诉讼请求\n一、判令\n标的\t一千元",)

    def test_of_a_scan_is_empty_and_says_so(self) -> None:
        assert extract(bad.picture(9, 9, "TIFF", frames=2), FileKind.TIFF, LIMITS).scanned

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(bad.pdf("长" * 20, 3), FileKind.PDF), (bad.word("长" * 20), FileKind.DOCX)],
    )
    def test_is_cut_off_at_the_limit_and_says_so(self, content: bytes, kind: FileKind) -> None:
        text = extract(content, kind, replace(LIMITS, text_chars_max=25))
        assert text.cut
        assert sum(map(len, text.pages)) <= 25


class TestPages:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [(bad.pdf(pages=2), FileKind.PDF), (bad.picture(3000, 900, "TIFF", 2), FileKind.TIFF)],
    )
    def test_a_page_is_drawn_within_its_width(self, content: bytes, kind: FileKind) -> None:
        image = Image.open(io.BytesIO(draw_page(content, kind, LIMITS, number=2, width=600)))
        assert abs(image.width - 600) <= 1

    def test_the_drawing_is_bounded_whatever_width_is_asked(self) -> None:
        drawn = draw_page(bad.pdf(), FileKind.PDF, LIMITS, number=1, width=10**6)
        image = Image.open(io.BytesIO(drawn))
        assert image.width * image.height <= LIMITS.page_image_pixels_max * 1.01

    @pytest.mark.parametrize("number", [0, 3, -1])
    def test_a_page_that_is_not_there(self, number: int) -> None:
        with pytest.raises(Unreadable, match="没有这一页"):
            draw_page(bad.pdf(pages=2), FileKind.PDF, LIMITS, number=number)
