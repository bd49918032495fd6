"""Facts of supervision: the four-type flags of a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from xiezhi.acts.registry import provider
from xiezhi.law.facts import Facts, Flag
from xiezhi.law.terms import FlagState
from xiezhi.supervision.models import FourTypeFlag


@provider("flags")
def flag_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """All flags that a case ever had, in their order."""
    found: dict[int, tuple[Flag, ...]] = {}
    for row in FourTypeFlag.objects.filter(case__in=list(ids)).order_by("id"):
        flag = Flag(row.id, row.code, FlagState(row.state), row.by_machine)
        found[row.case_id] = (*found.get(row.case_id, ()), flag)
    return {case: {"flags": flags} for case, flags in found.items()}
