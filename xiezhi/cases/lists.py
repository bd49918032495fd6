"""Lists of cases (案件列表): scoped to the viewer, filtered, by key; a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from xiezhi.acts.types import Actor
from xiezhi.cases.acts.filing import fingerprint
from xiezhi.cases.models import Case
from xiezhi.law.powers.filing import FilingData
from xiezhi.law.terms import Post, State
from xiezhi.people.queries import Profile

PAGE = 50
SEATED = frozenset({Post.JUDGE, Post.JUROR, Post.JUDGE_ASSISTANT, Post.CLERK})
"""Posts that see the cases in which they sit, and no others."""
COUNTED = 1000
SORTS = ("filed_on", "due_on")
"""Columns that a list can be sorted by: each has an index, those without a day come last."""


@dataclass(frozen=True)
class Wanted:
    """筛选: what a list shall hold; empty fields do not narrow."""

    text: str = ""
    state: str = ""
    kind: str = ""
    procedure: str = ""
    division: int = 0
    judge: int = 0
    flag: str = ""
    due: str = ""
    owes: str = ""
    """An act whose duty is open and late."""
    open: bool = False
    mine: bool = False
    sort: str = "filed_on"
    ascending: bool = False
    before: tuple[date | None, int] | None = None
    """Key of the last row of the page before: the day sorted by, None without one, and number."""


@dataclass(frozen=True)
class Listed:
    """列表一行: a case as a list shows it."""

    id: int
    number: str
    title: str
    cause: str
    kind: str
    procedure: str
    state: str
    received_on: date
    filed_on: date | None
    due_on: date | None
    judge: str
    division: str
    court: str
    flagged: bool
    judge_id: int | None


@dataclass(frozen=True)
class Named:
    """可选条件: a division of the viewer's courts, or the judge the list is narrowed to."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True)
class Page:
    """列表一页: rows, how many there are up to a thousand, and whether more follow."""

    rows: tuple[Listed, ...]
    total: int
    more: bool


_COLUMNS = """
c.id, coalesce(c.number, ''), c.title, c.cause, c.kind, c.procedure, c.state,
(c.received_at at time zone 'Asia/Shanghai')::date, c.filed_on, c.due_on, coalesce(p.name, ''),
coalesce(d.name, ''), k.name,
exists (select from supervision_fourtypeflag f where f.case_id = c.id and f.state = 'confirmed'),
c.judge_id
"""
_JOINS = """
  join people_court k on k.id = c.court_id
  left join people_person p on p.id = c.judge_id
  left join people_division d on d.id = c.division_id
"""


def scope(who: Profile) -> list[int]:
    """Return the courts whose cases a person may list: those where a post is held."""
    return sorted({one.court for one in who.held})


def page(viewer: Actor, who: Profile, wanted: Wanted, day: date, size: int = PAGE) -> Page:
    """Return a page of the viewer's cases, newest filing first, in two queries."""
    assert viewer.person == who.person, "a list is for its viewer"
    where, given = _where(who, wanted, day)
    inner = _from_key(f"select c.* from cases_case c where {where}", wanted, given)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_COLUMNS} from ({inner}) c {_JOINS}"  # noqa: S608
            f" {_order(wanted)} limit %(most)s",
            given | {"most": size + 1},
        )
        rows = [Listed(*row) for row in cursor.fetchall()]
        cursor.execute(
            f"select count(*) from"  # noqa: S608
            f" (select 1 from cases_case c where {where} limit %(most)s) x",
            given | {"most": COUNTED + 1},
        )
        total = cursor.fetchone()[0]
    return Page(tuple(rows[:size]), total, len(rows) > size)


def _order(wanted: Wanted) -> str:
    assert wanted.sort in SORTS, wanted.sort
    way = "asc" if wanted.ascending else "desc"
    return f"order by c.{wanted.sort} {way} nulls last, c.id {way}"


def names(who: Profile, wanted: Wanted) -> list[Named]:
    """Return the divisions of the viewer's courts and the judge asked for, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"courts": scope(who), "judge": wanted.judge})
        return [Named(*row) for row in cursor.fetchall()]


_NAMES = """
select 'division', d.id, d.name from people_division d where d.court_id = any(%(courts)s)
union all
select 'judge', p.id, p.name from people_person p
 where p.id = %(judge)s and p.court_id = any(%(courts)s)
order by 1, 2
"""


def export(viewer: Actor, who: Profile, wanted: Wanted, day: date, most: int) -> list[Listed]:
    """Return the rows of a whole list, up to a bound, in one query."""
    assert viewer.person == who.person, "a list is for its viewer"
    where, given = _where(who, wanted, day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_COLUMNS} from cases_case c {_JOINS}"  # noqa: S608
            f" where {where} {_order(wanted)} limit %(most)s",
            given | {"most": most},
        )
        return [Listed(*row) for row in cursor.fetchall()]


def _where(who: Profile, wanted: Wanted, day: date) -> tuple[str, dict[str, Any]]:
    """Return the conditions of a list as fixed pieces of SQL, values apart."""
    courts = scope(who)
    given: dict[str, Any] = {"courts": courts, "me": who.person, "day": day}
    parts = ["c.court_id = %(court)s" if len(courts) == 1 else "c.court_id = any(%(courts)s)"]
    given["court"] = courts[0] if courts else 0
    for name in ("state", "kind", "procedure"):
        if getattr(wanted, name):
            parts.append(f"c.{name} = %({name})s")
            given[name] = getattr(wanted, name)
    if wanted.division:
        parts.append("c.division_id = %(division)s")
        given["division"] = wanted.division
    if wanted.judge:
        parts.append("c.judge_id = %(judge)s")
        given["judge"] = wanted.judge
    if wanted.open:
        parts.append("c.closed_on is null")
    if wanted.mine or not who.posts - SEATED:
        parts.append("exists (select from cases_sitting s where s.case_id = c.id"
                     " and s.person_id = %(me)s and s.until_at is null)")  # fmt: skip
    _due(wanted, parts, given, day)
    if wanted.flag:
        parts.append("exists (select from supervision_fourtypeflag f where f.case_id = c.id"
                     " and f.state = %(flag)s)")  # fmt: skip
        given["flag"] = wanted.flag
    if wanted.text:
        parts.append("(c.number like %(text)s or c.title like %(text)s or c.cause like %(text)s)")
        given["text"] = f"%{_escaped(wanted.text)}%"
    return " and ".join(parts), given


def _from_key(chosen: str, wanted: Wanted, given: dict[str, Any]) -> str:
    """Return the select of the rows after a key; those without a day come last, by an index too."""
    column, way, after = f"c.{wanted.sort}", "desc", "<"
    if wanted.ascending:
        way, after = "asc", ">"
    # The indexes put what has no day last; read backwards, first: with a day the two are one.
    nulls = "first" if wanted.ascending else "last"
    dated = f"{chosen} and {column} is not null"
    bare = f"{chosen} and {column} is null"
    if wanted.before is not None:
        given["key_on"], given["key_id"] = wanted.before
        if wanted.before[0] is None:
            return f"{bare} and c.id {after} %(key_id)s order by c.id {way} limit %(most)s"
        dated += f" and ({column}, c.id) {after} (%(key_on)s, %(key_id)s)"
    end = f"order by {column} {way} nulls {nulls}, c.id {way} limit %(most)s"
    return f"({dated} {end}) union all ({bare} order by c.id {way} limit %(most)s)"


def _due(wanted: Wanted, parts: list[str], given: dict[str, Any], day: date) -> None:
    if wanted.due == "late":
        parts.append("c.due_on < %(day)s and c.closed_on is null")
    elif wanted.due == "soon":
        parts.append("c.due_on between %(day)s and %(soon)s and c.closed_on is null")
        given["soon"] = day + timedelta(days=15)
    elif wanted.due == "extension":
        parts.append("exists (select from cases_extension x where x.case_id = c.id"
                     " and x.granted is null)")  # fmt: skip
    if wanted.owes:
        parts.append(
            "exists (select from acts_prompt q where q.subject = c.id and q.act = %(owes)s"
            " and q.settled_by is null and q.due_on < %(day)s)"
        )
        given["owes"] = wanted.owes


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")[:100]


def same_filing(viewer: Actor, court: int, data: FilingData) -> tuple[int, str] | None:
    """Return id and number ("" before registration) of the case that a filing would repeat."""
    held = Case.objects.filter(court=court, fingerprint=fingerprint(data))
    found = held.exclude(state=State.REFUSED).values_list("id", "number").first()
    return (found[0], found[1] or "") if found else None
