"""Decisions on the procedure, each with what the machine had proposed. Rows only."""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.law.terms import Procedure
from xiezhi.people.models import Person


class Decision(models.Model):
    """分流决定: what was proposed, with its reasons, and what a named officer decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="triage_decisions")
    suggested = models.CharField(max_length=20, choices=Procedure.choices())
    chosen = models.CharField(max_length=20, choices=Procedure.choices())
    barred = models.JSONField(default=dict)
    counterfactuals = models.JSONField(default=list)
    mandatory = models.BooleanField(default=False)
    stale_threshold = models.BooleanField(default=False)
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="triage_of_case")]
