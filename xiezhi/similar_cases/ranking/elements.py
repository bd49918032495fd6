"""要素: what is read from the text of a private-lending case as a row of numbers."""

import re
import tomllib
from functools import cache
from importlib import resources

import numpy as np

from xiezhi.similar_cases.ranking.tokens import Floats

COUNT_MAX = 4
AMOUNT_MIN = 100
_AMOUNT = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(万|亿)?\s*余?元")
_UNITS = {None: 1.0, "万": 1e4, "亿": 1e8}
_MONTH = re.compile(r"\d{4}年\d{1,2}月")
_YEAR = re.compile(r"(20\d\d)年")
_DEFENDANT_FIRM = re.compile(r"被告[：:]?[^，。]{2,25}公司")
_PLAINTIFF_FIRM = re.compile(r"原告[：:]?[^，。]{2,25}公司")
_ANSWERED = re.compile(r"被告[^。]{0,12}(?:辩称|答辩)")
_SENTENCE = re.compile(r"[^。；！？\n]+")


@cache
def expressions() -> tuple[re.Pattern[str], ...]:
    """Return the expressions in the order of the file."""
    text = (resources.files(__package__) / "loan_elements.toml").read_text(encoding="utf-8")
    return tuple(re.compile(pattern) for pattern in tomllib.loads(text).values())


def elements(text: str) -> Floats:
    """Return the elements: each expression twice, then amounts, parties, dates and length."""
    values: list[float] = []
    for pattern in expressions():
        count = len(pattern.findall(text))
        values += [min(count, COUNT_MAX), float(count > 0)]
    return np.array([*values, *_amounts(text), *_parties(text), *_times(text)])


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, none empty."""
    return [found for found in _SENTENCE.findall(text) if found.strip()] or [text]


def _amounts(text: str) -> list[float]:
    """Largest, median and first amount as logarithms; how many, and how many different."""
    found: list[float] = []
    for figure, unit in _AMOUNT.findall(text):
        value = float(re.sub("[,，]", "", figure)) * _UNITS[unit or None]
        if value >= AMOUNT_MIN:
            found.append(value)
    known = found or [0.0]
    sizes = np.log10(1 + np.array([max(known), float(np.median(known)), known[0]]))
    return [*map(float, sizes), min(len(known), 20) / 5, min(len(set(known)), 12) / 4]


def _parties(text: str) -> list[float]:
    head, _, body = text.partition("\n\n")
    plaintiffs, defendants = head.count("原告"), head.count("被告")
    return [
        min(plaintiffs, 5), min(defendants, 6), float(defendants > 1), float("公司" in head),
        float(bool(_DEFENDANT_FIRM.search(head))), float(bool(_PLAINTIFF_FIRM.search(head))),
        float(bool(_ANSWERED.search(text))), float(body.count("辩称") > 1),
    ]  # fmt: skip


def _times(text: str) -> list[float]:
    """How many dates, over how many years; how long text and head are."""
    years = [int(year) for year in _YEAR.findall(text)]
    span = (max(years) - min(years)) / 3 if years else 0.0
    head = text.partition("\n\n")[0]
    dates = min(len(_MONTH.findall(text)), 12) / 4
    return [dates, span, float(np.log1p(len(text))), float(np.log1p(len(head)))]
