"""The collector (待写): effects say what rows there shall be; the gate writes them, model by model.

One statement per model and set of fields, for one subject or a thousand. An effect cannot read
its own new rows; where it needs their numbers it takes them beforehand with `ids()`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, models

from xiezhi.acts.rows import Statement, inserting, updating
from xiezhi.ledger.models import subject_ids

Row = TypeVar("Row", bound=models.Model)
Together = Callable[["Write", list[Any]], None]
"""What is done once for all subjects of a chunk, where one after the other would ask each time."""


class Write:
    """待写: new rows and changes of rows, in the order in which their models were first named."""

    def __init__(self, block: int = 1) -> None:
        self._new: dict[type[models.Model], list[models.Model]] = {}
        self._changes: dict[type[models.Model], dict[int, dict[str, Any]]] = {}
        self._ids: list[int] = []
        self._block = block
        self._first: dict[str, tuple[Together, list[Any]]] = {}
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

    def ahead(self, name: str, item: Any, run: Together) -> None:
        """Have `run` called once with all items of this name, before the writes.

        It reads or counts for all of them at once, and says what shall be written.
        """
        self._first.setdefault(name, (run, []))[1].append(item)

    def batch(self, name: str, item: Any, run: Callable[[list[Any]], None]) -> None:
        """Have `run` called once with all items of this name, after all other writes.

        For rows that others wait for.
        """
        self._last.setdefault(name, (run, []))[1].append(item)

    def flush(self) -> None:
        """Write everything that was said, then forget it.

        Changes come before new rows: who leaves a seat makes room for who takes it.
        """
        for together, items in self._first.values():
            together(self, items)
        changes = [
            (model, updating(model, names, values))
            for model, changed in self._changes.items()
            for names, values in _alike(changed).items()
        ]
        new = list(self._new.items())
        if len(changes) == len(new) == 1 and len(new[0][1]) == 1 and changes[0][0] != new[0][0]:
            _insert(new[0][1][0], after=changes[0][1])
        else:
            for _, change in changes:
                _run(change)
            for model, rows in new:
                if len(rows) == 1:
                    _insert(rows[0])
                else:
                    model._default_manager.bulk_create(rows, batch_size=1000)
        self._new, self._changes, self._first = {}, {}, {}
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


def _run(statement: Statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute(*statement)


def _insert(row: models.Model, after: Statement | None = None) -> None:
    """Write a new row; a change of another table before it goes in the same statement."""
    sql, given = inserting(row)
    if after is not None:
        sql, given = f"with changed as ({after[0]}) {sql}", [*after[1], *given]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias
