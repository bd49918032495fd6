"""Rows as SQL (写行语句): statements for what effects collect; names come of models alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

Statement = tuple[str, list[Any]]
"""SQL and what it is given."""


@dataclass(frozen=True)
class _Column:
    """列: a field of a model, its quoted name and its type; SQL is built of nothing else."""

    field: Any
    name: str
    type: str

    def saved(self, value: Any) -> Any:
        """Return a value as the column takes it."""
        return self.field.get_db_prep_save(getattr(value, "pk", value), connection)


@cache
def _columns(model: type[models.Model]) -> dict[str, _Column]:
    """Return the columns of a model by the names of its fields, the number first.

    A relation has two: `division` and `division_id`.
    """
    found = {}
    for field in model._meta.concrete_fields:
        kind = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
        plain = {"bigserial": "bigint", "serial": "integer"}.get(kind or "", kind or "text")
        column = _Column(field, connection.ops.quote_name(str(field.column)), plain)
        found[field.name] = found[field.attname] = column
    return found


def inserting(row: models.Model) -> Statement:
    """Return the insert of one row, which returns its number."""
    model = type(row)
    chosen = [
        column
        for name, column in _columns(model).items()
        if name == column.field.name and (not column.field.primary_key or row.pk is not None)
    ]
    values = [column.saved(_value(column.field, row)) for column in chosen]
    names = ", ".join(column.name for column in chosen)
    marks = ", ".join(f"%s::{column.type}" for column in chosen)
    return f"insert into {_table(model)} ({names}) values ({marks}) returning id", values  # noqa: S608


def _table(model: type[models.Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _value(field: Any, row: models.Model) -> Any:
    """Return the value of a field; a relation to a row that was just written has its number now."""
    if field.is_relation and field.is_cached(row) and getattr(row, field.attname) is None:
        related = field.get_cached_value(row)
        setattr(row, field.attname, getattr(related, "pk", None))
    return getattr(row, field.attname)


def updating(
    model: type[models.Model], names: Sequence[str], rows: dict[Any, list[Any]]
) -> Statement:
    """Return the update of rows: values that all share once, others as columns of their own."""
    columns = [_columns(model)[name] for name in names]
    lines = list(rows.values())
    shared = [len({repr(line[i]) for line in lines}) == 1 for i in range(len(columns))]
    if all(shared):
        return _alike(model, columns, lines[0], list(rows))
    own = [place for place, alike in enumerate(shared) if not alike]
    sets = [
        f"{column.name} = " + (f"%s::{column.type}" if alike else f"v.c{place}")
        for place, (column, alike) in enumerate(zip(columns, shared, strict=True))
    ]
    same = [columns[i].saved(lines[0][i]) for i, alike in enumerate(shared) if alike]
    source, given = _source(columns, own, rows)
    return (
        f"update {_table(model)} t set {', '.join(sets)} from {source} where t.id = v.pk",  # noqa: S608
        [*same, *given],
    )


def _alike(
    model: type[models.Model], columns: Sequence[_Column], values: list[Any], which: list[Any]
) -> Statement:
    sets = ", ".join(f"{column.name} = %s::{column.type}" for column in columns)
    given = [column.saved(value) for column, value in zip(columns, values, strict=True)]
    where, who = ("= %s", which[0]) if len(which) == 1 else ("= any(%s)", which)
    return f"update {_table(model)} set {sets} where id {where}", [*given, who]  # noqa: S608


def _source(
    columns: Sequence[_Column], own: Sequence[int], rows: dict[Any, list[Any]]
) -> Statement:
    """Return a table `v` of numbers and own values as SQL, and what it is given.

    One array per column; only a column of arrays, which cannot be unnested, needs a list of rows.
    """
    heads = ", ".join(["pk", *(f"c{place}" for place in own)])
    items = sorted(rows.items())
    if not any(columns[place].type.endswith("[]") for place in own):
        arrays = "".join(f", %s::{columns[place].type}[]" for place in own)
        values = [[columns[place].saved(line[place]) for _, line in items] for place in own]
        return f"unnest(%s::bigint[]{arrays}) v ({heads})", [[pk for pk, _ in items], *values]
    line = ", ".join(["%s::bigint", *(f"%s::{columns[place].type}" for place in own)])
    given = []
    for pk, values in items:
        given += [pk, *(columns[place].saved(values[place]) for place in own)]
    return f"(values {', '.join([f'({line})'] * len(items))}) v ({heads})", given
