"""What the fields of an act's form offer: people, rooms, parties, hearings, papers, places."""

from collections.abc import Mapping

from xiezhi.cases.queries import record, rooms
from xiezhi.efiles.models import Paper
from xiezhi.law import causes
from xiezhi.law.act import Act
from xiezhi.law.catalogue import catalogue_for
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.fields import Asked, asked
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.law.terms import Post
from xiezhi.people.queries import holders
from xiezhi.web.components import Option
from xiezhi.web.forms import Choices, Known

SEATED = (Post.JUDGE, Post.JUROR, Post.JUDGE_ASSISTANT, Post.CLERK, Post.DIVISION_HEAD)


def choices_for(act: Act, facts: CaseFacts) -> dict[str, Choices]:
    """Return the options of each field of an act's form, in a fixed number of queries."""
    found: dict[str, Choices] = {}
    for part in asked(act.data):
        options = _options(part, act, facts)
        if options:
            found[part.name] = Choices(tuple(options))
        if part.rows is not None:
            for inner in asked(part.rows):
                options = _options(inner, act, facts)
                if options:
                    found[inner.name] = Choices(tuple(options))
    return found


def _options(part: Asked, act: Act, facts: CaseFacts) -> list[Option]:
    if part.kind == "room":
        return [Option(str(id_), name) for id_, name in rooms(_viewer(facts), facts.court)]
    if part.kind in ("person", "persons"):
        return _people(part, act, facts)
    if part.name == "party":
        return [
            Option(str(one.id), f"{one.role.label}　{one.name}") for one in _record(facts).parties
        ]
    if part.name == "hearing":
        return [
            Option(str(one.id), f"{one.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M}　{one.room}")
            for one in _record(facts).hearings
            if one.state in ("planned", "held")
        ]
    if part.name == "paper":
        rows = Paper.objects.filter(case=facts.subject, voided_at=None).values_list("id", "name")
        return [Option(str(id_), name) for id_, name in rows]
    if part.name == "item" and facts.procedure is not None:
        items = catalogue_for(facts.kind, facts.procedure).items
        return [Option(one.code, one.name, one.volume.label) for one in items]
    if part.kind == "cause":
        return [Option(one.name, one.name) for one in causes.causes(facts.area)[:600]]
    return []


def _viewer(facts: CaseFacts):  # type: ignore[no-untyped-def]
    from xiezhi.acts.types import Actor

    return Actor(facts.actor)


def _record(facts: CaseFacts):  # type: ignore[no-untyped-def]
    return record(_viewer(facts), facts.subject)


def _people(part: Asked, act: Act, facts: CaseFacts) -> list[Option]:
    if act.code in ("recusal.apply", "recusal.review") or part.name == "present":
        return [Option(str(one.person), f"{one.name}　{one.seat.label}") for one in facts.sitters]
    wanted = (Post.JUDGE,) if part.name == "judge" else SEATED
    rows = holders(_viewer(facts), facts.court, wanted, facts.today, facts.division)
    return [Option(str(person), words) for person, words in rows]


def known_for(act: Act, facts: CaseFacts) -> Mapping[str, Known]:
    """Return what the platform fills in, and says whence."""
    found: dict[str, Known] = {}
    names = {part.name for part in asked(act.data)}
    if act.code == "triage.confirm":
        proposed = suggestion_of(facts)
        found["procedure"] = Known(proposed.procedure.value, "系统建议，理由见下")
    if "on" in names:
        found["on"] = Known(facts.today, "今日")
    planned = [one for one in facts.hearings if one.state == "planned"]
    held = [one for one in facts.hearings if one.state == "held"]
    last = planned or held if act.code in ("hearing.hold", "hearing.postpone") else held
    if "hearing" in names and last:
        found["hearing"] = Known(str(last[-1].id), "最近一次庭审")
    if "present" in names:
        found["present"] = Known([str(one.person) for one in facts.sitters], "本案组成人员")
    return found
