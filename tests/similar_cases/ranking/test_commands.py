"""命令: files in, a run out; what a file lacks is said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.similar_cases.ranking.invented import (
    ARTICLES,
    DRUGS,
    FILM,
    HOUSE,
    THEFT,
    THEFT_AGAIN,
    lines,
    long,
)
from xiezhi.cli.__main__ import main
from xiezhi.similar_cases.ranking.files import BadFile, documents, pools


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        {"id": n, "title": "判决书", "text": long(text, n)} for n, text in enumerate((HOUSE, FILM))
    ]
    return lines(tmp_path / "corpus.jsonl", rows)


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    return lines(
        tmp_path / "queries.jsonl", [{"id": "a", "query": "婚后房产证加名，离婚怎么分割？"}]
    )


def read(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


class TestRank:
    def test_a_run_has_query_text_and_score(
        self, tmp_path: Path, corpus: Path, queries: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "run.tsv"
        words = ["--corpus", str(corpus), "--queries", str(queries), "--out", str(out)]
        assert main(["similar", "rank", *words]) == 0
        run = read(out)
        assert [row[:2] for row in run] == [["a", "0"], ["a", "1"]]
        assert float(run[0][2]) > float(run[1][2])
        assert "问题 1 件" in capsys.readouterr().err

    def test_gzip_and_a_pool(self, tmp_path: Path, corpus: Path, queries: Path) -> None:
        packed = tmp_path / "corpus.jsonl.gz"
        packed.write_bytes(gzip.compress(corpus.read_bytes()))
        pool = tmp_path / "pool.csv"
        pool.write_text("qid,did,grade\na,1,0\n", encoding="utf-8")
        out = tmp_path / "run.tsv"
        words = ["--corpus", str(packed), "--queries", str(queries), "--pool", str(pool)]
        assert main(["similar", "rank", *words, "--out", str(out)]) == 0
        assert [row[:2] for row in read(out)] == [["a", "1"]]

    def test_a_bad_file_leaves_no_run(
        self, tmp_path: Path, queries: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = lines(tmp_path / "bad.jsonl", [{"id": 1, "text": "甲"}, {"id": 1, "text": "乙"}])
        out = tmp_path / "run.tsv"
        words = ["--corpus", str(bad), "--queries", str(queries), "--out", str(out)]
        assert main(["similar", "rank", *words]) == 2
        assert "第 2 行的编号“1”为空、重复" in capsys.readouterr().err
        assert not out.exists()


class TestStatutes:
    def test_a_question_with_what_was_taught(self, tmp_path: Path) -> None:
        articles = lines(tmp_path / "articles.jsonl", ARTICLES)
        asked = lines(tmp_path / "q.jsonl", [{"id": 7, "question": "摆摊赔了钱怎么办？"}])
        taught = lines(
            tmp_path / "t.jsonl", [{"id": 1, "question": "摆摊赔了钱谁还？", "relevant": [1]}]
        )
        out = tmp_path / "run.tsv"
        words = ["--corpus", str(articles), "--queries", str(asked), "--train", str(taught)]
        assert main(["similar", "statutes", *words, "--out", str(out), "--top", "1"]) == 0
        assert [row[:2] for row in read(out)] == [["7", "1"]]


class TestCharges:
    @pytest.fixture
    def facts(self, tmp_path: Path) -> Path:
        rows = [{"id": n, "fact": text} for n, text in enumerate((THEFT, DRUGS))]
        return lines(tmp_path / "facts.jsonl", rows)

    def test_the_shipped_model(self, tmp_path: Path, facts: Path) -> None:
        out = tmp_path / "run.tsv"
        assert main(["predict-charges", "--queries", str(facts), "--out", str(out)]) == 0
        assert [row[:2] for row in read(out)] == [
            ["0", "盗窃"],
            ["1", "[走私、贩卖、运输、制造]毒品"],
        ]

    def test_what_was_taught(self, tmp_path: Path, facts: Path) -> None:
        rows = [
            {"id": n, "fact": text, "accusation": [name]}
            for n, (text, name) in enumerate([(THEFT, "一"), (THEFT_AGAIN, "一"), (DRUGS, "二")])
        ]
        taught = lines(tmp_path / "taught.jsonl", rows)
        out = tmp_path / "run.tsv"
        words = ["predict-charges", "--queries", str(facts), "--train", str(taught)]
        assert main([*words, "--out", str(out)]) == 0
        assert [row[:2] for row in read(out)] == [["0", "一"], ["1", "二"]]


class TestTraining:
    def test_without_the_data_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["train-similar", "--data", str(tmp_path)]) == 0
        assert capsys.readouterr().out.count("\n") == 1


class TestFiles:
    def test_fields_join_and_replace(self, tmp_path: Path) -> None:
        rows = [{"id": 1, "title": "甲", "text": "乙", "fact": "丙"}, {"id": 2, "fact": "丁"}]
        found = documents(lines(tmp_path / "f", rows), [["title"], ["text", "fact"]])
        assert [one.text for one in found] == ["甲\n乙", "丁"]

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("", "没有一行内容"),
            ("[1]", "应当是一个 JSON 对象"),
            ("{", "不是 JSON"),
            (json.dumps({"text": "甲"}), "没有编号"),
            (json.dumps({"id": 1}), "没有正文"),
            (json.dumps({"id": "a\tb", "text": "甲"}), "制表符"),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path: Path, content: str, says: str) -> None:
        path = tmp_path / "f.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(BadFile, match=says):
            documents(path, [["text"]])

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(BadFile, match="读不了"):
            documents(tmp_path / "none", [["text"]])

    @pytest.mark.parametrize(
        "content", ["qid\tdid\nq\ta\nq\tb\n", "q,a,2\nq,b,0\n", "q\ta\r\nq\tb"]
    )
    def test_pools_with_tabs_or_commas(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "pool"
        path.write_text(content, encoding="utf-8")
        assert pools(path) == {"q": ["a", "b"]}
