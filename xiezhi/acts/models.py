"""Rows of the gate: prompts, delegations, courts' lists; subjects and persons are plain ids."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xiezhi.law.terms import Post


class Prompt(models.Model):
    """应办提示: a duty that an entry raised, owed by who holds `post` until an entry settles it."""

    subject = models.BigIntegerField()
    court = models.BigIntegerField()
    division = models.BigIntegerField(null=True)
    act = models.CharField(max_length=64)
    post = models.CharField(max_length=32, choices=Post.choices())
    owed_by = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    raised_by = models.BigIntegerField(null=True)
    raised_at = models.DateTimeField()
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                "subject", "act", condition=Q(settled_by=None), name="prompt_open_of_subject"
            ),
            models.Index(
                "owed_by", "due_on", condition=Q(settled_by=None), name="prompt_open_of_person"
            ),
            models.Index(
                "court",
                "post",
                "due_on",
                condition=Q(settled_by=None, owed_by=None),
                name="prompt_open_of_post",
            ),
            models.Index("due_on", condition=Q(settled_by=None), name="prompt_open_by_day"),
        ]


class Opening(models.Model):
    """收案幂等键: the key under which an act opened a subject, so that a repeat finds it again."""

    under = models.BigIntegerField()
    act = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    subject = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["under", "act", "key"], name="opening_once"),
        ]


class Delegation(models.Model):
    """委托行权: acts that a leader lets another perform, with scope, end and consent (R4.3)."""

    court = models.BigIntegerField()
    giver = models.BigIntegerField()
    giver_post = models.CharField(max_length=32, choices=Post.choices())
    taker = models.BigIntegerField()
    acts = ArrayField(models.CharField(max_length=64))
    division = models.BigIntegerField(null=True)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()
    consent_by = models.BigIntegerField(null=True)
    consent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("taker", "until_at", name="delegation_of_taker")]
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("since_at")), name="delegation_has_an_end"
            ),
        ]


class CourtList(models.Model):
    """本院权责清单: one version of a court's own list: drafted, adopted, filed upward."""

    court = models.BigIntegerField()
    version = models.PositiveIntegerField()
    drafted_at = models.DateTimeField()
    drafted_by = models.BigIntegerField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.BigIntegerField(null=True)
    since = models.DateField(null=True)
    filed_with = models.BigIntegerField(null=True)
    filed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "version"], name="list_version_once"),
        ]
        indexes = [models.Index("court", "since", name="list_in_force")]


class ListRow(models.Model):
    """清单细化: one narrowing row: fewer holders, a shorter limit, a number, a delegable mark."""

    posts = ArrayField(models.CharField(max_length=32), default=list)
    list = models.ForeignKey(CourtList, on_delete=models.PROTECT, related_name="rows")
    act = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120, blank=True)
    number = models.BigIntegerField(null=True)


class Job(models.Model):
    """长任务: progress of long work that a page or the command line shows and may cancel."""

    kind = models.CharField(max_length=64)
    owner = models.BigIntegerField()
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    state = models.CharField(max_length=16, default="waiting")
    says = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("owner", F("made_at").desc(), name="job_of_owner")]
