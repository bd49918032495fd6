"""Reports read the entries of a month: they lie in the order of time, so a few blocks tell where."""

from django.db import migrations

ADD = "create index ledger_entry_time on ledger_entry using brin (at) with (pages_per_range = 32)"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_many")]

    operations = [migrations.RunSQL(ADD, "drop index ledger_entry_time")]
