"""The pages of teams as plain parts: the list with its charts, one team, its queue and its work."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.queries import TraceRow
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.team_work import WorkKind
from xiezhi.law.rules.team_clocks import Stage, below, rotation_stage, target
from xiezhi.law.team_values import Stint
from xiezhi.teams.queries import TaskRow, TeamRow, Waiting
from xiezhi.teams.simulator import DOES
from xiezhi.web.components import (
    Cell,
    Chart,
    Column,
    Due,
    Empty,
    Fact,
    Facts,
    Head,
    Part,
    Row,
    Series,
    Table,
    Tag,
)
from xiezhi.web.words import code_word, posts_word, word

MONTH = 30.44
"""Days of a month, on average."""
DASH = "—"


def team_table(rows: Sequence[TeamRow], seen: frozenset[int], day: date) -> Table:
    """Return the teams of a court; load and rotation of those that the viewer watches."""
    lines = tuple(_line(row, day, watched=row.id in seen) for row in rows)
    columns = (
        Column(_("团队")), Column(_("类型")), Column(_("负责人")), Column(_("成员")),
        Column(_("配比"), end=True), Column(_("在办"), end=True), Column(_("人均"), end=True),
        Column(_("轮换日期")),
    )  # fmt: skip
    empty = Empty(title=_("本院还没有审判团队"), text=_("院长、副院长、庭长和人事部门可以组建"))
    return Table(
        label=_("审判团队"), columns=columns, rows=lines, stack=True, labels=True, empty=empty
    )


def _line(row: TeamRow, day: date, *, watched: bool) -> Row:
    left = (row.review_on - day).days if row.review_on else 0
    short = below(row.kind, row.members, day)
    per_head = row.per_head(day)
    mark = "late" if watched and row.review_on and left < 0 else ""
    due = Cell(parts=(Due(row.review_on, left, soon=90),)) if row.review_on else Cell(DASH)
    return Row(
        id=str(row.id),
        name=row.name,
        mark=mark,  # type: ignore[arg-type]
        cells=(
            Cell(row.name, href=reverse("team", args=[row.id]), strong=True, sub=row.division_name),
            Cell(word(row.kind)),
            Cell(row.leader or DASH),
            Cell("、".join(row.names[one.person] for one in row.now(day)) or DASH, tone="soft"),
            Cell(str(row.ratio(day)), tone="soon" if watched and short else "", nowrap=True),
            Cell(str(row.open) if watched else DASH),
            Cell(f"{per_head:.1f}" if watched and per_head is not None else DASH),
            due if watched else Cell(DASH),
        ),
    )


def sheet(rows: Iterable[TeamRow], seen: frozenset[int], day: date) -> Iterable[list[str]]:
    """Yield the list as lines of words, the head first: what an export holds."""
    yield [
        _("团队"), _("内设机构"), _("类型"), _("负责人"), _("办案范围"), _("成员"), _("配比"),
        _("在办"), _("人均"), _("轮换日期"),
    ]  # fmt: skip
    for row in rows:
        watched, per_head = row.id in seen, row.per_head(day)
        yield [
            row.name, row.division_name, word(row.kind), row.leader, row.scope,
            "、".join(row.names[one.person] for one in row.now(day)), str(row.ratio(day)),
            str(row.open) if watched else "",
            f"{per_head:.1f}" if watched and per_head is not None else "",
            str(row.review_on or "") if watched else "",
        ]  # fmt: skip


def load_chart(rows: Sequence[TeamRow], day: date) -> Chart:
    """Return open cases for each judge, beside the staff that each judge has."""
    known = [(row, load) for row in rows if (load := row.per_head(day)) is not None]
    top = max(known, key=lambda one: one[1], default=None)
    title = _("还没有可比的团队")
    if top is not None:
        title = _("%(team)s每名法官在办 %(n)s 件，最多") % {
            "team": top[0].name,
            "n": f"{top[1]:.1f}",
        }
    return Chart(
        key="team-load",
        title=title,
        sub=_("每名法官在办案件，件　%(day)s") % {"day": day},
        kind="bars",
        unit=_("件"),
        category=_("团队"),
        categories=tuple(row.name for row, _load in known),
        series=(Series(_("每名法官在办"), tuple(round(load, 1) for _row, load in known)),),
        strong=(top[0].name,) if top is not None else (),
        empty=_("有法官的团队才有人均数"),
    )


def staff_chart(rows: Sequence[TeamRow], day: date) -> Chart:
    """Return how many assistants and clerks each judge has, beside the load in the same order."""
    known = [row for row in rows if row.ratio(day).judges]
    short = sum(1 for row in known if below(row.kind, row.members, day))
    return Chart(
        key="team-staff",
        title=_("%(n)s 个团队低于配比标准") % {"n": short},
        sub=_("每名法官的法官助理和书记员，人　%(day)s") % {"day": day},
        kind="bars",
        unit=_("人"),
        category=_("团队"),
        categories=tuple(row.name for row in known),
        series=(Series(_("每名法官的辅助人员"), tuple(_staff(row, day) for row in known)),),
        strong=tuple(row.name for row in known if below(row.kind, row.members, day)),
        empty=_("有法官的团队才有人均数"),
    )


def _staff(row: TeamRow, day: date) -> float:
    now = row.ratio(day)
    return round((now.assistants + now.clerks) / now.judges, 1)


def age_chart(rows: Sequence[TeamRow], day: date) -> Chart:
    """Return for how many months each team has not rotated, against the court's clock."""
    starts = [(row, row.reviewed_on or row.started_on) for row in rows]
    ages = [(row.name, (day - since).days / MONTH) for row, since in starts if since]
    months = parameter("teams.rotation_months", day)
    late = sum(1 for row in rows if row.review_on is not None and row.review_on < day)
    return Chart(
        key="team-age",
        title=_("%(n)s 个团队逾期未轮换") % {"n": late},
        sub=_("距成立或者上次轮换的月数　%(day)s") % {"day": day},
        kind="bars",
        unit=_("个月"),
        category=_("团队"),
        categories=tuple(name for name, _age in ages),
        series=(Series(_("未轮换时间"), tuple(round(age, 1) for _name, age in ages)),),
        limit=(_("轮换周期"), float(months)),
        empty=_("没有成立日期的记录"),
    )


def team_head(row: TeamRow, day: date, *, watched: bool) -> Head:
    """Return the head of one team's page."""
    tags: list[Tag] = [Tag(word(row.kind))]
    if row.ended_on is not None and row.ended_on <= day:
        tags.append(Tag(_("已撤销"), "warn"))
    elif watched and row.review_on is not None:
        stage = rotation_stage(row.review_on, day)
        if stage is not Stage.NONE:
            tags.append(Tag(word(stage), "seal" if stage is Stage.OVERDUE else "warn"))
    if watched and below(row.kind, row.members, day):
        tags.append(Tag(_("低于配比标准"), "warn"))
    now = row.ratio(day)
    facts = [
        Fact(_("内设机构"), row.division_name),
        Fact(_("负责人"), row.leader or DASH),
        Fact(_("办案范围"), row.scope or DASH),
        Fact(
            _("人员配比"),
            str(now),
            _("标准 %(ratio)s") % {"ratio": target(row.kind, now.judges, day)},
        ),
    ]
    if watched:
        per_head = row.per_head(day)
        facts += [
            Fact(_("成立"), str(row.started_on or DASH)),
            Fact(_("轮换日期"), str(row.review_on or DASH)),
            Fact(_("在办"), str(row.open)),
            Fact(_("人均在办"), DASH if per_head is None else f"{per_head:.1f}"),
        ]
    return Head(title=row.name, tags=tuple(tags), body=(Facts(rows=tuple(facts)),))


def member_table(row: TeamRow, day: date) -> Table:
    """Return who works in a team and who did, those of today first."""
    now = row.now(day)
    before = [one for one in row.members if one not in now]
    lines = tuple(_member(row, one, day) for one in (*now, *before))
    columns = (Column(_("人员")), Column(_("角色")), Column(_("份额"), end=True), Column(_("期间")))
    empty = Empty(title=_("没有成员"))
    return Table(label=_("成员"), columns=columns, rows=lines, stack=True, empty=empty)


def _member(row: TeamRow, one: Stint, day: date) -> Row:
    soft = "" if one.on(day) else "soft"
    until = one.until.isoformat() if one.until else _("今")
    days = _("%(since)s 至 %(until)s") % {"since": one.since, "until": until}
    return Row(
        id=f"{one.person}-{one.since}",
        name=row.names[one.person],
        cells=(
            Cell(row.names[one.person], strong=one.on(day)),
            Cell(word(one.role), tone=soft),  # type: ignore[arg-type]
            Cell(f"{one.share}%"),
            Cell(days, tone="soft"),
        ),
    )


def queue(found: Sequence[Waiting]) -> tuple[Part, ...]:
    """Return where a team's open cases wait and for how long, and which role that is."""
    known = [one for one in found if one.days]
    if not known:
        text = _("本团队的法官没有已立案的在办案件")
        return (Empty(title=_("没有等待的案件"), text=text),)
    slow = max(known, key=lambda one: median(one.days))
    lines = tuple(
        Row(
            id=one.step.value,
            name=word(one.step),
            mark="soon" if one is slow else "",
            cells=(
                Cell(word(one.step), strong=one is slow),
                Cell(word(DOES[one.step])),
                Cell(str(len(one.days))),
                Cell(f"{median(one.days):.0f}" if one.days else DASH),
                Cell(str(one.days[-1]) if one.days else DASH),
            ),
        )
        for one in found
    )
    columns = (
        Column(_("步骤")), Column(_("承担人员")), Column(_("案件"), end=True),
        Column(_("等待日数（中位）"), end=True), Column(_("最长"), end=True),
    )  # fmt: skip
    return (Table(label=_("各步骤等待"), columns=columns, rows=lines, stack=True),)


def task_table(rows: Sequence[TaskRow], day: date) -> Table:
    """Return the work that is given out and not done."""
    lines = tuple(
        Row(
            id=str(one.id),
            name=one.number,
            mark="late" if one.due_on < day else "",
            cells=(
                Cell(f"{one.id}", tone="soft"),
                Cell(one.number, href=reverse("case", args=[one.case])),
                Cell(word(WorkKind(one.kind))),
                Cell(one.person, sub=_("由%(judge)s交办") % {"judge": one.judge}),
                Cell(_("待庭长决定"), tone="soon")
                if one.state == "requested"
                else Cell(parts=(Due(one.due_on, (one.due_on - day).days),)),
            ),
        )
        for one in rows
    )
    columns = (
        Column(_("编号")), Column(_("案件")), Column(_("工作")), Column(_("人员")),
        Column(_("期限")),
    )  # fmt: skip
    text = _("法官在案件页用“交办审判辅助工作”交办")
    empty = Empty(title=_("没有未完成的交办工作"), text=text)
    return Table(label=_("交办工作"), columns=columns, rows=lines, stack=True, empty=empty)


def note_table(rows: Sequence[tuple[str, str, str, datetime]]) -> Table:
    """Return what was said of a team."""
    lines = tuple(
        Row(
            id=str(place),
            name=code_word(act),
            cells=(
                Cell(f"{at.astimezone(ZONE):%Y-%m-%d}", nowrap=True),
                Cell(code_word(act), sub=by),
                Cell(text),
            ),
        )
        for place, (act, text, by, at) in enumerate(rows)
    )
    columns = (Column(_("日期")), Column(_("事项")), Column(_("内容")))
    empty = Empty(title=_("没有轮换、建议和答复的记录"))
    return Table(label=_("团队记录"), columns=columns, rows=lines, stack=True, empty=empty)


def trace_table(rows: Sequence[TraceRow]) -> Table:
    """Return the entries on a team, the newest first, each with its receipt."""
    lines = tuple(
        Row(
            id=str(one.id),
            name=code_word(one.act),
            mark="" if one.accepted else "late",
            cells=(
                Cell(f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M}", nowrap=True),
                Cell(code_word(one.act), href=reverse("log_entry", args=[one.id])),
                Cell(one.name, sub=posts_word(one.post)),
                Cell(_("已办理") if one.accepted else _("已拒绝")),
            ),
        )
        for one in rows
    )
    columns = (Column(_("时间")), Column(_("行为")), Column(_("何人")), Column(_("结果")))
    empty = Empty(title=_("建库时登记的团队，还没有办理过事项"))
    return Table(label=_("留痕"), columns=columns, rows=lines, stack=True, empty=empty)
