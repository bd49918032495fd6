"""Pairing, appraisals and the public roster as plain parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.law.terms import Post, Quarter, TeamRole
from xiezhi.teams.queries import AppraisalRow, RoundRow, TeamRow
from xiezhi.web.components import Button, Cell, Column, Empty, Fact, Facts, Row, Table, Tag
from xiezhi.web.words import word


@dataclass(frozen=True)
class RoundPart:
    """一轮: its name, how far it is, and its pairs."""

    title: str
    tag: Tag
    facts: Facts
    pairs: Table


def no_rounds() -> Empty:
    """Return what stands where no round is."""
    return Empty(title=_("没有双向选择轮次"), text=_("人事部门发起后，参加的人员在这里填报志愿"))


def tables(rows: Sequence[RoundRow], day: date) -> list[RoundPart]:
    """Return rounds, the latest first."""
    return [_part(row, day) for row in rows]


def _part(row: RoundRow, day: date) -> RoundPart:
    people = len(row.judges) + len(row.staff)
    facts = Facts(
        rows=(
            Fact(_("参加的法官"), "、".join(row.judges.values())),
            Fact(_("参加的法官助理、书记员"), "、".join(row.staff.values())),
            Fact(_("志愿截止"), str(row.closes_on), _("已填 %(n)s / %(all)s")
                 % {"n": row.ranked, "all": people}),
        )
    )  # fmt: skip
    lines = tuple(
        Row(
            id=f"{judge}-{staff}",
            name=staff,
            cells=(Cell(judge), Cell(staff), Cell(reason or _("双向选择"), tone="soft")),
        )
        for judge, staff, reason in row.pairs
    )
    columns = (Column(_("法官")), Column(_("法官助理、书记员")), Column(_("方式和理由")))
    left = len(row.staff) - len(row.pairs)
    title = _("没有相互选择的人员") if row.matched else _("尚未匹配")
    text = _("%(n)s 人待组织调配") % {"n": left} if row.matched else _("截止后由人事部门匹配")
    empty = Empty(title=title, text=text)
    pairs = Table(label=row.name, columns=columns, rows=lines, stack=True, empty=empty)
    return RoundPart(row.name, _state(row, day), facts, pairs)


def _state(row: RoundRow, day: date) -> Tag:
    if row.confirmed:
        return Tag(_("已确认"), "good")
    if row.matched:
        return Tag(_("已匹配，待确认"), "work")
    return Tag(_("填报中"), "work") if day <= row.closes_on else Tag(_("待匹配"), "warn")


def proposes(posts: frozenset[Post]) -> bool:
    """Return whether somebody may have proposals to make."""
    return Post.JUDGE in posts


def appraisal_table(rows: Sequence[AppraisalRow], posts: frozenset[Post]) -> Table:
    """Return proposals by quarter, with the weight they had or why they had none."""
    lines = tuple(
        Row(
            id=f"{row.person}-{row.year}-{row.quarter}",
            name=row.name,
            cells=(
                Cell(f"{row.year} {word(Quarter(row.quarter))}", nowrap=True),
                Cell(row.name, strong=True),
                Cell("；".join(map(_said, row.proposals))),
                _used(row, office=Post.PERSONNEL in posts),
            ),
        )
        for row in rows
    )
    columns = (
        Column(_("季度")), Column(_("人员")), Column(_("法官建议")), Column(_("采用情况")),
    )  # fmt: skip
    empty = Empty(title=_("没有考核建议"), text=_("每季度结束后十日内由法官提出"))
    return Table(
        label=_("考核建议"), columns=columns, rows=lines, stack=True, top=True, empty=empty
    )


def _said(one: tuple[str, int, str, bool]) -> str:
    judge, score, text, late = one
    words = _("%(judge)s：%(score)s 分，%(text)s") % {"judge": judge, "score": score, "text": text}
    return words + (_("（逾期提出）") if late else "")


def _used(row: AppraisalRow, *, office: bool) -> Cell:
    if row.weight:
        return Cell(_("权重 %(n)s%%") % {"n": row.weight}, sub=row.reason or "")
    if row.reason:
        return Cell(_("未采用"), sub=row.reason)
    if not office:
        return Cell(_("待人事部门登记"), tone="soft")
    url = reverse("person_act", args=[row.person, "appraisal.use"])
    return Cell(parts=(Button(label=_("登记采用情况"), href=url, dialog=True),))


def public_table(rows: Sequence[TeamRow], day: date) -> Table:
    """Return what the public sees: name, type, scope and members of each team."""
    lines = tuple(
        Row(
            id=str(row.id),
            name=row.name,
            cells=(
                Cell(row.name, strong=True, sub=row.division_name),
                Cell(word(row.kind)),
                Cell(row.scope or "—"),
                *(Cell(_names(row, role, day)) for role in TeamRole),
            ),
        )
        for row in rows
    )
    columns = (
        Column(_("团队")), Column(_("类型")), Column(_("办案范围")),
        *(Column(word(role)) for role in TeamRole),
    )  # fmt: skip
    empty = Empty(title=_("还没有公开的审判团队"), text=_("团队组建后在这里公开"))
    return Table(
        label=_("审判团队"), columns=columns, rows=lines, stack=True, labels=True, empty=empty
    )


def _names(row: TeamRow, role: TeamRole, day: date) -> str:
    return "、".join(row.names[one.person] for one in row.now(day) if one.role is role) or "—"
