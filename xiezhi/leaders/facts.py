"""Facts of leaders' cases: tags, who is kept out of the lot, checks, notices, courts below."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from xiezhi.acts.registry import provider
from xiezhi.law.facts import Facts
from xiezhi.law.leader_values import NominalFact, NoticeFact
from xiezhi.law.powers.leaders import WorkKind
from xiezhi.law.rules.leader_cases import may_draw, tags_of
from xiezhi.law.terms import COURT_LEADERS, Level, Origin, Post
from xiezhi.leaders.models import CompletionNotice, NominalCheck, Proposal, WorkItem
from xiezhi.leaders.rows import WAITS
from xiezhi.people.models import Tenure

_TAGS = """
select c.id, c.origin,
       array(select f.code from supervision_fourtypeflag f
              where f.case_id = c.id and f.state = 'confirmed'),
       exists(select from assignment_designation d where d.case_id = c.id and d.ground = 'G3')
  from cases_case c where c.id = any(%s::bigint[])
"""


@provider("tags")
def tag_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The tags by which cases go to leaders first (R8.4)."""
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [list(ids)])
        return {
            case: {"tags": frozenset(tags_of(Origin(origin), flags, taken_up=taken_up))}
            for case, origin, flags, taken_up in cursor.fetchall()
        }


_LEADERS = f"""
with waiting as (
  select c.id, c.court_id, c.root, split_part(c.kind, '_', 1) area
    from cases_case c
   where c.court_id = any(%(courts)s::bigint[]) and {WAITS})
select t.court_id, t.person_id, bool_or(t.post = 'judge' and exists(
         select from waiting w left join people_division d on d.id = t.division_id
          where w.court_id = t.court_id and (d.id is null or w.area = any(d.areas))
            and not exists(select from cases_case e join cases_sitting s on s.case_id = e.id
                            where (e.root = w.root or e.id = w.root) and e.id < w.id
                              and s.person_id = t.person_id)))
  from people_tenure t
 where t.court_id = any(%(courts)s::bigint[]) and t.since <= %(day)s
   and (t.until is null or t.until > %(day)s)
 group by t.court_id, t.person_id
having bool_or(t.post = any(%(leads)s::text[])) and bool_or(t.post = 'judge')
"""  # noqa: S608 - made of constants


@provider("kept_out")
def kept_out_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Leaders who do not enter the draw of a case (R8.4): one statement, or two where one waits.

    At basic courts they are kept out of plain cases while a tagged one waits that they may hear.
    """
    levels = {facts.court: facts.level for facts in basic.values()}
    leaders = _leaders(sorted(levels), next(iter(basic.values())).today)
    waits = any(waiting for known in leaders.values() for _, waiting in known)
    tagged = {c for c, known in tag_facts(ids, basic).items() if known["tags"]} if waits else set()
    return {
        case: {
            "kept_out": frozenset(
                person
                for person, waiting in leaders.get(basic[case].court, ())
                if not may_draw(levels[basic[case].court], waiting=waiting and case not in tagged)
            )
        }
        for case in ids
    }


def _leaders(courts: Sequence[int], day: date) -> dict[int, list[tuple[int, bool]]]:
    """Return by court the leaders in the quota, each with whether a tagged case waits."""
    leads = [post.value for post in COURT_LEADERS]
    given: dict[str, Any] = {"courts": list(courts), "day": day, "leads": leads}
    found: dict[int, list[tuple[int, bool]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LEADERS, given)
        for court, person, waiting in cursor.fetchall():
            found.setdefault(court, []).append((person, waiting))
    return found


@provider("proposed")
def proposed_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Leaders to whom cases were proposed."""
    found: dict[int, set[int]] = {}
    for case, person in Proposal.objects.filter(case__in=list(ids)).values_list("case", "person"):
        found.setdefault(case, set()).add(person)
    return {case: {"proposed": frozenset(people)} for case, people in found.items()}


@provider("nominal")
def nominal_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Checks of nominal handling, in their order."""
    found: dict[int, tuple[NominalFact, ...]] = {}
    for row in NominalCheck.objects.filter(case__in=list(ids)).order_by("id"):
        fact = NominalFact(
            row.id,
            row.person_id,
            row.answer_due_on,
            row.answered_at is not None,
            row.decided_at is not None,
        )
        found[row.case_id] = (*found.get(row.case_id, ()), fact)
    return {case: {"nominal": checks} for case, checks in found.items()}


_BELOW = """
with recursive below (top, id, level, parent_id) as (
  select k.parent_id, k.id, k.level, k.parent_id from people_court k
   where k.parent_id = any(%(ids)s::bigint[])
   union all
  select b.top, k.id, k.level, k.parent_id from people_court k join below b on k.parent_id = b.id)
select top, id, level, parent_id from below
"""


@provider("below")
def below_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Every court under courts, with its level and the court above it."""
    found: dict[int, dict[int, tuple[Level, int]]] = {court: {} for court in ids}
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"ids": list(ids)})
        for top, court, level, parent in cursor.fetchall():
            found[top][court] = (Level(level), parent)
    return {court: {"below": courts} for court, courts in found.items()}


@provider("notices")
def notice_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Every version of the notices that courts issued."""
    found: dict[int, tuple[NoticeFact, ...]] = {}
    rows = CompletionNotice.objects.filter(issuer__in=list(ids)).order_by("id")
    names = ("issuer", "id", "about", "kind", "year", "number", "version")
    for issuer, *rest in rows.values_list(*names):
        found[issuer] = (*found.get(issuer, ()), NoticeFact(*rest))
    return {court: {"notices": notices} for court, notices in found.items()}


@provider("leads")
def leads_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The leading posts that persons hold at their courts."""
    day = next(iter(basic.values())).today
    found: dict[int, set[Post]] = {}
    rows = Tenure.objects.filter(person__in=list(ids), post__in=COURT_LEADERS, since__lte=day)
    for person, court, post in rows.exclude(until__lte=day).values_list("person", "court", "post"):
        if court == basic[person].court:
            found.setdefault(person, set()).add(Post(post))
    return {person: {"leads": frozenset(posts)} for person, posts in found.items()}


@provider("hours")
def hours_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Hours on record this year: on errands, and all (R8.9)."""
    year = next(iter(basic.values())).today.year
    found: dict[int, tuple[int, int]] = {}
    rows = WorkItem.objects.filter(person__in=list(ids), on__year=year).values("person", "kind")
    for row in rows.annotate(sum=Sum("hours")).order_by():
        errands, hours = found.get(row["person"], (0, 0))
        more = row["sum"] if row["kind"] == WorkKind.ERRAND else 0
        found[row["person"]] = (errands + more, hours + row["sum"])
    return {person: {"hours": hours} for person, hours in found.items()}
