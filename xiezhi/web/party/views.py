"""Pages for parties and lawyers: what happened, what is next, by when, in plain words."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xiezhi.cases.queries import HearingLine, party_notices, record
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.terms import State
from xiezhi.web.cases.page import facts_for
from xiezhi.web.chrome import now
from xiezhi.web.components import NextStep, PlainItem, PlainList
from xiezhi.web.desks.queries import party_cases
from xiezhi.web.guard import actor_of, signed_in

_SAID = {
    State.RECEIVED: ("法院已收到起诉材料", "法院将在七日内决定是否立案。"),
    State.CORRECTING: ("材料需要补正", "请按通知补交材料；不补交，法院不能立案。"),
    State.REGISTERED: ("已经立案", "法院将确定审理程序并随机分案。"),
    State.TRIAGED: ("已确定审理程序", "法院将随机抽取承办法官。"),
    State.POOLED: ("候选名单已封存", "法院即将随机抽取承办法官。"),
    State.ASSIGNED: ("已分给承办法官", "请等待开庭通知。认为审判人员应当回避的，可以申请。"),
    State.ON_TRIAL: ("正在审理", "请按通知参加庭审。"),
    State.SUSPENDED: ("中止审理", "中止的原因消除后，法院会恢复审理。"),
    State.DELIBERATING: ("庭审已经结束", "审判组织正在评议。"),
    State.DECIDED: ("庭审已经结束", "法院正在制作裁判文书。"),
    State.SIGNING: ("庭审已经结束", "裁判文书正在签署。"),
    State.ISSUED: ("裁判文书已经签发", "请等待宣判和送达。"),
    State.PRONOUNCED: ("已经宣判", "不服判决的，可以在上诉期内上诉。"),
    State.CLOSED: ("已经结案", "不服的，可以在上诉期内上诉；期满未上诉，裁判生效。"),
    State.APPEALED: ("已移送上级法院", "请等待上级法院通知。"),
    State.EFFECTIVE: ("裁判已经生效", "义务人应当按期履行；不履行的，可以申请执行。"),
    State.ARCHIVED: ("已经归档", "需要查阅卷宗的，可以向法院申请。"),
    State.REFUSED: ("不予受理", "不服的，可以上诉。"),
}


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The cases of a party or lawyer."""
    items = tuple(
        PlainItem(
            one.title,
            f"{one.number or '尚未立案'}　{_SAID[State(one.state)][0]}",
            reverse("party_case", args=[one.id]),
        )
        for one in party_cases(actor_of(request))
    )
    return render(
        request, "party/mine.html", {"items": PlainList(items=items), "count": len(items)}
    )


@signed_in
@require_safe
def one(request: HttpRequest, case: int) -> HttpResponse:
    """One case: the next step first, then what happened, papers and proofs."""
    facts = facts_for(actor_of(request), case, now())
    known = record(actor_of(request), case)
    context = {
        "title": known.title,
        "number": known.number or "尚未立案",
        "next": _next(facts, known.hearings),
        "said": _SAID[facts.state][0] if facts.state else "",
        "notices": [
            (f"{row.at.astimezone(ZONE):%Y-%m-%d %H:%M}", row.says)
            for row in party_notices(actor_of(request), case)
        ],
        "bench": [f"{sitter.name}（{sitter.seat.label}）" for sitter in facts.sitters],
        "links": PlainList(items=_links(facts, case)),
    }
    return render(request, "party/case.html", context)


def _next(facts: CaseFacts, hearings: Sequence[HearingLine]) -> NextStep:
    planned = [one for one in hearings if one.state == "planned"]
    if planned:
        when = planned[0].starts_at.astimezone(ZONE)
        return NextStep(
            by=f"{when:%Y 年 %-m 月 %-d 日 %H:%M}",
            what=f"到{planned[0].room}参加{planned[0].purpose}。",
            otherwise="原告无正当理由不到庭，可以按撤诉处理；被告不到庭，可以缺席判决。",
        )
    return NextStep(by="", what=_SAID[facts.state][1] if facts.state else "")


def _links(facts: CaseFacts, case: int) -> tuple[PlainItem, ...]:
    items = [
        PlainItem("案件材料", "阅卷、提交材料", reverse("case_files", args=[case])),
        PlainItem("分案回执", "核验承办法官是怎样抽出来的", reverse("case_draw", args=[case])),
        PlainItem("申请回避", "认为审判人员应当回避", reverse("act", args=[case, "recusal.apply"])),
        PlainItem("办理过程", "谁在什么时候办了什么", reverse("case", args=[case])),
    ]
    if facts.draft is not None and facts.draft.issued:
        url = reverse("case_judgment", args=[case])
        items.insert(0, PlainItem("裁判文书", "PDF", url, "download"))
    return tuple(items)
