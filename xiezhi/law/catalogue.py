"""卷宗目录: which papers a file holds, in which order and volume, and which must be there."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from xiezhi.law.sources import Citation, cite
from xiezhi.law.terms import CaseKind, Procedure, Volume


@dataclass(frozen=True)
class CatalogueItem:
    """目录项: a place in the catalogue; `code` is kept with each document and never renamed."""

    code: str
    name: str
    volume: Volume
    mandatory: bool
    panel: bool
    """Mandatory only where a panel sits: one judge does not deliberate."""


@dataclass(frozen=True)
class Catalogue:
    """卷宗目录: the places in their order, the main volume first."""

    key: str
    title: str
    source: Citation
    verified: bool
    kinds: frozenset[CaseKind]
    procedures: frozenset[Procedure]
    """The procedures it is meant for; empty for all that no other catalogue names."""
    items: tuple[CatalogueItem, ...]

    def item(self, code: str) -> CatalogueItem:
        """Return the place of a code; raises `KeyError`."""
        return _by_code(self)[code]

    def order(self, code: str) -> int:
        """Return where a paper comes, from 0; codes unknown here come last."""
        return next((n for n, i in enumerate(self.items) if i.code == code), len(self.items))

    def missing(self, present: Iterable[str], *, single: bool) -> tuple[CatalogueItem, ...]:
        """Return the mandatory places without a paper, in order; `single` if one judge sits."""
        held = frozenset(present)
        return tuple(
            item
            for item in self.items
            if item.mandatory and item.code not in held and not (item.panel and single)
        )

    def misplaced(self, papers: Iterable[tuple[str, Volume]]) -> tuple[CatalogueItem, ...]:
        """Return the places of papers that lie in the other volume (R28-2)."""
        known = _by_code(self)
        return tuple(
            known[code] for code, volume in papers if code in known and known[code].volume != volume
        )


class NoCatalogue(LookupError):
    """没有目录: no catalogue is declared for this kind of case."""


def catalogue_for(kind: CaseKind, procedure: Procedure) -> Catalogue:
    """Return the catalogue of a case; one that names the procedure comes before the general one."""
    fitting = [c for c in catalogues().values() if kind in c.kinds]
    named = [c for c in fitting if procedure in c.procedures]
    general = [c for c in fitting if not c.procedures]
    if not named and not general:
        raise NoCatalogue(kind)
    return (named or general)[0]


@cache
def catalogues() -> dict[str, Catalogue]:
    """Return every catalogue by its key: those of trials, 执行, 保全 and 司法确认."""
    files = resources.files("xiezhi.law.catalogues").iterdir()
    return {
        key: _read(key, tomllib.loads(file.read_text(encoding="utf-8")))
        for file in sorted(files, key=lambda file: file.name)
        if (key := file.name.removesuffix(".toml")) != file.name
    }


def _read(key: str, text: dict[str, Any]) -> Catalogue:
    return Catalogue(
        key=key,
        title=text["title"],
        source=cite(text["source"], text.get("article")),
        verified=text["verified"],
        kinds=frozenset(map(CaseKind, text["kinds"])),
        procedures=frozenset(map(Procedure, text["procedures"])),
        items=tuple(_item(item) for item in text["items"]),
    )


def _item(item: dict[str, Any]) -> CatalogueItem:
    return CatalogueItem(
        item["code"],
        item["name"],
        Volume(item["volume"]),
        item.get("mandatory", False),
        item.get("panel", False),
    )


@cache
def _by_code(catalogue: Catalogue) -> dict[str, CatalogueItem]:
    return {item.code: item for item in catalogue.items}
