"""Facts of fair assignment: with which case a case is linked, which stops wait."""

from collections.abc import Mapping, Sequence
from typing import Any

from xiezhi.acts.registry import provider
from xiezhi.fairness.models import Linkage, StopRequest
from xiezhi.law.assignment_values import LinkageFact, StopFact
from xiezhi.law.facts import Facts
from xiezhi.law.terms import LinkageState, State

WAITING = frozenset({State.REGISTERED, State.TRIAGED, State.POOLED})


@provider("linkage")
def linkage_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The linkage of cases that wait for their lot, with who hears the earlier one: one query."""
    waiting = [case for case in ids if basic[case].state in WAITING]
    if not waiting:
        return {}
    rows = Linkage.objects.filter(case__in=waiting).select_related("first__judge")
    return {
        row.case_id: {
            "linkage": LinkageFact(
                first=row.first_id,
                number=row.first.number or row.first.title,
                state=LinkageState(row.state),
                days=row.days,
                judge=row.first.judge_id,
                judge_name=row.first.judge.name if row.first.judge else "",
            )
        }
        for row in rows
    }


@provider("stops")
def stop_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Applications for a stop that wait at courts: one query."""
    found: dict[int, dict[int, StopFact]] = {}
    rows = StopRequest.objects.filter(court__in=list(ids), granted=None).order_by("id")
    for row in rows:
        fact = StopFact(row.id, row.person_id, row.asked_by_id, row.since, row.until)
        found.setdefault(row.court_id, {})[row.id] = fact
    return {court: {"stops": stops} for court, stops in found.items()}
