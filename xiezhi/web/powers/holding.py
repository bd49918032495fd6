"""Who may do an act on a case here and now, and why nobody may; the terms of the list."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.acts.examine import examine, standing
from xiezhi.acts.types import Actor
from xiezhi.cases.facts import load_for_each
from xiezhi.cases.queries import people_around
from xiezhi.law import terms
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers import powers
from xiezhi.law.terms import Force, Post, Term
from xiezhi.web.cases.acting import reason
from xiezhi.web.cases.page import inside_facts
from xiezhi.web.chrome import now
from xiezhi.web.components import Cell, Column, Empty, Findings, Row, Table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import act_word, listing, word


@signed_in
@require_safe
def who_may(request: HttpRequest, case: int, code: str) -> HttpResponse:
    """Everybody who holds an act on this case today, and what stands in everybody's way."""
    act = powers().get(code)
    if act is None or act.subject != "case" or act.opens:
        raise Http404
    viewer, at = actor_of(request), now()
    facts = inside_facts(viewer, case, at)
    people = people_around(viewer, case, at.astimezone(ZONE).date())
    known = load_for_each(case, people, at)
    holders = [] if act.force is Force.BAN else _holders(act, people, known)
    posts = sorted({one.post for one in holders}, key=list(Post).index)
    context = {
        "act": act_word(act),
        "source": str(act.source),
        "number": facts.number or _("本案"),
        "case": case,
        "table": _table(holders),
        "findings": _barriers(act, facts),
        "posts": listing(word(one) for one in posts),
    }
    return render(request, "powers/who.html", context)


@dataclass(frozen=True)
class Holder:
    """有权之人: a person, the post he or she acts in, the delegation it rests on."""

    person: Actor
    post: Post
    mandate: int | None


def _holders(act: Act, people: list[Actor], known: dict[int, CaseFacts]) -> list[Holder]:
    found = []
    for one in people:
        held = standing(act, known[one.person]) if one.person in known else None
        if held is not None:
            found.append(Holder(one, held.post, held.mandate))
    return found


def _barriers(act: Act, facts: CaseFacts) -> Findings | None:
    """Return what stands in the way of whoever holds the act, whatever posts the viewer has."""
    held = replace(facts, posts=act.holders)
    found = [one for one in examine(act, held) if not one.warning]
    return Findings(reasons=tuple(reason(one, facts) for one in found)) if found else None


def _table(holders: list[Holder]) -> Table:
    rows = tuple(
        Row(
            id=str(one.person.person),
            name=one.person.name,
            cells=(
                Cell(one.person.name, strong=True),
                Cell(word(one.post)),
                Cell(_("委托编号 %(id)s") % {"id": one.mandate} if one.mandate else "—",
                     tone="soft"),
            ),
        )
        for one in holders
    )  # fmt: skip
    return Table(
        label=_("有权办理的人"),
        columns=(Column(_("人员")), Column(_("以何职务")), Column(_("委托"))),
        rows=rows,
        stack=True,
        empty=Empty(
            title=_("本案现在无人有此权限"), text=_("规定所不许，或者尚未任命、组成合议庭")
        ),
    )


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term of the platform: the Chinese one, the English one, the stored value."""
    columns = (Column(_("中文")), Column("English"), Column(_("存储值")))
    tables = [
        Table(
            label=(kind.__doc__ or "").splitlines()[0].rstrip("."),
            caption=(kind.__doc__ or "").splitlines()[0].rstrip("."),
            columns=columns,
            rows=tuple(
                Row(
                    id=one.value,
                    name=one.label,
                    cells=(
                        Cell(one.label, strong=True),
                        Cell(one.english),
                        Cell(one.value, tone="mono"),
                    ),
                )
                for one in kind
            ),
        )
        for kind in _kinds()
    ]
    return render(request, "powers/glossary.html", {"tables": tables})


def _kinds() -> Iterator[type[Term]]:
    for _name, kind in inspect.getmembers(terms, inspect.isclass):
        if issubclass(kind, Term) and kind is not Term:
            yield kind
