"""The register of causes as the reader asks it: is this a name, which name ends here."""

from functools import cache

from xiezhi.law.causes import causes
from xiezhi.law.terms import Area

GENERAL_LEVEL_MAX = 2


@cache
def code_of(name: str, area: Area) -> str:
    """Return the code of a cause or charge, empty where the register does not hold the name.

    A charge may be a choice out of one of the register: 贩卖毒品罪, 制造、贩卖毒品罪.
    """
    names = _names(area)
    if name in names or area is not Area.CRIMINAL or not name.endswith("罪"):
        return names.get(name, "")
    chosen = [whole for whole in names if _is_choice(name, whole)]
    return names[min(chosen, key=len)] if chosen else ""


@cache
def is_general(name: str, area: Area) -> bool:
    """Return whether a name of the register is one of its outer two levels: 合同纠纷."""
    return any(cause.name == name and cause.level <= GENERAL_LEVEL_MAX for cause in causes(area))


def charge_names() -> list[str]:
    """Return the names of all charges, those no longer in force included."""
    return list(_names(Area.CRIMINAL))


def longest_suffix(text: str, area: Area) -> str:
    """Return the longest name of the register with which a text ends, empty if there is none."""
    names = _names(area)
    for size in range(min(len(text), _longest(area)), 2, -1):
        if text[-size:] in names:
            return text[-size:]
    return ""


@cache
def _names(area: Area) -> dict[str, str]:
    """Names with their codes, the most specific level where a name stands at several."""
    return {c.name: c.code for c in sorted(causes(area), key=lambda cause: cause.level)}


@cache
def _longest(area: Area) -> int:
    return max(map(len, _names(area)))


def _is_choice(name: str, whole: str) -> bool:
    *heads, last = name.split("、")
    if not heads:
        return _within(name, whole)
    return any(
        all(_within(head + last[cut:], whole) for head in [*heads, last[:cut]])
        for cut in range(1, len(last))
    )


def _within(name: str, whole: str) -> bool:
    """Whether the characters of a name stand in the whole in this order, from 4 characters on."""
    rest = iter(whole)
    return len(name) > 3 and "、" in whole and all(char in rest for char in name)
