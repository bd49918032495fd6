"""Middle column of a case: the stage it has reached, and what that stage holds."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiezhi.cases.queries import CaseRecord, DraftLine
from xiezhi.law.facts import ZONE, CaseFacts, DeliberationFact
from xiezhi.law.terms import Seat, State
from xiezhi.web.cases.ballots import opened
from xiezhi.web.components import (
    Ballot,
    Ballots,
    Cell,
    Column,
    Link,
    Loading,
    Part,
    Row,
    Step,
    Steps,
    Table,
)
from xiezhi.web.said import sentence
from xiezhi.web.words import listing, word

STEPS: tuple[tuple[str, frozenset[State]], ...] = (
    (gettext_noop("收案"), frozenset({State.RECEIVED, State.CORRECTING, State.REFUSED})),
    (gettext_noop("立案"), frozenset({State.REGISTERED})),
    (gettext_noop("分案"), frozenset({State.TRIAGED, State.POOLED})),
    (gettext_noop("庭前"), frozenset({State.ASSIGNED})),
    (gettext_noop("审理"), frozenset({State.ON_TRIAL, State.SUSPENDED})),
    (gettext_noop("评议"), frozenset({State.DELIBERATING})),
    (gettext_noop("文书"), frozenset({State.DECIDED, State.SIGNING})),
    (gettext_noop("宣判"), frozenset({State.ISSUED, State.PRONOUNCED})),
    (gettext_noop("结案"), frozenset({State.CLOSED, State.APPEALED, State.EFFECTIVE})),
    (gettext_noop("归档"), frozenset({State.ARCHIVED})),
)
"""The stages of a case, as the line of steps shows them."""


@dataclass(frozen=True)
class Block:
    """一段: a heading with its parts; `text` is printed as paragraphs."""

    key: str
    title: str
    note: str = ""
    parts: tuple[Part, ...] = ()
    text: tuple[str, ...] = ()
    link: Link | None = None


@dataclass(frozen=True)
class Stage:
    """现阶段: the line of steps and the blocks below it."""

    steps: Steps
    blocks: tuple[Block, ...]


def stage_of(facts: CaseFacts, known: CaseRecord) -> Stage:
    """Return the present stage of a case with what it holds, the nearest matter first."""
    blocks = [
        *_deliberation(facts, known),
        *_documents(facts, known),
        *_hearings(facts, known),
        *_services(known),
        *_claims(known),
        *_similar(facts, known),
    ]
    return Stage(_steps(facts.state), tuple(blocks))


def _steps(state: State | None) -> Steps:
    place = next((n for n, (_name, states) in enumerate(STEPS) if state in states), 0)
    done = State.ARCHIVED is state
    return Steps(
        label=_("办案阶段"),
        steps=tuple(
            Step(_(name), "done" if n < place or done else "now" if n == place else "todo")
            for n, (name, _states) in enumerate(STEPS)
        ),
    )


def _deliberation(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    last = facts.deliberation
    single = facts.procedure is not None and facts.procedure.single
    if last is None or single:
        return []
    sealed = {line.person: line for line in known.ballots}
    names = {one.person: one for one in facts.sitters}
    read = opened(facts)
    items = []
    for person in sorted(last.voters, key=lambda p: (p not in sealed, p)):
        line, sitter, said = sealed.get(person), names.get(person), read.ballots.get(person)
        items.append(
            Ballot(
                name=sitter.name if sitter else str(person),
                role=word(sitter.seat) if sitter else "",
                state="opened" if said else "sealed" if line else "missing",
                at=read.at or (f"{line.at.astimezone(ZONE):%m-%d %H:%M}" if line else ""),
                digest=f"{line.digest[:4]} {line.digest[4:8]} … {line.digest[-4:]}" if line else "",
                opinion=word(said.disposition) if said else "",
                reasons=said.opinion if said else "",
            )
        )
    state = _("已启封") if last.opened else _sealed(last)
    text = _("每人独立填写并封存意见与理由；全部封存后由审判长一并启封。") + _(
        "启封前，合议庭成员互不可见，院庭长不可见。"
    )
    return [
        Block(
            "deliberation",
            _("合议庭第 %(n)s 次评议") % {"n": last.round},
            state,
            (Ballots(items=tuple(items)),),
            (text, *([read.result] if read.result else [])),
        )
    ]


def _sealed(last: DeliberationFact) -> str:
    return _("已封存 %(n)s / %(of)s") % {"n": len(last.sealed), "of": len(last.voters)}


def _documents(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    if not known.drafts:
        return []
    inside = bool(facts.bench and any(one.person == facts.actor for one in facts.sitters))
    latest = known.drafts[0]
    if not inside and not latest.issued:
        text = (_("裁判文书正在制作，签发前只有本案审判人员和辅助人员可见。"),)
        return [
            Block("documents", _("裁判文书"), _("第 %(n)s 稿") % {"n": latest.version}, (), text)
        ]
    link = Link(_("A4 预览、下载"), reverse("case_judgment", args=[known.id]))
    return [Block("documents", _("裁判文书"), _signing(latest), (), _paragraphs(latest), link)]


def _signing(draft: DraftLine) -> str:
    signed = _("，已签署：%(who)s") % {"who": listing(draft.signed)} if draft.signed else ""
    return (
        _("第 %(n)s 稿") % {"n": draft.version} + (_("，已签发") if draft.issued else "") + signed
    )


def _paragraphs(draft: DraftLine) -> tuple[str, ...]:
    parts = (draft.facts, draft.reasoning, draft.legal_basis, draft.result)
    return tuple(part for part in parts if part)


_STATES = {
    "planned": gettext_noop("待开庭"),
    "held": gettext_noop("已开庭"),
    "postponed": gettext_noop("已延期"),
    "cancelled": gettext_noop("已取消"),
}


def _hearings(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    if not known.hearings:
        return []
    rows = tuple(
        Row(
            id=str(one.id),
            name=f"{one.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
            cells=(
                Cell(f"{one.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
                Cell(one.room),
                Cell(sentence(one.purpose)),
                Cell(
                    _(_STATES.get(one.state, one.state)) + (_("，已记录") if one.recorded else "")
                ),
            ),
        )
        for one in known.hearings
    )
    columns = (Column(_("时间")), Column(_("法庭")), Column(_("事项")), Column(_("状态")))
    return [
        Block(
            "hearings",
            _("庭审"),
            "",
            (Table(label=_("庭审"), columns=columns, rows=rows, stack=True),),
        )
    ]


def _services(known: CaseRecord) -> list[Block]:
    if not known.services:
        return []
    rows = tuple(
        Row(id=str(n), name=party, cells=(Cell(party), Cell(document), Cell(on.isoformat())))
        for n, (party, document, _means, on) in enumerate(known.services)
    )
    columns = (Column(_("受送达人")), Column(_("文书")), Column(_("日期")))
    return [
        Block(
            "services",
            _("送达"),
            "",
            (Table(label=_("送达"), columns=columns, rows=rows, stack=True),),
        )
    ]


def _claims(known: CaseRecord) -> list[Block]:
    found = []
    if known.claims:
        found.append(Block("claims", _("诉讼请求"), "", (), tuple(known.claims.splitlines())))
    if known.facts:
        found.append(Block("facts", _("事实与理由"), "", (), tuple(known.facts.splitlines()[:30])))
    return found


def _similar(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    if not any(one.person == facts.actor and one.seat is not Seat.CLERK for one in facts.sitters):
        return []
    part = Loading(label=_("类案"), url=reverse("case_similar", args=[known.id]))
    return [Block("similar", _("类案检索"), _("按事实、诉讼请求和案由检索已生效裁判"), (part,))]
