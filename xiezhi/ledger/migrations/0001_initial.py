"""Sequence of subjects, tables, triggers and grants of the ledger; `gate_append`."""

from pathlib import Path

from django.db import migrations, models

import xiezhi.ledger.models
from xiezhi.ledger.operations import grant, grant_sequence


def sql(name: str, undo: str) -> migrations.RunSQL:
    return migrations.RunSQL(Path(__file__).with_name(name).read_text(), undo)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL("create sequence subject_id", "drop sequence subject_id"),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
            ],
            options={
                "db_table": "ledger_checkpoint",
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_leaf",
            },
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "ledger_pending",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.BigIntegerField()),
                ("seq", models.IntegerField()),
                ("prev", models.BinaryField()),
                ("hash", models.BinaryField()),
                ("act", models.TextField()),
                ("outcome", models.TextField()),
                ("actor", models.BigIntegerField()),
                ("post", models.TextField()),
                ("delegation", models.BigIntegerField(null=True)),
                ("data", xiezhi.ledger.models.CanonicalText()),
                ("at", models.DateTimeField()),
                ("list_version", models.TextField()),
                ("key", models.TextField(null=True)),
            ],
            options={
                "db_table": "ledger_entry",
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "seq"), name="ledger_entry_no_fork"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "accepted")),
                        fields=("subject", "act", "key"),
                        name="ledger_entry_no_double",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["accepted", "refused"])),
                        name="ledger_entry_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="ledger_entry_seq"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("origin", models.TextField()),
            ],
            options={
                "db_table": "ledger_log",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="ledger_log_single")
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "index",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_node",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="ledger_node_level"
                    )
                ],
            },
        ),
        sql("0001_protect.sql", "drop function ledger_refuse cascade"),
        sql("0001_append.sql", "drop function gate_append"),
        grant(
            "select, insert",
            "ledger_entry",
            "ledger_leaf",
            "ledger_node",
            "ledger_checkpoint",
            "ledger_log",
        ),
        grant("select, insert, delete", "ledger_pending"),
        grant_sequence("subject_id", "ledger_entry_id_seq"),
    ]
