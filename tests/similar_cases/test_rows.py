"""Rows of judgments: made once, found again, explained."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from tests.similar_cases import judgments as texts
from xiezhi.law.terms import Area
from xiezhi.similar_cases import queries
from xiezhi.similar_cases.jobs import import_rows, keep_index
from xiezhi.similar_cases.models import Judgment
from xiezhi.similar_cases.reading import Judgment as Read
from xiezhi.similar_cases.reading import read_judgment
from xiezhi.similar_cases.search.tantivy_engine import open_engine

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
VIEWER = "a judge"
ALL = (
    texts.CRIMINAL_SUMMARY,
    texts.CRIMINAL_APPEAL,
    texts.CIVIL_FIRST,
    texts.CIVIL_RETRIAL,
    texts.GUIDING,
)


def rows(*chosen: str) -> list[Judgment]:
    read = [read_judgment(text) for text in chosen]
    return import_rows([j for j in read if isinstance(j, Read)], at=AT)


class TestRows:
    def test_a_text_and_a_number_stand_once(self) -> None:
        changed = texts.CIVIL_FIRST.replace("二十日公开", "二十一日公开").replace("28.5", "28.6")
        assert len(rows(texts.CIVIL_FIRST, texts.CIVIL_FIRST, changed)) == 1

    def test_what_is_final_is_said_only_where_it_is_known(self) -> None:
        assert [row.effective for row in rows(*ALL)] == [None, True, None, True, True]

    def test_facts_of_a_stored_judgment(self) -> None:
        (row,) = rows(texts.CIVIL_FIRST)
        assert queries.retrieval_text(row).startswith("本院经审理认定事实如下")
        (row,) = rows(texts.CRIMINAL_SUMMARY)
        assert queries.retrieval_text(row).startswith("公诉机关指控")


@pytest.mark.django_db
class TestStored:
    def store(self, *chosen: str) -> None:
        Judgment.objects.bulk_create(rows(*chosen))

    def test_importing_again_is_known(self) -> None:
        self.store(texts.CIVIL_FIRST)
        again = rows(texts.CIVIL_FIRST, texts.CIVIL_RETRIAL)
        assert queries.known(VIEWER, again) == {again[0].sha256}

    def test_nobody_changes_a_row(self) -> None:
        self.store(texts.CIVIL_FIRST)
        with pytest.raises(DatabaseError):
            Judgment.objects.update(cause="别的案由")

    def test_similar_with_reasons_and_one_query(self, tmp_path: Path) -> None:
        self.store(*ALL)
        engine = open_engine(tmp_path)
        assert keep_index(engine).added == len(ALL)
        facts = "开发商因市政配套迟延而逾期交房，也没有采取减损措施"
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = queries.similar(VIEWER, engine, facts, queries.Scope(area=Area.CIVIL))
        assert len(captured) == 1
        assert found[0].judgment.number == "（2021）云0403民初1284号"
        assert found[0].relative == 1.0
        assert "减损" in "".join(p.text for p in found[0].likeness.passages)

    def test_a_general_cause_finds_the_special_one(self, tmp_path: Path) -> None:
        self.store(*ALL)
        engine = open_engine(tmp_path)
        keep_index(engine)
        special = Judgment.objects.get(number="（2021）云0403民初1284号").cause_code
        general = special.rsplit("-", 2)[0]
        for code in (special, general):
            found = queries.similar(VIEWER, engine, "市政配套迟延", queries.Scope(cause=code))
            assert [hit.judgment.cause_code for hit in found] == [special]

    def test_an_index_ahead_of_the_rows_shows_nothing_that_is_not_there(
        self, tmp_path: Path
    ) -> None:
        self.store(texts.CIVIL_FIRST)
        engine = open_engine(tmp_path)
        keep_index(engine)
        (entry,) = queries.entries(list(queries.all_ids()))
        ahead = type(entry)(**(entry.__dict__ | {"id": entry.id + 1}))
        engine.add([ahead])
        engine.commit()
        found = queries.similar(VIEWER, engine, "市政配套迟延", queries.Scope())
        assert [hit.judgment.pk for hit in found] == [entry.id]
