"""Flags of four-type cases, reports that leaders asked, referrals, decisions. Rows only."""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.law.terms import FlagState, FourType
from xiezhi.people.models import Person


class FourTypeFlag(models.Model):
    """四类案件标识: suspected or confirmed, on what evidence, and who decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="four_type_flags")
    code = models.CharField(max_length=4, choices=FourType.choices())
    state = models.CharField(max_length=12, choices=FlagState.choices())
    by_machine = models.BooleanField(default=False)
    evidence = models.CharField(max_length=2000)
    rule = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=12, blank=True)
    raised_by = models.BigIntegerField()
    raised_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes = [models.Index("case", name="flag_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"],
                condition=models.Q(state__in=[FlagState.SUSPECTED, FlagState.CONFIRMED]),
                name="flag_once",
            )
        ]


class ProgressReport(models.Model):
    """报告案件进展和评议结果: what a leader asked and what the trial body answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="progress_reports")
    matter = models.CharField(max_length=2000)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    sealed_text = models.BinaryField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("case", name="report_of_case")]


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
