"""批量收案: files through the gate; a bad row fails alone, a second run adds nothing."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from hashlib import sha512
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest
from django.db import connection

from tests import factories as make
from tests import witnesses
from tests.marks import article
from xiezhi.acts.models import Opening
from xiezhi.cases.models import Case, Party
from xiezhi.cli.__main__ import main
from xiezhi.law.terms import CaseKind, Level, PartyKind, PartyRole, Post, State
from xiezhi.ledger.models import Entry

pytestmark = pytest.mark.django_db
OFFICE = "intake.office"
STEPS = (
    "filing.receive", "filing.register", "triage.confirm", "assignment.seal_pool",
    "assignment.record_answers", "assignment.draw",
)  # fmt: skip


@pytest.fixture
def bench() -> make.Bench:
    """A court that also hears appeals, with an officer who may file."""
    witnesses.running()
    bench = make.make_bench(level=Level.INTERMEDIATE)
    make.make_account(bench.people[Post.FILING_OFFICER], OFFICE)
    return bench


def a_row(number: int, **changes: Any) -> dict[str, Any]:
    """Return a complete row; every number is another case."""
    plain = {
        "id": f"r-{number}",
        "kind": "civil_first",
        "cause": "民间借贷纠纷",
        "plaintiffs": f"原告甲{number}",
        "defendants": f"乙{number}有限公司",
        "claims": f"请求归还借款{number}元",
        "amount": 1000 + number,
        "clear": "是",
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def as_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return path


def as_gzip(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_bytes(gzip.compress(b"\n".join(map(orjson.dumps, rows))))
    return path


def as_csv(path: Path, rows: list[dict[str, Any]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def as_xlsx(path: Path, rows: list[dict[str, Any]]) -> Path:
    book = openpyxl.Workbook()
    for cells in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.active.append(cells)
    book.save(path)
    return path


def filed(path: Path, *, status: int = 0, confirm: bool = True) -> list[dict[str, Any]]:
    """File a file by the command; return what it says of each row."""
    folder = path.parent / "receipts"
    command = ["intake", str(path), "--as", OFFICE, "--receipts", str(folder)]
    assert main([*command, "--confirm"] if confirm else command) == status
    return [orjson.loads(line) for line in (folder / "results.jsonl").read_bytes().splitlines()]


def codes(result: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in result["findings"]]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (as_jsonl, "filings.jsonl"),
        (as_gzip, "filings.jsonl.gz"),
        (as_csv, "filings.csv"),
        (as_xlsx, "filings.xlsx"),
    ],
)
class TestEachFormat:
    def test_every_row_becomes_a_case_with_its_judge_and_a_receipt(
        self, bench: make.Bench, tmp_path: Path, write: Any, name: str
    ) -> None:
        rows = [a_row(number) for number in range(5)]
        results = filed(write(tmp_path / name, rows))
        cases = Case.objects.order_by("amount")
        assert [int(case.amount) for case in cases] == [1000, 1001, 1002, 1003, 1004]
        assert {case.state for case in cases} == {State.ASSIGNED}
        assert {case.judge_id for case in cases} <= {judge.id for judge in bench.judges}
        assert len({case.number for case in cases} - {None, ""}) == 5
        assert [result["case"] for result in results] == [case.id for case in cases]
        for result in results:
            entry = Entry.objects.get(pk=result["entry"])
            assert (entry.act, entry.subject) == ("filing.receive", result["case"])
            assert bytes(entry.hash).hex() == result["hash"]

    def test_the_same_file_again_doubles_nothing(
        self, bench: make.Bench, tmp_path: Path, write: Any, name: str
    ) -> None:
        path = write(tmp_path / name, [a_row(number) for number in range(5)])
        first = filed(path)
        entries = list(Entry.objects.order_by("id").values_list("id", "hash"))
        again = filed(path)
        assert [row | {"replayed": True} for row in first] == again
        assert Case.objects.count() == Opening.objects.count() == 5
        assert list(Entry.objects.order_by("id").values_list("id", "hash")) == entries


class TestColumns:
    def test_chinese_heads_and_names_parted_by_commas(
        self, bench: make.Bench, tmp_path: Path
    ) -> None:
        row = {
            "案件类型": "民事第一审", "案由": "民间借贷纠纷", "原告": "赵某、钱某；孙某",
            "被告": "李某商店", "标的额（元）": "12,000.50",
        }  # fmt: skip
        filed(as_csv(tmp_path / "表.csv", [row], encoding="gb18030"))
        (case,) = Case.objects.all()
        assert (case.kind, str(case.amount)) == (CaseKind.CIVIL_FIRST, "12000.50")
        parties = Party.objects.filter(case=case).order_by("place")
        assert [party.name for party in parties] == ["赵某", "钱某", "孙某", "李某商店"]
        assert [party.role for party in parties][-1] == PartyRole.DEFENDANT
        assert [party.kind for party in parties][-1] == PartyKind.LEGAL

    def test_unless_the_officer_confirms_cases_wait_for_the_decision_on_their_procedure(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        filed(as_jsonl(tmp_path / "f.jsonl", [a_row(1), a_row(2)]), confirm=False)
        assert set(Case.objects.values_list("state", flat=True)) == {State.REGISTERED}
        assert not Entry.objects.filter(act="triage.confirm").exists()
        assert "--confirm" in capsys.readouterr().out


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown cause": ({"cause": "子虚乌有纠纷"}, "E_CAUSE_UNKNOWN"),
    "a court of its own choice": ({"court": "某某市某某区人民法院"}, "E_FIELD"),
    "an earlier case that is not here": (
        {"origin": "remand", "former": 10**17},
        "E_FORMER_UNKNOWN",
    ),
    "nobody who sues": ({"plaintiffs": ""}, "E_PARTY_MISSING"),
    "a party without name": (
        {"parties": [{"role": "plaintiff", "name": " "}, {"role": "defendant", "name": "乙"}]},
        "E_FIELD",
    ),
    "a party with an account that nobody has": (
        {
            "parties": [
                {"role": "plaintiff", "name": "甲", "account": 10**17},
                {"role": "defendant", "name": "乙"},
            ]
        },
        "E_ACCOUNT_UNKNOWN",
    ),
    "NUL in a name": ({"plaintiffs": "甲\0乙"}, "E_FIELD"),
    "NUL in the claims": ({"claims": "归还\0"}, "E_FIELD"),
    "an amount below zero": ({"amount": "-5"}, "E_FIELD"),
}


@article("民诉法", 126)
class TestBadRows:
    """不符合起诉条件的……: a row that cannot be a case is refused alone, with its reasons."""

    @pytest.mark.parametrize("what", BAD)
    @pytest.mark.django_db(transaction=True)
    def test_a_bad_row_fails_alone(self, bench: make.Bench, tmp_path: Path, what: str) -> None:
        changes, code = BAD[what]
        if "parties" in changes:
            changes = changes | {"plaintiffs": None, "defendants": None}
        rows = [a_row(1), a_row(2, **changes), a_row(3)]
        good, bad, last = filed(as_jsonl(tmp_path / "f.jsonl", rows), status=1)
        assert codes(bad) == [code]
        assert bad["line"] == 2 and bad["refused"]
        assert set(Case.objects.values_list("pk", flat=True)) == {good["case"], last["case"]}
        assert set(Case.objects.values_list("state", flat=True)) == {State.ASSIGNED}
        assert not Opening.objects.filter(key="id:r-2").exists()
        assert Party.objects.count() == 4

    @pytest.mark.parametrize("line", [b"{", b"[1]", b'"x"', b'{"id": "a\\u0000b"}', b"\xff\xfe"])
    def test_a_line_that_cannot_be_read_fails_alone(
        self, bench: make.Bench, tmp_path: Path, line: bytes
    ) -> None:
        path = tmp_path / "f.jsonl"
        path.write_bytes(b"\n".join([orjson.dumps(a_row(1)), line, b"", orjson.dumps(a_row(2))]))
        good, bad, last = filed(path, status=1)
        assert (bad["line"], last["line"]) == (2, 4)
        assert bad["refused"]
        assert set(Case.objects.values_list("pk", flat=True)) == {good["case"], last["case"]}

    def test_all_kinds_together_are_counted_by_their_codes(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [a_row(number) for number in range(4)]
        rows += [a_row(10, cause="无此案由"), a_row(11, cause="亦无"), a_row(12, amount="多")]
        filed(as_jsonl(tmp_path / "f.jsonl", rows), status=1)
        said = capsys.readouterr().out
        assert "读入 7 行：收案 4 件，前次已收 0 件" in said
        assert "分案 4 件" in said
        assert "未办 2：E_CAUSE_UNKNOWN" in said
        assert "未办 1：E_FIELD" in said

    def test_a_corrected_row_is_taken_the_next_time_and_the_others_are_not_doubled(
        self, bench: make.Bench, tmp_path: Path
    ) -> None:
        path = tmp_path / "f.jsonl"
        filed(as_jsonl(path, [a_row(1), a_row(2, cause="无此案由")]), status=1)
        one, two = filed(as_jsonl(path, [a_row(1), a_row(2)]))
        assert (one["replayed"], two["replayed"]) == (True, False)
        assert Case.objects.count() == 2


class TestKeys:
    """A row is known by its `id`, else by its content."""

    def test_a_row_twice_in_a_file_is_one_case(self, bench: make.Bench, tmp_path: Path) -> None:
        rows = [a_row(1), a_row(1), a_row(2, id=None), a_row(2, id=None)]
        one, again, two, twice = filed(as_jsonl(tmp_path / "f.jsonl", rows))
        assert (again["case"], twice["case"]) == (one["case"], two["case"])
        assert Case.objects.count() == 2

    def test_long_ids_that_begin_alike_are_two_rows(
        self, bench: make.Bench, tmp_path: Path
    ) -> None:
        rows = [a_row(1, id="档" * 200 + "1"), a_row(2, id="档" * 200 + "2")]
        path = as_jsonl(tmp_path / "f.jsonl", rows)
        assert [row["replayed"] for row in filed(path)] == [False, False]
        assert [row["replayed"] for row in filed(path)] == [True, True]
        assert Case.objects.count() == 2

    def test_the_same_case_under_another_id_is_refused(
        self, bench: make.Bench, tmp_path: Path
    ) -> None:
        rows = [a_row(1), a_row(1, id="r-other")]
        _, bad = filed(as_jsonl(tmp_path / "f.jsonl", rows), status=1)
        assert codes(bad) == ["E_DUPLICATE_FILING"]

    def test_each_step_of_a_case_is_on_record_once(self, bench: make.Bench, tmp_path: Path) -> None:
        path = as_jsonl(tmp_path / "f.jsonl", [a_row(number) for number in range(3)])
        filed(path)
        filed(path)
        for case in Case.objects.all():
            acts = Counter(Entry.objects.filter(subject=case.id).values_list("act", flat=True))
            assert {act: acts[act] for act in STEPS} == dict.fromkeys(STEPS, 1)

    def test_a_case_that_stopped_half_way_is_taken_on_from_where_it_stands(
        self, bench: make.Bench, tmp_path: Path
    ) -> None:
        path = as_jsonl(tmp_path / "f.jsonl", [a_row(1), a_row(2)])
        filed(path, confirm=False)
        assert [row["replayed"] for row in filed(path)] == [True, True]
        assert set(Case.objects.values_list("state", flat=True)) == {State.ASSIGNED}


class TestWhatIsNoFileOrNoOfficer:
    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("f.pdf", b"%PDF", "不是可以收的格式"),
            ("f.xlsx", b"no workbook", "不是 XLSX 工作簿"),
            ("f.jsonl.gz", orjson.dumps(a_row(1)), "不是完整的 gzip 文件"),
            ("f.jsonl.gz", gzip.compress(orjson.dumps(a_row(1)))[:-9], "不是完整的 gzip 文件"),
            ("f.csv", '案由,原告\n"没有收尾的引号,'.encode() + b"x" * 200_000, "引号是否成对"),
        ],
    )
    def test_it_is_said_and_nothing_is_filed(
        self,
        bench: make.Bench,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        name: str,
        content: bytes,
        says: str,
    ) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        filed(path, status=2)
        assert says in capsys.readouterr().err
        assert not Case.objects.exists()

    def test_only_a_filing_officer_files(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        make.make_account(bench.people[Post.PRESIDENT], "intake.president")
        path = as_jsonl(tmp_path / "f.jsonl", [a_row(1)])
        for login, says in (("intake.president", "不是立案人员"), ("nobody", "没有账号")):
            words = ["intake", str(path), "--as", login, "--receipts", str(tmp_path)]
            assert main(words) == 2
            assert says in capsys.readouterr().err
        assert not Case.objects.exists()

    def test_a_place_for_receipts_that_is_none_is_said(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = as_jsonl(tmp_path / "f.jsonl", [a_row(1)])
        assert main(["intake", str(path), "--as", OFFICE, "--receipts", str(path)]) == 2
        assert "不能在" in capsys.readouterr().err

    def test_a_file_cut_in_the_middle_keeps_what_came_before_and_goes_on_when_it_is_whole(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [a_row(number) | {"facts": digest(number)} for number in range(230)]
        path = as_gzip(tmp_path / "f.jsonl.gz", rows)
        whole = path.read_bytes()
        path.write_bytes(whole[:-200])
        filed(path, status=2, confirm=False)
        said = capsys.readouterr().err
        assert "断了" in said and "此前 200 行已有结果" in said and "不会重复收案" in said
        path.write_bytes(whole)
        results = filed(path, confirm=False)
        assert [row["replayed"] for row in results] == [True] * 200 + [False] * 30


def digest(number: int) -> str:
    """What a packer cannot make shorter."""
    return sha512(str(number).encode()).hexdigest()


class TestWhatNobodyForesaw:
    """One line says what to do; the stack of calls is kept beside the receipts."""

    @pytest.mark.django_db(transaction=True)
    def test_without_a_database_it_says_to_run_the_command_again(
        self, bench: make.Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = as_jsonl(tmp_path / "f.jsonl", [a_row(1)])
        host = connection.settings_dict["HOST"]
        connection.close()
        connection.settings_dict["HOST"] = "/nowhere"
        try:
            assert main(["intake", str(path), "--as", OFFICE]) == 3
        finally:
            connection.close()
            connection.settings_dict["HOST"] = host
        said = capsys.readouterr().err.strip()
        assert said.count("\n") == 0
        assert said.startswith("收案中断：") and said.endswith("不会重复收案")
        assert len(filed(path)) == 1
