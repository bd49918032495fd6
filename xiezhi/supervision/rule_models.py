"""Rules of detection at a high court: drafts, trials, settings; which case was read. Rows only."""

from django.db import models
from django.db.models import F

from xiezhi.cases.models import Case
from xiezhi.law.terms import RuleState
from xiezhi.people.models import Court, Person


class RuleDraft(models.Model):
    """规则草稿: parameters of a rule that reads texts, by a high court; they never change."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rule_drafts")
    rule = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    threshold = models.PositiveSmallIntegerField()
    content = models.TextField(blank=True)
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "rule", "number"], name="rule_draft_once")
        ]


class RuleSetting(models.Model):
    """规则状态: from a day on a rule speaks, is off or is muted in the province; only added to."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rule_settings")
    rule = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=RuleState.choices())
    draft = models.ForeignKey(RuleDraft, null=True, on_delete=models.PROTECT, related_name="+")
    floor = models.PositiveSmallIntegerField(null=True)
    """准确率下限 in per cent; without one the parameter of the platform holds."""
    since = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    confirmed = models.PositiveIntegerField(null=True)
    decided = models.PositiveIntegerField(null=True)
    """What the answers came to when the rule was muted."""
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody, where the platform muted it."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("court", "rule", F("id").desc(), name="rule_setting_of_court")]


class RuleTrial(models.Model):
    """试运行: a draft on past cases of the province, how far it has come and what it found."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rule_trials")
    rule = models.CharField(max_length=60)
    draft = models.ForeignKey(RuleDraft, null=True, on_delete=models.PROTECT, related_name="trials")
    cases_max = models.PositiveIntegerField()
    total = models.PositiveIntegerField(null=True)
    """How many cases are read; unknown before it began."""
    done = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("court", "rule", F("id").desc(), name="rule_trial_of_court"),
            models.Index("id", name="rule_trial_waiting", condition=models.Q(ended_at=None)),
        ]


class Reading(models.Model):
    """识别进度: up to which entry of its chain a case was read by the rules of detection."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
