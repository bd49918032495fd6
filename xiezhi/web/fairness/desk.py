"""What a desk says of assignment: the alerts of the own court, and what courts below send up."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xiezhi.acts.types import Actor
from xiezhi.fairness import queries
from xiezhi.fairness.figures import month_before
from xiezhi.law.terms import COURT_LEADERS, Post
from xiezhi.people.queries import Held
from xiezhi.web.components import Button, Part
from xiezhi.web.fairness.page import alert_table

POSTS = COURT_LEADERS | {Post.TRIAL_MANAGEMENT, Post.INSPECTION}
MONTHS = 3
SHOWN = 20


def assignment_alerts(
    viewer: Actor, held: Held, at: datetime, day: date
) -> tuple[tuple[Part, ...], int]:
    """Return the parts of the section and how many alerts there are, in one query."""
    below = held.post in queries.ABOVE
    since = month_before(day, MONTHS)
    found = queries.alerts(viewer, held.court, since, below=below, most=SHOWN)
    button = Button(label=_("分案运行"), href=reverse("assignment_bounds"))
    return (alert_table(found, held.court), button), len(found)
