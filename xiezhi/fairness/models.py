"""Alerts of bounds, linkages, stops, audits. Rows only; alerts never change."""

from django.db import models
from django.db.models import F, Q

from xiezhi.cases.models import Case
from xiezhi.law.terms import BoundKind, LinkageState
from xiezhi.people.models import Court, Person


class BoundAlert(models.Model):
    """分案预警: a bound that a court passed in the period that ends with a month."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="bound_alerts")
    kind = models.CharField(max_length=24, choices=BoundKind.choices())
    month = models.DateField()
    cause = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    upward = models.BooleanField()
    """Whether the court above is told too."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("court", F("month").desc(), name="bound_alert_of_court")]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "kind", "month", "cause"], name="bound_alert_once"
            )
        ]


class Linkage(models.Model):
    """关联: a case that may be heard with an earlier one of its series, and what was decided."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="linkage")
    first = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="batch")
    state = models.CharField(max_length=12, choices=LinkageState.choices())
    days = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)


class StopRequest(models.Model):
    """停止分案申请: over which days no case is to be given to a judge, and the decision."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="stop_requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stop_requests")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("court", condition=Q(granted=None), name="stop_request_waits"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="stop_has_days"),
        ]


class FairnessAudit(models.Model):
    """分案公平性审计: what a night's audit of a court's draws found, and what was answered."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="fairness_audits")
    on = models.DateField()
    figures = models.JSONField()
    """The data of the act, as plain values."""
    at = models.DateTimeField()
    answer = models.CharField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "on"], name="fairness_audit_once")]
