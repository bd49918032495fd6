"""Start-up checks (启动检查): each act has an effect, duties and providers that resolve."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from xiezhi.acts.registry import effects, providers
from xiezhi.law.act import Act
from xiezhi.law.finding import CannotCompute
from xiezhi.law.parameters import unit_of
from xiezhi.law.powers import powers
from xiezhi.law.terms import Force


@register()
def acts_are_whole(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Fail the start where the list and the code disagree."""
    found = [problem for act in powers().values() for problem in problems(act)]
    found += [f"{code} has an effect but is not in the list" for code in effects.keys() - powers()]
    return [Error(text, id="xiezhi.acts") for text in found]


def problems(act: Act) -> list[str]:
    """Return what is wrong with one act: no effect, a banned one, a name that leads nowhere."""
    found = []
    banned = act.force is Force.BAN
    if banned and act.code in effects:
        found.append(f"{act.code} is forbidden and has an effect")
    if not banned and act.code not in effects:
        found.append(f"{act.code} has no effect")
    if not banned and not act.holders:
        found.append(f"{act.code} has no holder")
    found += [
        f"{act.code} raises {duty.act}, which is not in the list"
        for duty in act.raises
        if duty.act not in powers()
    ]
    found += [
        f"{act.code} settles {code}, which is not in the list"
        for code in act.settles
        if code != "*" and code not in powers()
    ]
    found += [
        f"{act.code} needs {name}, which nothing provides" for name in act.needs - providers.keys()
    ]
    for duty in act.raises:
        if duty.within:
            try:
                unit_of(duty.within)
            except CannotCompute as missing:
                found.append(f"{act.code}: {missing}")
    return found
