"""Sentences of the law in the language of the screen: findings, reasons, what was recorded.

The law speaks Chinese. Its sentences are templates, of which the catalogue has the English under
the context `law`; what was filled already (a recorded refusal, a reason made of parts) is matched
with its template again and filled anew.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import get_language, gettext, pgettext

from xiezhi.law.finding import Finding
from xiezhi.law.powers import powers
from xiezhi.web.words import act_word, chinese

_PLACE = re.compile(r"\{(\w+)\}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_CITED = re.compile(r"第\d+条|〔\d{4}〕")
_DATED = re.compile(r"(\d\d-\d\d|\d\d:\d\d) ([^，；]+)")
_CONTEXTS = ("law", "term", "field", "act")
_JOINS = (("\n", "\n"), ("；", "; "), ("，并且", ", and "), ("或者", " or "), ("、", ", "))
_DIGITS = "零一二三四五六七八九"
_LENGTH = re.compile(rf"([{_DIGITS}十]+)(个半月|个月|日|年|小时)")
_UNITS = {"个半月": "months and a half", "个月": "months", "日": "days", "年": "years",
          "小时": "hours"}  # fmt: skip
WORDY = 3
"""A template with fewer characters of its own fits names too; all its values must be known."""
CHARS_MAX = 1000
"""What is longer was typed by somebody, and is shown as it is."""


def said(finding: Finding) -> str:
    """Return a finding in the language of the screen."""
    if chinese():
        return str(finding)
    english = pgettext("law", finding.says)
    if english == finding.says:
        return sentence(str(finding))
    return _fill(english, {name: str(value) for name, value in finding.given.items()})


def sentence(text: str) -> str:
    """Return a sentence or word that the law made in the language of the screen.

    What the catalogue does not know (a name, what somebody typed) stays as it is.
    """
    if chinese() or not text or len(text) > CHARS_MAX or not _CHINESE.search(text):
        return text
    return _sentence(text, get_language() or "")


def parts_word(words: str) -> str:
    """Return words that stand side by side (沈砚秋　民一庭　庭长), those of the law in English."""
    return "　".join(sentence(part) for part in words.split("　"))


@lru_cache(maxsize=4096)
def _sentence(text: str, _language: str) -> str:
    for turn in (_known, _length, _dated, _each, _matched, _joined):
        found = turn(text)
        if found:
            return found
    return text


def _known(text: str) -> str:
    for context in _CONTEXTS:
        found = pgettext(context, text)
        if found != text:
            return found
    if text in _acts():
        return act_word(powers()[_acts()[text]])
    found = gettext(text)
    return found if found != text else ""


@cache
def _acts() -> dict[str, str]:
    return {act.name: act.code for act in powers().values()}


def _length(text: str) -> str:
    """Return a length of time that was written out: 六个月 as 6 months."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        return ""
    tens, ten, ones = found[1].rpartition("十")
    number = 10 * (_DIGITS.index(tens) if tens else 1) if ten else 0
    return f"{number + (_DIGITS.index(ones) if ones else 0)} {_UNITS[found[2]]}"


def _dated(text: str) -> str:
    """Return what happened on a day: 03-10 立案 as 03-10 Registration."""
    found = _DATED.fullmatch(text)
    if found is None:
        return ""
    what = sentence(found[2])
    return "" if _CHINESE.search(what) else f"{found[1]} {what}"


def _matched(text: str) -> str:
    for names, literals, english in _templates(get_language() or ""):
        values = _values(literals, text)
        if values is not None and (_own(literals) >= WORDY or all(map(_turns, values))):
            return _fill(english, dict(zip(names, values, strict=True)))
    return ""


def _own(literals: list[str]) -> int:
    return len(_CHINESE.findall("".join(literals)))


def _turns(value: str) -> bool:
    return not _CHINESE.search(value) or sentence(value) != value


def _fill(english: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: sentence(values.get(place[1], place[0])), english)


def _values(literals: list[str], text: str) -> list[str] | None:
    """Return what stands between the literals of a template, None where it is not of it."""
    first, last = literals[0], literals[-1]
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return None
    found = []
    for literal in literals[1:-1]:
        place = text.find(literal, at, end) if literal else _figure(text, at, end)
        if place < 0:
            return None
        found.append(text[at:place])
        at = place + len(literal)
    return [*found, text[at:end]]


def _figure(text: str, at: int, end: int) -> int:
    """Return where the figure begins that follows a word without a sign between: 原告12人."""
    found = _DIGIT.search(text, at, end)
    return found.start() if found else -1


@cache
def _templates(language: str) -> list[tuple[list[str], list[str], str]]:
    """Return the sentences with places of a catalogue, the wordiest first."""
    found = []
    for entry in _catalogue(language):
        if entry.msgctxt == "law" and _PLACE.search(entry.msgid):
            parts = _PLACE.split(entry.msgid)
            if _CHINESE.search("".join(parts[::2])):
                found.append((parts[1::2], parts[::2], entry.msgstr))
    return sorted(found, key=lambda one: -sum(map(len, one[1])))


def _catalogue(language: str) -> Iterator[polib.MOEntry]:
    for folder in settings.LOCALE_PATHS:
        path = Path(folder, language, "LC_MESSAGES", "django.mo")
        if path.exists():
            yield from polib.mofile(str(path))


def _each(text: str) -> str:
    """Return words that were joined, if all are known or cite a text; empty for others."""
    for chinese_join, join in (*_JOINS, ("，", ", ")):
        if chinese_join in text:
            turned = [sentence(part) for part in text.split(chinese_join)]
            if not any(_CHINESE.search(one) and not _CITED.search(one) for one in turned):
                return join.join(turned)
    return ""


def _joined(text: str) -> str:
    """Return words that were joined, those that the catalogue knows in English."""
    for chinese_join, join in _JOINS:
        if chinese_join in text:
            parts = text.split(chinese_join)
            turned = [sentence(part) for part in parts]
            if turned != parts:
                return join.join(turned)
    return ""
