"""Rows made of judgments that were read, for an act to write; the upkeep of their index."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from xiezhi.law.terms import Instance
from xiezhi.similar_cases import queries, reading
from xiezhi.similar_cases.models import Judgment
from xiezhi.similar_cases.search.engine import Engine
from xiezhi.similar_cases.search.upkeep import Upkeep, repair


def import_rows(judgments: Iterable[reading.Judgment], *, at: datetime) -> list[Judgment]:
    """Return unsaved rows, one for each text and each number with its kind of document."""
    rows: dict[tuple[str, str], Judgment] = {}
    digests: set[str] = set()
    for judgment in judgments:
        row = _row(judgment, at)
        if row.sha256 not in digests and (row.number, row.document_type) not in rows:
            rows[row.number, row.document_type] = row
            digests.add(row.sha256)
    return list(rows.values())


def keep_index(engine: Engine) -> Upkeep:
    """Make the index equal to the rows; running it again changes nothing. Raises `IndexBusy`."""
    return repair(engine, queries.all_ids(), queries.entries)


def digest(text: str) -> str:
    """Return the digest under which a tidied text is stored, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def _row(judgment: reading.Judgment, at: datetime) -> Judgment:
    first = judgment.causes[0]
    used = judgment.procedure
    return Judgment(
        number=judgment.number.text,
        document_type=judgment.document_type,
        title=judgment.title,
        court=judgment.court,
        court_code=judgment.number.court,
        level=judgment.level,
        area=judgment.area,
        instance=judgment.instance,
        cause=first.name,
        cause_code=first.code,
        causes=[{"name": c.name, "code": c.code, "source": c.source} for c in judgment.causes],
        procedure=used.procedure if used else "",
        procedure_source=used.source if used else "",
        filed_on=judgment.filed_on,
        judged_on=judgment.judged_on,
        effective=_effective(judgment),
        parties=[
            {"role": p.role, "role_text": p.role_text, "name": p.name, "kind": p.kind}
            for p in judgment.parties
        ],
        bench=[{"role_text": m.role_text, "name": m.name} for m in judgment.bench],
        articles=[str(article) for article in judgment.articles],
        text=judgment.text,
        sections=[[s.name, s.start, s.end] for s in judgment.sections],
        sha256=digest(judgment.text),
        imported_at=at,
    )


def _effective(judgment: reading.Judgment) -> bool | None:
    """Whether it is final: told by the text, or by the instance; None where open to appeal."""
    tail = judgment.section(reading.SectionName.TAIL)
    if "终审" in tail[:200] or judgment.document_type == reading.GUIDING_CASE:
        return True
    if "上诉" in tail[:400]:
        return None
    return True if judgment.instance is Instance.SECOND else None
