"""Facts of supervision: the four-type flags of a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from xiezhi.acts.registry import provider
from xiezhi.law.facts import Facts, Flag
from xiezhi.law.terms import FlagState

_FLAGS = """
select case_id, id, code, state, by_machine from supervision_fourtypeflag
 where case_id = any(%s::bigint[]) order by id
"""


@provider("flags")
def flag_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """All flags that a case ever had, in their order."""
    found: dict[int, tuple[Flag, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FLAGS, [list(ids)])
        for case, id_, code, state, by_machine in cursor.fetchall():
            flag = Flag(id_, code, FlagState(state), by_machine)
            found[case] = (*found.get(case, ()), flag)
    return {case: {"flags": flags} for case, flags in found.items()}
