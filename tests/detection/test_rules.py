"""识别规则: every sub-category has a rule or a reason, an article and a version."""

from __future__ import annotations

import pytest

from tests.marks import rule
from xiezhi.detection.model import standing
from xiezhi.detection.rules import NAMES, NOT_FROM_TEXT, RULES, START, TIERS, Rule
from xiezhi.law.terms import FourType


def test_each_code_has_a_rule_or_the_reason_why_not() -> None:
    ruled = [rule.code for rule in RULES]
    assert sorted([*ruled, *NOT_FROM_TEXT]) == sorted(FourType)


def test_what_is_never_decided_from_a_text() -> None:
    assert {code for code in FourType if code[:2] in {"F3", "F4", "L*"}} <= NOT_FROM_TEXT.keys()
    assert FourType.F1B in NOT_FROM_TEXT
    assert all(NOT_FROM_TEXT.values())


@rule("R5.1")
@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_a_rule_is_cited_and_versioned(one: Rule) -> None:
    assert one.source.key == "法发〔2021〕30号"
    assert one.source.article in (3, 4)
    assert one.name == f"text.{one.code}@{one.version}"
    assert one.signals


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_its_signals_are_known_and_weighed(one: Rule) -> None:
    assert one.signals.keys() <= NAMES
    assert set(one.signals.values()) <= set(TIERS.values())
    assert standing().rules[one.code].signals.keys() == one.signals.keys()


def test_a_strong_signal_speaks_alone_before_training_and_a_weak_one_does_not() -> None:
    assert START + TIERS["strong"] > 0 > START + TIERS["fair"]
    assert START + 2 * TIERS["weak"] < 0


def test_every_signal_is_used_or_part_of_one() -> None:
    used = {name for one in RULES for name in one.signals}
    parts = {"count.companies"}  # a role of its own, so that firms are not taken for people
    assert NAMES - used == parts
