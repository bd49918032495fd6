"""识别依据: the texts of a case with the words marked on which its flags rest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.cases.queries import record
from xiezhi.supervision.queries import FlagView, flags
from xiezhi.web.cases.page import inside_facts
from xiezhi.web.chrome import now
from xiezhi.web.components import Cell, Column, Empty, Head, Link, Marked, Row, Table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.said import sentence
from xiezhi.web.words import word


@dataclass(frozen=True)
class Passage:
    """文书一段: a heading, and the text in pieces."""

    key: str
    title: str
    pieces: tuple[Marked, ...]


def marked(text: str, quotes: Iterable[str]) -> tuple[Marked, ...]:
    """Return a text in pieces, those marked that a quote names; blanks may differ."""
    wanted = sorted({quote.strip() for quote in quotes if len(quote.strip()) > 1}, key=len)
    if not wanted:
        return (Marked(text),)
    patterns = [r"\s+".join(map(re.escape, quote.split())) for quote in reversed(wanted)]
    pieces, last = [], 0
    for found in re.finditer("|".join(patterns), text):
        if found.start() > last:
            pieces.append(Marked(text[last : found.start()]))
        pieces.append(Marked(found[0], marked=True))
        last = found.end()
    if last < len(text):
        pieces.append(Marked(text[last:]))
    return tuple(pieces)


def flags_table(found: Sequence[FlagView]) -> Table:
    """Return the flags of a case with rule, version, confidence and evidence."""
    columns = (
        Column(_("类型")),
        Column(_("标识")),
        Column(_("识别规则")),
        Column(_("置信度")),
        Column(_("依据")),
        Column(_("办理")),
    )
    rows = tuple(
        Row(
            id=str(one.id),
            cells=(
                Cell(f"{one.code.value} {word(one.code)}", sub=one.about),
                Cell(word(one.state)),
                Cell(word(one.rule) if one.rule else _("人工标注"), sub=one.version),
                Cell(f"{one.confidence}%" if one.confidence is not None else "—"),
                Cell(
                    "\n".join(
                        f"“{line}”" if one.quoted else sentence(line)
                        for line in one.evidence.split("\n")
                    )
                ),
                Cell(f"{one.decided_by}　{one.reason}".strip("　"), tone="soft"),
            ),
        )
        for one in found
    )
    empty = Empty(title=_("没有四类案件标识"), text=_("识别提示或者人工标注后会出现在这里"))
    return Table(
        label=_("四类案件标识"), columns=columns, rows=rows, stack=True, labels=True, empty=empty
    )


@signed_in
@require_safe
def case_signs(request: HttpRequest, case: int) -> HttpResponse:
    """The claims and facts of a case with what its flags rest on; for the court alone (R5.17)."""
    viewer, at = actor_of(request), now()
    inside_facts(viewer, case, at)
    known, found = record(viewer, case), flags(viewer, case, at=at)
    if known is None:
        raise Http404
    quotes = [line for one in found if one.quoted for line in one.evidence.split("\n")]
    context = {
        "head": Head(
            title=_("识别依据"),
            plain=True,
            crumbs=(Link(known.number or known.title, reverse("case", args=[case])),),
            subtitle=known.title,
        ),
        "table": flags_table(found),
        "passages": (
            Passage("claims", _("诉讼请求"), marked(known.claims, quotes)),
            Passage("facts", _("事实与理由"), marked(known.facts, quotes)),
        ),
    }
    return render(request, "supervision/signs.html", context)
