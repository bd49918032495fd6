"""随附模型: the trained numbers that come with the platform; written by `xiezhi train-similar`."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from xiezhi.similar_cases.ranking import asked
from xiezhi.similar_cases.ranking.asked import Asked
from xiezhi.similar_cases.ranking.facts import FactsModel, Via
from xiezhi.similar_cases.ranking.linear import Linear
from xiezhi.similar_cases.ranking.loans import LoanModel

FILE = "models.npz"

Arrays = Mapping[str, npt.NDArray[np.generic]]


def path() -> Path:
    """Return where the file lies."""
    return Path(str(resources.files(__package__) / FILE))


def dump(charges: Linear, via: Via, facts: FactsModel, known: list[Asked],
         loans: LoanModel) -> dict[str, npt.NDArray[np.generic]]:  # fmt: skip
    """Return all arrays of the file."""
    return {
        **charges.dump("charges"),
        "via.keys": np.array(via.keys),
        "via.shares": via.shares.astype(np.float16),
        **facts.dump(),
        **asked.dump(known),
        **loans.dump(),
    }


@cache
def arrays() -> Arrays:
    """Return the arrays of the file."""
    with np.load(path(), allow_pickle=False) as held:
        return {name: held[name] for name in held.files}


@cache
def charge_model() -> Linear:
    """Return what predicts charges."""
    return Linear.load("charges", arrays())


@cache
def charge_articles() -> Via:
    """Return which articles go with a charge."""
    held = arrays()
    keys = tuple(str(key) for key in held["via.keys"])
    return Via(keys, held["via.shares"].astype(np.float64))


@cache
def facts_model() -> FactsModel:
    """Return what ranks articles for facts."""
    return FactsModel.load(arrays())


@cache
def known_questions() -> list[Asked]:
    """Return the questions whose articles are known."""
    return asked.load(arrays())


@cache
def loan_model() -> LoanModel:
    """Return what compares lending cases."""
    return LoanModel.load(arrays())
