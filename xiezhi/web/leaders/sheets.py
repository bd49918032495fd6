"""A leader's sheet: own cases beside supervision, signs with their evidence, work, shortages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.facts import ZONE
from xiezhi.law.powers.assignment import DESIGNATE
from xiezhi.law.powers.leaders import WorkKind
from xiezhi.law.rules.leader_cases import SignalKind
from xiezhi.law.rules.quota import Shortage
from xiezhi.law.terms import Seat
from xiezhi.leaders.models import Shortfall, WorkItem
from xiezhi.leaders.queries import Check, Proposed, Sheet, hours_of
from xiezhi.web.components import (
    Button,
    Cell,
    Column,
    Empty,
    Fact,
    Facts,
    Row,
    Table,
    Tag,
)
from xiezhi.web.leaders.tables import plain, standard_words, state_of
from xiezhi.web.words import act_word, word


def post_words(found: Sheet) -> str:
    """Return post and division in one line, nothing where nothing was led."""
    if found.line is None:
        return ""
    return "　".join(filter(None, (word(found.line.post), found.line.division_name)))


def own_facts(found: Sheet) -> Facts | None:
    """Return the first axis: the leader's own cases."""
    one = found.line
    if one is None:
        return None
    done, state = one.done, state_of(one)
    rows = [
        Fact(_("标准"), standard_words(one)),
        Fact(_("应办"), _("%(n)s 件") % {"n": done.target} if done else "—"),
        Fact(_("计入"), _("%(n)s 件") % {"n": plain(one.tally.counted(one.standard.credit))},
             f"{done.percent}%" if done else ""),
        Fact(_("其中承办"), _("%(n)s 件") % {"n": one.sat(Seat.HANDLING)},
             _("至少 %(n)s 件") % {"n": done.handling_least} if done else ""),
        Fact(_("参加合议庭"), _("%(n)s 件") % {"n": one.sat(Seat.PRESIDING, Seat.MEMBER)},
             _("每件折算 %(n)s") % {"n": plain_credit(one.standard.credit)}),
        Fact(_("优先办理案件"), _("%(n)s 件") % {"n": one.tagged}),
        Fact(_("出庭"), _("%(n)s 次") % {"n": sum(case.present for case in one.counting)}),
        Fact(_("进度"), state.text if state else ""),
    ]  # fmt: skip
    return Facts(rows=tuple(rows), columns=1)


def plain_credit(credit: int) -> str:
    """Return thousandths as a decimal number."""
    return f"{credit / 1000:g}"


def beside_facts(found: Sheet) -> Facts | None:
    """Return the second axis: supervision and other work, none of which counts as a case."""
    one = found.line
    if one is None:
        return None
    hours, errands = hours_of(one)
    rows = [
        Fact(_("监督办理"), _("%(n)s 次") % {"n": one.supervised}, _("四类案件，不含本人参审的")),
        *(
            Fact(word(kind), _("%(n)s 小时") % {"n": one.hours[kind]})
            for kind in WorkKind
            if kind in one.hours and kind is not WorkKind.ERRAND
        ),
        Fact(_("合计"), _("%(n)s 小时") % {"n": hours}),
        Fact(_("法定职责以外"), _("%(n)s 小时") % {"n": errands},
             f"{errands * 100 // (hours + errands)}%" if errands else ""),
    ]  # fmt: skip
    return Facts(rows=tuple(rows), columns=1)


@dataclass(frozen=True)
class CheckBlock:
    """核查一件: a case with its signs, each with its evidence, the answer and what was found."""

    key: str
    number: str
    href: str
    name: str
    tag: Tag
    signs: Facts
    answer: str
    due: str
    finding: str


def check_blocks(checks: Sequence[Check], *, named: bool = False) -> tuple[CheckBlock, ...]:
    """Return checks as the template prints them."""
    return tuple(_block(one, named=named) for one in checks)


def _block(one: Check, *, named: bool) -> CheckBlock:
    signs = tuple(Fact(word(SignalKind(kind)), evidence) for kind, evidence in one.signals)
    return CheckBlock(
        key=f"k{one.case}-{one.person}",
        number=one.number,
        href=reverse("case", args=[one.case]),
        name=one.name if named else "",
        tag=_tag(one),
        signs=Facts(rows=signs, columns=1),
        answer=one.answer,
        due="" if one.answer else _("%(day)s 前说明") % {"day": one.answer_due_on},
        finding=one.finding,
    )


def _tag(one: Check) -> Tag:
    if one.nominal:
        return Tag(_("认定挂名办案，不计入"), "seal")
    if one.nominal is False:
        return Tag(_("不属于挂名办案"), "good")
    return Tag(_("待核实"), "work") if one.answer else Tag(_("待说明"), "warn")


def shortfall_table(found: Sequence[Shortfall], *, named: bool = True) -> Table:
    """Return what was noted at the end of quarters, by quarter."""
    heads = [Column(_("季度")), Column(_("提示")), Column(_("应办"), end=True),
             Column(_("计入"), end=True)]  # fmt: skip
    if named:
        heads.insert(1, Column(_("院庭长")))
    rows = []
    for one in found:
        quarter = _("%(year)s 年第 %(quarter)s 季度") % {
            "year": one.year, "quarter": one.quarter,
        }  # fmt: skip
        kind = Shortage(one.kind)
        tone = "seal" if kind is Shortage.BELOW else "warn"
        cells = [
            Cell(quarter),
            Cell(parts=(Tag(word(kind), tone),)),  # type: ignore[arg-type]
            Cell(str(one.target)),
            Cell(f"{one.counted / 1000:g}"),
        ]
        if named:
            cells.insert(1, Cell(one.person.name))
        rows.append(Row(id=str(one.id), name=quarter, cells=tuple(cells)))
    empty = Empty(title=_("没有进度提示"), text=_("每季度结束后，不足同期应办四分之三的在此提示"))
    return Table(label=_("进度提示"), columns=tuple(heads), rows=tuple(rows), stack=True,
                 empty=empty)  # fmt: skip


def work_table(found: Sequence[WorkItem]) -> Table:
    """Return what was put on record beside cases, the latest first; the sums stand above."""
    rows = tuple(
        Row(
            id=str(one.id),
            name=str(one.on),
            cells=(
                Cell(str(one.on), nowrap=True),
                Cell(word(WorkKind(one.kind)), sub=one.note),
                Cell(str(one.hours)),
            ),
        )
        for one in found
    )
    columns = (Column(_("日期")), Column(_("事项")), Column(_("小时"), end=True))
    empty = Empty(title=_("没有登记工作事项"), text=_("会议、监督、接访等登记后计入工作量"))
    return Table(label=_("工作事项"), columns=columns, rows=rows, stack=True, empty=empty)


def proposal_table(found: Sequence[Proposed]) -> Table:
    """Return the tagged cases that wait, with the leader to whom each was proposed."""
    rows = tuple(
        Row(
            id=f"{one.case}-{one.person}",
            name=one.number,
            cells=(
                Cell(one.number or _("未立案"), href=reverse("case", args=[one.case])),
                Cell(parts=tuple(Tag(word(tag), "mark") for tag in one.tags)),
                Cell(one.name, sub=_("尚缺 %(n)s 件") % {"n": f"{one.deficit / 1000:g}"}),
                Cell(f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M}", nowrap=True),
                Cell(parts=(_designate(one),)),
            ),
        )
        for one in found
    )
    columns = (Column(_("案号")), Column(_("标签")), Column(_("建议承办")), Column(_("建议时间")),
               Column(_("办理"), hidden_label=True))  # fmt: skip
    empty = Empty(
        title=_("没有等待分案的优先办理案件"),
        text=_("四类、发回重审、指令再审、提审案件分流后，按尚缺办案数建议由院庭长承办"),
    )
    return Table(label=_("建议由院庭长承办的案件"), columns=columns, rows=rows, stack=True,
                 empty=empty)  # fmt: skip


def _designate(one: Proposed) -> Button:
    address = reverse("act", args=[one.case, DESIGNATE.code])
    return Button(label=act_word(DESIGNATE), href=address, dialog=True)
