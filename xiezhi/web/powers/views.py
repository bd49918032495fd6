"""The published list of powers and duties, for everybody; guides by post; a court's own list."""

from collections import defaultdict
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from xiezhi.acts.models import CourtList, Delegation, ListRow
from xiezhi.acts.registry import kinds
from xiezhi.law.act import Act
from xiezhi.law.parameters import parameter, unit_of
from xiezhi.law.powers import list_version, powers, published
from xiezhi.law.terms import Post
from xiezhi.people.models import Person
from xiezhi.web.chrome import now, who
from xiezhi.web.components import Cell, Column, Empty, Row, Table
from xiezhi.web.guard import actor_of, signed_in
from xiezhi.web.powers.acting import court_acts
from xiezhi.web.words import act_word, chinese, code_word, listing, strung, word

_UNITS = {
    "days": gettext_noop("日"),
    "working_days": gettext_noop("个工作日"),
    "months": gettext_noop("个月"),
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The list, by post; nobody needs to sign in."""
    chosen = request.GET.get("post", "")
    acts = [act for act in powers().values() if not chosen or chosen in act.holders]
    used = {post for act in powers().values() for post in act.holders}
    groups: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        groups[act.code.split(".")[0]].append(act)
    context = {
        "version": list_version(),
        "count": len(acts),
        "posts": [(p.value, word(p), p.value == chosen) for p in Post if p in used],
        "chosen": word(Post(chosen)) if chosen in {p.value for p in used} else "",
        "tables": [(_table(name, group)) for name, group in groups.items()],
    }
    return render(request, "powers/list.html", context)


def _table(name: str, group: list[Act]) -> Table:
    rows = tuple(
        Row(
            id=act.code,
            name=act_word(act),
            cells=(
                Cell(act_word(act), sub=act.gloss if chinese() else act.name, strong=True),
                Cell(word(act.force)),
                Cell(listing(word(p) for p in sorted(act.holders, key=list(Post).index))),
                Cell(listing(word(s) for s in sorted(act.states)) or _("任何状态"), tone="soft"),
                Cell(strung(_raised(act)) or "—", tone="soft"),
                Cell(listing(str(cited) for cited in (act.source, *act.also)), tone="soft"),
            ),
        )
        for act in group
    )
    columns = (Column(_("事项")), Column(_("效力")), Column(_("权责主体")), Column(_("何时")),
               Column(_("引出的应办")), Column(_("依据")))  # fmt: skip
    return Table(label=name, columns=columns, rows=rows, top=True, stack=True)


def _raised(act: Act) -> list[str]:
    found = []
    for duty in act.raises:
        name = code_word(duty.act)
        if duty.within:
            amount, unit = parameter(duty.within, now().date()), unit_of(duty.within)
            given = {"name": name, "amount": amount, "unit": _(_UNITS.get(unit, unit))}
            name = _("%(name)s（%(amount)s %(unit)s内）") % given
        found.append(name)
    return found


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The list as JSON."""
    body = {"version": list_version(), "acts": [published(act) for act in powers().values()]}
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'inline; filename="powers.json"'
    return answer


@signed_in
@require_safe
def court_list(request: HttpRequest) -> HttpResponse:
    """The court's own list, its versions and delegations, and what the viewer may do about them."""
    person = who(request)
    if person is None or person.court is None:
        raise Http404
    court = person.court
    facts = kinds["court"].load({court.court: actor_of(request)}, None, now())[court.court]
    names = dict(Person.objects.filter(court=court.court).values_list("id", "name"))
    context = {
        "court": court.court_name,
        "lists": _versions(court.court),
        "delegations": _delegations(court.court, names),
        "acts": court_acts(facts, court.court),
    }
    return render(request, "powers/court.html", context)


def _versions(court: int) -> Table:
    rows = tuple(
        Row(
            id=str(one.version),
            name=str(one.version),
            cells=(
                Cell(_("第 %(n)s 版") % {"n": one.version}, strong=True),
                Cell(one.since.isoformat() if one.since else _("草案")),
                Cell(one.filed_on.isoformat() if one.filed_on else _("未报备"),
                     tone="" if one.filed_on else "soon"),
                Cell(strung(_row_said(row) for row in one.rows.all()), tone="soft"),
            ),
        )
        for one in CourtList.objects.filter(court=court)
        .prefetch_related("rows")
        .order_by("-version")
    )  # fmt: skip
    columns = (Column(_("版次")), Column(_("施行")), Column(_("报备")), Column(_("细化")))
    empty = Empty(
        title=_("本院还没有自己的清单"), text=_("现按全国清单行权；审判管理办公室可以起草")
    )
    return Table(label=_("本院清单"), columns=columns, rows=rows, stack=True, empty=empty)


def _row_said(row: ListRow) -> str:
    if row.kind == "number":
        return _("%(name)s：%(what)s") % {"name": row.name, "what": row.number}
    holders = listing(word(Post(post)) for post in row.posts) or _("可以委托")
    return _("%(name)s：%(what)s") % {"name": code_word(row.act), "what": holders}


def _delegations(court: int, names: dict[int, str]) -> Table:
    rows = tuple(
        Row(
            id=str(one.id),
            name=str(one.id),
            cells=(
                Cell(f"{names.get(one.giver, one.giver)} → {names.get(one.taker, one.taker)}"),
                Cell(listing(code_word(c) for c in one.acts if c in powers())),
                Cell(
                    _("%(first)s 至 %(last)s")
                    % {"first": _moment(one.since_at), "last": _moment(one.until_at)}
                ),
                Cell(_standing(one)),
            ),
        )
        for one in Delegation.objects.filter(court=court).order_by("-id")[:100]
    )
    columns = (Column(_("委托")), Column(_("事项")), Column(_("期间")), Column(_("状态")))
    empty = Empty(title=_("没有委托"), text=_("院长、庭长可以按委托链委托行权"))
    return Table(label=_("委托"), columns=columns, rows=rows, stack=True, empty=empty)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _standing(one: Delegation) -> str:
    if one.revoked_at:
        return _("已撤回")
    if one.giver_post == Post.DIVISION_HEAD and one.consent_at is None:
        return _("待分管副院长同意")
    return _("已届满") if one.until_at < now() else _("编号 %(id)s，有效") % {"id": one.id}
