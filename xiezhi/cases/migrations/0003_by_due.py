"""Lists can be sorted by the day a case is due: by an index, in both directions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_filed_last")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                models.F("court"),
                models.OrderBy(models.F("due_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="case_by_due",
            ),
        )
    ]
