"""The index: what is found, what is never lost, and why a hit is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from xiezhi.law.terms import Area, Level
from xiezhi.similar_cases.search.benchmark import timed
from xiezhi.similar_cases.search.engine import Entry, IndexBusy, Question
from xiezhi.similar_cases.search.passages import likeness
from xiezhi.similar_cases.search.tantivy_engine import TantivyEngine, discard_old, open_engine
from xiezhi.similar_cases.search.upkeep import Upkeep, rebuild, repair
from xiezhi.similar_cases.search.words import counted, words

THEFT = "被告人趁摊主不备窃得电动车一辆，变卖后挥霍。"
HOUSE = "开发商逾期交房，市政配套迟延，买受人主张违约金。"
LOAN = "双方签订借款合同，出借人转账十万元，借款人逾期未还本息。"


def entry(id_: int, text: str, **other: object) -> Entry:
    values: dict[str, object] = {
        "causes": (),
        "area": Area.CIVIL,
        "level": Level.BASIC,
        "judged_on": date(2020, 1, 1),
    }
    return Entry(id=id_, text=text, **(values | other))  # type: ignore[arg-type]


ENTRIES = {
    1: entry(1, THEFT, area=Area.CRIMINAL, causes=("CR05", "CR05-1")),
    2: entry(2, HOUSE, causes=("CV", "CV-1"), judged_on=date(2019, 5, 1)),
    3: entry(3, HOUSE + LOAN, causes=("CV", "CV-2"), level=Level.HIGH),
    4: entry(4, LOAN, judged_on=None),
}


def some(ids: Sequence[int]) -> Iterator[Entry]:
    return (ENTRIES[id_] for id_ in ids)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    made = open_engine(tmp_path)
    made.add(ENTRIES.values())
    made.commit()
    return made


def found(engine: TantivyEngine, text: str, k: int = 10, **other: object) -> list[int]:
    question = Question(counted(text), **other)  # type: ignore[arg-type]
    return [hit.id for hit in engine.search(question, k).hits]


class TestFinding:
    def test_by_words_best_first(self, engine: TantivyEngine) -> None:
        assert found(engine, "逾期交房的违约金，市政配套迟延")[:2] == [2, 3]
        assert found(engine, "窃得电动车") == [1]

    def test_a_charge_named_in_the_text_weighs_more(self, tmp_path: Path) -> None:
        engine = open_engine(tmp_path)
        engine.add([entry(1, "受贿罪" + LOAN), entry(2, "摊主" + LOAN), entry(3, THEFT)])
        engine.commit()
        assert found(engine, "受贿罪摊主")[0] == 1

    def test_filters(self, engine: TantivyEngine) -> None:
        text = HOUSE + LOAN + THEFT
        assert found(engine, text, area=Area.CRIMINAL) == [1]
        assert found(engine, text, cause="CV-1") == [2]
        assert set(found(engine, text, cause="CV")) == {2, 3}
        assert found(engine, text, levels=(Level.HIGH, Level.SUPREME)) == [3]
        assert found(engine, text, until=date(2019, 5, 1)) == [2]
        assert set(found(engine, text, since=date(2020, 1, 1))) == {1, 3}

    def test_filters_do_not_change_scores(self, engine: TantivyEngine) -> None:
        plain = engine.search(Question(counted(HOUSE)), 1).hits[0]
        filtered = engine.search(Question(counted(HOUSE), cause="CV-1"), 1).hits[0]
        assert plain == filtered

    def test_the_question_itself_is_left_out(self, engine: TantivyEngine) -> None:
        assert found(engine, HOUSE, without=2)[0] == 3

    def test_nothing_asked_nothing_found(self, engine: TantivyEngine) -> None:
        assert found(engine, "") == []
        assert found(engine, "的了是 12345") == []
        assert found(engine, HOUSE, k=0) == []

    def test_query_syntax_is_only_text(self, engine: TantivyEngine) -> None:
        assert found(engine, 'body:* OR "窃得 AND (cause:[* TO *]') == [1]

    def test_no_more_than_asked(self, engine: TantivyEngine) -> None:
        assert len(found(engine, HOUSE + LOAN, k=2)) == 2


class TestKeeping:
    def test_adding_twice_is_adding_once(self, engine: TantivyEngine) -> None:
        engine.add([entry(2, THEFT)])
        engine.commit()
        assert engine.count() == 4
        assert set(found(engine, "窃得电动车")) == {1, 2}
        assert found(engine, "市政配套迟延") == [3]

    def test_nothing_counts_before_commit(self, tmp_path: Path) -> None:
        engine = open_engine(tmp_path)
        engine.add([entry(1, THEFT)])
        assert engine.count() == 0
        assert engine.last_id() == 0
        assert engine.ids() == set()

    def test_it_is_there_after_reopening(self, engine: TantivyEngine, tmp_path: Path) -> None:
        again = open_engine(tmp_path)
        assert (again.count(), again.last_id(), again.ids()) == (4, 4, {1, 2, 3, 4})

    def test_another_reader_sees_what_was_committed(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        reader = open_engine(tmp_path)
        engine.remove([1])
        engine.commit()
        assert reader.ids() == {2, 3, 4}

    def test_one_writer(self, engine: TantivyEngine, tmp_path: Path) -> None:
        engine.add([entry(9, THEFT)])
        other = open_engine(tmp_path)
        with pytest.raises(IndexBusy):
            other.add([entry(10, THEFT)])
        engine.commit()
        other.add([entry(10, THEFT)])
        other.commit()
        assert {9, 10} <= other.ids()

    def test_repair_finds_the_one_in_the_middle(self, engine: TantivyEngine) -> None:
        engine.remove([2])
        engine.add([entry(7, LOAN)])
        engine.commit()
        assert repair(engine, {1, 2, 3, 4}, some) == Upkeep(added=1, removed=1)
        assert engine.ids() == {1, 2, 3, 4}
        assert repair(engine, {1, 2, 3, 4}, some) == Upkeep(0, 0)

    def test_rebuild_from_the_rows(self, engine: TantivyEngine) -> None:
        rebuild(engine, {1, 4}, some)
        assert engine.ids() == {1, 4}

    def test_an_index_of_an_earlier_dictionary_is_removed(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        (tmp_path / "0-old").mkdir()
        discard_old(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1
        assert open_engine(tmp_path).count() == 4


class TestWhy:
    def test_charges_and_causes_are_one_word(self) -> None:
        assert words("构成危险驾驶罪") == words("构成危险驾驶") == ["构成", "危险驾驶"]
        assert words("商品房预售合同纠纷一案") == ["商品房预售合同"]

    def test_numbers_single_characters_and_stop_words_are_none(self) -> None:
        assert words("本院认为，原告于2019年支付1000元") == ["支付"]

    def test_passages_stand_where_they_say(self, engine: TantivyEngine) -> None:
        weights = engine.search(Question(counted("逾期交房的违约金")), 1).weights
        text = f"前文与此无关的一句话。{HOUSE}后文也与此无关的一句话。"
        why = likeness(text, weights)
        assert [text[p.start : p.end] for p in why.passages] == [HOUSE]
        assert "违约金" in why.shared
        assert set(why.shared) <= set(weights)

    def test_no_likeness_without_shared_words(self) -> None:
        why = likeness(THEFT, {"违约金": 1.0})
        assert (why.passages, why.shared) == ((), ())


def test_timing_counts_each_text_once() -> None:
    asked: list[str] = []
    timing = timed(asked.append, [THEFT, HOUSE, LOAN])
    assert asked == [THEFT, HOUSE, LOAN]
    assert 0 <= timing.p50 <= timing.p95
