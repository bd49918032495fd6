"""法条: the articles that are searched, by a name that is the same however it is printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xiezhi.similar_cases.ranking.files import Document
from xiezhi.similar_cases.reading.numerals import whole_number

CRIMINAL_LAW = "刑法"
_NAME = re.compile(
    r"《?(?:中华人民共和国)?(?P<law>[^《》第]+)》?第(?P<number>[零〇一二三四五六七八九十百千\d]+)条"
    r"(?:之(?P<branch>[一二三四五六七八九十\d]+))?"
)
_BARE = re.compile(r"(\d+)(?:(?:之|-|_)(\S+))?")


@dataclass(frozen=True)
class Article:
    """法条: one article of the corpus; `key` is the law's name with the number in digits."""

    id: str
    key: str
    text: str


def articles(corpus: Sequence[Document]) -> list[Article]:
    """Return the articles of a corpus; a text without a name goes by its id."""
    return [Article(one.id, key_of(str(one.row.get("name") or one.id)), one.text) for one in corpus]


def key_of(name: str) -> str:
    """Return the key of a name as printed: 《中华人民共和国刑法》第一百三十三条之一 is 刑法133-1.

    A number alone is one of the Criminal Law.
    """
    if found := _NAME.fullmatch(name.strip()):
        law, number, branch = found["law"].strip(), found["number"], found["branch"]
    elif found := _BARE.fullmatch(name.strip()):
        law, (number, branch) = CRIMINAL_LAW, found.groups()
    else:
        return name.strip()
    key = f"{law}{whole_number(number)}"
    return f"{key}-{whole_number(branch) or branch}" if branch else key


def of_criminal_law(corpus: Sequence[Article]) -> bool:
    """Whether most articles are of the Criminal Law."""
    count = sum(re.fullmatch(rf"{CRIMINAL_LAW}\d.*", one.key) is not None for one in corpus)
    return 2 * count > len(corpus)
