"""xiezhi detect, train-detection: rows in, findings out; bad rows are named and passed over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.detection.test_learning import rows as labelled
from tests.detection.test_learning import write as write_labelled
from tests.detection.texts import BY_CODE, PLAIN
from xiezhi.cli.__main__ import main
from xiezhi.detection import files

GOOD: dict[str, Any] = {"id": "a", "cause": "", "text": BY_CODE["F2a"]}
MANY = [{"id": code, "cause": "", "text": text} for code, text in BY_CODE.items()] + [
    {"id": "plain", "cause": "民间借贷纠纷", "text": PLAIN}
]


class Desk:
    """Where a test lays its rows and runs the command."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.cases, self.out, self.capsys = folder / "cases.jsonl", folder / "out.jsonl", capsys

    def lay(self, *lines: dict[str, Any] | str | bytes) -> None:
        laid = [json.dumps(one) if isinstance(one, dict) else one for one in lines]
        self.cases.write_bytes(
            b"\n".join(one.encode() if isinstance(one, str) else one for one in laid)
        )

    def run(self) -> int:
        return main(["detect", "--cases", str(self.cases), "--out", str(self.out)])

    def found(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]

    def said(self) -> str:
        return self.capsys.readouterr().err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


class TestRows:
    def test_a_line_for_each_case(self, desk: Desk) -> None:
        desk.lay(*MANY)
        assert desk.run() == 0
        found = desk.found()
        assert [one["id"] for one in found] == [one["id"] for one in MANY]
        assert found[-1] == {"id": "plain", "codes": {}}
        assert all(set(one) == {"id", "codes"} for one in found)

    def test_what_a_finding_says(self, desk: Desk) -> None:
        desk.lay(GOOD)
        assert desk.run() == 0
        finding = desk.found()[0]["codes"]["F2a"]
        assert set(finding) == {"confidence", "evidence", "rule"}
        assert 0 < finding["confidence"] <= 1
        assert all(quote in GOOD["text"] for quote in finding["evidence"])
        assert finding["rule"] == "text.F2a@2"

    def test_the_order_of_rows_does_not_matter(self, desk: Desk) -> None:
        desk.lay(*MANY)
        assert desk.run() == 0
        forward = desk.found()
        desk.lay(*MANY[::-1])
        assert desk.run() == 0
        assert desk.found() == forward[::-1]

    def test_it_says_the_same_again(self, desk: Desk) -> None:
        desk.lay(*MANY)
        assert desk.run() == 0
        before = desk.out.read_bytes()
        assert desk.run() == 0
        assert desk.out.read_bytes() == before

    def test_empty_lines_and_a_mark_at_the_beginning_do_no_harm(self, desk: Desk) -> None:
        desk.lay(b"\xef\xbb\xbf" + json.dumps(GOOD).encode(), "", "  ", {"id": 7, "text": PLAIN})
        assert desk.run() == 0
        assert [one["id"] for one in desk.found()] == ["a", 7]

    def test_an_empty_file_gives_an_empty_one(self, desk: Desk) -> None:
        desk.lay()
        assert desk.run() == 0
        assert desk.found() == []


BAD = [
    ('{"id": "x", "text"', "不是 JSON"),
    ("[]", "JSON 对象"),
    ('"text"', "JSON 对象"),
    ({"text": PLAIN}, "没有编号"),
    ({"id": " ", "text": PLAIN}, "没有编号"),
    ({"id": True, "text": PLAIN}, "没有编号"),
    ({"id": "x" * 300, "text": PLAIN}, "200 字"),
    ({"id": "x\0y", "text": PLAIN}, "NUL"),
    ({"id": "x"}, "没有正文"),
    ({"id": "x", "text": "  "}, "没有正文"),
    ({"id": "x", "text": ["a"]}, "没有正文"),
    ({"id": "x", "text": f"{PLAIN}\0"}, "NUL"),
    ({"id": "x", "cause": 3, "text": PLAIN}, "案由"),
    (b'{"id": "x", "text": "\xff\xfe"}', "不是 JSON"),
    (r'{"id": "x", "text": "\ud800"}', "不是 JSON"),
]


@pytest.mark.parametrize(("bad", "says"), BAD)
def test_a_bad_row_is_named_and_the_others_are_detected(
    desk: Desk, bad: dict[str, Any] | str | bytes, says: str
) -> None:
    desk.lay(GOOD, bad, {**GOOD, "id": "c"})
    assert desk.run() == 1
    said = desk.said()
    assert "第 2 行未识别" in said and says in said
    assert [one["id"] for one in desk.found()] == ["a", "c"]


def test_a_row_beyond_measure_is_passed_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LINE_BYTES_MAX", 1_000)
    desk.lay({**GOOD, "text": "甲" * 5_000}, GOOD)
    assert desk.run() == 1
    assert "第 1 行未识别：超过" in desk.said()
    assert [one["id"] for one in desk.found()] == ["a"]


def test_many_bad_rows_are_counted(desk: Desk) -> None:
    desk.lay(*["x"] * 60, GOOD)
    assert desk.run() == 1
    said = desk.said()
    assert said.count("行未识别：") == 50 and "另有 10 行未识别" in said


class TestGzip:
    def test_it_is_known_by_its_bytes(self, desk: Desk) -> None:
        desk.lay(*MANY)
        assert desk.run() == 0
        plain = desk.found()
        desk.cases.write_bytes(gzip.compress(desk.cases.read_bytes()))
        assert desk.run() == 0
        assert desk.found() == plain

    def test_the_output_is_packed_where_its_name_says_so(self, desk: Desk) -> None:
        desk.lay(*MANY)
        assert desk.run() == 0
        plain = desk.out.read_bytes()
        desk.out = desk.out.with_name("out.jsonl.gz")
        assert desk.run() == 0
        packed = desk.out.read_bytes()
        assert gzip.decompress(packed) == plain
        assert desk.run() == 0
        assert desk.out.read_bytes() == packed

    def test_a_cut_archive_leaves_no_output(self, desk: Desk) -> None:
        desk.lay(*MANY)
        desk.cases.write_bytes(gzip.compress(desk.cases.read_bytes())[:-20])
        assert desk.run() == 2
        assert "gzip 文件在第" in desk.said()
        assert sorted(path.name for path in desk.cases.parent.iterdir()) == ["cases.jsonl"]


class TestFilesThatCannotBeUsed:
    def test_no_such_file(self, desk: Desk) -> None:
        assert desk.run() == 2
        assert "cases.jsonl 读不了" in desk.said()
        assert not desk.out.exists()

    def test_what_stood_there_stays_after_a_failure(self, desk: Desk) -> None:
        desk.out.write_text("before")
        assert desk.run() == 2
        assert desk.out.read_text() == "before"

    def test_no_such_folder(self, desk: Desk) -> None:
        desk.lay(GOOD)
        desk.out = desk.out.parent / "missing" / "out.jsonl"
        assert desk.run() == 2
        assert "写不了" in desk.said()

    def test_the_cases_are_not_overwritten(self, desk: Desk) -> None:
        desk.lay(GOOD)
        desk.out = desk.cases
        assert desk.run() == 2
        assert "同一个文件" in desk.said()
        assert json.loads(desk.cases.read_bytes()) == GOOD


class TestTrainDetection:
    def test_without_the_data_it_says_so(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["train-detection", "--data", str(tmp_path)]) == 0
        assert capsys.readouterr().out.count("\n") == 1

    def test_other_texts_would_change_the_model(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "four_type"
        folder.mkdir()
        write_labelled(folder / "cases.jsonl", labelled())
        assert main(["train-detection", "--data", str(tmp_path), "--check"]) == 1
        assert "run train-detection" in capsys.readouterr().err
