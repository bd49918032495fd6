"""Middle column of a case: the stage it has reached, and what that stage holds."""

from dataclasses import dataclass

from django.urls import reverse

from xiezhi.cases.queries import CaseRecord, DraftLine
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.terms import Seat, State
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

STEPS: tuple[tuple[str, frozenset[State]], ...] = (
    ("收案", frozenset({State.RECEIVED, State.CORRECTING, State.REFUSED})),
    ("立案", frozenset({State.REGISTERED})),
    ("分案", frozenset({State.TRIAGED, State.POOLED})),
    ("庭前", frozenset({State.ASSIGNED})),
    ("审理", frozenset({State.ON_TRIAL, State.SUSPENDED})),
    ("评议", frozenset({State.DELIBERATING})),
    ("文书", frozenset({State.DECIDED, State.SIGNING})),
    ("宣判", frozenset({State.ISSUED, State.PRONOUNCED})),
    ("结案", frozenset({State.CLOSED, State.APPEALED, State.EFFECTIVE})),
    ("归档", frozenset({State.ARCHIVED})),
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
    place = next((n for n, (_, states) in enumerate(STEPS) if state in states), 0)
    done = State.ARCHIVED is state
    return Steps(
        label="办案阶段",
        steps=tuple(
            Step(name, "done" if n < place or done else "now" if n == place else "todo")
            for n, (name, _) in enumerate(STEPS)
        ),
    )


def _deliberation(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    last = facts.deliberation
    single = facts.procedure is not None and facts.procedure.single
    if last is None or single:
        return []
    sealed = {line.person: line for line in known.ballots}
    names = {one.person: one for one in facts.sitters}
    items = []
    for person in sorted(last.voters, key=lambda p: (p not in sealed, p)):
        line, sitter = sealed.get(person), names.get(person)
        items.append(
            Ballot(
                name=sitter.name if sitter else str(person),
                role=sitter.seat.label if sitter else "",
                state="sealed" if line else "missing",
                at=f"{line.at.astimezone(ZONE):%m-%d %H:%M}" if line else "",
                digest=f"{line.digest[:4]} {line.digest[4:8]} … {line.digest[-4:]}" if line else "",
            )
        )
    state = "已启封" if last.opened else f"已封存 {len(last.sealed)} / {len(last.voters)}"
    text = (
        "每人独立填写并封存意见与理由；全部封存后由审判长一并启封。"
        "启封前，合议庭成员互不可见，院庭长不可见。"
    )
    return [
        Block(
            "deliberation",
            f"合议庭第 {last.round} 次评议",
            state,
            (Ballots(items=tuple(items)),),
            (text,),
        )
    ]


def _documents(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    if not known.drafts:
        return []
    inside = bool(facts.bench and any(one.person == facts.actor for one in facts.sitters))
    latest = known.drafts[0]
    if not inside and not latest.issued:
        text = ("裁判文书正在制作，签发前只有本案审判人员和辅助人员可见。",)
        return [Block("documents", "裁判文书", f"第 {latest.version} 稿", (), text)]
    link = Link("A4 预览、下载", reverse("case_judgment", args=[known.id]))
    return [Block("documents", "裁判文书", _signing(latest), (), _paragraphs(latest), link)]


def _signing(draft: DraftLine) -> str:
    signed = f"，已签署：{'、'.join(draft.signed)}" if draft.signed else ""
    return f"第 {draft.version} 稿{'，已签发' if draft.issued else ''}{signed}"


def _paragraphs(draft: DraftLine) -> tuple[str, ...]:
    parts = (draft.facts, draft.reasoning, draft.legal_basis, draft.result)
    return tuple(part for part in parts if part)


_STATES = {"planned": "待开庭", "held": "已开庭", "postponed": "已延期", "cancelled": "已取消"}


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
                Cell(one.purpose),
                Cell(_STATES.get(one.state, one.state) + ("，已记录" if one.recorded else "")),
            ),
        )
        for one in known.hearings
    )
    columns = (Column("时间"), Column("法庭"), Column("事项"), Column("状态"))
    return [Block("hearings", "庭审", "", (Table(label="庭审", columns=columns, rows=rows),))]


def _services(known: CaseRecord) -> list[Block]:
    if not known.services:
        return []
    rows = tuple(
        Row(id=str(n), name=party, cells=(Cell(party), Cell(document), Cell(on.isoformat())))
        for n, (party, document, _, on) in enumerate(known.services)
    )
    columns = (Column("受送达人"), Column("文书"), Column("日期"))
    return [Block("services", "送达", "", (Table(label="送达", columns=columns, rows=rows),))]


def _claims(known: CaseRecord) -> list[Block]:
    found = []
    if known.claims:
        found.append(Block("claims", "诉讼请求", "", (), tuple(known.claims.splitlines())))
    if known.facts:
        found.append(Block("facts", "事实与理由", "", (), tuple(known.facts.splitlines()[:30])))
    return found


def _similar(facts: CaseFacts, known: CaseRecord) -> list[Block]:
    if not any(one.person == facts.actor and one.seat is not Seat.CLERK for one in facts.sitters):
        return []
    part = Loading(label="类案", url=reverse("case_similar", args=[known.id]))
    return [Block("similar", "类案检索", "按事实、诉讼请求和案由检索已生效裁判", (part,))]
