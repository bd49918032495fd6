"""Global search: guesses whether a number, a party, a cause, a person or an article was typed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xiezhi.cases.lists import Wanted, page
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import State
from xiezhi.people.queries import search_people
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Cell, Column, Row, Table
from xiezhi.web.guard import actor_of, signed_in

SHOWN = 20


@dataclass(frozen=True)
class Group:
    """一组结果: what was found of one kind."""

    title: str
    table: Table


@signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find cases, people and acts."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    groups = _groups(request, text) if text else []
    return render(request, "search/search.html", {"groups": groups, "text": text})


def _groups(request: HttpRequest, text: str) -> list[Group]:
    viewer, person = actor_of(request), who(request)
    assert person is not None, "only for those who are signed in"
    found = []
    day = now().astimezone(ZONE).date()
    if person.held:
        wanted = Wanted(text=text.replace("(", "（").replace(")", "）"))
        rows = page(viewer, person, wanted, day, SHOWN).rows
        if rows:
            cases = tuple(
                Row(
                    id=str(one.id),
                    name=one.number,
                    cells=(
                        Cell(one.number or "未立案", href=reverse("case", args=[one.id])),
                        Cell(one.title),
                        Cell(one.cause),
                        Cell(State(one.state).label),
                    ),
                )
                for one in rows
            )
            columns = (Column("案号"), Column("案件"), Column("案由"), Column("状态"))
            found.append(
                Group("案件", Table(label="案件", columns=columns, rows=cases, stack=True))
            )
        people = search_people(viewer, person.held[0].court, text)
        if people:
            listed = tuple(
                Row(
                    id=str(one.id),
                    name=one.name,
                    cells=(
                        Cell(one.name, href=f"{reverse('cases')}?judge={one.id}"),
                        Cell("查看承办的案件", tone="soft"),
                    ),
                )
                for one in people
            )
            heads = (Column("人员"), Column(""))
            found.append(Group("人员", Table(label="人员", columns=heads, rows=listed)))
    acts = [act for act in powers().values() if _speaks(act, text)]
    if acts:
        listed = tuple(
            Row(
                id=act.code,
                name=act.name,
                cells=(
                    Cell(act.name, href=f"{reverse('powers')}#{act.code}"),
                    Cell(str(act.source), tone="soft"),
                ),
            )
            for act in acts[:SHOWN]
        )
        heads = (Column("权责事项"), Column("依据"))
        found.append(Group("权责清单", Table(label="权责清单", columns=heads, rows=listed)))
    return found


def _speaks(act: Act, text: str) -> bool:
    cited = "".join(str(one) for one in (act.source, *act.also)).replace(" ", "")
    return text in act.name or text.replace(" ", "") in cited or text == act.code
