"""Hearings, deliberation, drafts and signatures of a case. Rows only."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from xiezhi.cases.models.case import Case
from xiezhi.people.models import Court, Person


class Room(models.Model):
    """法庭: a court room that is booked."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="room_name_once")]


class Hearing(models.Model):
    """开庭: a hearing of a case in a room; the room cannot be booked twice."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="hearings")
    during = DateTimeRangeField()
    state = models.CharField(max_length=12, default="planned")
    purpose = models.CharField(max_length=100, blank=True)
    minutes = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("case", name="hearing_of_case")]
        constraints = [
            ExclusionConstraint(
                name="room_not_booked_twice",
                expressions=[("room", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=~Q(state__in=["postponed", "cancelled"]),
            )
        ]


class Attendance(models.Model):
    """出庭: a booking for a hearing; nobody is booked twice; `present` after it was held."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    during = DateTimeRangeField()
    active = models.BooleanField(default=True)
    present = models.BooleanField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="person_not_booked_twice",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(active=True),
            )
        ]


class Postponement(models.Model):
    """延期开庭: a hearing put off, on which ground, by whom."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="postponements")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="postponements")
    ground = models.CharField(max_length=40)
    reason = models.CharField(max_length=1000)
    on = models.DateField()


class Deliberation(models.Model):
    """评议: one round of deliberation; a reconsideration is a new round, the old one stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliberations")
    round = models.PositiveIntegerField()
    questions = ArrayField(models.CharField(max_length=300))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    voters = ArrayField(models.BigIntegerField())
    sealed_minutes = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="deliberation_round_once")
        ]


class Ballot(models.Model):
    """评议意见（表决票）: sealed by its hash; encrypted with a key that the database lacks."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ballots")
    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seal = models.BinaryField(max_length=32)
    sealed_text = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliberation", "person"], name="ballot_once")
        ]


class DeliberationResult(models.Model):
    """评议结果: what the opened ballots add up to; never changed, by anyone."""

    deliberation = models.OneToOneField(
        Deliberation, on_delete=models.PROTECT, related_name="result"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="results")
    decided = models.BooleanField()
    must_refer = models.BooleanField(default=False)
    """Whether a conclusion of this kind must go to the adjudication committee."""
    split = models.BooleanField(default=False, db_default=False)
    """Whether the members did not agree; on what, is sealed."""
    sealed_text = models.BinaryField()
    """The majority's conclusion and the tally, encrypted like the ballots."""
    seal = models.BinaryField(max_length=32)
    at = models.DateTimeField()


class Draft(models.Model):
    """裁判文书稿: one version of a document of judgment; a later version never replaces it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=80, blank=True)
    facts = models.TextField()
    reasoning = models.TextField()
    result = models.TextField()
    legal_basis = models.TextField(blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="draft_once")]


class Signature(models.Model):
    """签署: a member of the trial body signed one version, in the order of signing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signatures")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "person"], name="signature_once")]
