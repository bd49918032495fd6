"""Standards, proposals, work, checks, notices, shortages. Rows only; notices never change."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xiezhi.cases.models import Case
from xiezhi.law.powers.leaders import WorkKind
from xiezhi.law.rules.leader_cases import CaseTag
from xiezhi.law.rules.quota import Rank, Shortage
from xiezhi.law.terms import Level
from xiezhi.people.models import Court, Person


class QuotaStandard(models.Model):
    """办案数量标准: one figure of a high court; a later one for the same courts replaces it."""

    set_by = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="standards_set")
    scope = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="+")
    """The region (an intermediate court with those under it) or court; none for the province."""
    year = models.PositiveIntegerField()
    level = models.CharField(max_length=16, choices=Level.choices())
    rank = models.CharField(max_length=12, choices=Rank.choices())
    percent = models.PositiveIntegerField()
    of_division = models.BooleanField()
    handling_percent = models.PositiveIntegerField()
    credit = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("set_by", "year", name="standard_of_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="standard_is_a_share"
            )
        ]


class Proposal(models.Model):
    """建议承办: a tagged case proposed to a leader by what he or she wants."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leader_proposals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tags = ArrayField(models.CharField(max_length=20, choices=CaseTag.choices()))
    deficit = models.IntegerField()
    """Cases wanting, in thousandths."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="proposal_once"),
        ]


class WorkItem(models.Model):
    """工作事项: a leader's work beside cases, in hours."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="work_items")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=WorkKind.choices())
    hours = models.PositiveIntegerField()
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("court", "on", name="work_of_court"),
            models.Index("person", "on", name="work_of_person"),
        ]


class NominalCheck(models.Model):
    """挂名办案核查: the signs, the leader's answer, what was found."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="nominal_checks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominal_checks")
    signals = models.JSONField()
    suspected_at = models.DateTimeField()
    answer_due_on = models.DateField()
    answer = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    nominal = models.BooleanField(null=True)
    finding = models.CharField(max_length=4000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="nominal_check_once"),
        ]
        indexes = [models.Index("person", name="nominal_of_person")]


class CompletionNotice(models.Model):
    """办案任务完成情况通报: one version of a notice, with the figures as they stood."""

    issuer = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="notices_issued")
    about = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="notices_about")
    kind = models.CharField(max_length=8)
    """`quarter` or `month`."""
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    """Of the quarter or month in its year."""
    version = models.PositiveIntegerField()
    rows = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    late_days = models.PositiveIntegerField(default=0)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "about", "kind", "year", "number", "version"],
                name="completion_notice_once",
            )
        ]
        indexes = [models.Index("about", "year", name="notice_about_court")]


class Shortfall(models.Model):
    """完成情况提示: at the end of a quarter cases were wanting; at year's end below standard."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shortfalls")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    quarter = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Shortage.choices())
    target = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    """In thousandths of a case."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "quarter"], name="shortfall_once"),
        ]
        indexes = [models.Index("court", "year", name="shortfall_of_court")]
