"""Facts of the file: which places of the catalogue hold a live paper, which files wait."""

from collections.abc import Mapping, Sequence
from typing import Any

from xiezhi.acts.registry import provider
from xiezhi.acts.types import Wish
from xiezhi.efiles.models import Paper
from xiezhi.efiles.uploads import inbox
from xiezhi.law.facts import Facts


@provider("catalogue")
def catalogue_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Catalogue items that are filled, and the live papers of each case."""
    items: dict[int, set[str]] = {case: set() for case in ids}
    papers: dict[int, set[int]] = {case: set() for case in ids}
    rows = Paper.objects.filter(case__in=list(ids), voided_at=None)
    for case, paper, item in rows.values_list("case", "id", "item"):
        papers[case].add(paper)
        if item:
            items[case].add(item)
    return {
        case: {"catalogue": frozenset(items[case]), "files": frozenset(papers[case])}
        for case in ids
    }


def upload_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Which of the files that the wishes name were received and wait."""
    named = {wish.data.file for wish in wishes if getattr(wish.data, "file", "")}
    waiting = frozenset(file for file in named if file in inbox())
    return {wish.subject: {"uploads": waiting} for wish in wishes if wish.subject in basic}


upload_facts.of_wishes = True  # type: ignore[attr-defined]
provider("uploads")(upload_facts)
