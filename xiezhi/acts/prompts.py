"""Prompts (可提示): duties that acts raise and settle, with the day they fall due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson

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


@dataclass(frozen=True)
class Moves:
    """应办事项的变动: what `gate_perform` settles and opens, by place among the entries, from 1."""

    settled: tuple[int, ...]
    acts: tuple[str, ...] | None
    """Codes of the duties that are settled; None for every one."""
    raised: str
    """JSON of the duties that arise."""


def moves(act: Act, done: Sequence[tuple[Outcome, Facts, Doing | None]]) -> Moves:
    """Return which duties accepted acts fulfil and which they raise, for entries in this order."""
    settled: list[int] = []
    raised: list[dict[str, Any]] = []
    for place, (outcome, facts, doing) in enumerate(done, 1):
        if not outcome.accepted or doing is None:
            continue
        if _has_open(act, facts):
            settled.append(place)
        for duty in act.raises:
            raised += ({"place": place, **row} for row in _owed(duty, outcome, facts, doing))
    codes = None if ALL in act.settles else (act.code, *act.settles)
    return Moves(tuple(settled), codes, orjson.dumps(raised).decode())


def _has_open(act: Act, facts: Facts) -> bool:
    duties = getattr(facts, "duties", None)
    if duties is None or ALL in act.settles:
        return True
    return bool(duties & {act.code, *act.settles})


def _owed(duty: Duty, outcome: Outcome, facts: Facts, doing: Doing) -> list[dict[str, Any]]:
    if duty.when is not None and not duty.when(facts, outcome.wish.data):
        return []
    due = doing.due_on or due_on(duty.within, facts.today, facts)
    division = doing.division if doing.division is not None else facts.division
    return [
        {
            "subject": outcome.subject,
            "court": facts.court,
            "division": division,
            "act": duty.act,
            "post": post,
            "owed_by": person,
            "due_on": due,
        }
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
