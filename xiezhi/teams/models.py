"""Pairing rounds, work given out, appraisals. Rows only; teams and members lie in `people`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xiezhi.cases.models import Case
from xiezhi.law.powers.team_work import WorkKind
from xiezhi.law.terms import Quarter
from xiezhi.people.models import Court, Person, Team


class TeamNote(models.Model):
    """团队记录: what was said of a team: a rotation, a proposal, an answer to an alert."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="notes")
    act = models.CharField(max_length=64)
    text = models.CharField(max_length=2000)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("team", F("at").desc(), name="note_of_team")]


class PairingRound(models.Model):
    """双向选择轮次: who takes part, how many each judge takes, how far it is."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="pairing_rounds")
    name = models.CharField(max_length=60)
    judges = ArrayField(models.BigIntegerField())
    staff = ArrayField(models.BigIntegerField())
    places = models.PositiveSmallIntegerField(default=1)
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="round_name_once")]


class Preference(models.Model):
    """志愿: whom a person of a round wants, the most wanted first."""

    round = models.ForeignKey(PairingRound, on_delete=models.PROTECT, related_name="preferences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ranking = ArrayField(models.BigIntegerField())
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="preference_once")]


class Pairing(models.Model):
    """配对: an assistant or clerk and the judge; with `by` and `reason` where it was allocated."""

    round = models.ForeignKey(PairingRound, on_delete=models.PROTECT, related_name="pairings")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "staff"], name="pairing_once"),
            models.CheckConstraint(
                condition=Q(by=None) | ~Q(reason=""), name="allocation_has_a_reason"
            ),
        ]


class RelationReview(models.Model):
    """亲属关系审查: whether a judge and a relative may work in one team; the latest one counts."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    allowed = models.BooleanField()
    reason = models.CharField(max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("judge", "staff", F("at").desc(), name="review_of_pair")]


class TeamTask(models.Model):
    """交办工作: work on a case that a judge gave out, or staff of others that was asked for."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="team_tasks")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_tasks")
    kind = models.CharField(max_length=20, choices=WorkKind.choices())
    due_on = models.DateField()
    text = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12)
    """requested, refused, open, done."""
    given_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=1000, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("case", name="task_of_case"),
            models.Index("person", "due_on", condition=Q(state="open"), name="task_open_of_person"),
        ]


class Appraisal(models.Model):
    """考核建议: a judge's proposal on an assistant or clerk for a quarter."""

    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=1, choices=Quarter.choices())
    score = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    late = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "person", "year", "quarter"], name="appraisal_once"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="appraisal_score"
            ),
        ]


class AppraisalUse(models.Model):
    """采用情况: the weight that judges' proposals had in a quarter, or why they had none."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=1, choices=Quarter.choices())
    weight = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "quarter"], name="use_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0) | ~Q(reason=""), name="use_has_weight_or_reason"
            ),
        ]
