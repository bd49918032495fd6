"""What the package of a handover holds, and for how long it is kept; one waits at a time."""

from django.db import migrations, models

from xiezhi.law.powers.files import Retention


class Migration(migrations.Migration):
    dependencies = [("archives", "0001_initial"), ("cases", "0001_initial")]

    operations = [
        migrations.AddField(
            "handover",
            "retention",
            models.CharField(max_length=12, choices=Retention.choices(), default="permanent"),
            preserve_default=False,
        ),
        migrations.AddField("handover", "remarks", models.TextField(blank=True, default=""),
                            preserve_default=False),
        migrations.AddField("handover", "manifest", models.JSONField(default=dict)),
        migrations.AddField("handover", "built_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "handover",
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(accepted_at=None, returned_at=None),
                name="handover_one_waits",
            ),
        ),
    ]  # fmt: skip
