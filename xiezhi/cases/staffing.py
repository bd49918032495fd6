"""人员变动告知: what parties are told when an assistant or clerk of a live case changes (R6.9)."""

from datetime import datetime

from xiezhi.cases.models import Case, Notice
from xiezhi.law.terms import Seat

COMPOSITION = "本案审判组织："
"""How the notice begins that names who sits, assistants and clerks included."""


def staff_notice(
    case: Case, seat: Seat, *, after: str, at: datetime, before: str = ""
) -> Notice | None:
    """Return the notice of a change of staff; None where the parties never learnt the names.

    `before` is whom the new one replaces, empty where he or she comes in addition.
    """
    told = Notice.objects.filter(case=case, to_parties=True)
    named = f"{before}（{seat.label}" if before else COMPOSITION
    if not told.filter(says__contains=named).exists():
        return None
    change = f"由{before}（{seat.label}）变更为{after}（{seat.label}）"
    added = f"增加{after}（{seat.label}）"
    says = f"本案审判辅助人员{change if before else added}。如认为其应当回避，可以申请。"
    return Notice(case=case, to_parties=True, says=says, at=at)
