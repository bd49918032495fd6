"""学习: weights move where texts speak and stay where they are silent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.detection.texts import BY_CODE, PLAIN
from xiezhi.detection.detect import detect
from xiezhi.detection.learning import fit, sigmoid, solve
from xiezhi.detection.model import FILE, BadModel, load, standing, untrained
from xiezhi.detection.rules import RULES
from xiezhi.detection.training import (
    THRESHOLDS,
    by_source,
    examples,
    first_batch,
    left_out,
    second_batch,
    train,
    weigh,
)
from xiezhi.law.terms import FourType

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "four_type" / "cases.jsonl"


class TestFit:
    def test_without_rows_it_is_what_was_stated(self) -> None:
        assert fit([], [], [2.0, -1.0], [1.0, 1.0]) == [2.0, -1.0]

    def test_a_feature_that_no_row_has_stays(self) -> None:
        weights = fit([[0], []], [True, False], [0.0, 1.5, -1.0], [1.0, 1.0, 1.0])
        assert weights[1] == 1.5
        assert weights[0] > 0

    def test_it_goes_where_the_labels_are(self) -> None:
        rows = [[0], [0], [1], [1], [], []]
        labels = [True, True, False, False, False, False]
        up, down, _ = fit(rows, labels, [0.0, 0.0, -1.0], [1.0, 1.0, 1.0])
        assert up > 0 > down

    def test_a_narrow_spread_holds_it_back(self) -> None:
        rows, labels = [[0]] * 5 + [[]] * 5, [False] * 10
        free, held = (fit(rows, labels, [2.0, -2.0], [s, 1.0])[0] for s in (1.0, 0.1))
        assert free < held < 2.0

    def test_the_order_of_rows_does_not_matter(self) -> None:
        rows, labels = [[0], [1], [0, 1], []], [True, False, True, False]
        one = fit(rows, labels, [0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
        other = fit(rows[::-1], labels[::-1], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
        assert one == pytest.approx(other)

    def test_solve(self) -> None:
        assert solve([[4.0, 2.0], [2.0, 3.0]], [10.0, 8.0]) == pytest.approx([1.75, 1.5])

    @pytest.mark.parametrize(("score", "chance"), [(0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)])
    def test_sigmoid(self, score: float, chance: float) -> None:
        assert sigmoid(score) == pytest.approx(chance)


def rows() -> list[dict[str, object]]:
    """Return an invented set of two sources and two batches."""
    made: list[dict[str, object]] = []
    for number, (code, text) in enumerate(BY_CODE.items()):
        for source in ("one", "two"):
            end = "" if source == "one" else "-b"
            ids = f"{source}-{number}{end}"
            codes = {code: "yes"}
            made.append({"id": ids, "source": source, "cause": "", "text": text, "codes": codes})
            made.append({"id": f"{source}-plain-{number}{end}", "source": source, "cause": None,
                         "text": f"{PLAIN}{number}", "codes": {}})  # fmt: skip
    return made


def write(path: Path, content: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in content), encoding="utf-8")
    return path


class TestTraining:
    def test_the_order_of_rows_does_not_matter(self, tmp_path: Path) -> None:
        one = train(examples(write(tmp_path / "a", rows())))
        other = train(examples(write(tmp_path / "b", rows()[::-1])))
        assert one.dump() == other.dump()

    def test_what_it_learned_finds_the_texts_again(self, tmp_path: Path) -> None:
        model = train(examples(write(tmp_path / "a", rows())))
        for code, text in BY_CODE.items():
            assert code in {one.code for one in detect("", text, model=model)}
        assert model.threshold in THRESHOLDS

    def test_a_disputed_label_teaches_nothing(self, tmp_path: Path) -> None:
        disputed = {"id": "x", "source": "one", "cause": "", "text": BY_CODE["F2a"],
                    "codes": {"F2a": "disputed"}}  # fmt: skip
        without = weigh(examples(write(tmp_path / "a", rows())))
        with_it = weigh(examples(write(tmp_path / "b", [*rows(), disputed])))
        assert with_it[FourType.F2A] == without[FourType.F2A]
        assert with_it[FourType.F2B] != without[FourType.F2B]  # there it is a text without the code

    def test_each_text_is_judged_once_by_who_did_not_see_it(self, tmp_path: Path) -> None:
        texts = examples(write(tmp_path / "a", rows()))
        judged = [text.id for _, text, _ in left_out(texts, by_source(texts))]
        assert sorted(judged) == [text.id for text in texts]
        second = {text.id for _, text, _ in left_out(texts, second_batch())}
        first = {text.id for _, text, _ in left_out(texts, first_batch())}
        assert second == {text.id for text in texts if text.second}
        assert first | second == set(judged) and not first & second


class TestTheModel:
    def test_it_reads_what_it_writes(self) -> None:
        assert load(standing().dump()).dump() == standing().dump()

    def test_it_holds_names_of_signals_and_no_word_of_a_text(self) -> None:
        text = standing().dump()
        assert text.isascii()
        assert len(text) < 300_000

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (("xiezhi-detection-1", "xiezhi-detection-0"), "格式"),
            (('"version": "1"', '"version": "0"'), "重新训练"),
            (("group.many", "group.more"), "信号不一致"),
        ],
    )
    def test_it_is_refused_where_it_fits_no_rule(self, change: tuple[str, str], says: str) -> None:
        text = standing().dump()
        assert change[0] in text
        with pytest.raises(BadModel, match=says):
            load(text.replace(*change))

    def test_untrained_is_what_the_rules_state(self) -> None:
        assert {code: one.signals for code, one in untrained().rules.items()} == {
            rule.code: rule.signals for rule in RULES
        }

    @pytest.mark.skipif(not DATA.is_file(), reason="the data sets are not beside the project")
    def test_it_is_what_the_labelled_texts_teach(self) -> None:
        shipped = Path(__file__).resolve().parents[2] / "xiezhi" / "detection" / FILE
        assert train(examples(DATA)).dump() == shipped.read_text(encoding="utf-8")
