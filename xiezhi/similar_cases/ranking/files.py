"""排序文件: corpora, queries and pools as JSON or separated lines, runs as lines; gzip or not."""

import csv
import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

_GZIP = b"\x1f\x8b"


class BadFile(ValueError):
    """A file cannot be used; the message says where and what to do."""


@dataclass(frozen=True)
class Document:
    """文本: one text of a file with its id and whatever else stands in its row."""

    id: str
    text: str
    row: dict[str, Any]


def documents(path: Path, fields: Sequence[Sequence[str]]) -> list[Document]:
    """Return the texts of a file, ids once each; raises `BadFile`.

    Of each group of `fields` the first that a row has makes a line of the text.
    """
    found: dict[str, Document] = {}
    for number, row in rows(path):
        where = f"{path.name} 第 {number} 行"
        if "id" not in row or isinstance(row["id"], dict | list | None):
            raise BadFile(f"{where}没有编号（id），请填写不重复的编号")
        id_ = str(row["id"])
        if id_ in found or not id_ or set(id_) & {"\t", "\n"}:
            raise BadFile(f"{where}的编号“{id_}”为空、重复或者含制表符、换行，请改正")
        parts = [_first(row, group) for group in fields]
        if not any(parts):
            names = "、".join(name for group in fields for name in group)
            raise BadFile(f"{where}没有正文，应当有字段 {names} 之一")
        found[id_] = Document(id_, "\n".join(part for part in parts if part), row)
    if not found:
        raise BadFile(f"{path.name} 没有一行内容")
    return list(found.values())


def _first(row: dict[str, Any], names: Sequence[str]) -> str:
    return next((row[n] for n in names if isinstance(row.get(n), str) and row[n]), "")


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and object of each line that is not empty; raises `BadFile`."""
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise BadFile(f"{path.name} 第 {number} 行不是 JSON：{error}") from error
        if not isinstance(row, dict):
            raise BadFile(f"{path.name} 第 {number} 行应当是一个 JSON 对象")
        yield number, row


def pools(path: Path) -> dict[str, list[str]]:
    """Return which texts each query ranks: columns qid and did, with a header line or not.

    Columns stand apart by tabs or commas; further ones are passed over, so labels serve as well.
    """
    lines = [line.decode("utf-8-sig").rstrip("\r\n") for line in _lines(path)]
    apart = "\t" if any("\t" in line for line in lines[:2]) else ","
    found: dict[str, dict[str, None]] = {}
    for number, cells in enumerate(csv.reader(lines, delimiter=apart), 1):
        if not cells or cells[:2] == ["qid", "did"]:
            continue
        if len(cells) < 2:
            raise BadFile(f"{path.name} 第 {number} 行应当有两列：qid、did")
        found.setdefault(cells[0], {})[cells[1]] = None
    return {query: list(held) for query, held in found.items()}


def write_run(path: Path, lines: Iterable[tuple[str, str, float]]) -> int:
    """Write id, id or name, and score a line; the file takes its place when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for one, other, score in lines:
                file.write(f"{one}\t{other}\t{score:.6f}\n")
                count += 1
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return count


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            if raw.peek(2)[:2] == _GZIP:
                with gzip.open(raw) as file:
                    yield from file
            else:
                yield from raw
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", None) or error
        raise BadFile(f"{path.name} 读不了：{said}") from error
