"""法律渊源: the register of legal sources, a TOML file each; `cite()` resolves in it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Source:
    """渊源: one text that is cited; `articles` is its highest article number, if it has any."""

    key: str
    title: str
    number: str
    issued: date
    since: date
    until: date | None
    articles: int | None
    read: bool
    """False where the text itself could not be opened when it was entered."""


class UnknownSource(LookupError):
    """A citation names a text or an article that the register does not hold."""


@dataclass(frozen=True)
class Citation:
    """引用: a source with the place in it; `str()` gives the customary Chinese form."""

    key: str
    article: int | None = None
    paragraph: int | None = None
    item: str = ""

    @property
    def source(self) -> Source:
        """The text that is cited."""
        return register()[self.key]

    def __str__(self) -> str:
        gap = " " if self.key == self.source.number else ""
        place = f"{gap}第{self.article}条" if self.article else ""
        place += f"第{self.paragraph}款" if self.paragraph else ""
        return f"{self.key}{place}{self.item}"


@cache
def register() -> dict[str, Source]:
    """Return every source by its key, as the files of this folder declare them."""
    found: dict[str, Source] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for source in _read(tomllib.loads(file.read_text(encoding="utf-8"))):
                found[source.key] = source
    return found


def _read(text: dict[str, object]) -> Iterator[Source]:
    values: dict[str, object] = {
        "number": text.get("key"),
        "until": None,
        "articles": None,
        "read": True,
    } | text
    values.setdefault("since", values.get("issued"))
    yield Source(**values)  # type: ignore[arg-type]


@cache
def cite(
    key: str, article: int | None = None, paragraph: int | None = None, item: str = ""
) -> Citation:
    """Return a citation that resolves.

    `key` is the customary short name (民诉法) or the document number (法发〔2020〕26号); `item`
    is free text after the article (之二, 第(一)项). Raises `UnknownSource`.
    """
    source = register().get(key)
    if source is None:
        raise UnknownSource(f"{key} is not in the register of sources")
    if article is not None and source.articles is not None and not 0 < article <= source.articles:
        raise UnknownSource(f"{key} has {source.articles} articles, not {article}")
    return Citation(key, article, paragraph, item)
