"""Effects of importing judgments and of recording a search."""

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.law.powers.people import IMPORT, ImportData
from xiezhi.law.powers.similar import SEARCH, SearchRecord
from xiezhi.people.models import Court
from xiezhi.similar_cases.jobs import import_rows
from xiezhi.similar_cases.models import Judgment as Judgments
from xiezhi.similar_cases.models import Search
from xiezhi.similar_cases.queries import known
from xiezhi.similar_cases.reading import Judgment
from xiezhi.similar_cases.reading.files import read_line

CONSTRAINTS["similar_cases_judgment_once"] = CONSTRAINTS["similar_cases_judgment_sha256_key"] = (
    "E_JUDGMENT_TWICE",
    "同一裁判文书刚由他人导入，请重新导入本批",
    "",
)


@effect(IMPORT)
def import_batch(write: Write, court: Court, data: ImportData, doing: Doing) -> None:
    """The judgments of the batch that can be read; one that is here already is left as it is."""
    lines = [line for line in data.texts.encode().split(b"\n") if line.strip()]
    read = [read_line(place, line).result for place, line in enumerate(lines, 1)]
    rows = import_rows([one for one in read if isinstance(one, Judgment)], at=doing.at)
    there = known(doing.by, rows)
    fresh = [row for row in rows if row.sha256 not in there]
    for row in fresh:
        write.new(row)
    doing.adds |= {"texts": len(lines), "read": len(rows), "new": len(fresh)}
    doing.shows["new"] = len(fresh)


@effect(SEARCH)
def record_search(write: Write, case: Case, data: SearchRecord, doing: Doing) -> None:
    """What was asked and what was found stays with the case."""
    write.new(
        Search(
            case=case,
            query=data.query,
            found=list(data.found),
            corpus_size=Judgments.objects.count(),
            note=data.note,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
