"""Receipts of draws: whoever holds one draws again, without a database."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tests.factories import AT, a_filing, do, drawn, make_bench
from tests.marks import article, rule
from xiezhi.assignment import queries
from xiezhi.assignment.models import Draw
from xiezhi.assignment.receipts import draw_receipt
from xiezhi.assignment.verify import check_draw
from xiezhi.cli.__main__ import main
from xiezhi.law.powers import assignment as powers
from xiezhi.law.terms import Post
from xiezhi.ledger.documents import Refused, receipt_bytes

pytestmark = [pytest.mark.django_db, article("法发〔2020〕26号", 7, 1)]


@pytest.fixture
def receipt() -> bytes:
    bench = make_bench(4)
    case = drawn(bench)
    stated = queries.receipt(bench.as_(Post.PRESIDENT), case.id, at=AT)
    assert stated is not None
    return receipt_bytes(stated)


class TestReplay:
    """(b) same seed re-run: same judge."""

    @rule("R7.1")
    def test_the_lot_falls_again_on_the_same_judge(self, receipt):
        check = check_draw(receipt)
        assert check.person == Draw.objects.get().person_id
        assert (check.listed, check.eligible, check.tickets) == (4, 4, 2400)
        assert check.anchored

    def test_no_changed_byte_passes(self, receipt):
        """Each of some hundred places, among them every field's: the receipt is refused."""
        places = {*range(0, len(receipt), 37), *_firsts(receipt)}
        for place in sorted(places):
            changed = bytearray(receipt)
            changed[place] ^= 1
            with pytest.raises(Refused):
                check_draw(bytes(changed))

    def test_entries_of_another_case_are_refused(self, receipt):
        bench = make_bench(3)
        other = draw_receipt(Draw.objects.get(case=drawn(bench, a_filing())))
        stated = json.loads(receipt) | {"entries": other["entries"]}
        with pytest.raises(Refused, match="不是本案"):
            check_draw(receipt_bytes(stated))

    def test_the_head_in_the_seed_is_the_one_before_the_draw(self, receipt):
        with connection.cursor() as cursor:
            cursor.execute("select prev from ledger_entry where act = 'assignment.draw'")
            (prev,) = cursor.fetchone()
        assert json.loads(receipt)["head"] == bytes(prev).hex()

    def test_a_redraw_has_a_receipt_that_says_nothing_of_its_reason(self):
        bench = make_bench(3)
        case = drawn(bench)
        wish = powers.Reassignment(
            reason=powers.ReassignmentReason.INTEGRITY, explanation="经核查存在廉政风险"
        )
        do(powers.REASSIGN, bench.as_(Post.PRESIDENT), case.id, wish)
        stated = queries.receipt(bench.as_(Post.PRESIDENT), case.id, at=AT)
        assert stated is not None
        content = receipt_bytes(stated)
        assert stated["round"] == 2
        assert not check_draw(content).anchored
        assert b"integrity" not in content

    def test_verify_says_what_it_checked(self, receipt, tmp_path, capsys):
        file = tmp_path / "draw.json"
        file.write_bytes(receipt)
        assert main(["verify", str(file)]) == 0
        assert f"复算抽中 {Draw.objects.get().person_id}" in capsys.readouterr().out
        file.write_bytes(receipt.replace(b'"weight": 600', b'"weight": 601', 1))
        assert main(["verify", str(file)]) == 1
        assert "核验未通过" in capsys.readouterr().out


def _firsts(receipt: bytes) -> set[int]:
    """Return where each top-level field's value begins."""
    lines = receipt.splitlines(keepends=True)
    found, place = set(), 0
    for line in lines:
        if line.startswith(b'  "'):
            found.add(place + line.index(b": ") + 2)
        place += len(line)
    return found
