"""Fields of what an act asks (填写项): labels, kinds, bounds; form and schema come from them."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite
from xiezhi.law.terms import Term

Kind = Literal[
    "text", "long", "date", "datetime", "number", "money", "choice", "choices", "boolean",
    "person", "persons", "room", "file", "rows", "cause", "court",
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """填写项: one field as a form and a schema need it. `sealed` never enters the log in clear."""

    name: str
    label: str
    kind: Kind
    required: bool
    hint: str = ""
    most: int = 500
    least: int = 0
    options: type[Term] | None = None
    rows: type[Any] | None = None
    sealed: bool = False


def ask(
    label: str,
    kind: Kind | None = None,
    *,
    hint: str = "",
    most: int | None = None,
    least: int = 0,
    sealed: bool = False,
    default: Any = MISSING,
) -> Any:
    """Declare one field of an act's data with its Chinese label; optional if it has a default."""
    meta = {"label": label, "kind": kind, "hint": hint, "most": most, "least": least}
    meta["sealed"] = sealed
    if default is MISSING:
        return field(metadata=meta)
    return field(default=default, metadata=meta)


def asked(data: type[Any]) -> list[Asked]:
    """Return the fields of an act's dataclass in their order."""
    hints = get_type_hints(data)
    return [_asked(part, hints[part.name]) for part in fields(data)]


def _asked(part: "Field[Any]", hint: Any) -> Asked:
    options, rows = _inner(hint)
    kind: Kind = part.metadata.get("kind") or _kind(hint, options, rows)
    most = part.metadata.get("most")
    return Asked(
        name=part.name,
        label=part.metadata.get("label", part.name),
        kind=kind,
        required=part.default is MISSING and part.default_factory is MISSING,
        hint=part.metadata.get("hint", ""),
        most=most if most is not None else _MOST.get(kind, 500),
        least=part.metadata.get("least", 0),
        options=options,
        rows=rows,
        sealed=part.metadata.get("sealed", False),
    )


COURT_ZONE = ZoneInfo("Asia/Shanghai")
"""Moments without a zone are read in this one."""

_MOST: Mapping[str, int] = {
    "text": 500, "long": 100_000, "number": 2_147_483_647, "rows": 1000, "money": 10**15,
    "choices": 50, "persons": 50,
}  # fmt: skip


def _inner(hint: Any) -> tuple[type[Term] | None, type[Any] | None]:
    candidates = [hint, *get_args(hint)]
    for one in candidates:
        if isinstance(one, type) and issubclass(one, Term):
            return one, None
        if isinstance(one, type) and is_dataclass(one):
            return None, one
    return None, None


def _kind(hint: Any, options: type[Term] | None, rows: type[Any] | None) -> Kind:
    if rows:
        return "rows"
    if options:
        return "choices" if get_origin(hint) in (tuple, frozenset) else "choice"
    kinds: dict[Any, Kind] = {
        bool: "boolean", int: "number", Decimal: "money", date: "date", datetime: "datetime",
    }  # fmt: skip
    for one in (hint, *get_args(hint)):
        if one in kinds:
            return kinds[one]
    return "text"


class Unreadable(ValueError):
    """What was typed cannot be read as the act's data; carries a finding for each field."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("；".join(map(str, findings)))


_DESIGN = cite("平台约定")


def read(data: type[Any], typed: Mapping[str, Any]) -> Any:
    """Return the act's data from what was typed (strings, numbers, lists of rows).

    Raises `Unreadable` with all findings at once: `E_FIELD` with the field's name in `given`.
    """
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    known = asked(data)
    for part in known:
        try:
            values[part.name] = _value(part, typed.get(part.name))
        except _Wrong as wrong:
            findings.append(_finding(part, str(wrong)))
        except Unreadable as inner:
            findings += [_finding(part, str(one)) for one in inner.findings]
    for name in sorted(set(typed) - {part.name for part in known}):
        findings.append(
            Finding(
                "E_FIELD",
                "“{field}”不是本事项的填写项，请删去",
                _DESIGN,
                given={"field": name[:80]},
            )
        )
    if findings:
        raise Unreadable(findings)
    absent = {part.name for part in known if values[part.name] is MISSING}
    return data(**{name: value for name, value in values.items() if name not in absent})


def _finding(part: Asked, wrong: str) -> Finding:
    given = {"field": part.name, "label": part.label, "wrong": wrong}
    return Finding("E_FIELD", "“{label}”{wrong}", _DESIGN, given=given)


class _Wrong(ValueError):
    """One value cannot be read; the message completes “填写项 …”."""


def _value(part: Asked, raw: Any) -> Any:
    if raw is None or (isinstance(raw, (str, list, tuple)) and not raw):
        if part.required:
            raise _Wrong("必须填写")
        return MISSING
    if part.kind in ("rows", "choices", "persons"):
        return _many(part, raw)
    return _single(part, raw)


def _many(part: Asked, raw: Any) -> tuple[Any, ...]:
    items = raw if isinstance(raw, (list, tuple)) else [raw]
    if len(items) > part.most:
        raise _Wrong(f"最多 {part.most} 项")
    if part.rows is not None:
        return tuple(_row(part.rows, place, item) for place, item in enumerate(items, 1))
    return tuple(_single(part, item) for item in items)


def _row(data: type[Any], place: int, item: Any) -> Any:
    if not isinstance(item, Mapping):
        raise _Wrong(f"第 {place} 行不是一组填写项")
    try:
        return read(data, item)
    except Unreadable as inner:
        raise _Wrong(f"第 {place} 行：{inner}") from inner


def _single(part: Asked, raw: Any) -> Any:
    if part.options is not None:
        try:
            return part.options(str(raw))
        except ValueError:
            names = "、".join(member.value for member in part.options)
            raise _Wrong(f"不在可选项之内（{names}）") from None
    reader = _READERS.get(part.kind, _text)
    return reader(part, raw)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _text(part: Asked, raw: Any) -> str:
    if not isinstance(raw, (str, int, float, Decimal)) or isinstance(raw, bool):
        raise _Wrong("应当是文字")
    text = str(raw).replace("\r\n", "\n").strip()
    if _CONTROL.search(text):
        raise _Wrong("含有不能保存的控制字符（如 NUL），请删去后重填")
    if not text and part.required:
        raise _Wrong("必须填写")
    if len(text) > part.most:
        raise _Wrong(f"超过 {part.most} 字，现有 {len(text)} 字")
    if len(text) < part.least:
        raise _Wrong(f"不足 {part.least} 字")
    return text


def _whole(part: Asked, raw: Any) -> int:
    text = str(raw).strip()
    if isinstance(raw, bool) or not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
        raise _Wrong("应当是整数")
    if not part.least <= int(text) <= part.most:
        raise _Wrong(f"应当在 {part.least} 与 {part.most} 之间")
    return int(text)


def _identity(part: Asked, raw: Any) -> int:
    text = str(raw).strip()
    if isinstance(raw, bool) or not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise _Wrong("应当从名册中选定")
    return int(text)


def _money(part: Asked, raw: Any) -> Decimal:
    text = str(raw).replace(",", "").replace("，", "").strip()
    if isinstance(raw, bool) or not re.fullmatch(r"\d{1,15}(\.\d{1,2})?", text, re.ASCII):
        raise _Wrong("应当是不小于零的金额（元），最多两位小数")
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
        raise _Wrong("不是金额") from None


def _date(part: Asked, raw: Any) -> date:
    if isinstance(raw, datetime):
        raise _Wrong("应当是日期（如 2026-01-15），不带时刻")
    value = raw if isinstance(raw, date) else None
    if value is None:
        try:
            value = date.fromisoformat(str(raw).strip())
        except ValueError:
            raise _Wrong(f"“{str(raw)[:20]}”不是日历上的日期，请写作 2026-01-15") from None
    if not 1900 <= value.year <= 2100:
        raise _Wrong("年份应当在 1900 与 2100 之间")
    return value


def _moment(part: Asked, raw: Any) -> datetime:
    value = raw
    if not isinstance(value, datetime):
        try:
            value = datetime.fromisoformat(str(raw).strip())
        except ValueError:
            raise _Wrong(f"“{str(raw)[:32]}”不是时刻，请写作 2026-01-15T09:00") from None
    if not 1900 <= value.year <= 2100:
        raise _Wrong("年份应当在 1900 与 2100 之间")
    return value if value.tzinfo else value.replace(tzinfo=COURT_ZONE)


def _boolean(part: Asked, raw: Any) -> bool:
    if raw in (True, "true", "on", "1", "yes", "是"):
        return True
    if raw in (False, "false", "off", "0", "no", "否"):
        return False
    raise _Wrong("应当是“是”或者“否”")


_READERS = {
    "number": _whole, "money": _money, "date": _date, "datetime": _moment, "boolean": _boolean,
    "person": _identity, "persons": _identity, "room": _identity, "file": _identity,
    "court": _identity,
}  # fmt: skip
