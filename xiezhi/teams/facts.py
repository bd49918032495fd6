"""Facts of teams (已知事实): the basic ones of a team, and what rules name of teams elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from xiezhi.acts.registry import provider, subject_kind
from xiezhi.acts.types import Actor, Wish
from xiezhi.law.act import Act
from xiezhi.law.facts import ZONE, Facts
from xiezhi.law.powers.people import NEAR
from xiezhi.law.rules.kinship import Declared, kin
from xiezhi.law.rules.team_clocks import quarter_days
from xiezhi.law.rules.teams import WHOLE
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.team_values import Kinship, Pair, RoundFact, Stint, WorkFact
from xiezhi.law.terms import Level, Post, TeamRole, TeamType
from xiezhi.people.calendar import VERSION, calendar_of
from xiezhi.people.facts import MANDATES, RULES, mandate, rules_of, wished
from xiezhi.people.models import Person, Relation, Team, TeamMember
from xiezhi.people.providers import named_persons
from xiezhi.teams.models import Appraisal, Pairing, PairingRound, RelationReview, TeamTask

STAFF = (Post.JUDGE_ASSISTANT, Post.CLERK)
_OF_DIVISION = frozenset({Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD})

_TEAM = f"""
select t.id, t.court_id, t.division_id, t.kind, t.leader_id, t.started_on, t.reviewed_on,
       t.review_on, t.ended_on, k.level, k.province, k.code,
       array(select row_to_json(m) from (
         select tm.person_id, tm.post, tm.share, tm.since, tm.until from people_teammember tm
          where tm.team_id = t.id order by tm.since, tm.id) m),
       array(select row_to_json(h) from (
         select tt.post, tt.division_id from people_tenure tt
          where tt.person_id = w.actor and tt.court_id = t.court_id
            and tt.since <= %(day)s and (tt.until is null or tt.until > %(day)s)) h),
{MANDATES},
       {VERSION},
{RULES},
       w.actor
  from {{wished}}
  join people_team t on t.id = w.subject
  join people_court k on k.id = t.court_id
"""  # noqa: S608 - made of constants


def load_team(
    actors: Mapping[int, Actor], act: Act | None, at: datetime
) -> Mapping[int, TeamFacts]:
    """Return the facts of teams, each for its actor, in one statement."""
    given: dict[str, Any] = {
        "ids": list(actors),
        "actors": [actor.person for actor in actors.values()],
        "day": at.astimezone(ZONE).date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TEAM.format(wished=wished(actors)), given)
        rows = cursor.fetchall()
    return {row[0]: _facts(row, actors[row[0]], at) for row in rows}


def _facts(row: Any, by: Actor, at: datetime) -> TeamFacts:
    (id_, court, division, kind, leader, started, reviewed, review, ended, level, province, code,
     members, tenures, mandates, days, rules, actor) = row  # fmt: skip
    own = {Post.TEAM_LEADER} if actor == leader else set()
    outside: set[Post] = set()
    for one in tenures:
        post = Post(one["post"])
        elsewhere = post in _OF_DIVISION and one["division_id"] != division
        (outside if elsewhere else own).add(post)
    return TeamFacts(
        at=at,
        actor=actor,
        posts=frozenset({Post.SYSTEM} if by.system else own),
        uncovered=frozenset(outside - own),
        subject=id_,
        court=court,
        court_code=code,
        level=Level(level),
        province=province,
        division=division,
        mandates=tuple(mandate(one) for one in mandates),
        rules=rules_of(rules),
        calendar=calendar_of(days),
        kind=TeamType(kind),
        leader=leader,
        started_on=started,
        reviewed_on=reviewed,
        review_on=review,
        ended_on=ended,
        members=tuple(_stint(one, id_) for one in members),
    )


def _stint(row: dict[str, Any], team: int) -> Stint:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    since = date.fromisoformat(row["since"])
    return Stint(row["person_id"], TeamRole(row["post"]), row["share"], since, until, team)


subject_kind("team", Team, load_team)


def _of_wishes(function: Any) -> Any:
    function.of_wishes = True
    return function


@provider("team_shares")
@_of_wishes
def share_facts(wishes: Sequence[Wish], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The work in teams of the persons whom the wishes name, as far as it reaches into theirs."""
    named = {wish.subject: named_persons(wish.data) for wish in wishes if wish.data is not None}
    persons = set().union(*named.values())
    first = min((wish.data.since for wish in wishes if wish.data is not None), default=date.max)
    found: dict[int, list[Stint]] = {}
    rows = TeamMember.objects.filter(Q(until=None) | Q(until__gt=first), person__in=persons)
    for row in rows.order_by("id"):
        role = TeamRole(row.post)
        stint = Stint(row.person_id, role, row.share, row.since, row.until, row.team_id)
        found.setdefault(row.person_id, []).append(stint)
    return {
        subject: {"stints": {one: tuple(found[one]) for one in persons if one in found}}
        for subject, persons in named.items()
    }


@provider("team_judges")
def judge_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """The judges of courts who work in a team."""
    found: dict[int, set[int]] = {court: set() for court in ids}
    rows = TeamMember.objects.filter(
        team__court__in=list(ids), team__ended_on=None, post=Post.JUDGE, until=None
    )
    for court, person in rows.values_list("team__court", "person"):
        found[court].add(person)
    return {court: {"teamed": frozenset(persons)} for court, persons in found.items()}


@provider("rounds")
def round_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Rounds of mutual choice of courts, with the ranks and pairs of those not confirmed."""
    rows = list(PairingRound.objects.filter(court__in=list(ids)).prefetch_related("preferences"))
    pairs: dict[int, dict[int, int]] = {}
    for number, staff, judge in Pairing.objects.filter(round__in=rows).values_list(
        "round", "staff", "judge"
    ):
        pairs.setdefault(number, {})[staff] = judge
    found: dict[int, dict[int, RoundFact]] = {}
    for row in rows:
        found.setdefault(row.court_id, {})[row.id] = RoundFact(
            id=row.id,
            judges=frozenset(row.judges),
            staff=frozenset(row.staff),
            places=row.places,
            closes_on=row.closes_on,
            matched=row.matched_at is not None,
            confirmed=row.confirmed_at is not None,
            ranks={one.person_id: tuple(one.ranking) for one in row.preferences.all()},
            pairs=pairs.get(row.id, {}),
        )
    return {court: {"rounds": rounds} for court, rounds in found.items()}


@provider("kin")
@_of_wishes
def kin_facts(wishes: Sequence[Wish], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Which judges and staff, named or of the team or round at hand, are near relatives."""
    found = {}
    for wish in wishes:
        facts = basic.get(wish.subject)
        persons = named_persons(wish.data)
        if isinstance(facts, TeamFacts):
            persons |= {one.person for one in facts.members if one.until is None}
        number = getattr(wish.data, "round", None)
        if number is not None:
            for pair in Pairing.objects.filter(round=number).values_list("judge", "staff"):
                persons |= set(pair)
        found[wish.subject] = {"kin": kinships(persons, facts.today) if facts else {}}
    return found


def kinships(persons: Iterable[int], day: date) -> dict[Pair, Kinship]:
    """Return the near relatives among some persons, as (one, other), each way, with the review."""
    among = sorted(set(persons))
    near = [kind.value for kind in NEAR]
    rows = Relation.objects.filter(person__in=among, kind__in=near).exclude(until__lte=day)
    declared = [Declared(r.person_id, r.kind, r.name, r.relative_id) for r in rows]
    if not declared:
        return {}
    names = dict(Person.objects.filter(pk__in=among).values_list("id", "name"))
    reviews = {
        (row.judge_id, row.staff_id): row.allowed
        for row in RelationReview.objects.filter(judge__in=among, staff__in=among).order_by("at")
    }
    found = {}
    for one in among:
        for other in among:
            pair = (one, other)
            if one != other and (words := kin(one, other, names, declared)):
                found[pair] = Kinship(words, pair in reviews, reviews.get(pair, False))
    return found


@provider("team_staff")
def staff_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """For cases: the staff of the actor's teams, and that of the court's pool, today."""
    day = next(iter(basic.values())).today
    now = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    courts = {facts.court for facts in basic.values()}
    actors = {facts.actor for facts in basic.values()}
    teams: dict[int, set[int]] = {}
    judging = TeamMember.objects.filter(now, person__in=actors, post=Post.JUDGE)
    for person, team in judging.values_list("person", "team"):
        teams.setdefault(person, set()).add(team)
    staff: dict[int, set[int]] = {}
    rows = TeamMember.objects.filter(now, team__in=set().union(*teams.values()), post__in=STAFF)
    for team, person in rows.values_list("team", "person"):
        staff.setdefault(team, set()).add(person)
    pools = pooled(courts, day)
    return {
        case: {
            "own_staff": frozenset(
                person for team in teams.get(facts.actor, ()) for person in staff.get(team, ())
            ),
            "pooled": pools.get(facts.court, frozenset()),
        }
        for case, facts in basic.items()
    }


_POOLED = """
select t.court_id, t.person_id from people_tenure t
 where t.court_id = any(%(courts)s::bigint[]) and t.post in ('judge_assistant', 'clerk')
   and t.since <= %(day)s and (t.until is null or t.until > %(day)s)
   and coalesce((select sum(m.share) from people_teammember m where m.person_id = t.person_id
                    and m.since <= %(day)s and (m.until is null or m.until > %(day)s)), 0) < %(all)s
"""


def pooled(courts: Iterable[int], day: date) -> dict[int, frozenset[int]]:
    """Return the assistants and clerks of courts whom no team has wholly: the pool (R6.10)."""
    with connection.cursor() as cursor:
        cursor.execute(_POOLED, {"courts": list(courts), "day": day, "all": WHOLE})
        found: dict[int, set[int]] = {}
        for court, person in cursor.fetchall():
            found.setdefault(court, set()).add(person)
    return {court: frozenset(persons) for court, persons in found.items()}


@provider("work")
def work_facts(ids: Sequence[int], basic: Mapping[int, Facts]) -> Mapping[int, dict[str, Any]]:
    """Work on cases that is asked for or not done yet."""
    found: dict[int, list[WorkFact]] = {}
    rows = TeamTask.objects.filter(case__in=list(ids), state__in=["requested", "open"])
    for row in rows.order_by("id"):
        found.setdefault(row.case_id, []).append(WorkFact(row.id, row.person_id, row.state))
    return {case: {"work": tuple(work)} for case, work in found.items()}


_BOOKED = """
select w.subject, a.person_id
  from unnest(%s::bigint[], %s::bigint[]) w (subject, hearing)
  join cases_hearing h on h.id = w.hearing
  join cases_attendance a on a.active and a.during && h.during
"""


@provider("booking")
@_of_wishes
def booking_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Who is booked while the hearing lasts that a wish names, for it or for another."""
    asked = [(wish.subject, wish.data.hearing) for wish in wishes if wish.data is not None]
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED, [list(part) for part in zip(*asked, strict=True)] or [[], []])
        for case, person in cursor.fetchall():
            found.setdefault(case, set()).add(person)
    return {case: {"booked": frozenset(persons)} for case, persons in found.items()}


@provider("quarter_staff")
@_of_wishes
def quarter_facts(
    wishes: Sequence[Wish], basic: Mapping[int, Facts]
) -> Mapping[int, dict[str, Any]]:
    """Who worked for a judge in the quarter of a wish, and how many judges proposed on a person."""
    found = {}
    for wish in wishes:
        if wish.data is None:
            continue
        year, quarter = wish.data.year, wish.data.quarter
        staff = staff_between([wish.subject], *quarter_days(year, quarter))
        proposals = Appraisal.objects.filter(person=wish.subject, year=year, quarter=quarter)
        found[wish.subject] = {
            "quarter_staff": frozenset(staff.get(wish.subject, ())),
            "proposals": proposals.count(),
        }
    return found


_BETWEEN = """
select distinct j.person_id, s.person_id
  from people_teammember j
  join people_teammember s on s.team_id = j.team_id and s.post in ('judge_assistant', 'clerk')
 where j.post = 'judge' and (%(all)s or j.person_id = any(%(judges)s::bigint[]))
   and greatest(j.since, s.since, %(first)s)
       < least(coalesce(j.until, 'infinity'), coalesce(s.until, 'infinity'), %(last)s::date + 1)
"""


def staff_between(judges: Sequence[int] | None, first: date, last: date) -> dict[int, set[int]]:
    """Return who worked for judges (None: for any) on some day of a period, both ends counted."""
    given: dict[str, Any] = {
        "all": judges is None,
        "judges": list(judges or ()),
        "first": first,
        "last": last,
    }
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, given)
        for judge, person in cursor.fetchall():
            found.setdefault(judge, set()).add(person)
    return found
