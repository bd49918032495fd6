"""识别规则: the high court drafts, tries and switches; what is too often wrong is muted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as make
from tests.marks import article, rule
from tests.recognition.province import (
    OWNERS,
    QUIET,
    READS_OWNERS,
    SOON,
    TODAY,
    Province,
    flags,
    read,
    switched_on,
)
from xiezhi.acts.models import Prompt
from xiezhi.detection.model import standing as trained
from xiezhi.law.powers import detection
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import Post, RuleState
from xiezhi.ledger.models import Entry
from xiezhi.supervision.jobs import mute, run_trials
from xiezhi.supervision.models import FourTypeFlag, RuleDraft, RuleSetting, RuleTrial
from xiezhi.supervision.rules import standings

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 1)]
OWN = """
[[signal]]
name = "own.leaks"
gloss = "房屋漏水"
branches = ["房屋漏水"]
weight = 5.0
"""


def state(province: Province, which: MachineRule = READS_OWNERS, days: int = 0) -> RuleState:
    court = province.basic.court.id
    return standings([court], TODAY + timedelta(days=days))[court].rules[which].state


class TestSwitching:
    """各高级人民法院应当建立统一的“四类案件”自动识别监测系统……"""

    def test_the_high_court_switches_a_rule_on_for_its_province(self):
        province, other = switched_on(READS_OWNERS), Province()
        assert state(province) is RuleState.ON
        assert state(other) is RuleState.OFF

    def test_no_other_court_does(self):
        province = Province()
        data = detection.RuleSwitch(rule=READS_OWNERS, on=True, since=TODAY, reason="本院需要")
        office = province.basic.as_(Post.TRIAL_MANAGEMENT)
        court = province.basic.court.id
        assert make.refusals(detection.SWITCH_RULE, office, court, data) == ["E_NOT_HIGH_COURT"]

    def test_from_a_day_that_is_not_past(self):
        province = Province()
        assert province.switch(READS_OWNERS, since=TODAY - timedelta(days=1)) == ["E_BACKDATED"]
        assert province.switch(READS_OWNERS, since=TODAY + timedelta(days=3)) == []
        assert state(province, days=2) is RuleState.OFF
        assert state(province, days=3) is RuleState.ON

    def test_what_is_off_finds_nothing_more_and_what_was_found_stays(self):
        province = switched_on(READS_OWNERS)
        first = province.filed()
        read()
        assert province.switch(READS_OWNERS, on=False) == []
        second = province.filed(at=SOON)
        read(SOON + timedelta(minutes=1))
        assert flags(first) and not flags(second)

    def test_a_rule_over_structure_can_be_switched_off(self):
        province = Province()
        assert state(province, MachineRule.SERIES) is RuleState.ON
        assert province.switch(MachineRule.SERIES, on=False) == []
        assert state(province, MachineRule.SERIES) is RuleState.OFF


def test_the_operating_point_of_the_platform_is_what_training_chose():
    court = Province().basic.court.id
    standing = standings([court], TODAY)[court].rules[READS_OWNERS]
    assert standing.version(READS_OWNERS).threshold == trained().threshold


class TestDrafts:
    def test_a_draft_of_the_own_speaks_once_it_was_tried_and_switched_on(self):
        province = Province()
        assert province.draft(OWN, threshold=60) == []
        assert province.switch(READS_OWNERS, draft=1) == ["E_NOT_TRIED"]
        assert province.try_(1) == []
        run_trials(at=SOON)
        assert province.switch(READS_OWNERS, draft=1) == []
        case = province.filed("原告称房屋漏水，被告不修。")
        read()
        flag = FourTypeFlag.objects.get(case=case)
        assert (flag.rule_version, flag.evidence) == ("2.1", "原告称房屋漏水")

    def test_a_draft_that_is_not_there(self):
        assert Province().switch(READS_OWNERS, draft=3) == ["E_NO_DRAFT"]

    def test_weights_name_signals_of_the_rule(self):
        province = Province()
        assert province.draft('[weights]\n"count.people" = 2.5\n') == []
        assert province.draft('[weights]\n"count.nobody" = 2.5\n') == ["E_CUES"]
        assert list(RuleDraft.objects.values_list("number", flat=True)) == [1]

    def test_a_rule_over_structure_has_no_cues(self):
        refused = Province().draft(OWN, rule=MachineRule.SERIES)
        assert refused == ["E_NO_CUES"]


class TestTrials:
    def test_hits_misses_and_the_work_it_makes(self):
        province = switched_on(READS_OWNERS)
        found = [province.filed() for _ in range(3)]
        province.filed(QUIET)
        read()
        province.answer(found[0], confirm=True)
        province.answer(found[1], confirm=False)
        assert province.draft(threshold=95) == []
        assert province.try_(0) == []
        assert province.try_(1) == []
        assert run_trials(at=SOON) == 2
        shipped, strict = RuleTrial.objects.order_by("id")
        assert (shipped.done, shipped.total, shipped.ended_at) == (4, 4, SOON)
        told = {name: shipped.found[name] for name in ("hits", "confirmed", "rejected", "missed")}
        assert told == {"hits": 3, "confirmed": 1, "rejected": 1, "missed": 0}
        assert shipped.found["shown"][0]["quotes"][0] in OWNERS
        assert (strict.found["hits"], strict.found["missed"]) in {(0, 1), (3, 0)}

    def test_only_the_newest_cases_within_the_bound(self):
        province = Province()
        for _ in range(60):
            province.filed(QUIET)
        assert province.try_(0, cases=50) == []
        run_trials(at=SOON)
        assert RuleTrial.objects.get().done == 50
        assert run_trials(at=SOON) == 0


class TestMuting:
    """A rule that is wrong too often retires itself; a person lets it speak again."""

    def answered(self, confirmed: int, rejected: int, **how: int) -> Province:
        province = Province()
        province.switch(READS_OWNERS, **how)
        cases = [province.filed() for _ in range(confirmed + rejected)]
        read()
        for place, case in enumerate(cases):
            province.answer(case, confirm=place < confirmed)
        return province

    @rule("R5.1")
    def test_under_the_floor_with_enough_answers(self):
        province = self.answered(7, 13)
        (outcome,) = mute(at=SOON)
        assert outcome.accepted
        assert state(province) is RuleState.MUTED
        row = RuleSetting.objects.latest("id")
        assert (row.confirmed, row.decided, row.by) == (7, 20, None)
        entry = Entry.objects.get(act="detection.mute_rule")
        assert entry.subject == province.high.court.id
        prompt = Prompt.objects.get(act="detection.unmute_rule", settled_by=None)
        assert (prompt.subject, prompt.post) == (province.high.court.id, Post.TRIAL_MANAGEMENT)
        assert mute(at=SOON) == []

    def test_at_the_floor_or_with_few_answers_it_speaks_on(self):
        self.answered(8, 12)
        self.answered(0, 19)
        assert mute(at=SOON) == []

    def test_the_courts_own_floor_counts(self):
        self.answered(8, 12, floor=50)
        assert len(mute(at=SOON)) == 1

    def test_a_muted_rule_finds_nothing_until_a_person_decides(self):
        province = self.answered(0, 20)
        mute(at=SOON)
        case = province.filed(at=SOON)
        read(SOON + timedelta(minutes=1))
        assert flags(case) == []
        data = detection.RuleUnmuting(rule=READS_OWNERS, reason="误报集中于一类合同，已培训")
        court = province.high.court.id
        lower = province.basic.as_(Post.TRIAL_MANAGEMENT)
        low = province.basic.court.id
        assert "E_NOT_HIGH_COURT" in make.refusals(detection.UNMUTE_RULE, lower, low, data)
        assert make.refusals(detection.UNMUTE_RULE, province.office, court, data) == []
        assert state(province) is RuleState.ON
        assert not Prompt.objects.filter(act="detection.unmute_rule", settled_by=None).exists()
        assert make.refusals(detection.UNMUTE_RULE, province.office, court, data) == [
            "E_RULE_STATE"
        ]
