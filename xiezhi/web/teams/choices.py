"""What the fields of acts on teams offer: people, divisions, rounds; and what is filled in."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from xiezhi.acts.types import Actor
from xiezhi.law.act import Act
from xiezhi.law.facts import Facts
from xiezhi.law.fields import asked
from xiezhi.law.rules.team_clocks import quarter_days, quarter_of
from xiezhi.law.team_facts import TeamFacts
from xiezhi.law.terms import Post, TeamRole
from xiezhi.people.models import Person, Tenure
from xiezhi.people.queries import divisions, people_of
from xiezhi.teams.facts import staff_between
from xiezhi.teams.models import PairingRound
from xiezhi.web.components import Option
from xiezhi.web.forms import Choices, Known

JUDGES = frozenset({Post.JUDGE})
STAFF = frozenset({Post.JUDGE_ASSISTANT, Post.CLERK})
_OF_POSTS = {
    "judge": JUDGES, "judges": JUDGES, "leader": JUDGES, "staff": STAFF, "person": JUDGES | STAFF,
}  # fmt: skip


def choices_for(viewer: Actor, act: Act, facts: Facts) -> dict[str, Choices]:
    """Return the options of each field of an act's form, in a fixed number of queries."""
    names = {part.name for part in asked(act.data)}
    names |= {one.name for part in asked(act.data) if part.rows for one in asked(part.rows)}
    found: dict[str, Choices] = {}
    if act.code == "pairing.rank":
        found["person"] = Choices(_other_side(viewer, facts))
    elif act.code == "appraisal.propose":
        found["person"] = Choices(_own_staff(facts))
    elif isinstance(facts, TeamFacts) and act.code in ("team.end_member", "team.change"):
        members = _members(facts)
        found |= {name: Choices(members) for name in ("person", "leader") if name in names}
    elif names & _OF_POSTS.keys():
        rows = people_of(viewer, facts.court, facts.today)
        for name in names & _OF_POSTS.keys():
            found[name] = Choices(_people(rows, _OF_POSTS[name]))
    if "division" in names:
        known = divisions(viewer, facts.court)
        found["division"] = Choices(tuple(Option(str(one.id), one.name) for one in known))
    if "round" in names:
        rounds = PairingRound.objects.filter(court=facts.court, confirmed_at=None).order_by("-id")
        found["round"] = Choices(tuple(Option(str(one.id), one.name) for one in rounds))
    return found


def _people(rows: Iterable[Tenure], posts: frozenset[Post]) -> tuple[Option, ...]:
    found: dict[int, Option] = {}
    for row in rows:
        post = Post(row.post)
        if post in posts:
            where = row.division.name if row.division else ""
            words = f"{row.person.name}　{post.label}"
            found.setdefault(row.person_id, Option(str(row.person_id), words, where))
    return tuple(found.values())


def _named(persons: Iterable[int]) -> tuple[Option, ...]:
    rows = Person.objects.filter(pk__in=list(persons)).order_by("sort_key", "id")
    return tuple(Option(str(one.id), one.name) for one in rows)


def _members(facts: TeamFacts) -> tuple[Option, ...]:
    return _named(one.person for one in facts.members if one.until is None)


def _other_side(viewer: Actor, facts: Facts) -> tuple[Option, ...]:
    persons: set[int] = set()
    for row in PairingRound.objects.filter(court=facts.court, matched_at=None):
        if viewer.person in row.judges:
            persons |= set(row.staff)
        elif viewer.person in row.staff:
            persons |= set(row.judges)
    return _named(persons)


def _last_quarter(facts: Facts) -> tuple[int, str]:
    first = quarter_days(*quarter_of(facts.today))[0]
    year, quarter = quarter_of(first - timedelta(days=1))
    return year, quarter.value


def _own_staff(facts: Facts) -> tuple[Option, ...]:
    first = quarter_days(*quarter_of(facts.today))[0]
    days = quarter_days(*quarter_of(first - timedelta(days=1)))
    return _named(staff_between([facts.subject], *days).get(facts.subject, ()))


def known_for(act: Act, facts: Facts) -> Mapping[str, Known]:
    """Return what the platform fills in, and says whence."""
    names = {part.name for part in asked(act.data)}
    found: dict[str, Known] = {}
    if "quarter" in names:
        year, quarter = _last_quarter(facts)
        found |= {"year": Known(year), "quarter": Known(quarter, _("上一季度"))}
    for name in ("since", "until"):
        if name in names:
            found[name] = Known(facts.today, _("今日"))
    if isinstance(facts, TeamFacts) and act.code == "team.change":
        found |= {"kind": Known(facts.kind.value), "leader": Known(facts.leader or "")}
    if act.code == "team.add_member":
        found["role"] = Known(TeamRole.JUDGE_ASSISTANT.value)
    return found
