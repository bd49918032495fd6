"""Effects of importing judgments and of recording a search."""

import orjson

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.law.powers.people import IMPORT, ImportData
from xiezhi.law.powers.similar import SEARCH, SearchRecord
from xiezhi.people.models import Court
from xiezhi.similar_cases.jobs import import_rows
from xiezhi.similar_cases.models import Search
from xiezhi.similar_cases.queries import known
from xiezhi.similar_cases.reading import Judgment, read_judgment


@effect(IMPORT)
def import_batch(write: Write, court: Court, data: ImportData, doing: Doing) -> None:
    """The judgments of the batch that can be read; one that is here already is left as it is."""
    lines = [orjson.loads(line) for line in data.texts.splitlines() if line]
    read = [read_judgment(line["text"], {"title": line.get("title", "")}) for line in lines]
    rows = import_rows([one for one in read if isinstance(one, Judgment)], at=doing.at)
    there = known(doing.by, rows)
    fresh = [row for row in rows if row.sha256 not in there]
    for row in fresh:
        write.new(row)
    doing.adds |= {"texts": len(lines), "read": len(rows), "new": len(fresh)}


@effect(SEARCH)
def record_search(write: Write, case: Case, data: SearchRecord, doing: Doing) -> None:
    """What was asked and what was found stays with the case."""
    write.new(
        Search(
            case=case,
            query=data.query,
            found=list(data.found),
            note=data.note,
            by_id=doing.by.person,
            at=doing.at,
        )
    )
