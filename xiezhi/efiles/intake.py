"""收件检验: examines an upload before it is kept; a refusal says what to do instead."""

import hashlib
import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from xiezhi.documents.kinds import OLE_MAGIC, VIRUS_TEST, FileKind, kind_of, kind_of_suffix
from xiezhi.documents.limits import Limits
from xiezhi.documents.reading import REASONS, Unreadable, inspect
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

CHUNK = 1 << 20
_SEPARATORS = re.compile(r"[/\\]")
_UNNAMED = "未命名"


class Readable(Protocol):
    """Any stream of bytes, seekable or not."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most `size` bytes, empty at the end."""


@dataclass(frozen=True)
class Accepted:
    """检验合格的文件: what is known of it; `content`, at its start, vanishes when closed."""

    kind: FileKind
    name: str
    """The name cleaned of paths and control characters, with the kind's suffix."""
    sha256: str
    size: int
    pages: int
    content: IO[bytes] = field(compare=False, repr=False)


def examine_upload(stream: Readable | Path, name: str, limits: Limits) -> Accepted | Finding:
    """Return the file as accepted, or the reason why it is not.

    Reads at most `upload_bytes_max` + 1 MiB of the stream, whatever length it claims. The file is
    opened in a bounded process, so no input harms the caller.
    """
    if isinstance(stream, Path):
        with stream.open("rb") as opened:
            return examine_upload(opened, name, limits)
    kept = tempfile.NamedTemporaryFile(prefix="xiezhi-")  # noqa: SIM115  # closed by the receiver
    outcome = _examine(stream, name, limits, kept)
    if isinstance(outcome, Finding):
        kept.close()
    return outcome


def _examine(stream: Readable, name: str, limits: Limits, kept: IO[bytes]) -> Accepted | Finding:
    received = _receive(stream, kept, limits.upload_bytes_max)
    if received is None:
        return _finding(
            "UPLOAD_TOO_LARGE",
            "文件超过每件 {mebibytes} MB 的上限。请压缩扫描分辨率，或者分为几个文件提交。",
            mebibytes=limits.upload_bytes_max >> 20,
        )
    sha256, size, head = received
    kind = _kind(name, head)
    if isinstance(kind, Finding):
        return kind
    if _holds(kept, VIRUS_TEST):
        return _finding(
            "UPLOAD_VIRUS", "文件含有病毒特征。请查杀后重新生成文件，或者向立案窗口提交纸质材料。"
        )
    try:
        pages = inspect(Path(kept.name), kind, limits).pages
    except Unreadable as reason:
        return _unreadable(reason, kind, limits)
    kept.seek(0)
    return Accepted(kind, clean_name(name, kind, limits.name_chars_max), sha256, size, pages, kept)


def _kind(name: str, head: bytes) -> FileKind | Finding:
    """Return the kind of the content, or why it is not taken or does not fit the name."""
    if not head:
        return _finding("UPLOAD_EMPTY", "文件是空的。请确认文件已经保存，再重新选择。")
    if head.startswith(OLE_MAGIC):
        return _finding(
            "UPLOAD_OLD_OFFICE",
            "文件是旧版 Office 格式或者设有打开密码。请取消密码并另存为 PDF 或者 DOCX 后提交。",
        )
    kind = kind_of(head)
    claimed = kind_of_suffix(_suffix(name))
    if claimed not in {None, kind}:
        return _finding(
            "UPLOAD_NOT_WHAT_IT_SAYS",
            "文件名称表示是{claimed}，内容却不是。请用原来的程序打开后另存，再提交。",
            claimed=claimed.label if claimed else "",
        )
    return kind or _finding(
        "UPLOAD_KIND",
        "只接收 PDF、DOCX、PNG、JPEG、TIFF 文件。请将材料另存或者打印为 PDF 后提交。",
    )


def _receive(stream: Readable, kept: IO[bytes], bytes_max: int) -> tuple[str, int, bytes] | None:
    """Copy the stream; return its hash, size and first bytes, None where it is too large."""
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > bytes_max:
            return None
        head = head or chunk[:16]
        digest.update(chunk)
        kept.write(chunk)
    kept.flush()
    return digest.hexdigest(), size, head


def _holds(kept: IO[bytes], mark: bytes) -> bool:
    kept.seek(0)
    tail = b""
    while chunk := kept.read(CHUNK):
        if mark in tail + chunk:
            return True
        tail = chunk[-len(mark) :]
    return False


def clean_name(name: str, kind: FileKind, chars_max: int) -> str:
    """Return a file name safe to store and show: no path, no control or direction characters.

    The suffix is the kind's own; the rest is cut to fit `chars_max` characters with it.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name.replace("\x00", "")))[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    suffix = _suffix(shown)
    stem = shown[: -len(suffix) - 1] if kind_of_suffix(suffix) is kind else shown
    ending = f".{kind.value}"
    return (stem.strip(" .")[: chars_max - len(ending)].strip(" .") or _UNNAMED) + ending


def _suffix(name: str) -> str:
    return name.rpartition(".")[2] if "." in name else ""


_REMEDIES = {
    "truncated": "请重新保存或者重新扫描后提交。",
    "broken": "请用原来的程序打开后另存为{kind}，再提交。",
    "encrypted": "请取消密码和权限限制后另存，再提交；不能取消的，打印为 PDF 后提交。",
    "active": "请打印为 PDF 后提交。",
    "embedded": "请将内嵌的文件单独提交，正文打印为 PDF 后提交。",
    "external": "请将引用的内容存入文件，或者打印为 PDF 后提交。",
    "bomb": "请打印为 PDF 后提交。",
    "too_costly": "请打印为 PDF，或者分为几个文件后提交。",
    "too_many_pages": "请按每件不超过 {pages} 页分为几个文件提交。",
    "too_many_pixels": "请将扫描分辨率降到 300 dpi 左右后提交。",
}


def _unreadable(reason: Unreadable, kind: FileKind, limits: Limits) -> Finding:
    return _finding(
        f"UPLOAD_{reason.code.upper()}",
        f"{REASONS[reason.code]}。{_REMEDIES[reason.code]}",
        kind=kind.label,
        pages=limits.pages_max,
    )


def _finding(code: str, says: str, **given: object) -> Finding:
    return Finding(code, says, cite("平台约定"), given=given)
