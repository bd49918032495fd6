"""Prompts (可提示): duties that acts raise and settle, with the day they fall due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection

from xiezhi.acts.models import Prompt
from xiezhi.acts.registry import Doing
from xiezhi.acts.types import Outcome
from xiezhi.law.act import Act, Duty
from xiezhi.law.facts import CaseFacts, Facts
from xiezhi.law.parameters import parameter, unit_of
from xiezhi.law.terms import Post, Seat
from xiezhi.law.time_limits.counting import add_months

ALL = "*"
"""Among what an act settles: every duty that is open on the subject."""

SEATS: dict[Post, tuple[Seat, ...]] = {
    Post.HANDLING_JUDGE: (Seat.HANDLING,),
    Post.SOLE_JUDGE: (Seat.HANDLING,),
    Post.PRESIDING_JUDGE: (Seat.PRESIDING,),
    Post.PANEL_MEMBER: (Seat.MEMBER,),
    Post.JUROR: (Seat.JUROR,),
    Post.JUDGE_ASSISTANT: (Seat.ASSISTANT,),
    Post.CLERK: (Seat.CLERK,),
}
"""Posts that are seats in the case: the duty is owed by the person who sits there."""


def move(act: Act, at: datetime, done: Sequence[tuple[Outcome, Facts, Doing | None]]) -> None:
    """Settle the duties that accepted acts fulfil and open those that they raise."""
    accepted = [(o, facts, doing) for o, facts, doing in done if o.accepted and doing]
    _settle(act, at, [outcome for outcome, facts, _ in accepted if _has_open(act, facts)])
    rows = [
        row
        for outcome, facts, doing in accepted
        if doing
        for duty in act.raises
        for row in _owed(duty, outcome, facts, doing)
    ]
    if rows:
        Prompt.objects.bulk_create(rows)


def _has_open(act: Act, facts: Facts) -> bool:
    duties = getattr(facts, "duties", None)
    if duties is None or ALL in act.settles:
        return True
    return bool(duties & {act.code, *act.settles})


def _settle(act: Act, at: datetime, outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    everything = ALL in act.settles
    codes = [act.code, *act.settles]
    with connection.cursor() as cursor:
        cursor.execute(
            "update acts_prompt p set settled_by = e.entry, settled_at = %s from"
            " unnest(%s::bigint[], %s::bigint[]) e (subject, entry)"
            " where p.subject = e.subject and p.settled_by is null"
            " and (%s::boolean or p.act = any(%s::text[]))",
            [
                at,
                [outcome.subject for outcome in outcomes],
                [outcome.entry for outcome in outcomes],
                everything,
                codes,
            ],
        )


def _owed(duty: Duty, outcome: Outcome, facts: Facts, doing: Doing) -> list[Prompt]:
    if duty.when is not None and not duty.when(facts, outcome.wish.data):
        return []
    due = due_on(duty.within, facts.today, facts)
    return [
        Prompt(
            subject=outcome.subject,
            court=facts.court,
            division=doing.division if doing.division is not None else facts.division,
            act=duty.act,
            post=post,
            owed_by=person,
            due_on=due,
            raised_by=outcome.entry,
            raised_at=doing.at,
        )
        for post, person in _owners(duty, facts, doing)
    ]


def _owners(duty: Duty, facts: Facts, doing: Doing) -> list[tuple[Post, int | None]]:
    """Return who owes a duty; where a seat is empty the post owes it until somebody sits there."""
    given = [(post, doing.owes[post]) for post in duty.of if post in doing.owes]
    if given:
        return list(given)
    if isinstance(facts, CaseFacts):
        for post in sorted(duty.of, key=list(Post).index):
            seated = [one.person for one in facts.seated(*SEATS.get(post, ()))]
            if seated:
                return [(post, person) for person in seated]
    posts = sorted(duty.of, key=list(Post).index)
    return [(next((post for post in posts if post not in SEATS), posts[0]), None)]


def due_on(within: str, today: date, facts: Facts) -> date | None:
    """Return the last day of a period that begins today, the first day not counted.

    `within` names a parameter; its unit says how it is counted.
    """
    if not within:
        return None
    amount = parameter(within, today, scope=facts.province, overrides=facts.rules.numbers)
    days = facts.calendar
    match unit_of(within):
        case "working_days":
            return days.add_working_days(today, amount)
        case "months":
            return days.next_working_day(add_months(today, amount))
        case _:
            return days.next_working_day(today + timedelta(days=amount))


def overdue(day: date, courts: Sequence[int] = ()) -> list[Prompt]:
    """Return the open duties whose last day has passed, the oldest first; of some courts or all."""
    rows = Prompt.objects.filter(settled_by=None, due_on__lt=day).order_by("due_on", "id")
    return list(rows.filter(court__in=list(courts)) if courts else rows)
