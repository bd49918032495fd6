"""Courts, divisions, persons, posts held over time, accounts. Rows only."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from xiezhi.law.powers.people import RelationKind
from xiezhi.law.terms import Area, Level, Post, TeamType
from xiezhi.ledger.models import Subject


class Court(Subject):
    """法院: one court of the four-level tree; `code` is its code in case numbers (粤0703)."""

    name = models.CharField(max_length=100, unique=True)
    code = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=16, choices=Level.choices())
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="lower")
    province = models.CharField(max_length=20, blank=True)
    place = models.PositiveIntegerField(default=0)
    """Administrative order, the only order in which courts are ever listed."""


class Division(models.Model):
    """内设机构: a division of a court and the fields of law it hears."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="divisions")
    name = models.CharField(max_length=60)
    areas = ArrayField(models.CharField(max_length=20, choices=Area.choices()), default=list)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "name"], name="division_name_once")]


class Person(Subject):
    """人员: a person of the courts, an assessor, a party or a lawyer who has an account."""

    name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200, blank=True)
    """Pinyin, by which names are ordered; stored because PostgreSQL here has no ICU."""
    court = models.ForeignKey(Court, null=True, on_delete=models.PROTECT, related_name="persons")
    is_juror = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index("court", "sort_key", name="person_of_court")]


class Tenure(models.Model):
    """任职: a post at a court (in a division, over a portfolio) from a day to before another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="tenures")
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT)
    post = models.CharField(max_length=32, choices=Post.choices())
    areas = ArrayField(models.CharField(max_length=20), default=list)
    """分管领域: fields of law of a vice-president's portfolio; empty covers nothing."""
    share = models.PositiveIntegerField(default=1000)
    """办案份额: share of a full caseload in thousandths."""
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index("person", name="tenure_of_person"),
            models.Index("court", "post", condition=Q(until=None), name="tenure_now"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="tenure_has_days"
            )
        ]


class Team(Subject):
    """审判团队: a team of a division, what it hears, who leads it, when it rotates."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="teams")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=60)
    kind = models.CharField(
        max_length=20,
        choices=TeamType.choices(),
        default=TeamType.MIXED,
        db_default=TeamType.MIXED.value,
    )
    leader = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=500, blank=True, default="", db_default="")
    """办案范围: in words, as the public reads it."""
    started_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    """The day of the last rotation."""
    review_on = models.DateField(null=True)
    """The day by which the team rotates; none where it is not known since when it stands."""
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "name"], name="team_name_once")]


class TeamMember(models.Model):
    """团队成员: who works in a team, as judge, assistant or clerk, over which days.

    A trigger refuses shares of a person that come to more than a full post on any day.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="teams")
    post = models.CharField(max_length=32, choices=Post.choices())
    share = models.PositiveSmallIntegerField(default=100, db_default=100)
    """Share of a full post, in percent."""
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="team_member_share"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="team_member_has_days"
            ),
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(until=None), name="team_member_once"
            ),
        ]


class Absence(models.Model):
    """不可分案: leave, secondment, training or a stop of assignment, approved, over some days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20)
    days = DateRangeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="absence_no_overlap",
                expressions=[("person", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            )
        ]


class Relation(models.Model):
    """近亲属及利害关系: a relation that a person of the court declared, for the conflict check."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=40, choices=RelationKind.choices())
    firm = models.CharField(max_length=100, blank=True)
    relative = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """The other one, where he or she is on the rolls of a court too."""
    until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index("person", name="relation_of_person"),
            models.Index("relative", name="relation_to_person", condition=~Q(relative=None)),
        ]


class AccountManager(BaseUserManager["Account"]):
    """账号管理: finds accounts by login."""


class Account(AbstractBaseUser):
    """账号: a sign-in of one person; locks after failures, may ask a one-time code."""

    login = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    kind = models.CharField(max_length=10, default="staff")
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    totp_secret = models.CharField(max_length=200, blank=True)
    """Sealed under the court's master key (`people.codes`); empty where no code is asked."""
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "login"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(totp_secret="") | Q(("totp_secret__startswith", "xz1:")),
                name="account_secret_is_sealed",
            )
        ]


class Session(models.Model):
    """会话: an open sign-in, so that their number and age are bounded and each can be ended."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    agent = models.CharField(max_length=200, blank=True)


class Token(models.Model):
    """访问令牌: a bearer token of the API with scopes; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    hash = models.BinaryField(unique=True)
    scopes = ArrayField(models.CharField(max_length=64))
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class SavedView(models.Model):
    """保存的视图: filters and columns of a list that a person keeps."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="view_name_once")
        ]


class HolidayYear(models.Model):
    """年度节假日安排: a year's holidays and make-up working days that an administrator loaded."""

    year = models.PositiveIntegerField(unique=True)
    notice = models.CharField(max_length=200)
    text = models.TextField()
    loaded_at = models.DateTimeField()
