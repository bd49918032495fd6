"""识别: what is filed, amended, lodged or linked is read after the commit, by the job."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories as make
from tests.efiles import bad_files as bad
from tests.marks import article, rule
from tests.recognition.province import (
    OWNERS,
    QUIET,
    READS_OWNERS,
    SOON,
    SUSPECTED,
    Province,
    flags,
    read,
    switched_on,
)
from xiezhi.acts.models import Prompt
from xiezhi.efiles import uploads
from xiezhi.efiles.uploads import Received, receive
from xiezhi.law.powers import files, filing
from xiezhi.law.powers.filing import PartyEntry
from xiezhi.law.rules.detection import MachineRule
from xiezhi.law.terms import FlagState, PartyKind, PartyRole, Post
from xiezhi.supervision.models import FourTypeFlag, Reading
from xiezhi.supervision.monitor import watch

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 5, 1)]


class TestTexts:
    """探索“四类案件”自动化识别……"""

    @rule("R5.1")
    def test_a_filing_that_speaks_of_thirty_owners_is_suspected_with_its_evidence(self):
        province = switched_on()
        case = province.filed()
        assert read() >= 1
        flag = FourTypeFlag.objects.get(case=case, code="F2a")
        assert (flag.state, flag.by_machine, flag.rule) == (SUSPECTED, True, "text.F2a")
        assert flag.rule_version == "2"
        assert 15 <= flag.confidence <= 100
        assert all(line in OWNERS for line in flag.evidence.split("\n"))
        prompt = Prompt.objects.filter(subject=case.id, act="screening.confirm", settled_by=None)
        assert prompt.first().post == Post.FILING_OFFICER

    def test_a_plain_loan_raises_nothing_and_is_read_once(self):
        province = switched_on()
        case = province.filed(QUIET)
        assert read() == 0
        assert flags(case) == []
        before = Reading.objects.get(case=case)
        assert read(SOON + timedelta(minutes=1)) == 0
        assert Reading.objects.get(case=case).at == before.at

    def test_before_the_high_court_has_switched_rules_on_no_text_is_suspected(self):
        case = Province().filed()
        read()
        assert flags(case) == []

    @rule("R5.1")
    def test_what_a_person_rejected_is_not_suspected_again(self):
        province = switched_on(READS_OWNERS)
        case = province.filed()
        read()
        province.answer(case, confirm=False)
        amendment = filing.Amendment(reason="原告补充请求", claims="请求修复三十户业主的房屋")
        officer = province.basic.as_(Post.FILING_OFFICER)
        make.do(filing.AMEND, officer, case.id, amendment, at=SOON)
        assert read(SOON + timedelta(minutes=1)) == 0
        assert flags(case) == [("F2a", "text.F2a", FlagState.REJECTED)]

    def test_new_claims_are_read_again(self):
        province = switched_on(READS_OWNERS)
        case = province.filed(QUIET)
        read()
        amendment = filing.Amendment(reason="原告补充请求", claims=OWNERS)
        officer = province.basic.as_(Post.FILING_OFFICER)
        make.do(filing.AMEND, officer, case.id, amendment, at=SOON)
        assert read(SOON + timedelta(minutes=1)) == 1
        assert flags(case) == [("F2a", "text.F2a", SUSPECTED)]

    def test_a_chunk_is_read_in_as_many_statements_as_one_case(self, django_assert_max_num_queries):
        province = switched_on()
        for _ in range(5):
            province.filed(QUIET)
        with django_assert_max_num_queries(12):
            read()


class TestPapers:
    @pytest.fixture(autouse=True)
    def state(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Keep the files of each test in a folder of its own."""
        monkeypatch.setattr(uploads.env, "STATE", tmp_path)
        uploads.inbox.cache_clear()
        uploads.store.cache_clear()

    def test_an_uploaded_answer_is_read_and_named_beside_its_words(self):
        province = switched_on(READS_OWNERS)
        case = province.filed(QUIET)
        read()
        got = receive(io.BytesIO(bad.word(OWNERS)), "答辩状.docx", make.DAY)
        assert isinstance(got, Received)
        data = files.Upload(file=got.sha256, name="答辩状.docx", item="")
        make.do(files.ADD, province.basic.as_(Post.FILING_OFFICER), case.id, data, at=SOON)
        assert read(SOON + timedelta(minutes=1)) == 1
        flag = FourTypeFlag.objects.get(case=case)
        assert flag.evidence.startswith("《答辩状.docx》：")


def a_bank(role: PartyRole = PartyRole.DEFENDANT, name: str = "某开发公司") -> PartyEntry:
    return PartyEntry(role=role, name=name, kind=PartyKind.LEGAL)


class TestHistoryAndLinks:
    """Earlier and other cases of the same parties say what a case may be."""

    def test_the_same_parties_had_a_four_type_case(self):
        province = switched_on(READS_OWNERS, MachineRule.SAME_PARTIES)
        parties = (a_bank(PartyRole.PLAINTIFF, "某业主委员会"), a_bank())
        first = province.filed(OWNERS, parties=parties)
        read()
        province.answer(first, confirm=True)
        second = province.filed(QUIET, parties=parties, at=SOON)
        read(SOON + timedelta(minutes=5))
        assert flags(second) == [("F2a", "history.same_parties", SUSPECTED)]
        assert first.number in FourTypeFlag.objects.get(case=second).evidence

    def test_other_plaintiffs_against_the_same_defendant_are_linked_when_one_is_confirmed(self):
        province = switched_on(READS_OWNERS, MachineRule.SAME_DEFENDANT)
        first = province.filed(OWNERS, parties=(a_bank(PartyRole.PLAINTIFF, "甲"), a_bank()))
        other = province.filed(QUIET, parties=(a_bank(PartyRole.PLAINTIFF, "乙"), a_bank()))
        read()
        assert flags(other) == []
        province.answer(first, confirm=True)
        read(SOON + timedelta(minutes=5))
        assert flags(other) == [("F2a", "linked.same_defendant", SUSPECTED)]

    def test_a_later_case_of_the_lineage_is_suspected_of_the_same(self):
        province = switched_on(READS_OWNERS, MachineRule.LINEAGE)
        first = province.filed(OWNERS)
        first.root = first.id
        first.save()
        read()
        province.answer(first, confirm=True)
        later = province.filed(QUIET, at=SOON)
        later.root = first.id
        later.save()
        read(SOON + timedelta(minutes=5))
        assert flags(later) == [("F2a", "linked.lineage", SUSPECTED)]

    def test_ten_suits_of_one_plaintiff_for_one_cause_within_ninety_days(self):
        province = switched_on(MachineRule.SERIAL_PLAINTIFF)
        right_holder = a_bank(PartyRole.PLAINTIFF, "某音像管理协会")
        cases = [
            province.filed(QUIET, parties=(right_holder, a_bank(name=f"某商户{n}")))
            for n in range(10)
        ]
        read()
        assert flags(cases[-1]) == [("F2c", "history.serial_plaintiff", SUSPECTED)]

    def test_a_public_body_that_is_sued_in_a_civil_case(self):
        province = switched_on(MachineRule.PUBLIC_BODY)
        body = replace(a_bank(name="某区人民政府"), kind=PartyKind.AUTHORITY)
        case = province.filed(QUIET, parties=(a_bank(PartyRole.PLAINTIFF, "甲"), body))
        read()
        assert flags(case) == [("F1a", "screening.public_body", SUSPECTED)]


class TestAlarms:
    """应当报告而未报告……系统自动预警并提醒院庭长监督"""

    @rule("R5.2")
    def test_what_texts_raise_and_nobody_answers_is_told_to_the_leaders(self):
        province = switched_on(READS_OWNERS)
        case = province.filed()
        read()
        watch(make.AT + timedelta(days=4))
        assert list(case.alerts.values_list("kind", "step")) == [("unconfirmed", 1)]
        watch(make.AT + timedelta(days=9))
        assert case.alerts.filter(step=2, unreported=True).exists()
