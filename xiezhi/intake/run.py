"""The run (批量收案): each chunk of rows is received, registered, sorted, screened and drawn.

Every step is an act of the gate. A row's key makes it harmless to run a file again: what was
done is found again, what was not is done from where it stood.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from xiezhi.acts.gate import facts_of, perform_many
from xiezhi.acts.types import SYSTEM, Actor, Outcome, Wish
from xiezhi.assignment.witnessing import Asked, Log, begin, filings_logged, finish
from xiezhi.cases.models import Case
from xiezhi.intake.files import BadFile, Line
from xiezhi.intake.rows import filing_of
from xiezhi.law.act import Act, Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.fields import Unreadable
from xiezhi.law.finding import Finding
from xiezhi.law.powers.assignment import SEAL_POOL
from xiezhi.law.powers.filing import RECEIVE, REGISTER
from xiezhi.law.powers.triage import CONFIRM, TriageDecision
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.law.terms import State
from xiezhi.supervision.jobs import screen

CHUNK = 200


@dataclass(frozen=True)
class RowResult:
    """一行的结果: the case it became and how far it came, or what stood in the way."""

    line: Line
    case: int = 0
    entry: int | None = None
    replayed: bool = False
    findings: tuple[Finding, ...] = ()
    unreadable: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the row is a case."""
        return self.case > 0


@dataclass
class Tally:
    """合计: how many rows were read, received, found again, refused, and why."""

    read: int = 0
    received: int = 0
    replayed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    drawn: int = 0
    waiting: int = 0
    """Sealed, but a witness has not answered: the platform asks on and draws."""
    flagged: int = 0

    def note(self, result: RowResult) -> None:
        """Count one row."""
        self.read += 1
        self.received += result.accepted and not result.replayed
        self.replayed += result.replayed
        if result.unreadable and not result.findings:
            self.refused["E_FIELD"] += 1
        self.refused.update(
            {finding.code: 1 for finding in result.findings if not finding.warning}
            if not result.accepted
            else {}
        )


def intake(
    lines: Iterable[Line],
    court: int,
    by: Actor,
    *,
    at: datetime,
    tally: Tally,
    confirm: bool,
    chunk: int = CHUNK,
    into_log: Log | None = None,
) -> Iterator[list[RowResult]]:
    """File rows in chunks; yields the results of each chunk when it is safely on record.

    `by` is the filing officer who answers for the batch. With `confirm` the officer takes the
    platform's proposals on the procedure; without, cases wait there for a decision one by one.
    `into_log` brings entries into the signed log; without it, the sequencer is waited for.
    """
    source, lots = iter(lines), _Lots(at, tally, into_log)
    while rows := _next(source, chunk, lots):
        results = _receive(rows, court, by, at, tally)
        cases = [result.case for result in results if result.accepted]
        if cases:
            _step(REGISTER, cases, by, at, tally)
            if confirm:
                _confirm(_standing(cases, State.REGISTERED), by, at, tally)
                tally.flagged += sum(outcome.accepted for outcome in screen(cases, at))
                lots.draw(cases)
        for result in results:
            tally.note(result)
        yield results
    lots.finish()


def _next(source: Iterator[Line], chunk: int, lots: "_Lots") -> list[Line]:
    """Return the next rows; where the file ends badly, what was sealed is drawn before."""
    try:
        return list(islice(source, chunk))
    except BadFile:
        lots.finish()
        raise


@dataclass
class _Lots:
    """抽签: witnesses are asked for one chunk while the rows of the next are received."""

    at: datetime
    tally: Tally
    into_log: Log | None
    asked: Asked | None = None

    def draw(self, cases: Sequence[int]) -> None:
        """Draw the chunk before, so that it counts in the accounts; then seal this one and ask."""
        self.finish()
        filings_logged(cases, self.into_log)
        _step(SEAL_POOL, cases, SYSTEM, self.at, self.tally)
        self.asked = begin(_standing(cases, State.POOLED), into_log=self.into_log)

    def finish(self) -> None:
        """Draw what was asked for."""
        if self.asked is None:
            return
        done = finish(self.asked, at=self.at)
        self.asked = None
        self.tally.acts += 2 * done.drawn
        self.tally.drawn += done.drawn
        self.tally.waiting += done.waiting


def _receive(
    rows: Sequence[Line], court: int, by: Actor, at: datetime, tally: Tally
) -> list[RowResult]:
    results: dict[int, RowResult] = {}
    wishes: list[tuple[int, Wish]] = []
    for place, line in enumerate(rows):
        try:
            if line.wrong:
                results[place] = RowResult(line, unreadable=line.wrong)
                continue
            wishes.append((place, Wish(court, filing_of(line.values), key=line.key)))
        except Unreadable as error:
            results[place] = RowResult(line, findings=tuple(error.findings), unreadable=str(error))
    outcomes = perform_many(RECEIVE, by, [wish for _, wish in wishes], at=at)
    tally.acts += len(outcomes)
    for (place, _), outcome in zip(wishes, outcomes, strict=True):
        results[place] = _result(rows[place], outcome)
    return [results[place] for place in range(len(rows))]


def _result(line: Line, outcome: Outcome) -> RowResult:
    return RowResult(
        line,
        case=outcome.subject if outcome.accepted else 0,
        entry=outcome.entry,
        replayed=outcome.replayed,
        findings=tuple(outcome.findings),
    )


def _standing(cases: Sequence[int], *states: State) -> list[int]:
    rows = Case.objects.filter(pk__in=list(cases), state__in=states)
    return list(rows.values_list("pk", flat=True))


def _step(act: Act, cases: Sequence[int], by: Actor, at: datetime, tally: Tally) -> int:
    wishes = [Wish(case, Nothing()) for case in _standing(cases, *act.states)]
    outcomes = perform_many(act, by, wishes, at=at) if wishes else []
    return _count(outcomes, tally)


def _confirm(cases: Sequence[int], by: Actor, at: datetime, tally: Tally) -> None:
    """The officer takes what the platform proposes for each case."""
    if not cases:
        return
    facts = facts_of(CONFIRM, [Wish(case, None, by=by) for case in cases], at)
    wishes = []
    for case in cases:
        known = facts[case]
        assert isinstance(known, CaseFacts), "confirming is an act on a case"
        wishes.append(Wish(case, TriageDecision(procedure=suggestion_of(known).procedure)))
    _count(perform_many(CONFIRM, by, wishes, at=at), tally)


def _count(outcomes: Sequence[Outcome], tally: Tally) -> int:
    tally.acts += len(outcomes)
    for outcome in outcomes:
        for finding in outcome.findings:
            if not outcome.accepted and not finding.warning:
                tally.refused[finding.code] += 1
    return sum(outcome.accepted for outcome in outcomes)
