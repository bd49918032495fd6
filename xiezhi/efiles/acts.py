"""Effects on the file: papers in, placed, voided; reading leaves its trace."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice
from xiezhi.efiles.models import Paper
from xiezhi.law.act import Nothing
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers.files import (
    ADD,
    PLACE,
    READ_INTERNAL,
    READ_OUTSIDE,
    VOID,
    Place,
    Reading,
    Upload,
    Void,
)
from xiezhi.law.terms import Seat, Volume


@effect(ADD)
def add(write: Write, case: Case, data: Upload, doing: Doing) -> None:
    """A paper enters the file; the text of the internal volume is not kept in clear."""
    write.new(
        Paper(
            case=case,
            name=data.name,
            volume=data.volume,
            item=data.item,
            sha256=data.file,
            kind=data.kind,
            size=data.size,
            pages=data.pages,
            text=data.text if data.volume is Volume.MAIN else "",
            added_by=doing.by.person,
            post=doing.post,
            added_at=doing.at,
        )
    )


@effect(PLACE)
def place(write: Write, case: Case, data: Place, doing: Doing) -> None:
    """The paper has another place in the catalogue."""
    write.change_id(Paper, data.paper, item=data.item, volume=data.volume)


@effect(VOID)
def void(write: Write, case: Case, data: Void, doing: Doing) -> None:
    """The paper is marked as put in by mistake; it stays."""
    write.change_id(Paper, data.paper, voided_at=doing.at, void_reason=data.reason)


@effect(READ_INTERNAL)
def read_internal(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """Who read the internal volume, and when, is on record."""


@effect(READ_OUTSIDE)
def read_outside(write: Write, case: Case, data: Reading, doing: Doing) -> None:
    """R4.5: the judge in charge is told who read the file, and why."""
    facts: CaseFacts = doing.facts
    for one in facts.seated(Seat.HANDLING):
        says = f"{doing.post.label}查阅本案卷宗，理由：{data.reason}"
        write.new(Notice(case=case, to_id=one.person, says=says[:1000], at=doing.at))
