"""引用的法条: the articles on which a judgment says it rests."""

import re

from xiezhi.similar_cases.reading.judgment import CitedArticle
from xiezhi.similar_cases.reading.numerals import whole_number

_TOKEN = re.compile(
    r"(?P<open>《)|(?P<close>》)|第(?P<number>[零〇一二三四五六七八九十百千两\d]{1,9})条"
    r"(?:之(?P<branch>[一二三四五六七八九十]))?"
)
_BASIS = re.compile(r"依照|依据|根据|按照|适用|援引")


def cited_articles(basis: str) -> tuple[CitedArticle, ...]:
    """Return the articles of the sentence before 判决如下, each once, in their order."""
    found: dict[CitedArticle, None] = {}
    law, opened, depth = "", 0, 0
    for token in _TOKEN.finditer(basis):
        if token["open"]:
            opened = token.end() if depth == 0 else opened
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
            law = basis[opened : token.start()] if depth == 0 else law
        elif depth == 0 and law and (number := whole_number(token["number"])):
            found[CitedArticle(law, number, whole_number(token["branch"] or "") or 0)] = None
    return tuple(found)


def basis_of(reasoning: str) -> str:
    """Return the part of the reasoning that names the articles applied.

    It reaches from the first word of basis in the last sentences that cite a law to the end.
    """
    sentences = re.split(r"(?<=。)", reasoning)
    for sentence in reversed(sentences[-4:]):
        word = _BASIS.search(sentence)
        if word and "《" in sentence:
            return sentence[word.start() :]
    return ""
