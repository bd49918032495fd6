"""Rows of a table (表体) as HTML, drawn in Python: the only part that repeats by the hundred.

A page of the list has some 400 cells; through template tags they took three quarters of its time.
"""

from collections.abc import Callable, Iterable
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from xiezhi.web.components.base import Part
from xiezhi.web.components.lists import Cell, Column, Row, Table

Draw = Callable[[Iterable[Part]], str]
"""How the parts inside a cell are drawn."""


def body(table: Table, draw: Draw, late: str) -> SafeString:
    """Return the rows of a table; `late` is the icon of a group that is late."""
    if table.rows:
        lines = [_row(row, table, draw, late) for row in table.rows]
    else:
        lines = [f'<tr><td colspan="{table.width}" class="muted">{_text(_("没有内容"))}</td></tr>']
    return mark_safe("".join(lines))  # noqa: S308  # nosec B308 B703 - every text is escaped


def foot(table: Table, draw: Draw) -> SafeString:
    """Return the cells of the totals."""
    cells = [
        f"<td{_class('end' if column.end else '')}>{_inside(cell, draw)}</td>"
        for cell, column in zip(table.totals, table.columns, strict=False)
    ]
    return mark_safe("".join(cells))  # noqa: S308  # nosec B308 B703 - every text is escaped


def _text(value: str) -> str:
    return escape(value) if type(value) is str else conditional_escape(value)


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _row(row: Row, table: Table, draw: Draw, late: str) -> str:
    if row.group:
        said = _text(row.group)
        if row.group_late:
            said = f'<span class="seal-text">{late} {said}</span>'
        return f'<tr class="group"><th colspan="{table.width}" scope="colgroup">{said}</th></tr>'
    mark = f' class="is-{row.mark}"' if row.mark else ""
    chosen = ' aria-selected="true"' if row.selected else ""
    cells = [
        _head(cell, draw) if place == table.head else _data(cell, column, table, draw)
        for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False))
    ]
    box = _box(row, table.form) if table.select else ""
    return f"<tr{mark}{chosen}>{box}{''.join(cells)}</tr>"


def _box(row: Row, form: str) -> str:
    label = _("选择 %(name)s") % {"name": row.name}
    checked = " checked" if row.selected else ""
    return (
        f'<td><input type="checkbox" name="ids" value="{_text(row.id)}" form="{_text(form)}-form"'
        f' aria-label="{_text(label)}"{checked}></td>'
    )


def _head(cell: Cell, draw: Draw) -> str:
    return f'<th scope="row"{_class(cell.classes)}>{_inside(cell, draw)}</th>'


def _data(cell: Cell, column: Column, table: Table, draw: Draw) -> str:
    names = " ".join(filter(None, ("end" if column.end else "", cell.classes)))
    named = table.labels and not column.hidden_label
    label = f' data-label="{_text(column.label)}"' if named else ""
    return f"<td{_class(names)}{label}>{_inside(cell, draw)}</td>"


def _inside(cell: Cell, draw: Draw) -> str:
    said = _text(cell.text)
    if cell.href:
        said = f'<a href="{_text(cell.href)}">{said}</a>'
    if cell.strong:
        said = f"<b>{said}</b>"
    if cell.parts:
        said += draw(cell.parts)
    return f'{said}<span class="sub">{_text(cell.sub)}</span>' if cell.sub else said
