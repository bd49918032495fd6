"""裁判文书: what drafting, signing, returning and pronouncing write."""

from hashlib import sha256

from django.db.models import Max

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case, Closing, Draft, Notice, Signature
from xiezhi.law.act import Nothing
from xiezhi.law.powers.judgment import (
    CORRECT,
    DRAFT,
    PRONOUNCE,
    RETURN,
    SIGN,
    SUBMIT,
    CorrectionRuling,
    DocumentKind,
    DraftData,
    Pronouncement,
    Return,
)
from xiezhi.law.rules.judgment import last_to_sign
from xiezhi.law.terms import State

CONSTRAINTS["signature_once"] = ("E_SIGNED", "您已签署本稿", "")
CONSTRAINTS["draft_once"] = ("E_DRAFT_TWICE", "文书稿刚由他人更新，请刷新后再存", "judgment.draft")


def draft_digest(draft: Draft) -> bytes:
    """Return the hash of a version: what a signature stands under."""
    parts = (draft.kind, draft.facts, draft.reasoning, draft.legal_basis, draft.result)
    return sha256("\x1d".join(["xiezhi/draft/1", *parts]).encode()).digest()


@effect(DRAFT)
def draft(write: Write, case: Case, data: DraftData, doing: Doing) -> None:
    """A new version; earlier ones stay."""
    row = Draft(
        case=case,
        kind=data.kind,
        number=doing.facts.number,
        facts=data.facts,
        reasoning=data.reasoning,
        result=data.result,
        legal_basis=data.legal_basis,
        author_id=doing.by.person,
        at=doing.at,
    )
    doing.adds["digest"] = draft_digest(row).hex()
    write.ahead("versions", (write.new(row), doing), _count_all)


def _count_all(write: Write, batch: list[tuple[Draft, Doing]]) -> None:
    """Give each new version its number."""
    earlier = Draft.objects.filter(case__in=[row.case_id for row, _ in batch])
    last = dict(earlier.values_list("case").annotate(Max("version")))
    for row, doing in batch:
        row.version = doing.adds["version"] = last.get(row.case_id, 0) + 1


@effect(SUBMIT)
def submit(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """The version is put up for signing."""
    write.change_id(Draft, doing.facts.draft.id, submitted_at=doing.at)


@effect(SIGN)
def sign(write: Write, case: Case, data: Nothing, doing: Doing) -> None:
    """A signature under the version's hash; with the last one the document is issued."""
    write.ahead("signatures", (case, doing), _sign_all)


def _sign_all(write: Write, batch: list[tuple[Case, Doing]]) -> None:
    drafts = Draft.objects.in_bulk([doing.facts.draft.id for _, doing in batch])
    for case, doing in batch:
        row = drafts[doing.facts.draft.id]
        digest = draft_digest(row)
        write.new(
            Signature(case=case, draft=row, person_id=doing.by.person, digest=digest, at=doing.at)
        )
        doing.adds["digest"] = digest.hex()
        if last_to_sign(doing.facts, None):
            write.change(case, state=State.ISSUED)
            write.change(row, issued_at=doing.at)


@effect(RETURN)
def return_draft(write: Write, case: Case, data: Return, doing: Doing) -> None:
    """The draft goes back; what was signed stays with its version."""
    sitters = [one.person for one in doing.facts.sitters if one.seat.value == "handling"]
    for person in sitters:
        says = "裁判文书稿被退回修改，意见见办案平台。"
        write.new(Notice(case=case, to_id=person, says=says, at=doing.at))


@effect(PRONOUNCE)
def pronounce(write: Write, case: Case, data: Pronouncement, doing: Doing) -> None:
    """The judgment is pronounced."""
    write.new(Closing(case=case, manner="judgment", on=data.on, pronounced_on=data.on))
    says = f"本案已于 {data.on} 宣判，裁判文书将依法送达。"
    write.new(Notice(case=case, to_parties=True, says=says, at=doing.at))


@effect(CORRECT)
def correct(write: Write, case: Case, data: CorrectionRuling, doing: Doing) -> None:
    """A ruling under the same number with a suffix; the judgment itself is not touched."""
    count = case.drafts.filter(kind=DocumentKind.RULING).count()
    suffix = "之" + "一二三四五六七八九十"[min(count, 9)]
    row = Draft(
        case=case,
        kind=DocumentKind.RULING,
        number=f"{case.number}{suffix}",
        facts="",
        reasoning="裁判文书存在笔误，依法补正。",
        result=data.reason,
        author_id=doing.by.person,
        at=doing.at,
        issued_at=doing.at,
    )
    write.ahead("versions", (write.new(row), doing), _count_all)
    doing.adds["number"] = f"{case.number}{suffix}"
