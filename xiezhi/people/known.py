"""Persons whom acts name (所涉人员): their posts, absences and relations on a day."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from xiezhi.law.facts import CaseFacts, CourtFacts, Facts, KnownPerson
from xiezhi.law.powers.people import NEAR, RelationKind
from xiezhi.law.rules.people import COURT_POSTS
from xiezhi.law.rules.post_recusal import Office, check_relatives_in_office
from xiezhi.law.terms import Post
from xiezhi.people.models import Absence, Person, Relation, Tenure


class Known:
    """What the database says of some persons on a day, in four queries, five with relatives."""

    def __init__(self, persons: list[int], day: date) -> None:
        self.names = dict(Person.objects.filter(pk__in=persons).values_list("id", "name"))
        absent = Absence.objects.filter(person__in=persons, days__contains=day)
        self.absent = set(absent.values_list("person", flat=True))
        about = Q(person__in=persons) | Q(relative__in=persons)
        self.relations = list(Relation.objects.filter(about).exclude(until__lte=day).order_by("id"))
        self.tenures: dict[int, list[Tenure]] = {}
        _load(self.tenures, set(persons), day)
        _load(self.tenures, set(self._relatives()) - set(persons), day)

    def towards(self, person: int, facts: Facts, division: int | None) -> KnownPerson:
        """Return a person as the court of a subject knows him or her; `division` is the act's."""
        held = [row for row in self.tenures.get(person, ()) if row.court_id == facts.court]
        return KnownPerson(
            name=self.names[person],
            posts=frozenset(Post(row.post) for row in held),
            divisions=frozenset(row.division_id for row in held if row.division_id is not None),
            absent=person in self.absent,
            conflicts=self._conflicts(person, facts) if isinstance(facts, CaseFacts) else (),
            barred_posts=tuple(self._barred(person, facts, division)),
        )

    def _relatives(self) -> Iterator[int]:
        for row in self.relations:
            if row.relative_id is not None and row.kind in NEAR:
                yield from (row.person_id, row.relative_id)

    def _conflicts(self, person: int, facts: CaseFacts) -> tuple[str, ...]:
        found = []
        for row in self.relations:
            kind = RelationKind(row.kind).label
            if row.person_id == person and row.name in facts.party_names:
                found.append(f"{kind}“{row.name}”是本案当事人或者诉讼代理人（辩护人）")
            elif row.person_id == person and row.firm and row.firm in facts.party_names:
                found.append(f"{kind}“{row.name}”所在的“{row.firm}”在本案中代理或者辩护")
        return tuple(found)

    def _barred(
        self, person: int, facts: Facts, division: int | None
    ) -> Iterator[tuple[Post, str]]:
        """Yield the posts here that a relative's office bars, and why (法官法第23条)."""
        if not isinstance(facts, CourtFacts):
            return
        near = {
            row.person_id if row.relative_id == person else row.relative_id
            for row in self.relations
            if row.kind in NEAR and person in (row.person_id, row.relative_id)
        } - {None, person}
        others = [_office(row) for one in near for row in self.tenures.get(one or 0, ())]
        for post in sorted(COURT_POSTS, key=list(Post).index) if others else ():
            wished = Office(
                frozenset({post}), str(facts.court), str(facts.upper or ""), str(division or "")
            )
            for other in others:
                yield from ((post, str(why)) for why in check_relatives_in_office(wished, other))


def _load(known: dict[int, list[Tenure]], persons: set[int], day: date) -> None:
    if not persons:
        return
    rows = Tenure.objects.filter(person__in=persons, since__lte=day).exclude(until__lte=day)
    for row in rows.select_related("court").order_by("id"):
        known.setdefault(row.person_id, []).append(row)


def _office(row: Tenure) -> Office:
    return Office(
        frozenset({Post(row.post)}),
        str(row.court_id),
        str(row.court.parent_id or ""),
        str(row.division_id or ""),
    )
