"""Left column of a case (留痕): entries as sentences, each with its source and its proof."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.acts.queries import TraceRow
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import CaseKind, Post, Procedure, Term
from xiezhi.law.time_limits.terms import ExclusionGround
from xiezhi.web.components import Change, Filter, Trace, TraceEntry
from xiezhi.web.said import sentence
from xiezhi.web.words import code_word, posts_word, word

GROUPS = (
    ("filing", gettext_noop("收案立案")),
    ("triage", gettext_noop("分流")),
    ("screening", gettext_noop("四类案件")),
    ("assignment", gettext_noop("分案")),
    ("panel", gettext_noop("审判组织")),
    ("hearing", gettext_noop("开庭")),
    ("limits", gettext_noop("审限")),
    ("procedure", gettext_noop("程序")),
    ("deliberation", gettext_noop("评议")),
    ("judgment", gettext_noop("文书")),
    ("service", gettext_noop("送达")),
    ("supervision", gettext_noop("监督")),
    ("recusal", gettext_noop("回避")),
    ("closing", gettext_noop("结案")),
    ("appeal", gettext_noop("上诉")),
    ("files", gettext_noop("卷宗")),
    ("archives", gettext_noop("归档")),
    ("similar", gettext_noop("类案")),
)
"""Stages by which a trace is filtered: the groups of act codes."""

_WORDS = {
    "number": gettext_noop("案号"),
    "procedure": gettext_noop("程序"),
    "person": "",
    "commitment": gettext_noop("候选名单摘要"),
    "eligible": gettext_noop("候选法官"),
    "due_on": gettext_noop("届满日"),
    "round": gettext_noop("第几次评议"),
    "ballot": gettext_noop("意见摘要"),
    "decided": gettext_noop("形成多数意见"),
    "digest": gettext_noop("文书摘要"),
    "version": gettext_noop("版次"),
    "closed_on": gettext_noop("结案日"),
    "title": "",
    "result": gettext_noop("结果摘要"),
    "seed": gettext_noop("种子"),
}
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
        by=row.name if row.actor else word(Post.SYSTEM),
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
        return tuple(
            Change(after=sentence(str(one["says"]))) for one in findings if not one["warning"]
        )[:3]
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
