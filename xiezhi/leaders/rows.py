"""What completion is computed from: posts, cases closed, leaders' cases; one statement each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xiezhi.law.rules.leader_cases import CaseTag, Handling, tags_of
from xiezhi.law.terms import COURT_LEADERS, Level, Origin, Post, Procedure, Seat

WAITS = """
       c.state in ('triaged', 'pooled') and c.judge_id is null
       and (c.origin in ('remand', 'ordered_retrial')
            or exists(select from supervision_fourtypeflag f
                       where f.case_id = c.id and f.state = 'confirmed'))"""
"""An SQL condition: the case `c` bears a tag and waits to be assigned."""


@dataclass(frozen=True)
class Held:
    """任职: a leading or judge's post at a court that was held during the year."""

    person: int
    name: str
    court: int
    post: Post
    division: int | None
    division_name: str
    since: date
    until: date | None
    level: Level
    upper: int | None


_HELD = """
select t.person_id, p.name, t.court_id, t.post, t.division_id, coalesce(d.name, ''),
       t.since, t.until, k.level, k.parent_id
  from people_tenure t
  join people_person p on p.id = t.person_id
  join people_court k on k.id = t.court_id
  left join people_division d on d.id = t.division_id
 where t.court_id = any(%(courts)s::bigint[]) and t.post = any(%(posts)s::text[])
   and t.since <= %(last)s and (t.until is null or t.until > %(first)s)
 order by k.place, k.id, d.place nulls first, p.sort_key, p.id, t.id
"""


def held(courts: Sequence[int], first: date, last: date) -> list[Held]:
    """Return the leading and judges' posts of courts, courts and divisions in their order."""
    given: dict[str, Any] = {
        "courts": list(courts),
        "posts": [post.value for post in (*COURT_LEADERS, Post.JUDGE)],
        "first": first,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HELD, given)
        return [_post(row) for row in cursor.fetchall()]


def _post(row: Any) -> Held:
    person, name, court, post, division, called, since, until, level, upper = row
    return Held(
        person, name, court, Post(post), division, called, since, until, Level(level), upper
    )


_CLOSED = """
select c.court_id, c.judge_id, extract(month from c.closed_on)::int, count(*)
  from cases_case c
 where c.court_id = any(%(courts)s::bigint[]) and c.judge_id is not null
   and c.closed_on between %(first)s and %(last)s
 group by 1, 2, 3
"""


def closed(courts: Sequence[int], first: date, last: date) -> list[tuple[int, int, int, int]]:
    """Return (court, handling judge, month, cases closed)."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, {"courts": list(courts), "first": first, "last": last})
        return [(row[0], row[1], row[2], row[3]) for row in cursor.fetchall()]


@dataclass(frozen=True)
class LeaderCase:
    """院庭长参与办理的案件: a closed case in which a leader sat, in the first of his seats."""

    person: int
    case: int
    court: int
    number: str
    title: str
    area: str
    procedure: str
    closed_on: date
    origin: Origin
    seat: Seat
    present: int
    tags: tuple[CaseTag, ...]
    suspected: bool
    nominal: bool | None
    """What was found of nominal handling; None where nothing was."""

    @property
    def handled(self) -> bool:
        """Whether the leader was the handling judge or sat alone."""
        return self.seat is Seat.HANDLING

    @property
    def alone(self) -> bool:
        """Whether the leader sat alone."""
        return self.handled and bool(self.procedure) and Procedure(self.procedure).single


_SEATS = (Seat.HANDLING, Seat.PRESIDING, Seat.MEMBER)
_MINE = """
select s.person_id, c.id, c.court_id, coalesce(c.number, ''), c.title, split_part(c.kind, '_', 1),
       c.procedure, c.closed_on, array_agg(distinct s.seat),
       (select count(*) from cases_hearing h join cases_attendance a on a.hearing_id = h.id
         where h.case_id = c.id and h.state = 'held' and a.person_id = s.person_id and a.present),
       c.origin,
       array(select f.code from supervision_fourtypeflag f
              where f.case_id = c.id and f.state in ('confirmed', 'closed')),
       exists(select from assignment_designation d where d.case_id = c.id and d.ground = 'G3'),
       n.id is not null, n.nominal
  from cases_sitting s
  join cases_case c on c.id = s.case_id
  left join leaders_nominalcheck n on n.case_id = c.id and n.person_id = s.person_id
 where s.person_id = any(%(people)s::bigint[]) and s.seat = any(%(seats)s::text[])
   and (s.until_at is null
        or (s.until_at at time zone 'Asia/Shanghai')::date > c.closed_on)
   and c.closed_on between %(first)s and %(last)s
 group by s.person_id, c.id, n.id
 order by c.closed_on, c.id
"""


def leader_cases(people: Collection[int], first: date, last: date) -> list[LeaderCase]:
    """Return the closed cases in which these people sat to the end; one row a case and person."""
    given: dict[str, Any] = {
        "people": sorted(people),
        "seats": [seat.value for seat in _SEATS],
        "first": first,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MINE, given)
        rows = cursor.fetchall()
    return [_leader_case(row) for row in rows]


def _leader_case(row: Any) -> LeaderCase:
    (person, case, court, number, title, area, procedure, on, seats, present, origin, flags,
     taken_up, suspected, nominal) = row  # fmt: skip
    return LeaderCase(
        person=person,
        case=case,
        court=court,
        number=number,
        title=title,
        area=area,
        procedure=procedure,
        closed_on=on,
        origin=Origin(origin),
        seat=next(one for one in _SEATS if one in seats),
        present=present,
        tags=tags_of(Origin(origin), flags, taken_up=taken_up),
        suspected=suspected,
        nominal=nominal,
    )


_TRACES = """
select w.person, w.case_id, w.seat,
       (select count(*) from cases_hearing h where h.case_id = w.case_id and h.state = 'held'),
       (select count(*) from cases_hearing h join cases_attendance a on a.hearing_id = h.id
         where h.case_id = w.case_id and h.state = 'held' and a.person_id = w.person
           and a.present),
       (select count(*) from ledger_entry e where e.subject = w.case_id and e.actor = w.person
           and e.outcome = 'accepted' and e.act <> all(%(empty)s::text[])),
       r.opened_at, r.opened_by_id, b.at,
       (select count(*) from cases_draft f where f.case_id = w.case_id),
       (select count(*) from cases_draft f where f.case_id = w.case_id
           and f.author_id = w.person)
  from unnest(%(people)s::bigint[], %(cases)s::bigint[], %(seats)s::text[])
       w (person, case_id, seat)
  left join lateral (select d.id, d.opened_at, d.opened_by_id from cases_deliberation d
                      where d.case_id = w.case_id order by d.round desc limit 1) r on true
  left join cases_ballot b on b.deliberation_id = r.id and b.person_id = w.person
"""
_EMPTY = ["deliberation.seal_ballot", "judgment.sign", "leaders.answer"]
"""Entries that show no work on the file."""


def traces(cases: Sequence[LeaderCase]) -> list[Handling]:
    """Return what rows and trace say of leaders in these cases, in their order."""
    given: dict[str, Any] = {
        "people": [one.person for one in cases],
        "cases": [one.case for one in cases],
        "seats": [one.seat.value for one in cases],
        "empty": _EMPTY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRACES, given)
        rows = {(row[0], row[1]): row for row in cursor.fetchall()}
    return [_handling(rows[one.person, one.case]) for one in cases]


def _handling(
    row: tuple[int, int, str, int, int, int, datetime, int, datetime, int, int],
) -> Handling:
    person, case, seat, hearings, present, entries, opened, opener, ballot, drafts, own = row
    return Handling(
        person=person,
        case=case,
        seat=Seat(seat),
        hearings=hearings,
        present=present,
        entries=entries,
        opened_at=opened,
        opened_by=opener,
        balloted_at=ballot,
        drafts=drafts,
        own_drafts=own,
    )


_WORK = """
select person_id, kind, sum(hours) from leaders_workitem
 where court_id = any(%(courts)s::bigint[]) and "on" between %(first)s and %(last)s
 group by 1, 2
"""


def work(courts: Sequence[int], first: date, last: date) -> list[tuple[int, str, int]]:
    """Return (person, kind of work, hours)."""
    with connection.cursor() as cursor:
        cursor.execute(_WORK, {"courts": list(courts), "first": first, "last": last})
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


_SUPERVISED = """
select person, count(*) from (
  select r.asked_by_id person, r.case_id, r.asked_at at from supervision_measure r
   union all
  select r.by_id, r.case_id, r.at from supervision_referral r
   union all
  select f.decided_by_id, f.case_id, f.decided_at from supervision_fourtypeflag f
) s
 where s.person = any(%(people)s::bigint[])
   and (s.at at time zone 'Asia/Shanghai')::date between %(first)s and %(last)s
   and not exists(select from cases_sitting t where t.case_id = s.case_id
                     and t.person_id = s.person and t.seat = any(%(seats)s::text[]))
 group by person
"""


def supervised(people: Collection[int], first: date, last: date) -> dict[int, int]:
    """Return how often people supervised cases in which they do not sit (R8.3)."""
    given: dict[str, Any] = {
        "people": sorted(people),
        "seats": [seat.value for seat in _SEATS],
        "first": first,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUPERVISED, given)
        return dict(cursor.fetchall())
