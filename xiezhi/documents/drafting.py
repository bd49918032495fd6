"""文书起草: from the facts of a case to a file; the entrance for acts and pages."""

from datetime import date

from xiezhi.documents.case_paper import CasePaper
from xiezhi.documents.drawing import draft_line, to_pdf
from xiezhi.documents.papers import PaperKind, compose
from xiezhi.documents.word import to_word


def render_pdf(kind: PaperKind, case: CasePaper, *, on: date, draft: bool = True) -> bytes:
    """Return a paper as PDF/A-2b; raises `drawing.FontMissing`. Only a signed paper is no draft."""
    return to_pdf(compose(kind, case), on=on, draft=draft)


def render_docx(kind: PaperKind, case: CasePaper, *, on: date) -> bytes:
    """Return the draft of a paper as DOCX, to go on writing in."""
    paper = compose(kind, case)
    return to_word(paper, on=on, heading=draft_line(paper))


def blanks(kind: PaperKind, case: CasePaper) -> tuple[str, ...]:
    """Return what the draft still asks for, each hint once, in the order of the paper."""
    return tuple(dict.fromkeys(compose(kind, case).blanks))
