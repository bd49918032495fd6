"""What may be read of lots: nothing of a pool before its draw (R7.12), then all by the court."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from xiezhi.acts.types import Actor
from xiezhi.assignment.facts import read_rows
from xiezhi.assignment.models import Designation, Draw, NamedWitness, Pool, Reassignment
from xiezhi.assignment.receipts import draw_receipt
from xiezhi.cases.facts import load_case
from xiezhi.cases.models import Case
from xiezhi.law.lot import Row
from xiezhi.law.terms import COURT_LEADERS, TRIAL_BODY, Post
from xiezhi.lot.commitment import Commitment, alpha
from xiezhi.people.facts import load_court
from xiezhi.people.models import Person

FULL_LOG = COURT_LEADERS | TRIAL_BODY | {Post.TRIAL_MANAGEMENT, Post.INSPECTION}
"""Who reads pools and reasons once a case is drawn."""
OFFICES = COURT_LEADERS | {Post.FILING_OFFICER, Post.TRIAL_MANAGEMENT, Post.INSPECTION}
OUTSIDE = frozenset({Post.PARTY, Post.COUNSEL})


@dataclass(frozen=True)
class Lot:
    """一次抽取: a sealed pool and what was drawn; `rows` only where the viewer may read them."""

    round: int
    sealed_at: datetime
    commitment: str
    draw: int | None = None
    judge: str = ""
    drawn_at: datetime | None = None
    eligible: int | None = None
    waits_for: tuple[str, ...] = ()
    """The witnesses who have not answered yet."""
    witnesses: tuple[str, ...] = ()
    rows: tuple[tuple[str, Row], ...] = ()
    """Name and row of every judge of the roster, in the order of the pool."""


@dataclass(frozen=True)
class Given:
    """分案结果: how a case came to a judge: drawn, designated or reassigned."""

    case: int
    number: str
    title: str
    judge: str
    how: str
    ground: str
    at: datetime


def posts_on(viewer: Actor, case: int, at: datetime) -> frozenset[Post]:
    """Return the posts of a viewer towards a case; none for whom it does not exist."""
    facts = load_case({case: viewer}, None, at).get(case)
    return facts.posts if facts else frozenset()


def lots(viewer: Actor, case: int, *, at: datetime) -> list[Lot]:
    """Return the lots of a case, the latest last; nothing for outsiders."""
    posts = posts_on(viewer, case, at)
    if not posts:
        return []
    pools = list(
        Pool.objects.filter(case=case)
        .select_related("draw__person")
        .prefetch_related(
            "answers", Prefetch("case__court__witnesses", NamedWitness.objects.order_by("id"))
        )
        .order_by("round")
    )
    full = bool(posts & FULL_LOG)
    names = _names(pools) if full else {}
    return [_lot(pool, names, full=full) for pool in pools]


def _names(pools: list[Pool]) -> Mapping[int, str]:
    persons = {row["person"] for pool in pools for row in pool.rows}
    return dict(Person.objects.filter(pk__in=persons).values_list("id", "name"))


def _lot(pool: Pool, names: Mapping[int, str], *, full: bool) -> Lot:
    commitment = bytes(pool.commitment)
    witnesses, waits_for = _witnesses(pool)
    shown = (alpha(commitment) if pool.master else commitment).hex()
    draw: Draw | None = getattr(pool, "draw", None)
    if draw is None:
        return Lot(pool.round, pool.sealed_at, shown, waits_for=waits_for, witnesses=witnesses)
    rows = read_rows(pool)
    return Lot(
        round=pool.round,
        sealed_at=pool.sealed_at,
        commitment=shown,
        witnesses=witnesses,
        draw=draw.id if draw.result or draw.seed else None,
        judge=draw.person.name,
        drawn_at=draw.at,
        eligible=sum(1 for row in rows if row.weight),
        rows=tuple((names.get(row.person, ""), row) for row in rows) if full else (),
    )


def _witnesses(pool: Pool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the witnesses of a pool, and of those who have not answered."""
    if not pool.master:
        return (), ()
    stated = Commitment.parse(bytes(pool.commitment))
    if stated.eligible == 1:
        return (), ()
    named = {bytes(one.key): one.name for one in pool.case.court.witnesses.all()}
    names = {key: named.get(key, key.hex()[:12]) for key in stated.witness_keys}
    answered = {bytes(one.key) for one in pool.answers.all()}
    return tuple(names.values()), tuple(names[key] for key in names if key not in answered)


def receipt(viewer: Actor, case: int, *, at: datetime) -> bytes | None:
    """Return the receipt of a case's latest draw as a file.

    The court's opens the whole pool. That of parties opens the drawn row only, until the case is
    closed; one of a lot without witnesses has no such form, and they wait for the closing.
    """
    posts = posts_on(viewer, case, at)
    if not posts & (FULL_LOG | OUTSIDE):
        return None
    draw = (
        Draw.objects.filter(case=case)
        .select_related("pool", "case")
        .order_by("-pool__round")
        .first()
    )
    if draw is None:
        return None
    opened = bool(posts & FULL_LOG) or draw.case.closed_on is not None
    return draw_receipt(draw, opened=opened)


def given(
    viewer: Actor, court: int, *, at: datetime, before: datetime | None = None, most: int = 50
) -> list[Given]:
    """Return how the cases of a court came to their judges, the latest first, before a moment."""
    facts = load_court({court: viewer}, None, at).get(court)
    if facts is None or not facts.posts & OFFICES:
        return []
    until = Q(at__lt=before) if before else Q()
    found = [row for kind in (_drawn, _designated, _reassigned) for row in kind(court, until, most)]
    return sorted(found, key=lambda row: row.at, reverse=True)[:most]


def _drawn(court: int, until: Q, most: int) -> list[Given]:
    alone = Designation.objects.filter(case=OuterRef("case"), by=None)
    rows = Draw.objects.filter(until, ~Exists(alone), case__court=court, pool__round=1)
    return [
        _given(row.case, row.person, "随机分案", "", row.at)
        for row in rows.select_related("case", "person").order_by("-at", "-id")[:most]
    ]


def _designated(court: int, until: Q, most: int) -> list[Given]:
    rows = Designation.objects.filter(until, case__court=court)
    return [
        _given(row.case, row.person, "指定分案", row.ground, row.at)
        for row in rows.select_related("case", "person").order_by("-at", "-id")[:most]
    ]


def _reassigned(court: int, until: Q, most: int) -> list[Given]:
    rows = Reassignment.objects.filter(until, case__court=court, after__isnull=False)
    return [
        _given(row.case, row.after, "调整承办", row.reason, row.at)
        for row in rows.select_related("case", "after").order_by("-at", "-id")[:most]
        if row.after is not None
    ]


def _given(case: Case, judge: Person, how: str, ground: str, at: datetime) -> Given:
    return Given(case.id, case.number or "", case.title, judge.name, how, ground, at)
