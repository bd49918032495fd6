"""阅读: opens foreign files in a bounded process of their own; nothing here parses them."""

import json
import subprocess  # nosec B404
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import Limits

_WORKER = Path(__file__).with_name("worker.py")

REASONS = {
    "truncated": "文件不完整，传输或者保存时被截断",
    "broken": "文件内容与其格式不符，无法打开",
    "encrypted": "文件设有密码或者权限加密",
    "active": "文件含有宏、脚本或者动态表单",
    "embedded": "文件内嵌有其他文件",
    "external": "文件引用了外部内容",
    "bomb": "文件解压后的大小与其体积悬殊",
    "too_costly": "打开文件所需的时间或者内存超过上限",
    "too_many_pages": "页数超过上限",
    "too_many_pixels": "图像尺寸超过上限",
    "no_such_page": "没有这一页",
    "not_drawn": "Word 文档不能逐页显示，请打印为 PDF 后归入卷宗",
}
"""Why a file cannot be read, in words for its reader."""


class Unreadable(ValueError):
    """无法阅读: the file cannot be taken; `code` is a key of `REASONS`, `detail` for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code if code in REASONS else "broken"
        self.detail = detail
        super().__init__(f"{REASONS[self.code]}{'（' + detail + '）' if detail else ''}")


@dataclass(frozen=True)
class Inspection:
    """检验结果: what opening the file showed; `blank` lists empty pages, numbered from 1."""

    pages: int
    blank: tuple[int, ...]
    archival: bool
    """Whether the format is one that archives keep (PDF/A, TIFF)."""


def inspect(file: Path, kind: FileKind, limits: Limits, *, blanks: bool = False) -> Inspection:
    """Open a file, count its pages; raises `Unreadable`. With `blanks` each page is drawn."""
    answer = _ask("inspect", file, kind, limits, blanks=blanks)
    return Inspection(answer["pages"], tuple(answer["blank"]), answer["archival"])


def page_texts(file: Path, kind: FileKind, limits: Limits) -> tuple[tuple[str, ...], bool]:
    """Return the text of each page, and whether it was cut off at the limit; raises `Unreadable`.

    Images have no text; a Word document is one page. No text holds NUL.
    """
    answer = _ask("text", file, kind, limits)
    return tuple(answer["pages"]), answer["cut"]


def page_image(file: Path, kind: FileKind, limits: Limits, *, number: int, width: int) -> bytes:
    """Return page `number` (from 1) as PNG about `width` pixels wide; raises `Unreadable`.

    Word documents are not drawn: read their text, or have a PDF filed.
    """
    if kind is FileKind.DOCX:
        raise Unreadable("not_drawn")
    image = _run("page", file, kind, limits, number=number, width=width)
    if not image.startswith(b"\x89PNG"):
        _answer(image)
        raise Unreadable("broken")
    return image


def copy_pages(
    file: Path, kind: FileKind, limits: Limits, folder: Path, *, first: int, last: int
) -> list[tuple[float, float]]:
    """Draw pages `first` to `last` (from 1) into a folder as `N.jpg`; return their sizes in points.

    Raises `Unreadable`. Word documents cannot be drawn.
    """
    if kind is FileKind.DOCX:
        raise Unreadable("not_drawn")
    answer = _ask("copy", file, kind, limits, folder=str(folder), first=first, last=last)
    return [(broad, high) for broad, high in answer["sizes"]]


def _ask(command: str, file: Path, kind: FileKind, limits: Limits, **arguments: object) -> Any:
    return _answer(_run(command, file, kind, limits, **arguments))


def _run(command: str, file: Path, kind: FileKind, limits: Limits, **arguments: object) -> bytes:
    """Run the worker with its answer in a temporary file, which its file-size limit bounds."""
    order = [command, kind.value, str(file), json.dumps(asdict(limits)), json.dumps(arguments)]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603  # our own script; the file is an argument  # nosec B603
                [sys.executable, "-I", str(_WORKER), *order],
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.PIPE,
                env={"LANG": "C.UTF-8"},
                timeout=limits.reading_seconds_max + 5,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("too_costly") from error
        if done.returncode:
            code = "too_costly" if done.returncode < 0 else "broken"
            raise Unreadable(code, done.stderr.decode("utf-8", "replace")[-200:].strip())
        answer.seek(0)
        return answer.read()


def _answer(raw: bytes) -> Any:
    answer = json.loads(raw)
    if "refused" in answer:
        raise Unreadable(answer["refused"], answer["detail"])
    return answer
