"""Left column of a case (留痕): entries as sentences, each with its source and its proof."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.queries import TraceRow
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import CaseKind, Procedure, Term
from xiezhi.law.time_limits.terms import ExclusionGround
from xiezhi.web.components import Change, Filter, Trace, TraceEntry
from xiezhi.web.words import code_word, posts_word, word

GROUPS = (
    ("filing", "收案立案"), ("triage", "分流"), ("screening", "四类案件"), ("assignment", "分案"),
    ("panel", "审判组织"), ("hearing", "开庭"), ("limits", "审限"), ("procedure", "程序"),
    ("deliberation", "评议"), ("judgment", "文书"), ("service", "送达"), ("supervision", "监督"),
    ("recusal", "回避"), ("closing", "结案"), ("appeal", "上诉"), ("files", "卷宗"),
    ("archives", "归档"), ("similar", "类案"),
)  # fmt: skip
"""Stages by which a trace is filtered: the groups of act codes."""

_WORDS = {
    "number": "案号", "procedure": "程序", "person": "", "commitment": "候选名单摘要",
    "eligible": "候选法官", "due_on": "届满日", "round": "第几次评议", "ballot": "意见摘要",
    "decided": "形成多数意见", "digest": "文书摘要", "version": "版次", "closed_on": "结案日",
    "title": "", "result": "结果摘要", "seed": "种子",
}  # fmt: skip
_TERMS: tuple[type[Term], ...] = (Procedure, CaseKind, ExclusionGround)


def trace_part(
    rows: Sequence[TraceRow], case: int, *, total: int, chosen: Mapping[str, str], more: str = ""
) -> Trace:
    """Return the trace of a case as the page prints it."""
    people = {str(row.actor): row.name for row in rows if row.actor}
    return Trace(
        entries=tuple(entry_part(row) for row in rows),
        total=total,
        url=reverse("case_trace", args=[case]),
        filters=(
            Filter(
                "act",
                _("阶段"),
                tuple((code, _(name)) for code, name in GROUPS),
                chosen.get("act", ""),
            ),
            Filter("actor", _("人员"), tuple(people.items()), chosen.get("actor", "")),
        ),
        verify=reverse("log_subject", args=[case]),
        more=more,
    )


def entry_part(row: TraceRow) -> TraceEntry:
    """Return one entry as the page prints it."""
    act = powers().get(row.act)
    kind = "refused" if not row.accepted else "system" if not row.actor else "act"
    if row.accepted and row.act.startswith("supervision."):
        kind = "supervision"
    return TraceEntry(
        at=row.at.astimezone(ZONE),
        act=code_word(row.act),
        by=row.name,
        post="" if row.post == "system" else posts_word(row.post),
        kind=kind,  # type: ignore[arg-type]
        changes=changes_of(row),
        source=str(act.source) if act else "",
        proof=reverse("log_entry", args=[row.id]),
    )


def changes_of(row: TraceRow) -> tuple[Change, ...]:
    """Return what an entry says in words: reasons of a refusal, numbers given, before and after."""
    if not row.accepted:
        findings = row.content.get("findings", [])
        return tuple(Change(after=str(one["says"])) for one in findings if not one["warning"])[:3]
    adds: Mapping[str, Any] = row.content.get("adds", {})
    found = []
    if "after" in adds:
        found.append(Change(_("届满日"), str(adds.get("before") or ""), str(adds["after"])))
    data = {**row.content.get("data", {}), **adds}
    for name, value in data.items():
        label = _WORDS.get(name)
        if label and not isinstance(value, (dict, list)):
            found.append(Change(_(label) + "　", "", _said(value)))
    return tuple(found[:3])


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    text = str(value)
    for terms in _TERMS:
        if text in {member.value for member in terms}:
            return word(terms(text))
    return text if len(text) <= 40 else f"{text[:12]} … {text[-6:]}"
