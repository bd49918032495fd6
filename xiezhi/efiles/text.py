"""正文提取: the text of a kept file by page, to be searched and read; pages drawn to be shown."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from xiezhi.documents import reading
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import Limits


@dataclass(frozen=True)
class Text:
    """正文: one string for each page; `cut` where the limit was reached, so that it says so."""

    pages: tuple[str, ...]
    cut: bool

    @property
    def scanned(self) -> bool:
        """Whether no page has text, as with a scan: recognition would be needed."""
        return not any(page.strip() for page in self.pages)

    def __str__(self) -> str:
        return "\f".join(self.pages)


def extract(content: bytes, kind: FileKind, limits: Limits) -> Text:
    """Return the text layer of a file; raises `reading.Unreadable`."""
    with _laid_out(content) as file:
        return Text(*reading.page_texts(Path(file.name), kind, limits))


def draw_page(
    content: bytes, kind: FileKind, limits: Limits, *, number: int, width: int = 1240
) -> bytes:
    """Return page `number` (from 1) as PNG for reading on a screen; raises `reading.Unreadable`."""
    with _laid_out(content) as file:
        return reading.page_image(Path(file.name), kind, limits, number=number, width=width)


def _laid_out(content: bytes) -> IO[bytes]:
    file = tempfile.NamedTemporaryFile(prefix="xiezhi-")  # noqa: SIM115  # the caller's with closes it
    file.write(content)
    file.flush()
    return file
