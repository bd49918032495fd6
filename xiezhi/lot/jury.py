"""Jurors with quotas (陪审员抽选): first how many of each kind, then who, each as likely as fair.

Jurors of equal attributes form a cell. The compositions that meet the quotas get chances: the
least juror's chance is raised, then the greatest lowered, then the largest chance of one
composition; "draw until it fits" would favour whoever helps to fill a quota.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xiezhi.lot.draw import draw_one
from xiezhi.lot.encoding import Malformed, number, tagged
from xiezhi.lot.pool import Reason, Row, SealedPool, seal
from xiezhi.lot.simplex import Bound, Infeasible, minimise

WHOLE = 1_000_000
"""W: the sum of the compositions' weights."""
Composition = tuple[int, ...]


@dataclass(frozen=True)
class Quota:
    """名额: how many at least and at most come of certain cells together."""

    cells: frozenset[int]
    least: int
    most: int


def compositions(sizes: Sequence[int], seats: int, quotas: Sequence[Quota]) -> list[Composition]:
    """Return the counts per cell that fill the seats within all quotas, in ascending order."""
    return [
        counts
        for counts in _counts(sizes, seats)
        if all(q.least <= sum(counts[cell] for cell in q.cells) <= q.most for q in quotas)
    ]


def _counts(sizes: Sequence[int], seats: int) -> Iterator[Composition]:
    if not sizes:
        if not seats:
            yield ()
        return
    for count in range(min(sizes[0], seats) + 1):
        for others in _counts(sizes[1:], seats - count):
            yield (count, *others)


def weights(sizes: Sequence[int], listed: Sequence[Composition]) -> list[int]:
    """Return whole weights of compositions that sum to `WHOLE`; raises `Malformed` without any.

    They follow from sizes and compositions alone, the same on every machine. A chance that the
    rounding moves is moved by less than one millionth times the seats.
    """
    if not listed:
        raise Malformed("nobody can be drawn so that all quotas are met")
    if len(listed) == 1:
        return [WHOLE]
    return _rounded(_fair(sizes, listed))


def chances(
    sizes: Sequence[int], listed: Sequence[Composition], parts: Sequence[Fraction | int]
) -> list[Fraction]:
    """Return the chance of one juror of each cell that can be drawn at all."""
    whole = sum(parts)
    return [
        Fraction(sum(part * counts[cell] for part, counts in zip(parts, listed, strict=True)))
        / (whole * sizes[cell])
        for cell in _drawable(listed)
    ]


def _drawable(listed: Sequence[Composition]) -> list[int]:
    return [cell for cell in range(len(listed[0])) if any(counts[cell] for counts in listed)]


def _fair(sizes: Sequence[int], listed: Sequence[Composition]) -> list[Fraction]:
    """Solve the three programs one after the other; the last variable is what each moves."""
    count = len(listed)
    per_juror = [
        [Fraction(counts[cell], sizes[cell]) for counts in listed] for cell in _drawable(listed)
    ]
    whole: list[Bound] = [([1] * count + [0], 1)]
    goal = [0] * count
    at_least: list[Bound] = [([-one for one in row] + [1], 0) for row in per_juror]
    least = minimise([*goal, -1], at_least, whole)[-1]
    bounds: list[Bound] = [([-one for one in row] + [0], -least) for row in per_juror]
    at_most: list[Bound] = [([*row, -1], 0) for row in per_juror]
    most = minimise([*goal, 1], [*bounds, *at_most], whole)[-1]
    bounds += [([*row, 0], most) for row in per_juror]
    largest: list[Bound] = [
        ([int(at == one) for at in range(count)] + [-1], 0) for one in range(count)
    ]
    try:
        return minimise([*goal, 1], [*bounds, *largest], whole)[:-1]
    except Infeasible as error:
        raise AssertionError("what the programs before found is a solution") from error


def _rounded(parts: Sequence[Fraction]) -> list[int]:
    """Return whole weights: all rounded down, then one more for the largest remainders."""
    scaled = [part * WHOLE for part in parts]
    floors = [one.numerator // one.denominator for one in scaled]
    by_rest = sorted(range(len(parts)), key=lambda at: (floors[at] - scaled[at], at))
    for at in by_rest[: WHOLE - sum(floors)]:
        floors[at] += 1
    return floors


@dataclass(frozen=True)
class Jury:
    """封存的陪审员名册: the compositions with their weights, a pool of jurors per cell."""

    compositions: SealedPool
    cells: tuple[SealedPool, ...]

    @property
    def root(self) -> bytes:
        """The hash that binds all of it: `u64 W | h | per cell u32 listed | u64 eligible | h`."""
        content = number(self.compositions.total, 8) + self.compositions.root
        for cell in self.cells:
            content += number(len(cell.rows), 4) + number(cell.total, 8) + cell.root
        return tagged("lot/jury/1", content)


def seal_jury(
    cells: Sequence[Sequence[Row]], seats: int, quotas: Sequence[Quota], master: bytes
) -> Jury:
    """Return the sealed roster; jurors have one ticket or none, with the reason.

    Raises `Malformed` where the quotas cannot be met, or a juror stands in two cells.
    """
    rows = [row for cell in cells for row in cell]
    if len({row.id for row in rows}) != len(rows) or any(row.weight > 1 for row in rows):
        raise Malformed("a juror stands in one cell, with one ticket at most")
    sizes = [sum(row.weight for row in cell) for cell in cells]
    listed = compositions(sizes, seats, quotas)
    tickets = weights(sizes, listed)
    chosen = [
        Row(bytes(counts), Reason.NONE, weight)
        for counts, weight in zip(listed, tickets, strict=True)
        if weight
    ]
    return Jury(seal(chosen, master), tuple(seal(cell, master) for cell in cells))


@dataclass(frozen=True)
class JuryDraw:
    """抽中的陪审员: members cell by cell, and per cell the substitutes in their order."""

    composition: Composition
    members: tuple[bytes, ...]
    substitutes: tuple[tuple[bytes, ...], ...]


def draw_jury(seed: bytes, jury: Jury, substitutes: int = 0) -> JuryDraw:
    """Return who sits: pick 0 is the composition, then members, then so many substitutes a cell.

    A substitute steps in for a member of the same cell, so that the quotas stay met; a cell that
    has too few left has fewer.
    """
    place, _ = draw_one(seed, 0, jury.compositions.ends)
    counts = tuple(jury.compositions.rows[place].row.id)
    pick = 1
    taken: list[list[int]] = [[] for _ in counts]
    members: list[bytes] = []
    for wanted in (counts, [substitutes * (count > 0) for count in counts]):
        for at, (cell, count) in enumerate(zip(jury.cells, wanted, strict=True)):
            for _ in range(min(count, cell.total - len(taken[at]))):
                row, _ticket = draw_one(seed, pick, cell.ends, taken[at])
                taken[at].append(row)
                pick += 1
    for cell, rows, count in zip(jury.cells, taken, counts, strict=True):
        members += [cell.rows[row].row.id for row in rows[:count]]
    spare = tuple(
        tuple(cell.rows[row].row.id for row in rows[count:])
        for cell, rows, count in zip(jury.cells, taken, counts, strict=True)
    )
    return JuryDraw(counts, tuple(members), spare)
