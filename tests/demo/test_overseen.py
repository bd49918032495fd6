"""The demo's supervision: the province's rules are on, and suits that speak are suspected."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.recognition.province import Province, read
from xiezhi.cases.models import Case
from xiezhi.demo.overseen import oversee
from xiezhi.demo.province import Staffed
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import Level, RuleState
from xiezhi.supervision.models import FourTypeFlag
from xiezhi.supervision.rules import standings

pytestmark = pytest.mark.django_db


def staffed(bench: make.Bench, level: Level) -> Staffed:
    posts = {post: [person.id] for post, person in bench.people.items()}
    return Staffed(bench.court.id, bench.court.name, level, by_post=posts)


def test_rules_are_on_and_each_speaking_suit_is_suspected() -> None:
    province = Province()
    courts = [staffed(province.high, Level.HIGH), staffed(province.basic, Level.BASIC)]
    oversee(courts, make.AT)
    court = province.basic.court.id
    rules = standings([court], make.DAY)[court].rules
    assert {one.state for one in rules.values()} == {RuleState.ON}
    assert len(rules) == len(MachineRule)
    filed = list(Case.objects.filter(title__contains="演示原告").values_list("id", flat=True))
    assert len(filed) == 4
    read()
    assert set(FourTypeFlag.objects.values_list("case", flat=True)) == set(filed)
