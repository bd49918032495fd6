"""Article 26: the machine proposes, a named officer decides, on the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import AT, a_filing, actor, do, filed, make_bench, refresh, refusals
from tests.marks import article, rule
from xiezhi.acts.models import CourtList, ListRow
from xiezhi.acts.types import SYSTEM
from xiezhi.cases.models import Limit, ProcedureChange
from xiezhi.law.powers.triage import CONFIRM, TriageDecision
from xiezhi.law.rules.triage_acts import T50, T200
from xiezhi.law.terms import Post, Procedure, State
from xiezhi.triage import queries
from xiezhi.triage.models import Decision

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 26)]


def choose(procedure: Procedure, reason: str = "") -> TriageDecision:
    return TriageDecision(procedure=procedure, reason=reason)


def with_thresholds(bench) -> None:
    """The high court's figures of the year stand in the court's list."""
    listed = CourtList.objects.create(
        court=bench.court.id, version=1, drafted_at=AT, drafted_by=0, since=date(2026, 1, 1)
    )
    for name, number in ((T50, 60_000), (T200, 240_000)):
        ListRow.objects.create(list=listed, act="triage.confirm", kind="number", name=name,
                               number=number)  # fmt: skip


class TestTheDecision:
    """……根据案件事实、法律适用、社会影响等因素，选择适用适当的审理程序。"""

    def test_confirming_starts_the_limit_and_notes_what_was_proposed(self):
        bench = make_bench(3)
        case = filed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        do(CONFIRM, officer, case.id, choose(Procedure.SUMMARY))
        case = refresh(case)
        assert (case.state, case.procedure) == (State.TRIAGED, Procedure.SUMMARY)
        limit = Limit.objects.get(case=case)
        assert (limit.code, limit.start_on, case.due_on) == ("T2", AT.date(), date(2026, 12, 1))
        row = Decision.objects.get(case=case)
        assert (row.suggested, row.chosen) == (Procedure.SUMMARY, Procedure.SUMMARY)
        assert row.officer_id == officer.person
        assert ProcedureChange.objects.get(case=case).after == Procedure.SUMMARY

    @rule("R26-3")
    def test_leaving_the_proposal_needs_a_reason(self):
        bench = make_bench(3)
        case = filed(bench)
        officer = bench.as_(Post.FILING_OFFICER)
        bare = choose(Procedure.ORDINARY_PANEL)
        assert refusals(CONFIRM, officer, case.id, bare) == ["E_OVERRIDE_REASON"]
        reasoned = choose(Procedure.ORDINARY_PANEL, "当事人众多，宜由合议庭审理")
        assert refusals(CONFIRM, officer, case.id, reasoned) == []
        found = queries.decision(officer, case.id, at=AT)
        assert found is not None
        assert (found.suggested, found.chosen) == (Procedure.SUMMARY, Procedure.ORDINARY_PANEL)
        assert found.reason == "当事人众多，宜由合议庭审理"

    @rule("R26-1")
    def test_what_the_law_bars_no_officer_may_choose(self):
        bench = make_bench(3)
        case = filed(bench, a_filing(clear=False))
        wish = choose(Procedure.SUMMARY, "本人认为事实清楚")
        officer = bench.as_(Post.FILING_OFFICER)
        assert "E_GATE" in refusals(CONFIRM, officer, case.id, wish)
        assert not Decision.objects.filter(case=case).exists()

    def test_the_machine_itself_decides_nothing(self):
        bench = make_bench(3)
        case = filed(bench)
        assert "E_NO_POWER" in refusals(CONFIRM, SYSTEM, case.id, choose(Procedure.SUMMARY))

    def test_small_claims_follow_the_figures_that_the_court_has_entered(self):
        bench = make_bench(3)
        with_thresholds(bench)
        small = filed(bench, a_filing(amount=Decimal(50_000), money_only=True))
        large = filed(bench, a_filing(amount=Decimal(500_000), money_only=True))
        officer = bench.as_(Post.FILING_OFFICER)
        wish = choose(Procedure.SMALL_CLAIMS)
        assert refusals(CONFIRM, officer, small.id, wish) == []
        assert Decision.objects.get(case=small).mandatory
        assert Limit.objects.get(case=small).code == "T3"
        assert "E_GATE" in refusals(CONFIRM, officer, large.id, wish)

    def test_reasons_and_levers_of_the_lighter_procedure_are_kept(self):
        bench = make_bench(3)
        case = filed(bench, a_filing(clear=False))
        officer = bench.as_(Post.FILING_OFFICER)
        do(CONFIRM, officer, case.id, choose(Procedure.ORDINARY_PANEL))
        found = queries.decision(officer, case.id, at=AT)
        assert found is not None
        assert Procedure.SUMMARY in found.barred
        assert all("不能适用" in line for lines in found.barred.values() for line in lines)

    def test_outsiders_read_nothing(self):
        bench, elsewhere = make_bench(3), make_bench(1)
        case = filed(bench)
        do(CONFIRM, bench.as_(Post.FILING_OFFICER), case.id, choose(Procedure.SUMMARY))
        president = actor(elsewhere.people[Post.PRESIDENT])
        assert queries.decision(president, case.id, at=AT) is None
