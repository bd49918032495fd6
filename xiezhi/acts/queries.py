"""Reads of the gate's rows: the trace of a subject, duties of persons and posts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db import connection

from xiezhi.acts.types import Actor

PAGE = 40


@dataclass(frozen=True)
class TraceRow:
    """留痕一条: an entry with the name of who acted."""

    id: int
    seq: int
    act: str
    accepted: bool
    actor: int
    name: str
    post: str
    at: datetime
    content: Mapping[str, Any]


_TRACE = """
select e.id, e.seq, e.act, e.outcome = 'accepted', e.actor, coalesce(p.name, '系统'), e.post, e.at,
       e.data::text
  from ledger_entry e left join people_person p on p.id = e.actor
 where e.subject = %(subject)s and e.seq < %(before)s
   and (%(act)s = '' or e.act like %(act)s || '%%') and (%(actor)s = 0 or e.actor = %(actor)s)
 order by e.seq desc limit %(most)s
"""


def trace(
    viewer: Actor,
    subject: int,
    *,
    before: int = 0,
    act: str = "",
    actor: int = 0,
    most: int = PAGE,
) -> list[TraceRow]:
    """Return entries of a subject, newest first, in one query; the caller checks who may see."""
    assert viewer is not None, "a trace is for a viewer"
    given: dict[str, int | str] = {
        "subject": subject,
        "before": before or 2**31 - 1,
        "act": act,
        "actor": actor,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRACE, given)
        rows = cursor.fetchall()
    return [_trace_row(row) for row in rows]


def _trace_row(row: Sequence[Any]) -> TraceRow:
    id_, seq, act, accepted, actor, name, post, at, content = row
    return TraceRow(id_, seq, act, accepted, actor, name, post, at, orjson.loads(content))


_MILESTONES = """
select e.act, e.at from ledger_entry e
 where e.subject = %s and e.outcome = 'accepted' and e.act = any(%s) order by e.seq desc limit 200
"""


def milestones(viewer: Actor, subject: int, acts: Collection[str]) -> list[tuple[str, datetime]]:
    """Return when which of these acts was done, newest first; the caller checks who may see."""
    assert viewer is not None, "a trace is for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_MILESTONES, [subject, sorted(acts)])
        return [(act, at) for act, at in cursor.fetchall()]


@dataclass(frozen=True)
class OwedDuty:
    """应办: an open duty with the subject it is about."""

    id: int
    subject: int
    act: str
    post: str
    owed_by: int | None
    due_on: date | None
    number: str
    title: str


_OWED = """
select q.id, q.subject, q.act, q.post, q.owed_by, q.due_on, coalesce(c.number, ''),
       coalesce(c.title, k.name, tm.name, y.name, '')
  from (
    select p.* from acts_prompt p where p.settled_by is null and p.owed_by = %(me)s
    union all
    select p.* from acts_prompt p
      join people_tenure t on t.person_id = %(me)s and t.court_id = p.court and t.post = p.post
           and t.since <= %(day)s and (t.until is null or t.until > %(day)s)
     where p.settled_by is null and p.owed_by is null
       and (t.post not in ('division_head', 'deputy_division_head')
            or p.division is null or p.division = t.division_id)
  ) q
  left join cases_case c on c.id = q.subject
  left join people_court k on k.id = q.subject
  left join people_team tm on tm.id = q.subject
  left join people_person y on y.id = q.subject
 order by q.due_on nulls last, q.id limit %(most)s
"""


def owed(viewer: Actor, day: date, most: int = 200) -> list[OwedDuty]:
    """Return what the viewer owes, by seat or by post, the nearest day first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OWED, {"me": viewer.person, "day": day, "most": most})
        return [OwedDuty(*row) for row in cursor.fetchall()]


_OF_SUBJECT = """
select q.id, q.subject, q.act, q.post, q.owed_by, q.due_on, '', ''
  from acts_prompt q where q.subject = %s and q.settled_by is null
 order by q.due_on nulls last, q.id
"""


def duties_of(viewer: Actor, subject: int) -> list[OwedDuty]:
    """Return the open duties of a subject, in one query; the caller checks who may see."""
    assert viewer is not None, "duties are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(_OF_SUBJECT, [subject])
        return [OwedDuty(*row) for row in cursor.fetchall()]


def overdue_by_act(viewer: Actor, courts: Sequence[int], day: date) -> list[tuple[str, int]]:
    """Return how many open duties of courts are late, by act, most first."""
    assert viewer is not None, "figures are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(
            "select act, count(*) from acts_prompt where settled_by is null"
            " and court = any(%s::bigint[]) and due_on < %s group by act order by 2 desc",
            [list(courts), day],
        )
        return [(act, count) for act, count in cursor.fetchall()]


def refused_lately(viewer: Actor, court: int, since: datetime, most: int = 20) -> list[TraceRow]:
    """Return refusals on cases of a court since a moment, newest first."""
    assert viewer is not None, "refusals are for a viewer"
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.id, e.subject, e.act, false, e.actor, coalesce(p.name, '系统'), e.post, e.at,"
            " e.data::text from ledger_entry e join cases_case c on c.id = e.subject"
            " left join people_person p on p.id = e.actor"
            " where e.outcome = 'refused' and c.court_id = %s and e.at > %s"
            " order by e.id desc limit %s",
            [court, since, most],
        )
        rows = cursor.fetchall()
    return [_trace_row(row) for row in rows]
