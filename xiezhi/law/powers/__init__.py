"""权责清单: the list of powers and duties, collected from one file per domain."""

import hashlib
import json
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from xiezhi.law.act import Act


@cache
def powers() -> dict[str, Act]:
    """Return every act of the list by its code, in the order of the files and of declaration."""
    found: dict[str, Act] = {}
    for module in sorted(iter_modules(__path__), key=lambda info: info.name):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Act) and found.setdefault(value.code, value) is not value:
                raise ValueError(f"{value.code} is declared twice")
    return found


@cache
def list_version() -> str:
    """Return the version of the list: the first ten hex digits of its contents' SHA-256."""
    text = json.dumps([published(act) for act in powers().values()], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def published(act: Act) -> dict[str, object]:
    """Return one act as the published list shows it: plain values only."""
    return {
        "code": act.code,
        "item": act.item,
        "name": act.name,
        "gloss": act.gloss,
        "force": act.force.label,
        "source": str(act.source),
        "also": [str(cited) for cited in act.also],
        "since": act.since.isoformat(),
        "until": act.until.isoformat() if act.until else None,
        "subject": act.subject,
        "holders": sorted(post.value for post in act.holders),
        "states": sorted(state.value for state in act.states),
        "moves": act.moves.value if act.moves else None,
        "personal": act.personal,
        "rules": [rule.__name__ for rule in act.rules],
        "raises": [
            {"act": duty.act, "of": sorted(duty.of), "within": duty.within} for duty in act.raises
        ],
        "settles": list(act.settles),
        "due": act.due.period if act.due else None,
    }


def by_code(code: str) -> Act:
    """Return the act of a code; raises `KeyError`."""
    return powers()[code]


def leading_to(states: frozenset[str], start: str | None) -> str:
    """Return the code of an act that leads from one state into one of `states`, or nothing."""
    for act in powers().values():
        if act.moves in states and (start in act.states or not act.states):
            return act.code
    return ""
