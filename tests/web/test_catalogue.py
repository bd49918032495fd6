"""The catalogue: every text of the pages has its English, with the same places."""

import re
from collections.abc import Iterator

import pytest
from django.utils.translation.template import templatize

from tests.web import wording

_CALL = re.compile(r"""\b(?:n?gettext|gettext_lazy|_)\(\s*(u?(?P<q>['"]).*?(?<!\\)(?P=q))""", re.S)
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text to translate with the file it stands in."""
    for file in (wording.ROOT / "web").rglob("*.html"):
        for call in _CALL.finditer(templatize(file.read_text("utf-8"))):
            yield wording.value(call[1]), file.name
    for name, tree in wording.modules("web"):
        for text in wording.marked(tree):
            yield text, name


def test_every_text_has_its_english() -> None:
    known = wording.english(None)
    missing = sorted({f"{name}: {text}" for text, name in texts() if text not in known})
    assert missing == []


def test_the_english_carries_the_same_places() -> None:
    for entry in wording.CATALOGUE:
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            plurals = entry.msgstr_plural
            pairs = [(entry.msgid, plurals[0]), (entry.msgid_plural, plurals[1])]
        for text, english in pairs:
            places = [set(_PLACES.findall(one)) for one in (text, english)]
            assert places[0] == places[1], text


def test_no_text_stands_twice() -> None:
    keys = [(entry.msgctxt, entry.msgid) for entry in wording.CATALOGUE]
    assert len(keys) == len(set(keys))


def test_the_english_of_the_law_has_no_chinese() -> None:
    """Only the sign for case numbers stays: it is how they are written."""
    for context in ("law", "term", "field", "act"):
        for text, english in wording.english(context).items():
            bare = re.sub("（2026）粤0703民初1284号|, 号”", "", english)
            assert not wording.CHINESE.search(bare), text


def test_the_texts_are_found_at_all() -> None:
    assert len(dict(texts())) > 500


@pytest.mark.parametrize("text", ["应办", "可办", "不可办", "留痕", "待开庭", "收案立案"])
def test_the_heart_of_the_page_is_among_them(text: str) -> None:
    assert text in dict(texts())
