"""词元: the features of a text as numbers with counts: runs of Han characters and words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import rjieba

Keys = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CHARACTER, PAIR, TRIPLE = 1, 2, 3
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,}")
_NUMBER = re.compile(
    r"[0-9０-９][0-9０-９,，.．:：]*\s*(?:年|月|日|时|分|许|余|多|万|亿|美|元|%|％)*(?:以上|左右)?"
)
_LABEL = re.compile(
    r"案件(?:背景|描述|情况|事实)|法律问题|问题\s*[0-9一二三四五]?\s*[:：]|请问|背景\s*[:：]"
)
_PLACEHOLDER = re.compile(
    r"[A-Za-z甲乙丙丁戊](?:某|公司|集团|银行|方|地|市|县|省|村)?"
    r"|[\u4e00-\u9fff]某(?:[0-9某甲乙丙丁A-Za-z])?"
)


@dataclass(frozen=True)
class Bag:
    """词袋: keys of features, ascending, each with how often it occurs."""

    keys: Keys
    counts: Floats

    def times(self, factor: float) -> "Bag":
        """Return the same features, each counted `factor` times."""
        return Bag(self.keys, self.counts * factor)


def grams(text: str, *sizes: int) -> Bag:
    """Count overlapping runs of 1, 2 or 3 Han characters, never across another character."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    han = (codes >= _HAN_FIRST) & (codes <= _HAN_LAST)
    parts: list[Keys] = []
    for size in sizes:
        count = len(codes) - size + 1
        if count <= 0:
            continue
        key, whole = np.zeros(count, np.int64), np.ones(count, bool)
        for place in range(size):
            key = (key << 16) | codes[place : place + count]
            whole &= han[place : place + count]
        parts.append(key[whole])
    return _counted(np.concatenate(parts) if parts else np.zeros(0, np.int64))


def words(text: str, *, search: bool = False) -> list[str]:
    """Return the words of two or more letters or Han characters; `search` cuts compounds too."""
    cut = rjieba.cut_for_search(text) if search else rjieba.cut(text)
    return [word for word in cut if _WORD.fullmatch(word)]


def named(names: Iterable[str]) -> Bag:
    """Count words or other names; their keys are negative, so no run of characters is one."""
    counted = Counter(names)
    keys = np.fromiter((key(name) for name in counted), np.int64, len(counted))
    order = np.argsort(keys)
    return Bag(keys[order], np.fromiter(counted.values(), np.float64, len(counted))[order])


@lru_cache(maxsize=1_000_000)
def key(name: str) -> int:
    """Return the number that stands for a word, the same on every machine."""
    return -1 - (int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") >> 1)


def joined(*bags: Bag) -> Bag:
    """Return the sum of bags."""
    if not bags:
        return Bag(np.zeros(0, np.int64), np.zeros(0))
    keys, inverse = np.unique(np.concatenate([bag.keys for bag in bags]), return_inverse=True)
    counts = np.concatenate([bag.counts for bag in bags])
    return Bag(keys, summed(inverse, counts, len(keys)))


def summed(places: Keys, counts: Floats, size: int) -> Floats:
    """Return the sums of counts that go to the same place."""
    return np.bincount(places, counts, minlength=size).astype(np.float64)


def without_numbers(text: str, instead: str = "") -> str:
    """Return the text without its figures and their units."""
    return _NUMBER.sub(instead, text)


def cleaned_question(text: str) -> str:
    """Return a question without headings, placeholders of names and figures.

    The words of asking stay: without them the ranking loses.
    """
    return _PLACEHOLDER.sub(" ", _LABEL.sub(" ", without_numbers(text, " ")))


def _counted(keys: Keys) -> Bag:
    found, counts = np.unique(keys, return_counts=True)
    return Bag(found, counts.astype(np.float64))
