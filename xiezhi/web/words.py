"""Words of the law on the screens: Chinese as the list has them, else the catalogue or English."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language, pgettext

from xiezhi.law.act import Act
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post, Term


def chinese() -> bool:
    """Return whether the screen is Chinese, in which the law needs no catalogue."""
    return (get_language() or "zh").startswith("zh")


def word(term: Term) -> str:
    """Return a term in the language of the screen."""
    return _said("term", term.label, term.english)


def act_word(act: Act) -> str:
    """Return the name of an act in the language of the screen."""
    return _said("act", act.name, act.gloss)


def code_word(code: str) -> str:
    """Return the name of the act with this code; the code itself where the list has none."""
    act = powers().get(code)
    return act_word(act) if act else code


def label_word(label: str) -> str:
    """Return the label or hint of a field of an act's form in the language of the screen."""
    return _said("field", label, "") if label else ""


def _said(context: str, words: str, english: str) -> str:
    if chinese():
        return words
    found = pgettext(context, words)
    return found if found != words else f"{english[:1].upper()}{english[1:]}" or words


def listing(words: Iterable[str]) -> str:
    """Return words as one list: 甲、乙, or A, B."""
    return ("、" if chinese() else ", ").join(words)


def strung(clauses: Iterable[str]) -> str:
    """Return clauses as one sentence: 甲；乙, or A; B."""
    return ("；" if chinese() else "; ").join(clauses)


def long_day(on: date) -> str:
    """Return a day written out: 2026 年 3 月 4 日, or 4 March 2026."""
    return f"{on:%Y 年 %-m 月 %-d 日}" if chinese() else f"{on:%-d %B %Y}"


def long_month(on: date) -> str:
    """Return a month written out: 2026 年 3 月, or March 2026."""
    return f"{on:%Y 年 %-m 月}" if chinese() else f"{on:%B %Y}"


def month_word(on: date) -> str:
    """Return the month of a day: 3 月, or March."""
    return f"{on.month} 月" if chinese() else f"{on:%B}"


def posts_word(stored: str) -> str:
    """Return posts as an entry stores them, in the language of the screen."""
    known = {one.value: word(one) for one in Post}
    return listing(known.get(one, one) for one in stored.split(",") if one)
