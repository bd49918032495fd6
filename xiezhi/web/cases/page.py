"""The case page as plain parts: head with the gauge, trace, present stage, acts."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts import queries as acts
from xiezhi.acts.gate import provide
from xiezhi.acts.registry import kinds, providers
from xiezhi.acts.types import Actor
from xiezhi.cases.queries import CaseRecord, record
from xiezhi.law.calendar import shipped
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers import powers
from xiezhi.law.terms import FlagState, FourType, Seat
from xiezhi.law.time_limits.gauge import gauge as gauge_of
from xiezhi.web.cases.columns import acts_column
from xiezhi.web.cases.stage import Stage, stage_of
from xiezhi.web.cases.supervision import supervision_blocks
from xiezhi.web.cases.tracing import trace_part
from xiezhi.web.components import (
    ActsColumn,
    Button,
    Fact,
    Facts,
    Gauge,
    Head,
    Limit,
    Part,
    Segment,
    Tag,
    Trace,
)
from xiezhi.web.guard import inside, seen
from xiezhi.web.said import sentence
from xiezhi.web.words import listing, word

CASE_FACTS = frozenset(
    {name for act in powers().values() if act.subject == "case" for name in act.needs}
) - {"persons", "uploads"}  # fmt: skip
"""Facts that the whole page needs; those of typed data come with their forms."""


@dataclass(frozen=True)
class CasePage:
    """案件页: everything the template prints."""

    head: Head
    trace: Trace
    stage: Stage
    acts: ActsColumn


def facts_for(viewer: Actor, case: int, at: datetime) -> CaseFacts:
    """Return all facts of a case for a viewer; 404 for outsiders."""
    basic = dict(kinds["case"].load({case: viewer}, None, at))
    seen(basic.get(case))
    facts = provide(CASE_FACTS & providers.keys(), basic)[case]
    assert isinstance(facts, CaseFacts), "the loader of cases returns facts of cases"
    return facts


def inside_facts(viewer: Actor, case: int, at: datetime) -> CaseFacts:
    """Return all facts of a case for a viewer of the court; 404 for everybody else."""
    facts = facts_for(viewer, case, at)
    if not inside(facts):
        raise Http404
    return facts


def case_page(viewer: Actor, facts: CaseFacts) -> CasePage:
    """Return the page of a case, of which the facts are loaded, in a fixed number of queries."""
    case = facts.subject
    known = record(viewer, case)
    duties = acts.duties_of(viewer, case)
    rows = acts.trace(viewer, case)
    total = rows[0].seq if rows else 0
    stage = stage_of(facts, known)
    return CasePage(
        head=_head(facts, known),
        trace=trace_part(rows, case, total=total, chosen={}, more=_more(rows, case)),
        stage=Stage(stage.steps, (*stage.blocks, *supervision_blocks(viewer, facts))),
        acts=acts_column(facts, duties, facts.today),
    )


def _more(rows: list[acts.TraceRow], case: int) -> str:
    if len(rows) < acts.PAGE or rows[-1].seq == 1:
        return ""
    return f"{reverse('case_trace', args=[case])}?before={rows[-1].seq}"


def _head(facts: CaseFacts, known: CaseRecord) -> Head:
    tags = [
        Tag(_("四类案件　%(type)s") % {"type": word(FourType(flag.code))}, "mark")
        for flag in facts.flags
        if flag.state is FlagState.CONFIRMED
    ]
    tags += [
        Tag(_("疑似四类案件　%(type)s") % {"type": word(FourType(flag.code))}, "warn")
        for flag in facts.flags
        if flag.state is FlagState.SUSPECTED
    ]
    if facts.procedure:
        tags.append(Tag(word(facts.procedure)))
    if facts.state:
        tags.append(Tag(word(facts.state), "work"))
    return Head(
        title=known.number or _("（尚未立案）"),
        number=True,
        subtitle=known.title,
        tags=tuple(tags),
        buttons=(
            Button(label=_("电子卷宗"), href=reverse("case_files", args=[known.id])),
            Button(label=_("分案回执"), kind="quiet", href=reverse("case_draw", args=[known.id])),
        ),
        body=tuple(part for part in (_limit(facts), _facts(facts, known)) if part is not None),
    )


def _limit(facts: CaseFacts) -> Limit | None:
    if facts.clock is None:
        return None
    drawn = gauge_of(facts.clock, shipped(), facts.closed_on or facts.today)
    if drawn is None:
        return None
    segments = tuple(
        Segment(one.days, one.kind, sentence(one.label), sentence(one.note))
        for one in drawn.segments
        if one.days > 0
    )
    return Gauge(
        start=drawn.start,
        today=drawn.today,
        used=drawn.used,
        allowed=drawn.allowed,
        left=drawn.left,
        key="limit",
        segments=segments,
    ).limit


def _facts(facts: CaseFacts, known: CaseRecord) -> Part:
    rows = []
    by_role: dict[str, list[str]] = {}
    for party in known.parties:
        counsel = _("（代理人 %(who)s）") % {"who": listing(party.counsel)} if party.counsel else ""
        by_role.setdefault(word(party.role), []).append(f"{party.name}{counsel}")
    for role, names in by_role.items():
        shown = listing(names[:3]) + (
            _(" 等 %(n)s 人") % {"n": len(names)} if len(names) > 3 else ""
        )
        rows.append(Fact(role, shown))
    for seat in (Seat.PRESIDING, Seat.HANDLING, Seat.MEMBER, Seat.JUROR):
        who = [one.name for one in facts.seated(seat)]
        if who:
            rows.append(Fact(word(seat), listing(who)))
    staff = [
        _("%(name)s（%(what)s）") % {"name": one.name, "what": word(one.seat)}
        for one in facts.seated(Seat.ASSISTANT, Seat.CLERK)
    ]
    if staff:
        rows.append(Fact(_("审判辅助"), listing(staff)))
    filed = facts.filed_on.isoformat() if facts.filed_on else _("未立案")
    rows.append(Fact(_("立案"), filed, known.court_name))
    if known.amount is not None:
        rows.append(Fact(_("标的额"), _("%(sum)s 元") % {"sum": f"{known.amount:,.2f}"}))
    if known.due_on:
        rows.append(Fact(_("审限届满"), known.due_on.isoformat()))
    return Facts(rows=tuple(rows))
