"""Facts of supervision: flags, measures, referrals and complaints of a case; sheets of a leader."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from xiezhi.acts.registry import provider
from xiezhi.law.facts import ComplaintFact, Facts, Flag, MeasureFact
from xiezhi.law.terms import COURT_LEADERS, FlagState, Post
from xiezhi.supervision.models import Complaint, Measure, Referral, Sheet

_FLAGS = """
select f.case_id, f.id, f.code, f.state, f.by_machine, f.about_id,
       array(select t.post from people_tenure t join cases_case c on c.id = f.case_id
              where t.person_id = f.about_id and t.court_id = c.court_id
                and t.post = any(%(leads)s::text[]) and t.since <= %(day)s
                and (t.until is null or t.until > %(day)s))
  from supervision_fourtypeflag f where f.case_id = any(%(ids)s::bigint[]) order by f.id
"""


@provider("flags")
def flag_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """All flags that a case ever had, in their order."""
    given: dict[str, Any] = {
        "ids": list(ids),
        "leads": [post.value for post in COURT_LEADERS],
        "day": next(iter(basic.values())).today,
    }
    found: dict[int, tuple[Flag, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FLAGS, given)
        rows = cursor.fetchall()
    for case, id_, code, state, machine, about, leads in rows:
        posts = frozenset(Post(post) for post in leads)
        flag = Flag(id_, code, FlagState(state), machine, about, posts)
        found[case] = (*found.get(case, ()), flag)
    return {case: {"flags": flags} for case, flags in found.items()}


@provider("measures")
def measure_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The measures that leaders took, in their order."""
    found: dict[int, tuple[MeasureFact, ...]] = {}
    rows = Measure.objects.filter(case__in=list(ids)).exclude(asked_at=None).order_by("id")
    for row in rows.defer("matter", "reason", "sealed_text"):
        answered = row.answered_at is not None
        assert row.asked_by_id is not None and row.asked_at is not None, "a leader asked it"
        fact = MeasureFact(row.id, row.kind, row.asked_by_id, row.asked_at, answered, row.round)
        found[row.case_id] = (*found.get(row.case_id, ()), fact)
    return {case: {"measures": measures} for case, measures in found.items()}


@provider("referrals")
def referral_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Whether cases were sent to the judges' meeting or to the committee."""
    found: dict[int, set[str]] = {}
    rows = Referral.objects.filter(case__in=list(ids)).values_list("case", "committee")
    for case, committee in rows:
        found.setdefault(case, set()).add("committee" if committee else "meeting")
    return {case: {"referrals": frozenset(where)} for case, where in found.items()}


@provider("complaints")
def complaint_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Complaints about who sits in cases; nothing of who complains."""
    found: dict[int, tuple[ComplaintFact, ...]] = {}
    rows = Complaint.objects.filter(case__in=list(ids)).order_by("id")
    for row in rows.defer("sealed_text", "sealed_note"):
        fact = ComplaintFact(row.id, row.about_id, row.named, row.clues, row.of_delay, row.found)
        found[row.case_id] = (*found.get(row.case_id, ()), fact)
    return {case: {"complaints": complaints} for case, complaints in found.items()}


@provider("sheets")
def sheet_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The months whose sheet a person has not read."""
    found: dict[int, set[str]] = {}
    rows = Sheet.objects.filter(person__in=list(ids), read_at=None).values_list("person", "month")
    for person, month in rows:
        found.setdefault(person, set()).add(f"{month:%Y-%m}")
    return {person: {"sheets": frozenset(months)} for person, months in found.items()}
