"""识别: what a text raises, with what evidence; always a suspicion."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detection.texts import BY_CODE, COMMENTED, MANY_BUYERS, PLAIN
from tests.marks import article, rule
from xiezhi.detection.detect import EVIDENCE_MAX, QUOTE_CHARS_MAX, Finding, detect
from xiezhi.detection.model import Model, untrained
from xiezhi.detection.rules import RULES
from xiezhi.law.terms import FlagState, FourType


def codes(text: str, cause: str = "", model: Model | None = None) -> set[str]:
    return {finding.code.value for finding in detect(cause, text, model=model)}


@pytest.mark.parametrize("code", [one.code.value for one in RULES])
class TestEachCode:
    def test_its_text_raises_it(self, code: str) -> None:
        assert code in codes(BY_CODE[code])

    def test_before_training_too(self, code: str) -> None:
        assert code in codes(BY_CODE[code], model=untrained())

    def test_the_plain_loan_does_not(self, code: str) -> None:
        assert code not in codes(PLAIN)
        assert code in codes(PLAIN + BY_CODE[code])


@article("民诉解释", 75)
@rule("R5.1")
class TestManyPlaintiffs:
    def test_ten_against_a_developer(self) -> None:
        assert "F2a" in codes(MANY_BUYERS.format(count=10))

    def test_nine_are_not_many(self) -> None:
        assert "F2a" not in codes(MANY_BUYERS.format(count=9))

    def test_the_digits_of_a_name_are_no_plaintiffs(self) -> None:
        assert "F2a" not in codes("原告赵某18与被告签订商品房买卖合同后，未按约交付房屋。")


@rule("R5.1")
class TestASuspicion:
    def finding(self) -> Finding:
        return next(one for one in detect("", BY_CODE["F2a"]) if one.code is FourType.F2A)

    def test_it_is_suspected_however_sure(self) -> None:
        sure = detect("", "".join(BY_CODE.values()) * 3)
        assert max(one.confidence for one in sure) > 0.9
        assert {one.state for one in sure} == {FlagState.SUSPECTED}

    def test_nothing_confirms_it(self) -> None:
        with pytest.raises(AttributeError):
            self.finding().state = FlagState.CONFIRMED  # type: ignore[misc]

    def test_it_names_its_rule_and_its_text(self) -> None:
        finding = self.finding()
        assert finding.rule.startswith("text.F2a@")
        assert str(finding.source) == "法发〔2021〕30号 第4条"

    def test_the_evidence_is_the_words_that_speak(self) -> None:
        assert any("三十余名业主" in quote for quote in self.finding().evidence)


class TestCommentsOfLaterHands:
    def test_they_raise_nothing(self) -> None:
        assert codes(COMMENTED.format(facts=PLAIN)) == set()

    def test_the_facts_between_them_do(self) -> None:
        assert "F2a" in codes(COMMENTED.format(facts=BY_CODE["F2a"]))

    def test_they_would_if_they_were_read(self) -> None:
        found = detect("", COMMENTED.format(facts=PLAIN), cut=False)
        assert {"F1c", "F1d", "F2b"} <= {one.code.value for one in found}


PIECES = st.sampled_from(
    [*BY_CODE.values(), PLAIN, "１２名被害人", "&nbsp;", "，", "\n", "典型意义\n", "某18", " "]
)


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(PIECES, max_size=8), noise=st.text(max_size=20), cause=st.text(max_size=8))
def test_evidence_is_always_a_part_of_the_text(pieces: list[str], noise: str, cause: str) -> None:
    text = noise.join(pieces)
    for finding in detect(cause, text):
        assert 0 < finding.confidence <= 1
        assert 0 < len(finding.evidence) <= EVIDENCE_MAX
        for quote in finding.evidence:
            assert quote and quote in text
            assert len(quote) <= 2 * QUOTE_CHARS_MAX


def test_the_same_text_gives_the_same_findings() -> None:
    text = "".join(BY_CODE.values())
    assert detect("合同纠纷", text) == detect("合同纠纷", text)


@pytest.mark.parametrize(
    ("around", "quoted"),
    [(10, "{around}与12名原告签订合同{around}"), (60, "12名原告"), (200, "12名原告")],
)
def test_the_clause_is_quoted_or_where_it_is_long_the_words(around: int, quoted: str) -> None:
    text = f"此前，{'某' * around}与12名原告签订合同{'某' * around}，此后"
    (quote,) = next(one for one in detect("", text) if one.code is FourType.F2A).evidence
    assert quote == quoted.format(around="某" * around)


@pytest.mark.parametrize("text", ["", " ", "。", "典型意义\n"])
def test_an_empty_text_raises_nothing(text: str) -> None:
    assert detect("", text) == []
