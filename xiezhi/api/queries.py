"""Reads of the API (查询): cases, one case, its trace and duties, what may be done now."""

from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q

from xiezhi.acts.examine import examine, refuses, standing
from xiezhi.acts.gate import provide, said
from xiezhi.acts.models import Prompt
from xiezhi.acts.registry import kinds, providers
from xiezhi.acts.types import Actor
from xiezhi.api.acting import ID_MAX, NOT_FOUND, visible
from xiezhi.api.problems import Problem
from xiezhi.cases.models import Case, Party
from xiezhi.law.facts import CaseFacts
from xiezhi.law.powers import powers
from xiezhi.law.rules.openness import OPEN_ACTS, OUTSIDE
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.models import Entry

PAGE_MAX = 200


def facts_of_case(viewer: Actor, case: int, at: datetime) -> CaseFacts:
    """Return the basic facts of a case for a viewer; raises `Problem` 404 to outsiders."""
    facts = kinds["case"].load({case: viewer}, None, at).get(case) if case <= ID_MAX else None
    if facts is None or not visible(facts):
        raise Problem(404, NOT_FOUND)
    assert isinstance(facts, CaseFacts), "the loader of cases returns facts of cases"
    return facts


_SCOPE = """
select c.id, c.number, c.title, c.kind, c.cause, c.state, c.procedure, c.filed_on, c.due_on,
       c.judge_id, c.court_id
  from cases_case c
 where c.id < %(before)s and (%(state)s = '' or c.state = %(state)s) and (
       c.court_id in (select t.court_id from people_tenure t where t.person_id = %(me)s
                         and t.until is null)
    or exists (select from cases_sitting s where s.case_id = c.id and s.person_id = %(me)s)
    or exists (select from cases_party p where p.case_id = c.id and p.person_id = %(me)s)
    or exists (select from cases_counsel p where p.case_id = c.id and p.person_id = %(me)s))
 order by c.id desc limit %(most)s
"""
_COLUMNS = ("id", "number", "title", "kind", "cause", "state", "procedure", "filed_on", "due_on",
            "judge", "court")  # fmt: skip


def cases(viewer: Actor, *, state: str, before: int, most: int) -> dict[str, Any]:
    """Return the viewer's cases, newest first, and the number from which to go on."""
    if "\0" in state:
        raise Problem(422, "state 含有不能查询的字符 NUL")
    size = max(1, min(most, PAGE_MAX))
    given: dict[str, int | str] = {
        "me": viewer.person,
        "state": state,
        "before": before or 2**62,
        "most": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SCOPE, given)
        rows = cursor.fetchall()
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows[:size]]
    return {"cases": found, "next": found[-1]["id"] if len(rows) > size else None}


def case(viewer: Actor, number: int, at: datetime) -> dict[str, Any]:
    """Return one case with parties, bench and duties."""
    facts = facts_of_case(viewer, number, at)
    row = Case.objects.values(*_CASE).get(pk=number)
    parties = Party.objects.filter(case=number).order_by("place")
    row["parties"] = list(parties.values("id", "role", "kind", "name"))
    row["bench"] = [
        {"person": one.person, "name": one.name, "seat": one.seat} for one in facts.sitters
    ]
    row["posts"] = sorted(facts.posts)
    return dict(row)


_CASE = ("id", "number", "title", "kind", "origin", "state", "procedure", "cause", "amount",
         "claims", "facts", "received_at", "filed_on", "due_on", "closed_on")  # fmt: skip


def trace(viewer: Actor, number: int, at: datetime) -> dict[str, Any]:
    """Return the trace of a case; parties see procedural acts, not internal notes."""
    facts = facts_of_case(viewer, number, at)
    names = ("id", "seq", "act", "outcome", "actor", "post", "at", "data", "hash")
    rows = Entry.objects.filter(subject=number).order_by("seq").values(*names)
    inside = facts.posts - OUTSIDE
    shown = [row for row in rows if inside or is_open(row["act"], row["outcome"])]
    for row in shown:
        row["hash"] = bytes(row["hash"]).hex()
        row["data"] = orjson.loads(row["data"]) if inside else None
        row["name"] = powers()[row["act"]].name if row["act"] in powers() else row["act"]
    return {"entries": shown}


def is_open(act: str, outcome: str) -> bool:
    """Return whether parties see an entry: procedural acts that were done (R5.17)."""
    return act in OPEN_ACTS and outcome == ACCEPTED


def may_take(viewer: Actor, entry: Entry, at: datetime) -> None:
    """Return where a viewer may have an entry's receipt; raises `Problem` 404 otherwise."""
    if entry.actor == viewer.person:
        return
    facts = facts_of_case(viewer, entry.subject, at)
    if not facts.posts - OUTSIDE and not is_open(entry.act, entry.outcome):
        raise Problem(404, NOT_FOUND)


def duties(viewer: Actor, number: int, at: datetime) -> dict[str, Any]:
    """Return the open duties of a case; parties see their own."""
    facts = facts_of_case(viewer, number, at)
    rows = Prompt.objects.filter(subject=number, settled_by=None).order_by("due_on", "id")
    if not facts.posts - OUTSIDE:
        rows = rows.filter(Q(post__in=OUTSIDE & facts.posts) | Q(owed_by=viewer.person))
    return {"duties": list(rows.values("id", "act", "post", "owed_by", "due_on", "raised_at"))}


def possible(viewer: Actor, number: int, at: datetime) -> dict[str, Any]:
    """Return every act of a case with what stands in its way for the viewer, here and now."""
    basic = facts_of_case(viewer, number, at)
    facts = provide(providers.keys() & CASE_FACTS, {number: basic})[number]
    listed = []
    for act in powers().values():
        if act.subject != "case" or act.opens:
            continue
        findings = examine(act, facts)
        stand = standing(act, facts)
        listed.append(
            {
                "code": act.code,
                "name": act.name,
                "possible": not refuses(findings),
                "post": stand.post if stand else None,
                "findings": [said(finding) for finding in findings],
            }
        )
    return {"acts": listed}


CASE_FACTS = frozenset(
    {name for act in powers().values() if act.subject == "case" for name in act.needs}
) - {"persons"}  # fmt: skip
"""Facts that do not depend on what is typed."""
