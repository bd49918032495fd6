"""识别文件: cases as JSON lines, a row at a time, and the findings on them; gzip or not."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, cast

import orjson

from xiezhi.detection.detect import Finding, detect
from xiezhi.detection.model import Model

LINE_BYTES_MAX = 5_000_000
ID_CHARS_MAX = 200
_GZIP = b"\x1f\x8b"


class BadFile(ValueError):
    """The file is none that can be read; the message says what to do."""


class BadRow(ValueError):
    """A row is not detected; the message says what stands in the way."""


@dataclass(frozen=True)
class Case:
    """待识别案件: what is known of a case when its text is read."""

    id: str | int
    cause: str
    text: str


@dataclass(frozen=True)
class Row:
    """一行: its number in the file, from 1, and the line of findings or why there is none."""

    number: int
    line: bytes = b""
    wrong: str = ""
    codes: tuple[str, ...] = ()


def detect_file(path: Path, *, model: Model | None = None) -> Iterator[Row]:
    """Yield the outcome of every row that is not empty, in their order; raises `BadFile`."""
    try:
        with path.open("rb") as raw:
            for number, line in _lines(raw):
                yield _row(number, line, model)
    except OSError as error:
        raise BadFile(f"{path.name} 读不了：{error.strerror or error}") from error


def _row(number: int, line: bytes, model: Model | None) -> Row:
    try:
        case = read_case(line)
    except BadRow as wrong:
        return Row(number, wrong=str(wrong))
    findings = detect(case.cause, case.text, model=model)
    return Row(number, write(case.id, findings), codes=tuple(one.code for one in findings))


def read_case(line: bytes) -> Case:
    """Return the case of a line; raises `BadRow`."""
    if len(line) > LINE_BYTES_MAX:
        raise BadRow(f"超过 {LINE_BYTES_MAX // 10**6} MB，请只留起诉状、答辩状和事实部分")
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadRow(f"不是 JSON：{error}") from error
    if not isinstance(values, dict):
        raise BadRow("应当是一个 JSON 对象，含编号（id）、案由（cause）和正文（text）")
    return Case(_id(values.get("id")), _cause(values.get("cause")), _text(values.get("text")))


def _id(value: Any) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not value.strip():
        raise BadRow("没有编号（id），请填写不重复的编号")
    if len(value) > ID_CHARS_MAX or "\0" in value:
        raise BadRow(f"编号（id）超过 {ID_CHARS_MAX} 字或者含有字符 NUL，请改正后重填")
    return value


def _cause(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow("案由（cause）应当是文字；不知道案由的，留空")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadRow("没有正文（text），无从识别，请填写诉讼请求和事实")
    if "\0" in value:
        raise BadRow("正文（text）含有字符 NUL，请删去后重填")
    return value


def write(id_: str | int, findings: list[Finding]) -> bytes:
    """Return the line of output for a case: id, and by code confidence, evidence and rule."""
    codes = {
        finding.code.value: {
            "confidence": finding.confidence,
            "evidence": list(finding.evidence),
            "rule": finding.rule,
        }
        for finding in findings
    }
    return orjson.dumps({"id": id_, "codes": codes}) + b"\n"


def _lines(raw: BufferedReader) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of the lines that are not empty; of a long line the beginning."""
    packed = raw.peek(2)[:2] == _GZIP
    file = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
    number = 0
    while line := _next(file, number):
        number += 1
        if len(line) > LINE_BYTES_MAX and not line.endswith(b"\n"):
            while (rest := _next(file, number)) and not rest.endswith(b"\n"):
                pass
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _next(file: IO[bytes], before: int) -> bytes:
    """Return the next line or its beginning; raises `BadFile` where an archive is cut or none."""
    try:
        return file.readline(LINE_BYTES_MAX + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadFile(f"gzip 文件在第 {before} 行之后断了，请重新压缩或者重新传输") from error
