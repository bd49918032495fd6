"""Files of published judgments: one JSON record a line, compressed by gzip or not."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from xiezhi.similar_cases.reading.judgment import Judgment, Missing, Unreadable
from xiezhi.similar_cases.reading.reader import read_judgment
from xiezhi.similar_cases.reading.tidy import TEXT_CHARS_MAX

TEXT_KEYS = ("judgment", "text")
LINE_BYTES_MAX = 4 * TEXT_CHARS_MAX
KEPT = 256
"""Lines whose reading is kept: more than a batch holds."""


@dataclass(frozen=True)
class Record:
    """One line as it was read: its place from 1, its id if it has one, and the outcome."""

    line: int
    id: str
    result: Judgment | Unreadable

    @property
    def reason(self) -> str:
        """Why it was not read; empty where it was."""
        return str(self.result.reason) if isinstance(self.result, Unreadable) else ""


def read_file(path: Path) -> Iterator[Record]:
    """Yield the outcome of every line; a bad line is an outcome, not an error.

    Raises `OSError` (and `EOFError` for a cut archive) where the file itself cannot be read.
    """
    with path.open("rb") as raw:
        for place, line in lines_of(raw):
            yield read_line(place, line)


def lines_of(raw: BufferedReader) -> Iterator[tuple[int, bytes]]:
    """Yield place and bytes of the lines of a file that are not empty; a longer one is cut."""
    packed = raw.peek(2)[:2] == b"\x1f\x8b"
    file = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
    place = 0
    while line := file.readline(LINE_BYTES_MAX):
        place += 1
        long = len(line) == LINE_BYTES_MAX and not line.endswith(b"\n")
        while long and (rest := file.readline(LINE_BYTES_MAX)):
            if rest.endswith(b"\n"):
                break
        if line.strip():
            yield place, line


def read_line(place: int, line: bytes) -> Record:
    """Return the outcome of one line."""
    if len(line) == LINE_BYTES_MAX and not line.endswith(b"\n"):
        return Record(place, "", Unreadable(Missing.LONG, ""))
    id_, result = _read(line.strip())
    return Record(place, id_, result)


@lru_cache(maxsize=KEPT)
def _read(line: bytes) -> tuple[str, Judgment | Unreadable]:
    """Read a line, once for the one who sends a batch and for the act that takes it."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return "", Unreadable(Missing.FORMAT, "")
    text = _text(fields)
    if text is None:
        return "", Unreadable(Missing.FORMAT, "")
    title = fields.get("title")
    hint = {"title": title} if isinstance(title, str) else {}
    return str(fields.get("id", "")), read_judgment(text, hint)


def _text(fields: object) -> str | None:
    if not isinstance(fields, dict):
        return None
    found = (fields[key] for key in TEXT_KEYS if isinstance(fields.get(key), str))
    return next(found, None)
