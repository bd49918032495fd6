"""Measures of every kind in one table, alerts, complaints, monthly sheets."""

import django.db.models.deletion
from django.db import migrations, models

from xiezhi.ledger.operations import grant, grant_sequence, refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_split_result"),
        ("people", "0003_sealed_secrets"),
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="fourtypeflag",
            name="about",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="fourtypeflag",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[("filing", "立案分案阶段"), ("trial", "审理阶段"), ("after", "裁判后")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "疑似四类案件逾期未确认"),
                            ("should_submit", "应当提交讨论而未提交"),
                        ],
                        max_length=16,
                    ),
                ),
                ("cause", models.BigIntegerField()),
                ("step", models.PositiveSmallIntegerField()),
                (
                    "to_post",
                    models.CharField(
                        choices=[
                            ("president", "院长"),
                            ("vice_president", "副院长"),
                            ("ac_fulltime_member", "审判委员会专职委员"),
                            ("ac_member", "审判委员会委员"),
                            ("division_head", "庭长"),
                            ("deputy_division_head", "副庭长"),
                            ("judge", "员额法官"),
                            ("presiding_judge", "审判长"),
                            ("handling_judge", "承办法官"),
                            ("panel_member", "合议庭成员"),
                            ("sole_judge", "独任法官"),
                            ("juror", "人民陪审员"),
                            ("judge_assistant", "法官助理"),
                            ("clerk", "书记员"),
                            ("filing_officer", "立案人员"),
                            ("trial_management", "审判管理办公室"),
                            ("inspection", "监察督察部门"),
                            ("personnel", "政治部（人事）"),
                            ("archivist", "档案人员"),
                            ("auditor", "审计人员"),
                            ("administrator", "系统管理员"),
                            ("adjudication_committee", "审判委员会"),
                            ("upper_president", "上级人民法院院长"),
                            ("party", "当事人"),
                            ("counsel", "诉讼代理人（辩护人）"),
                            ("self", "本人"),
                            ("public", "社会公众"),
                            ("system", "系统"),
                        ],
                        max_length=32,
                    ),
                ),
                ("unreported", models.BooleanField(default=False)),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named", models.BooleanField()),
                ("of_delay", models.BooleanField()),
                ("clues", models.BooleanField()),
                ("sealed_text", models.BinaryField()),
                ("recorded_at", models.DateTimeField()),
                ("found", models.BooleanField(null=True)),
                ("sealed_note", models.BinaryField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="cases.case",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("M1", "按权限调整分案"),
                            ("M2", "要求报告案件进展和评议结果"),
                            ("M3", "要求提供类案裁判文书或者检索报告"),
                            ("M4", "审阅庭审提纲、审理报告"),
                            ("M5", "调阅卷宗、旁听庭审"),
                            ("M6", "要求合议庭复议并报告复议结果"),
                            ("M7", "提交专业法官会议讨论"),
                            ("M8", "提交审判委员会讨论"),
                            ("M9", "报请上一级人民法院审理"),
                            ("M10", "其他与其职权相适应的必要措施"),
                        ],
                        max_length=4,
                    ),
                ),
                ("matter", models.CharField(max_length=4000)),
                (
                    "asked_post",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("president", "院长"),
                            ("vice_president", "副院长"),
                            ("ac_fulltime_member", "审判委员会专职委员"),
                            ("ac_member", "审判委员会委员"),
                            ("division_head", "庭长"),
                            ("deputy_division_head", "副庭长"),
                            ("judge", "员额法官"),
                            ("presiding_judge", "审判长"),
                            ("handling_judge", "承办法官"),
                            ("panel_member", "合议庭成员"),
                            ("sole_judge", "独任法官"),
                            ("juror", "人民陪审员"),
                            ("judge_assistant", "法官助理"),
                            ("clerk", "书记员"),
                            ("filing_officer", "立案人员"),
                            ("trial_management", "审判管理办公室"),
                            ("inspection", "监察督察部门"),
                            ("personnel", "政治部（人事）"),
                            ("archivist", "档案人员"),
                            ("auditor", "审计人员"),
                            ("administrator", "系统管理员"),
                            ("adjudication_committee", "审判委员会"),
                            ("upper_president", "上级人民法院院长"),
                            ("party", "当事人"),
                            ("counsel", "诉讼代理人（辩护人）"),
                            ("self", "本人"),
                            ("public", "社会公众"),
                            ("system", "系统"),
                        ],
                        max_length=32,
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("round", models.PositiveIntegerField(default=0)),
                ("exceptional", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("sealed_text", models.BinaryField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("flagged", models.PositiveIntegerField()),
                ("acted", models.PositiveIntegerField()),
                ("unacted", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="people.person",
                    ),
                ),
            ],
        ),
        # The table stays for the release before this one; a later migration drops it.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="ProgressReport")]
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(models.F("case"), name="alert_of_case"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("kind", "cause", "step"), name="alert_once"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(models.F("case"), name="complaint_of_case"),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(models.F("case"), name="measure_of_case"),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                models.F("asked_by"), models.F("asked_at"), name="measure_of_leader"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("person", "month"), name="sheet_once"),
        ),
        grant("select, insert, update", "supervision_measure", "supervision_complaint",
              "supervision_sheet"),
        grant("select, insert", "supervision_alert"),
        grant_sequence("supervision_measure_id_seq", "supervision_complaint_id_seq",
                       "supervision_sheet_id_seq", "supervision_alert_id_seq"),
        refuse_changes("supervision_alert"),
    ]  # fmt: skip
