"""Service, closing, appeals, recusal and notices of a case. Rows only."""

from django.db import models
from django.db.models import F

from xiezhi.cases.models.case import Case, Party
from xiezhi.people.models import Person


class Service(models.Model):
    """送达: a document served on a party, how, when, and its receipt."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="services")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="services")
    document = models.CharField(max_length=100)
    of_judgment = models.BooleanField(default=False)
    means = models.CharField(max_length=20)
    served_on = models.DateField()
    receipt = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index("case", name="service_of_case")]


class Closing(models.Model):
    """结案: how and when a case ended, when it takes effect."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="closing")
    manner = models.CharField(max_length=20)
    on = models.DateField()
    pronounced_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)


class Appeal(models.Model):
    """上诉、抗诉: an appeal against the judgment of a case, and the case it became above."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    protest = models.BooleanField(default=False)
    grounds = models.TextField()
    received_on = models.DateField()
    sent_on = models.DateField(null=True)
    upper = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index("case", name="appeal_of_case")]


class Recusal(models.Model):
    """回避: an application or a judge's own wish to stand back, and what was decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    reason = models.CharField(max_length=2000)
    own = models.BooleanField(default=False)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    reviewed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index("case", name="recusal_of_case")]


class Notice(models.Model):
    """告知: what a party or a person was told of a case, in plain words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="notices")
    to_parties = models.BooleanField(default=False)
    says = models.CharField(max_length=1000)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("to", F("at").desc(), name="notice_to_person"),
            models.Index("case", name="notice_of_case"),
        ]
