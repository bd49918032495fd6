"""Bad files of every sort, made on the spot: no sample lies in the repository."""

import io
import struct
import zipfile
from collections.abc import Mapping

import typst
from docx import Document
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"/>'
)


class Endless:
    """A stream that claims `size` bytes and makes them up as it is read; counts what was taken."""

    def __init__(self, size: int, head: bytes = b"%PDF-1.7\n") -> None:
        self.left, self.head, self.taken = size, head, 0

    def read(self, size: int = -1, /) -> bytes:
        count = min(size, self.left)
        self.left -= count
        chunk = (self.head + bytes(max(0, count - len(self.head))))[:count]
        self.head, self.taken = b"", self.taken + count
        return chunk


def pdf(text: str = "民事起诉状", pages: int = 1) -> bytes:
    """Return a sound PDF with text."""
    body = "\n#pagebreak()\n".join(f"= {text} {number}" for number in range(1, pages + 1))
    return bytes(typst.compile(body.encode(), pdf_standards="a-2b"))


def plain_pdf(pages: int = 1) -> bytes:
    """Return a sound PDF that is not made to last."""
    return bytes(typst.compile(b"\n#pagebreak()\n".join([b"text"] * pages)))


def blank_pdf() -> bytes:
    """Return a PDF of one page that shows nothing."""
    return bytes(typst.compile(b'#set document(title: "x")', pdf_standards="a-2b"))


def encrypted_pdf() -> bytes:
    """Return a PDF whose trailer names an encryption dictionary with the empty user password."""
    return _objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"],
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> /ID [<00><00>]",
    )


def scripted_pdf() -> bytes:
    """Return a PDF with a script at document level."""
    return _objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Names << /JavaScript << /Names [(a) 4 0 R] >> >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
            b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        ]
    )


def _objects(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            trailer,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def word(*paragraphs: str) -> bytes:
    """Return a sound Word document with paragraphs and a table of one row."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "标的", "一千元"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(parts: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """Return a zip of `parts`, on top of an existing one."""
    out = io.BytesIO(base)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """Return a Word document whose body unpacks to 64 MiB of nothing."""
    return archive({"word/media/image1.png": bytes(64 << 20)}, word("正文"))


def picture(width: int, height: int, kind: str = "PNG", frames: int = 1) -> bytes:
    """Return a grey picture; large ones compress to almost nothing."""
    image = Image.new("L" if kind != "PNG" else "1", (width, height), 0)
    out = io.BytesIO()
    more = [image] * (frames - 1)
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    image.save(out, kind, save_all=bool(more), append_images=more, **options)
    return out.getvalue()


def shared_pages(width: int, height: int, frames: int) -> bytes:
    """Return a TIFF of many pages that all show the same compressed picture: small, but slow."""
    content = picture(width, height, "TIFF")
    (first,) = struct.unpack_from("<I", content, 4)
    (tags,) = struct.unpack_from("<H", content, first)
    page = content[first : first + 2 + 12 * tags]
    out = bytearray(content)
    out += b"\0" * (len(out) % 2)
    place = first
    for _ in range(frames - 1):
        struct.pack_into("<I", out, place + len(page), len(out))
        place = len(out)
        out += page + bytes(4 + len(page) % 2)
    return bytes(out)
