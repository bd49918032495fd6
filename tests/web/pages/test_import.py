"""Bulk filing by file: every row passes the gate by itself; nothing is filed twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_bench
from tests.marks import article
from tests.web.pages.conftest import SignIn
from xiezhi.cases.models import Case
from xiezhi.law.terms import Post

GOOD = {"id": "a-1", "案由": "民间借贷纠纷", "原告": "甲某", "被告": "乙某", "诉讼请求": "还款",
        "事实与理由": "到期未还", "标的额（元）": "20000.00"}  # fmt: skip
NO_CAUSE = GOOD | {"id": "a-2", "案由": "没有这个案由"}
NO_NAME = GOOD | {"id": "a-3", "原告": ""}


def upload(*rows: object, name: str = "案件.jsonl") -> SimpleUploadedFile:
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return SimpleUploadedFile(name, lines.encode())


@pytest.mark.django_db
@article("法发〔2020〕26号", 26)
class TestImport:
    def test_good_rows_are_cases_and_each_other_row_has_its_reason(self, signed_in: SignIn) -> None:
        bench = make_bench(2)
        client = signed_in(bench.people[Post.FILING_OFFICER])
        answer = client.post("/filing/import", {"file": upload(GOOD, NO_CAUSE, NO_NAME)})
        assert answer.status_code == 200
        case = Case.objects.get()
        page = answer.content.decode()
        assert case.number in page and str(datetime.now(UTC).year) in case.number
        assert page.count("due-late") == 2 and "没有这个案由" in page

    def test_the_same_file_again_files_nothing_twice(self, signed_in: SignIn) -> None:
        client = signed_in(make_bench(2).people[Post.FILING_OFFICER])
        for _ in range(2):
            page = client.post("/filing/import", {"file": upload(GOOD)}).content.decode()
        assert Case.objects.count() == 1
        assert "前次已收" in page

    @pytest.mark.parametrize(
        ("file", "says"),
        [
            (None, "没有选择文件"),
            (upload(), "文件里没有一行案件"),
            (upload(GOOD, name="案件.exe"), "不是可以收的格式"),
            (SimpleUploadedFile("案件.xlsx", b"PK\x03\x04 not a workbook"), "不是 XLSX 工作簿"),
            (upload(*[GOOD] * 1001), "一次最多一千行"),
        ],
    )
    def test_a_bad_file_is_told_so_and_files_nothing(
        self, signed_in: SignIn, file: SimpleUploadedFile | None, says: str
    ) -> None:
        client = signed_in(make_bench(2).people[Post.FILING_OFFICER])
        answer = client.post("/filing/import", {"file": file} if file else {})
        assert answer.status_code == 422 and says in answer.content.decode()
        assert not Case.objects.exists()

    def test_only_a_filing_officer_imports(self, signed_in: SignIn) -> None:
        bench = make_bench(2)
        client = signed_in(bench.judges[0])
        assert client.get("/filing/import").status_code == 404
        assert client.get("/filing/import/template.csv").status_code == 404

    def test_the_template_is_a_file_that_can_be_imported(self, signed_in: SignIn) -> None:
        client = signed_in(make_bench(2).people[Post.FILING_OFFICER])
        template = client.get("/filing/import/template.csv").content
        answer = client.post("/filing/import", {"file": SimpleUploadedFile("x.csv", template)})
        assert answer.status_code == 200 and Case.objects.count() == 1
