"""量刑情节: which circumstances of the Criminal Law's general part the facts show."""

import re
import tomllib
from functools import cache
from importlib import resources

import numpy as np

from xiezhi.similar_cases.ranking.tokens import Floats

COUNT_MAX = 4
DEFENDANTS_MAX = 5
_DEFENDANT = re.compile(r"被告人([\u4e00-\u9fff×]{2,3})")


@cache
def expressions() -> tuple[re.Pattern[str], ...]:
    """Return the expressions in the order of the file."""
    text = (resources.files(__package__) / "circumstances.toml").read_text(encoding="utf-8")
    return tuple(re.compile(pattern) for pattern in tomllib.loads(text).values())


def circumstances(facts: str) -> Floats:
    """Return for each circumstance whether and how often it shows, then defendants and length."""
    values: list[float] = []
    for pattern in expressions():
        count = len(pattern.findall(facts))
        values += [float(count > 0), min(count, COUNT_MAX) / COUNT_MAX]
    people = len(set(_DEFENDANT.findall(facts)))
    crowd = min(people, DEFENDANTS_MAX) / DEFENDANTS_MAX
    return np.array([*values, crowd, float(people > 1), float(np.log1p(len(facts))) / 10])
