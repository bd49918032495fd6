"""Content and text of every paper are sealed; the application changes places and marks only."""

from django.db import migrations, models

from xiezhi.documents.kinds import FileKind
from xiezhi.law.terms import Post
from xiezhi.ledger.operations import grant


class Migration(migrations.Migration):
    dependencies = [("efiles", "0001_initial"), ("cases", "0001_initial")]

    operations = [
        migrations.RemoveField("paper", "text"),
        migrations.AddField(
            "paper", "stored", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField(
            "paper", "sealed_text", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AddField(
            "paper", "scanned", models.BooleanField(default=False), preserve_default=False
        ),
        migrations.AlterField(
            "paper", "kind", models.CharField(max_length=8, choices=FileKind.choices())
        ),
        migrations.AlterField(
            "paper", "post", models.CharField(max_length=32, choices=Post.choices())
        ),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(
                fields=["case", "sha256"],
                condition=models.Q(voided_at=None),
                name="paper_once",
            ),
        ),
        grant(
            "select, insert, update (volume, item, voided_at, void_reason)",
            "efiles_paper",
        ),
    ]
