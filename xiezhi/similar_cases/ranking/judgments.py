"""文书检索类案: a whole judgment ranks others, by rare words, names of charges or causes, facts."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import scipy.sparse as sp

from xiezhi.law.causes import causes
from xiezhi.law.terms import Area
from xiezhi.similar_cases.ranking.charges import facts_bag
from xiezhi.similar_cases.ranking.linear import Linear
from xiezhi.similar_cases.ranking.space import Space, unit, z
from xiezhi.similar_cases.ranking.tokens import Bag, Floats, named, without_numbers, words

POWER = 2.0
"""Of the inverse frequency: what few judgments say tells most (MAP .43 with 1, .47 with 2)."""
SHORT_NAME_CHARS_MIN = 5
"""A name of fewer characters is looked for with its ending only: 盗窃罪, not 盗窃."""
FACTS_WEIGHT = 0.3
"""Of likeness in what the facts say for each charge, in criminal cases: MAP .582 to .592 (p .36);
with the names of charges cut from all texts .404 to .422 (p < .001)."""
_ENDINGS = {Area.CRIMINAL: "罪", Area.CIVIL: "纠纷"}


class JudgmentRanker:
    """文书排序: likeness of steeply weighed words, of legal names counted, and of charges.

    With `charges`, a model of charges, texts are also alike whose facts speak for and against the
    same ones, named or not.
    """

    def __init__(self, texts: Sequence[str], area: Area, charges: Linear | None = None) -> None:
        self._area, self._charges = area, charges
        self._words, self._word_rows = _space([_words(text) for text in texts], POWER)
        self._names, self._name_rows = _space([_names(text, area) for text in texts], 1.0)
        if charges:
            margins = charges.margins([facts_bag(text) for text in texts])
            self._means, self._spreads = margins.mean(axis=0), margins.std(axis=0) + 1e-9
            self._facts = unit((margins - self._means) / self._spreads)

    def scores(self, text: str, without: int | None = None) -> Floats:
        """Return a score for each judgment of the corpus; `without` is the asking one's place."""
        named_alike = self._cosine(self._names, self._name_rows, _names(text, self._area), 1.0)
        worded_alike = self._cosine(self._words, self._word_rows, _words(text), POWER)
        scores = z(worded_alike, without) + z(named_alike, without)
        if not self._charges:
            return scores
        margins = self._charges.margins([facts_bag(text)])[0]
        facts_alike = self._facts @ unit((margins - self._means) / self._spreads)
        return scores + FACTS_WEIGHT * z(facts_alike, without)

    @staticmethod
    def _cosine(space: Space, rows: sp.csr_matrix, bag: Bag, power: float) -> Floats:
        asked = space.tf_idf(space.rows([bag]), power)
        return np.asarray((rows @ asked.T).toarray()).ravel()


def _space(bags: Sequence[Bag], power: float) -> tuple[Space, sp.csr_matrix]:
    space = Space.of(bags)
    return space, space.tf_idf(space.rows(bags), power)


def _words(text: str) -> Bag:
    return named(words(without_numbers(text)))


def _names(text: str, area: Area) -> Bag:
    pattern, forms = _forms(area)
    return named(forms[found] for found in pattern.findall(text))


@cache
def _forms(area: Area) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the longest names first, and the full name of each form."""
    ending = _ENDINGS[area]
    forms: dict[str, str] = {}
    for name in sorted({cause.name for cause in causes(area)}):
        if not name.endswith(ending):
            continue
        forms[name] = name
        short = name.removesuffix(ending)
        if len(name) >= SHORT_NAME_CHARS_MIN:
            forms.setdefault(short, name)
    return re.compile("|".join(_longest_first(forms))), forms


def _longest_first(names: Iterable[str]) -> list[str]:
    return [re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))]
