"""Rules of detection: drafts, trials, settings; how far cases were read; confidence of flags."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_split_result"),
        ("people", "0004_team_subjects"),
        ("supervision", "0004_team_leaders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RuleDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("threshold", models.PositiveSmallIntegerField()),
                ("content", models.TextField(blank=True)),
                ("note", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RuleSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("on", "启用"), ("off", "停用"), ("muted", "静默")], max_length=8
                    ),
                ),
                ("floor", models.PositiveSmallIntegerField(null=True)),
                ("since", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("confirmed", models.PositiveIntegerField(null=True)),
                ("decided", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RuleTrial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=60)),
                ("cases_max", models.PositiveIntegerField()),
                ("total", models.PositiveIntegerField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("found", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="fourtypeflag",
            name="confidence",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="fourtypeflag",
            index=models.Index(
                models.F("rule"),
                models.F("raised_at"),
                condition=models.Q(("rule", ""), _negated=True),
                name="flag_of_rule",
            ),
        ),
        migrations.AddField(
            model_name="ruledraft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="ruledraft",
            name="court",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rule_drafts",
                to="people.court",
            ),
        ),
        migrations.AddField(
            model_name="rulesetting",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="rulesetting",
            name="court",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rule_settings",
                to="people.court",
            ),
        ),
        migrations.AddField(
            model_name="rulesetting",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.ruledraft",
            ),
        ),
        migrations.AddField(
            model_name="ruletrial",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="ruletrial",
            name="court",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rule_trials",
                to="people.court",
            ),
        ),
        migrations.AddField(
            model_name="ruletrial",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trials",
                to="supervision.ruledraft",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruledraft",
            constraint=models.UniqueConstraint(
                fields=("court", "rule", "number"), name="rule_draft_once"
            ),
        ),
        migrations.AddIndex(
            model_name="rulesetting",
            index=models.Index(
                models.F("court"),
                models.F("rule"),
                models.OrderBy(models.F("id"), descending=True),
                name="rule_setting_of_court",
            ),
        ),
        migrations.AddIndex(
            model_name="ruletrial",
            index=models.Index(
                models.F("court"),
                models.F("rule"),
                models.OrderBy(models.F("id"), descending=True),
                name="rule_trial_of_court",
            ),
        ),
        migrations.AddIndex(
            model_name="ruletrial",
            index=models.Index(
                models.F("id"), condition=models.Q(("ended_at", None)), name="rule_trial_waiting"
            ),
        ),
    ]
