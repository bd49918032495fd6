"""Frauds on single lots, planted with real keys into a court: in receipts, answers, pools.

Each function plants one and says what found it: the verifier to whom a receipt is shown, a witness
who is asked, `fsck` over the log, the replay of the loads.
"""

import json
import random
from dataclasses import replace

from benchmarks.fraud_court import CASE, Court, Held
from benchmarks.fraud_found import REPLAY, WITNESS, Found, Kind, asked, changed, shown
from benchmarks.fraud_logs import (
    clock_moved,
    entry_deleted,
    entry_edited,
    entry_rehashed,
    forked,
    tree_rebuilt,
)
from xiezhi.ledger.documents import Refused
from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.draw import draw, seed
from xiezhi.lot.pool import Reason, Row, SealedPool
from xiezhi.lot.proof import Opening, Result, settle
from xiezhi.lot.receipts import lot_receipt
from xiezhi.lot.replay import opened, replay


def pool_trimmed(court: Court, chance: random.Random) -> Found:
    """A judge is taken out of the pool that a receipt opens."""
    held = court.lot()
    return changed(court, held, lambda stated: stated["pool"]["rows"].pop(chance.randrange(8)))


def pool_weight(court: Court, chance: random.Random) -> Found:
    """A judge has other tickets in the pool that a receipt opens."""
    held = court.lot()

    def change(stated: dict) -> None:
        chance.choice(stated["pool"]["rows"])["weight"] += chance.choice((-1, 1, 1000))

    return changed(court, held, change)


def pool_reason(court: Court, chance: random.Random) -> Found:
    """A judge is excluded for another reason than was sealed."""
    held = court.lot(court.rows(("J02",)))

    def change(stated: dict) -> None:
        stated["pool"]["rows"][2]["reason"] = chance.choice((1, 2, 3, 5, 6))

    return changed(court, held, change)


def pool_order(court: Court, chance: random.Random) -> Found:
    """Two rows of the opened pool stand in another order."""
    held = court.lot()

    def change(stated: dict) -> None:
        rows = stated["pool"]["rows"]
        at = chance.randrange(len(rows) - 1)
        rows[at], rows[at + 1] = rows[at + 1], rows[at]

    return changed(court, held, change)


def salts_chosen(court: Court, chance: random.Random) -> Found:
    """The rows in an order that the court chose: sealed with another master than its key gives."""
    held = court.seal()
    held.master = court.key.prove(chance.randbytes(32))
    asked(court, held)
    court.draw(held)
    return shown(court, court.file(held))


def _instead(court: Court, held: Held, index: int) -> bytes:
    """Return the receipt with another row of the same pool opened, its path real."""
    pool, was = held.pool, held.settled
    other = Opening(index, pool.rows[index], tuple(pool.tree.path(index)))
    return lot_receipt(replace(was, openings=(other,)), master=held.master, rows=held.rows)


def judge_swapped(court: Court, chance: random.Random) -> Found:
    """The receipt opens another row of the same pool, with its real path."""
    held = court.lot()
    others = [n for n in range(len(held.rows)) if n != held.settled.openings[0].index]
    return shown(court, _instead(court, held, chance.choice(others)))


def tie_rigged(court: Court, chance: random.Random) -> Found:
    """The neighbour on whose border the ticket nearly fell."""
    held = court.lot()
    at = held.settled.openings[0].index
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(held.rows)]
    return shown(court, _instead(court, held, chance.choice(beside)))


def result_byte(court: Court, chance: random.Random) -> Found:
    """A bit of the result is flipped."""
    held = court.lot()

    def change(stated: dict) -> None:
        content = bytearray(bytes.fromhex(stated["extra"]))
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        stated["extra"] = content.hex()

    return changed(court, held, change)


def file_byte(court: Court, chance: random.Random) -> Found:
    """A bit of the file is flipped."""
    content = bytearray(court.file(court.lot()))
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(7)
    return shown(court, bytes(content))


def key_swapped(court: Court, chance: random.Random) -> Found:
    """The court tries keys until its favourite comes, as far as it can know."""
    other = vrf.SecretKey(chance.randbytes(32))
    held = court.seal(key=other)
    found = asked(court, held)
    question = alpha(held.commitment.encode())
    held.proofs = [one.keys.lots.prove(question) for one in court.witnesses.values()]
    held.result = settle(held.commitment, held.pool, [other.prove(question), *held.proofs])
    return found | shown(court, lot_receipt(held.result))


def own_witness(court: Court, chance: random.Random) -> Found:
    """One of the two witnesses is a key of the court's own."""
    names = list(court.witnesses)
    out = chance.choice(names)
    fake = vrf.SecretKey(chance.randbytes(32))
    keys = [fake.public if one == out else court.witnesses[one].keys.lots.public for one in names]
    held = court.seal(witness_keys=keys)
    question = alpha(held.commitment.encode())
    held.proofs = [
        fake.prove(question) if one == out else court.ask(one, held) for one in names
    ]  # fmt: skip
    court.draw(held)
    return shown(court, court.file(held))


def witness_forged(court: Court, chance: random.Random) -> Found:
    """The court answers for a witness by its own key: it has no other."""
    held = court.lot()
    question = alpha(held.commitment.encode())
    place = chance.choice((1, 2))
    proofs = list(held.settled.proofs)
    proofs[place] = court.key.prove(question)
    outputs = [vrf.output(proof) for proof in proofs]
    ((row, _ticket),) = draw(seed(question, outputs), held.pool.ends, 1)
    opening = Opening(row, held.pool.rows[row], tuple(held.pool.tree.path(row)))
    return shown(court, lot_receipt(Result(held.commitment, tuple(proofs), (opening,))))


def proof_moved(court: Court, chance: random.Random) -> Found:
    """A second proof for the same answer: the scalar beyond the order."""
    held = court.lot()
    place = chance.randrange(3)
    proofs = list(held.settled.proofs)
    scalar = int.from_bytes(proofs[place][48:], "little") + vrf.ORDER
    proofs[place] = proofs[place][:48] + scalar.to_bytes(32, "little")
    return shown(court, lot_receipt(replace(held.settled, proofs=tuple(proofs))))


def of_another_case(court: Court, chance: random.Random) -> Found:
    """Entries of another case are attached."""
    one, other = court.lot(), court.lot()
    entries = json.loads(court.file(other))["entries"]
    which = chance.choice((slice(0, 1), slice(1, 2), slice(0, 2)))

    def change(stated: dict) -> None:
        stated["entries"][which] = entries[which]

    return changed(court, one, change)


def drawn_before_sealed(court: Court, chance: random.Random) -> Found:
    """The entries stand in the order of a lot that was drawn before it was sealed."""
    return changed(court, court.lot(), lambda stated: stated["entries"].reverse())


def no_previous(court: Court, chance: random.Random) -> Found:
    """A second round that hides the first, or names the result of another case."""
    first, other = court.lot(), court.lot()
    prev = chance.choice((bytes(32), court.leaf(other.drawing)))
    held = court.seal(before=first, prev=prev)
    return asked(court, held, first)


def until_liked(court: Court, chance: random.Random) -> Found:
    """A second commitment to the same filing, to see whether it falls better."""
    first = court.seal()
    asked(court, first)
    nonce = chance.randbytes(32)
    again = replace(first, commitment=replace(first.commitment, nonce=nonce))
    adds = {"commitment": again.commitment.encode().hex()}
    again.sealing = court.log("assignment.seal_pool", adds, first.subject)
    court.tick()
    return asked(court, again)


def unlogged(court: Court, chance: random.Random) -> Found:
    """An answer is asked for before the commitment stands in the log that witnesses cosigned."""
    held = court.seal()
    name = chance.choice(list(court.witnesses))
    try:
        told = court.receipt(held.sealing)
        court.witnesses[name].lot(told, None, court.at)
    except Refused:
        return {WITNESS}
    return set()


def round_skipped(court: Court, chance: random.Random) -> Found:
    """A second round before the first was drawn and shown."""
    first = court.seal()
    asked(court, first)
    first.drawing = first.sealing
    held = court.seal(before=first)
    return asked(court, held, first)


def kept_silent(court: Court, chance: random.Random) -> Found:
    """The court has all answers, dislikes what falls, and never logs the result."""
    held = court.seal()
    asked(court, held)
    later = court.at.replace(day=court.at.day + 2)
    listed = [one for name in court.witnesses for one in court.witnesses[name].overdue(later)]
    return {WITNESS} if held.commitment in listed else set()


def _sealed_with(court: Court, rows: list[Row]) -> Found:
    """Hold a lot over a pool that does not follow, then let a stranger replay all loads."""
    court.held.clear()
    court.accounts = dict.fromkeys(court.roster, 0)
    for _ in range(3):
        court.lot()
    honest = [opened(court.file(one)) for one in court.held]
    assert replay(honest, court.roster, case=CASE) == [], "honest lots follow"
    follows = {row.id: row for row in court.rows()}
    rows = [replace(row, weight=row.weight * follows[row.id].weight) for row in rows]
    court.lot(rows)
    lots = [opened(court.file(one)) for one in court.held]
    found = {REPLAY} if replay(lots, court.roster, case=CASE) else set()
    return found | shown(court, court.file(court.held[-1]))


def left_off(court: Court, chance: random.Random) -> Found:
    """A judge of the roster is not in the pool at all."""
    gone = chance.choice(list(court.roster)).encode()
    return _sealed_with(
        court, [Row(one.encode(), Reason.NONE, 1) for one in court.roster if one.encode() != gone]
    )


def load_edited(court: Court, chance: random.Random) -> Found:
    """One judge's load is made to look heavier, or lighter, than the logged lots make it."""
    whom = chance.choice(list(court.roster))
    factor = chance.choice((2, 3))
    return _sealed_with(
        court,
        [Row(one.encode(), Reason.NONE, factor if one == whom else 1) for one in court.roster],
    )


def all_keys(court: Court, chance: random.Random) -> Found:
    """The court and both witnesses together try nonces until their favourite comes, in one case.

    They try in secret, before anything is logged, and log the one that they like.
    """
    favourite = chance.choice(list(court.roster))
    keys = [court.key, *(one.keys.lots for one in court.witnesses.values())]

    def grind(made: Commitment, pool: SealedPool) -> Commitment:
        while True:
            made = replace(made, nonce=chance.randbytes(32))
            question = alpha(made.encode())
            result = settle(made, pool, [key.prove(question) for key in keys])
            if result.openings[0].sealed.row.id.decode() == favourite:
                return made

    held = court.seal(grind=grind)
    found = asked(court, held)
    court.draw(held)
    assert held.drawn == favourite, "what they tried for"
    return found | shown(court, court.file(held))


KINDS = (
    Kind("名单删人 a judge taken out of the opened pool", 4, pool_trimmed),
    Kind("改签数 tickets changed in the opened pool", 4, pool_weight),
    Kind("改排除理由 the reason of an exclusion changed", 3, pool_reason),
    Kind("换行序 rows in another order", 3, pool_order),
    Kind("自选盐 the order of the rows chosen", 2, salts_chosen),
    Kind("换法官 another judge of the same pool", 5, judge_swapped),
    Kind("操纵平签 the neighbour at the ticket's border", 3, tie_rigged),
    Kind("改结果 a bit of the result", 6, result_byte),
    Kind("改回执 a bit of the file", 4, file_byte),
    Kind("换法院密钥 another key of the court", 4, key_swapped),
    Kind("自设见证人 a witness of the court's own", 4, own_witness),
    Kind("法院一方冒充见证人 the court answers for a witness", 3, witness_forged),
    Kind("移动证明 a second proof of the same answer", 3, proof_moved),
    Kind("他案回执 entries of another case", 4, of_another_case),
    Kind("先抽后封 drawn before it was sealed", 2, drawn_before_sealed),
    Kind("断开前次 a second round that hides the first", 3, no_previous),
    Kind("抽到满意为止 a second commitment to the same filing", 4, until_liked),
    Kind("未入账先问 asked before it is in the cosigned log", 2, unlogged),
    Kind("跳过前次 a second round before the first is drawn", 2, round_skipped),
    Kind("不喜即弃 answers kept silent about", 2, kept_silent),
    Kind("漏列法官 a judge missing from the sealed pool", 3, left_off),
    Kind("改负荷 a load edited before the sealing", 3, load_edited),
    Kind("改账本 an entry edited", 2, entry_edited),
    Kind("改账本并重算 … with hash and head", 2, entry_rehashed),
    Kind("删账本 an entry deleted", 2, entry_deleted),
    Kind("改时刻 the moment of the filing moved", 2, clock_moved),
    Kind("重建树并重签 … tree rebuilt, checkpoint signed anew", 2, tree_rebuilt),
    Kind("分叉 a second history shown to a witness", 2, forked),
    Kind("全体串通一案 court and all witnesses, one case", 2, all_keys),
)
