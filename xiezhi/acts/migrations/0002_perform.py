"""`gate_perform`: entries and duties in one call."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_initial"), ("ledger", "0002_append_many")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("0002_perform.sql").read_text(), "drop function gate_perform"
        )
    ]
