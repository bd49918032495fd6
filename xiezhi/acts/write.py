"""The collector (待写): effects say what rows there shall be; the gate writes them, model by model.

One statement per model and set of fields, for one subject or a thousand. An effect cannot read
its own new rows; where it needs their numbers it takes them beforehand with `ids()`.
"""

from collections.abc import Callable, Sequence
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


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    manager = model._default_manager
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        manager.bulk_create(list(rows), batch_size=1000)


def _update(model: type[models.Model], names: tuple[str, ...], rows: dict[Any, list[Any]]) -> None:
    if len(rows) == 1:
        ((pk, values),) = rows.items()
        model._default_manager.filter(pk=pk).update(**dict(zip(names, values, strict=True)))
        return
    same = {tuple(map(repr, values)): values for values in rows.values()}
    if len(same) == 1:
        (values,) = same.values()
        model._default_manager.filter(pk__in=list(rows)).update(
            **dict(zip(names, values, strict=True))
        )
        return
    _update_many(model, names, rows)


def _update_many(
    model: type[models.Model], names: tuple[str, ...], rows: dict[Any, list[Any]]
) -> None:
    meta = model._meta
    columns: list[Any] = [meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    types = [column.rel_db_type(connection) if column.is_relation else column.db_type(connection)
             for column in columns]  # fmt: skip
    key = meta.pk.db_type(connection) if meta.pk else "bigint"
    line = "(" + ", ".join(f"%s::{kind}" for kind in [_plain(key), *map(_plain, types)]) + ")"
    sets = ", ".join(f"{quote(c.column)} = v.c{i}" for i, c in enumerate(columns))
    heads = ", ".join(["pk", *(f"c{i}" for i in range(len(columns)))])
    items = sorted(rows.items())
    for start in range(0, len(items), 500):
        part = items[start : start + 500]
        values = ", ".join([line] * len(part))
        parameters: list[Any] = []
        for pk, row in part:
            parameters.append(pk)
            for column, value in zip(columns, row, strict=True):
                plain = getattr(value, "pk", value)
                parameters.append(column.get_db_prep_save(plain, connection))
        with connection.cursor() as cursor:
            cursor.execute(
                f"update {quote(meta.db_table)} t set {sets}"  # noqa: S608 - names of the model
                f" from (values {values}) v ({heads}) where t.id = v.pk",
                parameters,
            )


def _plain(kind: str | None) -> str:
    text = kind or "text"
    return {"bigserial": "bigint", "serial": "integer"}.get(text, text)
