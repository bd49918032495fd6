"""Effects of mutual choice: rounds, ranks, pairs, allocations, reviews of relations."""

from collections.abc import Sequence

from xiezhi.acts.gate import CONSTRAINTS
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers.pairing import (
    ALLOCATE,
    CONFIRM,
    MATCH,
    OPEN,
    RANK,
    REVIEW_RELATION,
    Allocation,
    Confirmation,
    Ranking,
    RelationReview,
    RoundChoice,
    RoundData,
)
from xiezhi.law.rules import matching
from xiezhi.law.terms import Post, TeamRole
from xiezhi.people.models import Court, TeamMember, Tenure
from xiezhi.teams import models

CONSTRAINTS["round_name_once"] = ("E_ROUND_NAME", "本院已有同名的双向选择轮次，请另取名称", "")


@effect(OPEN)
def open_round(write: Write, court: Court, data: RoundData, doing: Doing) -> None:
    """A round, in which those who take part may give their ranks."""
    write.new(
        models.PairingRound(
            court=court,
            name=data.name,
            judges=sorted(set(data.judges)),
            staff=sorted(set(data.staff)),
            places=data.places,
            closes_on=data.closes_on,
            opened_at=doing.at,
        )
    )


@effect(RANK)
def rank(write: Write, court: Court, data: Ranking, doing: Doing) -> None:
    """The ranks of a person; given again, they replace the former."""
    ranking = [row.person for row in data.ranking]
    own = models.Preference.objects.filter(round=data.round, person=doing.by.person).first()
    if own is not None:
        write.change(own, ranking=ranking, at=doing.at)
        return
    write.new(
        models.Preference(
            round_id=data.round, person_id=doing.by.person, ranking=ranking, at=doing.at
        )
    )


@effect(MATCH)
def match(write: Write, court: Court, data: RoundChoice, doing: Doing) -> None:
    """The stable pairs of the ranks; whoever has none waits for the organisation."""
    facts: CourtFacts = doing.facts
    known = facts.rounds[data.round]
    pairs = matching.match(
        {one: ranked for one, ranked in known.ranks.items() if one in known.staff},
        {one: ranked for one, ranked in known.ranks.items() if one in known.judges},
        dict.fromkeys(known.judges, known.places),
    )
    write.change_id(models.PairingRound, data.round, matched_at=doing.at)
    for staff, judge in sorted(pairs.items()):
        write.new(models.Pairing(round_id=data.round, judge_id=judge, staff_id=staff, at=doing.at))
    doing.adds |= {"pairs": len(pairs), "unpaired": len(known.staff) - len(pairs)}


@effect(ALLOCATE)
def allocate(write: Write, court: Court, data: Allocation, doing: Doing) -> None:
    """The organisation pairs, and says why; a pair of relatives may be replaced so."""
    values = {
        "judge_id": data.judge,
        "reason": data.reason,
        "by_id": doing.by.person,
        "at": doing.at,
    }
    former = models.Pairing.objects.filter(round=data.round, staff=data.staff).first()
    if former is not None:
        doing.adds["before"] = former.judge_id
        write.change(former, **values)
        return
    write.new(models.Pairing(round_id=data.round, staff_id=data.staff, **values))


@effect(REVIEW_RELATION)
def review_relation(write: Write, court: Court, data: RelationReview, doing: Doing) -> None:
    """What the personnel office found of two relatives."""
    write.new(
        models.RelationReview(
            court=court,
            judge_id=data.judge,
            staff_id=data.staff,
            allowed=data.allowed,
            reason=data.reason,
            by_id=doing.by.person,
            at=doing.at,
        )
    )


@effect(CONFIRM)
def confirm(write: Write, court: Court, data: Confirmation, doing: Doing) -> None:
    """Each assistant and clerk works wholly in the team of the judge, and in no other."""
    facts: CourtFacts = doing.facts
    pairs = facts.rounds[data.round].pairs
    write.change_id(models.PairingRound, data.round, confirmed_at=doing.at)
    teams = _teams_of(sorted(set(pairs.values())))
    now: dict[int, list[TeamMember]] = {}
    for row in TeamMember.objects.filter(person__in=list(pairs), until=None).order_by("id"):
        now.setdefault(row.person_id, []).append(row)
    assistants = _assistants(court, sorted(pairs))
    for staff, judge in sorted(pairs.items()):
        held = now.get(staff, [])
        if [row.team_id for row in held] == [teams[judge]]:
            continue
        for row in held:
            write.change(row, until=data.since, reason="双向选择")
        write.new(
            TeamMember(
                team_id=teams[judge],
                person_id=staff,
                post=TeamRole.JUDGE_ASSISTANT if staff in assistants else TeamRole.CLERK,
                since=data.since,
                reason="双向选择",
            )
        )


def _assistants(court: Court, persons: Sequence[int]) -> set[int]:
    """Return who of these holds the post of an assistant; the others are clerks."""
    rows = Tenure.objects.filter(court=court, person__in=persons, post=Post.JUDGE_ASSISTANT)
    return set(rows.filter(until=None).values_list("person", flat=True))


def _teams_of(judges: Sequence[int]) -> dict[int, int]:
    """Return the team in which each judge works most."""
    rows = TeamMember.objects.filter(
        person__in=judges, post=TeamRole.JUDGE, until=None, team__ended_on=None
    ).order_by("share", "-id")
    return dict(rows.values_list("person", "team"))
