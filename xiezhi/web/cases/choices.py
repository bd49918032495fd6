"""What the fields of an act's form offer: people, rooms, parties, hearings, papers, places."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from xiezhi.acts.types import Actor
from xiezhi.cases.queries import record, rooms
from xiezhi.efiles.models import Paper
from xiezhi.law import causes
from xiezhi.law.act import Act
from xiezhi.law.catalogue import catalogue_for
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.fields import Asked, asked
from xiezhi.law.powers.team_work import WorkKind
from xiezhi.law.rules.triage_acts import suggestion_of
from xiezhi.law.terms import MeasureKind, Post
from xiezhi.people.queries import holders
from xiezhi.teams.queries import case_tasks
from xiezhi.web.components import Option
from xiezhi.web.forms import Choices, Known
from xiezhi.web.said import parts_word, sentence
from xiezhi.web.words import word

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
    if part.kind in ("person", "persons"):
        return _people(part, act, facts)
    build = _BY_KIND.get(part.kind) or _BY_NAME.get(part.name)
    return build(facts) if build else []


def _rooms(facts: CaseFacts) -> list[Option]:
    return [Option(str(id_), name) for id_, name in rooms(Actor(facts.actor), facts.court)]


def _parties(facts: CaseFacts) -> list[Option]:
    known = record(Actor(facts.actor), facts.subject).parties
    return [Option(str(one.id), f"{word(one.role)}　{one.name}") for one in known]


def _hearings(facts: CaseFacts) -> list[Option]:
    known = record(Actor(facts.actor), facts.subject).hearings
    return [
        Option(str(one.id), f"{one.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M}　{one.room}")
        for one in known
        if one.state in ("planned", "held")
    ]


def _papers(facts: CaseFacts) -> list[Option]:
    rows = Paper.objects.filter(case=facts.subject, voided_at=None).values_list("id", "name")
    return [Option(str(id_), name) for id_, name in rows]


def _places(facts: CaseFacts) -> list[Option]:
    if facts.procedure is None:
        return []
    items = catalogue_for(facts.kind, facts.procedure).items
    return [Option(one.code, sentence(one.name), word(one.volume)) for one in items]


def _causes(facts: CaseFacts) -> list[Option]:
    return [Option(one.name, one.name) for one in causes.causes(facts.area)]


def _complaints(facts: CaseFacts) -> list[Option]:
    names = {one.person: one.name for one in facts.sitters}
    return [
        Option(
            str(one.id),
            _("第 %(n)s 号反映") % {"n": one.id},
            f"{names.get(one.about, '')}　{_('实名') if one.named else _('匿名')}",
        )
        for one in facts.complaints
    ]


def _answers(facts: CaseFacts) -> list[Option]:
    return [
        Option(
            str(one.id),
            f"{one.at.astimezone(ZONE):%m-%d %H:%M}　{word(MeasureKind(one.kind))}",
        )
        for one in facts.measures
        if one.answered
    ]


def _work(facts: CaseFacts) -> list[Option]:
    return [
        Option(str(one.id), f"{one.id}　{word(WorkKind(one.kind))}　{one.person}")
        for one in case_tasks(Actor(facts.actor), facts.subject)
    ]


_BY_KIND = {"room": _rooms, "cause": _causes}
_BY_NAME = {
    "party": _parties, "hearing": _hearings, "paper": _papers, "item": _places,
    "complaint": _complaints, "measure": _answers, "work": _work,
}  # fmt: skip


def _people(part: Asked, act: Act, facts: CaseFacts) -> list[Option]:
    if act.code in ("recusal.apply", "recusal.review") or part.name in ("present", "about"):
        return [Option(str(one.person), f"{one.name}　{word(one.seat)}") for one in facts.sitters]
    wanted: tuple[Post, ...] = (Post.JUDGE,) if part.name == "judge" else SEATED
    if part.name == "clerk":
        wanted = (Post.CLERK,)
    elif act.code.startswith("work."):
        wanted = (Post.JUDGE_ASSISTANT, Post.CLERK)
    rows = holders(Actor(facts.actor), facts.court, wanted, facts.today, facts.division)
    return [Option(str(person), parts_word(words)) for person, words in rows]


def known_for(act: Act, facts: CaseFacts) -> Mapping[str, Known]:
    """Return what the platform fills in, and says whence."""
    found: dict[str, Known] = {}
    names = {part.name for part in asked(act.data)}
    if act.code == "triage.confirm":
        proposed = suggestion_of(facts)
        found["procedure"] = Known(proposed.procedure.value, _("系统建议，理由见下"))
    if "on" in names:
        found["on"] = Known(facts.today, _("今日"))
    planned = [one for one in facts.hearings if one.state == "planned"]
    held = [one for one in facts.hearings if one.state == "held"]
    last = planned or held if act.code in ("hearing.hold", "hearing.postpone") else held
    if "hearing" in names and last:
        found["hearing"] = Known(str(last[-1].id), _("最近一次庭审"))
    if "present" in names:
        found["present"] = Known([str(one.person) for one in facts.sitters], _("本案组成人员"))
    return found
