"""The ratio simulator as plain parts: what was seen, what one more post of each role changes."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from django.utils.translation import gettext as _

from xiezhi.law.terms import TeamRole
from xiezhi.teams.simulator import (
    ENOUGH,
    STEPS,
    Days,
    Effect,
    Forecast,
    Span,
    Staffing,
    TooFewCases,
    forecast,
)
from xiezhi.web.components import Cell, Chart, Column, Empty, FormField, Row, Series, Table
from xiezhi.web.words import word

MOST_POSTS, MOST_CASES = 500, 200_000


def wished(now: Staffing, query: Mapping[str, str]) -> Staffing:
    """Return the staffing to simulate: the court's own, or what was typed in its place."""
    posts = {
        role: _number(query.get(role.value, ""), now.posts.get(role, 0), MOST_POSTS)
        for role in TeamRole
    }
    return Staffing(posts, float(_number(query.get("filed", ""), round(now.filed), MOST_CASES)))


def _number(text: str, known: int, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() else known


def parts(samples: Sequence[Days], staffing: Staffing) -> dict[str, Any]:
    """Return what the page shows: the form, and the forecast or why there is none."""
    found: dict[str, Any] = {"fields": _fields(staffing), "cases": len(samples)}
    try:
        made = forecast(samples, staffing)
    except TooFewCases:
        text = _("近一年经开庭并结案的案件至少 %(n)s 件才能区分等待和办理")
        return found | {"empty": Empty(title=_("数据不足，不作模拟"), text=text % {"n": ENOUGH})}
    return found | {
        "title": conclusion(made),
        "chart": _chart(made),
        "steps": _steps(made, samples, staffing),
        "effects": _effects(made.effects),
    }


def _fields(staffing: Staffing) -> tuple[FormField, ...]:
    posts = [
        FormField(name=role.value, label=word(role), kind="number", value=str(staffing.posts[role]))
        for role in TeamRole
    ]
    filed = str(round(staffing.filed))
    return (*posts, FormField(name="filed", label=_("年收案"), kind="number", value=filed))


def conclusion(made: Forecast) -> str:
    """Return in one sentence which post shortens which queue most, or that none surely does."""
    best = made.effects[0]
    if best.total.high >= 0:
        return _("再增加一人，任何一类岗位都不能确定缩短等待")
    given = {
        "role": word(best.role),
        "days": f"{-best.total.mean:.1f}",
        "low": f"{-best.total.high:.1f}",
        "high": f"{-best.total.low:.1f}",
    }
    says = _("增加一名%(role)s，每件等待平均缩短 %(days)s 日（九成区间 %(low)s 至 %(high)s 日）")
    return says % given


def _chart(made: Forecast) -> Chart:
    return Chart(
        key="team-effects",
        title=_("各增一人，每件等待变化"),
        sub=_("全部步骤合计的平均值，日；负数为缩短，区间见下表"),
        kind="bars",
        unit=_("日"),
        category=_("增加的岗位"),
        categories=tuple(word(one.role) for one in made.effects),
        series=(Series(_("平均"), tuple(round(one.total.mean, 1) for one in made.effects)),),
    )


def _steps(made: Forecast, samples: Sequence[Days], staffing: Staffing) -> Table:
    lines = tuple(
        Row(
            id=step.value,
            name=word(step),
            cells=(
                Cell(word(step), strong=True),
                Cell(word(staffing.role(step))),
                Cell(f"{fmean(days[place] for days in samples):.1f}"),
                Cell(_range(made.waits[step])),
                Cell(_range(made.queues[step])),
            ),
        )
        for place, step in enumerate(STEPS)
    )
    columns = (
        Column(_("步骤")), Column(_("承担人员")), Column(_("实际用时（日）"), end=True),
        Column(_("其中等待（日）"), end=True), Column(_("排队案件"), end=True),
    )  # fmt: skip
    return Table(label=_("现状"), columns=columns, rows=lines, stack=True, labels=True)


def _effects(effects: Sequence[Effect]) -> Table:
    lines = tuple(
        Row(
            id=one.role.value,
            name=word(one.role),
            cells=(
                Cell(word(one.role), strong=True),
                *(
                    Cell(_range(one.steps[step]), strong=step in one.shortens, nowrap=True)
                    for step in STEPS
                ),
                Cell(_range(one.total), strong=one.total.high < 0, nowrap=True),
            ),
        )
        for one in effects
    )
    columns = (
        Column(_("增加一人")), *(Column(word(step), end=True) for step in STEPS),
        Column(_("合计"), end=True),
    )  # fmt: skip
    return Table(label=_("等待变化（日）"), columns=columns, rows=lines, stack=True, labels=True)


def _range(span: Span) -> str:
    return f"{_plain(span.mean)}（{_plain(span.low)} … {_plain(span.high)}）"


def _plain(value: float) -> str:
    """Return a number to one decimal, never a negative zero."""
    return f"{round(value, 1) + 0.0:.1f}"
