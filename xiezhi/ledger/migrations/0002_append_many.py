"""`gate_append` takes entries of many subjects in three statements."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
BEFORE = (
    (HERE / "0001_append.sql").read_text().replace("create function", "create or replace function")
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            (HERE / "0002_append_many.sql").read_text(),
            BEFORE + "\ndrop function gate_append_many",
        )
    ]
