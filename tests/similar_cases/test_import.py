"""导入裁判文书: files of judgments through the gate, by the command."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories as make
from tests.similar_cases import judgments as texts
from xiezhi.acts.types import SYSTEM, Refused
from xiezhi.cli.__main__ import main
from xiezhi.config import env
from xiezhi.law.powers import similar
from xiezhi.law.powers.people import IMPORT, ImportData
from xiezhi.law.terms import Post
from xiezhi.ledger.models import Entry
from xiezhi.similar_cases import importing, ports
from xiezhi.similar_cases.importing import NobodyToImport, import_file, importer
from xiezhi.similar_cases.models import Judgment, Search
from xiezhi.similar_cases.search.tantivy_engine import open_engine

READABLE = (texts.CRIMINAL_SUMMARY, texts.CRIMINAL_APPEAL, texts.CIVIL_FIRST, texts.CIVIL_RETRIAL)
LATER = make.AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep index and reasons of each test in a folder of its own."""
    monkeypatch.setattr(env, "STATE", tmp_path)
    monkeypatch.setattr(ports, "FOLDER", tmp_path / "similar_cases")
    ports.engine.cache_clear()


def a_file(folder: Path, *, packed: bool = True) -> Path:
    """Return a file with four judgments, a text that is none, and a line that is no JSON."""
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(READABLE)]
    lines += [json.dumps({"id": "x", "text": "一封信"}), "{", ""]
    content = "\n".join(lines).encode()
    path = folder / ("judgments.jsonl.gz" if packed else "judgments.jsonl")
    path.write_bytes(gzip.compress(content) if packed else content)
    return path


@pytest.mark.django_db
class TestCommand:
    def test_what_can_be_read_is_imported_the_rest_listed_with_its_reason(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make.make_court()
        assert main(["import-judgments", str(a_file(tmp_path))]) == 0
        said = capsys.readouterr().out
        assert "6 件，读入 4 件（66.7%）" in said
        assert "新增 4 件，已有 0 件" in said
        assert open_engine(tmp_path / "similar_cases").count() == Judgment.objects.count() == 4
        reasons = (tmp_path / "imports" / "judgments.jsonl.gz.unread.tsv").read_text()
        assert [line.split("\t")[:2] for line in reasons.splitlines()] == [["5", "x"], ["6", ""]]

    def test_again_adds_nothing_in_other_batches_too(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        make.make_court()
        path = str(a_file(tmp_path, packed=False))
        assert main(["import-judgments", path]) == 0
        assert main(["import-judgments", path]) == 0
        monkeypatch.setattr(importing, "BATCH", 3)
        assert main(["import-judgments", path]) == 0
        assert capsys.readouterr().out.count("新增 0 件，已有 4 件") == 2
        assert Judgment.objects.count() == 4

    def test_a_file_or_person_that_is_not_there(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = str(a_file(tmp_path))
        assert main(["import-judgments", path]) == 2
        make.make_court()
        assert main(["import-judgments", path, "--as", "nobody"]) == 2
        assert main(["import-judgments", str(tmp_path / "none.jsonl")]) == 2
        cut = tmp_path / "cut.gz"
        cut.write_bytes(a_file(tmp_path).read_bytes()[:-30])
        assert main(["import-judgments", str(cut)]) == 2
        assert "nobody" in capsys.readouterr().err


@pytest.mark.django_db
class TestAct:
    def test_an_interrupted_import_goes_on_where_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        court = make.make_court()
        monkeypatch.setattr(importing, "BATCH", 2)
        path = a_file(tmp_path)
        with path.open("rb") as raw:
            next(import_file(raw, path.name, SYSTEM, court.id, lambda: make.AT))
        assert Judgment.objects.count() == 2
        with path.open("rb") as raw:
            *_, (tally, _) = import_file(raw, path.name, SYSTEM, court.id, lambda: LATER)
        assert (tally.read, tally.new) == (4, 2)
        entries = Entry.objects.filter(act=IMPORT.code)
        assert entries.count() == 2
        assert all("原告" not in entry.data for entry in entries)

    def test_only_trial_management_and_administrators_import(self, tmp_path: Path) -> None:
        bench = make.make_bench(1)
        for post, may in ((Post.CLERK, False), (Post.TRIAL_MANAGEMENT, True)):
            account = make.make_account(bench.people[post])
            by, court = importer(account.login, "")
            assert court == bench.court
            with a_file(tmp_path).open("rb") as raw:
                batches = import_file(raw, "a", by, court.id, lambda: make.AT)
                if may:
                    assert next(batches)[0].new == 4
                else:
                    with pytest.raises(Refused):
                        next(batches)

    def test_lines_that_are_no_records_do_no_harm(self) -> None:
        court = make.make_court()
        data = ImportData(file="a", texts='{\n[1]\n{"text": 7}\n\u2028\n')
        make.do(IMPORT, SYSTEM, court.id, data)
        assert not Judgment.objects.exists()

    def test_who_imports_must_be_known(self) -> None:
        with pytest.raises(NobodyToImport):
            importer("", "")
        court = make.make_court()
        assert importer("", court.code) == (SYSTEM, court)
        with pytest.raises(NobodyToImport):
            importer("", "无")

    def test_a_search_stays_with_the_case(self, tmp_path: Path) -> None:
        bench = make.make_bench()
        case = make.drawn(bench)
        with a_file(tmp_path).open("rb") as raw:
            list(import_file(raw, "a", SYSTEM, bench.court.id, lambda: make.AT))
        found = tuple(Judgment.objects.order_by("-id").values_list("id", flat=True)[:2])
        assert case.judge is not None
        record = similar.SearchRecord(query="逾期还款", found=found, note="可资参照")
        make.do(similar.SEARCH, make.actor(case.judge), case.id, record)
        kept = Search.objects.values("query", "found", "corpus_size", "by").get(case=case)
        assert kept == {
            "query": "逾期还款",
            "found": list(found),
            "corpus_size": 4,
            "by": case.judge_id,
        }
