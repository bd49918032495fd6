"""Reading published judgments: similar cases, and what is known already."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiezhi.acts.types import Actor
from xiezhi.law.causes import find, parents
from xiezhi.law.terms import Area, Level
from xiezhi.similar_cases.models import Judgment
from xiezhi.similar_cases.reading.judgment import FACTS_CHARS_MIN, SectionName
from xiezhi.similar_cases.search.engine import Engine, Entry, Question
from xiezhi.similar_cases.search.passages import Likeness, likeness
from xiezhi.similar_cases.search.words import counted

QUESTION_CHARS_MAX = 20_000
HITS_MAX = 50


@dataclass(frozen=True)
class SimilarCase:
    """类案: a judgment found, how near it is, and why. `likeness.passages` refer to its text."""

    judgment: Judgment
    score: float
    relative: float
    """The score as a share of the best hit's, 0 to 1."""
    likeness: Likeness


@dataclass(frozen=True)
class Scope:
    """检索范围: what a hit must be; the day of judgment bounds are inclusive."""

    cause: str = ""
    area: Area | None = None
    levels: tuple[Level, ...] = ()
    since: date | None = None
    until: date | None = None
    without: int | None = None


def similar(
    viewer: object, engine: Engine, facts: str, scope: Scope, *, k: int = 10
) -> list[SimilarCase]:
    """Return the judgments whose words resemble `facts` most, best first; one query of the rows.

    Published judgments are open to whoever is logged in, so `viewer` must be somebody. `facts`
    is cut at 20,000 characters, `k` at 50.
    """
    assert viewer is not None, "similar cases are for a viewer"
    question = Question(
        counted(facts[:QUESTION_CHARS_MAX]),
        cause=scope.cause,
        area=scope.area,
        levels=scope.levels,
        since=scope.since,
        until=scope.until,
        without=scope.without,
    )
    answer = engine.search(question, min(k, HITS_MAX))
    rows = Judgment.objects.in_bulk([hit.id for hit in answer.hits])
    best = max((hit.score for hit in answer.hits), default=1.0) or 1.0
    return [
        SimilarCase(row, hit.score, hit.score / best, likeness(row.text, answer.weights))
        for hit in answer.hits
        if (row := rows.get(hit.id))  # the index may be ahead of a rolled back import
    ]


def known(viewer: object, rows: Iterable[Judgment]) -> set[str]:
    """Return the digests of those rows that stand already, by text or by number and kind."""
    assert viewer is not None, "the rows are for a viewer"
    wanted = list(rows)
    found = Judgment.objects.filter(
        Q(sha256__in=[row.sha256 for row in wanted]) | Q(number__in=[row.number for row in wanted])
    ).values_list("sha256", "number", "document_type")
    digests = {sha256 for sha256, _, _ in found}
    numbers = {(number, kind) for _, number, kind in found}
    return {
        row.sha256
        for row in wanted
        if row.sha256 in digests or (row.number, row.document_type) in numbers
    }


def all_ids() -> set[int]:
    """Return the ids of all judgments, for the upkeep of the index."""
    return set(Judgment.objects.values_list("id", flat=True))


def entries(ids: Sequence[int]) -> Iterator[Entry]:
    """Yield judgments as they are indexed."""
    rows = Judgment.objects.filter(id__in=ids).order_by("id")
    for row in rows.only("text", "sections", "causes", "area", "level", "judged_on").iterator():
        yield Entry(
            id=row.pk,
            text=row.text,
            causes=_codes(row),
            area=Area(row.area),
            level=Level(row.level),
            judged_on=row.judged_on,
        )


def retrieval_text(row: Judgment) -> str:
    """Return the facts of a stored judgment, with the claims where they only confirm earlier ones.

    This is the text to ask with when a judgment itself is the question.
    """
    parts = {name: row.text[start:end] for name, start, end in row.sections}
    facts = parts.get(SectionName.FACTS, "")
    claims = parts.get(SectionName.CLAIMS, "")
    return facts if len(facts) >= FACTS_CHARS_MIN else claims + facts or row.text


def _codes(row: Judgment) -> tuple[str, ...]:
    """The codes of the causes with all above them, so that 合同纠纷 finds 买卖合同纠纷."""
    area, on = Area(row.area), row.judged_on or date.max
    codes: dict[str, None] = {}
    for cause in row.causes:
        if entry := find(cause["code"], area, on) if cause["code"] else None:
            codes |= dict.fromkeys([entry.code, *(above.code for above in parents(entry))])
        elif cause["code"]:
            codes[cause["code"]] = None
    return tuple(codes)


def judgment(viewer: Actor, number: int) -> Judgment | None:
    """Return one published judgment, None where there is none; those who are signed in read it."""
    assert viewer is not None, "a judgment is for a viewer"
    return Judgment.objects.filter(pk=number).first()
