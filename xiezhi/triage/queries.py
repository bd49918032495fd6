"""What may be read of decisions on the procedure: all of it, by whoever has a post in the case."""

from dataclasses import dataclass
from datetime import datetime

from xiezhi.acts.types import Actor
from xiezhi.cases.facts import load_case
from xiezhi.law.terms import Procedure
from xiezhi.triage.models import Decision


@dataclass(frozen=True)
class Decided:
    """分流结果: what was proposed and why not something lighter, what was chosen, by whom."""

    suggested: Procedure
    chosen: Procedure
    mandatory: bool
    barred: dict[Procedure, tuple[str, ...]]
    counterfactuals: tuple[str, ...]
    officer: str
    reason: str
    at: datetime


def decision(viewer: Actor, case: int, *, at: datetime) -> Decided | None:
    """Return the latest decision on a case's procedure; nothing for outsiders."""
    facts = load_case({case: viewer}, None, at).get(case)
    if facts is None or not facts.posts:
        return None
    row = Decision.objects.filter(case=case).select_related("officer").order_by("-id").first()
    if row is None:
        return None
    return Decided(
        suggested=Procedure(row.suggested),
        chosen=Procedure(row.chosen),
        mandatory=row.mandatory,
        barred={Procedure(name): tuple(reasons) for name, reasons in row.barred.items()},
        counterfactuals=tuple(row.counterfactuals),
        officer=row.officer.name,
        reason=row.reason,
        at=row.at,
    )
