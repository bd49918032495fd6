"""Between sealing and drawing (见证): the log is cosigned, witnesses asked, answers recorded.

Nothing here decides: what is asked for has one answer, and asking again is always safe. Answers are
recorded all at once or not at all. No transaction is open while a witness is asked.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Wish
from xiezhi.assignment.policies import lines_for_witnesses
from xiezhi.assignment.sealed import Sealed, sealed_pools
from xiezhi.cases.models import Case
from xiezhi.config import env
from xiezhi.law.act import Nothing
from xiezhi.law.powers.assignment import DRAW, RECORD_ANSWERS, AnswerEntry, Answers
from xiezhi.law.terms import State
from xiezhi.ledger import sequencer, tree
from xiezhi.ledger.keys import KeyMissing, folder, ready_signer
from xiezhi.ledger.notes import NoteRefused, Verifier, open_note
from xiezhi.ledger.receipts import receipts
from xiezhi.ledger.rows import Link, prove
from xiezhi.lot import beside
from xiezhi.lot.asking import Address, Question, WitnessRefused, WitnessSilent

PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.1
TRIES_MAX = 5
AT_ONCE = 200
PART = 50
Log = Callable[[], None]
"""What brings the latest entries into the signed log; without it, the sequencer is waited for."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Completed:
    """抽取情况: how many lots were drawn, and how many still wait for their witnesses."""

    drawn: int
    waiting: int


Proofs = Mapping[tuple[bytes, int], bytes]
"""By key and case, what the witnesses answered; whoever is silent is left out."""


@dataclass(frozen=True)
class Asked:
    """询问: the pools that wait, while their witnesses are being asked; `proofs` waits for them."""

    waiting: Mapping[int, Sealed]
    proofs: Callable[[], Proofs]


def complete(cases: Sequence[int], *, at: datetime, into_log: Log | None = None) -> Completed:
    """Ask what is missing, and draw where every witness has answered."""
    return finish(begin(cases, into_log=into_log), at=at)


def begin(cases: Sequence[int], *, into_log: Log | None = None) -> Asked:
    """Have the witnesses asked what is missing, and go on meanwhile."""
    waiting = _waiting(cases)
    open_ = {case: one for case, one in waiting.items() if one.unanswered}
    return Asked(waiting, _asked(open_, into_log) if open_ else dict)


def finish(asked: Asked, *, at: datetime) -> Completed:
    """Record what was answered, and draw where every witness has answered."""
    waiting = _recorded(asked, at)
    ready = [one for one in waiting.values() if not one.unanswered]
    wishes = [Wish(one.case, Nothing(), key=f"draw/{one.round}") for one in ready]
    outcomes = perform_many(DRAW, SYSTEM, wishes, at=at) if wishes else []
    drawn = sum(outcome.accepted for outcome in outcomes)
    return Completed(drawn, len(waiting) - len(ready))


def answer(
    cases: Sequence[int], *, at: datetime, into_log: Log | None = None
) -> Mapping[int, Sealed]:
    """Have the missing answers given and recorded; return the pools that wait for their draw."""
    return _recorded(begin(cases, into_log=into_log), at)


def _recorded(asked: Asked, at: datetime) -> Mapping[int, Sealed]:
    proofs = asked.proofs()
    wishes = [
        Wish(case, _answers(one, proofs), key=f"answers/{one.round}")
        for case, one in asked.waiting.items()
        if one.unanswered and all((key, case) in proofs for key in one.unanswered)
    ]
    if not wishes:
        return asked.waiting
    perform_many(RECORD_ANSWERS, SYSTEM, wishes, at=at)
    return _waiting(list(asked.waiting))


def _waiting(cases: Sequence[int]) -> dict[int, Sealed]:
    pooled = Case.objects.filter(pk__in=list(cases), state=State.POOLED)
    return sealed_pools(list(pooled.values_list("pk", flat=True)))


def _answers(sealed: Sealed, proofs: Proofs) -> Answers:
    return Answers(
        round=sealed.round,
        answers=tuple(
            AnswerEntry(key=key.hex(), proof=proofs[key, sealed.case].hex())
            for key in sealed.unanswered
        ),
    )


@dataclass(frozen=True)
class _Head:
    """已签名的日志: the checkpoint under which a batch is shown, and its signer."""

    note: str
    size: int
    signer: Verifier


_UNLOGGED = """
select e.id from ledger_entry e join ledger_pending p on p.entry = e.id
 where e.subject = any(%s::bigint[]) and (e.seq = 1 or e.act = 'assignment.draw')
"""


def filings_logged(cases: Sequence[int], into_log: Log | None = None) -> None:
    """See that the filings of cases stand in the signed log before their pools are sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_UNLOGGED, [list(cases)])
        entries = [row[0] for row in cursor.fetchall()]
    if not entries:
        return
    if into_log is not None:
        into_log()
    else:
        _head(_link(), entries, waits=True)


def _asked(waiting: Mapping[int, Sealed], into_log: Log | None) -> Callable[[], Proofs]:
    """Show the witnesses the log and begin to ask them; what is returned waits for the answers."""
    entries, link, listening = _entries(waiting), _link(), beside.addresses()
    by_key: dict[bytes, list[int]] = {}
    for case, one in waiting.items():
        for key in one.unanswered:
            by_key.setdefault(key, []).append(case)
    _introduce(waiting)
    reached = {key: listening[key] for key in by_key if key in listening}
    head, ready = _signed(link, list(entries.values()), reached, into_log)
    for key in by_key.keys() - ready.keys():
        log.warning("the witness of the key %s does not answer yet", key.hex()[:12])
    if head is None or not ready:
        return dict
    shown = _shown(link, waiting, entries, head)
    by_key = {key: [case for case in by_key[key] if case in shown] for key in ready}
    return _side_by_side(ready, by_key, shown, waiting)


def _side_by_side(
    ready: Mapping[bytes, Address],
    by_key: Mapping[bytes, Sequence[int]],
    shown: Mapping[int, Question],
    waiting: Mapping[int, Sealed],
) -> Callable[[], Proofs]:
    """Ask all witnesses at the same time, a part of the lots after the other.

    Proofs are verified while the other witness is asked; the rule finds them verified.
    """

    def ask(key: bytes) -> dict[tuple[bytes, int], bytes]:
        found = {}
        for start in range(0, len(by_key[key]), PART):
            cases = by_key[key][start : start + PART]
            try:
                said = ready[key].proofs([shown[case] for case in cases])
            except (WitnessSilent, WitnessRefused) as reason:
                log.warning("a witness does not answer: %s", reason)
                break
            for case, one in zip(cases, said, strict=True):
                if isinstance(one, WitnessRefused):
                    log.warning("a witness refuses a lot: %s", one)
                elif waiting[case].accepts(key, one):
                    found[key, case] = one
        return found

    pool = ThreadPoolExecutor(len(ready))
    asking = [pool.submit(ask, key) for key in ready]
    pool.shutdown(wait=False)
    return lambda: {pair: proof for one in asking for pair, proof in one.result().items()}


def own_log(at: datetime) -> Log | None:
    """Return what brings entries into the log, where this process has the key that signs it."""
    try:
        signer = ready_signer(folder())
    except KeyMissing:
        return None
    return lambda: sequencer.catch_up(_link(), signer, at=at)


def _link() -> Link:
    connection.ensure_connection()
    link: Link = connection.connection
    return link


_ENTRIES = """
select distinct on (e.subject, e.act) e.subject, e.act, e.id
  from ledger_entry e
 where e.subject = any(%s::bigint[]) and e.act in ('assignment.seal_pool', 'assignment.draw')
   and e.outcome = 'accepted'
   and (e.act = 'assignment.seal_pool' or e.data -> 'adds' -> 'result' is not null)
 order by e.subject, e.act, e.seq desc
"""


def _entries(waiting: Mapping[int, Sealed]) -> dict[tuple[int, str], int]:
    """Return the latest entries of sealing and drawing, by case and act."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [list(waiting)])
        return {(case, act): entry for case, act, entry in cursor.fetchall()}


def _signed(
    link: Link, entries: Sequence[int], places: Mapping[bytes, Address], into_log: Log | None
) -> tuple[_Head | None, dict[bytes, Address]]:
    """Return a checkpoint that covers entries, and the witnesses that have cosigned it.

    Another process may have shown a witness a newer one meanwhile: then that one is taken.
    """
    if into_log is not None:
        into_log()
    head, ready = None, dict[bytes, Address]()
    for _ in range(TRIES_MAX):
        head = _head(link, entries, waits=into_log is None)
        if head is None:
            break
        said = {key: _cosigned(link, place, head) for key, place in places.items()}
        ready = {key: places[key] for key, found in said.items() if found}
        if None not in said.values():
            break
    return head, ready


def _head(link: Link, entries: Sequence[int], *, waits: bool) -> _Head | None:
    """Return the newest checkpoint once it covers entries; nothing where it does not come."""
    wanted = list(entries)
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        row = link.execute(
            """select (select note from ledger_checkpoint order by size desc limit 1),
                      exists(select from ledger_pending where entry = any(%s::bigint[]))""",
            [wanted],
        ).fetchone()
        if row and row[0] is not None and not row[1]:
            try:
                checkpoint, signer = open_note(row[0], folder().verifiers())
            except NoteRefused as reason:
                log.warning("the newest checkpoint is not one of ours: %s", reason)
                return None
            return _Head(row[0], checkpoint.size, signer)
        if not waits or time.monotonic() > limit:
            log.warning("the log does not cover the entries yet; the witnesses are asked later")
            return None
        time.sleep(LOOK_SECONDS)


def _introduce(waiting: Mapping[int, Sealed]) -> None:
    """Let witnesses beside the server know the courts; others are told by their operators."""
    if not env.PRODUCTION:
        beside.introduce(
            lines_for_witnesses(sorted({one.commitment.court for one in waiting.values()}))
        )


def _shown(
    link: Link, waiting: Mapping[int, Sealed], places: Mapping[tuple[int, str], int], head: _Head
) -> dict[int, Question]:
    """Return by case the receipts that a witness wants to see."""
    known = receipts(link, list(places.values()), head.note, head.signer)
    found: dict[int, Question] = {}
    for case, one in waiting.items():
        sealing = known.get(places.get((case, "assignment.seal_pool"), 0))
        before = known.get(places.get((case, "assignment.draw"), 0))
        if sealing is not None:
            found[case] = sealing, before if one.commitment.round > 1 else None
    return found


def _cosigned(link: Link, place: Address, head: _Head) -> bool | None:
    """Have a witness cosign a checkpoint; None where it has seen, or was just shown, another."""
    try:
        known = place.known_size(head.note)
        if known > head.size:
            return None
        path = prove(link, tree.consistency_spans(known, head.size))
        place.cosignature(head.note, known, path)
    except WitnessRefused as reason:
        log.info("a witness does not cosign the log: %s", reason)
        return None
    except WitnessSilent as reason:
        log.warning("a witness is silent: %s", reason)
        return False
    return True


_OVERDUE = """
select p.case_id from assignment_pool p join cases_case c on c.id = p.case_id
 where c.state = 'pooled' and length(p.master) > 0
   and not exists(select from assignment_draw d where d.pool_id = p.id)
   and p.sealed_at < %s
 order by p.sealed_at limit %s
"""


def catch_up(*, at: datetime) -> Completed:
    """Complete the lots that still wait, the oldest first, then show results."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, [at, AT_ONCE])
        waiting = [row[0] for row in cursor.fetchall()]
    done = complete(waiting, at=at) if waiting else Completed(0, 0)
    show_results()
    return done


_DRAWN = """
select e.id from assignment_pool p
  join assignment_draw d on d.pool_id = p.id
  join ledger_entry e on e.subject = p.case_id and e.act = 'assignment.draw'
                     and e.outcome = 'accepted'
                     and e.data -> 'adds' ->> 'result' = encode(d.result, 'hex')
 where p.commitment = any(%s::bytea[])
"""


def show_results(into_log: Log | None = None) -> int:
    """Show witnesses the results of lots that they list as open; return how many were shown."""
    listening, shown = beside.addresses(), 0
    with connection.cursor() as cursor:
        cursor.execute(
            """select encode(w.key, 'hex'), array_agg(distinct k.code)
                 from assignment_namedwitness w join people_court k on k.id = w.court_id
                group by 1"""
        )
        named = {bytes.fromhex(key): codes for key, codes in cursor.fetchall()}
    for key, codes in named.items():
        if key in listening:
            try:
                shown += _show_to(listening[key], codes, into_log)
            except (WitnessSilent, WitnessRefused) as reason:
                log.warning("a witness takes no results: %s", reason)
    return shown


def _show_to(place: Address, codes: Sequence[str], into_log: Log | None) -> int:
    unresolved = [one for code in codes for one in place.unresolved(code)][:AT_ONCE]
    if not unresolved:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, [unresolved])
        entries = [row[0] for row in cursor.fetchall()]
    link = _link()
    if not entries:
        return 0
    head, ready = _signed(link, entries, {b"": place}, into_log)
    if head is None or not ready:
        return 0
    known = receipts(link, entries, head.note, head.signer)
    place.show_all(list(known.values()))
    return len(known)
