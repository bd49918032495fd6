"""Tags and filters of every page: `{% draw part %}`, `{% icon "check" %}`, dates and numbers."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TypeVar

from django import template
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xiezhi.web import preferences
from xiezhi.web.components import Part, Table
from xiezhi.web.components.body import body, foot

register = template.Library()
Item = TypeVar("Item")

_SPRITE = Path(__file__).parents[1] / "static" / "icons.svg"
_NUMERALS = "〇一二三四五六七八九"


@register.simple_tag(takes_context=True)
def draw(context: Context, part: Part | Iterable[Part] | None) -> SafeString:
    """Print a component, or several one after another; nothing for None."""
    if part is None:
        return SafeString()
    if not isinstance(part, Part):
        return mark_safe("".join(draw(context, one) for one in part))  # noqa: S308  # nosec B308 B703
    engine = context.template.engine  # type: ignore[union-attr]
    if part.steady:
        return _steady(engine, part, get_language() or "")
    with context.push(c=part):
        return engine.get_template(part.template).render(context)


@lru_cache(maxsize=4096)
def _steady(engine: Engine, part: Part, language: str) -> SafeString:
    """Return what a steady part prints in a language; a list repeats few of them many times."""
    return engine.get_template(part.template).render(Context({"c": part}))


@register.simple_tag(takes_context=True)
def table_body(context: Context, table: Table) -> SafeString:
    """Print the rows of a table."""
    return body(table, partial(draw, context), icon("late"))


@register.simple_tag(takes_context=True)
def table_foot(context: Context, table: Table) -> SafeString:
    """Print the totals of a table."""
    return foot(table, partial(draw, context))


act = register.simple_tag(draw, takes_context=True, name="act")


@cache
def icons() -> dict[str, str]:
    """Return the drawing of every icon by its name."""
    found = re.findall(r'<symbol id="([a-z]+)">(.*?)</symbol>', _SPRITE.read_text("utf-8"))
    return dict(found)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Print an icon of 16 px box that takes the colour of the words; nothing for no name."""
    if not name:
        return SafeString()
    drawing = mark_safe(icons()[name])  # noqa: S308  # nosec B308 B703 - our own file
    return format_html('<svg class="i" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag(takes_context=True)
def preference(context: Context, name: preferences.Name) -> str:
    """Return the theme, size or language that the browser asks for."""
    return preferences.preference(context.get("request"), name)


@register.filter
def ordinal(number: int) -> str:
    """Return 一, 二 … 九十九 in Chinese, 1, 2 … elsewhere."""
    if not (get_language() or "zh").startswith("zh") or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones else "")


@register.filter
def weekday(on: date) -> str:
    """Return the short name of the weekday."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[on.weekday()]


@register.filter
def day(on: date) -> str:
    """Return month and day with the weekday: 11-25 周三."""
    return f"{on:%m-%d} {weekday(on)}"


@register.filter
def clock(at: datetime) -> str:
    """Return hour and minute."""
    return f"{at:%H:%M}"


@register.filter
def count(number: int | float | Decimal | None) -> str:
    """Return a number with its thousands parted: 4,151; a dash for none."""
    if number is None:
        return "–"
    return f"{number:,.10g}" if isinstance(number, float) else f"{number:,}"


@register.filter
def money(amount: Decimal | float) -> str:
    """Return an amount to the cent: 1,234.00 元."""
    return _("%(amount)s 元") % {"amount": f"{amount:,.2f}"}


@register.filter
def seconds(number: int) -> str:
    """Return a time span in the largest fitting unit."""
    if number < 60:
        return _("%(n)s 秒") % {"n": number}
    if number < 3600:
        return _("%(n)s 分钟") % {"n": round(number / 60)}
    return _("%(n)s 小时") % {"n": round(number / 3600, 1)}
