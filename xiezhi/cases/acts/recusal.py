"""回避: what applications and decisions write."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice, Recusal, Sitting
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.recusal import (
    APPLY,
    DECIDE,
    REVIEW,
    STAND_BACK,
    RecusalApplication,
    RecusalDecision,
    RecusalReview,
    StandingBack,
)
from xiezhi.law.terms import Seat


@effect(APPLY)
def apply(write: Write, case: Case, data: RecusalApplication, doing: Doing) -> None:
    """An application waits; who decides is told by the duty."""
    write.new(
        Recusal(
            case=case,
            person_id=data.person,
            ground=data.ground,
            reason=data.reason,
            applied_at=doing.at,
        )
    )


@effect(STAND_BACK)
def stand_back(write: Write, case: Case, data: StandingBack, doing: Doing) -> None:
    """A judge asks to stand back."""
    write.new(
        Recusal(
            case=case,
            person_id=doing.by.person,
            ground=data.ground,
            reason=data.reason,
            own=True,
            applied_at=doing.at,
        )
    )


@effect(DECIDE)
def decide(write: Write, case: Case, data: RecusalDecision, doing: Doing) -> None:
    """Upheld, the person leaves the case; the judge in charge is replaced by a new draw (C4)."""
    facts: CaseFacts = doing.facts
    pending = facts.recusals[0]
    write.change_id(Recusal, pending.id, decided_at=doing.at, upheld=data.upheld)
    verdict = "准许" if data.upheld else "驳回"
    says = f"回避申请已决定：{verdict}。{data.reason}"
    write.new(Notice(case=case, to_parties=True, says=says[:1000], at=doing.at))
    if not data.upheld:
        return
    for row in Sitting.objects.filter(case=case, person=pending.person, until_at=None):
        if row.seat != Seat.HANDLING:
            write.change(row, until_at=doing.at, reason="recusal")


@effect(REVIEW)
def review(write: Write, case: Case, data: RecusalReview, doing: Doing) -> None:
    """A refused application is looked at once more."""
    refused = (
        Recusal.objects.filter(case=case, person=data.person, upheld=False).order_by("-id").first()
    )
    assert refused is not None, "a rule of the act demands a refused application"
    write.change(refused, reviewed=True)
    write.new(
        Recusal(
            case=case,
            person_id=data.person,
            ground=refused.ground,
            reason=data.reason,
            reviewed=True,
            applied_at=doing.at,
        )
    )
