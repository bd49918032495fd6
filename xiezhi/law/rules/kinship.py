"""团队成员的亲属关系: what two declarations say of a judge and an assistant or clerk. Pure.

The Judges Law bars relatives from posts as judges; for those who work for each other the same
relations are looked at by the personnel office before they are paired (法官法第23条).
"""

from collections.abc import Iterable
from dataclasses import dataclass

SPOUSE, LINEAL, COLLATERAL, IN_LAW = "spouse", "lineal", "collateral", "in_law"
_LABELS = {SPOUSE: "配偶", LINEAL: "直系血亲", COLLATERAL: "旁系血亲", IN_LAW: "近姻亲"}
_THROUGH = {
    frozenset({SPOUSE, LINEAL}): IN_LAW,
    frozenset({SPOUSE, COLLATERAL}): IN_LAW,
    frozenset({LINEAL}): COLLATERAL,
    frozenset({LINEAL, COLLATERAL}): COLLATERAL,
}
"""What two are to each other who are each related to a third in these ways."""


@dataclass(frozen=True)
class Declared:
    """已申报关系: by whom, of which kind, with whom; `relative` where that one is on the rolls."""

    by: int
    kind: str
    name: str
    relative: int | None = None


def kin(one: int, other: int, names: dict[int, str], declared: Iterable[Declared]) -> str:
    """Return what the declarations show two to be (近姻亲), or an empty string.

    A third person stands between them where both declare the same one, by number or by name.
    """
    known = [row for row in declared if row.kind in _LABELS and row.by in (one, other)]
    for row in known:
        whom = other if row.by == one else one
        if row.relative == whom or (row.relative is None and row.name == names.get(whom)):
            return _LABELS[row.kind]
    for mine in (row for row in known if row.by == one):
        for theirs in (row for row in known if row.by == other):
            kind = _THROUGH.get(frozenset({mine.kind, theirs.kind}))
            if kind and _same(mine, theirs):
                return _LABELS[kind]
    return ""


def _same(mine: Declared, theirs: Declared) -> bool:
    if mine.relative is not None and theirs.relative is not None:
        return mine.relative == theirs.relative
    return mine.name == theirs.name
