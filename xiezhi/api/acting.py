"""Acts over the API: reading what was sent, asking the gate, answering with what it said."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from django.http import HttpRequest

from xiezhi.acts.gate import facts_of, perform_many, said
from xiezhi.acts.types import Actor, Outcome, Unknown, Wish
from xiezhi.api.auth import Caller
from xiezhi.api.problems import Problem, refusal_status
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import Unreadable, read
from xiezhi.law.finding import Finding
from xiezhi.law.sources import cite

BODY_MAX = 5_000_000
BULK_MAX = 1000
ID_MAX = 2**63 - 1
NOT_FOUND = "没有这个主体，或者您与它无关"


def need(request: HttpRequest, scope: str) -> Actor:
    """Return who calls, if the call's token has the scope; raises `Problem` 403."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if scope not in caller.scopes:
        says, given = "令牌没有“{scope}”权限，请另签一枚", {"scope": scope}
        finding = Finding("E_SCOPE", says, cite("平台约定"), "account.make_token", given)
        raise Problem(403, "令牌权限不足", [finding])
    return caller.actor


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of a request; raises `Problem` 400 or 413."""
    if len(request.body) > BODY_MAX:
        raise Problem(413, f"请求超过 {BODY_MAX // 10**6} MB，请分批提交")
    try:
        value = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError as error:
        raise Problem(400, f"请求不是 JSON：{error}") from error
    if not isinstance(value, dict):
        raise Problem(422, "请求应当是一个 JSON 对象")
    return value


def key_of(request: HttpRequest) -> str:
    """Return the idempotency key of a request, as it was sent."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > 200 or not key.isprintable():
        raise Problem(422, "Idempotency-Key 最多 200 个可见字符")
    return key


def data_of(act: Act, body: dict[str, Any]) -> Any:
    """Return the act's data from a JSON object; raises `Problem` 422 with all findings."""
    try:
        return read(act.data, body)
    except Unreadable as error:
        raise Problem(422, "填写有误", error.findings) from error


def visible(facts: Facts) -> bool:
    """Return whether the actor has anything to do with the subject; others see no more than 404."""
    return bool(facts.posts | facts.uncovered or facts.mandates)


def act_on(act: Act, subject: int, request: HttpRequest) -> dict[str, Any]:
    """Perform one act; raises `Problem` with what the gate said."""
    by = need(request, "file" if act.opens and act.subject == "case" else "act")
    body, key, at = body_of(request), key_of(request), datetime.now(UTC)
    look(act, subject, by, at)
    wish = Wish(subject, data_of(act, body), key=f"{by.person}:{key}" if key else "")
    outcome = perform_many(act, by, [wish], at=at)[0]
    if not outcome.accepted:
        raise Problem(refusal_status(outcome.findings), f"“{act.name}”未办理", outcome.findings)
    return done(act, outcome)


def look(act: Act, subject: int, by: Actor, at: datetime) -> Facts:
    """Return the facts of a subject for the caller; raises `Problem` 404 to outsiders."""
    if subject > ID_MAX:
        raise Problem(404, NOT_FOUND)
    try:
        facts = facts_of(act, [Wish(subject, None, by=by)], at).get(subject)
    except Unknown:
        facts = None
    if facts is None or not visible(facts):
        raise Problem(404, NOT_FOUND)
    return facts


def act_on_many(act: Act, request: HttpRequest) -> dict[str, Any]:
    """Perform one act on many subjects, each by itself, with one answer for each."""
    by = need(request, "act")
    body, key, at = body_of(request), key_of(request), datetime.now(UTC)
    subjects = body.get("subjects")
    whole = isinstance(subjects, list) and all(
        type(one) is int and 0 < one <= ID_MAX for one in subjects
    )
    if not whole or not 0 < len(subjects) <= BULK_MAX:  # type: ignore[arg-type]
        raise Problem(422, f"subjects 应当是 1 至 {BULK_MAX} 个编号")
    given = body.get("data") or {}
    if not isinstance(given, dict):
        raise Problem(422, "data 应当是一个 JSON 对象")
    data = data_of(act, given)
    wished: Sequence[int] = list(dict.fromkeys(subjects or ()))
    wishes = [Wish(one, data, key=f"{by.person}:{key}" if key else "", by=by) for one in wished]
    known = facts_of(act, wishes, at)
    seen = [wish for wish in wishes if wish.subject in known and visible(known[wish.subject])]
    outcomes = {o.wish.subject: o for o in perform_many(act, by, seen, at=at)} if seen else {}
    return {"results": [_one(act, subject, outcomes.get(subject)) for subject in wished]}


def _one(act: Act, subject: int, outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {"subject": subject, "accepted": False, "status": 404, "title": NOT_FOUND}
    if outcome.accepted:
        return {"accepted": True, **done(act, outcome)}
    findings = [said(finding) for finding in outcome.findings]
    status = refusal_status(outcome.findings)
    return {"subject": subject, "accepted": False, "status": status, "findings": findings}


def done(act: Act, outcome: Outcome) -> dict[str, Any]:
    """Return what an accepted act answers."""
    return {
        "act": act.code,
        "subject": outcome.subject,
        "entry": outcome.entry,
        "replayed": outcome.replayed,
        "receipt": f"/api/entries/{outcome.entry}/receipt",
        "warnings": [said(finding) for finding in outcome.findings],
        "shows": outcome.shows,
        "kind": act.subject,
    }
