"""Pools, answers, draws, designations, reassignments, accounts, witnesses. Rows only.

Pools, answers and draws never change.
"""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.people.models import Court, Person


class Pool(models.Model):
    """候选名单: every judge of the roster with tickets or the reason for none, sealed.

    `commitment` are the bytes of the commitment (`xiezhi.lot.commitment`), `master` the court's
    proof of the secret from which salts and order follow. A pool sealed before there were
    witnesses has no `master`; its commitment is a hash over rows and salt.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pools")
    round = models.PositiveIntegerField()
    rows = models.JSONField()
    salt = models.BinaryField(max_length=32, default=b"")
    master = models.BinaryField(max_length=80, default=b"")
    commitment = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="pool_round_once")]


class Answer(models.Model):
    """见证人答复: the proof of one witness over a commitment, verified before it was written."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="answers")
    key = models.BinaryField(max_length=32)
    proof = models.BinaryField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "key"], name="answer_once")]


class Draw(models.Model):
    """抽取: the result of a lot; whoever has its bytes checks it without the platform.

    `result` is empty where one candidate was left, and for lots before there were witnesses:
    these have a seed, of the pool, the head of the chain and fresh bytes of the platform.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="draws")
    pool = models.OneToOneField(Pool, on_delete=models.PROTECT, related_name="draw")
    result = models.BinaryField(default=b"")
    head = models.BinaryField(max_length=32, default=b"")
    fresh = models.BinaryField(max_length=32, default=b"")
    seed = models.BinaryField(max_length=32, default=b"")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LoadAccount(models.Model):
    """均衡账户: how far a judge is behind (+) or ahead (-) of the fair share at a court.

    In millionths of a hundredth of a point; a case weighs a point. Whoever could have drawn a case
    is credited by share, who got it pays; it is the sum of the lots, no field that anybody fills.
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
    """调整承办: from whom to whom, why; the true reason of an integrity risk is sealed.

    `after` is empty while the lot is under way; then `state` is the one to which the case returns.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reassignments")
    before = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, default="")
    reason = models.CharField(max_length=20)
    sealed_text = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="reassignment_of_case")]


class NamedWitness(models.Model):
    """见证人: whom a court has named to answer its lots, by key, from when until when."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="witnesses")
    name = models.CharField(max_length=60)
    key = models.BinaryField(max_length=32)
    place = models.PositiveIntegerField()
    """The order in which witnesses stand in a policy."""
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("court", name="witness_of_court")]
