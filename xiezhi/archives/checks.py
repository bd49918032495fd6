"""四性检测: truth, integrity, usability and security of a package, each with what was found.

One check that fails keeps the file out of the archive (R28-12). Nothing is trusted: the package may
come from anyone.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from xiezhi.archives.index_page import index_page
from xiezhi.archives.manifest import (
    DIGEST,
    ENTRIES_MAX,
    INDEX,
    MANIFEST,
    MANIFEST_BYTES_MAX,
    Entry,
    Manifest,
    NotAPackage,
    digest_line,
    read_manifest,
    write_zip,
)
from xiezhi.cases.sealing import SEALED_MAGIC
from xiezhi.documents.kinds import VIRUS_TEST, FileKind, kind_of
from xiezhi.documents.limits import Limits, limits
from xiezhi.documents.reading import REASONS, Unreadable, inspect
from xiezhi.law.catalogue import Catalogue, NoCatalogue, catalogue_for
from xiezhi.law.terms import CaseKind, Procedure, Volume
from xiezhi.ledger.documents import Refused, check_receipt
from xiezhi.ledger.notes import Verifier

OWN = frozenset({"list", "remarks"})
_DANGERS = frozenset({"active", "embedded", "external", "bomb"})


@dataclass(frozen=True)
class Check:
    """检测结果: one of the four; `detail` lists every fault, or says what was checked."""

    name: str
    ok: bool
    what: str
    detail: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """预期: what the receiver knows apart from the package, and how it may look further."""

    sha256: str = ""
    """The package as the sender registered it; empty where nothing is known."""
    keys: tuple[Verifier, ...] = ()
    """The ledger's keys that the court has published."""
    unseal: Callable[[bytes], bytes] | None = None
    """Opens files of the internal volume; without it they are checked as sealed bytes only."""


@dataclass
class _Faults:
    """Faults of each check as they are found."""

    truth: list[str]
    integrity: list[str]
    usability: list[str]
    security: list[str]


_NAMES = (
    ("真实性", "来源、散列、回执与内容一致"),
    ("完整性", "元数据、目录和必备材料齐全"),
    ("可用性", "文件能打开，格式适于长期保存"),
    ("安全性", "无宏、无病毒特征，副卷单独密封"),
)


def four_checks(package: IO[bytes], expected: Expected | None = None) -> list[Check]:
    """Return 真实性, 完整性, 可用性, 安全性 in this order; never raises for a bad package."""
    known, faults = expected or Expected(), _Faults([], [], [], [])
    said = ["", "", "", ""]
    try:
        with zipfile.ZipFile(package) as opened:
            manifest = _open(opened)
            _truth(package, opened, manifest, known, faults.truth)
            _integrity(manifest, faults.integrity)
            _files(opened, manifest, known, faults)
        said = _summary(manifest, known)
    except NotAPackage as error:
        faults.truth.append(str(error))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        faults.truth.append(f"不是完好的档案包（{type(error).__name__}）")
    found = (faults.truth, faults.integrity, faults.usability, faults.security)
    if faults.truth and not any(said):
        for other in found[1:]:
            other.append("档案包不能打开，未能检测")
    return [
        Check(name, not wrong, what, tuple(wrong) or (line,))
        for (name, what), wrong, line in zip(_NAMES, found, said, strict=True)
    ]


def _summary(manifest: Manifest, known: Expected) -> list[str]:
    sealed = sum(entry.sealed for entry in manifest.files)
    opened = "已启封检测" if known.unseal else "未启封，只核对密文散列"
    keys = "" if known.keys or not manifest.receipts else "；回执的公钥请与法院公布的核对"
    return [
        f"{len(manifest.files)} 个文件、{len(manifest.receipts)} 份回执逐一核对{keys}",
        "目录必备项目齐全，页次连续",
        f"{len(manifest.files) - sealed} 个文件逐页打开；密封 {sealed} 个，{opened}",
        f"副卷 {sealed} 个文件均已密封" if sealed else "没有副卷",
    ]


def _open(package: zipfile.ZipFile) -> Manifest:
    """Return the manifest after the form of the zip is found bounded and as it should be."""
    entries = package.infolist()
    if len(entries) > ENTRIES_MAX:
        raise NotAPackage(f"文件超过 {ENTRIES_MAX} 个")
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise NotAPackage("档案包内的文件被压缩，不是规定的写法")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotAPackage("档案包内有加密的文件")
    names = [entry.filename for entry in entries]
    if MANIFEST not in names or package.getinfo(MANIFEST).file_size > MANIFEST_BYTES_MAX:
        raise NotAPackage("没有清单")
    manifest = read_manifest(package.read(MANIFEST))
    if sorted(manifest.paths) != names:
        extra = sorted(set(names) ^ manifest.paths)[:5]
        raise NotAPackage(f"清单与文件不一致：{'、'.join(extra) or '顺序或者重名'}")
    return manifest


def _truth(
    file: IO[bytes],
    package: zipfile.ZipFile,
    manifest: Manifest,
    known: Expected,
    faults: list[str],
) -> None:
    """Hashes, form and receipts."""
    if package.read(DIGEST) != digest_line(manifest.as_bytes()):
        faults.append("清单的散列与登记的不一致")
    if package.read(INDEX) != index_page(manifest):
        faults.append("索引页与清单不一致")
    faults.extend(
        f"{entry.path}：内容与清单的散列不一致"
        for entry in manifest.files
        if _digest(package, entry.path) != entry.stored_sha256
    )
    faults.extend(
        f"{path}：回执与清单的散列不一致"
        for path, digest in manifest.receipts
        if _digest(package, path) != digest
    )
    faults += _receipts(package, manifest, known)
    whole = _whole(file)
    with tempfile.TemporaryFile(prefix="xiezhi-") as rebuilt:
        write_zip(((path, package.read(path)) for path in sorted(manifest.paths)), rebuilt)
        same = _whole(rebuilt) == whole
    if not same:
        faults.append("档案包的字节不是规定的写法，封装后被改动过")
    if known.sha256 and known.sha256 != whole:
        faults.append("收到的档案包与发出时登记的不是同一个")


def _receipts(package: zipfile.ZipFile, manifest: Manifest, known: Expected) -> Iterator[str]:
    """Say which receipts do not verify or do not name their document."""
    data: dict[str, str] = {}
    for path, _ in manifest.receipts:
        try:
            receipt = check_receipt(package.read(path), known.keys)
            data[path] = receipt.entry.data.decode()
            if receipt.checkpoint is None:
                yield f"{path}：回执尚未入树，请换取完整回执后重新封装"
        except (Refused, UnicodeDecodeError) as error:
            yield f"{path}：回执核验未通过（{error}）"
    for entry in manifest.files:
        if entry.receipt and entry.sha256 not in data.get(entry.receipt, ""):
            yield f"{entry.path}：回执没有记载这个文件"


def _digest(package: zipfile.ZipFile, path: str) -> str:
    with package.open(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _whole(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _integrity(manifest: Manifest, faults: list[str]) -> None:
    """Metadata, mandatory places, order, page numbers, the right volume."""
    asked = ("number", "court", "cause", "closed_on", "retention", "compiled_by", "checked_by")
    names = ("案号", "法院", "案由", "结案日期", "保管期限", "立卷人", "检查人")
    faults += [
        f"缺少{name}" for field, name in zip(asked, names, strict=True)
        if not getattr(manifest, field)
    ]  # fmt: skip
    try:
        procedure = Procedure(manifest.procedure)
        catalogue = catalogue_for(CaseKind(manifest.kind), procedure)
    except (ValueError, NoCatalogue):
        faults.append("案件类型或者审理程序没有对应的卷宗目录")
        return
    held = [(entry.code, Volume(entry.volume)) for entry in manifest.files]
    missing = catalogue.missing((code for code, _ in held), single=procedure.single)
    faults += [f"缺少{item.volume.label}必备材料：{item.name}" for item in missing]
    faults += [f"{item.name}应当归入{item.volume.label}" for item in catalogue.misplaced(held)]
    for volume in Volume:
        faults += _volume(manifest, catalogue, volume)


def _volume(manifest: Manifest, catalogue: Catalogue, volume: Volume) -> Iterator[str]:
    files = [entry for entry in manifest.files if entry.volume == volume.value]
    if not files:
        return
    for code, name in (("list", "卷内目录"), ("remarks", "备考表")):
        if sum(entry.code == code for entry in files) != 1:
            yield f"{volume.label}没有{name}"
    documents = [entry for entry in files if entry.code not in OWN]
    orders = [catalogue.order(entry.code) for entry in documents]
    if orders != sorted(orders):
        yield f"{volume.label}的文件没有按照目录排列"
    page = 1
    for entry in documents:
        if entry.first != page or entry.pages < 1:
            yield f"{entry.path}：页次不连续，应当自第 {page} 页起"
        page = entry.first + entry.pages


def _files(package: zipfile.ZipFile, manifest: Manifest, known: Expected, faults: _Faults) -> None:
    """Open each file; a sealed one only where the receiver can unseal it."""
    bounds = limits(date.fromisoformat(manifest.packed_at[:10]))
    for entry in manifest.files:
        if package.getinfo(entry.path).file_size > bounds.upload_bytes_max + (1 << 20):
            faults.usability.append(f"{entry.path}：文件超过上限")
            continue
        content = package.read(entry.path)
        internal = entry.volume == Volume.INTERNAL.value
        if internal != content.startswith(SEALED_MAGIC) or internal != entry.sealed:
            where = "副卷文件没有密封" if internal else "正卷文件被加密"
            faults.security.append(f"{entry.path}：{where}")
            continue
        if internal:
            opened = _unsealed(entry, content, known, faults.truth)
            if opened is None:
                continue
            content = opened
        _file(entry, content, bounds, faults)


def _unsealed(entry: Entry, content: bytes, known: Expected, faults: list[str]) -> bytes | None:
    if known.unseal is None:
        return None
    try:
        opened = known.unseal(content)
    except ValueError:
        faults.append(f"{entry.path}：不能启封")
        return None
    if hashlib.sha256(opened).hexdigest() != entry.sha256:
        faults.append(f"{entry.path}：启封后的内容与清单的散列不一致")
    return opened


def _file(entry: Entry, content: bytes, bounds: Limits, faults: _Faults) -> None:
    """Open one file as its readers would, in a bounded process."""
    if VIRUS_TEST in content:
        faults.security.append(f"{entry.path}：含有病毒特征")
        return
    kind = kind_of(content[:16])
    if kind is None or kind.value != entry.kind:
        faults.usability.append(f"{entry.path}：内容不是清单所说的格式")
        return
    try:
        with tempfile.NamedTemporaryFile(prefix="xiezhi-") as file:
            file.write(content)
            file.flush()
            seen = inspect(Path(file.name), kind, bounds, blanks=True)
    except Unreadable as reason:
        where = faults.security if reason.code in _DANGERS else faults.usability
        where.append(f"{entry.path}：{REASONS[reason.code]}")
        return
    if seen.pages != entry.pages and kind is not FileKind.DOCX:
        faults.integrity.append(f"{entry.path}：实有 {seen.pages} 页，清单记为 {entry.pages} 页")
    if seen.blank:
        pages = "、".join(map(str, seen.blank[:10]))
        faults.usability.append(f"{entry.path}：第 {pages} 页是空白页")
    if not seen.archival:
        faults.usability.append(f"{entry.path}：格式不适于长期保存，应当转换为 PDF/A")
