"""评议表决: counting the ballots of a panel, and the quorum of the adjudication committee."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xiezhi.law.finding import Finding
from xiezhi.law.rules.organisation import Bench
from xiezhi.law.sources import cite
from xiezhi.law.terms import Post, Term


class Question(Term):
    """评议问题: what a ballot answers."""

    FACT = "fact", "事实认定"
    LAW = "law", "法律适用"
    UNCLEAR = "unclear", "难以区分事实与法律"


@dataclass(frozen=True)
class Ballot:
    """表决意见: one member's answer to one question."""

    person: int
    choice: str


@dataclass(frozen=True)
class Tally:
    """表决结果: `decided` is the answer of more than half of those who vote, or None."""

    counts: Mapping[str, int]
    decided: str | None
    voters: int
    missing: frozenset[int]
    """Members with a vote who have not cast it."""
    minority: tuple[Ballot, ...]
    """Counted ballots for another answer: they enter the record (法院组织法第31条)."""
    advisory: tuple[Ballot, ...]
    """Opinions of jurors on a question of law: recorded, not counted (陪审员法第22条)."""


def advisory(bench: Bench, person: int, question: Question) -> bool:
    """Whether a member's ballot is an opinion only: a juror's on law, in a panel of seven.

    A question that cannot be told apart counts as one of fact (陪审员解释第9条).
    """
    jurors = {seat.person for seat in bench.jurors}
    return question is Question.LAW and bench.seven and person in jurors


def tally(bench: Bench, question: Question, ballots: Iterable[Ballot]) -> Tally:
    """Count the ballots on one question by majority of the members who vote on it.

    Ballots of others, or two of one member, are a programmer's error.
    """
    cast = tuple(ballots)
    members = {seat.person for seat in bench.members}
    assert {ballot.person for ballot in cast} <= members, "a ballot of no member"
    assert len({ballot.person for ballot in cast}) == len(cast), "two ballots of one member"
    voters = {person for person in members if not advisory(bench, person, question)}
    counted = tuple(ballot for ballot in cast if ballot.person in voters)
    counts = Counter(ballot.choice for ballot in counted)
    top = max(counts, key=lambda choice: counts[choice], default=None)
    decided = top if top is not None and counts[top] * 2 > len(voters) else None
    return Tally(
        counts=dict(counts),
        decided=decided,
        voters=len(voters),
        missing=frozenset(voters - {ballot.person for ballot in counted}),
        minority=tuple(ballot for ballot in counted if decided and ballot.choice != decided),
        advisory=tuple(ballot for ballot in cast if ballot.person not in voters),
    )


def speaking_order(bench: Bench) -> tuple[int, ...]:
    """Return members in the order of speaking: handling judge first, presiding judge last.

    A presiding judge who handles the case speaks last (法释〔2002〕25号第10条).
    """
    ordered = sorted(bench.members, key=lambda seat: (seat.presides, not seat.handles))
    return tuple(seat.person for seat in ordered)


def check_committee(
    *, members: int, present: int, chair: Post, delegated: bool = False
) -> list[Finding]:
    """Return why a meeting of the adjudication committee may not decide (法院组织法第36、38条)."""
    found: list[Finding] = []
    if members % 2 == 0:
        says = "审判委员会现有{members}人，成员应为单数。"
        given: dict[str, object] = {"members": members}
        found.append(Finding("E_COMMITTEE_EVEN", says, cite("法院组织法", 36), given=given))
    if present * 2 <= members:
        says = "审判委员会会议应有组成人员过半数出席：{members}人中出席{present}人。"
        given = {"members": members, "present": present}
        found.append(Finding("E_COMMITTEE_QUORUM", says, cite("法院组织法", 38), given=given))
    if chair is not Post.PRESIDENT and not (chair is Post.VICE_PRESIDENT and delegated):
        says = "审判委员会会议由院长或者院长委托的副院长主持。"
        found.append(Finding("E_COMMITTEE_CHAIR", says, cite("法院组织法", 38)))
    return found
