"""Schemas of acts' data (JSON Schema), from the fields that the list declares."""

from typing import Any

from xiezhi.law.act import Act
from xiezhi.law.fields import Asked, asked

_PLAIN: dict[str, dict[str, Any]] = {
    "number": {"type": "integer"},
    "money": {"type": "string", "pattern": r"^\d{1,15}(\.\d{1,2})?$"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "boolean": {"type": "boolean"},
    "person": {"type": "integer", "minimum": 1},
    "persons": {"type": "integer", "minimum": 1},
    "room": {"type": "integer", "minimum": 1},
    "file": {"type": "integer", "minimum": 1},
    "court": {"type": "integer", "minimum": 1},
}


def schema_of(data: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of an act's dataclass."""
    parts = asked(data)
    return {
        "type": "object",
        "properties": {part.name: _field(part) for part in parts},
        "required": [part.name for part in parts if part.required],
        "additionalProperties": False,
    }


def _field(part: Asked) -> dict[str, Any]:
    one = _one(part)
    if part.kind in ("rows", "choices", "persons"):
        most = min(part.most, 1000)
        found: dict[str, Any] = {"type": "array", "items": one, "maxItems": most}
        if part.required:
            found["minItems"] = 1
    else:
        found = one
    return {**found, "title": part.label} | ({"description": part.hint} if part.hint else {})


def _one(part: Asked) -> dict[str, Any]:
    if part.rows is not None:
        return schema_of(part.rows)
    if part.options is not None:
        return {"type": "string", "enum": [member.value for member in part.options]}
    if part.kind == "number":
        return {"type": "integer", "minimum": part.least, "maximum": part.most}
    if part.kind in _PLAIN:
        return dict(_PLAIN[part.kind])
    least = max(part.least, 1 if part.required else 0)
    return {"type": "string", "minLength": least, "maxLength": part.most}


_FINDING = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "says": {"type": "string"},
        "source": {"type": "string"},
        "remedy": {"type": "string"},
        "warning": {"type": "boolean"},
        "field": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "findings": {"type": "array", "items": _FINDING},
    },
}
DONE = {
    "type": "object",
    "properties": {
        "act": {"type": "string"},
        "subject": {"type": "integer"},
        "entry": {"type": "integer"},
        "replayed": {"type": "boolean"},
        "receipt": {"type": "string"},
        "warnings": {"type": "array", "items": _FINDING},
        "shows": {"type": "object"},
    },
}


_REFUSED = {
    400: "不是 JSON",
    401: "未登录",
    403: "不在权责之内",
    404: "没有这个主体",
    409: "不在该状态",
    413: "请求过大",
    422: "填写有误或者规则不许",
    503: "数据库暂不可用",
}


def refusals(*statuses: int) -> dict[int, Any]:
    """Return the answers of an operation that are refusals, as problem+json."""
    content = {"application/problem+json": {"schema": PROBLEM}}
    return {status: {"description": _REFUSED[status], "content": content} for status in statuses}


def reading(*statuses: int) -> dict[str, Any]:
    """Return the parts of a read that the framework cannot know."""
    return {"responses": {200: {"description": "OK"}} | refusals(*statuses, 503)}


def operation(act: Act) -> dict[str, Any]:
    """Return the parts of an act's operation that the framework cannot know."""
    done = {"description": "OK", "content": {"application/json": {"schema": DONE}}}
    answers = {200: done} | refusals(*_REFUSED)
    body = {"application/json": {"schema": schema_of(act.data)}}
    return {
        "summary": f"{act.name} ({act.gloss})",
        "description": f"{act.force.label}；{act.source}",
        "requestBody": {"content": body, "required": True},
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~]*$"},
            }
        ],
        "responses": answers,
    }
