"""工作簿阅读进程: prints the rows of an XLSX file as lines of JSON; a script, never imported.

It is its own process for the reason that `documents/worker.py` is one: parsers of foreign bytes
fail. It bounds its memory and time first. The last line says that the end was reached, or why not.
Usage: `python workbook.py FILE LIMITS_JSON`.
"""

import json
import math
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROWS_MAX, COLUMNS_MAX = 1_048_576, 16_384
"""A sheet of the format has no more."""
OLE_MAGIC = b"\xd0\xcf\x11\xe0"


class Refused(Exception):
    """The workbook cannot be read; the message is a key of `files.WORKBOOKS`."""


def main(file: str, limits_json: str) -> None:
    """Print `[number, {column: value}]` for each row that is not empty, then `{"end": …}`."""
    limits = json.loads(limits_json)
    seconds, room = limits["reading_seconds_max"], limits["reading_bytes_max"]
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    end = "read"
    try:
        examine(Path(file), limits)
        for row in rows(Path(file)):
            print(json.dumps(row))
    except Refused as refusal:
        end = str(refusal)
    except MemoryError:
        end = "too_costly"
    except BrokenPipeError:
        return
    except Exception:  # noqa: BLE001 - whatever a parser makes of foreign bytes
        end = "broken"
    print(json.dumps({"end": end}))


def examine(file: Path, limits: dict[str, int]) -> None:
    """Refuse an archive that would unpack beyond its bounds, before anything of it is read."""
    with file.open("rb") as stream:
        if stream.read(len(OLE_MAGIC)) == OLE_MAGIC:
            raise Refused("encrypted")
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > limits["zip_entries_max"] or unpacked > limits["unpacked_bytes_max"]:
        raise Refused("bomb")
    if unpacked > limits["zip_ratio_max"] * max(packed, 1) + (1 << 20):
        raise Refused("bomb")


def rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of the first sheet by the names in its first one."""
    import openpyxl  # noqa: PLC0415 - after the bounds are set

    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    first = next(sheet.iter_rows(max_row=1, max_col=COLUMNS_MAX, values_only=True), ())
    heads = ["" if head is None else str(head).strip() for head in first]
    while heads and not heads[-1]:
        heads.pop()
    cells = sheet.iter_rows(min_row=2, max_col=max(len(heads), 1), values_only=True)
    for number, row in enumerate(cells, 2):
        if number > ROWS_MAX:
            raise Refused("too_many_rows")
        found = {
            head: plain(cell)
            for head, cell in zip(heads, row, strict=False)
            if head and cell is not None
        }
        if found:
            yield number, found


def plain(cell: Any) -> Any:
    """Return a cell's value as JSON knows it."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else str(cell)
    return cell if isinstance(cell, int) else str(cell)


if __name__ == "__main__":
    main(*sys.argv[1:])
