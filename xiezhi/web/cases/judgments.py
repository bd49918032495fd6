"""One published judgment of the store, part by part, as a similar case is read."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from xiezhi.law.terms import PartyRole
from xiezhi.similar_cases.models import Judgment
from xiezhi.similar_cases.queries import judgment
from xiezhi.web.chrome import who
from xiezhi.web.components import Fact, Facts, Head
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import word

TEXT_MAX = 200_000
NAMES_MAX = 6
_PARTS = {
    "parties": gettext_noop("当事人"),
    "course": gettext_noop("审理经过"),
    "claims": gettext_noop("诉辩意见"),
    "facts": gettext_noop("查明的事实"),
    "reasoning": gettext_noop("裁判理由"),
    "result": gettext_noop("裁判结果"),
    "tail": gettext_noop("尾部"),
}


@dataclass(frozen=True)
class TextPart:
    """一部分: a part of a judgment with its paragraphs."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class JudgmentPage:
    """裁判文书页: everything the template prints."""

    head: Head
    parts: tuple[TextPart, ...]
    articles: tuple[str, ...]
    frame: str
    """The frame around it: outsiders get theirs, without the court's own pages."""


@signed_in
@require_safe
def published(request: HttpRequest, number: int) -> HttpResponse:
    """A published judgment."""
    row = judgment(actor_of(request), number)
    if row is None:
        raise Http404
    text = row.text[:TEXT_MAX]
    marks = [(str(name), int(start), int(end)) for name, start, end in row.sections]
    parts = [TextPart(_titled(name), _lines(text[a:z])) for name, a, z in marks]
    facts = (
        Fact(_("案号"), row.number),
        Fact(_("法院"), row.court),
        Fact(_("案由"), row.cause),
        Fact(_("裁判日期"), row.judged_on.isoformat() if row.judged_on else "—"),
        *_parties(row),
    )
    viewer = who(request)
    page = JudgmentPage(
        head=Head(title=row.title or row.number, body=(Facts(rows=facts),)),
        parts=tuple(one for one in parts if one.lines) or (TextPart("", _lines(text)),),
        articles=tuple(str(one) for one in row.articles),
        frame="base.html" if viewer and viewer.kind == "staff" else "base_party.html",
    )
    return render(request, "cases/judgment.html", {"page": page})


def _parties(row: Judgment) -> tuple[Fact, ...]:
    """Return who took part in which role, by the names that stand in the text and no others."""
    by_role: dict[str, list[dict[str, str]]] = {}
    for one in row.parties:
        by_role.setdefault(one["role"], []).append(one)
    return tuple(_role(PartyRole(role), parties, row.text) for role, parties in by_role.items())


def _role(role: PartyRole, parties: list[dict[str, str]], text: str) -> Fact:
    names = [one["name"] for one in parties if one["name"] and one["name"] in text]
    shown = "、".join(names[:NAMES_MAX]) or _("姓名未公开")
    if len(parties) > NAMES_MAX:
        shown += _(" 等 %(n)s 人") % {"n": len(parties)}
    printed = dict.fromkeys(one["role_text"] for one in parties if one["role_text"] in text)
    quiet = "、".join(said for said in printed if said and said != role.label)
    return Fact(word(role), shown, quiet)


def _titled(name: str) -> str:
    return _(_PARTS[name]) if name in _PARTS else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
