"""Packages handed over to and taken by the archive. Rows only."""

from django.db import models

from xiezhi.cases.models import Case


class Handover(models.Model):
    """归档移送: a file handed over, the package built of it, its checks, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    submitted_by = models.BigIntegerField()
    submitted_at = models.DateTimeField()
    package = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    checks = models.JSONField(default=list)
    accepted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes = [models.Index("case", name="handover_of_case")]
