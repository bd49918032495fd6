"""A case in plain words for a party: what is next and by when, how far, who sits, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.acts.examine import examine, refuses
from xiezhi.acts.queries import milestones
from xiezhi.acts.types import Actor
from xiezhi.cases.queries import HearingLine, Side, party_notices, record, sides
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.powers import powers
from xiezhi.law.rules.closing import appeal_days, appealable, last_day_of_appeal
from xiezhi.law.rules.openness import OPEN_ACTS
from xiezhi.law.terms import State
from xiezhi.web.components import (
    Button,
    Fact,
    Facts,
    NextStep,
    Part,
    PlainItem,
    PlainList,
    Step,
    Steps,
)
from xiezhi.web.guard import inside
from xiezhi.web.said import sentence
from xiezhi.web.words import code_word, long_day, strung, word

SAID = {
    State.RECEIVED: (
        gettext_noop("法院已收到起诉材料"),
        gettext_noop("法院将在七日内决定是否立案。"),
    ),
    State.CORRECTING: (
        gettext_noop("材料需要补正"),
        gettext_noop("请按通知补交材料；不补交，法院不能立案。"),
    ),
    State.REGISTERED: (gettext_noop("已经立案"), gettext_noop("法院将确定审理程序并随机分案。")),
    State.TRIAGED: (gettext_noop("已确定审理程序"), gettext_noop("法院将随机抽取承办法官。")),
    State.POOLED: (gettext_noop("候选名单已封存"), gettext_noop("法院即将随机抽取承办法官。")),
    State.ASSIGNED: (
        gettext_noop("已分给承办法官"),
        gettext_noop("请等待开庭通知。认为审判人员应当回避的，可以申请。"),
    ),
    State.ON_TRIAL: (gettext_noop("正在审理"), gettext_noop("请按通知参加庭审。")),
    State.SUSPENDED: (gettext_noop("中止审理"), gettext_noop("中止的原因消除后，法院会恢复审理。")),
    State.DELIBERATING: (
        gettext_noop("庭审已经结束"),
        gettext_noop("审判组织正在评议，评议内容依法不公开。"),
    ),
    State.DECIDED: (gettext_noop("庭审已经结束"), gettext_noop("法院正在制作裁判文书。")),
    State.SIGNING: (gettext_noop("庭审已经结束"), gettext_noop("法院正在制作裁判文书。")),
    State.ISSUED: (gettext_noop("裁判文书已经制作"), gettext_noop("请等待宣判和送达。")),
    State.PRONOUNCED: (gettext_noop("已经宣判"), gettext_noop("不服判决的，可以在上诉期内上诉。")),
    State.CLOSED: (
        gettext_noop("已经结案"),
        gettext_noop("不服的，可以在上诉期内上诉；期满未上诉，裁判生效。"),
    ),
    State.APPEALED: (gettext_noop("已移送上级法院"), gettext_noop("请等待上级法院通知。")),
    State.EFFECTIVE: (
        gettext_noop("裁判已经生效"),
        gettext_noop("义务人应当按期履行；不履行的，可以申请执行。"),
    ),
    State.ARCHIVED: (gettext_noop("已经归档"), gettext_noop("需要查阅卷宗的，可以向法院申请。")),
    State.REFUSED: (gettext_noop("不予受理"), gettext_noop("不服的，可以上诉。")),
}
"""What a state means to a party, and what comes next."""

_STAGES: tuple[tuple[str, frozenset[State], tuple[str, ...]], ...] = (
    (gettext_noop("立案"), frozenset({State.RECEIVED, State.CORRECTING, State.REFUSED}),
     ("filing.register",)),
    (gettext_noop("分给法官"), frozenset({State.REGISTERED, State.TRIAGED, State.POOLED}),
     ("assignment.draw", "assignment.designate")),
    (gettext_noop("开庭"), frozenset({State.ASSIGNED, State.ON_TRIAL, State.SUSPENDED}),
     ("hearing.hold",)),
    (gettext_noop("评议、制作文书"),
     frozenset({State.DELIBERATING, State.DECIDED, State.SIGNING, State.ISSUED}), ()),
    (gettext_noop("宣判、送达"), frozenset({State.PRONOUNCED}), ("judgment.pronounce",)),
    (gettext_noop("裁判生效"), frozenset({State.CLOSED, State.APPEALED}), ("effect.record",)),
)  # fmt: skip
"""The way of a case as a party sees it: the states of each stage, the acts that end it."""

SETTLE = "closing.settle"
_TOLD = frozenset({State.PRONOUNCED, State.CLOSED, State.APPEALED, State.EFFECTIVE, State.ARCHIVED})


@dataclass(frozen=True)
class Happened:
    """经过: one thing that happened, with the article behind it where it was an act."""

    when: str
    says: str
    source: str = ""


@dataclass(frozen=True)
class PartyPage:
    """当事人案件页: everything the template prints."""

    title: str
    number: str
    role: str
    next: NextStep
    steps: Steps
    bench: Part | None
    papers: PlainList
    told: tuple[Happened, ...]
    done: tuple[Happened, ...]


def may_read(facts: CaseFacts) -> bool:
    """Return whether a judgment may be read: by parties only once it was pronounced."""
    return inside(facts) or facts.state in _TOLD


def party_page(viewer: Actor, facts: CaseFacts) -> PartyPage:
    """Return the page of a case for a party or counsel in a fixed number of queries."""
    known = record(viewer, facts.subject)
    own = sides(viewer, facts.subject)
    passed = milestones(viewer, facts.subject, OPEN_ACTS)
    times = dict(passed)  # newest first, so that the first time of each act stands
    notices = party_notices(viewer, facts.subject)
    return PartyPage(
        title=known.title,
        number=known.number or _("（尚未立案）"),
        role=strung(
            _("%(name)s，%(role)s") % {"name": one.name, "role": word(one.role)} for one in own
        ),
        next=_next(facts, known.hearings, own, settled=SETTLE in times),
        steps=_settled(times) if SETTLE in times else _steps(facts.state, times),
        bench=_bench(facts),
        papers=PlainList(items=_links(facts)),
        told=tuple(Happened(_moment(one.at), sentence(one.says)) for one in notices),
        done=tuple(_done(act, at) for act, at in passed),
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _done(code: str, at: datetime) -> Happened:
    act = powers().get(code)
    return Happened(_moment(at), code_word(code), str(act.source) if act else "")


def _next(
    facts: CaseFacts, hearings: Sequence[HearingLine], own: Sequence[Side], *, settled: bool
) -> NextStep:
    planned = [one for one in hearings if one.state == "planned"]
    if planned:
        when = planned[0].starts_at.astimezone(ZONE)
        return NextStep(
            by=f"{long_day(when)} {when:%H:%M}",
            what=_("到%(room)s参加%(purpose)s。")
            % {"room": planned[0].room, "purpose": sentence(planned[0].purpose)},
            otherwise=_("原告无正当理由不到庭，可以按撤诉处理；被告不到庭，可以缺席判决。"),
        )
    if settled:
        says = _("本案以调解、撤诉等方式结案，不能上诉；请按调解书、裁定书的内容履行。")
        return NextStep(by="", what=says)
    last = _appeal_until(facts, own)
    if last is not None:
        return NextStep(
            by=_("%(day)s前") % {"day": long_day(last)},
            what=_("不服判决的，在收到判决书后 %(days)s 日内上诉。") % {"days": appeal_days(facts)},
            otherwise=_("各方都不上诉的，期满后判决生效，义务人应当履行。"),
            button=_act("appeal.receive", _("提出上诉"), facts),
        )
    button = None
    if facts.state is State.CORRECTING:
        button = _act("filing.supply_correction", _("补交材料"), facts)
    return NextStep(by="", what=_(SAID[facts.state][1]) if facts.state else "", button=button)


def _act(code: str, label: str, facts: CaseFacts) -> Button | None:
    if not powers()[code].holders & facts.posts:
        return None
    address = reverse("act", args=[facts.subject, code])
    return Button(label=label, href=address, kind="main", small=False)


def _appeal_until(facts: CaseFacts, own: Sequence[Side]) -> date | None:
    """Return the last day on which a side of the viewer may appeal, None if there is none."""
    if facts.state not in (State.PRONOUNCED, State.CLOSED) or appealable(facts) is not None:
        return None
    days = [last_day_of_appeal(facts, one.judgment_on) for one in own if one.judgment_on]
    open_ = [day for day in days if day >= facts.today]
    return min(open_) if open_ else None


def _settled(passed: dict[str, datetime]) -> Steps:
    """Return the way of a case that ended without a judgment: only what was gone through."""
    ends = {name: [passed[act] for act in acts if act in passed] for name, _s, acts in _STAGES[:3]}
    steps = [Step(_(name), "done", _day(min(times))) for name, times in ends.items() if times]
    steps.append(Step(_("结案"), "done", _day(passed[SETTLE])))
    return Steps(label=_("案件进程"), down=True, steps=tuple(steps))


def _day(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d}"


def _steps(state: State | None, passed: dict[str, datetime]) -> Steps:
    place = next(
        (n for n, (_name, states, _acts) in enumerate(_STAGES) if state in states), len(_STAGES)
    )
    steps = []
    for n, (name, _states, acts) in enumerate(_STAGES):
        times = [passed[act] for act in acts if act in passed]
        note = _day(min(times)) if times and n <= place else ""
        if n == place and state is not None:
            note = _(SAID[state][0])
        now = "done" if n < place else "now" if n == place else "todo"
        steps.append(Step(_(name), now, note))  # type: ignore[arg-type]
    return Steps(label=_("案件进程"), down=True, steps=tuple(steps))


def _bench(facts: CaseFacts) -> Part | None:
    if refuses(examine(powers()["recusal.apply"], facts)):
        rows = tuple(Fact(word(one.seat), one.name) for one in facts.sitters)
        return Facts(rows=rows) if rows else None
    address = reverse("act", args=[facts.subject, "recusal.apply"])
    items = tuple(
        PlainItem(f"{one.name}　{word(one.seat)}", _("认为应当回避的，可以申请"), address)
        for one in facts.sitters
    )
    return PlainList(items=items) if items else None


def _links(facts: CaseFacts) -> tuple[PlainItem, ...]:
    case = facts.subject
    items = [
        PlainItem(_("案件材料"), _("阅卷、提交材料"), reverse("case_files", args=[case])),
        PlainItem(
            _("分案回执"), _("核验承办法官是怎样抽出来的"), reverse("case_draw", args=[case])
        ),
    ]
    if facts.draft is not None and facts.draft.issued and may_read(facts):
        url = reverse("case_judgment", args=[case])
        items.insert(0, PlainItem(_("裁判文书"), "PDF", url, "download"))
    return tuple(items)
