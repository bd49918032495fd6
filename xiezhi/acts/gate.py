"""The gate (履职关口): nothing changes but by an act that passes here, one or a thousand alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg.errors import ForeignKeyViolation

from xiezhi.acts import prompts
from xiezhi.acts.examine import examine, refuses, standing
from xiezhi.acts.models import Opening
from xiezhi.acts.registry import Doing, effects, kinds, providers
from xiezhi.acts.seals import loggable
from xiezhi.acts.types import Actor, Outcome, Refused, Standing, Unknown, Wish
from xiezhi.acts.write import Write
from xiezhi.law.act import Act, SubjectKind
from xiezhi.law.facts import Facts
from xiezhi.law.finding import Finding
from xiezhi.law.powers import list_version
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post
from xiezhi.ledger.append import chain
from xiezhi.ledger.encoding import ACCEPTED, REFUSED, Draft, Head, canonical, microseconds
from xiezhi.ledger.models import Subject

CHUNK = 200


def perform(act: Act, by: Actor, wish: Wish, *, at: datetime) -> Outcome:
    """Perform one act; raises `Refused` after the refusal is on record, `Unknown` if no subject."""
    outcome = perform_many(act, by, [wish], at=at)[0]
    if not outcome.accepted:
        raise Refused(outcome)
    return outcome


def perform_many(
    act: Act, by: Actor, wishes: Sequence[Wish], *, at: datetime, chunk: int = CHUNK
) -> list[Outcome]:
    """Perform an act on many subjects, each by itself; outcomes stand in the order of the wishes.

    Chunks of subjects share a transaction. Where the database refuses a chunk, it is done again
    one by one, so that the bad one fails alone. Raises `Unknown` for a subject that is not there.
    """
    outcomes: list[Outcome] = []
    for part in _chunks([wish if wish.by else replace(wish, by=by) for wish in wishes], chunk):
        outcomes += _chunk(act, part, at)
    return outcomes


def _chunks(wishes: Sequence[Wish], size: int) -> Iterator[list[Wish]]:
    """Part the wishes so that none of a chunk needs what another of it has written."""
    part: list[Wish] = []
    actors: dict[int, Actor | None] = {}
    keys: set[tuple[int, str]] = set()
    for wish in wishes:
        other = wish.subject in actors and actors[wish.subject] != wish.by
        twice = (wish.subject, wish.key) in keys
        if len(part) == size or other or twice:
            yield part
            part, actors, keys = [], {}, set()
        part.append(wish)
        actors[wish.subject] = wish.by
        keys.add((wish.subject, wish.key))
    if part:
        yield part


def _chunk(act: Act, wishes: list[Wish], at: datetime) -> list[Outcome]:
    try:
        with transaction.atomic(durable=True):
            return _perform(act, wishes, at)
    except IntegrityError as error:
        if len(wishes) > 1:
            return [outcome for wish in wishes for outcome in _chunk(act, [wish], at)]
        return _collision(act, wishes[0], at, error)


@dataclass
class _One:
    """One wish on its way through the gate."""

    wish: Wish
    facts: Facts
    outcome: Outcome
    subject: Subject | None
    doing: Doing | None = None


def _perform(act: Act, wishes: list[Wish], at: datetime) -> list[Outcome]:
    subjects = {} if act.opens else lock(act.subject, [wish.subject for wish in wishes])
    known = facts_of(act, wishes, at)
    earlier = _earlier(act, wishes)
    write, ones = Write(block=len(wishes)), []
    for wish in wishes:
        facts = known.get(wish.subject)
        if facts is None:
            raise Unknown(wish.subject)
        one = _decide(act, wish, facts, subjects.get(wish.subject), earlier)
        ones.append(one)
        if one.outcome.accepted and not one.outcome.replayed:
            _take_effect(act, at, one, write)
    write.flush()
    _record(act, at, ones)
    return [one.outcome for one in ones]


def asked_of(act: Act) -> SubjectKind:
    """Return the kind of subject that wishes name: what opens a subject is asked of a court."""
    return "court" if act.opens else act.subject


def lock(kind: SubjectKind, ids: Sequence[int]) -> dict[int, Subject]:
    """Lock the subjects' rows in the order of their numbers and return them, whole."""
    model = kinds[kind].model
    columns = [str(field.column) for field in model._meta.concrete_fields]
    names = [field.attname for field in model._meta.concrete_fields]
    listed = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    where, value = (
        ("id = %s", ids[0]) if len(ids) == 1 else ("id = any(%s::bigint[])", sorted(set(ids)))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {listed} from {table} where {where} order by id for no key update",  # noqa: S608
            [value],
        )
        rows = cursor.fetchall()
    found = [model.from_db(connection.alias, names, _values(model, row)) for row in rows]
    return {subject.id: subject for subject in found}


def _values(model: type[Subject], row: Sequence[Any]) -> list[Any]:
    """Return the values of a row as its fields read them: JSON comes as text."""
    values = list(row)
    for place, field in enumerate(model._meta.concrete_fields):
        if read := getattr(field, "from_db_value", None):
            values[place] = read(values[place], None, connection)
    return values


def facts_of(act: Act, wishes: Sequence[Wish], at: datetime) -> dict[int, Facts]:
    """Return the facts for wishes on one act: the basic ones and those that its rules name."""
    actors = {wish.subject: wish.by for wish in wishes if wish.by is not None}
    basic = dict(kinds[asked_of(act)].load(actors, act, at))
    return provide(act.needs, basic, wishes)


def provide(
    needs: Iterable[str], basic: dict[int, Facts], wishes: Sequence[Wish] = ()
) -> dict[int, Facts]:
    """Add to basic facts what the named providers know, one call each."""
    done = set()
    for name in sorted(needs):
        source = providers[name]
        if source in done or not basic:
            continue
        done.add(source)
        if getattr(source, "of_wishes", False):
            more = source(wishes, basic)  # type: ignore[arg-type]
        else:
            more = source(list(basic), basic)
        for subject, values in more.items():
            basic[subject] = replace(basic[subject], **values)
    return basic


def _earlier(act: Act, wishes: list[Wish]) -> dict[tuple[int, str], tuple[int, int]]:
    """Return (subject, entry) by (wished subject, key) of what was performed under these keys."""
    keyed = [wish for wish in wishes if wish.key]
    if not keyed:
        return {}
    query = _OPENED if act.opens else _PERFORMED
    with connection.cursor() as cursor:
        cursor.execute(
            query, [[wish.subject for wish in keyed], [wish.key for wish in keyed], act.code]
        )
        return {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}


_OPENED = """
select o.under, o.key, o.subject, e.id
  from unnest(%s::bigint[], %s::text[]) w (subject, key)
  join acts_opening o on o.under = w.subject and o.key = w.key and o.act = %s
  join ledger_entry e on e.subject = o.subject and e.seq = 1
"""
_PERFORMED = """
select e.subject, e.key, e.subject, e.id
  from unnest(%s::bigint[], %s::text[]) w (subject, key)
  join ledger_entry e on e.subject = w.subject and e.key = w.key and e.act = %s
 where e.outcome = 'accepted'
"""


def _decide(
    act: Act,
    wish: Wish,
    facts: Facts,
    subject: Subject | None,
    earlier: dict[tuple[int, str], tuple[int, int]],
) -> _One:
    done = earlier.get((wish.subject, wish.key)) if wish.key else None
    if done:
        outcome = Outcome(wish, True, subject=done[0], entry=done[1], replayed=True)
        return _One(wish, facts, outcome, subject)
    findings = examine(act, facts, wish.data)
    accepted = not refuses(findings)
    stand = standing(act, facts) if accepted else None
    outcome = Outcome(wish, accepted, findings, subject=wish.subject, standing=stand)
    return _One(wish, facts, outcome, subject)


def _take_effect(act: Act, at: datetime, one: _One, write: Write) -> None:
    stand = one.outcome.standing or Standing(Post.SYSTEM)
    by = _actor(one.wish)
    doing = Doing(act, by, at, stand.post, one.facts)
    one.doing = doing
    opened = effects[act.code](write, one.subject, one.wish.data, doing)
    one.outcome.shows = doing.shows
    if act.opens:
        assert opened is not None, f"{act.code} opens a subject and must return it"
        one.subject = opened
        one.outcome.subject = opened.id
        if one.wish.key:
            write.new(
                Opening(under=one.wish.subject, act=act.code, key=one.wish.key, subject=opened.id)
            )
    elif (state := doing.leads or act.moves) is not None and one.subject is not None:
        write.change(one.subject, state=state)


def _actor(wish: Wish) -> Actor:
    assert wish.by is not None, "perform_many names who acts"
    return wish.by


def _record(act: Act, at: datetime, ones: list[_One]) -> None:
    fresh = [one for one in ones if not one.outcome.replayed]
    if not fresh:
        return
    drafts, heads = [], {}
    for one in fresh:
        subject = one.subject
        target = one.outcome.subject if subject is None else subject.id
        if subject is None:
            target, head = one.wish.subject, _head_of_parent(act, one.wish.subject)
        else:
            head = subject.chain
        heads[target] = head
        drafts.append(_draft(act, at, one, target))
    for table, group in _by_table(act, fresh, drafts).items():
        _, rows = chain(heads, [draft for _, draft in group])
        duties = prompts.moves(act, [(one.outcome, one.facts, one.doing) for one, _ in group])
        acts = list(duties.acts) if duties.acts is not None else None
        with connection.cursor() as cursor:
            cursor.execute(_GATE, [table, rows, at, list(duties.settled), acts, duties.raised])
            numbers = cursor.fetchone()[0]
        for (one, _), number in zip(group, numbers, strict=True):
            one.outcome.entry = number


_GATE = """
select gate_perform(%s::text::regclass, %s::text::json, %s::timestamptz, %s::integer[],
                    %s::text[], %s::text::json)
"""


def _by_table(
    act: Act, ones: list[_One], drafts: list[Draft]
) -> dict[str, list[tuple[_One, Draft]]]:
    own = kinds[asked_of(act)].model
    found: dict[str, list[tuple[_One, Draft]]] = {}
    for one, draft in zip(ones, drafts, strict=True):
        model = type(one.subject) if one.subject is not None else own
        found.setdefault(model._meta.db_table, []).append((one, draft))
    return found


def _head_of_parent(act: Act, subject: int) -> Head:
    """A refused opening is recorded on the chain of the court that was asked: lock it now."""
    return lock(asked_of(act), [subject])[subject].chain


def _draft(act: Act, at: datetime, one: _One, target: int) -> Draft:
    stand = one.outcome.standing
    accepted = one.outcome.accepted
    return Draft(
        subject=target,
        act=act.code,
        outcome=ACCEPTED if accepted else REFUSED,
        actor=_actor(one.wish).person,
        post=stand.post if stand else _posts(one.facts),
        delegation=stand.mandate if stand else None,
        data=canonical(
            _content(act, one, f"{target}/{_actor(one.wish).person}/{microseconds(at)}")
        ),
        at=microseconds(at),
        list_version=f"{list_version()}:{one.facts.rules.version}",
        key=one.wish.key or None if accepted and not act.opens else None,
    )


def _posts(facts: Facts) -> str:
    return ",".join(sorted(facts.posts | facts.uncovered))


def _content(act: Act, one: _One, place: str) -> dict[str, Any]:
    content: dict[str, Any] = {}
    data = loggable(act.code, one.wish.data, place)
    if data:
        content["data"] = data
    if one.doing and one.doing.adds:
        content["adds"] = one.doing.adds
    if one.outcome.findings:
        content["findings"] = [said(finding) for finding in one.outcome.findings]
    return content


def said(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values: what the page, the API and the log show."""
    return {
        "code": finding.code,
        "says": str(finding),
        "source": str(finding.source),
        "remedy": finding.remedy,
        "warning": finding.warning,
        "field": finding.given.get("field", ""),
    }


def _collision(act: Act, wish: Wish, at: datetime, error: IntegrityError) -> list[Outcome]:
    """Record a wish that a constraint of the database refused, or replay what another did first."""
    done = _earlier(act, [wish]).get((wish.subject, wish.key))
    if done:
        return [Outcome(wish, True, subject=done[0], entry=done[1], replayed=True)]
    finding = constraint_finding(error, act)
    with transaction.atomic(durable=True):
        subject = lock(asked_of(act), [wish.subject]).get(wish.subject)
        facts = facts_of(act, [wish], at).get(wish.subject)
        if subject is None or facts is None:
            raise Unknown(wish.subject)
        one = _One(wish, facts, Outcome(wish, False, [finding], subject=wish.subject), subject)
        _record(act, at, [one])
    return [one.outcome]


CONSTRAINTS: dict[str, tuple[str, str, str]] = {}
"""By constraint name: code, what it says, remedy; apps add theirs beside the constraint."""


def constraint_finding(error: IntegrityError, act: Act) -> Finding:
    """Return the finding of a database constraint; raises the error where none is known for it."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    if name in CONSTRAINTS:
        code, says, remedy = CONSTRAINTS[name]
        return Finding(code, says, act.source or cite("平台约定"), remedy)
    if isinstance(error.__cause__, ForeignKeyViolation):
        says = "所选的人员、法庭、材料或者其他事项不存在，请从列表中选择"
        return Finding("E_NO_SUCH", says, act.source or cite("平台约定"))
    raise error
