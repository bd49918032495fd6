"""Pools, draws, designations, reassignments, accounts. Rows only; pools and draws never change."""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.people.models import Court, Person


class Pool(models.Model):
    """候选名单: every judge of the roster with tickets or the reason for none, sealed by a hash."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pools")
    round = models.PositiveIntegerField()
    rows = models.JSONField()
    salt = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="pool_round_once")]


class Draw(models.Model):
    """抽取: seed and result of a lot; with the pool it can be replayed by anyone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="draws")
    pool = models.OneToOneField(Pool, on_delete=models.PROTECT, related_name="draw")
    head = models.BinaryField(max_length=32)
    fresh = models.BinaryField(max_length=32)
    seed = models.BinaryField(max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LoadAccount(models.Model):
    """均衡账户: how far a judge is behind (+) or ahead (-) of the fair share at a court.

    In millionths of a case. Whoever could have drawn a case is credited by share, who got it
    pays; it is the sum of the lots, no field that anybody fills.
    """

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="load_accounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="load_accounts")
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "person"], name="account_once")]


class Designation(models.Model):
    """指定分案: to whom, on which ground, by which document, decided by whom."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="designations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=4)
    reason = models.CharField(max_length=2000)
    document = models.CharField(max_length=200)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Reassignment(models.Model):
    """调整承办: from whom to whom, why; the true reason of an integrity risk is sealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reassignments")
    before = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    sealed_text = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="reassignment_of_case")]
