"""Words of the law on the screens: Chinese as the list has them, else the catalogue or English."""

from django.utils.translation import get_language, gettext

from xiezhi.law.act import Act
from xiezhi.law.powers import powers
from xiezhi.law.terms import Post, Term


def word(term: Term) -> str:
    """Return a term in the language of the screen."""
    return _said(term.label, _begun(term.english))


def act_word(act: Act) -> str:
    """Return the name of an act in the language of the screen."""
    return _said(act.name, _begun(act.gloss))


def code_word(code: str) -> str:
    """Return the name of the act with this code; the code itself where the list has none."""
    act = powers().get(code)
    return act_word(act) if act else code


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _said(chinese: str, english: str) -> str:
    if (get_language() or "zh").startswith("zh"):
        return chinese
    found = gettext(chinese)
    return found if found != chinese else english


def posts_word(stored: str) -> str:
    """Return posts as an entry stores them, joined by commas, in the language of the screen."""
    known = {one.value: word(one) for one in Post}
    return "、".join(known.get(one, one) for one in stored.split(",") if one)
