"""词元和向量: what counts as a feature, and what it weighs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from xiezhi.similar_cases.ranking.space import Space, latent, unit, z
from xiezhi.similar_cases.ranking.tokens import (
    cleaned_question,
    grams,
    joined,
    key,
    named,
    without_numbers,
    words,
)


class TestFeatures:
    def test_runs_never_cross_another_character(self) -> None:
        assert grams("借款，借款", 2).counts.tolist() == [2.0]
        assert len(grams("甲a乙", 2).keys) == 0
        assert grams("", 1, 2, 3).keys.tolist() == []

    def test_runs_of_each_size_are_features(self) -> None:
        assert len(grams("盗窃罪", 1, 2, 3).keys) == 3 + 2 + 1

    def test_words_have_two_letters_or_more(self) -> None:
        assert words("他 向 银行 借款 3000 元") == ["银行", "借款"]

    def test_the_number_of_a_word_is_the_same_everywhere(self) -> None:
        assert key("盗窃") == key("盗" + "窃") < 0

    def test_bags_add_up(self) -> None:
        both = joined(named(["盗窃", "诈骗"]), named(["盗窃"]).times(2))
        assert sorted(both.counts.tolist()) == [1.0, 3.0]

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("于2019年3月5日借款10万元", "于借款"),
            ("利率24%以上", "利率"),
            ("没有数字", "没有数字"),
        ],
    )
    def test_figures_go_with_their_units(self, text: str, left: str) -> None:
        assert without_numbers(text) == left

    def test_a_question_loses_labels_and_placeholders_not_its_asking_words(self) -> None:
        plain = cleaned_question("案件背景：张某向A公司借款10万元。请问：是否应当偿还？")
        assert "张某" not in plain and "案件背景" not in plain and "A公司" not in plain
        assert "是否应当偿还" in plain


class TestWeights:
    bags = [named(["甲乙", "甲乙", "丙丁"]), named(["丙丁"]), named(["戊己"])]

    def test_bm25_by_hand(self) -> None:
        space = Space.of(self.bags)
        weights = space.bm25(space.rows(self.bags), 1.2, 1.0).toarray()
        place = int(np.searchsorted(space.keys, key("甲乙")))
        idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
        assert weights[0, place] == pytest.approx(idf * 2 * 2.2 / (2 + 1.2 * 3 / (5 / 3)))

    def test_unknown_features_are_left_out(self) -> None:
        space = Space.of(self.bags)
        assert space.rows([named(["庚辛"])]).nnz == 0

    def test_rows_have_length_one(self) -> None:
        space = Space.of(self.bags)
        rows = space.tf_idf(space.rows(self.bags))
        assert np.allclose((rows.multiply(rows)).sum(axis=1), 1)

    def test_latent_words_are_the_same_each_time(self) -> None:
        space = Space.of(self.bags)
        rows = space.tf_idf(space.rows(self.bags))
        assert np.array_equal(latent(rows, 2), latent(rows, 2))

    def test_no_text_is_no_error(self) -> None:
        assert Space.of([]).rows([named(["甲乙"])]).shape == (1, 0)

    def test_scores_stand_on_one_scale(self) -> None:
        scaled = z(np.array([1.0, 2.0, 3.0]))
        assert scaled.mean() == pytest.approx(0) and scaled.std() == pytest.approx(1)
        assert z(np.array([5.0, 5.0])).tolist() == [0.0, 0.0]
        assert z(np.array([100.0, 1.0, 3.0]), without=0)[1:].tolist() == [-1.0, 1.0]

    def test_an_empty_row_stays_empty(self) -> None:
        assert unit(np.zeros((1, 3))).tolist() == [[0.0, 0.0, 0.0]]
