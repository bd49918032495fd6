"""Numbers, dates and amounts as judgments write them; nothing of their meaning."""

import re
from datetime import date
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ZEROS = str.maketrans(dict.fromkeys("○ΟОO0零Oo◯〇", "〇"))
HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"

_ARABIC_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_HAN_DATE = re.compile(
    r"([一二三四五六七八九〇○ΟОO0零◯]{4})年([一二三四五六七八九十元]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_AMOUNT = re.compile(
    rf"(?:(?P<digits>\d[\d,，]*(?:\.\d+)?)(?P<scale>[万亿]?)|(?P<han>{HAN_NUMBER}{{1,16}}))余?元"
    r"(?:(?P<jiao>[一二三四五六七八九])角)?(?:(?P<fen>[一二三四五六七八九])分)?"
)


def whole_number(text: str) -> int | None:
    """Return a whole number in digits or Chinese numerals (一百三十三), None if it is none."""
    if text.isdecimal():
        return int(text)
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None


def first_date(text: str) -> date | None:
    """Return the first date of a text, in digits or Chinese numerals."""
    found = dates(text)
    return found[0] if found else None


def dates(text: str) -> list[date]:
    """Return the valid dates of a text in their order."""
    places = [(m.start(), _arabic(m)) for m in _ARABIC_DATE.finditer(text)]
    places += [(m.start(), _han(m)) for m in _HAN_DATE.finditer(text)]
    return [found for _, found in sorted(places, key=lambda place: place[0]) if found]


def amounts(text: str) -> tuple[Decimal, ...]:
    """Return the sums of money of a text, in yuan, in their order."""
    found: list[Decimal] = []
    for match in _AMOUNT.finditer(text):
        if match["digits"]:
            value = Decimal(match["digits"].replace(",", "").replace("，", ""))
            value *= _MYRIADS.get(match["scale"], 1)
        else:
            value = Decimal(whole_number(match["han"]) or 0)
        value += Decimal(_DIGITS.get(match["jiao"] or "", 0)) / 10
        value += Decimal(_DIGITS.get(match["fen"] or "", 0)) / 100
        found.append(value)
    return tuple(found)


def _arabic(match: re.Match[str]) -> date | None:
    return _valid(*(int(part) for part in match.groups()))


def _han(match: re.Match[str]) -> date | None:
    digits = (
        match[1].translate(_ZEROS).translate(str.maketrans("〇一二三四五六七八九", "0123456789"))
    )
    month = 1 if match[2] == "元" else whole_number(match[2]) or 0
    return _valid(int(digits), month, whole_number(match[3]) or 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
