"""Effects of archiving: handing over, taking, sending back."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.archives.models import Handover
from xiezhi.cases.models import Case, Notice
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.files import ACCEPT, RETURN, SUBMIT, ArchiveReturn, Handing
from xiezhi.law.terms import Seat


@effect(SUBMIT)
def submit(write: Write, case: Case, data: Handing, doing: Doing) -> None:
    """The file is handed over; its package is built and checked afterwards (`jobs.build`)."""
    write.new(
        Handover(
            case=case,
            submitted_by=doing.by.person,
            submitted_at=doing.at,
            retention=data.retention,
            remarks=data.remarks,
        )
    )


def _waiting(case: Case) -> Handover:
    row = (
        Handover.objects.filter(case=case, accepted_at=None, returned_at=None)
        .order_by("-id")
        .first()
    )
    assert row is not None, "a rule of the act demands a handover"
    return row


@effect(ACCEPT)
def accept(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The archive holds the file; the entry names the package that was checked."""
    handover = _waiting(case)
    write.change(handover, accepted_by=doing.by.person, accepted_at=doing.at)
    doing.adds["package"] = {"sha256": handover.package, "size": handover.size}


@effect(RETURN)
def return_file(write: Write, case: Case, data: ArchiveReturn, doing: Doing) -> None:
    """The file goes back with the reason."""
    write.change(_waiting(case), returned_at=doing.at, return_reason=data.reason)
    facts: CaseFacts = doing.facts
    for one in facts.seated(Seat.CLERK):
        says = f"档案部门退回卷宗：{data.reason}"
        write.new(Notice(case=case, to_id=one.person, says=says[:1000], at=doing.at))
