"""The passages of a hit that resemble the question most, and the words they share."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from xiezhi.similar_cases.search.words import words

PASSAGES_MAX = 3
SENTENCE_CHARS_MIN, SENTENCE_CHARS_MAX = 12, 220
WORDS_SHOWN_MAX = 12

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


@dataclass(frozen=True)
class Passage:
    """相似片段: a sentence with its place in the text and the words that it shares."""

    start: int
    end: int
    text: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """Why a judgment was found: its best passages in reading order, its words by weight."""

    passages: tuple[Passage, ...]
    shared: tuple[str, ...]


def likeness(text: str, weights: Mapping[str, float]) -> Likeness:
    """Return the best passages of a text for weighted words; the text is read once."""
    scored: list[tuple[float, Passage]] = []
    shared: set[str] = set()
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) < SENTENCE_CHARS_MIN or not any(word in sentence for word in weights):
            continue
        own = {word for word in words(sentence) if word in weights}
        shared |= own
        if own and len(sentence) <= SENTENCE_CHARS_MAX:
            score = sum(weights[word] for word in own) / math.sqrt(len(sentence))
            ranked = tuple(sorted(own, key=lambda word: -weights[word]))
            scored.append((score, Passage(match.start(), match.end(), sentence.strip(), ranked)))
    best = sorted(scored, key=lambda pair: -pair[0])[:PASSAGES_MAX]
    passages = sorted((passage for _, passage in best), key=lambda passage: passage.start)
    top = sorted(shared, key=lambda word: -weights[word])[:WORDS_SHOWN_MAX]
    return Likeness(tuple(passages), tuple(top))
