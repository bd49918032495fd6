"""The search engine of this process, in the state folder."""

from functools import cache

from xiezhi.config import env
from xiezhi.similar_cases.search.engine import Engine
from xiezhi.similar_cases.search.tantivy_engine import open_engine

FOLDER = env.STATE / "similar_cases"


@cache
def engine() -> Engine:
    """Return the engine; opened when first asked for, so after a web server has forked."""
    return open_engine(FOLDER)
