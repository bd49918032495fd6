"""Workbooks are read in a bounded process: none of them harms the one that files."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from os import urandom
from pathlib import Path

import openpyxl
import pytest

from xiezhi.documents.limits import limits
from xiezhi.intake.files import BadFile, Line, read_file, read_workbook

DAY = date(2026, 6, 1)
SEVEN = bytes(n % 7 for n in range(256))
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_book(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Put other content into a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for one, old in (parts | {name: content}).items():
            archive.writestr(one, content if one == name else old)
    return path


def with_sheet(path: Path, rows: str, before: str = "") -> Path:
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>'
    return with_part(a_book(path, ["案由"]), SHEET, f"{sheet}</worksheet>".encode())


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(path: Path) -> list[Line]:
    return list(read_file(path, DAY))


class TestWhatIsRead:
    def test_names_numbers_and_moments_with_gaps_between(self, tmp_path: Path) -> None:
        path = a_book(
            tmp_path / "f.xlsx", ["案由 ", None, "标的额"], [None] * 3, ["买卖", "x", 2.5]
        )
        (line,) = read(path)
        assert (line.number, line.values) == (3, {"案由": "买卖", "标的额": 2.5})

    def test_a_sheet_that_states_a_wrong_size_is_read_whole(self, tmp_path: Path) -> None:
        rows = "".join(f'<row r="{n}">{cell(f"A{n}", f"甲{n}")}</row>' for n in range(1, 5))
        path = with_sheet(tmp_path / "f.xlsx", rows, '<dimension ref="A1"/>')
        assert [line.values for line in read(path)] == [{"甲1": f"甲{n}"} for n in range(2, 5)]

    def test_an_empty_sheet_has_no_rows(self, tmp_path: Path) -> None:
        assert read(with_sheet(tmp_path / "f.xlsx", "")) == []

    def test_who_wants_no_more_leaves_no_process(self, tmp_path: Path) -> None:
        lines = read_file(a_book(tmp_path / "f.xlsx", ["案由"], *[["买卖"]] * 20_000), DAY)
        assert next(lines).number == 2
        lines.close()  # type: ignore[attr-defined]


class TestWhatIsNot:
    def refused(self, path: Path) -> str:
        with pytest.raises(BadFile) as why:
            read(path)
        return str(why.value)

    def test_what_unpacks_beyond_measure(self, tmp_path: Path) -> None:
        path = with_part(a_book(tmp_path / "f.xlsx", ["案由"]), "xl/media/a.bin", bytes(80_000_000))
        assert "解压后过大" in self.refused(path)

    def test_too_many_parts(self, tmp_path: Path) -> None:
        path = a_book(tmp_path / "f.xlsx", ["案由"])
        with zipfile.ZipFile(path, "a") as archive:
            for number in range(2_001):
                archive.writestr(f"xl/{number}", b"")
        assert "解压后过大" in self.refused(path)

    def test_a_part_longer_than_it_states(self, tmp_path: Path) -> None:
        path = with_sheet(tmp_path / "f.xlsx", f'<row r="1">{cell("A1", "甲")}</row>')
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo(SHEET).file_size
        stated, lied = size.to_bytes(4, "little"), (size - 20).to_bytes(4, "little")
        path.write_bytes(path.read_bytes().replace(stated, lied))
        assert "不是 XLSX 工作簿" in self.refused(path)

    def test_a_row_far_beyond_the_last_of_any_sheet(self, tmp_path: Path) -> None:
        far = (
            f'<row r="1">{cell("A1", "案由")}</row><row r="99999999999">{cell("A2", "买卖")}</row>'
        )
        assert "行数超过" in self.refused(with_sheet(tmp_path / "f.xlsx", far))

    @pytest.mark.parametrize(
        "bound", [{"reading_bytes_max": 250 << 20}, {"reading_seconds_max": 1}], ids=str
    )
    @pytest.mark.slow
    def test_a_row_of_so_many_cells_that_memory_or_time_ends(
        self, tmp_path: Path, bound: dict[str, int]
    ) -> None:
        path = with_sheet(tmp_path / "f.xlsx", f'<row r="1">{cell("A1", "甲")}</row>')
        chance = "".join(f"<{'cdefghi'[n]}/>" for n in urandom(500_000).translate(SEVEN))
        path = with_sheet(path, f'<row r="1">{chance * 8}</row>')
        with pytest.raises(BadFile, match="时间或者内存超过上限"):
            list(read_workbook(path, replace(limits(DAY), **bound)))

    def test_entities_that_grow(self, tmp_path: Path) -> None:
        names = "abcdefghij"
        grown = "".join(
            f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names)
        )
        head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"买卖" * 50}">{grown}]>'
        body = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell("A1", "&j;")}</row>'
        path = with_part(
            a_book(tmp_path / "f.xlsx", ["案由"]),
            SHEET,
            f"{head}{body}</sheetData></worksheet>".encode(),
        )
        assert self.refused(path)

    def test_a_password(self, tmp_path: Path) -> None:
        path = tmp_path / "f.xlsx"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
        assert "打开密码" in self.refused(path)
