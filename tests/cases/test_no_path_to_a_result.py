"""院庭长不得直接改变独任庭、合议庭意见: no post has a way to a panel's result, nor the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

import xiezhi
from tests import factories as make
from tests.cases.panel import DRAFT, LATER, OPINION, STAGES, Panel, a_panel, rows
from tests.cases.writers import Written, by_module, written
from tests.marks import article
from xiezhi.acts.registry import effects
from xiezhi.config.database import APPLICATION
from xiezhi.law.act import Act, Nothing
from xiezhi.law.powers import deliberation, judgment, powers
from xiezhi.law.rules.power_list import CHAIN
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Force, Post
from xiezhi.ledger.models import Entry

TABLES = (
    "cases_ballot", "cases_deliberationresult", "cases_signature", "assignment_pool",
    "assignment_draw",
)  # fmt: skip
KEPT = frozenset({"SELECT", "INSERT"})
PRIVILEGES = KEPT | {"UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"}
LEADERS = COURT_LEADERS | {Post.AC_MEMBER, Post.UPPER_PRESIDENT, Post.ADJUDICATION_COMMITTEE}
WRITERS = {
    "cases/acts/deliberation.py": {"SEAL_BALLOT", "OPEN_BALLOTS", "DECIDE_ALONE"},
    "cases/acts/judgment.py": {"SIGN"},
}
"""The whole code that writes ballots, results and signatures, by the acts that reach it."""
RESULT_ACTS = [
    *(getattr(deliberation, name) for name in sorted(WRITERS["cases/acts/deliberation.py"])),
    *(getattr(judgment, name) for name in sorted(WRITERS["cases/acts/judgment.py"])),
]
ASKED: dict[str, Any] = {
    "deliberation.open": deliberation.Questions(questions="重新评议的问题"),
    "deliberation.seal_ballot": OPINION,
    "deliberation.decide_alone": OPINION,
    "deliberation.record": deliberation.DeliberationMinutes(text="合议庭成员一致同意改判。"),
    "judgment.draft": DRAFT,
    "judgment.return_draft": judgment.Return(reason="请按本院意见修改"),
    "judgment.pronounce": judgment.Pronouncement(on=LATER.date()),
    "judgment.correct": judgment.CorrectionRuling(reason="主文中的金额系笔误"),
}
"""Complete data for those acts that ask for some."""
TRIED = [act for act in powers().values() if act.code.startswith(("deliberation.", "judgment."))]


def scalar(query: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return cursor.fetchone()[0]


@article("法发〔2020〕26号", 5, 2)
@article("法发〔2020〕26号", 7)
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
class TestTheDatabase:
    """What is sealed, counted, signed and drawn is only ever added to."""

    def test_the_application_reads_and_adds_and_may_do_nothing_else(self, table: str) -> None:
        ask = "select has_table_privilege(%s::name, %s::text, %s::text)"
        held = {one for one in PRIVILEGES if scalar(ask, APPLICATION, table, one)}
        assert held == KEPT
        columns = "select has_any_column_privilege(%s::name, %s::text, 'UPDATE')"
        assert scalar(columns, APPLICATION, table) is False

    def test_nobody_but_owner_and_application_has_any_right(self, table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select distinct grantee::regrole::text from pg_class, aclexplode(relacl)"
                " where oid = %s::text::regclass and grantee <> relowner",
                [table],
            )
            assert cursor.fetchall() == [(APPLICATION,)]

    def test_its_triggers_are_there_and_cannot_be_switched_off_by_the_application(
        self, table: str
    ) -> None:
        enabled = "select string_agg(tgenabled::text, '' order by tgname) from pg_trigger"
        where = " where tgrelid = %s::text::regclass and not tgisinternal"
        assert scalar(enabled + where, table) == "OO"
        with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
            _run(f"alter table {table} disable trigger all")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@article("法发〔2020〕26号", 5, 2)
@pytest.mark.django_db
class TestRowsThatExist:
    @pytest.fixture
    def full(self) -> Panel:
        """A case with rows in all of these tables."""
        panel = a_panel("signed")
        assert all(scalar(f"select count(*) from {table}") for table in TABLES)
        _run("set constraints all immediate")
        return panel

    def statements(self) -> list[str]:
        return [
            statement
            for table in TABLES
            for statement in (
                f"update {table} set case_id = case_id",
                f"delete from {table}",
                f"truncate {table} cascade",
            )
        ]

    def test_the_application_changes_none(self, full: Panel) -> None:
        for statement in self.statements():
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                _run(statement)

    def test_not_even_the_owner_changes_one(self, full: Panel, as_owner: None) -> None:
        before = rows(full.case)
        for statement in self.statements():
            with pytest.raises(ProgrammingError, match="only grows"), transaction.atomic():
                _run(statement)
        assert rows(full.case) == before


@article("法发〔2020〕26号", 5, 2)
class TestTheCode:
    """……不得直接改变独任庭、合议庭意见: who writes a result is found in the code, not believed."""

    def test_only_these_effects_write_a_ballot_a_result_or_a_signature(self) -> None:
        found = by_module(Path(xiezhi.__file__).parent)
        assert {name: what.acts for name, what in found.items()} == WRITERS

    def test_nothing_changes_or_removes_one(self) -> None:
        found = by_module(Path(xiezhi.__file__).parent)
        assert {name: what.changes for name, what in found.items() if what.changes} == {}

    @pytest.mark.parametrize("act", RESULT_ACTS, ids=lambda act: act.code)
    def test_each_of_them_is_held_by_those_who_sit_and_by_nobody_else(self, act: Act) -> None:
        assert act.holders <= TRIAL_BODY
        assert effects[act.code].__module__.startswith("xiezhi.cases.acts.")

    @pytest.mark.parametrize(
        "act",
        [act for act in powers().values() if act.holders & LEADERS],
        ids=lambda act: act.code,
    )
    def test_no_act_of_a_leader_does_what_one_of_them_does(self, act: Act) -> None:
        assert act not in RESULT_ACTS
        assert effects.get(act.code) not in {effects[one.code] for one in RESULT_ACTS}

    def test_nobody_can_delegate_one(self) -> None:
        givers = set(CHAIN) | {taker for takers in CHAIN.values() for taker in takers}
        assert not [act.code for act in RESULT_ACTS if act.holders & givers]

    def test_what_is_banned_has_no_effect(self) -> None:
        bans = {act.code for act in powers().values() if act.force is Force.BAN}
        assert {"deliberation.replace_opinion", "judgment.approve_unheard"} <= bans
        assert not bans & set(effects)


HEAD = (
    "from xiezhi.cases.models import Ballot, Signature as Name\nfrom xiezhi.cases import models\n"
)


class TestThatAWayWouldBeFound:
    @pytest.mark.parametrize(
        "source",
        [
            "@effect(A)\ndef a(write, case):\n    write.new(Ballot(case=case))",
            "@effect(A)\ndef a(write, case):\n    write.new(Name(case=case))",
            "@effect(A)\ndef a(write, case):\n    write.new(models.DeliberationResult())",
            "@effect(A)\ndef a(write, case):\n    case.ballots.create(seal=b'')",
            "@effect(A)\ndef a(write, case):\n    Ballot.objects.bulk_create([])",
            (
                "@effect(A)\ndef a(write, case):\n    write.batch('x', case, _b)\n"
                "def _b(rows):\n    _c()\ndef _c():\n    Ballot()"
            ),
        ],
    )
    def test_an_effect_that_writes_one(self, source: str) -> None:
        assert written(HEAD + source).acts == {"A"}

    @pytest.mark.parametrize(
        "source",
        [
            "Ballot.objects.filter(case=1).update(seal=b'')",
            "def a(case):\n    case.results.all().delete()",
            "def a(write):\n    write.change_id(Ballot, 3, seal=b'')",
            "def a(cursor):\n    cursor.execute('update cases_ballot set seal = null')",
            "def a(cursor):\n    cursor.execute(f'delete from cases_signature where id = {1}')",
        ],
    )
    def test_a_line_that_changes_one(self, source: str) -> None:
        assert written(HEAD + source).changes

    def test_reading_and_the_law_s_own_ballots_are_none(self) -> None:
        source = "from xiezhi.law.rules.tally import Ballot\na = Ballot(1, 2)\ncase.ballots.count()"
        assert written(source) == Written()


@article("法发〔2020〕26号", 5, 2)
@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
class TestTheGate:
    """Every act of deliberation and judgment, by everybody who does not sit, at every stage."""

    def test_it_refuses_them_all_and_nothing_of_the_result_moves(self, stage: str) -> None:
        panel = a_panel(stage)
        before = rows(panel.case)
        outsiders = panel.outsiders()
        assert {post.value for post in COURT_LEADERS} <= set(outsiders)
        for act in TRIED:
            data = ASKED.get(act.code, Nothing())
            assert isinstance(data, act.data), f"{act.code} asks for data: add it to ASKED"
            for post, actor in outsiders.items():
                codes = make.refusals(act, actor, panel.case.id, data, at=LATER)
                assert set(codes) & POWER, f"{act.code} by {post} at {stage}: {codes}"
        assert rows(panel.case) == before
        refused = Entry.objects.filter(subject=panel.case.id, outcome="refused")
        assert refused.count() == len(TRIED) * len(outsiders)

    def test_those_who_sit_go_on_as_if_nothing_had_been(self, stage: str) -> None:
        """The same acts with the same data succeed for the panel: the refusals were about posts."""
        panel = a_panel(stage)
        for act in RESULT_ACTS:
            make.refusals(
                act, panel.bench.as_(Post.PRESIDENT), panel.case.id, ASKED.get(act.code), at=LATER
            )
        act, place, data = NEXT[stage]
        panel.do(act, place, data)


POWER = frozenset(
    {
        "E_NO_POWER",
        "E_FORBIDDEN",
        "E_OUT_OF_PORTFOLIO",
        "E_LEADER_NOT_ON_CASE",
        "E_CANNOT_CHANGE_PANEL_RESULT",
    }
)
"""What refuses for the post alone, whatever the stage and the data."""
NEXT: dict[str, tuple[Act, int, Any]] = {
    "debated": (deliberation.OPEN, 0, ASKED["deliberation.open"]),
    "opened": (deliberation.SEAL_BALLOT, 2, OPINION),
    "one_sealed": (deliberation.SEAL_BALLOT, 1, OPINION),
    "all_sealed": (deliberation.OPEN_BALLOTS, 0, None),
    "decided": (judgment.DRAFT, 2, DRAFT),
    "signing": (judgment.SIGN, 2, None),
    "signed": (judgment.SIGN, 0, None),
}
"""Who does what next, by the place in the panel."""
