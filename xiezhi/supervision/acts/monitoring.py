"""Effects of the monitor: alerts to leaders, step by step, and the monthly sheets."""

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.law.act import Nothing
from xiezhi.law.powers.monitoring import ALERT, ISSUE_SHEET, READ_SHEET, Alarm, MonthlySheet
from xiezhi.law.rules.alerts import whom_to_tell
from xiezhi.law.terms import AlertKind, Post
from xiezhi.people.models import Person
from xiezhi.supervision import models

LAST_STEP = 2
"""The step on which the high court is told that a suspicion was not answered (R5.2)."""


@effect(ALERT)
def alert(write: Write, case: Case, data: Alarm, doing: Doing) -> None:
    """A leader is told; on the last step of an unanswered suspicion, the high court too."""
    post = whom_to_tell(doing.facts, data.kind, data.step)
    upward = data.kind is AlertKind.UNCONFIRMED and data.step == LAST_STEP
    write.new(
        models.Alert(
            case=case,
            kind=data.kind,
            cause=data.cause,
            step=data.step,
            to_post=post,
            unreported=upward or post is Post.UPPER_PRESIDENT,
            due_on=data.due_on,
            at=doing.at,
        )
    )
    doing.adds["to"] = post.value


@effect(ISSUE_SHEET)
def issue_sheet(write: Write, person: Person, data: MonthlySheet, doing: Doing) -> None:
    """A leader's month in counts is sent; reading it is a duty."""
    write.new(
        models.Sheet(
            person=person,
            month=data.month,
            flagged=data.flagged,
            acted=data.acted,
            unacted=data.unacted,
            sent_at=doing.at,
        )
    )
    doing.owes[Post.SELF] = person.id


@effect(READ_SHEET)
def read_sheet(write: Write, person: Person, data: Nothing, doing: Doing) -> None:
    """The sheets that waited were read."""
    for row in models.Sheet.objects.filter(person=person, read_at=None):
        write.change(row, read_at=doing.at)
