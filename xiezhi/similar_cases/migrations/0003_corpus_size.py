"""How many judgments there were when one searched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("similar_cases", "0002_search")]

    operations = [
        migrations.AddField("search", "corpus_size", models.PositiveIntegerField(default=0)),
    ]
