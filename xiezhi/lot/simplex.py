"""Small linear programs, solved exactly in whole numbers: the same result on every machine.

The tableau keeps one common denominator (the pivot before), as fraction-free elimination does.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Bound = tuple[Sequence[Fraction | int], Fraction | int]
"""Coefficients and what their sum is bounded by."""
_PATIENCE = 1000
"""Steps that lead nowhere before the slower rule that cannot go in circles."""


class Infeasible(ValueError):
    """No solution keeps all bounds."""


def minimise(
    costs: Sequence[Fraction | int], at_most: Sequence[Bound], equal: Sequence[Bound]
) -> list[Fraction]:
    """Return values, none below 0, of the least cost; raises `Infeasible`.

    The least cost must not be without bound; it cannot be where the values are parts of a whole.
    """
    tableau = _Tableau(len(costs), at_most, equal)
    tableau.first_phase()
    tableau.descend(_whole(costs))
    return tableau.values()


def _whole(numbers: Sequence[Fraction | int]) -> list[int]:
    fractions = [Fraction(number) for number in numbers]
    scale = lcm(*(one.denominator for one in fractions))
    return [int(one * scale) for one in fractions]


class _Tableau:
    """单纯形表: the rows of a program, each with its basic variable; the last column the bounds."""

    def __init__(self, count: int, at_most: Sequence[Bound], equal: Sequence[Bound]) -> None:
        self.count, self.real = count, count + len(at_most)
        bounds = [_whole([*row, bound]) for row, bound in (*at_most, *equal)]
        self.rows: list[list[int]] = []
        self.basis: list[int] = []
        self.under = 1
        width = self.real + len(bounds)
        for number, bound in enumerate(bounds):
            row = bound[:-1] + [0] * (width - count) + bound[-1:]
            if number < len(at_most):
                row[count + number] = 1
            if row[-1] < 0:
                row = [-one for one in row]
            if number < len(at_most) and row[count + number] == 1:
                self.basis.append(count + number)
            else:
                row[self.real + number] = 1
                self.basis.append(self.real + number)
            self.rows.append(row)

    def first_phase(self) -> None:
        """Reach a solution: drive the artificial variables to zero and out of the basis."""
        width = len(self.rows[0]) - 1
        left = self.descend([0] * self.real + [1] * (width - self.real))
        if left:
            raise Infeasible("no solution keeps all bounds")
        for number in range(len(self.rows) - 1, -1, -1):
            if self.basis[number] < self.real:
                continue
            row = self.rows[number]
            entering = next((at for at in range(self.real) if row[at]), None)
            if entering is None:
                del self.rows[number], self.basis[number]
            else:
                self._pivot(number, entering, self.rows)

    def descend(self, costs: list[int]) -> int:
        """Pivot to the least cost; return it, over the common denominator."""
        goal = [one * self.under for one in costs]
        goal += [0] * (len(self.rows[0]) - len(goal))
        for row, basic in zip(self.rows, self.basis, strict=True):
            if basic < len(costs) and (cost := costs[basic]):
                goal = [one - cost * other for one, other in zip(goal, row, strict=True)]
        whole, idle = [*self.rows, goal], 0
        width = self.real if len(costs) <= self.real else len(costs)
        while (entering := _entering(whole[-1], width, careful=idle > _PATIENCE)) is not None:
            leaving = self._leaving(whole, entering)
            idle = 0 if whole[leaving][-1] else idle + 1
            self._pivot(leaving, entering, whole)
        self.rows = whole[:-1]
        return -whole[-1][-1]

    def _leaving(self, whole: list[list[int]], entering: int) -> int:
        best: int | None = None
        for number in range(len(self.basis)):
            if whole[number][entering] <= 0:
                continue
            if best is None:
                best = number
                continue
            here = whole[number][-1] * whole[best][entering]
            there = whole[best][-1] * whole[number][entering]
            if (here, self.basis[number]) < (there, self.basis[best]):
                best = number
        assert best is not None, "the cost has no bound"
        return best

    def _pivot(self, leaving: int, entering: int, whole: list[list[int]]) -> None:
        row = whole[leaving]
        if row[entering] < 0:
            row = whole[leaving] = [-one for one in row]
        pivot, under = row[entering], self.under
        for number, other in enumerate(whole):
            if number == leaving:
                continue
            factor = other[entering]
            whole[number] = [
                (one * pivot - factor * here) // under for one, here in zip(other, row, strict=True)
            ]
        self.under = pivot
        self.basis[leaving] = entering

    def values(self) -> list[Fraction]:
        """Return what the variables are."""
        found = [Fraction(0)] * self.count
        for row, basic in zip(self.rows, self.basis, strict=True):
            if basic < self.count:
                found[basic] = Fraction(row[-1], self.under)
        return found


def _entering(goal: list[int], width: int, *, careful: bool) -> int | None:
    """Return the column of the steepest descent; the first one where steps lead nowhere (Bland)."""
    falling = (at for at in range(width) if goal[at] < 0)
    if careful:
        return next(falling, None)
    return min(falling, key=lambda at: goal[at], default=None)
