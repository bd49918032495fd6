"""The form of an act, made from its dataclass: fields to print, and what was typed to read.

`typed` turns a POST into what `xiezhi.law.fields.read` takes; `form_fields` prints the same names
again with what was typed, what the platform knows, and what is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from xiezhi.law.fields import Asked, asked
from xiezhi.law.finding import Finding
from xiezhi.web.components import FormField, Option
from xiezhi.web.components.acts import FieldKind
from xiezhi.web.said import said, sentence
from xiezhi.web.words import label_word, word

_PICKED = re.compile(r"#(\d{1,18})$")  # how an option of a search ends: 沈砚秋　民一庭 #1024
_ROSTER = ("person", "persons", "room", "cause", "court", "file")


@dataclass(frozen=True)
class Known:
    """带入: what the platform fills in, and the words that say whence (自立案登记带入)."""

    value: Any
    source: str = ""
    readonly: bool = False


@dataclass(frozen=True)
class Choices:
    """可选: options of a field whose values are rows, or an address that searches them."""

    options: Sequence[Option] = ()
    search: str = ""


def typed(data: type[Any], post: QueryDict, prefix: str = "") -> dict[str, Any]:
    """Return what was posted for an act's dataclass, ready for `read`; blank rows are dropped."""
    return {part.name: _typed(part, post, f"{prefix}{part.name}") for part in asked(data)}


def _typed(part: Asked, post: QueryDict, name: str) -> Any:
    if part.kind == "boolean":
        return "true" if post.get(name) else "false"
    if part.kind in ("choices", "persons"):
        return [_picked(value) for value in post.getlist(name) if value]
    if part.rows is not None:
        found = {
            int(m[1]) for key in post if (m := re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key))
        }
        rows = [typed(part.rows, post, f"{name}-{place}-") for place in sorted(found)]
        return [
            row for row in rows if any(value not in ("", "false", []) for value in row.values())
        ]
    value = post.get(name, "")
    return _picked(value) if part.kind in _ROSTER else value


def _picked(value: str) -> str:
    found = _PICKED.search(value)
    return found[1] if found else value


def form_fields(
    data: type[Any],
    *,
    values: Mapping[str, Any] | None = None,
    known: Mapping[str, Known] | None = None,
    choices: Mapping[str, Choices] | None = None,
    findings: Sequence[Finding] = (),
    prefix: str = "",
) -> tuple[FormField, ...]:
    """Return the fields of an act's dataclass in their order.

    `values` is what was typed (from `typed`), which wins over what is `known`. Findings of
    `E_FIELD` stand beside their field.
    """
    errors = {str(f.given.get("field", "")): _wrong(f) for f in findings}
    return tuple(
        _field(part, values, known or {}, choices or {}, errors, prefix) for part in asked(data)
    )


def _wrong(finding: Finding) -> str:
    wrong = finding.given.get("wrong")
    return said(finding) if wrong is None else sentence(str(wrong))


def _field(
    part: Asked,
    values: Mapping[str, Any] | None,
    known: Mapping[str, Known],
    choices: Mapping[str, Choices],
    errors: Mapping[str, str],
    prefix: str,
) -> FormField:
    given = known.get(part.name)
    value: Any = given.value if given else ""
    source = given.source if given else ""
    if values is not None and part.name in values:
        source = source if _shown(values[part.name]) == _shown(value) else ""
        value = values[part.name]
    choice = choices.get(part.name, Choices())
    options = tuple(choice.options) or _terms(part)
    rows, blank = _rows(part, value, choices, prefix)
    return FormField(
        name=part.name,
        label=label_word(part.label),
        kind=_kind(part, choice),
        value=_shown(value) if part.rows is None else "",
        required=part.required,
        hint=label_word(part.hint),
        error=errors.get(part.name, ""),
        source=source,
        options=options,
        search=choice.search,
        unit=_("元") if part.kind == "money" else "",
        most=part.most,
        readonly=bool(given and given.readonly),
        rows=rows,
        blank=blank,
        prefix=prefix,
    )


def _rows(
    part: Asked, value: Any, choices: Mapping[str, Choices], prefix: str
) -> tuple[tuple[tuple[FormField, ...], ...], tuple[FormField, ...]]:
    if part.rows is None:
        return (), ()
    start = f"{prefix}{part.name}-"
    filled = [*(value or ()), {}]  # one empty row, so that a page without scripts can add
    rows = [
        form_fields(part.rows, values=row, choices=choices, prefix=f"{start}{place}-")
        for place, row in enumerate(filled)
    ]
    if value:  # the browser would not send the form while a row that may stay empty is required
        rows[-1] = tuple(replace(field, required=False) for field in rows[-1])
    return tuple(rows), form_fields(part.rows, choices=choices, prefix=f"{start}__n__-")


def _terms(part: Asked) -> tuple[Option, ...]:
    if part.options is None:
        return ()
    return tuple(Option(one.value, word(one)) for one in part.options)


def _kind(part: Asked, choice: Choices) -> FieldKind:
    if choice.search and not choice.options:
        return "search"
    kinds: dict[str, FieldKind] = {"room": "choice", "cause": "choice", "court": "choice"}
    if part.kind in ("file", "number", "text") and choice.options:
        return "choice"
    return kinds.get(part.kind, part.kind)  # type: ignore[arg-type]


def _shown(value: Any) -> Any:
    """Return a value as a control takes it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple, frozenset, set)):
        return tuple(_shown(one) for one in value)
    return "" if value is None else str(value)
