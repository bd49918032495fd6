"""The catalogue: every text of the pages has its English, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

import xiezhi

ROOT = Path(xiezhi.__file__).parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
_CALL = re.compile(r"""\b(?:n?gettext|gettext_lazy|_)\(\s*(u?(?P<q>['"]).*?(?<!\\)(?P=q))""", re.S)


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text to translate with the file it stands in."""
    for file in [*(ROOT / "web").rglob("*.html"), *(ROOT / "web").rglob("*.py")]:
        source = file.read_text("utf-8")
        if file.suffix == ".html":
            source = templatize(source)
        for call in _CALL.finditer(source):
            yield ast.literal_eval(call[1]), file.name


def test_every_text_has_its_english() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)).translated_entries()}
    missing = sorted({f"{name}: {text}" for text, name in texts() if text not in known})
    assert missing == []


def test_the_english_carries_the_same_placeholders() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            plurals = entry.msgstr_plural
            pairs = [(entry.msgid, plurals[0]), (entry.msgid_plural, plurals[1])]
        for text, english in pairs:
            places = [sorted(re.findall(r"%\(\w+\)s", one)) for one in (text, english)]
            assert places[0] == places[1], text


def test_the_texts_are_found_at_all() -> None:
    assert len(dict(texts())) > 100


@pytest.mark.parametrize("text", ["应办", "可办", "不可办", "留痕"])
def test_the_heart_of_the_page_is_among_them(text: str) -> None:
    assert text in dict(texts())
