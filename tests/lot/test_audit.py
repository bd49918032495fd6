"""The audit of draws: planted frauds are found, each by its test; honest courts are left alone."""

from __future__ import annotations

import json
import math
import random

import pytest

from tests.lot.courts import (
    CAUSES,
    FAVOURITE,
    avoided,
    favoured,
    honest,
    refiled,
    sticky,
    timed,
    trimmed,
)
from tests.lot.lots import COURT, ROWS, a_result, an_occasion
from tests.marks import article
from xiezhi.cli.__main__ import main
from xiezhi.lot import chance
from xiezhi.lot.audit import Audit, audit, smallest_favour
from xiezhi.lot.receipts import lot_receipt
from xiezhi.lot.records import NotARecord, Record, read_records

pytestmark = article("法发〔2020〕26号", 7)


def found(records) -> dict[str, str]:
    return {finding.code: finding.says for finding in audit(records).found}


class TestPlantedFrauds:
    """Which test finds which fraud; the sizes are those that it finds in four of five courts."""

    def test_t1_a_favourite_in_every_tenth_case(self):
        assert FAVOURITE in found(favoured(400, 1, 0.1))["T1"]

    def test_t1_a_favourite_in_every_fiftieth_case_needs_thousands(self):
        assert "T1" not in found(favoured(300, 2, 0.02))
        assert FAVOURITE in found(favoured(4000, 2, 0.02))["T1"]

    def test_t2_a_favourite_in_one_cause(self):
        shown = found(favoured(600, 3, 0.25, CAUSES[2]))["T2"]
        assert FAVOURITE in shown
        assert CAUSES[2] in shown

    def test_t3_others_sent_on_leave_for_marked_cases(self):
        assert "more excluded a marked case" in found(trimmed(200, 4, 3))["T3"]

    def test_t4a_filed_again_until_the_favourite_comes(self):
        assert found(refiled(2500, 5, 0.2))["T4a"].startswith(f"{FAVOURITE}: ")

    def test_t4b_a_judge_who_is_avoided(self):
        assert FAVOURITE in found(avoided(500, 6, 0.4))["T4b"]

    def test_t4b_a_judge_whose_draws_are_voided(self):
        assert FAVOURITE in found(avoided(500, 6, 0.4, outcome="voided"))["T4b"]

    def test_t5_filed_at_the_best_of_ten_moments(self):
        assert FAVOURITE in found(timed(700, 7))["T5"]

    def test_t6_a_broken_source_of_chance(self):
        assert "correlation" in found(sticky(2000, 8, 0.2))["T6"]


class TestHonestCourts:
    COURTS, LEVEL = 60, 0.05

    def test_false_alarms_are_as_rare_as_the_level_says(self):
        """Of sixty honest courts with a year of 400 lots, at five in a hundred: eight at most."""
        done = [
            audit(honest(400, 1000 + seed), level=self.LEVEL, permutations=399)
            for seed in range(self.COURTS)
        ]
        alarms = sum(1 for one in done if one.found)
        spread = math.sqrt(self.COURTS * self.LEVEL * (1 - self.LEVEL))
        assert alarms <= self.COURTS * self.LEVEL + 3 * spread
        assert all(finding.chance is not None for one in done for finding in one.findings[:1])

    def test_the_chances_of_t1_are_cautious_and_those_of_t6_are_even(self):
        done = [audit(honest(150, 5000 + seed), permutations=19) for seed in range(120)]
        for code, most in (("T1", 0.1), ("T6", 0.1)):
            low = [_of(one, code) <= most for one in done]
            assert sum(low) <= len(low) * most + 3 * math.sqrt(len(low) * most * (1 - most))
        assert min(_of(one, "T6") for one in done) < 0.2


def _of(done: Audit, code: str) -> float:
    (value,) = (finding.chance for finding in done.findings if finding.code == code)
    assert value is not None
    return value


class TestSmallCourts:
    def test_what_would_show_is_said(self):
        small, large = audit(honest(60, 1)), audit(honest(2700, 1))
        parts = [float(one.findings[0].shows.split()[3].rstrip("%")) for one in (small, large)]
        assert 15 < parts[0] < 25
        assert 1.5 < parts[1] < 2.5

    def test_nothing_is_tested_where_there_is_nothing(self):
        done = audit([])
        assert all(finding.chance is None for finding in done.findings)
        assert done.found == []

    @pytest.mark.parametrize(("lots", "least"), [(200, 0.10), (550, 0.05), (2700, 0.02)])
    def test_the_power_is_that_of_the_design(self, lots, least):
        """A favourite in 10, 5, 2 % of cases shows in 200, 550, 2,700 lots of twenty judges."""
        part = smallest_favour(lots, lots / 20, 20, 0.01)
        assert part is not None
        assert abs(part - least) < 0.25 * least

    def test_one_judge_shows_nothing(self):
        assert smallest_favour(100, 100.0, 1, 0.01) is None


class TestChances:
    @pytest.mark.parametrize(
        ("count", "mean", "tail"),
        [(0, 3.0, 1.0), (1, 0.0, 0.0), (1, 1.0, 1 - math.exp(-1)), (3, 1.0, 0.0803),
         (20, 10, 0.00345)],
    )  # fmt: skip
    def test_poisson(self, count, mean, tail):
        assert chance.poisson_tail(count, mean) == pytest.approx(tail, rel=2e-3)

    def test_hypergeometric(self):
        """Of 10 with 4 marked, 5 are drawn: 6 of 252 hold none, 66 one or none."""
        assert chance.hypergeometric_tails(1, 5, 4, 10)[0] == pytest.approx(66 / 252)
        assert chance.hypergeometric_tails(4, 5, 4, 10)[1] == pytest.approx(6 / 252)

    def test_normal(self):
        assert chance.normal_tail(1.959964) == pytest.approx(0.025, rel=1e-4)
        assert chance.normal_point(0.025) == pytest.approx(1.959964, rel=1e-5)

    def test_uniform(self):
        even = [(number + 0.5) / 200 for number in range(200)]
        assert chance.uniform(even) == 1.0
        assert chance.uniform([value**1.5 for value in even]) < 1e-3
        source = random.Random(3)
        low = [chance.uniform([source.random() for _ in range(50)]) < 0.1 for _ in range(400)]
        assert 20 <= sum(low) <= 62

    def test_lag(self):
        assert chance.lag_one([1, -1] * 50) == pytest.approx(-0.99)
        assert chance.lag_one([1, 1, 1]) == 0

    def test_discoveries_of_a_textbook(self):
        """The example of Benjamini and Hochberg: of fifteen, four are found at 0.05."""
        chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
                   0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
        assert chance.discoveries(chances[::-1], 0.05) == [False] * 11 + [True] * 4
        assert chance.discoveries([None, 0.04], 0.05) == [False, True]

    def test_permutations(self):
        values = [0.0] * 95 + [1.0] * 5

        def statistic(places):
            return sum(values[place] for place in places)

        assert chance.permuted(5, 100, statistic, 5.0, 999) == 0.001
        assert chance.permuted(5, 100, statistic, 0.0, 999) == 1.0


def a_line(record: Record, **about) -> bytes:
    stated = {
        "pool": record.weights, "excluded": {"X": 4, "Y": 1}, "drawn": record.drawn,
        "ticket": record.ticket, "cause": record.cause, "outcome": record.outcome,
    }  # fmt: skip
    return json.dumps(stated | about).encode()


class TestRecords:
    RECORD = honest(1, 1)[0]

    def test_a_statement(self):
        (read,) = read_records([a_line(self.RECORD, marked=True), b"\n"])
        assert read.weights == self.RECORD.weights
        assert read.excluded == 1  # leave, not the field
        assert read.marked

    def test_receipts_are_checked_and_opened_pools_used(self):
        result, master = a_result(), COURT.prove(an_occasion().question)
        lines = [
            json.dumps({"receipt": json.loads(content), "cause": "c"}).encode()
            for content in (lot_receipt(result), lot_receipt(result, master=master, rows=ROWS))
        ]
        closed, opened = read_records(lines)
        assert (closed.drawn, closed.ticket, closed.weights) == ("J001", 858625447, {})
        assert opened.weights["J007"] == 1
        assert opened.excluded == 2
        with pytest.raises(NotARecord, match="line 2: the receipt"):
            list(read_records([lines[0], lines[1].replace(b'"suite": 1', b'"suite": 2')]))

    @pytest.mark.parametrize(
        "change",
        [
            {"ticket": -1},
            {"ticket": 10**12},
            {"drawn": "X"},
            {"pool": {}},
            {"pool": {"A": 0, "B": 1}},
            {"excluded": {"X": 99}},
            {"outcome": "lost"},
            {"marked": 1},
            {"more": 1},
        ],
    )
    def test_what_cannot_be_is_refused(self, change):
        with pytest.raises(NotARecord, match="line 1"):
            list(read_records([a_line(self.RECORD, **change)]))


class TestTheCommand:
    def write(self, folder, records):
        file = folder / "draws.jsonl"
        file.write_bytes(b"\n".join(a_line(record, marked=record.marked) for record in records))
        return str(file)

    def test_an_honest_court(self, tmp_path, capsys):
        assert main(["audit-draws", self.write(tmp_path, honest(200, 3))]) == 0
        said = capsys.readouterr().out
        assert "200 draws, 200 opened pools, 20 judges" in said
        assert "a small court shows little" in said
        assert "does not show that there was nothing" in said

    def test_a_fraud(self, tmp_path, capsys):
        assert main(["audit-draws", self.write(tmp_path, favoured(400, 1, 0.1))]) == 1
        said = capsys.readouterr().out
        assert "✗ T1" in said
        assert "a hit opens an inquiry" in said

    def test_a_file_that_is_none(self, tmp_path, capsys):
        file = tmp_path / "draws.jsonl"
        file.write_text("{")
        assert main(["audit-draws", str(file)]) == 2
        assert "line 1" in capsys.readouterr().err
