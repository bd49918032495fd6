"""归档转换: what was filed in another format becomes one that archives keep."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from tests.efiles import bad_files as bad
from tests.marks import rule
from xiezhi.documents.conserving import to_archival
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import limits
from xiezhi.documents.reading import Unreadable

DAY = date(2026, 11, 24)
LIMITS = limits(DAY)


def conserved(content: bytes, kind: FileKind) -> tuple[bytes, FileKind]:
    return to_archival(content, kind, LIMITS, title="证据", on=DAY)


class TestArchivalCopy:
    @rule("R28-11")
    @pytest.mark.parametrize(
        ("content", "kind", "shape"),
        [
            (bad.plain_pdf(), FileKind.PDF, (595, 842)),
            (bad.picture(1240, 1754), FileKind.PNG, (595, 842)),
            (bad.picture(1754, 1240, "JPEG"), FileKind.JPEG, (842, 595)),
        ],
    )
    def test_is_pdf_a_of_the_same_pages_and_shape(
        self, content: bytes, kind: FileKind, shape: tuple[int, int]
    ) -> None:
        copy, copied = conserved(content, kind)
        assert copied is FileKind.PDF
        assert b"pdfaid:part" in copy
        document = pdfium.PdfDocument(copy)
        assert len(document) == 1
        assert [round(side) for side in document[0].get_size()] == list(shape)
        picture = document[0].render(scale=0.2, grayscale=True).to_pil()
        assert picture.getextrema()[0] < 250
        assert conserved(content, kind) == (copy, copied)

    def test_of_many_pages_has_all_of_them(self) -> None:
        copy, _ = conserved(bad.plain_pdf(85), FileKind.PDF)
        assert len(pdfium.PdfDocument(copy)) == 85

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(bad.pdf(), FileKind.PDF), (bad.picture(9, 9, "TIFF"), FileKind.TIFF)],
    )
    def test_what_archives_keep_stays_as_it_is(self, content: bytes, kind: FileKind) -> None:
        assert conserved(content, kind) == (content, kind)

    def test_a_word_document_is_printed_by_who_answers_for_its_look(self) -> None:
        with pytest.raises(Unreadable, match="打印为 PDF"):
            conserved(bad.word("正文"), FileKind.DOCX)
