"""Flags of four-type cases, measures, referrals, decisions, alerts, complaints. Rows only.

What concerns the rules of detection stands in `rule_models`.
"""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.law.terms import AlertKind, FlagStage, FlagState, FourType, MeasureKind, Post
from xiezhi.people.models import Person
from xiezhi.supervision.rule_models import Reading, RuleDraft, RuleSetting, RuleTrial

__all__ = [
    "Alert",
    "CommitteeDecision",
    "Complaint",
    "FourTypeFlag",
    "Measure",
    "Reading",
    "Referral",
    "RuleDraft",
    "RuleSetting",
    "RuleTrial",
    "Sheet",
]


class FourTypeFlag(models.Model):
    """四类案件标识: suspected or confirmed, on what evidence, and who decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="four_type_flags")
    code = models.CharField(max_length=4, choices=FourType.choices())
    state = models.CharField(max_length=12, choices=FlagState.choices())
    by_machine = models.BooleanField(default=False)
    evidence = models.CharField(max_length=2000)
    rule = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=12, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    """Of a rule that reads texts, in per cent."""
    stage = models.CharField(
        max_length=10, choices=FlagStage.choices(), blank=True, default="", db_default=""
    )
    about = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """The judge or leader whom a flag of type F4 complains of."""
    raised_by = models.BigIntegerField()
    raised_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes = [
            models.Index("case", name="flag_of_case"),
            models.Index("rule", "raised_at", name="flag_of_rule", condition=~models.Q(rule="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"],
                condition=models.Q(state__in=[FlagState.SUSPECTED, FlagState.CONFIRMED]),
                name="flag_once",
            )
        ]


class Measure(models.Model):
    """监督管理措施: what a leader required in which post, and how the trial body answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=4, choices=MeasureKind.choices())
    matter = models.CharField(max_length=4000)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody, where the trial body reported without being asked."""
    asked_post = models.CharField(max_length=32, choices=Post.choices(), blank=True)
    asked_at = models.DateTimeField(null=True)
    round = models.PositiveIntegerField(default=0)
    """The round of deliberation that is to be reconsidered."""
    exceptional = models.BooleanField(default=False)
    """A reconsideration beyond the normal number, with the president's reason (R5.8)."""
    reason = models.CharField(max_length=2000, blank=True)
    sealed_text = models.BinaryField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("case", name="measure_of_case"),
            models.Index("asked_by", "asked_at", name="measure_of_leader"),
        ]


class Referral(models.Model):
    """提交讨论: a case sent to the judges' meeting or the adjudication committee."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    committee = models.BooleanField(default=False)
    questions = models.CharField(max_length=4000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="referral_of_case")]


class CommitteeDecision(models.Model):
    """审判委员会决定: number, day and sealed text of a decision on a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="committee_decisions")
    number = models.CharField(max_length=100)
    on = models.DateField()
    sealed_text = models.BinaryField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Alert(models.Model):
    """预警: a leader was told on one step that a duty of supervision is late; it is only added to.

    `cause` is the duty (`acts_prompt`) or the deliberation that it is about. Whether it still
    holds is seen from these, not stored.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=16, choices=AlertKind.choices())
    cause = models.BigIntegerField()
    step = models.PositiveSmallIntegerField()
    to_post = models.CharField(max_length=32, choices=Post.choices())
    unreported = models.BooleanField(default=False)
    """Whether the high court is told too (R5.2)."""
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="alert_of_case")]
        constraints = [models.UniqueConstraint(fields=["kind", "cause", "step"], name="alert_once")]


class Complaint(models.Model):
    """反映: a complaint about a judge; who complains of what is sealed with the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="complaints")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField()
    of_delay = models.BooleanField()
    clues = models.BooleanField()
    sealed_text = models.BinaryField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    found = models.BooleanField(null=True)
    sealed_note = models.BinaryField(null=True)
    verified_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("case", name="complaint_of_case")]


class Sheet(models.Model):
    """监督月报: what a leader's month of supervision came to, as it was sent."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sheets")
    month = models.DateField()
    flagged = models.PositiveIntegerField()
    acted = models.PositiveIntegerField()
    unacted = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month"], name="sheet_once")]
