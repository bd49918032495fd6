"""阅读进程: opens one uploaded file and says what is in it; run as a script, never imported.

It is its own process because parsers of foreign bytes fail: it bounds its memory, time and output
first, knows nothing of the platform, and prints one JSON object or the bytes of one image.
Usage: `python worker.py COMMAND KIND FILE LIMITS_JSON [ARGUMENTS_JSON]`.
"""
# ruff: noqa: PLC0415 - each kind of file loads only its own parser

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from pypdfium2 import PdfDocument, PdfPage

BLANK_SCALE = 0.25
COPY_SCALE = 200 / 72  # dots per point at 200 dpi
A4_LONGEST = 842  # points
NEARLY_WHITE = 250
NESTED = re.compile(r"\.(zip|rar|7z|gz|tar|jar|docx|xlsx|pptx|exe|dll|js|vbs|bat)$", re.I)


class Refused(Exception):
    """The file cannot be taken; `code` is one of `reading.REASONS`."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def main(command: str, kind: str, file: str, limits_json: str, arguments: str = "{}") -> None:
    """Do one command and print its answer; a refusal is an answer as well."""
    limits = json.loads(limits_json)
    bound(limits)
    try:
        answer = COMMANDS[command, kind if kind in {"pdf", "docx"} else "image"](
            Path(file), limits, **json.loads(arguments)
        )
    except Refused as refusal:
        answer = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        answer = {"refused": "too_costly", "detail": ""}
    if isinstance(answer, bytes):
        sys.stdout.buffer.write(answer)
    else:
        sys.stdout.write(json.dumps(answer))


def bound(limits: dict[str, int]) -> None:
    """Give up the means to harm the machine: memory, processor time, files, processes."""
    seconds, room = limits["reading_seconds_max"], limits["reading_bytes_max"]
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# PDF


def open_pdf(file: Path, limits: dict[str, int]) -> "PdfDocument":
    """Open a PDF; refuses what is broken, cut off, encrypted, active or too long."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - 2048))
        if b"%%EOF" not in stream.read():
            raise Refused("truncated")
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        refuse("encrypted" if "assword" in str(error) else "broken", str(error))
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refused("encrypted")
    if not 0 < len(document) <= limits["pages_max"]:
        raise Refused("too_many_pages" if len(document) else "broken", str(len(document)))
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Refused("active", "JavaScript")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refused("embedded", "")
    if document.get_formtype() in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}:
        raise Refused("active", "XFA")
    return document


def inspect_pdf(file: Path, limits: dict[str, int], *, blanks: bool = False) -> dict[str, object]:
    """Load every page; with `blanks` also list the pages that show nothing (numbers from 1)."""
    document = open_pdf(file, limits)
    empty = [
        number
        for number, page in enumerate(pdf_pages(document), 1)
        if blanks and looks_blank(page.render(scale=BLANK_SCALE, grayscale=True).to_pil())
    ]
    return {"pages": len(document), "blank": empty, "archival": is_pdf_a(file)}


def pdf_pages(document: "PdfDocument") -> Iterator["PdfPage"]:
    """Yield the pages one after another; a page that cannot be loaded refuses the file."""
    import pypdfium2 as pdfium

    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            refuse("broken", f"page {index + 1}: {error}")
        yield page
        page.close()


def is_pdf_a(file: Path) -> bool:
    """Say whether the file declares itself PDF/A, part 2 or 3, in its metadata."""
    return re.search(rb"pdfaid:part(>|=[\"'])\s*[23]", file.read_bytes()) is not None


def text_pdf(file: Path, limits: dict[str, int]) -> dict[str, object]:
    """Return the text layer of each page, cut off at the limit."""
    pages: list[str] = []
    room = limits["text_chars_max"]
    for page in pdf_pages(open_pdf(file, limits)):
        text = clean(page.get_textpage().get_text_bounded())[: max(room, 0)]
        room -= len(text)
        pages.append(text)
    return {"pages": pages, "cut": room <= 0}


def page_pdf(file: Path, limits: dict[str, int], *, number: int, width: int) -> bytes:
    """Draw page `number` (from 1) as PNG, about `width` pixels wide."""
    document = open_pdf(file, limits)
    if not 0 < number <= len(document):
        raise Refused("no_such_page", str(number))
    page = document[number - 1]
    broad, high = (max(1.0, side) for side in page.get_size())
    scale = min(width / broad, (limits["page_image_pixels_max"] / (broad * high)) ** 0.5)
    return png(page.render(scale=scale).to_pil())


def copy_pdf(
    file: Path, limits: dict[str, int], *, folder: str, first: int, last: int
) -> dict[str, object]:
    """Draw pages `first` to `last` (from 1) into `folder` as N.jpg; return their sizes in pt."""
    document, sizes = open_pdf(file, limits), []
    for number in range(first, min(last, len(document)) + 1):
        page = document[number - 1]
        broad, high = (max(1.0, side) for side in page.get_size())
        scale = min(COPY_SCALE, (limits["page_image_pixels_max"] / (broad * high)) ** 0.5)
        page.render(scale=scale).to_pil().save(Path(folder) / f"{number}.jpg", quality=85)
        sizes.append([broad, high])
    return {"sizes": sizes}


# Word


def open_docx(file: Path, limits: dict[str, int]) -> zipfile.ZipFile:
    """Open a Word document as an archive; refuses bombs, macros and files within it."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        refuse("broken", str(error))
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > limits["zip_entries_max"]:
        raise Refused("too_costly", f"{len(entries)} entries")
    if unpacked > limits["unpacked_bytes_max"] or unpacked > limits["zip_ratio_max"] * max(
        packed, 1
    ) + (1 << 20):
        raise Refused("bomb", str(unpacked))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("encrypted")
    names = {entry.filename for entry in entries}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise Refused("broken", "not a Word document")
    for name in names:
        if "vbaproject" in name.lower() or name.lower().endswith((".bin", ".activex")):
            raise Refused("active", name)
        if "/embeddings/" in name.lower() or NESTED.search(name):
            raise Refused("embedded", name)
    return archive


def inspect_docx(file: Path, limits: dict[str, int], *, blanks: bool = False) -> dict[str, object]:
    """Read every part once; pages are unknown until it is set, and given as 1."""
    try:
        archive = open_docx(file, limits)
        for entry in archive.infolist():
            part = archive.read(entry)
            if part.startswith(b"PK\x03\x04"):
                raise Refused("embedded", entry.filename)
            if entry.filename.endswith(".rels"):
                check_relations(entry.filename, part)
            if entry.filename == "[Content_Types].xml" and b"macroEnabled" in part:
                raise Refused("active", "macroEnabled")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        refuse("broken", str(error))
    empty = [1] if blanks and not "".join(docx_lines(file)).strip() else []
    return {"pages": 1, "blank": empty, "archival": False}


def check_relations(name: str, part: bytes) -> None:
    """Refuse a relation that would load something from outside; links to click are harmless."""
    from docx.oxml import parse_xml

    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Refused("active", name)
    try:
        relations = parse_xml(part)
    except SyntaxError as error:
        refuse("broken", str(error))
    for relation in relations:
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(
            "/hyperlink"
        ):
            raise Refused("external", relation.get("Target", "")[:200])


def docx_lines(file: Path) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in the document's order."""
    from docx import Document
    from docx.table import Table

    try:
        document = Document(str(file))
    except Exception as error:  # noqa: BLE001  # python-docx lets errors of several libraries out
        refuse("broken", type(error).__name__)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        else:
            yield block.text


def text_docx(file: Path, limits: dict[str, int]) -> dict[str, object]:
    """Return the document's text as one page, cut off at the limit."""
    open_docx(file, limits).close()
    lines, room = [], limits["text_chars_max"]
    for line in docx_lines(file):
        lines.append(clean(line)[: max(room, 0)])
        room -= len(line) + 1
        if room <= 0:
            break
    return {"pages": ["\n".join(lines)], "cut": room <= 0}


# Images


def open_image(file: Path, limits: dict[str, int]) -> "Picture":
    """Open an image without decoding it; refuses too many pixels or frames."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own bound is tighter, and refuses instead of warning
    try:
        image = Image.open(file, formats=["PNG", "JPEG", "TIFF"])
        frames = getattr(image, "n_frames", 1)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        refuse("broken", type(error).__name__)
    if image.width * image.height > limits["image_pixels_max"]:
        raise Refused("too_many_pixels", f"{image.width}×{image.height}")
    if frames > limits["pages_max"]:
        raise Refused("too_many_pages", str(frames))
    return image


def inspect_image(file: Path, limits: dict[str, int], *, blanks: bool = False) -> dict[str, object]:
    """Decode every frame, so that a picture that is cut off is found now."""
    image, empty = open_image(file, limits), []
    frames = getattr(image, "n_frames", 1)
    for index in range(frames):
        decode(image, index, limits)
        if blanks and looks_blank(image.convert("L")):
            empty.append(index + 1)
    return {"pages": frames, "blank": empty, "archival": image.format == "TIFF"}


def decode(image: "Picture", index: int, limits: dict[str, int]) -> None:
    """Decode frame `index`; refuses a broken one and one that is larger than the first said."""
    try:
        image.seek(index)
        if image.width * image.height > limits["image_pixels_max"]:
            raise Refused("too_many_pixels", f"{image.width}×{image.height}")
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        refuse("truncated" if "truncated" in str(error) else "broken", type(error).__name__)


def text_image(file: Path, limits: dict[str, int]) -> dict[str, object]:
    """Return an empty text for each frame: a picture has none without recognition."""
    image = open_image(file, limits)
    return {"pages": [""] * getattr(image, "n_frames", 1), "cut": False}


def page_image(file: Path, limits: dict[str, int], *, number: int, width: int) -> bytes:
    """Draw frame `number` (from 1) as PNG, at most `width` pixels wide."""
    image = open_image(file, limits)
    if not 0 < number <= getattr(image, "n_frames", 1):
        raise Refused("no_such_page", str(number))
    decode(image, number - 1, limits)
    high = max(1, limits["page_image_pixels_max"] // max(1, width))
    shown = image.convert("RGB")
    shown.thumbnail((width, high))
    return png(shown)


def copy_image(
    file: Path, limits: dict[str, int], *, folder: str, first: int, last: int
) -> dict[str, object]:
    """Write frames `first` to `last` (from 1) into `folder` as N.jpg, as large as they are."""
    image, sizes = open_image(file, limits), []
    for number in range(first, min(last, getattr(image, "n_frames", 1)) + 1):
        decode(image, number - 1, limits)
        image.convert("RGB").save(Path(folder) / f"{number}.jpg", quality=90)
        longest = max(image.size) / A4_LONGEST
        sizes.append([image.width / longest, image.height / longest])
    return {"sizes": sizes}


# Common


def clean(text: str) -> str:
    """Return text that a database takes: no NUL, no lone surrogates, plain line ends."""
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", "ignore").decode("utf-8")


def looks_blank(image: "Picture") -> bool:
    """Say whether a grey picture is white all over."""
    return not any(image.histogram()[:NEARLY_WHITE])


def png(image: "Picture") -> bytes:
    """Return a picture as PNG."""
    from io import BytesIO

    with BytesIO() as out:
        image.save(out, "PNG")
        return out.getvalue()


def refuse(code: str, detail: str) -> NoReturn:
    """Refuse in place of an error of a library."""
    raise Refused(code, detail[:200])


COMMANDS: dict[tuple[str, str], Any] = {
    ("inspect", "pdf"): inspect_pdf,
    ("inspect", "docx"): inspect_docx,
    ("inspect", "image"): inspect_image,
    ("text", "pdf"): text_pdf,
    ("text", "docx"): text_docx,
    ("text", "image"): text_image,
    ("page", "pdf"): page_pdf,
    ("page", "image"): page_image,
    ("copy", "pdf"): copy_pdf,
    ("copy", "image"): copy_image,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
