"""卷宗: papers on the gate: what enters, who reads, what leaves a trace."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.efiles import bad_files as bad
from tests.marks import article, rule
from xiezhi.acts.types import Actor, Unknown
from xiezhi.cases.models import Case, Notice, Party, Sitting
from xiezhi.documents.store import Missing
from xiezhi.efiles import queries, uploads
from xiezhi.efiles.access import Closed
from xiezhi.efiles.jobs import sweep_inbox
from xiezhi.efiles.models import Paper
from xiezhi.efiles.uploads import Received, receive
from xiezhi.law.finding import Finding
from xiezhi.law.powers import files
from xiezhi.law.terms import Area, Post, Seat, State, Volume
from xiezhi.ledger.models import Entry

pdf = cache(bad.pdf)
LATER = make.AT + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files of each test in a folder of its own."""
    monkeypatch.setattr(uploads.env, "STATE", tmp_path)
    uploads.inbox.cache_clear()
    uploads.store.cache_clear()


def received(content: bytes = b"", name: str = "起诉状.pdf") -> Received:
    got = receive(io.BytesIO(content or pdf("民事起诉状")), name, make.DAY)
    assert isinstance(got, Received)
    return got


def upload(**changes: object) -> files.Upload:
    plain = {"file": received().sha256, "name": "起诉状.pdf", "item": "complaint"}
    return files.Upload(**(plain | changes))  # type: ignore[arg-type]


class _File:
    """A case with a bench, a clerk, a judge and its parties' account."""

    def __init__(self) -> None:
        self.bench = make.make_bench()
        self.case: Case = make.drawn(self.bench)
        court = self.bench.court
        self.clerk = self._seated(Seat.CLERK)
        self.judge = make.actor(self.case.judge)  # type: ignore[arg-type]
        party = make.make_person(None)
        Party.objects.filter(case=self.case, place=0).update(person=party)
        self.party = make.actor(party)
        other = make.make_person(court)
        make.make_tenure(other, Post.VICE_PRESIDENT, areas=[Area.CRIMINAL])
        self.leader = make.actor(other)
        self.stranger = make.actor(make.make_person(court))

    def _seated(self, seat: Seat) -> Actor:
        row = Sitting.objects.filter(case=self.case, seat=seat, until_at=None).first()
        if row is None:
            person = make.make_person(self.bench.court)
            row = Sitting.objects.create(case=self.case, person=person, seat=seat, since_at=make.AT)
        return make.actor(row.person)

    def add(self, by: Actor, **changes: object) -> Paper:
        make.do(files.ADD, by, self.case.id, upload(**changes))
        return Paper.objects.filter(case=self.case).latest("id")

    def refused(self, by: Actor, **changes: object) -> list[str]:
        return make.refusals(files.ADD, by, self.case.id, upload(**changes))


@pytest.mark.django_db
@article("法发〔2020〕26号", 28)
class TestPapersIn:
    """……全面推进电子卷宗随案同步生成和深度应用……"""

    def test_a_paper_enters_and_comes_back_as_it_was(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        row, content = queries.content(file.judge, paper.id, LATER)
        assert content == pdf("民事起诉状")
        assert (row.kind, row.pages, row.scanned) == ("pdf", 1, False)
        assert "民事起诉状" in "".join(queries.text(file.judge, paper.id, LATER))
        assert queries.page_image(file.judge, paper.id, LATER, page=1).startswith(b"\x89PNG")

    def test_nothing_lies_readable_on_the_disk_or_in_the_database(self, tmp_path: Path) -> None:
        file = _File()
        content = bad.word("评议内容保密")
        got = received(content, "评议笔录.docx")
        paper = file.add(file.clerk, file=got.sha256, item="", volume=Volume.INTERNAL)
        kept = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
        assert len(kept) >= 2
        assert not [one for one in kept if b"PK\x03\x04" in one or b"word/document" in one]
        assert "评议内容".encode() not in bytes(paper.sealed_text)

    def test_what_was_not_received_does_not_enter(self) -> None:
        file = _File()
        assert file.refused(file.clerk, file="0" * 64) == ["E_NOT_RECEIVED"]
        assert file.refused(file.clerk, file="../" * 21 + "x") == ["E_NOT_RECEIVED"]
        assert file.refused(file.clerk) == []

    def test_a_bad_upload_never_waits(self, tmp_path: Path) -> None:
        refused = receive(io.BytesIO(b"%PDF-1.7 nothing"), "a.pdf", make.DAY)
        assert isinstance(refused, Finding)
        assert not (tmp_path / "efiles" / "inbox").exists()

    def test_the_same_file_is_taken_once(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        assert file.refused(file.clerk, name="又一次") == ["E_IN_FILE"]
        void = files.Void(paper=paper.id, reason="误收他案材料")
        make.do(files.VOID, file.clerk, file.case.id, void)
        assert file.refused(file.clerk) == []

    def test_the_place_is_one_of_the_catalogue_and_its_volume(self) -> None:
        file = _File()
        assert file.refused(file.clerk, item="deliberation_minutes") == ["E_CATALOGUE"]
        paper = file.add(file.clerk, item="")
        to = files.Place(paper=paper.id, item="evidence")
        make.do(files.PLACE, file.clerk, file.case.id, to)
        paper.refresh_from_db()
        assert paper.item == "evidence"
        elsewhere = files.Place(paper=paper.id + 1, item="evidence")
        codes = make.refusals(files.PLACE, file.clerk, file.case.id, elsewhere)
        assert codes == ["E_NO_PAPER"]

    def test_parties_file_in_the_main_volume(self) -> None:
        file = _File()
        assert file.refused(file.party, item="", volume=Volume.INTERNAL) == ["E_VOLUME"]
        assert file.refused(file.party, item="evidence") == []

    def test_an_archived_file_is_closed(self) -> None:
        file = _File()
        Case.objects.filter(pk=file.case.id).update(state=State.ARCHIVED)
        assert "E_FROZEN" in file.refused(file.clerk)

    def test_what_waits_too_long_is_swept(self) -> None:
        got = received()
        folder = uploads.inbox().folder
        put_at = make.AT.fromtimestamp((folder / got.sha256).stat().st_mtime, make.AT.tzinfo)
        assert sweep_inbox(put_at + timedelta(hours=23)) == 0
        assert sweep_inbox(put_at + timedelta(hours=25)) == 1
        with pytest.raises(Missing):
            uploads.inbox().take(got.sha256)


@pytest.mark.django_db
class TestReading:
    """查阅卷宗: one file and all who might open it."""

    def test_the_bench_reads_and_strangers_learn_nothing(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        (main, _) = queries.papers(file.judge, file.case.id, LATER)
        shown = [one.id for place in main.places for one in place.papers]
        assert shown == [paper.id]
        for read in (
            lambda: queries.papers(file.stranger, file.case.id, LATER),
            lambda: queries.content(file.stranger, paper.id, LATER),
            lambda: queries.content(file.judge, paper.id + 1, LATER),
        ):
            with pytest.raises(Unknown):
                read()

    def test_parties_see_the_main_volume_only(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        secret = file.add(
            file.clerk,
            file=received(pdf("评议")).sha256,
            item="deliberation_minutes",
            volume=Volume.INTERNAL,
        )
        (main,) = queries.papers(file.party, file.case.id, LATER)
        assert [one.id for place in main.places for one in place.papers] == [paper.id]
        assert queries.content(file.party, paper.id, LATER)[0].id == paper.id
        with pytest.raises(Unknown):
            queries.content(file.party, secret.id, LATER)
        codes = make.refusals(files.READ_INTERNAL, file.party, file.case.id)
        assert codes == ["E_NO_POWER"]

    def test_the_internal_volume_opens_by_an_act_and_for_a_while(self) -> None:
        file = _File()
        secret = file.add(
            file.clerk,
            file=received(pdf("评议")).sha256,
            item="deliberation_minutes",
            volume=Volume.INTERNAL,
        )
        with pytest.raises(Closed) as closed:
            queries.content(file.judge, secret.id, LATER)
        assert closed.value.finding.remedy == files.READ_INTERNAL.code
        make.do(files.READ_INTERNAL, file.judge, file.case.id, at=LATER)
        soon = LATER + timedelta(minutes=1)
        assert queries.content(file.judge, secret.id, soon)[1] == pdf("评议")
        for reader, at in ((file.clerk, soon), (file.judge, LATER + timedelta(minutes=31))):
            with pytest.raises(Closed):
                queries.content(reader, secret.id, at)

    @rule("R4.5")
    def test_outside_the_portfolio_only_with_a_reason_and_notice_to_the_judge(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        (main, internal) = queries.papers(file.leader, file.case.id, LATER)
        assert main.closed is not None
        assert main.closed.remedy == files.READ_OUTSIDE.code
        assert internal.closed is not None
        assert internal.closed.remedy == ""
        reading = files.Reading(reason="代行分管领导职务，了解进度")
        make.do(files.READ_OUTSIDE, file.leader, file.case.id, reading, at=LATER)
        soon = LATER + timedelta(minutes=1)
        assert queries.content(file.leader, paper.id, soon)[0].id == paper.id
        notice = Notice.objects.filter(case=file.case).latest("id")
        assert notice.to_id == file.judge.person
        assert "代行分管领导职务" in notice.says
        entry = Entry.objects.filter(subject=file.case.id).latest("id")
        assert (entry.act, entry.post) == (files.READ_OUTSIDE.code, Post.VICE_PRESIDENT)

    @rule("R4.5")
    def test_who_holds_no_such_post_cannot_read_outside(self) -> None:
        file = _File()
        reading = files.Reading(reason="了解进度")
        codes = make.refusals(files.READ_OUTSIDE, file.stranger, file.case.id, reading)
        assert codes == ["E_NO_POWER"]

    def test_a_list_costs_the_same_at_one_and_at_fifty_papers(self) -> None:
        file = _File()
        paper = file.add(file.clerk)
        counts = []
        for turn in range(2):
            with CaptureQueriesContext(connection) as captured:
                queries.papers(file.judge, file.case.id, LATER)
            counts.append(len(captured))
            for number in range(50):
                paper.pk, paper.sha256 = None, f"{turn}{number:063x}"
                paper._state.adding = True
                paper.save()
        assert counts[0] == counts[1] <= 6
