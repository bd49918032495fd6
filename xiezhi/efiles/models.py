"""Papers of the file. Rows only; the bytes lie in the store under their hash."""

from django.db import models
from django.db.models import F

from xiezhi.cases.models import Case
from xiezhi.law.terms import Volume


class Paper(models.Model):
    """卷宗材料: one paper of a case, its place in the catalogue, and where its bytes lie."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=200)
    volume = models.CharField(max_length=10, choices=Volume.choices())
    item = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    """The address of the bytes as they are kept; for the internal volume, of the sealed bytes."""
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    added_by = models.BigIntegerField()
    post = models.CharField(max_length=32)
    added_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index("case", "volume", F("id"), name="paper_of_case")]
