"""Detect signs of four-type cases (四类案件) in texts: JSON lines in, JSON lines out."""

import argparse
import gzip
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from tqdm import tqdm

from xiezhi.detection.files import BadFile, detect_file

SAID_MAX = 50
"""Refused rows that are named one by one; the rest are counted."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the two files."""
    parser.add_argument(
        "--cases", type=Path, required=True, metavar="FILE",
        help="cases: one JSON object a line (id, cause, text), gzip or not",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="findings: one line a case (id, codes); gzip where it ends in .gz",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Detect; prints counts and rate; 1 where rows were refused, 2 for a file that cannot be used.

    The output is put in place when it is whole: a run that is stopped leaves none behind.
    """
    cases: Path = arguments.cases
    out: Path = arguments.out
    if out.exists() and cases.exists() and out.samefile(cases):
        print(f"--out 与 --cases 是同一个文件 {cases}，请另写一个文件", file=sys.stderr)
        return 2
    began = time.monotonic()
    try:
        with _whole(out) as file:
            tally, refused = _detect(cases, file)
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{out} 写不了：{error.strerror or error}", file=sys.stderr)
        return 2
    seconds = max(time.monotonic() - began, 1e-6)
    print(f"读入 {tally.total() + refused} 件：识别 {tally.total()} 件，未识别 {refused} 件，")
    print(f"疑似四类案件 {tally['any']} 件；{tally.total() / seconds:.0f} 件/秒")
    return 1 if refused else 0


def _detect(cases: Path, file: IO[bytes]) -> tuple[Counter[str], int]:
    """Write the findings; return how many cases hold any and none, and how many were refused."""
    tally: Counter[str] = Counter()
    refused = 0
    for row in tqdm(detect_file(cases), unit=" 件", desc="识别", disable=None):
        if row.wrong:
            refused += 1
            if refused <= SAID_MAX:
                print(f"第 {row.number} 行未识别：{row.wrong}", file=sys.stderr)
            continue
        file.write(row.line)
        tally["any" if row.codes else "none"] += 1
    if refused > SAID_MAX:
        print(f"另有 {refused - SAID_MAX} 行未识别", file=sys.stderr)
    return tally, refused


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside `path` that takes its place at the end, and vanishes after an error."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            if path.name.endswith(".gz"):
                with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield raw
        beside.chmod(0o666 & ~_mask())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
