"""The rows of the ledger, and the base of every table that has a chain of entries."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import DatabaseDefault
from django.db.models.sql.compiler import SQLCompiler

from xiezhi.ledger.encoding import ACCEPTED, GENESIS, REFUSED, Head


class NextSubject(models.Func):
    """下一主体号: the next number of the one sequence that all subjects share."""

    template = "nextval('subject_id')"
    arity = 0
    output_field = models.BigIntegerField()
    allowed_default = True


class GenesisHash(models.Func):
    """初始散列: the 32 zero bytes that stand before a first entry."""

    template = "decode(repeat('00', 32), 'hex')"
    arity = 0
    output_field = models.BinaryField()
    allowed_default = True


Row = TypeVar("Row", bound=models.Model)


class Subjects(models.QuerySet[Row]):
    """主体集: rows of subjects."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Insert rows; unlike Django, give those without a number theirs beforehand."""
        rows = list(objs)
        without = [row for row in rows if isinstance(row.pk, DatabaseDefault)]
        if without:
            for row, number in zip(without, subject_ids(len(without)), strict=True):
                row.pk = number
        return super().bulk_create(rows, *args, **kwargs)


class Subject(models.Model):
    """主体: what acts are done on; its row carries the head of its chain, and is the lock.

    `id` is unique over all subjects' tables. Never index `seq` or `head`, and give the table
    free space (`operations.subject_table`), so that moving the head stays a HOT update.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextSubject(), editable=False)
    seq = models.IntegerField(db_default=0, default=0, editable=False)
    head = models.BinaryField(db_default=GenesisHash(), default=GENESIS, editable=False)

    objects = Subjects.as_manager()

    class Meta:
        abstract = True

    @property
    def chain(self) -> Head:
        """The number and hash of the last entry."""
        return Head(self.seq, bytes(self.head))


def subject_tables() -> list[str]:
    """Return the tables of all subjects, in the order of their names."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Subject))


def subject_ids(count: int) -> list[int]:
    """Return fresh subject ids, for rows whose number must be known before they are written."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('subject_id') from generate_series(1, %s::int)", [count])
        return [row[0] for row in cursor.fetchall()]


class CanonicalText(models.TextField):  # type: ignore[type-arg]
    """规范文本: JSON kept byte for byte, as hashed: `json`, never `jsonb`; read as text."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: D102 - Django's interface
        return "json"

    def select_format(  # noqa: D102 - Django's interface
        self,
        compiler: SQLCompiler,
        sql: str,
        params: Any,
    ) -> tuple[str, Any]:
        return f"{sql}::text", params


class Entry(models.Model):
    """记录: one act on one subject, accepted or refused, chained to the one before it."""

    id = models.BigAutoField(primary_key=True)
    subject = models.BigIntegerField()
    seq = models.IntegerField()
    prev = models.BinaryField()
    hash = models.BinaryField()
    act = models.TextField()
    outcome = models.TextField()
    actor = models.BigIntegerField()
    post = models.TextField()
    delegation = models.BigIntegerField(null=True)
    data = CanonicalText()
    at = models.DateTimeField()
    list_version = models.TextField()
    key = models.TextField(null=True)

    class Meta:
        db_table = "ledger_entry"
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="ledger_entry_no_fork"),
            models.UniqueConstraint(
                fields=["subject", "act", "key"],
                condition=models.Q(outcome=ACCEPTED),
                name="ledger_entry_no_double",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[ACCEPTED, REFUSED]), name="ledger_entry_outcome"
            ),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledger_entry_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.seq} {self.act}"


class Pending(models.Model):
    """待入树: an entry that the sequencer has not yet put into the tree."""

    entry = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "ledger_pending"


class Leaf(models.Model):
    """叶: the place of an entry in the tree, counted from 0, and its leaf hash."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_leaf"


class Node(models.Model):
    """节点: the hash of the complete subtree over leaves `index·2^level` to `(index+1)·2^level`."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_node"
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1), name="ledger_node_level")
        ]


class Checkpoint(models.Model):
    """检查点: the signed root of the tree at one size; `note` holds the signed bytes."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        db_table = "ledger_checkpoint"


class Log(models.Model):
    """日志: the one row that names this log; every checkpoint signs the name."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    origin = models.TextField()

    class Meta:
        db_table = "ledger_log"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_log_single")]
