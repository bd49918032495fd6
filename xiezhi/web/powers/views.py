"""The published list of powers and duties, for everybody; guides by post; a court's own list."""

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
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

_UNITS = {"days": "日", "working_days": "个工作日", "months": "个月"}


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
        "posts": [(p.value, p.label, p.value == chosen) for p in Post if p in used],
        "chosen": Post(chosen).label if chosen in {p.value for p in used} else "",
        "tables": [(_table(name, group)) for name, group in groups.items()],
    }
    return render(request, "powers/list.html", context)


def _table(name: str, group: list[Act]) -> Table:
    rows = tuple(
        Row(
            id=act.code,
            name=act.name,
            cells=(
                Cell(act.name, sub=act.gloss, strong=True),
                Cell(act.force.label),
                Cell("、".join(p.label for p in sorted(act.holders, key=list(Post).index))),
                Cell("、".join(s.label for s in sorted(act.states)) or "任何状态", tone="soft"),
                Cell("；".join(_raised(act)) or "—", tone="soft"),
                Cell("、".join(str(cited) for cited in (act.source, *act.also)), tone="soft"),
            ),
        )
        for act in group
    )
    columns = (Column("事项"), Column("效力"), Column("权责主体"), Column("何时"),
               Column("引出的应办"), Column("依据"))  # fmt: skip
    return Table(label=name, columns=columns, rows=rows, top=True, stack=True)


def _raised(act: Act) -> list[str]:
    found = []
    for duty in act.raises:
        name = powers()[duty.act].name
        within = ""
        if duty.within:
            day = now().date()
            amount, unit = parameter(duty.within, day), unit_of(duty.within)
            within = f"（{amount} {_UNITS.get(unit, unit)}内）"
        found.append(f"{name}{within}")
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
                Cell(f"第 {one.version} 版", strong=True),
                Cell(one.since.isoformat() if one.since else "草案"),
                Cell(one.filed_on.isoformat() if one.filed_on else "未报备",
                     tone="" if one.filed_on else "soon"),
                Cell("；".join(_row_said(row) for row in one.rows.all()), tone="soft"),
            ),
        )
        for one in CourtList.objects.filter(court=court)
        .prefetch_related("rows")
        .order_by("-version")
    )  # fmt: skip
    columns = (Column("版次"), Column("施行"), Column("报备"), Column("细化"))
    empty = Empty(title="本院还没有自己的清单", text="现按全国清单行权；审判管理办公室可以起草")
    return Table(label="本院清单", columns=columns, rows=rows, stack=True, empty=empty)


def _row_said(row: ListRow) -> str:
    act = powers().get(row.act)
    if row.kind == "number":
        return f"{row.name}：{row.number}"
    who_ = "、".join(Post(post).label for post in row.posts)
    return f"{act.name if act else row.act}：{who_ or '可以委托'}"


def _delegations(court: int, names: dict[int, str]) -> Table:
    rows = tuple(
        Row(
            id=str(one.id),
            name=str(one.id),
            cells=(
                Cell(f"{names.get(one.giver, one.giver)} → {names.get(one.taker, one.taker)}"),
                Cell("、".join(powers()[c].name for c in one.acts if c in powers())),
                Cell(f"{one.since_at:%Y-%m-%d %H:%M} 至 {one.until_at:%Y-%m-%d %H:%M}"),
                Cell(_standing(one)),
            ),
        )
        for one in Delegation.objects.filter(court=court).order_by("-id")[:100]
    )
    columns = (Column("委托"), Column("事项"), Column("期间"), Column("状态"))
    empty = Empty(title="没有委托", text="院长、庭长可以按委托链委托行权")
    return Table(label="委托", columns=columns, rows=rows, stack=True, empty=empty)


def _standing(one: Delegation) -> str:
    if one.revoked_at:
        return "已撤回"
    if one.giver_post == Post.DIVISION_HEAD and one.consent_at is None:
        return "待分管副院长同意"
    return "已届满" if one.until_at < now() else f"编号 {one.id}，有效"
