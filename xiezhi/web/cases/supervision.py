"""What a case page says of flags and measures: to the court alone, sealed answers left out."""

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.terms import MeasureKind
from xiezhi.supervision.queries import Asked, FlagView, flags, measures_of
from xiezhi.web.cases.stage import Block
from xiezhi.web.components import Cell, Column, Row, Table
from xiezhi.web.words import word


def supervision_blocks(viewer: Actor, facts: CaseFacts) -> tuple[Block, ...]:
    """Return the flags and the measures of a case, where it has any, in two queries."""
    blocks = []
    if facts.flags:
        rows = tuple(_flag(facts.subject, one) for one in flags(viewer, facts.subject, at=facts.at))
        columns = (Column(_("类型")), Column(_("标识")), Column(_("依据")), Column(_("办理")))
        table = Table(label=_("四类案件标识"), columns=columns, rows=rows, stack=True)
        blocks.append(Block("flags", _("四类案件标识"), parts=(table,)))
    if facts.measures:
        rows = tuple(_measure(one) for one in measures_of(viewer, facts.subject, at=facts.at))
        columns = (
            Column(_("监督措施")),
            Column(_("要求的事项")),
            Column(_("何人")),
            Column(_("答复")),
        )
        table = Table(label=_("监督措施"), columns=columns, rows=rows, stack=True)
        note = _("答复已封存，由有权人员通过“查阅答复”阅看")
        blocks.append(Block("measures", _("监督措施"), note, (table,)))
    return tuple(blocks)


def _flag(case: int, one: FlagView) -> Row:
    decided = f"{one.decided_by}　{one.reason}" if one.decided_by else ""
    return Row(
        id=str(one.id),
        cells=(
            Cell(f"{one.code.value} {word(one.code)}", sub=one.about),
            Cell(
                word(one.state),
                href=reverse("case_signs", args=[case]) if one.quoted else "",
                sub=_("系统提示") if one.by_machine else "",
            ),
            Cell(one.evidence.replace("\n", "　"), sub=_sure(one)),
            Cell(decided.strip("　"), tone="soft"),
        ),
    )


def _sure(one: FlagView) -> str:
    """Return which rule speaks and how sure it is."""
    if one.rule is None or one.confidence is None:
        return ""
    return _("%(rule)s　置信度 %(n)s%%") % {"rule": word(one.rule), "n": one.confidence}


def _measure(one: Asked) -> Row:
    at = f"{one.asked_at.astimezone(ZONE):%m-%d %H:%M}" if one.asked_at else ""
    answered = f"{one.answered_at.astimezone(ZONE):%m-%d %H:%M}" if one.answered_at else ""
    beyond = _("超过一般次数：%(why)s") % {"why": one.reason} if one.reason else ""
    return Row(
        id=str(one.id),
        mark="" if answered else "soon",
        cells=(
            Cell(f"{one.kind} {word(MeasureKind(one.kind))}"),
            Cell(one.matter, sub=beyond),
            Cell(one.asked_by, sub=at),
            Cell(f"{one.answered_by}　{answered}" if answered else _("待答复")),
        ),
    )
