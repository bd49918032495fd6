"""The passages of a hit that resemble the question most, and the words they share."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

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
    if not weights:
        return Likeness((), ())
    longest_first = sorted(weights, key=lambda word: -len(word))
    word = re.compile("|".join(re.escape(each) for each in longest_first), re.IGNORECASE)
    scored: list[tuple[float, Passage]] = []
    shared: set[str] = set()
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        own = {found.lower() for found in word.findall(sentence)}
        shared |= own
        if own and SENTENCE_CHARS_MIN <= len(sentence) <= SENTENCE_CHARS_MAX:
            score = sum(weights[each] for each in own) / math.sqrt(len(sentence))
            passage = Passage(match.start(), match.end(), sentence, _ranked(own, weights))
            scored.append((score, passage))
    best = sorted(scored, key=lambda pair: -pair[0])[:PASSAGES_MAX]
    passages = sorted((passage for _, passage in best), key=lambda passage: passage.start)
    return Likeness(tuple(passages), _ranked(shared, weights)[:WORDS_SHOWN_MAX])


def _ranked(found: set[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda word: (-weights[word], word)))
