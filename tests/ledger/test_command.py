"""`xiezhi ledger …` on the platform's own tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from tests.ledger.conftest import AT, TABLES, Link, draft, make_tables, new_subjects, write
from xiezhi.cli.__main__ import main
from xiezhi.config import env
from xiezhi.config.database import APPLICATION, OWNER
from xiezhi.ledger import models, sequencer
from xiezhi.ledger.encoding import Head
from xiezhi.ledger.keys import Folder
from xiezhi.ledger.notes import read_checkpoint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The folder that the commands use, with a key."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    ours = Folder(tmp_path / "ledger")
    ours.make_key()
    return ours


@pytest.fixture
def link() -> Link:
    """Django's own connection."""
    connection.ensure_connection()
    return connection.connection


class Matter(models.Subject):
    """A subject that is no table of the platform's."""

    class Meta:
        app_label = "ledger_tests"
        db_table = TABLES[0]
        managed = False


class TestSubjects:
    def test_every_table_of_subjects_is_known_and_takes_its_ids_from_one_sequence(
        self, link: Link
    ) -> None:
        tables = models.subject_tables()
        assert tables
        defaults = link.execute(
            "select table_name::text, column_default from information_schema.columns"
            " where column_name = 'id' and table_name = any(%s::text[]) order by 1",
            [tables],
        ).fetchall()
        assert [name for name, _ in defaults] == tables
        assert {default for _, default in defaults} == {"nextval('subject_id'::regclass)"}

    def test_their_heads_move_in_place(self, link: Link) -> None:
        rows = link.execute(
            "select relname::text, reloptions from pg_class where relname = any(%s::text[])",
            [models.subject_tables()],
        ).fetchall()
        assert dict(rows) == {name: ["fillfactor=80"] for name in models.subject_tables()}

    def test_ids_are_fresh(self) -> None:
        ids = models.subject_ids(5)
        assert len(set(ids) | set(models.subject_ids(5))) == 10
        assert ids == sorted(ids)

    def test_rows_know_their_numbers_however_they_are_inserted(self, link: Link) -> None:
        link.execute(f"set role {OWNER}")
        make_tables(link)
        link.execute(f"set role {APPLICATION}")
        (known,) = models.subject_ids(1)
        rows = [
            Matter.objects.create(),
            *Matter.objects.bulk_create([Matter(), Matter(id=known), Matter()]),
        ]
        found = {row.id: row.chain for row in Matter.objects.all()}
        assert found == dict.fromkeys((row.id for row in rows), Head())
        assert known in found


class TestCommands:
    def test_a_sound_ledger(
        self, link: Link, state: Folder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["ledger", "fsck"]) == 0
        assert "0 faults" in capsys.readouterr().out
        assert main(["ledger", "checkpoint"]) == 1
        assert main(["ledger", "prove", "1"]) == 1
        assert main(["ledger", "key"]) == 0
        assert str(state.signer().verifier) in capsys.readouterr().out

    def test_the_first_bad_entry_is_named_and_the_status_is_1(
        self, link: Link, state: Folder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        link.execute(f"set role {OWNER}")
        make_tables(link)  # subjects that the platform does not know
        link.execute(f"set role {APPLICATION}")
        write(link, [draft(subject) for subject in new_subjects(link, 2)], TABLES[0])
        assert main(["ledger", "fsck"]) == 1
        said = capsys.readouterr().out
        assert said.startswith("✗ subject ")
        assert said.count("✗") == 1
        assert main(["ledger", "fsck", "--all"]) == 1
        assert capsys.readouterr().out.count("✗ subject") == 2

    def test_what_it_writes_verifies(
        self, link: Link, state: Folder, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        link.execute(f"set role {OWNER}")
        make_tables(link)
        link.execute(f"set role {APPLICATION}")
        first, *_ = write(link, [draft(subject) for subject in new_subjects(link, 3)])
        sequencer.tick(link, state.signer(), at=AT)
        export, receipt = tmp_path / "log.jsonl", tmp_path / "receipt.json"
        assert main(["ledger", "export", str(export)]) == 0
        assert main(["ledger", "prove", str(first.id), "--latest"]) == 0
        receipt.write_bytes(capfdbinary.readouterr().out)
        assert json.loads(receipt.read_bytes())["entry"]["hash"] == first.hash.hex()
        key = str(state.signer().verifier)
        assert main(["verify", str(export), str(receipt), "--key", key]) == 0
        capfdbinary.readouterr()
        assert main(["ledger", "checkpoint"]) == 0
        note = capfdbinary.readouterr().out.decode()
        assert read_checkpoint(note.partition("\n\n")[0] + "\n").size == 3
