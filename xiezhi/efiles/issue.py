"""制发文书: a paper drawn from the case's facts goes into the file, through the same gate."""

import io
from dataclasses import replace
from datetime import date, datetime

from xiezhi.acts.gate import perform
from xiezhi.acts.types import Actor, Outcome, Wish
from xiezhi.documents.case_paper import CasePaper
from xiezhi.documents.drafting import blanks, render_docx, render_pdf
from xiezhi.documents.of_case import case_paper
from xiezhi.documents.papers import PaperKind, compose
from xiezhi.documents.word import to_word
from xiezhi.efiles.uploads import receive
from xiezhi.law.catalogue import catalogue_for
from xiezhi.law.facts import ZONE
from xiezhi.law.finding import Finding
from xiezhi.law.powers.files import ADD, Upload
from xiezhi.law.sources import cite
from xiezhi.law.terms import Volume

_PLACES = {
    PaperKind.JUDGMENT: "judgment",
    PaperKind.ACCEPTANCE_NOTICE: "filing_notice",
    PaperKind.RESPONSE_NOTICE: "response_notice",
    PaperKind.BENCH_NOTICE: "pre_hearing",
    PaperKind.SUMMONS: "summons",
    PaperKind.HEARING_MINUTES: "hearing_minutes",
    PaperKind.DELIBERATION_MINUTES: "deliberation_minutes",
    PaperKind.SERVICE_RECEIPT: "service_receipts",
    PaperKind.EXTENSION_FORM: "internal_approvals",
}
"""Where a paper belongs; where the catalogue has no such place, it is placed by hand."""
_INTERNAL = frozenset({PaperKind.DELIBERATION_MINUTES, PaperKind.EXTENSION_FORM})


def issue(
    kind: PaperKind, case: int, by: Actor, at: datetime, *, addressee: str = ""
) -> Outcome | Finding:
    """Draw a paper and put it into the file; or return why it cannot be issued as it is.

    A judgment is issued once every member of the trial body has signed it; any other paper once
    nothing in it is left blank. Raises `Refused` and what `case_paper` raises.
    """
    facts = case_paper(by, case, at, kind=kind, addressee=addressee)
    on = at.astimezone(ZONE).date()
    if kind is not PaperKind.JUDGMENT:
        facts = replace(facts, signed_on=on)
    wrong = _unfinished(kind, facts)
    if wrong:
        return wrong
    paper = render_pdf(kind, facts, on=facts.signed_on or on, draft=False)
    title = f"{compose(kind, facts).title}{f'（{addressee}）' if addressee else ''}"
    received = receive(io.BytesIO(paper), f"{title}.pdf", on)
    if isinstance(received, Finding):
        return received
    volume = Volume.INTERNAL if kind in _INTERNAL else Volume.MAIN
    data = Upload(
        file=received.sha256, name=received.name, item=_place(kind, facts, volume), volume=volume
    )
    return perform(ADD, by, Wish(case, data, key=f"issue/{received.sha256}"), at=at)


def _unfinished(kind: PaperKind, facts: CasePaper) -> Finding | None:
    if kind is PaperKind.JUDGMENT:
        if facts.signed_on is not None:
            return None
        says = "裁判文书尚未由审判组织成员全部签署，不能制发"
        return Finding("E_NOT_SIGNED", says, cite("法释〔2002〕25号", 15), "judgment.sign")
    asked = blanks(kind, facts)
    if not asked:
        return None
    says = "文书尚有待填之处：{hints}。请下载 Word 稿填写后作为材料入卷"
    given = {"hints": "、".join(asked[:12])}
    return Finding("E_BLANKS", says, cite("平台约定"), ADD.code, given)


def _place(kind: PaperKind, facts: CasePaper, volume: Volume) -> str:
    code = _PLACES.get(kind, "")
    items = catalogue_for(facts.kind, facts.procedure).items
    return code if any(item.code == code and item.volume is volume for item in items) else ""


def judgment_pdf(viewer: Actor, case: int, at: datetime) -> bytes:
    """Return the judgment as PDF/A: marked a draft until all have signed it."""
    facts, on = _judgment(viewer, case, at)
    return render_pdf(PaperKind.JUDGMENT, facts, on=on, draft=facts.signed_on is None)


def judgment_docx(viewer: Actor, case: int, at: datetime) -> bytes:
    """Return the judgment as DOCX: marked a draft until all have signed it."""
    facts, on = _judgment(viewer, case, at)
    if facts.signed_on is None:
        return render_docx(PaperKind.JUDGMENT, facts, on=on)
    return to_word(compose(PaperKind.JUDGMENT, facts), on=on)


def _judgment(viewer: Actor, case: int, at: datetime) -> tuple[CasePaper, date]:
    facts = case_paper(viewer, case, at, kind=PaperKind.JUDGMENT)
    return facts, facts.signed_on or at.astimezone(ZONE).date()
