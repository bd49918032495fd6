"""Packages handed over to and taken by the archive. Rows only; the packages lie in a store."""

from django.db import models
from django.db.models import Q

from xiezhi.cases.models import Case
from xiezhi.law.powers.files import Retention


class Handover(models.Model):
    """归档移送: a file handed over, the package built of it, its checks, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    submitted_by = models.BigIntegerField()
    submitted_at = models.DateTimeField()
    retention = models.CharField(max_length=12, choices=Retention.choices())
    remarks = models.TextField(blank=True)
    package = models.CharField(max_length=64, blank=True)
    """The hash of the package, empty until it is built."""
    size = models.BigIntegerField(default=0)
    manifest = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    """List of {name, ok, what, detail}, the four checks in their order."""
    built_at = models.DateTimeField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes = [models.Index("case", name="handover_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(accepted_at=None, returned_at=None),
                name="handover_one_waits",
            )
        ]
