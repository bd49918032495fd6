"""Global search: guesses whether a number, a party, a cause, a person or an article was typed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiezhi.cases.lists import Wanted, page
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE
from xiezhi.law.powers import powers
from xiezhi.law.terms import State
from xiezhi.people.queries import Profile, search_people
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Cell, Column, Row, Table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.words import act_word, word

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
    person = who(request)
    assert person is not None, "only for those who are signed in"
    found = [_cases(request, person, text), _people(request, person, text), _acts(text)]
    return [group for group in found if group is not None]


def _cases(request: HttpRequest, person: Profile, text: str) -> Group | None:
    day = now().astimezone(ZONE).date()
    wanted = Wanted(text=text.replace("(", "（").replace(")", "）"))
    rows = page(actor_of(request), person, wanted, day, SHOWN).rows if person.held else ()
    listed = tuple(
        Row(
            id=str(one.id),
            name=one.number,
            cells=(
                Cell(one.number or _("未立案"), href=reverse("case", args=[one.id])),
                Cell(one.title),
                Cell(one.cause),
                Cell(word(State(one.state))),
            ),
        )
        for one in rows
    )
    return _group(_("案件"), (_("案号"), _("案件"), _("案由"), _("状态")), listed)


def _people(request: HttpRequest, person: Profile, text: str) -> Group | None:
    if not person.held:
        return None
    found = search_people(actor_of(request), person.held[0].court, text)
    listed = tuple(
        Row(
            id=str(one.id),
            name=one.name,
            cells=(
                Cell(one.name, href=f"{reverse('cases')}?judge={one.id}"),
                Cell(_("查看承办的案件"), tone="soft"),
            ),
        )
        for one in found
    )
    return _group(_("人员"), (_("人员"), _("案件")), listed)


def _acts(text: str) -> Group | None:
    listed = tuple(
        Row(
            id=act.code,
            name=act_word(act),
            cells=(Cell(act_word(act), href=reverse("powers")), Cell(str(act.source), tone="soft")),
        )
        for act in powers().values()
        if _speaks(act, text)
    )
    return _group(_("权责清单"), (_("权责事项"), _("依据")), listed[:SHOWN])


def _group(title: str, heads: tuple[str, ...], rows: tuple[Row, ...]) -> Group | None:
    if not rows:
        return None
    columns = tuple(Column(head) for head in heads)
    return Group(title, Table(label=title, columns=columns, rows=rows, stack=True))


def _speaks(act: Act, text: str) -> bool:
    cited = "".join(str(one) for one in (act.source, *act.also)).replace(" ", "")
    return (
        text in act.name
        or text.lower() in act_word(act).lower()
        or text.replace(" ", "") in cited
        or text == act.code
    )
