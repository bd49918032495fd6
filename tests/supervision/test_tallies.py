"""Reports beside the rules: what no rule found, and what four-type cases weigh."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.marks import article, rule
from tests.recognition.province import QUIET, READS_OWNERS, Province, read, switched_on
from tests.supervision.cases import flag
from tests.supervision.test_reports import LATER, SETTLED, scope_for
from xiezhi.law.powers import closing
from xiezhi.law.terms import FourType, Post
from xiezhi.supervision import board, tallies
from xiezhi.supervision.board import Sought

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5)]
YEAR = make.AT.year


def viewed(province: Province) -> tuple[object, object]:
    bench = province.basic
    return bench.as_(Post.PRESIDENT), scope_for(bench, Post.PRESIDENT)


class TestByHand:
    @rule("R5.1")
    def test_flags_that_no_rule_had_suspected_are_what_the_rules_missed(self):
        province = switched_on(READS_OWNERS)
        found, missed = province.filed(), province.filed(QUIET)
        read()
        province.answer(found, confirm=True)
        flag(province.basic, missed, FourType.F2A)
        viewer, scope = viewed(province)
        (told,) = tallies.by_hand(viewer, scope, YEAR)
        assert (told.code, told.count, told.found, told.recall) == ("F2a", 1, 1, 50)
        rows = board.listed(viewer, scope, Sought(hand=True, year=YEAR), LATER)
        assert [one.id for one in rows] == [missed.id]

    def test_who_flags_what_a_rule_suspects_confirms_it(self):
        province = switched_on(READS_OWNERS)
        case = province.filed()
        read()
        flag(province.basic, case, FourType.F2A)
        (told,) = tallies.by_hand(*viewed(province), YEAR)
        assert (told.count, told.found) == (0, 1)


class TestWeights:
    @rule("R5.15")
    def test_a_closed_four_type_case_counts_half_a_case_more(self):
        province = Province(judges=1)
        bench = province.basic
        plain, weighty = make.drawn(bench), make.drawn(bench)
        flag(bench, weighty)
        for case in (plain, weighty):
            make.do(closing.SETTLE, make.actor(case.judge), case.id, SETTLED, at=LATER)
        (told,) = tallies.weighed(*viewed(province), YEAR)
        assert (told.closed, told.flagged, told.weight, told.load) == (2, 1, 500, 2500)

    def test_what_was_flagged_only_afterwards_weighed_nothing(self):
        province = Province(judges=1)
        case = make.drawn(province.basic)
        make.do(closing.SETTLE, make.actor(case.judge), case.id, SETTLED, at=LATER)
        flag(province.basic, case)
        (told,) = tallies.weighed(*viewed(province), YEAR)
        assert (told.closed, told.flagged, told.load) == (1, 0, 1000)
