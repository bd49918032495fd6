"""Reading files of filings (收案文件): JSON lines, CSV and XLSX, bounded, a row at a time."""

import csv
import gzip
import hashlib
import io
import json
import subprocess  # nosec B404
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import orjson

from xiezhi.documents.limits import Limits, limits

BYTES_MAX = 2_000_000_000
LINE_MAX = 5_000_000
KEY_MAX = 120
SUFFIXES = (".jsonl", ".jsonl.gz", ".csv", ".xlsx")
_WORKER = Path(__file__).with_name("workbook.py")


class BadFile(ValueError):
    """The file is none that is taken in; the message says what to do instead."""


@dataclass(frozen=True)
class Line:
    """一行: what a row says by column, its number in the file, the key that makes it unique."""

    number: int
    key: str
    values: dict[str, Any]
    wrong: str = ""


def read_file(path: Path, on: date) -> Iterator[Line]:
    """Yield the rows of a file; one that cannot be read says what is wrong. Raises `BadFile`.

    What an XLSX file may cost are the bounds of uploads in force on the day.
    """
    name = path.name.lower()
    if not path.is_file():
        raise BadFile(f"没有文件 {path.name}")
    if path.stat().st_size > BYTES_MAX:
        raise BadFile(f"{path.name} 超过 {BYTES_MAX // 10**6} MB，请分成几个文件")
    try:
        if name.endswith((".jsonl", ".jsonl.gz")):
            yield from _json_lines(path)
        elif name.endswith(".csv"):
            yield from _csv(path)
        elif name.endswith(".xlsx"):
            yield from read_workbook(path, limits(on))
        else:
            raise BadFile(f"{path.name} 不是可以收的格式，请用 {'、'.join(SUFFIXES)}")
    except OSError as error:
        raise BadFile(f"{path.name} 读不了：{error.strerror or error}") from error


def _key(values: dict[str, Any]) -> str:
    if values.get("id") not in (None, ""):
        key = f"id:{values['id']}"
        digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()
        return key if len(key) <= KEY_MAX else f"id-sha256:{digest}"
    content = orjson.dumps(values, option=orjson.OPT_SORT_KEYS, default=str)
    return "row:" + hashlib.sha256(content).hexdigest()[:40]


def _line(number: int, values: dict[str, Any]) -> Line:
    key = _key(values)
    wrong = "编号（id）含有不能保存的字符 NUL，请删去后重填" if "\0" in key else ""
    rest = {name: value for name, value in values.items() if name != "id"}
    return Line(number, key, rest, wrong)


def _json_lines(path: Path) -> Iterator[Line]:
    opener = gzip.open if path.name.lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        number = 0
        while raw := _next(file, number):
            number += 1
            if len(raw) > LINE_MAX:
                raise BadFile(f"第 {number} 行超过 {LINE_MAX // 10**6} MB，不是逐行的 JSON")
            if not raw.strip():
                continue
            try:
                values = orjson.loads(raw)
            except orjson.JSONDecodeError as error:
                yield Line(number, "", {}, f"不是 JSON：{error}")
                continue
            if isinstance(values, dict):
                yield _line(number, values)
            else:
                yield Line(number, "", {}, "应当是一个 JSON 对象")


def _next(file: IO[bytes] | gzip.GzipFile, before: int) -> bytes:
    """Return the next line, empty at the end; raises `BadFile` where an archive is cut or none."""
    try:
        return file.readline(LINE_MAX + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not before:
            raise BadFile("不是完整的 gzip 文件，请重新压缩或者重新传输后再收") from error
        raise BadFile(f"gzip 文件在第 {before} 行之后断了，请重新压缩或者重新传输后再收") from error


def _csv(path: Path) -> Iterator[Line]:
    with path.open("rb") as probe:
        head = probe.read(200_000)
    encoding = "utf-8-sig" if _decodes(head) else "gb18030"
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        rows = csv.DictReader(file)
        try:
            for number, row in enumerate(rows, 2):
                if None in row:
                    yield Line(number, "", {}, "列数多于表头")
                    continue
                yield _line(number, {name.strip(): value for name, value in row.items() if value})
        except csv.Error as error:
            raise BadFile(
                f"文件第 {rows.line_num} 行读不下去，请看引号是否成对：{error}"
            ) from error


def _decodes(head: bytes) -> bool:
    try:
        io.TextIOWrapper(io.BytesIO(head), "utf-8").read()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4
    return True


WORKBOOKS = {
    "broken": "不是 XLSX 工作簿，请另存为 XLSX 或者 CSV",
    "encrypted": "是旧版 Excel 文件或者设有打开密码，请取消密码并另存为 XLSX 或者 CSV",
    "bomb": "解压后过大或者与其体积悬殊，请另存为 CSV",
    "too_costly": "打开所需的时间或者内存超过上限，请另存为 CSV",
    "too_many_rows": "行数超过工作表的上限，请另存为 CSV",
}
"""Why a workbook is not read to its end, and what to do instead."""


def read_workbook(path: Path, bounds: Limits) -> Iterator[Line]:
    """Yield the rows of a workbook as a bounded process reads them; raises `BadFile`."""
    order = [sys.executable, "-I", str(_WORKER), str(path), json.dumps(asdict(bounds))]
    end = "too_costly"  # what killed it by force left no last line
    with subprocess.Popen(  # noqa: S603  # our own script; the file is an argument  # nosec B603
        order,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    ) as reader:
        assert reader.stdout is not None, "it was asked for"
        try:
            for raw in reader.stdout:
                said = orjson.loads(raw)
                if isinstance(said, dict):
                    end = said["end"]
                    break
                yield _line(said[0], said[1])
        finally:
            reader.kill()
    if end != "read":
        raise BadFile(f"{path.name} {WORKBOOKS[end]}")
