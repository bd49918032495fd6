"""Jobs of supervision (监督任务): alerts, sheets, muting of rules, trials, screening."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from xiezhi.acts.gate import perform_many
from xiezhi.acts.types import SYSTEM, Outcome, Wish
from xiezhi.cases.models import Case
from xiezhi.detection.versions import adjusted, shipped
from xiezhi.law.facts import ZONE
from xiezhi.law.parameters import parameter
from xiezhi.law.powers.detection import MUTE_RULE, RuleMuting
from xiezhi.law.powers.supervision import SUSPECT
from xiezhi.law.rules.detection import MachineRule, of_text
from xiezhi.law.terms import Level, RuleState
from xiezhi.people.facts import court_rules
from xiezhi.people.models import Court
from xiezhi.supervision import monitor
from xiezhi.supervision.models import FourTypeFlag, RuleTrial
from xiezhi.supervision.precision import answers
from xiezhi.supervision.rules import standings
from xiezhi.supervision.structure import hits
from xiezhi.supervision.trials import Count, chunks, newest, past


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="supervision.watch", name="supervision.watch")
def each_hour(timestamp: int) -> None:
    """Tell leaders of what nobody answered or submitted."""
    monitor.watch(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="37 0 1 * *")
@app.task(queueing_lock="supervision.sheets", name="supervision.sheets")
def each_month(timestamp: int) -> None:
    """Send the leaders their sheets of the month before."""
    monitor.issue_sheets(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="23 1 * * *")
@app.task(queueing_lock="supervision.mute", name="supervision.mute_rules")
def each_night(timestamp: int) -> None:
    """Silence rules whose precision is too low, on the record."""
    mute(at=datetime.fromtimestamp(timestamp, UTC))


def mute(*, at: datetime) -> list[Outcome]:
    """Mute each rule that speaks and of which people confirmed less than its floor asks."""
    day = at.astimezone(ZONE).date()
    high = list(Court.objects.filter(level=Level.HIGH).values_list("pk", flat=True))
    rules, numbers = standings(high, day), court_rules(high, day)
    wishes = []
    for (court, rule), found in answers(high, day).items():
        given = numbers[court].numbers
        least = parameter("screening.precision_decided_min", day, overrides=given)
        usual = parameter("screening.precision_floor", day, overrides=given)
        standing = rules[court].rules[rule]
        floor = standing.floor if standing.floor is not None else usual
        if standing.state is RuleState.ON and found.under(floor, least):
            decided = found.fresh_confirmed + found.fresh_rejected
            said = RuleMuting(
                rule=rule, confirmed=found.fresh_confirmed, decided=decided, floor=floor
            )
            wishes.append(Wish(court, said, key=f"{rule.value}/{day}"))
    return perform_many(MUTE_RULE, SYSTEM, wishes, at=at) if wishes else []


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="supervision.trials", name="supervision.run_trials")
def each_minute(timestamp: int) -> None:
    """Run the trials that were asked for since the last minute."""
    run_trials(at=datetime.fromtimestamp(timestamp, UTC))


def run_soon() -> None:
    """Have the trials that wait run now, not at the next minute; one such order is enough."""
    with suppress(AlreadyEnqueued):
        each_minute.configure(queueing_lock="supervision.trials").defer(
            timestamp=int(datetime.now(UTC).timestamp())
        )


def run_trials(*, at: datetime) -> int:
    """Run every trial that waits from its beginning; return how many were run."""
    waiting = list(RuleTrial.objects.filter(ended_at=None).select_related("draft").order_by("id"))
    for trial in waiting:
        _run(trial, at)
    return len(waiting)


def _run(trial: RuleTrial, at: datetime) -> None:
    rule, draft = MachineRule(trial.rule), trial.draft
    code = of_text(rule)
    assert code is not None, "only rules that read texts are tried"
    version = (
        adjusted(code, draft.number, draft.threshold, draft.content) if draft else shipped(code)
    )
    cases = newest(trial.court_id, trial.cases_max)
    count = Count()
    rows = RuleTrial.objects.filter(pk=trial.pk)
    rows.update(total=len(cases), done=0)
    for chunk in chunks(cases, TRIAL_CHUNK):
        count.add(past(chunk, code), version)
        rows.update(done=count.read, found=asdict(count))
    rows.update(done=count.read, found=asdict(count), ended_at=at)


TRIAL_CHUNK = 200
"""Cases after which a trial says how far it has come."""


def screen(case_ids: Sequence[int], at: datetime) -> list[Outcome]:
    """Raise what structure suspects of these cases; what was raised or rejected before stays so.

    Texts, history and links are the job's, after the commit (`reading`). Reads in a fixed number
    of statements, then acts through the gate as the platform (R5.1).
    """
    day = at.astimezone(ZONE).date()
    ids = list(case_ids)
    known = set(FourTypeFlag.objects.filter(case__in=ids).values_list("case_id", "code"))
    courts = Case.objects.filter(pk__in=ids).values_list("court", flat=True).distinct()
    wishes = [
        Wish(case, said, key=f"{said.rule}/{said.version}/{said.flag}")
        for case, said in hits(ids, at, standings(courts, day), related=False)
        if (case, said.flag.value) not in known
    ]
    return perform_many(SUSPECT, SYSTEM, wishes, at=at) if wishes else []
