"""Opened ballots and their result, for who may read them and has just noted the reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import orjson
from django.utils.translation import gettext as _

from xiezhi.acts.examine import examine, refuses
from xiezhi.cases.acts.deliberation import read_ballot
from xiezhi.cases.models import Ballot, DeliberationResult
from xiezhi.cases.sealing import unseal_text
from xiezhi.law.facts import ZONE, CaseFacts
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.deliberation import READ_BALLOTS, BallotData, Disposition
from xiezhi.ledger.encoding import ACCEPTED
from xiezhi.ledger.models import Entry
from xiezhi.web.words import strung, word


@dataclass(frozen=True)
class Opened:
    """启封的意见: what each wrote, by person, and the result in words; empty for all others."""

    ballots: Mapping[int, BallotData] = field(default_factory=dict)
    result: str = ""
    at: str = ""


def opened(facts: CaseFacts) -> Opened:
    """Return the opened ballots of the last round, for as long as an internal volume is open.

    Who holds no power to read them, or has not noted the reading, gets nothing: no query is
    made for leaders, one for the panel.
    """
    last = facts.deliberation
    if last is None or not last.opened or refuses(examine(READ_BALLOTS, facts)):
        return Opened()
    if not _noted(facts):
        return Opened()
    ballots = Ballot.objects.select_related("case").filter(deliberation=last.id)
    result = DeliberationResult.objects.select_related("case").get(deliberation=last.id)
    return Opened(
        {one.person_id: read_ballot(one.case, one) for one in ballots},
        _result(result),
        f"{result.at.astimezone(ZONE):%m-%d %H:%M}",
    )


def _noted(facts: CaseFacts) -> bool:
    minutes = parameter("efiles.reading_minutes_max", facts.today, overrides=facts.rules.numbers)
    return Entry.objects.filter(
        subject=facts.subject,
        actor=facts.actor,
        act=READ_BALLOTS.code,
        outcome=ACCEPTED,
        at__gt=facts.at - timedelta(minutes=minutes),
        at__lte=facts.at,
    ).exists()


def _result(row: DeliberationResult) -> str:
    said = orjson.loads(unseal_text(row.case_id, row.case.sealing_key, row.sealed_text))
    counts = sorted(said["counts"].items(), key=lambda one: (-one[1], one[0]))
    votes = strung(
        _("%(what)s（%(n)s 票）") % {"what": word(Disposition(choice)), "n": n}
        for choice, n in counts
    )
    if said["decided"] is None:
        return _("未形成多数意见：%(votes)s") % {"votes": votes}
    return _("评议结果：%(votes)s") % {"votes": votes}
