"""识别: from a text to suspicions of the four types, each with its evidence and its rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xiezhi.detection.computed import COMPOSED
from xiezhi.detection.model import Model, standing
from xiezhi.detection.reading import Reading, read
from xiezhi.detection.rules import SIGNALS
from xiezhi.detection.signals import Span, opening
from xiezhi.detection.versions import Version, of_model
from xiezhi.law.sources import Citation
from xiezhi.law.terms import FlagState, FourType

EVIDENCE_MAX = 5
QUOTE_CHARS_MAX = 80
_CLAUSE = re.compile(r"[,。;:!?\n\x00]")


@dataclass(frozen=True)
class Finding:
    """疑似四类案件: a suspicion that a text raises; a machine never confirms one (R5.1)."""

    code: FourType
    confidence: float
    evidence: tuple[str, ...]
    """Quotes, each of them a part of the text to the letter."""
    rule: str
    """Name of the rule and its version."""
    source: Citation

    @property
    def state(self) -> FlagState:
        """疑似, however high the confidence: only a person confirms."""
        return FlagState.SUSPECTED


def detect(cause: str, text: str, *, model: Model | None = None, cut: bool = True) -> list[Finding]:
    """Return the suspicions that a cause of action and a text raise, in the order of the codes.

    `cut` leaves out headings and comments that were written after judgment.
    """
    return find(read(cause, text, cut=cut), of_model(model or standing()))


def find(reading: Reading, versions: Sequence[Version]) -> list[Finding]:
    """Return the suspicions that rules raise on a reading, in the order of the rules."""
    spans = look(reading) if versions else {}
    findings: list[Finding] = []
    for version in versions:
        known = spans | _own(reading, version)
        confidence = version.weights.confidence(known)
        if confidence >= version.threshold:
            quotes = _evidence(reading, version, known)
            source = version.rule.source
            findings.append(
                Finding(version.code, round(confidence, 3), quotes, version.name, source)
            )
    return findings


def _own(reading: Reading, version: Version) -> dict[str, list[Span]]:
    """Return the places of the signals that a court added to a rule."""
    found = ((signal.name, signal.spans(reading)) for signal in version.own)
    return {name: spans for name, spans in found if spans}


def look(reading: Reading) -> dict[str, list[Span]]:
    """Return the places of every signal that stands in a text, by the name of the signal."""
    single = ((name, signal.spans(reading)) for name, signal in SIGNALS.items())
    found = {name: spans for name, spans in single if spans}
    composed = ((one.name, one.spans(found)) for one in COMPOSED)
    return found | {name: spans for name, spans in composed if spans}


def _evidence(reading: Reading, version: Version, spans: dict[str, list[Span]]) -> tuple[str, ...]:
    weights = version.weights.signals
    speaking = [name for name in weights if name in spans and weights[name] > 0]
    speaking.sort(key=lambda name: (name.startswith("cause."), -weights[name], name))
    quotes: list[str] = []
    for place in range(3):  # the first of each signal, then the second, then the third
        for name in speaking:
            if place < len(spans[name]):
                quote = _quote(reading, spans[name][place])
                if quote and not any(quote in held or held in quote for held in quotes):
                    quotes.append(quote)
    return tuple(quotes[:EVIDENCE_MAX]) or _begin(reading)


def _begin(reading: Reading) -> tuple[str, ...]:
    return tuple(filter(None, [reading.quote(*opening(reading))]))


def _quote(reading: Reading, span: Span) -> str:
    """Return the clause around a place, or the place alone where the clause is long."""
    start, end = span
    before = [mark.end() for mark in _clauses(reading, max(0, start - QUOTE_CHARS_MAX), start)]
    after = next(_clauses(reading, end, end + QUOTE_CHARS_MAX), None)
    first = before[-1] if before else start
    last = after.start() if after else end
    if last - first <= QUOTE_CHARS_MAX:
        return reading.quote(first, last)
    return reading.quote(start, min(end, start + 2 * QUOTE_CHARS_MAX))


def _clauses(reading: Reading, start: int, end: int) -> Iterator[re.Match[str]]:
    return _CLAUSE.finditer(reading.plain, start, min(end, len(reading.plain)))
