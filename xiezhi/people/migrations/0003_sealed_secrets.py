"""Secrets of one-time codes are sealed under the court's master key; none stays in clear.

A process of the previous release cannot read a sealed secret: for the moments it still runs, it
refuses the sign-in of accounts with one-time codes. Sessions that are open stay open.
"""

from base64 import b64encode
from typing import Any

from django.db import migrations, models

from xiezhi.config import env
from xiezhi.config.secrets import derived, encrypt, master

SEALED, PURPOSE = "xz1:", "xiezhi/people/totp"


def seal(apps: Any, editor: Any) -> None:
    """Seal what is in clear; rows that are sealed are left as they are."""
    account = apps.get_model("people", "Account")
    rows = account.objects.exclude(totp_secret="").exclude(totp_secret__startswith=SEALED)
    for row in rows:
        if not (env.STATE / "master.key").exists():
            raise RuntimeError(f"no master.key in {env.STATE}: migrate where the platform runs")
        about = f"{PURPOSE}/{row.person_id}".encode()
        sealed = encrypt(derived(master(), PURPOSE), row.totp_secret.encode(), about)
        row.totp_secret = SEALED + b64encode(sealed).decode()
        row.save(update_fields=["totp_secret"])


class Migration(migrations.Migration):
    """Widen, seal, and let the database refuse a secret in clear."""

    dependencies = [("people", "0002_relations")]
    operations = [
        migrations.AlterField(
            "account", "totp_secret", models.CharField(blank=True, max_length=200)
        ),
        migrations.RunPython(seal),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=models.Q(
                    ("totp_secret", ""), ("totp_secret__startswith", "xz1:"), _connector="OR"
                ),
                name="account_secret_is_sealed",
            ),
        ),
    ]
