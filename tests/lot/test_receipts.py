"""Receipts of lots: what they show, that no byte may change, that two programs agree on it."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest

from tests.lot.lots import (
    BAR,
    COURT,
    LINEAGE,
    PEER,
    ROWS,
    a_result,
    an_occasion,
    digest,
    flips,
    in_node,
    some_rows,
)
from tests.marks import article, rule
from xiezhi.cli.__main__ import main
from xiezhi.ledger.documents import Refused, entry_json, receipt_bytes
from xiezhi.ledger.encoding import ACCEPTED, Draft, Sealed, canonical, entry_hash
from xiezhi.lot import receipts
from xiezhi.lot.commitment import alpha, commit
from xiezhi.lot.draw import draw, seed
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.policy import Policy
from xiezhi.lot.pool import Occasion, Reason, Row, seal
from xiezhi.lot.proof import Opening, Result
from xiezhi.lot.receipts import check_lot, lot_receipt

pytestmark = article("法发〔2020〕26号", 7, 1)
POLICY = Policy("court-a", COURT.public, (("peer", PEER.public), ("bar", BAR.public)))
MASTER = COURT.prove(an_occasion().question)
RESULT = a_result()
IN_NODE = """
  const [file, policy] = line.split(" ").map((part) => Buffer.from(part, "base64").toString());
  const { drawn } = await lot.checkLot(file, policy || null);
  return drawn.map((row) => Buffer.from(row.id).toString()).join();"""


def asked(content: bytes, policy: Policy | None = None) -> str:
    parts = content, policy.text().encode() if policy else b""
    return " ".join(base64.b64encode(part).decode() for part in parts)


def refused(content: bytes, policy: Policy | None = None) -> bool:
    try:
        check_lot(content, policy=policy)
    except Refused:
        return True
    return False


def an_entry(act: str, seq: int, adds: dict, prev: bytes = bytes(32)):
    draft = Draft(
        subject=7, act=act, outcome=ACCEPTED, actor=1, post="system",
        data=canonical({"adds": adds}), at=1_700_000_000_000_000, list_version="1",
    )  # fmt: skip
    return Sealed(0, draft, seq, prev, entry_hash(draft, seq, prev))


def entries(lot: Result = RESULT, *, first: int = 3, **change) -> list[dict]:
    """The ledger's receipts of a lot, pending: of the sealing, of the drawing."""
    sealing = an_entry(receipts.SEALING, first, {"commitment": lot.commitment.encode().hex()})
    adds = {"result": lot.encode().hex()} | change
    drawing = an_entry(receipts.DRAWING, 5, adds, sealing.hash)
    return [
        {"format": "xiezhi-receipt/1", "suite": 1, "entry": entry_json(entry)}
        for entry in (sealing, drawing)
    ]


FILES = {
    "one row": lot_receipt(RESULT),
    "logged": lot_receipt(RESULT, entries=entries()),
    "pool": lot_receipt(RESULT, master=MASTER, rows=ROWS),
    "panel": lot_receipt(a_result(number=2, picks=3, prev=digest("result 1"))),
}


class TestWhatAReceiptShows:
    @rule("R7.1")
    def test_the_drawn_row_and_its_part(self):
        check = check_lot(FILES["one row"], policy=POLICY)
        assert [one.row for one in check.checked.drawn] == [ROWS[0]]
        assert check.checked.commitment.lineage == LINEAGE
        assert (check.anchored, check.opened, check.trusted) == (False, False, True)

    def test_it_opens_one_row_only(self):
        """No other judge, weight or reason stands in the file, not even as a hash of a guess."""
        content = bytes.fromhex(json.loads(FILES["one row"])["extra"])
        assert b"J001" in content
        assert [row.id for row in ROWS if row.id in content] == [b"J001"]
        assert [row.weight for row in ROWS[1:] if row.weight.to_bytes(4) in content and
                row.weight > 1] == [536870912]  # fmt: skip
        ((_, sums),) = [(o.index, [s for s, _ in o.path]) for o in RESULT.openings]
        assert sums[0] == 536870912  # the neighbour's tickets, by nobody's name

    def test_the_log_and_the_pool_where_they_are_attached(self):
        assert check_lot(FILES["logged"]).anchored
        assert check_lot(FILES["pool"]).opened
        assert len(check_lot(FILES["panel"]).checked.drawn) == 3

    @pytest.mark.slow
    @pytest.mark.parametrize("kind", FILES)
    def test_every_flipped_byte_is_refused(self, kind):
        content = FILES[kind]
        assert not refused(content)
        step = 1 if kind == "one row" else 7
        passed = [
            at for at, one in enumerate(flips(content)) if at % step == 0 and not refused(one)
        ]
        assert passed == []

    @pytest.mark.parametrize(
        "forge",
        [
            lambda stated: stated | {"more": 1},
            lambda stated: stated | {"suite": True},
            lambda stated: stated | {"suite": 2},
            lambda stated: stated | {"extra": stated["extra"].upper()},
            lambda stated: stated | {"extra": ""},
            lambda stated: stated | {"extra": 7},
            lambda stated: stated | {"entries": None},
            lambda stated: stated | {"entries": entries()[:1]},
            lambda stated: stated | {"entries": entries()[::-1]},
            lambda stated: stated | {"entries": [{}, {}]},
            lambda stated: stated | {"entries": [7, 7]},
            lambda stated: stated | {"entries": entries(result="00")},
            lambda stated: stated | {"entries": entries(first=6)},
            lambda stated: stated | {"entries": entries(a_result(number=2, picks=3))},
            lambda stated: stated | {"pool": {}},
            lambda stated: stated | {"pool": {"master": MASTER.hex(), "rows": []}},
            lambda stated: stated | {"pool": {"master": MASTER.hex(), "rows": 7}},
            lambda stated: stated | {"pool": {"master": MASTER.hex(), "rows": [{}]}},
            lambda stated: stated | {"pool": {**opened(), "master": BAR.prove(b"").hex()}},
            lambda stated: stated | {"pool": {**opened(), "rows": opened()["rows"][::-1]}},
            lambda stated: stated | {"pool": {**opened(), "rows": opened()["rows"][1:]}},
            lambda stated: {name: stated[name] for name in stated if name != "pool"},
            lambda stated: [],
        ],
    )
    def test_forged_fields_are_refused_by_both(self, forge):
        content = receipt_bytes(forge(json.loads(FILES["one row"])))
        assert refused(content)
        (answer,) = in_node(IN_NODE, [asked(content)])
        assert answer.startswith("!")

    def test_a_second_round_that_names_no_result_is_refused_by_both(self):
        content = lot_receipt(a_result(number=2, picks=3))
        with pytest.raises(Refused, match="round"):
            check_lot(content)
        assert in_node(IN_NODE, [asked(content)])[0].startswith("! a later round")


class TestEntriesOfAnotherKind:
    @pytest.mark.parametrize("data", [b"{", b"[]", b'{"adds": 7}', b"{}", b"[" * 5000])
    def test_data_that_say_nothing_of_a_lot_are_refused_not_stumbled_over(self, data):
        draft = Draft(
            subject=7, act=receipts.SEALING, outcome=ACCEPTED, actor=1, post="system", data=data,
            at=1_700_000_000_000_000, list_version="1",
        )  # fmt: skip
        sealing = Sealed(0, draft, 1, bytes(32), entry_hash(draft, 1, bytes(32)))
        wrong = [{**entries()[0], "entry": entry_json(sealing)}, entries()[1]]
        with pytest.raises(Refused):
            check_lot(lot_receipt(RESULT, entries=wrong))


def opened() -> dict:
    return json.loads(FILES["pool"])["pool"]


class TestThePolicy:
    """Policy, not the case, names the witnesses."""

    OTHERS = (
        Policy("court-b", COURT.public, POLICY.witnesses),
        Policy("court-a", PEER.public, (("peer", COURT.public), ("bar", BAR.public))),
        Policy("court-a", COURT.public, POLICY.witnesses[::-1]),
        Policy("court-a", COURT.public, POLICY.witnesses[:1]),
    )

    def test_it_is_read_as_it_was_written(self):
        assert Policy.parse(POLICY.text()) == POLICY
        assert Policy.parse("# 2026\n\n" + POLICY.text()) == POLICY

    @pytest.mark.parametrize("policy", OTHERS)
    def test_other_keys_are_refused_by_both(self, policy):
        assert refused(FILES["one row"], policy)
        assert in_node(IN_NODE, [asked(FILES["one row"], policy)])[0].startswith("!")

    def test_the_right_keys_pass_in_both(self):
        assert not refused(FILES["one row"], POLICY)
        assert in_node(IN_NODE, [asked(FILES["one row"], POLICY)]) == ["J001"]

    @pytest.mark.parametrize(
        "text",
        ["", "court court-a", f"court a {bytes(32).hex()}", POLICY.text().partition("\n")[2]],
    )
    def test_another_text_is_no_policy(self, text):
        with pytest.raises(Malformed):
            Policy.parse(text)


class TestTheOtherLanguage:
    def test_it_shows_the_same(self):
        answers = in_node(IN_NODE, [asked(content, POLICY) for content in FILES.values()])
        names = [
            ",".join(one.row.id.decode() for one in check_lot(content).checked.drawn)
            for content in FILES.values()
        ]
        assert answers == names

    @pytest.mark.parametrize("kind", FILES)
    def test_every_flipped_byte_is_refused(self, kind):
        files = [one for at, one in enumerate(flips(FILES[kind])) if at % 17 == 0]
        assert all_refused(in_node(IN_NODE, [asked(file) for file in files]), len(files))

    @pytest.mark.slow
    def test_every_flipped_byte_of_the_result_is_refused(self):
        """Of the commitment, of the three proofs, of the row and of its path."""
        stated, content = json.loads(FILES["one row"]), RESULT.encode()
        files = [receipt_bytes(stated | {"extra": one.hex()}) for one in flips(content)]
        answers = in_node(IN_NODE, [asked(file) for file in files])
        assert all_refused(answers, len(content))

    FOLLOW = """
      const [bytes, question, ...answers] = line.split(" ").map((part) => Buffer.from(part, "hex"));
      const parts = lot.readResult(new Uint8Array(bytes));
      const drawn = lot.follow(parts, question, answers);
      return drawn.map((one) => `${hex(one.id)}:${one.attempt}:${one.ticket}`).join();"""

    def test_both_draw_the_same_two_thousand_times(self):
        assert agree(2_000, 7) > 2_000

    @pytest.mark.slow
    def test_both_draw_the_same_a_hundred_thousand_times(self):
        picks = agree(100_000, 2026)
        print(f"100,000 commitments, {picks:,} picks, all the same")
        assert picks > 100_000


def all_refused(answers: list[str], count: int) -> bool:
    return len(answers) == count and all(answer.startswith("! ") for answer in answers)


def agree(count: int, seed: int) -> int:
    """Compare so many commitments with their draws in both languages; returns how many picks.

    The answers of the keys are random bytes here: proofs are compared elsewhere, one by one.
    """
    chance = random.Random(seed)
    picks = 0
    for start in range(0, count, 5_000):
        lines, expected = [], []
        for _ in range(min(5_000, count - start)):
            line, drawn = a_random_lot(chance)
            lines.append(line)
            expected.append(",".join(drawn))
            picks += len(drawn)
        assert in_node(TestTheOtherLanguage.FOLLOW, lines) == expected
    return picks


def a_random_lot(chance: random.Random) -> tuple[str, list[str]]:
    """The bytes of a result, its question and answers, and what is drawn."""
    result, question, answers = a_random_result(some_rows(chance), chance)
    checked = result.follow(question, answers)
    line = " ".join(part.hex() for part in (result.encode(), question, *answers))
    drawn = [
        f"{one.row.id.hex()}:{one.ticket.attempt}:{one.ticket.number}" for one in checked.drawn
    ]
    return line, drawn


def a_random_result(rows: list[Row], chance: random.Random):
    occasion = Occasion(
        chance.choice(["court-a", "某某区人民法院", ""]), f"（2026）例{chance.random()}号",
        chance.randint(1, 65535), chance.randint(0, 3), chance.randbytes(32),
    )  # fmt: skip
    pool = seal(rows, chance.randbytes(32))
    keys = [chance.randbytes(32) for _ in range(chance.randint(1, 4))]
    commitment = commit(
        occasion, pool, picks=chance.randint(1, min(3, pool.eligible)),
        state_size=chance.getrandbits(64), rules=chance.randbytes(32), nonce=chance.randbytes(32),
        court_key=keys[0], witness_keys=tuple(keys[1:]), prev=chance.randbytes(32),
    )  # fmt: skip
    question = alpha(commitment.encode())
    answers = [chance.randbytes(64) for _ in keys]
    drawn = draw(seed(question, answers), pool.ends, commitment.picks)
    result = Result(
        commitment,
        tuple(chance.randbytes(80) for _ in keys),
        tuple(Opening(row, pool.rows[row], tuple(pool.tree.path(row))) for row, _ in drawn),
    )
    return result, question, answers


class TestTheCommand:
    def test_it_says_what_was_checked(self, tmp_path: Path, capsys):
        file, policy = tmp_path / "lot.json", tmp_path / "policy"
        file.write_bytes(FILES["pool"])
        policy.write_text(POLICY.text())
        assert main(["verify", "receipt", str(file), "--policy", str(policy)]) == 0
        said = capsys.readouterr().out
        assert "复算抽中 J001" in said
        assert "44.06 %" in said
        assert "the keys are those of the policy" in said
        assert "the opened pool is the one that was sealed" in said

    def test_without_a_policy_it_asks_to_compare_the_keys(self, tmp_path: Path, capsys):
        file = tmp_path / "lot.json"
        file.write_bytes(lot_receipt(a_result(rows=[Row(b"J", Reason.NONE, 1)])))
        assert main(["verify", str(file)]) == 0
        said = capsys.readouterr().out
        assert "compare the keys" in said
        assert "fewer than 3" in said

    def test_it_refuses_what_was_changed_and_another_policy(self, tmp_path: Path, capsys):
        file, policy = tmp_path / "lot.json", tmp_path / "policy"
        file.write_bytes(FILES["one row"].replace(b'"entries": []', b'"entries": [1]'))
        assert main(["verify", "receipt", str(file)]) == 1
        file.write_bytes(FILES["one row"])
        policy.write_text(TestThePolicy.OTHERS[2].text())
        assert main(["verify", "receipt", str(file), "--policy", str(policy)]) == 1
        assert "核验未通过" in capsys.readouterr().out
        policy.write_text("court")
        assert main(["verify", "receipt", str(file), "--policy", str(policy)]) == 2
