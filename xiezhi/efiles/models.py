"""Papers of the file. Rows only; the bytes lie in the store, sealed."""

from django.db import models
from django.db.models import F, Q

from xiezhi.cases.models import Case
from xiezhi.documents.kinds import FileKind
from xiezhi.law.terms import Post, Volume


class Paper(models.Model):
    """卷宗材料: one paper of a case and its place in the catalogue.

    Content and text of both volumes are sealed under the key of the case; who may open them,
    `queries` decides.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=200)
    volume = models.CharField(max_length=10, choices=Volume.choices())
    item = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    """The hash of the content as it was received."""
    stored = models.CharField(max_length=64)
    """The address of the sealed bytes in the store."""
    kind = models.CharField(max_length=8, choices=FileKind.choices())
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField()
    sealed_text = models.BinaryField()
    scanned = models.BooleanField()
    """Whether the content has no text, as with a scan."""
    added_by = models.BigIntegerField()
    post = models.CharField(max_length=32, choices=Post.choices())
    added_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index("case", "volume", F("id"), name="paper_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sha256"], condition=Q(voided_at=None), name="paper_once"
            )
        ]
