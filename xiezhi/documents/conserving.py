"""归档转换: makes a copy that archives keep (PDF/A) of a file that was filed in another format.

The copy shows every page as a picture. The original is kept beside it under its own hash.
"""

import json
import tempfile
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path

import typst

from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import Limits
from xiezhi.documents.reading import copy_pages, inspect
from xiezhi.documents.wording import printable

_TEMPLATE = resources.files("xiezhi.documents") / "templates" / "pages.typ"
_AT_ONCE = 40
"""Pages drawn by one bounded process."""


def to_archival(
    content: bytes, kind: FileKind, bounds: Limits, *, title: str, on: date
) -> tuple[bytes, FileKind]:
    """Return the content as archives keep it, unchanged if it already is (PDF/A, TIFF).

    Raises `Unreadable`; a Word document must be printed to PDF by whoever answers for its look.
    """
    with tempfile.TemporaryDirectory(prefix="xiezhi-") as name:
        folder = Path(name)
        file = folder / "original"
        file.write_bytes(content)
        seen = inspect(file, kind, bounds)
        if seen.archival:
            return content, kind
        sizes = [
            size
            for first in range(1, seen.pages + 1, _AT_ONCE)
            for size in copy_pages(
                file, kind, bounds, folder, first=first, last=min(first + _AT_ONCE - 1, seen.pages)
            )
        ]
        page = folder / "pages.typ"
        page.write_bytes(_TEMPLATE.read_bytes())
        copied = typst.compile(
            page,
            root=folder,
            sys_inputs={"copy": json.dumps({"title": printable(title), "sizes": sizes})},
            pdf_standards="a-2b",
            timestamp=datetime.combine(on, time(), UTC),
        )
    return copied, FileKind.PDF
