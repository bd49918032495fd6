"""Reads of teams: rosters, load, where cases wait, rounds; the first argument is who looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.law.facts import ZONE
from xiezhi.law.powers.closing import CLOSE
from xiezhi.law.powers.filing import REGISTER
from xiezhi.law.powers.hearing import HOLD, SCHEDULE
from xiezhi.law.powers.judgment import SUBMIT
from xiezhi.law.rules.team_clocks import Ratio, ratio
from xiezhi.law.team_values import Stint
from xiezhi.law.terms import Post, TeamRole, TeamType
from xiezhi.people.queries import Held, Profile
from xiezhi.teams.simulator import YEAR, Days, Staffing, Step

WHOLE_COURT = frozenset(
    {Post.PRESIDENT, Post.VICE_PRESIDENT, Post.PERSONNEL, Post.TRIAL_MANAGEMENT}
)
DAY = timedelta(days=1)
OF_DIVISION = frozenset({Post.DIVISION_HEAD, Post.DEPUTY_DIVISION_HEAD})


@dataclass(frozen=True)
class TeamRow:
    """团队一行: a team with everybody who works or worked in it, and its open cases."""

    id: int
    name: str
    kind: TeamType
    division: int
    division_name: str
    leader: str
    scope: str
    started_on: date | None
    reviewed_on: date | None
    review_on: date | None
    ended_on: date | None
    members: tuple[Stint, ...]
    names: Mapping[int, str]
    open: int
    """Open cases of the judges who work in it today."""

    def now(self, day: date) -> list[Stint]:
        """Return who works in it on a day, judges first."""
        rows = [one for one in self.members if one.on(day)]
        return sorted(rows, key=lambda one: list(TeamRole).index(one.role))

    def ratio(self, day: date) -> Ratio:
        """Return its ratio on a day."""
        return ratio(self.members, day)

    def per_head(self, day: date) -> float | None:
        """Return open cases for each judge's post; None where it has no judge on the day."""
        judges = self.ratio(day).judges
        return self.open * 100 / judges if judges else None


_TEAMS = """
select t.id, t.name, t.kind, t.division_id, d.name, coalesce(p.name, ''), t.scope, t.started_on,
       t.reviewed_on, t.review_on, t.ended_on,
       array(select row_to_json(m) from (
         select tm.person_id, q.name, tm.post, tm.share, tm.since, tm.until
           from people_teammember tm join people_person q on q.id = tm.person_id
          where tm.team_id = t.id order by q.sort_key, tm.id) m)::text[],
       (select count(*) from cases_case c
         where c.court_id = t.court_id and c.closed_on is null and c.judge_id in (
           select j.person_id from people_teammember j
            where j.team_id = t.id and j.post = 'judge' and j.since <= %(day)s
              and (j.until is null or j.until > %(day)s)))
  from people_team t
  join people_division d on d.id = t.division_id
  left join people_person p on p.id = t.leader_id
 where t.court_id = %(court)s and (%(team)s = 0 or t.id = %(team)s)
   and (%(team)s <> 0 or t.ended_on is null or t.ended_on > %(day)s)
 order by d.place, t.id
"""


def teams(viewer: Actor, court: int, day: date, team: int = 0) -> list[TeamRow]:
    """Return the teams of a court on a day, or one of them, in one query."""
    assert viewer is not None, "teams are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, {"court": court, "day": day, "team": team})
        return [_team(row) for row in cursor.fetchall()]


def _team(row: Sequence[Any]) -> TeamRow:
    members = [orjson.loads(text) for text in row[11]]
    stints = tuple(
        Stint(
            one["person_id"],
            TeamRole(one["post"]),
            one["share"],
            date.fromisoformat(one["since"]),
            date.fromisoformat(one["until"]) if one["until"] else None,
            row[0],
        )
        for one in members
    )
    names = {one["person_id"]: one["name"] for one in members}
    known: tuple[Any, ...] = (*row[:2], TeamType(row[2]), *row[3:11], stints, names, row[12])
    return TeamRow(*known)


def watches(viewer: Profile, row: TeamRow, day: date) -> bool:
    """Return whether a viewer sees a team's queue and load: its members, its head, offices."""
    return (
        bool(viewer.posts & WHOLE_COURT)
        or any(one.person == viewer.person for one in row.now(day))
        or any(held.post in OF_DIVISION and held.division == row.division for held in viewer.held)
    )


def public_roster(court: int, day: date) -> list[TeamRow]:
    """Return what the public sees of a court's teams: nobody needs to sign in for it."""
    return teams(Actor(0), court, day)


_ACTS = (REGISTER.code, "service.serve", SCHEDULE.code, HOLD.code, SUBMIT.code, CLOSE.code)
_STAMPS = """
select e.subject, e.act, min(e.at) from ledger_entry e
 where e.subject = any(%s::bigint[]) and e.act = any(%s) and e.outcome = 'accepted'
 group by e.subject, e.act
"""


def _stamps(cases: Sequence[int]) -> dict[int, dict[str, datetime]]:
    """Return when each act was first done on each case, as the trace has it."""
    found: dict[int, dict[str, datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STAMPS, [list(cases), list(_ACTS)])
        for case, act, at in cursor.fetchall():
            found.setdefault(case, {})[act] = at
    return found


def _passed(known: Mapping[str, datetime]) -> list[datetime | None]:
    """Return filing and the ends of the four steps; the summons stands for service not recorded."""
    served = known.get("service.serve") or known.get(SCHEDULE.code)
    ends = (known.get(HOLD.code), known.get(SUBMIT.code), known.get(CLOSE.code))
    return [known.get(REGISTER.code), served, *ends]


@dataclass(frozen=True)
class Waiting:
    """各步骤等待: the open cases at a step and how many days each has been there."""

    step: Step
    days: tuple[int, ...]


_OPEN = """
select c.id from cases_case c
 where c.closed_on is null and c.judge_id = any(%s::bigint[]) order by c.id limit 5000
"""


def waiting(viewer: Actor, row: TeamRow, at: datetime) -> list[Waiting]:
    """Return where the open cases of a team wait and since when, in two queries."""
    assert viewer is not None, "queues are for a viewer"
    day = at.astimezone(ZONE).date()
    judges = [one.person for one in row.now(day) if one.role is TeamRole.JUDGE]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [judges])
        cases = [case for (case,) in cursor.fetchall()]
    found: dict[Step, list[int]] = {step: [] for step in Step}
    for known in _stamps(cases).values():
        passed = _passed(known)
        last = max((place for place, moment in enumerate(passed) if moment), default=None)
        if last is not None and last < len(found):
            since = passed[last]
            assert since is not None, "the last one that has a moment"
            found[tuple(Step)[last]].append((at - since).days)
    return [Waiting(step, tuple(sorted(days))) for step, days in found.items()]


_CLOSED = """
select c.id from cases_case c
 where c.court_id = %(court)s and c.closed_on > %(since)s and c.heard_at is not null
 order by c.closed_on desc, c.id desc limit 1000
"""
_POSTS = """
select t.post, round(sum(t.share) / 1000.0)::int from (
  select h.person_id, h.post, max(h.share) as share from people_tenure h
   where h.court_id = %(court)s and h.post in ('judge', 'judge_assistant', 'clerk')
     and h.since <= %(day)s and (h.until is null or h.until > %(day)s)
   group by h.person_id, h.post) t group by t.post
"""


def step_times(viewer: Actor, court: int, day: date) -> list[Days]:
    """Return the days of each step of the last year's closed cases that were heard and decided."""
    assert viewer is not None, "step times are for a viewer"
    since = day - timedelta(days=YEAR)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, {"court": court, "since": since})
        cases = [case for (case,) in cursor.fetchall()]
    found: list[Days] = []
    for known in _stamps(cases).values():
        passed = [moment for moment in _passed(known) if moment is not None]
        if len(passed) == len(Step) + 1 and passed == sorted(passed):
            found.append([(after - before) / DAY for before, after in pairwise(passed)])
    return found


def staffing(viewer: Actor, court: int, day: date) -> Staffing:
    """Return the posts of a court by role, shares counted, and how many cases were filed a year."""
    assert viewer is not None, "posts are for a viewer"
    given: dict[str, Any] = {"court": court, "day": day, "since": day - timedelta(days=YEAR)}
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, given)
        posts = {TeamRole(post): count for post, count in cursor.fetchall()}
        cursor.execute(
            "select count(*) from cases_case where court_id = %(court)s and filed_on > %(since)s",
            given,
        )
        return Staffing(posts, float(cursor.fetchone()[0]))


@dataclass(frozen=True)
class TaskRow:
    """交办工作一行: a piece of work of a team's staff that is not done."""

    id: int
    case: int
    number: str
    person: str
    judge: str
    kind: str
    due_on: date
    state: str


_TASKS = """
select k.id, k.case_id, coalesce(c.number, c.title), p.name, j.name, k.kind, k.due_on, k.state
  from teams_teamtask k join cases_case c on c.id = k.case_id
  join people_person p on p.id = k.person_id join people_person j on j.id = k.judge_id
 where k.state in ('open', 'requested') and (k.person_id = any(%(persons)s::bigint[])
       or k.judge_id = any(%(persons)s::bigint[]) or k.case_id = %(case)s)
 order by k.due_on, k.id limit 200
"""


def tasks(viewer: Actor, persons: Sequence[int]) -> list[TaskRow]:
    """Return the work that persons have been given or gave out and that is not done yet."""
    assert viewer is not None, "work is for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, {"persons": list(persons), "case": 0})
        return [TaskRow(*row) for row in cursor.fetchall()]


def case_tasks(viewer: Actor, case: int) -> list[TaskRow]:
    """Return the work on a case that is not done yet; the caller checks who may see."""
    assert viewer is not None, "work is for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, {"persons": [], "case": case})
        return [TaskRow(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class RoundRow:
    """双向选择一轮: who takes part, how far it is, the pairs (judge, person, reason)."""

    id: int
    name: str
    judges: Mapping[int, str]
    staff: Mapping[int, str]
    closes_on: date
    ranked: int
    matched: bool
    confirmed: bool
    pairs: tuple[tuple[str, str, str], ...]


_ROUNDS = """
select r.id, r.name,
       (select json_object_agg(p.id, p.name) from people_person p where p.id = any(r.judges))::text,
       (select json_object_agg(p.id, p.name) from people_person p where p.id = any(r.staff))::text,
       r.closes_on, (select count(*) from teams_preference f where f.round_id = r.id),
       r.matched_at is not null, r.confirmed_at is not null,
       array(select row_to_json(x) from (
         select j.name as judge, s.name as staff, g.reason from teams_pairing g
           join people_person j on j.id = g.judge_id join people_person s on s.id = g.staff_id
          where g.round_id = r.id order by j.sort_key, s.sort_key, g.id) x)::text[]
  from teams_pairinground r
 where r.court_id = %(court)s
   and (%(all)s or %(me)s = any(r.judges) or %(me)s = any(r.staff))
 order by r.id desc limit 20
"""


def rounds(viewer: Actor, held: Held, *, everything: bool) -> list[RoundRow]:
    """Return the rounds of mutual choice of a court, or those in which the viewer takes part."""
    given = {"court": held.court, "all": everything, "me": viewer.person}
    with connection.cursor() as cursor:
        cursor.execute(_ROUNDS, given)
        rows = cursor.fetchall()
    return [_round(row) for row in rows]


def _round(row: Sequence[Any]) -> RoundRow:
    id_, name, judges, staff, closes, ranked, matched, confirmed, pairs = row
    listed = [orjson.loads(text) for text in pairs]
    return RoundRow(
        id=id_,
        name=name,
        judges=_named(judges),
        staff=_named(staff),
        closes_on=closes,
        ranked=ranked,
        matched=matched,
        confirmed=confirmed,
        pairs=tuple((one["judge"], one["staff"], one["reason"]) for one in listed),
    )


def _named(text: str | None) -> dict[int, str]:
    return {int(number): name for number, name in orjson.loads(text or "{}").items()}


_NOTES = """
select n.act, n.text, coalesce(p.name, ''), n.at from teams_teamnote n
  left join people_person p on p.id = n.by_id where n.team_id = %s order by n.at desc limit 50
"""


def notes(viewer: Actor, team: int) -> list[tuple[str, str, str, datetime]]:
    """Return what was said of a team: act, words, by whom, when; the newest first."""
    assert viewer is not None, "notes are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_NOTES, [team])
        return list(cursor.fetchall())


@dataclass(frozen=True)
class AppraisalRow:
    """考核一行: an assistant or clerk in a quarter: judges' proposals and what became of them."""

    person: int
    name: str
    year: int
    quarter: str
    proposals: tuple[tuple[str, int, str, bool], ...]
    """Judge, score, words, late."""
    weight: int | None
    reason: str | None


_APPRAISALS = """
select a.person_id, p.name, a.year, a.quarter,
       array_agg(row_to_json(row(j.name, a.score, a.text, a.late))::text order by a.id),
       u.weight, u.reason
  from teams_appraisal a
  join people_person p on p.id = a.person_id join people_person j on j.id = a.judge_id
  left join teams_appraisaluse u on u.person_id = a.person_id and u.year = a.year
       and u.quarter = a.quarter
 where p.court_id = %(court)s and (%(all)s or a.person_id = %(me)s or a.judge_id = %(me)s)
 group by a.person_id, p.name, p.sort_key, a.year, a.quarter, u.weight, u.reason
 order by a.year desc, a.quarter desc, p.sort_key, a.person_id limit 500
"""


def appraisals(viewer: Actor, court: int, *, everything: bool) -> list[AppraisalRow]:
    """Return proposals on a court's staff: all for the personnel office, else one's own."""
    given = {"court": court, "all": everything, "me": viewer.person}
    with connection.cursor() as cursor:
        cursor.execute(_APPRAISALS, given)
        rows = cursor.fetchall()
    found = []
    for person, name, year, quarter, proposals, weight, reason in rows:
        said = tuple(tuple(orjson.loads(one).values()) for one in proposals)
        found.append(AppraisalRow(person, name, year, quarter, said, weight, reason))
    return found
