"""Lists put what is not filed yet last: their indexes do so too."""

from django.db import migrations, models

FILED = (
    models.OrderBy(models.F("filed_on"), descending=True, nulls_last=True),
    models.OrderBy(models.F("id"), descending=True),
)
LISTS = {
    "case_state": ("court", "state"),
    "case_filed": ("court",),
    "case_judge": ("judge", "state"),
    "case_judge_filed": ("judge",),
    "case_division": ("division",),
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        *(migrations.RemoveIndex("case", name) for name in LISTS),
        *(
            migrations.AddIndex("case", models.Index(*map(models.F, columns), *FILED, name=name))
            for name, columns in LISTS.items()
        ),
    ]
