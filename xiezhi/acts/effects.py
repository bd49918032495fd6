"""Effects of a court's list and of delegations: what they write."""

from django.db.models import Max

from xiezhi.acts.models import CourtList, Delegation, ListRow
from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.law.facts import CourtFacts
from xiezhi.law.powers.lists import (
    ADOPT_LIST,
    CONSENT,
    DELEGATE,
    DRAFT_LIST,
    FILE_LIST,
    REVOKE,
    DelegationChoice,
    DelegationData,
    ListAdoption,
    ListDraft,
    ListFiling,
)
from xiezhi.ledger.models import Subject


@effect(DRAFT_LIST)
def draft_list(write: Write, court: Subject, data: ListDraft, doing: Doing) -> None:
    """A new version in draft, with its rows."""
    last = CourtList.objects.filter(court=court.id).aggregate(last=Max("version"))["last"] or 0
    version = write.new(
        CourtList(court=court.id, version=last + 1, drafted_at=doing.at, drafted_by=doing.by.person)
    )
    doing.adds["version"] = version.version
    for row in data.rows:
        write.new(
            ListRow(
                list=version,
                act=row.act,
                kind=row.kind,
                posts=[post.value for post in row.posts],
                name=row.name,
                number=row.number,
            )
        )


@effect(ADOPT_LIST)
def adopt_list(write: Write, court: Subject, data: ListAdoption, doing: Doing) -> None:
    """The version holds from its day; earlier acts stay judged by theirs (R4.2)."""
    row = CourtList.objects.get(court=court.id, version=data.version)
    write.change(row, adopted_on=doing.today, adopted_by=doing.by.person, since=data.since)


@effect(FILE_LIST)
def file_list(write: Write, court: Subject, data: ListFiling, doing: Doing) -> None:
    """The version is filed with the court one level up (R4.7)."""
    facts: CourtFacts = doing.facts
    row = CourtList.objects.get(court=court.id, version=data.version)
    write.change(row, filed_with=facts.upper, filed_on=data.on)


@effect(DELEGATE)
def give(write: Write, court: Subject, data: DelegationData, doing: Doing) -> None:
    """A delegation; a head's waits for the consent of the supervising vice-president."""
    facts: CourtFacts = doing.facts
    write.new(
        Delegation(
            court=court.id,
            giver=doing.by.person,
            giver_post=data.giver_post,
            taker=data.taker,
            acts=list(data.acts),
            division=data.division if data.division is not None else facts.division,
            since_at=data.since_at,
            until_at=data.until_at,
            given_at=doing.at,
        )
    )


@effect(CONSENT)
def consent(write: Write, court: Subject, data: DelegationChoice, doing: Doing) -> None:
    """The delegation holds."""
    write.change_id(Delegation, data.delegation, consent_by=doing.by.person, consent_at=doing.at)


@effect(REVOKE)
def revoke(write: Write, court: Subject, data: DelegationChoice, doing: Doing) -> None:
    """The delegation ends now."""
    write.change_id(Delegation, data.delegation, revoked_at=doing.at)
