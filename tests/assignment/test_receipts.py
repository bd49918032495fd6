"""Receipts of draws: whoever holds one draws again, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import witnesses
from tests.factories import AT, Bench, actor, do, drawn, make_bench, redrawn
from tests.lot.lots import in_node
from tests.lot.test_receipts import IN_NODE, asked
from tests.marks import article, rule
from xiezhi.assignment import queries
from xiezhi.assignment.models import Draw
from xiezhi.assignment.policies import policy_of
from xiezhi.assignment.receipts import draw_receipt
from xiezhi.assignment.verify import check_draw
from xiezhi.cases.models import Case
from xiezhi.cli.__main__ import main
from xiezhi.law.powers import assignment as powers
from xiezhi.law.terms import Post
from xiezhi.ledger.documents import Refused, receipt_bytes
from xiezhi.lot.receipts import check_lot

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7, 1)]
OLD = Path(__file__).with_name("draw-1.json")
"""A receipt of a lot without witnesses, as the release before wrote it."""


def receipt_of(bench: Bench, case: Case) -> bytes:
    """The court's receipt of the latest lot, both entries in the log."""
    witnesses.log()
    stated = queries.receipt(bench.as_(Post.PRESIDENT), case.id, at=AT)
    assert stated is not None
    return stated


@pytest.fixture
def bench() -> Bench:
    return make_bench(4)


@pytest.fixture
def receipt(bench: Bench) -> bytes:
    return receipt_of(bench, drawn(bench))


class TestReplay:
    """(b) same seed re-run: same judge."""

    @rule("R7.1")
    def test_the_lot_falls_again_on_the_same_judge(self, bench, receipt):
        check = check_lot(receipt, policy=policy_of(bench.court))
        (fallen,) = check.checked.drawn
        assert int(fallen.row.id) == Draw.objects.get().person_id
        stated = check.checked.commitment
        assert (stated.listed, stated.eligible, stated.total) == (4, 4, 2_400_000)
        assert check.anchored and check.opened and check.trusted

    def test_no_changed_byte_passes(self, receipt):
        """Each of some places, among them every field's: the receipt is refused."""
        places = {*range(0, len(receipt), 211), *_firsts(receipt)}
        for place in sorted(places):
            changed = bytearray(receipt)
            changed[place] ^= 1
            with pytest.raises(Refused):
                check_lot(bytes(changed))

    def test_entries_of_another_case_are_refused(self, bench, receipt):
        other = draw_receipt(Draw.objects.get(case=drawn(bench)), opened=True)
        assert other is not None
        stated = json.loads(receipt) | {"entries": json.loads(other)["entries"]}
        with pytest.raises(Refused, match="与回执不符"):
            check_lot(receipt_bytes(stated))

    def test_the_filing_stands_in_the_log_before_the_state_of_which_the_pool_is(self, receipt):
        stated = check_lot(receipt).checked.commitment
        sealing = json.loads(receipt)["entries"][0]
        assert stated.state_size <= sealing["index"]

    def test_a_redraw_follows_its_result_and_says_nothing_of_its_reason(self):
        bench = make_bench(3)
        case = drawn(bench)
        before = check_lot(receipt_of(bench, case))
        wish = powers.Reassignment(
            reason=powers.ReassignmentReason.INTEGRITY, explanation="经核查存在廉政风险"
        )
        do(powers.REASSIGN, bench.as_(Post.PRESIDENT), case.id, wish)
        again = redrawn(bench, case)
        content = receipt_of(bench, again)
        check = check_lot(content, policy=policy_of(bench.court))
        assert (before.checked.commitment.round, check.checked.commitment.round) == (1, 2)
        assert check.anchored
        assert int(check.checked.drawn[0].row.id) == again.judge_id != case.judge_id
        assert b"integrity" not in content
        assert "廉政" not in content.decode()

    def test_one_candidate_is_no_lot_and_has_no_receipt(self):
        bench = make_bench(1)
        case = drawn(bench)
        assert queries.receipt(actor(bench.judges[0]), case.id, at=AT) is None

    def test_verify_says_what_it_checked(self, bench, receipt, tmp_path, capsys):
        file, policy = tmp_path / "draw.json", tmp_path / "policy"
        file.write_bytes(receipt)
        assert main(["lot", "policy", bench.court.code]) == 0
        policy.write_text(capsys.readouterr().out)
        assert main(["verify", "receipt", str(file), "--policy", str(policy)]) == 0
        said = capsys.readouterr().out
        assert f"复算抽中 {Draw.objects.get().person_id}" in said
        assert "密钥与公布的一致" in said
        file.write_bytes(receipt.replace(b'"weight": 600000', b'"weight": 600001', 1))
        assert main(["verify", str(file)]) == 1
        assert "核验未通过" in capsys.readouterr().out

    def test_the_audit_reads_what_the_platform_makes(self, bench, receipt, tmp_path, capsys):
        other = draw_receipt(Draw.objects.get(case=drawn(bench)), opened=False)
        assert other is not None
        lines = [json.dumps({"receipt": json.loads(one)}) for one in (receipt, other)]
        (tmp_path / "draws").write_text("\n".join(lines))
        assert main(["audit-draws", str(tmp_path / "draws")]) == 0
        assert "2 draws, 1 opened pools" in capsys.readouterr().out


class TestLotsBeforeThereWereWitnesses:
    """A receipt of the form `xiezhi-draw/1` still says what it said."""

    def test_the_lot_falls_again_on_the_same_judge(self):
        check = check_draw(OLD.read_bytes())
        assert (check.listed, check.eligible, check.tickets, check.anchored) == (4, 4, 2400, True)

    def test_no_changed_byte_passes(self):
        content = OLD.read_bytes()
        for place in sorted({*range(0, len(content), 37), *_firsts(content)}):
            changed = bytearray(content)
            changed[place] ^= 1
            with pytest.raises(Refused):
                check_draw(bytes(changed))

    def test_verify_says_what_it_checked(self, capsys):
        assert main(["verify", str(OLD)]) == 0
        assert "复算抽中" in capsys.readouterr().out


def _firsts(receipt: bytes) -> set[int]:
    """Return where each top-level field's value begins."""
    lines = receipt.splitlines(keepends=True)
    found, place = set(), 0
    for line in lines:
        if line.startswith(b'  "'):
            found.add(place + line.index(b": ") + 2)
        place += len(line)
    return found


@rule("R7.1")
@pytest.mark.parametrize("opened", [True, False])
def test_the_program_for_browsers_reads_what_the_platform_makes(bench, opened):
    """`verify/verify_lot.mjs` draws the same again, knowing the platform's policy only."""
    case = drawn(bench)
    witnesses.log()
    content = draw_receipt(Draw.objects.get(case=case), opened=opened)
    assert content is not None
    assert in_node(IN_NODE, [asked(content, policy_of(bench.court))]) == [str(case.judge_id)]
