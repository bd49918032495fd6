"""The collector (待写): effects say what rows there shall be; the gate writes them, model by model.

One statement per model and set of fields, for one subject or a thousand. An effect cannot read
its own new rows; where it needs their numbers it takes them beforehand with `ids()`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

from xiezhi.ledger.models import subject_ids

Row = TypeVar("Row", bound=models.Model)


class Write:
    """待写: new rows and changes of rows, in the order in which their models were first named."""

    def __init__(self, block: int = 1) -> None:
        self._new: dict[type[models.Model], list[models.Model]] = {}
        self._changes: dict[type[models.Model], dict[int, dict[str, Any]]] = {}
        self._ids: list[int] = []
        self._block = block
        self._last: dict[str, tuple[Callable[[list[Any]], None], list[Any]]] = {}

    def new(self, row: Row) -> Row:
        """There shall be this row."""
        self._new.setdefault(type(row), []).append(row)
        return row

    def change(self, row: models.Model, **values: Any) -> None:
        """This row shall have these values; several changes of one row become one."""
        for name, value in values.items():
            setattr(row, name, value)
        self.change_id(type(row), row.pk, **values)

    def change_id(self, model: type[models.Model], pk: int, **values: Any) -> None:
        """The row of this number shall have these values, without being read before."""
        self._changes.setdefault(model, {}).setdefault(pk, {}).update(values)

    def subject_id(self) -> int:
        """Return the number of a subject to be; numbers are taken a block at a time."""
        if not self._ids:
            self._ids = subject_ids(self._block)[::-1]
        return self._ids.pop()

    def batch(self, name: str, item: Any, run: Callable[[list[Any]], None]) -> None:
        """Have `run` called once with all items of this name, after all other writes.

        For counters, whose rows others wait for.
        """
        self._last.setdefault(name, (run, []))[1].append(item)

    def flush(self) -> None:
        """Write everything that was said, then forget it.

        Changes come before new rows: who leaves a seat makes room for who takes it.
        """
        for model, changes in self._changes.items():
            for names, values in _alike(changes).items():
                _update(model, names, values)
        for model, rows in self._new.items():
            _insert(model, rows)
        self._new, self._changes = {}, {}
        for run, items in self._last.values():
            run(items)
        self._last = {}


def _alike(changes: dict[int, dict[str, Any]]) -> dict[tuple[str, ...], dict[int, list[Any]]]:
    """Group the changes of one model by the fields that they set."""
    found: dict[tuple[str, ...], dict[int, list[Any]]] = {}
    for pk, values in changes.items():
        names = tuple(sorted(values))
        found.setdefault(names, {})[pk] = [values[name] for name in names]
    return found


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


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    if len(rows) > 1:
        model._default_manager.bulk_create(list(rows), batch_size=1000)
        return
    (row,) = rows
    chosen = [
        column
        for name, column in _columns(model).items()
        if name == column.field.name and (not column.field.primary_key or row.pk is not None)
    ]
    values = [column.saved(_value(column.field, row)) for column in chosen]
    names = ", ".join(column.name for column in chosen)
    marks = ", ".join(f"%s::{column.type}" for column in chosen)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({names}) values ({marks}) returning id",  # noqa: S608 - names of the model
            values,
        )
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def _value(field: Any, row: models.Model) -> Any:
    """Return the value of a field; a relation to a row that was just written has its number now."""
    if field.is_relation and field.is_cached(row) and getattr(row, field.attname) is None:
        related = field.get_cached_value(row)
        setattr(row, field.attname, getattr(related, "pk", None))
    return getattr(row, field.attname)


def _update(model: type[models.Model], names: tuple[str, ...], rows: dict[Any, list[Any]]) -> None:
    columns = [_columns(model)[name] for name in names]
    same = {tuple(map(repr, values)): values for values in rows.values()}
    if len(same) > 1:
        _update_many(model, columns, rows)
        return
    (values,) = same.values()
    sets = ", ".join(f"{column.name} = %s::{column.type}" for column in columns)
    given = [column.saved(value) for column, value in zip(columns, values, strict=True)]
    which, who = ("= %s", next(iter(rows))) if len(rows) == 1 else ("= any(%s)", list(rows))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} set {sets} where id {which}",  # noqa: S608 - names of the model
            [*given, who],
        )


def _update_many(
    model: type[models.Model], columns: Sequence[_Column], rows: dict[Any, list[Any]]
) -> None:
    key = next(iter(_columns(model).values()))
    line = ", ".join(f"%s::{column.type}" for column in (key, *columns))
    sets = ", ".join(f"{column.name} = v.c{i}" for i, column in enumerate(columns))
    heads = ", ".join(["pk", *(f"c{i}" for i in range(len(columns)))])
    table = connection.ops.quote_name(model._meta.db_table)
    items = sorted(rows.items())
    for start in range(0, len(items), 500):
        part = items[start : start + 500]
        given: list[Any] = []
        for pk, row in part:
            given.append(pk)
            given += (column.saved(value) for column, value in zip(columns, row, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                f"update {table} t set {sets} from"  # noqa: S608 - names of the model
                f" (values {', '.join([f'({line})'] * len(part))}) v ({heads}) where t.id = v.pk",
                given,
            )
