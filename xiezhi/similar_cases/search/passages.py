"""The passages of a hit that resemble the question most, and the words they share."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
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
    """Return the best passages of a text for weighted words."""
    sentences = list(_SENTENCE.finditer(text))
    shared: dict[int, set[str]] = {}
    starts = [match.start() for match in sentences]
    for word, place in _places(text, weights):
        shared.setdefault(bisect_right(starts, place) - 1, set()).add(word)
    scored: list[tuple[float, Passage]] = []
    for index, own in shared.items():
        start, end = sentences[index].span()
        if SENTENCE_CHARS_MIN <= end - start <= SENTENCE_CHARS_MAX:
            score = sum(weights[word] for word in own) / math.sqrt(end - start)
            scored.append((score, Passage(start, end, text[start:end], _ranked(own, weights))))
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].start))[:PASSAGES_MAX]
    passages = sorted((passage for _, passage in best), key=lambda passage: passage.start)
    everywhere = _ranked({word for own in shared.values() for word in own}, weights)
    return Likeness(tuple(passages), everywhere[:WORDS_SHOWN_MAX])


def _places(text: str, wanted: Iterable[str]) -> Iterator[tuple[str, int]]:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow: keep the places true
        lowered = text
    for word in wanted:
        place = lowered.find(word)
        while place >= 0:
            yield word, place
            place = lowered.find(word, place + len(word))


def _ranked(found: set[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda word: (-weights[word], word)))
