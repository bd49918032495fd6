"""归档: a closed file is handed over, packed, checked and taken, or sent back."""

from __future__ import annotations

import io
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests import factories as make
from tests.efiles import bad_files as bad
from tests.marks import article, rule
from xiezhi.acts.types import Actor, Unknown
from xiezhi.archives import jobs, queries
from xiezhi.archives.models import Handover
from xiezhi.archives.package import verify
from xiezhi.cases.models import Case, Notice, Sitting
from xiezhi.config import env
from xiezhi.efiles import uploads
from xiezhi.efiles.uploads import Received, receive
from xiezhi.law.catalogue import catalogue_for
from xiezhi.law.powers import files
from xiezhi.law.terms import CaseKind, Post, Procedure, Seat, State, Volume
from xiezhi.ledger import sequencer
from xiezhi.ledger.keys import folder, ready_signer

LATER = make.AT + timedelta(days=60)
HANDING = files.Handing(retention=files.Retention.SHORT, remarks="原件另存。")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the state of each test in a folder of its own."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    for kept in (uploads.inbox, uploads.store, jobs.packages):
        kept.cache_clear()


def sequence() -> None:
    """Put everything into the tree, as the sequencer does seconds after an act."""
    connection.ensure_connection()
    signer = ready_signer(folder())
    while sequencer.tick(connection.connection, signer, at=LATER.astimezone(UTC)):
        pass


class _Closed:
    """An effective case whose file is complete but for what `without` names."""

    def __init__(
        self,
        *,
        without: frozenset[str] = frozenset(),
        odd: bytes = b"",
        bench: make.Bench | None = None,
    ) -> None:
        self.bench = bench or make.make_bench()
        self.case: Case = make.drawn(self.bench)
        if Post.ARCHIVIST not in self.bench.people:
            self.bench.people[Post.ARCHIVIST] = make.make_person(self.bench.court)
            make.make_tenure(self.bench.people[Post.ARCHIVIST], Post.ARCHIVIST)
        self.archivist = self.bench.as_(Post.ARCHIVIST)
        self.clerk = self._clerk()
        for number, item in enumerate(self._mandatory(without)):
            content = odd if odd and number == 0 else bad.pdf(f"{item.name}")
            self.add(content, item.code, item.volume)
        Case.objects.filter(pk=self.case.id).update(
            state=State.EFFECTIVE, closed_on=date(2026, 10, 20)
        )

    def _mandatory(self, without: frozenset[str]) -> list[object]:
        items = catalogue_for(CaseKind.CIVIL_FIRST, Procedure.ORDINARY_PANEL).items
        return [one for one in items if one.mandatory and one.code not in without]

    def _clerk(self) -> Actor:
        row = Sitting.objects.filter(case=self.case, seat=Seat.CLERK, until_at=None).first()
        row = row or Sitting.objects.create(
            case=self.case,
            person=self.bench.people[Post.CLERK],
            seat=Seat.CLERK,
            since_at=make.AT,
        )
        return make.actor(row.person)

    def add(self, content: bytes, code: str, volume: Volume = Volume.MAIN) -> None:
        got = receive(io.BytesIO(content), "材料", make.DAY)
        assert isinstance(got, Received)
        data = files.Upload(file=got.sha256, name=f"{code}.pdf", item=code, volume=volume)
        make.do(files.ADD, self.clerk, self.case.id, data)

    def submit(self) -> None:
        make.do(files.SUBMIT, self.clerk, self.case.id, HANDING, at=LATER)

    def accept(self) -> list[str]:
        return make.refusals(files.ACCEPT, self.archivist, self.case.id, at=LATER)

    @property
    def handover(self) -> Handover:
        return Handover.objects.filter(case=self.case).latest("id")


@pytest.mark.django_db
@article("法发〔2020〕26号", 28)
class TestArchiving:
    """电子档案: what the archive takes proves itself without the platform."""

    @rule("R28-12")
    def test_a_whole_file_passes_the_four_checks_and_is_taken(self, tmp_path: Path) -> None:
        closed = _Closed()
        closed.submit()
        assert closed.accept() == ["E_NOT_PACKED"]
        sequence()
        checks = jobs.build(case_id=closed.case.id, at=LATER)
        assert checks is not None
        assert [(one.name, one.ok, one.detail if not one.ok else ()) for one in checks] == [
            (name, True, ()) for name in ("真实性", "完整性", "可用性", "安全性")
        ]
        assert closed.accept() == []
        assert make.refresh(closed.case).state == State.ARCHIVED
        name, package = queries.package(closed.archivist, closed.handover.id, LATER)
        file = tmp_path / "taken.zip"
        file.write_bytes(package)
        assert name.endswith("电子档案20261031.zip")
        assert all(check.ok for check in verify(file))

    def test_a_lacking_paper_stops_the_handing_over(self) -> None:
        closed = _Closed(without=frozenset({"judgment"}))
        codes = make.refusals(files.SUBMIT, closed.clerk, closed.case.id, HANDING, at=LATER)
        assert codes == ["E_EVIDENCE"]

    @rule("R28-12")
    def test_one_check_that_fails_keeps_it_out_and_it_goes_back(self) -> None:
        closed = _Closed(odd=bad.word("只有 Word 稿"))
        closed.submit()
        sequence()
        jobs.each_minute(timestamp=int(LATER.timestamp()))
        (shown,) = queries.waiting(closed.archivist, closed.bench.court.id, LATER)
        assert [check.ok for check in shown.checks] == [True, True, False, True]
        assert closed.accept() == ["E_FOUR_CHECKS"]
        back = files.ArchiveReturn(reason="起诉状为 Word 格式，请打印为 PDF 后入卷")
        make.do(files.RETURN, closed.archivist, closed.case.id, back, at=LATER)
        assert closed.handover.return_reason == back.reason
        assert Notice.objects.filter(case=closed.case, to=closed.clerk.person).exists()
        assert closed.accept() == ["E_NOT_SUBMITTED"]
        closed.submit()
        assert Handover.objects.filter(case=closed.case).count() == 2

    def test_a_format_that_does_not_last_is_copied_and_said_so(self) -> None:
        closed = _Closed(odd=bad.plain_pdf())
        closed.submit()
        sequence()
        checks = jobs.build(case_id=closed.case.id, at=LATER)
        assert checks is not None
        assert all(check.ok for check in checks), [check.detail for check in checks]
        entries = closed.handover.manifest["files"]
        assert sum(not entry["receipt"] for entry in entries) == 5  # copy, lists, remarks

    def test_no_package_before_the_log_has_the_receipts(self) -> None:
        closed = _Closed()
        closed.submit()
        assert jobs.build(case_id=closed.case.id, at=LATER) is None
        assert closed.handover.built_at is None

    def test_building_is_nothing_where_nothing_waits(self) -> None:
        closed = _Closed()
        assert jobs.build(case_id=closed.case.id, at=LATER) is None
        assert jobs.build_waiting(at=LATER) == 0

    def test_outsiders_learn_nothing(self) -> None:
        closed = _Closed()
        closed.submit()
        stranger = make.actor(make.make_person(closed.bench.court))
        for read in (
            lambda: queries.handovers(stranger, closed.case.id, LATER),
            lambda: queries.waiting(stranger, closed.bench.court.id, LATER),
            lambda: queries.package(stranger, closed.handover.id, LATER),
        ):
            with pytest.raises(Unknown):
                read()
        assert len(queries.handovers(closed.clerk, closed.case.id, LATER)) == 1
