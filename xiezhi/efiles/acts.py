"""Effects on the file: papers in, placed, voided; reading leaves its trace."""

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Notice
from xiezhi.cases.sealing import seal, seal_text
from xiezhi.config.secrets import master
from xiezhi.efiles.models import Paper
from xiezhi.efiles.uploads import inbox, store
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
from xiezhi.law.terms import Seat

CONSTRAINTS["paper_once"] = ("E_IN_FILE", "同一文件已在本案卷宗之内，不必重复入卷", "")


@effect(ADD)
def add(write: Write, case: Case, data: Upload, doing: Doing) -> None:
    """The file that was received enters the case's file, sealed; what it is, its receipt says."""
    received, content = inbox().take(data.file)
    sealed = seal(content, bytes(case.sealing_key), master(), case.id)
    write.new(
        Paper(
            case=case,
            name=data.name,
            volume=data.volume,
            item=data.item,
            sha256=received.sha256,
            stored=store().put(sealed),
            kind=received.kind,
            size=received.size,
            pages=received.pages,
            sealed_text=seal_text(case.id, case.sealing_key, received.text),
            scanned=received.scanned,
            added_by=doing.by.person,
            post=doing.post,
            added_at=doing.at,
        )
    )
    doing.adds |= {"kind": received.kind, "size": received.size, "pages": received.pages}


@effect(PLACE)
def place(write: Write, case: Case, data: Place, doing: Doing) -> None:
    """The paper has another place in the catalogue; the entry keeps the one it had."""
    before = Paper.objects.values("item", "volume").get(pk=data.paper)
    doing.adds["before"] = before
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
