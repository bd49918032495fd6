"""评议: what opening a round, sealing and opening ballots write; nothing of it is ever changed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import orjson

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.seals import seal
from xiezhi.acts.write import Write
from xiezhi.cases.models import Ballot, Case, Deliberation, DeliberationResult
from xiezhi.cases.sealing import seal_text, unseal_text
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.deliberation import (
    DECIDE_ALONE,
    OPEN,
    OPEN_BALLOTS,
    READ_BALLOTS,
    RECORD,
    SEAL_BALLOT,
    BallotData,
    DeliberationMinutes,
    Disposition,
    Questions,
)
from xiezhi.law.rules.bench_acts import bench_of
from xiezhi.law.rules.deliberation import MANDATORY_COMMITTEE
from xiezhi.law.rules.tally import Ballot as Vote
from xiezhi.law.rules.tally import Question, tally
from xiezhi.law.terms import State

CONSTRAINTS["ballot_once"] = (
    "E_BALLOT_SEALED",
    "您的意见已封存，不能更改",
    "deliberation.open",
)
CONSTRAINTS["deliberation_round_once"] = (
    "E_ROUND_OPEN",
    "本次评议已经组织",
    "deliberation.seal_ballot",
)


@effect(OPEN)
def open_round(write: Write, case: Case, data: Questions, doing: Doing) -> None:
    """A round begins with those who sit now; earlier rounds stay as they were."""
    facts: CaseFacts = doing.facts
    number = facts.deliberation.round + 1 if facts.deliberation else 1
    write.new(_round(case, data.questions, number, facts, doing))
    doing.adds["round"] = number


def _round(case: Case, questions: str, number: int, facts: CaseFacts, doing: Doing) -> Deliberation:
    return Deliberation(
        case=case,
        round=number,
        questions=[line.strip()[:300] for line in questions.splitlines() if line.strip()][:50],
        opened_at=doing.at,
        opened_by_id=doing.by.person,
        voters=[one.person for one in facts.bench],
    )


def ballot_text(data: BallotData) -> str:
    """Return what is sealed of a ballot: its conclusion and its reasons."""
    return orjson.dumps({"disposition": data.disposition, "opinion": data.opinion}).decode()


def _ballot(case: Case, deliberation: int, data: BallotData, doing: Doing) -> Ballot:
    text = ballot_text(data)
    place = f"{case.id}/{deliberation}/{doing.by.person}"
    salted = seal(doing.act.code, "ballot", text, place).salt.hex() + text
    digest = sha256(b"xiezhi/ballot/1" + salted.encode()).digest()
    doing.adds["ballot"] = digest.hex()
    return Ballot(
        case=case,
        deliberation_id=deliberation,
        person_id=doing.by.person,
        seal=digest,
        sealed_text=seal_text(case.id, case.sealing_key, salted),
        at=doing.at,
    )


@effect(SEAL_BALLOT)
def seal_ballot(write: Write, case: Case, data: BallotData, doing: Doing) -> None:
    """The ballot is sealed: its hash is in the log, its text under the key of the case."""
    write.new(_ballot(case, doing.facts.deliberation.id, data, doing))


def read_ballot(case: Case, ballot: Ballot) -> BallotData:
    """Return what a ballot says; the caller holds the power to read it."""
    text = unseal_text(case.id, case.sealing_key, ballot.sealed_text)
    said = orjson.loads(text[32:])
    return BallotData(disposition=Disposition(said["disposition"]), opinion=said["opinion"])


@effect(OPEN_BALLOTS)
def open_ballots(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """All ballots are opened together; the majority decides, or a new round is needed."""
    write.ahead("ballots", (case, doing), _open_all)


def _open_all(write: Write, batch: list[tuple[Case, Doing]]) -> None:
    ballots: dict[int, list[Ballot]] = {doing.facts.deliberation.id: [] for _, doing in batch}
    for ballot in Ballot.objects.filter(deliberation__in=ballots).order_by("id"):
        ballots[ballot.deliberation_id].append(ballot)
    for case, doing in batch:
        _open(write, case, ballots[doing.facts.deliberation.id], doing)


def _open(write: Write, case: Case, ballots: list[Ballot], doing: Doing) -> None:
    facts: CaseFacts = doing.facts
    assert facts.deliberation is not None
    votes = [(ballot.person_id, read_ballot(case, ballot).disposition) for ballot in ballots]
    result = tally(
        bench_of(facts), Question.UNCLEAR, [Vote(person, choice) for person, choice in votes]
    )
    write.new(_result(case, facts.deliberation.id, result.decided, result.counts, doing))
    doing.adds["decided"] = result.decided is not None
    if result.decided is not None:
        write.change(case, state=State.DECIDED)


def _result(
    case: Case, deliberation: int, decided: str | None, counts: Mapping[str, int], doing: Doing
) -> DeliberationResult:
    said = {"decided": decided, "counts": {str(choice): n for choice, n in counts.items()}}
    text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    digest = sha256(b"xiezhi/result/1" + case.sealing_key + text).digest()
    doing.adds["result"] = digest.hex()
    return DeliberationResult(
        deliberation_id=deliberation,
        case=case,
        decided=decided is not None,
        must_refer=decided in MANDATORY_COMMITTEE,
        split=len(counts) > 1,
        sealed_text=seal_text(case.id, case.sealing_key, text.decode()),
        seal=digest,
        at=doing.at,
    )


@effect(DECIDE_ALONE)
def decide_alone(write: Write, case: Case, data: BallotData, doing: Doing) -> None:
    """A sole judge's opinion is kept in the same rows: a round of one, opened at once."""
    facts: CaseFacts = doing.facts
    number = facts.deliberation.round + 1 if facts.deliberation else 1
    write.batch("alone", (case, data, doing, number), _decide_all)


def _decide_all(batch: Sequence[tuple[Case, BallotData, Doing, int]]) -> None:
    rounds = Deliberation.objects.bulk_create(
        _round(case, case.title, number, doing.facts, doing) for case, _, doing, number in batch
    )
    ballots, results = [], []
    for row, (case, data, doing, _) in zip(rounds, batch, strict=True):
        ballots.append(_ballot(case, row.id, data, doing))
        counts = {data.disposition.value: 1}
        results.append(_result(case, row.id, data.disposition, counts, doing))
    Ballot.objects.bulk_create(ballots)
    DeliberationResult.objects.bulk_create(results)


@effect(RECORD)
def record(write: Write, case: Case, data: DeliberationMinutes, doing: Doing) -> None:
    """The record of the deliberation is sealed with the case; only its hash is in the log."""
    deliberation = doing.facts.deliberation
    sealed = seal_text(case.id, case.sealing_key, data.text)
    write.change_id(Deliberation, deliberation.id, sealed_minutes=sealed)


@effect(READ_BALLOTS)
def read_ballots(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """Reading leaves its trace, nothing else."""
