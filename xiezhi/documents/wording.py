"""行文: dates, numbers and blanks as court papers write them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category

BLANK = "▢"
UNPRINTABLE = "〓"
"""Stands, as in print shops, where a character has no glyph, so that it is seen and cared for."""
_DIGITS = "〇一二三四五六七八九"
_UNSEEN = {"Cs": UNPRINTABLE, "Co": UNPRINTABLE, "Cn": UNPRINTABLE}
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def blank(hint: str) -> str:
    """Return the mark of what is still to be written, with its hint."""
    return f"{BLANK}〔{hint}〕"


def fill(value: str, hint: str) -> str:
    """Return the value, or the blank that asks for it."""
    return value or blank(hint)


def day(on: date | None, hint: str = "日期") -> str:
    """Return a day as the text of a paper has it: 2026年11月24日."""
    return f"{on.year}年{on.month}月{on.day}日" if on else blank(hint)


def moment(at: datetime | None, hint: str = "时间") -> str:
    """Return a time of day, in the zone it carries: 2026年11月24日9时30分."""
    return f"{day(at.date())}{at.hour}时{at.minute:02d}分" if at else blank(hint)


def formal_day(on: date | None, hint: str = "签署日期") -> str:
    """Return a day as it stands under a signature: 二〇二六年十一月二十四日."""
    if on is None:
        return blank(hint)
    year = "".join(_DIGITS[int(digit)] for digit in f"{on.year:04d}")
    return f"{year}年{counting(on.month)}月{counting(on.day)}日"


def counting(number: int) -> str:
    """Return 1 to 99 in Chinese: 十, 二十四; raises `ValueError` outside."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")


def amount(yuan: Decimal | None, hint: str = "金额") -> str:
    """Return a sum as the text has it, without separators: 50000元, 1234.50元."""
    if yuan is None:
        return blank(hint)
    exact = yuan.quantize(Decimal("0.01"))
    return f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact}元"


def capitals(yuan: Decimal) -> str:
    """Return a sum in capitals: 壹万零伍拾元整; raises `ValueError` outside of 0 to 10¹²."""
    cents = int((yuan * 100).to_integral_value())
    if cents < 0 or cents >= 10**14:
        raise ValueError(yuan)
    whole, rest = divmod(cents, 100)
    dimes, pennies = divmod(rest, 10)
    words = _whole(whole) + "元" if whole else ""
    if not rest:
        return (words or "零元") + "整"
    if dimes:
        words += _CAPITALS[dimes] + "角"
    elif words:
        words += "零"
    return words + (_CAPITALS[pennies] + "分" if pennies else "")


def _whole(number: int) -> str:
    words, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit, (group, within) = number // 10**place % 10, divmod(place, 4)
        if digit:
            words += ("零" if gap else "") + _CAPITALS[digit] + _UNITS[within]
        gap = not digit
        if within == 0 and number // 10**place % 10_000:
            words += _GROUPS[group]
    return words


def printable(text: str) -> str:
    """Return text without control characters, and with 〓 for what is no character at all."""
    return "".join(
        c if (kind := category(c))[0] != "C" or c in "\n\t" else _UNSEEN.get(kind, "") for c in text
    )


def listing(names: Iterable[str], hint: str) -> str:
    """Return names joined by 、, or the blank that asks for them."""
    return "、".join(names) or blank(hint)


def numbered(items: Iterable[str], hint: str) -> list[str]:
    """Return items as the holding numbers them: 一、…；二、…。, or one blank."""
    texts = [item.strip().rstrip("；。;.") for item in items]
    if not texts:
        return [blank(hint)]
    if len(texts) == 1:
        return [texts[0] + "。"]
    ends = ["；"] * (len(texts) - 1) + ["。"]
    return [
        f"{counting(n)}、{text}{end}"
        for n, (text, end) in enumerate(zip(texts, ends, strict=True), 1)
    ]
