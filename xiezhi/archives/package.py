"""封装: packs a closed case's file; the same file gives the same bytes. `verify` checks one."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO

from xiezhi.archives.checks import Check, Expected, four_checks
from xiezhi.archives.index_page import index_page
from xiezhi.archives.manifest import (
    DIGEST,
    INDEX,
    MANIFEST,
    Entry,
    Manifest,
    digest_line,
    write_zip,
)
from xiezhi.documents.case_paper import CasePaper, ListedFile, VolumeFacts
from xiezhi.documents.drafting import render_pdf
from xiezhi.documents.drawing import page_count
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.papers import PaperKind
from xiezhi.law.catalogue import Catalogue, catalogue_for
from xiezhi.law.terms import Volume

LIST, REMARKS = "list", "remarks"


@dataclass(frozen=True)
class Packed:
    """入卷文件: a document as the case holds it; `content` returns the bytes as they are kept.

    A document of the internal volume is kept sealed; `sha256` is that of its content either way.
    """

    code: str
    name: str
    volume: Volume
    kind: FileKind
    pages: int
    sha256: str
    content: Callable[[], bytes]
    receipt: bytes = b""
    """The ledger's receipt of the act that took the document in; its data names `sha256`."""


@dataclass(frozen=True)
class Packing:
    """封装要求: what the package says about the case beyond its papers."""

    case: CasePaper
    closed_on: date
    retention: str
    """保管期限: 「永久」, 「长期60年」, 「短期30年」."""
    compiled_by: str
    checked_by: str
    at: datetime
    remarks: str = ""


def pack(
    packing: Packing,
    documents: Sequence[Packed],
    out: IO[bytes],
    *,
    seal: Callable[[bytes], bytes] | None = None,
) -> Manifest:
    """Write the package to `out` and return its manifest.

    Documents are put in the order of the catalogue, those of one place in the order given. `seal`
    encrypts the list and the remarks of the internal volume; it must be given where there is one.
    One document at a time is in memory.
    """
    build = _Building(packing, seal)
    for volume in Volume:
        build.add(volume, documents)
    manifest = _manifest(packing, build.entries, build.receipts)
    stated = manifest.as_bytes()
    fixed = {MANIFEST: stated, DIGEST: digest_line(stated), INDEX: index_page(manifest)}
    contents = build.contents | {
        path: partial(bytes, part) for path, part in (fixed | build.receipts).items()
    }
    write_zip(((path, contents[path]()) for path in sorted(contents)), out)
    return manifest


class _Building:
    """A package in the making: entries in order, contents and receipts by their path."""

    def __init__(self, packing: Packing, seal: Callable[[bytes], bytes] | None) -> None:
        self.packing, self.seal = packing, seal
        self.catalogue = catalogue_for(packing.case.kind, packing.case.procedure)
        self.entries: list[Entry] = []
        self.contents: dict[str, Callable[[], bytes]] = {}
        self.receipts: dict[str, bytes] = {}

    def add(self, volume: Volume, documents: Sequence[Packed]) -> None:
        """Add a volume with its own list and remarks; nothing where it is empty."""
        ordered = _ordered(self.catalogue, volume, documents)
        if not ordered:
            return
        if volume is Volume.INTERNAL and self.seal is None:
            raise ValueError("an internal volume needs a seal")
        listed, first = [], 1
        for number, document in enumerate(ordered, 1):
            listed.append(self._document(number, first, document))
            first += document.pages
        for code, entry, paper in _own_papers(self.packing, volume, listed):
            kept = self.seal(paper) if self.seal and volume is Volume.INTERNAL else paper
            place = 0 if code == LIST else len(listed)
            listed.insert(place, replace(entry, stored_sha256=_hash(kept)))
            self.contents[entry.path] = partial(bytes, kept)
        self.entries += listed

    def _document(self, number: int, first: int, document: Packed) -> Entry:
        entry = _entry(self.catalogue, number, first, document)
        if document.receipt:
            entry = replace(entry, receipt=f"receipts/{_hash(document.receipt)}.json")
            self.receipts[entry.receipt] = document.receipt
        self.contents[entry.path] = document.content
        return entry


def _ordered(catalogue: Catalogue, volume: Volume, documents: Sequence[Packed]) -> list[Packed]:
    mine = [document for document in documents if document.volume is volume]
    return sorted(mine, key=lambda document: catalogue.order(document.code))


def _entry(catalogue: Catalogue, number: int, first: int, document: Packed) -> Entry:
    """Return the entry; in the internal volume it is named by its place, not by its own name."""
    internal = document.volume is Volume.INTERNAL
    known = {item.code: item.name for item in catalogue.items}
    suffix = "sealed" if internal else document.kind.value
    return Entry(
        path=f"{document.volume.value}/{number:04d}-{document.code}.{suffix}",
        code=document.code,
        name=known.get(document.code, "其他材料") if internal else document.name,
        volume=document.volume.value,
        kind=document.kind.value,
        first=first,
        pages=document.pages,
        sha256=document.sha256,
        stored_sha256=_hash(document.content()) if internal else document.sha256,
    )


def _own_papers(
    packing: Packing, volume: Volume, listed: list[Entry]
) -> Iterator[tuple[str, Entry, bytes]]:
    """Yield list and remarks of a volume as PDF, with their entries."""
    files = tuple(ListedFile(entry.name, entry.pages, entry.first) for entry in listed)
    facts = VolumeFacts(
        volume, files, packing.remarks, packing.compiled_by, packing.checked_by, packing.at.date()
    )
    case = replace(packing.case, volume=facts)
    for code, kind in ((LIST, PaperKind.FILE_LIST), (REMARKS, PaperKind.REMARKS)):
        paper = render_pdf(kind, case, on=packing.at.date(), draft=False)
        suffix = "sealed" if volume is Volume.INTERNAL else "pdf"
        number = 0 if code == LIST else len(listed) + 1
        path = f"{volume.value}/{number:04d}-{code}.{suffix}"
        digest = _hash(paper)
        yield (
            code,
            Entry(
                path,
                code,
                kind.label,
                volume.value,
                FileKind.PDF.value,
                0,
                page_count(paper),
                digest,
                digest,
            ),
            paper,
        )


def _manifest(packing: Packing, entries: list[Entry], receipts: dict[str, bytes]) -> Manifest:
    paths = Counter(entry.path for entry in entries)
    assert max(paths.values(), default=1) == 1
    return Manifest(
        number=packing.case.number,
        court=packing.case.court,
        kind=packing.case.kind.value,
        procedure=packing.case.procedure.value,
        cause=packing.case.cause,
        closed_on=packing.closed_on.isoformat(),
        retention=packing.retention,
        packed_at=packing.at.isoformat(),
        compiled_by=packing.compiled_by,
        checked_by=packing.checked_by,
        files=tuple(entries),
        receipts=tuple((path, _hash(receipts[path])) for path in sorted(receipts)),
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def verify(file: Path, expected: Expected | None = None) -> list[Check]:
    """Return the four checks of a package on disk: no database, no network, nothing written."""
    with file.open("rb") as package:
        return four_checks(package, expected)
