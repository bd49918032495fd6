"""审判组织与办理: the rules on who may sit (P1–P11), asked of a case's acts. Pure."""

from collections.abc import Iterable
from typing import Any

from xiezhi.law.act import needs
from xiezhi.law.facts import CaseFacts
from xiezhi.law.finding import Finding
from xiezhi.law.rules.compositions import Matter, Stage
from xiezhi.law.rules.organisation import (
    Bench,
    BenchKind,
    BenchSeat,
    Participation,
    SoleBar,
    TrialFacts,
    check_bench,
)
from xiezhi.law.sources import cite
from xiezhi.law.terms import FlagState, FourType, Origin, Post, Seat

_POSTS = {Seat.JUROR: Post.JUROR, Seat.ASSISTANT: Post.JUDGE_ASSISTANT, Seat.CLERK: Post.CLERK}
_LEADING = (Post.PRESIDENT, Post.DIVISION_HEAD)


def bench_of(facts: CaseFacts, seats: Iterable[BenchSeat] | None = None) -> Bench:
    """Return the trial body of the case as the rules of organisation see it."""
    single = facts.procedure is not None and facts.procedure.single
    return Bench(
        kind=BenchKind.SOLE if single else BenchKind.PANEL,
        matter=Matter(facts.kind.value),
        level=facts.level,
        seats=tuple(seats) if seats is not None else tuple(_present_seats(facts)),
        procedure=facts.procedure,
    )


def _present_seats(facts: CaseFacts) -> Iterable[BenchSeat]:
    presiding = {one.person for one in facts.seated(Seat.PRESIDING)}
    handling = {one.person for one in facts.seated(Seat.HANDLING)}
    support = facts.seated(Seat.ASSISTANT, Seat.CLERK)
    for one in (*facts.bench, *support):
        lead = next((post for post in _LEADING if post in one.leads), Post.JUDGE)
        yield BenchSeat(
            person=one.person,
            post=Post.JUROR if one.seat is Seat.JUROR else _POSTS.get(one.seat, lead),
            presides=one.person in presiding,
            handles=one.person in handling,
            drawn_on=one.drawn_on,
        )


def trial_facts(facts: CaseFacts, jurors_drawn: Any = None) -> TrialFacts:
    """Return what of the case bears on who may hear it."""
    known = facts.circumstances
    bars = {SoleBar(name) for name in ("public_interest", "new_or_difficult") if known.get(name)}
    if known.get("wide_concern"):
        bars.add(SoleBar.WIDE_ATTENTION)
    planned = [one.starts_at.date() for one in facts.hearings if one.state == "planned"]
    return TrialFacts(
        on=facts.today,
        remanded=facts.origin is Origin.REMAND,
        retrial=facts.origin is Origin.ORDERED_RETRIAL,
        sole_bars=frozenset(bars),
        four_types=frozenset(
            FourType(flag.code) for flag in facts.flags if flag.state is FlagState.CONFIRMED
        ),
        expected_months=known.get("months_expected"),
        wide_attention=bool(known.get("wide_concern")),
        hearing_on=min(planned, default=None),
        earlier=tuple(Participation(person, Stage.FIRST) for person in sorted(facts.former)),
    )


@needs("flags", "former", "hearings")
def bench_is_lawful(facts: CaseFacts) -> list[Finding]:
    """P1–P8: a case is heard, deliberated and signed by a lawful trial body only."""
    return check_bench(bench_of(facts), trial_facts(facts))


@needs("flags", "former", "hearings", "persons")
def bench_stands(facts: CaseFacts, data: Any) -> list[Finding]:
    """P1–P8, P11: the panel that is composed is lawful, the judge in charge included."""
    found = [*_seats_fit(facts, data)]
    seats = list(_composed(facts, data))
    found += check_bench(bench_of(facts, seats), trial_facts(facts))
    leads = any(
        Post.JUDGE is not seat.post and seat.presides for seat in seats if not seat.is_juror
    )
    if facts.flagged and not leads and not data.no_leader_reason:
        says = "四类案件原则上由院庭长担任审判长。未由院庭长担任的，请写明理由"
        source = cite("法发〔2021〕30号")
        given = {"field": "no_leader_reason"}
        found.append(Finding("E_LEADER_SHOULD_PRESIDE", says, source, given=given))
    return found


def _composed(facts: CaseFacts, data: Any) -> Iterable[BenchSeat]:
    chosen = {entry.person: entry.seat for entry in data.seats}
    for one in facts.seated(Seat.HANDLING):
        chosen.setdefault(one.person, Seat.HANDLING)
    handling = {one.person for one in facts.seated(Seat.HANDLING)}
    presiding = {e.person for e in data.seats if e.seat is Seat.PRESIDING}
    for person, seat in chosen.items():
        known = facts.persons.get(person)
        posts: frozenset[Post] = known.posts if known else frozenset()
        lead = next((post for post in _LEADING if post in posts), Post.JUDGE)
        yield BenchSeat(
            person=person,
            post=_POSTS.get(seat, lead),
            presides=person in presiding,
            handles=person in handling,
            drawn_on=data.jurors_drawn_on,
        )


_ALLOWED = {
    Seat.PRESIDING: Post.JUDGE,
    Seat.MEMBER: Post.JUDGE,
    Seat.JUROR: Post.JUROR,
    Seat.ASSISTANT: Post.JUDGE_ASSISTANT,
    Seat.CLERK: Post.CLERK,
}


def _seats_fit(facts: CaseFacts, data: Any) -> Iterable[Finding]:
    source = cite("法院组织法", 29)
    for entry in data.seats:
        known = facts.persons.get(entry.person)
        wanted = _ALLOWED.get(entry.seat)
        given = {"name": known.name if known else "所选人员", "seat": entry.seat.label}
        given["field"] = "seats"
        if wanted is None:
            says = "承办法官由分案产生，不在此处指定"
            yield Finding("E_SEAT", says, source, "assignment.reassign", given)
        elif known is None or wanted not in known.posts:
            yield Finding("E_SEAT", "{name}不能担任{seat}", source, given=given)


@needs("persons", "former")
def no_conflicts(facts: CaseFacts, data: Any) -> list[Finding]:
    """C1, P8: who has a conflict, or took part in an earlier instance, takes no seat."""
    found = []
    for entry in data.seats:
        known = facts.persons.get(entry.person)
        if known is None:
            continue
        given = {"name": known.name, "why": "、".join(known.conflicts), "field": "seats"}
        if known.conflicts:
            says, source = "{name}应当回避：{why}", cite("法释〔2011〕12号", 1)
            found.append(Finding("E_CONFLICT", says, source, given=given))
        if entry.person in facts.former:
            says = "{name}曾参与本案原审（法官助理、书记员亦同），不得再参与审理"
            found.append(Finding("E_PRIOR_PARTICIPATION", says, cite("民诉法", 41), given=given))
    return found
