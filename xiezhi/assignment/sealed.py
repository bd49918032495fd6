"""Sealed pools (封存的候选名单) as the lot takes them: what was committed, who has answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import orjson
from django.db import connection

from xiezhi.law.lot import Excluded
from xiezhi.law.lot_values import LotFact
from xiezhi.law.terms import State
from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.pool import Reason, Row, SealedPool, seal
from xiezhi.lot.proof import Result, settle

REASONS = {
    Excluded.NONE: Reason.NONE,
    Excluded.SCOPE: Reason.SCOPE,
    Excluded.CONFLICT: Reason.CONFLICT,
    Excluded.FORMER: Reason.FORMER,
    Excluded.LEAVE: Reason.LEAVE,
    Excluded.STOP: Reason.STOP,
    Excluded.EARLIER: Reason.EARLIER,
    Excluded.LEADER: Reason.TAGGED,
}
"""How the bytes of a pool name the reasons of the law."""


def lot_rows(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return stored rows as the lot takes them; a judge is named by his or her number."""
    return [
        Row(str(row["person"]).encode(), REASONS[Excluded(row["reason"])], row["weight"])
        for row in rows
    ]


@lru_cache(maxsize=512)
def _sealed(rows: str, master: bytes) -> SealedPool:
    """Return the pool of stored rows; it is asked for when answers come and when it is drawn."""
    return seal(lot_rows(orjson.loads(rows)), vrf.output(master)[:32])


@lru_cache(maxsize=512)
def _commitment(content: bytes) -> Commitment:
    return Commitment.parse(content)


@lru_cache(maxsize=4096)
def _answer(key: bytes, question: bytes, proof: bytes) -> bytes:
    """Return what a proof answers, verified once a process; raises `vrf.ProofRefused`."""
    return vrf.verify(key, question, proof)


@dataclass(frozen=True)
class Sealed:
    """待抽取的候选名单: a sealed pool that waits, with the proofs that are there, by key."""

    pool: int
    case: int
    round: int
    rows: str
    master: bytes
    commitment: Commitment
    names: Mapping[bytes, str]
    answers: Mapping[bytes, bytes]

    @property
    def alone(self) -> bool:
        """Whether one candidate is left: then nothing is drawn, and no witness asked (R7.7)."""
        return self.commitment.eligible == 1

    @cached_property
    def question(self) -> bytes:
        """What every key answers."""
        return alpha(self.commitment.encode())

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the witnesses who have not answered, in their order."""
        return tuple(self.names.get(key, key.hex()[:12]) for key in self.unanswered)

    @cached_property
    def unanswered(self) -> tuple[bytes, ...]:
        """The keys of those."""
        if self.alone:
            return ()
        return tuple(key for key in self.commitment.witness_keys if not self._has(key))

    def _has(self, key: bytes) -> bool:
        """Whether the proof of a witness is there and holds: no changed row gets through."""
        return key in self.answers and self.accepts(key, self.answers[key])

    @property
    def sealed(self) -> SealedPool:
        """The rows in their order, with the tree over them."""
        return _sealed(self.rows, self.master)

    @property
    def only(self) -> int:
        """The one candidate who is left."""
        (found,) = (row["person"] for row in orjson.loads(self.rows) if row["weight"])
        return int(found)

    def shares_of(self, shares: Mapping[int, int]) -> dict[int, int]:
        """Return of known shares those of the judges who have tickets."""
        return {
            row["person"]: shares[row["person"]]
            for row in orjson.loads(self.rows)
            if row["weight"] and row["person"] in shares
        }

    def holds(self) -> bool:
        """Return whether the rows are still those that were sealed."""
        try:
            found = self.sealed
        except (Malformed, ValueError):
            return False
        return (found.root, found.total) == (self.commitment.root, self.commitment.total)

    def accepts(self, key: bytes, proof: bytes) -> bool:
        """Return whether a proof is the answer of a key; what was verified is remembered."""
        try:
            return bool(_answer(key, self.question, proof))
        except vrf.ProofRefused:
            return False

    def refuses(self, data: Any) -> list[str]:
        """Return what does not hold in answers: names of witnesses, or that another is answered."""
        given = {entry.key: entry.proof for entry in data.answers}
        if data.round != self.round or len(given) != len(data.answers):
            return [f"第{self.round}次"]
        wrong = []
        for key in self.unanswered:
            try:
                _answer(key, self.question, bytes.fromhex(given.pop(key.hex(), "")))
            except (vrf.ProofRefused, ValueError):
                wrong.append(self.names.get(key, key.hex()[:12]))
        return wrong + [key[:12] for key in given]

    def draw(self, court: vrf.SecretKey) -> Result:
        """Draw, with the court's own answer added, where all witnesses have answered."""
        question, keys = self.question, self.commitment.witness_keys
        own = court.prove(question)
        proofs = [own, *(self.answers[key] for key in keys)]
        outputs = [vrf.output(own)] + [_answer(key, question, self.answers[key]) for key in keys]
        return settle(self.commitment, self.sealed, proofs, outputs)


_POOLS = """
select distinct on (p.case_id) p.id, p.case_id, p.round, p.rows::text, p.master, p.commitment,
       array(select array[encode(a.key, 'hex'), encode(a.proof, 'hex')]
               from assignment_answer a where a.pool_id = p.id),
       array(select array[w.name, encode(w.key, 'hex')] from assignment_namedwitness w
              where w.court_id = c.court_id order by w.id)
  from assignment_pool p join cases_case c on c.id = p.case_id
 where p.case_id = any(%s::bigint[])
   and not exists(select from assignment_draw d where d.pool_id = p.id)
 order by p.case_id, p.round desc
"""


def sealed_pools(cases: Sequence[int]) -> dict[int, Sealed]:
    """Return the pools of cases that wait for their draw, in one statement.

    Left out is what nothing may be drawn from: pools whose rows were changed, and those that were
    sealed before there were witnesses.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POOLS, [list(cases)])
        rows = cursor.fetchall()
    found = {}
    for id_, case, number, listed, master, committed, answers, names in rows:
        if not len(master):
            continue
        sealed = Sealed(
            id_, case, number, listed, bytes(master), _commitment(bytes(committed)),
            {bytes.fromhex(key): name for name, key in names},
            {bytes.fromhex(key): bytes.fromhex(proof) for key, proof in answers},
        )  # fmt: skip
        if sealed.holds():
            found[case] = sealed
    return found


_STANDING = """
select c.id, (select count(*) from assignment_draw d where d.case_id = c.id),
       (select count(*) from assignment_pool p where p.case_id = c.id),
       f.index, f.hash, r.n, r.hash, m.id, m.before_id, m.state,
       array(select array[w.name, encode(w.key, 'hex')] from assignment_namedwitness w
              where w.court_id = c.court_id and w.until_at is null order by w.place)
  from cases_case c
  left join lateral (
    select l.index, l.hash from ledger_entry e join ledger_leaf l on l.entry = e.id
     where e.subject = c.id and e.seq = 1) f on true
  left join lateral (
    select count(*) n, (array_agg(l.hash order by e.seq desc))[1] hash
      from ledger_entry e left join ledger_leaf l on l.entry = e.id
     where e.subject = c.id and e.act = 'assignment.draw' and e.outcome = 'accepted'
       and e.data -> 'adds' -> 'result' is not null) r on true
  left join assignment_reassignment m on m.case_id = c.id and m.after_id is null
 where c.id = any(%s::bigint[])
"""


def standings(cases: Sequence[int]) -> dict[int, tuple[int, LotFact]]:
    """Return for cases how often was drawn and what the next lot stands on, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(cases)])
        rows = cursor.fetchall()
    return {row[0]: (row[1], _standing(row)) for row in rows}


def _standing(row: tuple[Any, ...]) -> LotFact:
    _, _, sealed, place, filing, results, last, decision, before, state, witnesses = row
    prev = b"" if not results else None if last is None else bytes(last)
    return LotFact(
        filing=None if filing is None else bytes(filing),
        place=place or 0,
        sealed=sealed,
        round=results + 1,
        prev=prev,
        witnesses=tuple((name, bytes.fromhex(key)) for name, key in witnesses),
        before=before,
        reassignment=decision or 0,
        returns_to=State(state) if state else None,
    )
