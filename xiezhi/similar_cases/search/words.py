"""分词: the words of a judgment that are searched; rjieba with the names of the law."""

import re
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib import resources

import rjieba

from xiezhi.law.causes import causes
from xiezhi.law.terms import Area

WORD_CHARS_MAX = 30
STEM_CHARS_MIN = 2
DICTIONARY_CHARS_MIN, DICTIONARY_CHARS_MAX = 3, 12

_NO_CHARGE = ("犯罪", "认罪", "悔罪", "无罪", "有罪", "定罪")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z][A-Za-z0-9]+")


@cache
def _cutter() -> rjieba.Jieba:
    cutter = rjieba.Jieba()
    for word in dictionary():
        cutter.add_word(word, None, None)
    return cutter


@cache
def terms() -> tuple[str, ...]:
    """Return the words of the trade that the general dictionary cuts in two."""
    return _lines("terms.txt")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that every judgment holds and that tell nothing of its case."""
    return frozenset(_lines("stop_words.txt"))


def _lines(name: str) -> tuple[str, ...]:
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return tuple(text.split())


@cache
def dictionary() -> tuple[str, ...]:
    """Return the words added to the general dictionary: causes and charges, whole and as a stem."""
    found = set(terms())
    for area in Area:
        for cause in causes(area):
            for part in cause.name.split("、"):
                found |= {part, part.removesuffix("罪").removesuffix("纠纷")}
    sizes = range(DICTIONARY_CHARS_MIN, DICTIONARY_CHARS_MAX + 1)
    return tuple(sorted(word for word in found if len(word) in sizes or word in terms()))


@cache
def legal_names() -> frozenset[str]:
    """Return the names of causes and charges as they stand among the words of a text."""
    names = (part for area in Area for cause in causes(area) for part in cause.name.split("、"))
    return frozenset(_stem(name) for name in names)


@cache
def version() -> str:
    """Return what an index was cut with: another dictionary needs another index."""
    words = "\n".join((*dictionary(), *sorted(stop_words())))
    return sha256(words.encode()).hexdigest()[:12]


def words(text: str) -> list[str]:
    """Return the words of a text that carry its content, in their order.

    Words of one character, numbers and stop words are left out.
    """
    stop = stop_words()
    return [
        _stem(word.lower())
        for word in _cutter().cut(text, True)
        if len(word) <= WORD_CHARS_MAX and word not in stop and _WORD.fullmatch(word)
    ]


def _stem(word: str) -> str:
    """盗窃罪 and 盗窃, 买卖合同纠纷 and 买卖合同 are one word to the search."""
    stem = word.removesuffix("纠纷").removesuffix("罪")
    return word if len(stem) < STEM_CHARS_MIN or word.endswith(_NO_CHARGE) else stem


def counted(text: str) -> dict[str, int]:
    """Return the words with how often each occurs."""
    return dict(Counter(words(text)))
