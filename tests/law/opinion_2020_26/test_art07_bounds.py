"""第七条 R7.8、R7.10: when a concentration, or the share of designation, is too high."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.marks import article, rule
from xiezhi.law.facts import ZONE, CourtFacts
from xiezhi.law.powers.bounds import BoundAlert
from xiezhi.law.rules.bounds import (
    Stream,
    concentrated,
    designated_too_often,
    figures_show_it,
)
from xiezhi.law.terms import BoundKind, Post

ON = date(2026, 8, 1)
pytestmark = article("法发〔2020〕26号", 7)


def stream(cases: int, most: int, organisations: int = 4) -> Stream:
    return Stream("民间借贷纠纷", cases, most, "速裁一团队", organisations)


@rule("R7.8")
class TestConcentration:
    """……避免一类案件长期由固定审判组织办理。"""

    @pytest.mark.parametrize(
        ("cases", "most", "organisations", "kinds"),
        [
            (100, 60, 3, []),
            (100, 61, 3, [BoundKind.CONCENTRATION]),
            (5, 3, 3, []),
            (5, 4, 3, [BoundKind.CONCENTRATION]),
            (100, 50, 2, [BoundKind.FEW_ORGANISATIONS]),
            (100, 100, 1, [BoundKind.CONCENTRATION, BoundKind.FEW_ORGANISATIONS]),
            (4, 4, 1, []),
        ],
    )
    def test_over_sixty_per_cent_at_one_or_drawn_from_fewer_than_three(
        self, cases: int, most: int, organisations: int, kinds: list[BoundKind]
    ) -> None:
        found = concentrated(stream(cases, most, organisations), ON)
        assert [one.kind for one in found] == kinds

    def test_the_alert_names_cause_organisation_and_figures(self) -> None:
        (one,) = concentrated(stream(10, 7), ON)
        assert (one.part, one.whole, one.limit) == (7, 10, 60)
        assert (one.cause, one.organisation) == ("民间借贷纠纷", "速裁一团队")

    def test_a_court_may_set_a_lower_bound(self) -> None:
        assert concentrated(stream(10, 5), ON, {"assignment.concentration_percent": 40})


@rule("R7.10")
class TestDesignation:
    """……坚持以随机分案为原则、指定分案为例外。"""

    @pytest.mark.parametrize(
        ("designated", "given", "passed"),
        [(0, 0, False), (20, 100, False), (21, 100, True), (1, 5, False), (1, 4, True)],
    )
    def test_more_than_a_fifth_of_a_month_passes_the_ceiling(
        self, designated: int, given: int, passed: bool
    ) -> None:
        assert (designated_too_often(designated, given, ON) is not None) == passed

    def test_the_ceiling_is_the_courts(self) -> None:
        numbers = {"assignment.designation_percent": 10}
        assert designated_too_often(11, 100, ON, numbers) is not None
        assert designated_too_often(10, 100, ON, numbers) is None


@rule("R7.8", "R7.10")
class TestAnAlertStandsOnItsFigures:
    FACTS = CourtFacts(
        at=datetime(2026, 9, 1, 3, tzinfo=ZONE), actor=0, posts=frozenset({Post.SYSTEM})
    )

    def codes(self, **said: Any) -> list[str]:
        finding = figures_show_it(self.FACTS, BoundAlert(month=ON, **said))
        return [finding.code] if finding else []

    def test_what_its_own_figures_do_not_show_is_refused(self) -> None:
        share = {"kind": BoundKind.DESIGNATION, "whole": 100, "limit": 20}
        assert self.codes(**share, part=21) == []
        assert self.codes(**share, part=20) == ["E_NO_BREACH"]
        few = {"kind": BoundKind.FEW_ORGANISATIONS, "whole": 100, "limit": 3}
        assert self.codes(**few, part=2) == []
        assert self.codes(**few, part=3) == ["E_NO_BREACH"]
