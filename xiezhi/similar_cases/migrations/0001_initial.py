"""The table of published judgments; the application reads and adds, and changes nothing."""

from django.db import migrations, models

from xiezhi.ledger.operations import grant, grant_sequence


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Judgment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField(verbose_name="案号")),
                ("document_type", models.TextField(verbose_name="文书类型")),
                ("title", models.TextField(verbose_name="标题")),
                ("court", models.TextField(verbose_name="法院")),
                ("court_code", models.TextField(blank=True, verbose_name="法院代字")),
                (
                    "level",
                    models.TextField(
                        choices=[
                            ("basic", "基层人民法院"),
                            ("intermediate", "中级人民法院"),
                            ("high", "高级人民法院"),
                            ("supreme", "最高人民法院"),
                        ],
                        verbose_name="法院层级",
                    ),
                ),
                (
                    "area",
                    models.TextField(
                        choices=[
                            ("civil", "民事"),
                            ("criminal", "刑事"),
                            ("administrative", "行政"),
                        ],
                        verbose_name="领域",
                    ),
                ),
                (
                    "instance",
                    models.TextField(
                        choices=[("first", "第一审"), ("second", "第二审"), ("retrial", "再审")],
                        verbose_name="审级",
                    ),
                ),
                ("cause", models.TextField(verbose_name="案由")),
                ("cause_code", models.TextField(blank=True, verbose_name="案由代码")),
                ("causes", models.JSONField(verbose_name="全部案由")),
                (
                    "procedure",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("ordinary_panel", "普通程序（合议）"),
                            ("ordinary_single", "普通程序（独任）"),
                            ("summary", "简易程序"),
                            ("summary_panel", "简易程序（合议）"),
                            ("small_claims", "小额诉讼程序"),
                            ("fast_track", "速裁程序"),
                            ("second_panel", "第二审程序（合议）"),
                            ("second_single", "第二审程序（独任）"),
                        ],
                        verbose_name="适用程序",
                    ),
                ),
                ("procedure_source", models.TextField(blank=True, verbose_name="程序读取依据")),
                ("filed_on", models.DateField(null=True, verbose_name="受理日期")),
                ("judged_on", models.DateField(null=True, verbose_name="裁判日期")),
                ("effective", models.BooleanField(null=True, verbose_name="已生效")),
                ("parties", models.JSONField(verbose_name="当事人")),
                ("bench", models.JSONField(verbose_name="审判人员")),
                ("articles", models.JSONField(verbose_name="引用法条")),
                ("text", models.TextField(verbose_name="正文")),
                ("sections", models.JSONField(verbose_name="各部分")),
                ("sha256", models.TextField(unique=True, verbose_name="正文摘要")),
                ("imported_at", models.DateTimeField(verbose_name="导入时间")),
            ],
            options={
                "db_table": "similar_cases_judgment",
                "indexes": [
                    models.Index(fields=["-judged_on", "-id"], name="similar_cases_by_day"),
                    models.Index(
                        fields=["area", "cause_code", "-judged_on"], name="similar_cases_by_cause"
                    ),
                    models.Index(fields=["court", "-judged_on"], name="similar_cases_by_court"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "document_type"), name="similar_cases_judgment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="similar_cases_judgment_digest",
                    ),
                ],
            },
        ),
        grant("select, insert", "similar_cases_judgment"),
        grant_sequence("similar_cases_judgment_id_seq"),
    ]
