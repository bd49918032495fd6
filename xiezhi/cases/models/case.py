"""The case, its parties, its seats and its time limit. Rows only."""

from django.db import models
from django.db.models import F, Q

from xiezhi.law.terms import (
    CaseKind,
    Origin,
    PartyKind,
    PartyRole,
    Procedure,
    Seat,
    State,
)
from xiezhi.ledger.models import Subject
from xiezhi.people.models import Court, Division, Person

_LISTED = (F("filed_on").desc(nulls_last=True), F("id").desc())
"""The order of every list: newest filing first, what is not filed yet last."""
_BY_DUE = (F("due_on").desc(nulls_last=True), F("id").desc())


class Case(Subject):
    """案件: one case of one court in one instance; `number` comes with registration."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="cases")
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=32, choices=CaseKind.choices())
    origin = models.CharField(max_length=20, choices=Origin.choices(), default=Origin.NEW)
    state = models.CharField(max_length=20, choices=State.choices())
    procedure = models.CharField(max_length=20, choices=Procedure.choices(), blank=True)
    number = models.CharField(max_length=60, null=True, unique=True)
    title = models.CharField(max_length=300)
    cause_code = models.CharField(max_length=40)
    cause = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    claims = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    circumstances = models.JSONField(default=dict)
    """办案情形: structured facts that the statutory gates read, by field name."""
    sealing_key = models.BinaryField(max_length=60)
    """The key of the case's sealed texts, itself wrapped by a key that the database lacks."""
    fingerprint = models.BinaryField(max_length=32, null=True)
    received_at = models.DateTimeField()
    filed_on = models.DateField(null=True)
    judge = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="cases")
    due_on = models.DateField(null=True)
    heard_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    former = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    root = models.BigIntegerField(null=True)
    """案件谱系: the first case of the lineage, by which former participants are found."""

    class Meta:
        indexes = [
            models.Index("court", "state", *_LISTED, name="case_state"),
            models.Index("court", *_LISTED, name="case_filed"),
            models.Index("judge", "state", *_LISTED, name="case_judge"),
            models.Index("judge", *_LISTED, name="case_judge_filed"),
            models.Index("court", "due_on", condition=Q(closed_on=None), name="case_due"),
            models.Index("court", *_BY_DUE, name="case_by_due"),
            models.Index("root", name="case_lineage", condition=~Q(root=None)),
            models.Index("division", *_LISTED, name="case_division"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "fingerprint"],
                name="case_not_filed_twice",
                condition=~Q(state=State.REFUSED),
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="case_amount_not_negative"
            ),
        ]


class Serial(models.Model):
    """案号流水: the last number given per court, year and type code; gap-free, never reused."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    year = models.PositiveIntegerField()
    type_code = models.CharField(max_length=6)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "type_code"], name="serial_once")
        ]


class Party(models.Model):
    """当事人: a party of a case, with the account that may act for it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=24, choices=PartyRole.choices())
    kind = models.CharField(max_length=16, choices=PartyKind.choices())
    name = models.CharField(max_length=200)
    id_number = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index("case", "place", name="party_of_case"),
            models.Index("name", name="party_by_name"),
            models.Index("person", name="party_account", condition=~Q(person=None)),
        ]


class Counsel(models.Model):
    """诉讼代理人、辩护人: who represents or defends a party."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="counsel")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="counsel")
    name = models.CharField(max_length=100)
    firm = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index("person", name="counsel_account", condition=~Q(person=None))]


class Sitting(models.Model):
    """审判席位: who sits in a case or assists it, from when to when, and why it ended."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sittings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sittings")
    seat = models.CharField(max_length=16, choices=Seat.choices())
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    drawn_on = models.DateField(null=True)
    """The day on which an assessor was drawn by lot."""

    class Meta:
        indexes = [models.Index("person", "case", name="sitting_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "seat"],
                condition=Q(until_at=None),
                name="sitting_once",
            ),
            models.UniqueConstraint(
                fields=["case", "seat"],
                condition=Q(until_at=None, seat__in=[Seat.HANDLING, Seat.PRESIDING]),
                name="sitting_one_handling_one_presiding",
            ),
        ]


class ProcedureChange(models.Model):
    """程序变更: a step in the history of the procedure of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="procedures")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, choices=Procedure.choices())
    on = models.DateField()
    ground = models.CharField(max_length=500, blank=True)


class Limit(models.Model):
    """审限: the limit of a case: code of the table T1–T33, its variant and its first day."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="limit")
    code = models.CharField(max_length=40)
    start_on = models.DateField()
    in_custody = models.BooleanField(default=False)
    circumstances = models.JSONField(default=dict)


class Exclusion(models.Model):
    """扣除审限: days that do not count, [start, resume), with ground and document."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exclusions")
    ground = models.CharField(max_length=40)
    start_on = models.DateField()
    resume_on = models.DateField(null=True)
    document = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("case", name="exclusion_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resume_on=None) | Q(resume_on__gte=F("start_on")),
                name="exclusion_runs_forward",
            )
        ]


class Extension(models.Model):
    """延长审限: an application and what was decided on it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    applied_on = models.DateField()
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=12)
    ground = models.CharField(max_length=40, blank=True)
    upward = models.BooleanField(default=False)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index("case", name="extension_of_case")]
