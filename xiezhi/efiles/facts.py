"""Facts of the file: which places of the catalogue hold a live paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from xiezhi.acts.registry import provider
from xiezhi.efiles.models import Paper
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
