"""封装检测: builds the package of a file that was handed over and runs the four checks on it."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django import app

from xiezhi.acts.types import SYSTEM
from xiezhi.archives.checks import Check, Expected, four_checks
from xiezhi.archives.manifest import Manifest
from xiezhi.archives.models import Handover
from xiezhi.archives.package import Packed, Packing, pack
from xiezhi.cases.models import Case
from xiezhi.cases.sealing import seal, unseal
from xiezhi.config import env
from xiezhi.config.secrets import master
from xiezhi.documents.conserving import to_archival
from xiezhi.documents.kinds import FileKind
from xiezhi.documents.limits import Limits, limits
from xiezhi.documents.of_case import case_paper
from xiezhi.documents.papers import PaperKind
from xiezhi.documents.reading import Unreadable
from xiezhi.documents.store import FolderStore, Store
from xiezhi.efiles import queries as efiles
from xiezhi.efiles.models import Paper
from xiezhi.efiles.uploads import store as papers_store
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.files import ADD, Retention
from xiezhi.law.terms import Volume
from xiezhi.ledger.documents import receipt_bytes
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Entry, Pending
from xiezhi.ledger.receipts import receipt
from xiezhi.people.models import Person


@cache
def packages() -> Store:
    """Return where this court keeps its packages, in the state folder."""
    return FolderStore(env.STATE / "archives" / "packages")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="archives.build", name="archives.build_waiting")
def each_minute(timestamp: int) -> None:
    """Build what was handed over since the last minute."""
    build_waiting(at=datetime.fromtimestamp(timestamp, UTC))


def build_waiting(*, at: datetime) -> int:
    """Build every package that waits to be built; return how many could be."""
    waiting = Handover.objects.filter(accepted_at=None, returned_at=None, built_at=None)
    return sum(
        build(case_id=case, at=at) is not None
        for case in list(waiting.order_by("id").values_list("case", flat=True))
    )


def build(*, case_id: int, at: datetime) -> list[Check] | None:
    """Build and check the package that waits for a case, anew where it was built before.

    Returns None where none waits, or while the log has not yet taken in the acts whose receipts
    the package must hold; it is asked again later.
    """
    handover = Handover.objects.filter(case=case_id, accepted_at=None, returned_at=None).first()
    if handover is None:
        return None
    papers = efiles.live(SYSTEM, case_id)
    entries = _entries(case_id)
    if Pending.objects.filter(entry__in=entries.values()).exists():
        return None
    case = Case.objects.select_related("judge").get(pk=case_id)
    key = partial(_with_key, case)
    with tempfile.TemporaryDirectory(prefix="xiezhi-") as name:
        bench = _Bench(case, Path(name), at, limits(at.astimezone(ZONE).date()), entries)
        packed = [bench.packed(paper) for paper in papers]
        with (bench.folder / "package.zip").open("w+b") as out:
            packing = _packing(handover, case, at, bench.copied)
            manifest = pack(packing, packed, out, seal=key(seal))
            out.flush()
            digest = hashlib.sha256()
            out.seek(0)
            while chunk := out.read(1 << 20):
                digest.update(chunk)
            size = out.tell()
            expected = Expected(digest.hexdigest(), tuple(folder().verifiers()), key(unseal))
            checks = four_checks(out, expected)
            out.seek(0)
            packages().put(out)
    _note(handover, manifest, checks, digest.hexdigest(), size, at)
    return checks


def _with_key(
    case: Case, how: Callable[[bytes, bytes, bytes, int], bytes]
) -> Callable[[bytes], bytes]:
    """Return sealing or unsealing under the key of a case."""
    return lambda content: how(content, bytes(case.sealing_key), master(), case.id)


def _entries(case: int) -> dict[str, int]:
    """Return the entry by which each file came in, by the file's hash."""
    rows = Entry.objects.filter(subject=case, act=ADD.code, outcome=ACCEPTED).order_by("seq")
    return {json.loads(row.data)["data"]["file"]: row.id for row in rows}


def _packing(handover: Handover, case: Case, at: datetime, copied: list[str]) -> Packing:
    assert case.closed_on is not None, "what is effective is closed"
    remarks = [handover.remarks, *copied]
    return Packing(
        case=case_paper(SYSTEM, case.id, at, kind=PaperKind.REMARKS),
        closed_on=case.closed_on,
        retention=Retention(handover.retention).label,
        compiled_by=Person.objects.values_list("name", flat=True).get(pk=handover.submitted_by),
        checked_by=case.judge.name if case.judge else "",
        at=at,
        remarks="\n".join(line for line in remarks if line),
    )


@dataclass
class _Bench:
    """装订台: where papers are made ready to be packed; `copied` says which were converted."""

    case: Case
    folder: Path
    at: datetime
    bounds: Limits
    entries: dict[str, int]

    def __post_init__(self) -> None:
        self.copied: list[str] = []

    def packed(self, paper: Paper) -> Packed:
        """Return a paper as the package takes it: in a format that lasts, sealed if internal."""
        kept = FileKind(paper.kind)
        content, kind = self._archival(paper, efiles.opened(paper), kept)
        volume, digest = Volume(paper.volume), hashlib.sha256(content).hexdigest()
        same = digest == paper.sha256
        source: Callable[[], bytes] = partial(efiles.opened, paper)
        if same and volume is Volume.INTERNAL:
            source = partial(papers_store().get, paper.stored)
        elif not same:
            file = self.folder / digest
            inside = volume is Volume.INTERNAL
            file.write_bytes(_with_key(self.case, seal)(content) if inside else content)
            source = file.read_bytes
            self.copied.append(
                f"“{paper.name}”由{kept.label}转换为 PDF/A，原件 SHA-256 为 {paper.sha256}。"
            )
        return Packed(
            code=paper.item,
            name=paper.name,
            volume=volume,
            kind=kind,
            pages=paper.pages,
            sha256=digest,
            content=source,
            receipt=self._receipt(paper) if same else b"",
        )

    def _archival(self, paper: Paper, content: bytes, kind: FileKind) -> tuple[bytes, FileKind]:
        """A format that cannot be converted stays as it is; the checks then say so."""
        on = self.at.astimezone(ZONE).date()
        try:
            return to_archival(content, kind, self.bounds, title=paper.name, on=on)
        except Unreadable:
            return content, kind

    def _receipt(self, paper: Paper) -> bytes:
        entry = self.entries.get(paper.sha256)
        if entry is None:
            return b""
        connection.ensure_connection()
        return receipt_bytes(receipt(connection.connection, entry, folder().verifiers()))


def _note(
    handover: Handover,
    manifest: Manifest,
    checks: list[Check],
    digest: str,
    size: int,
    at: datetime,
) -> None:
    """Say on the row what was built; one that was taken or sent back meanwhile stays as it is."""
    Handover.objects.filter(pk=handover.pk, accepted_at=None, returned_at=None).update(
        package=digest,
        size=size,
        manifest=json.loads(manifest.as_bytes()),
        checks=[asdict(check) for check in checks],
        built_at=at,
    )
