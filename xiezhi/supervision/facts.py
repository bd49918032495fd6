"""Facts of supervision: flags, measures, referrals and complaints of a case; sheets of a leader."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from xiezhi.acts.registry import provider
from xiezhi.detection.versions import signals_of
from xiezhi.law.facts import ComplaintFact, Facts, Flag, MeasureFact
from xiezhi.law.rule_values import RuleFact
from xiezhi.law.rules.detection import of_text
from xiezhi.law.terms import COURT_LEADERS, FlagState, Post
from xiezhi.supervision.models import RuleDraft, RuleTrial, Sheet
from xiezhi.supervision.rules import standings

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


_SUPERVISION = """
select c.id,
       array(select row_to_json(t) from (
         select m.id, m.kind, m.asked_by_id as by, m.asked_at as at,
                m.answered_at is not null as answered, m.round
           from supervision_measure m where m.case_id = c.id and m.asked_at is not null
          order by m.id) t),
       array(select distinct case when r.committee then 'committee' else 'meeting' end
               from supervision_referral r where r.case_id = c.id),
       array(select row_to_json(t) from (
         select o.id, o.about_id as about, o.named, o.clues, o.of_delay, o.found
           from supervision_complaint o where o.case_id = c.id order by o.id) t)
  from cases_case c where c.id = any(%s::bigint[])
"""


@provider("measures", "referrals", "complaints")
def supervision_facts(
    ids: Sequence[int], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Measures that leaders took, where cases were sent, complaints without who complains."""
    with connection.cursor() as cursor:
        cursor.execute(_SUPERVISION, [list(ids)])
        rows = cursor.fetchall()
    return {
        case: {
            "measures": tuple(
                MeasureFact(**one | {"at": datetime.fromisoformat(one["at"])}) for one in measures
            ),
            "referrals": frozenset(referrals),
            "complaints": tuple(ComplaintFact(**one) for one in complaints),
        }
        for case, measures, referrals, complaints in rows
    }


@provider("machine_rules")
def rule_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Every rule of detection as high courts have it, its drafts, and which of them were tried."""
    day = next(iter(basic.values())).today
    drafts: dict[tuple[int, str], set[int]] = {}
    tried: dict[tuple[int, str], set[int]] = {}
    rows = RuleDraft.objects.filter(court__in=list(ids)).annotate(
        tried=Exists(RuleTrial.objects.filter(draft=OuterRef("pk")).exclude(ended_at=None))
    )
    for court, rule, number, was in rows.values_list("court", "rule", "number", "tried"):
        drafts.setdefault((court, rule), set()).add(number)
        if was:
            tried.setdefault((court, rule), set()).add(number)
    return {
        court: {
            "machine_rules": {
                rule.value: RuleFact(
                    state=one.state,
                    draft=one.draft,
                    drafts=frozenset(drafts.get((court, rule.value), ())),
                    tried=frozenset(tried.get((court, rule.value), ())),
                    signals=signals_of(code) if (code := of_text(rule)) else frozenset(),
                )
                for rule, one in found.rules.items()
            }
        }
        for court, found in standings(ids, day).items()
    }


@provider("sheets")
def sheet_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The months whose sheet a person has not read."""
    found: dict[int, set[str]] = {}
    rows = Sheet.objects.filter(person__in=list(ids), read_at=None).values_list("person", "month")
    for person, month in rows:
        found.setdefault(person, set()).add(f"{month:%Y-%m}")
    return {person: {"sheets": frozenset(months)} for person, months in found.items()}
