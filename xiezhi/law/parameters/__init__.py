"""参数: numbers set by a text or left to a court, dated and cited, from the TOML files here.

A file holds tables of arrays: `[[NAME]]` with `value, unit, since, until?, source, article?,
verified`. Courts and high courts override a value by dated rows, which the caller passes in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from xiezhi.law.finding import CannotCompute
from xiezhi.law.sources import Citation, cite


@dataclass(frozen=True)
class Parameter:
    """参数: one value in force from `since` to before `until`; `value` None means unset."""

    name: str
    value: int | None
    unit: str
    source: Citation
    since: date
    until: date | None = None
    verified: bool = True
    scope: str = ""
    """A province or court the value holds for; empty for all."""


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Return every declared parameter row of the shipped files, in file order."""
    rows: list[Parameter] = []
    for file in sorted(resources.files(__name__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for name, versions in _tables(tomllib.loads(file.read_text(encoding="utf-8"))):
                rows.extend(_row(name, version) for version in versions)
    return tuple(rows)


def _tables(
    tree: Mapping[str, object], prefix: str = ""
) -> list[tuple[str, list[dict[str, object]]]]:
    found: list[tuple[str, list[dict[str, object]]]] = []
    for key, value in tree.items():
        if isinstance(value, list):
            found.append((prefix + key, value))
        elif isinstance(value, dict):
            found.extend(_tables(value, f"{prefix}{key}."))
    return found


def _row(name: str, row: dict[str, object]) -> Parameter:
    source = cite(str(row["source"]), row.get("article"))
    return Parameter(
        name=name,
        value=row.get("value"),  # type: ignore[arg-type]
        unit=str(row["unit"]),
        source=source,
        since=row["since"],  # type: ignore[arg-type]
        until=row.get("until"),  # type: ignore[arg-type]
        verified=bool(row.get("verified", True)),
        scope=str(row.get("scope", "")),
    )


def parameter(
    name: str, on: date, *, scope: str = "", overrides: Mapping[str, int] | None = None
) -> int:
    """Return the value of `name` in force on a day, in its declared unit.

    A court's own number in `overrides` comes first, then the row of `scope`, then the general one.
    Raises `CannotCompute` where none is in force or the value is unset.
    """
    if overrides and name in overrides:
        return overrides[name]
    rows = [
        row
        for row in _by_name().get(name, ())
        if row.since <= on and (row.until is None or on < row.until) and row.scope in ("", scope)
    ]
    rows.sort(key=lambda row: (row.scope != "", row.since))
    if not rows or rows[-1].value is None:
        raise CannotCompute(name, f"{on} 没有生效的数值")
    return rows[-1].value


@cache
def _by_name() -> dict[str, tuple[Parameter, ...]]:
    found: dict[str, tuple[Parameter, ...]] = {}
    for row in all_parameters():
        found[row.name] = (*found.get(row.name, ()), row)
    return found


def unit_of(name: str) -> str:
    """Return the unit in which a parameter is declared; raises `CannotCompute` if it is not."""
    rows = _by_name().get(name)
    if not rows:
        raise CannotCompute(name, "没有这个参数")
    return rows[0].unit
