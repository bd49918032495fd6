"""A result says whether the members agreed; of rounds before this it is not known and stays no."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_by_due")]

    operations = [
        migrations.AddField(
            "deliberationresult", "split", models.BooleanField(default=False, db_default=False)
        )
    ]
