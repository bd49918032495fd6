"""A team leader may be whom an alert or a measure is for: the choices of posts grew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0003_kept_measures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alert",
            name="to_post",
            field=models.CharField(
                choices=[
                    ("president", "院长"),
                    ("vice_president", "副院长"),
                    ("ac_fulltime_member", "审判委员会专职委员"),
                    ("ac_member", "审判委员会委员"),
                    ("division_head", "庭长"),
                    ("deputy_division_head", "副庭长"),
                    ("team_leader", "审判团队负责人"),
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
        migrations.AlterField(
            model_name="measure",
            name="asked_post",
            field=models.CharField(
                blank=True,
                choices=[
                    ("president", "院长"),
                    ("vice_president", "副院长"),
                    ("ac_fulltime_member", "审判委员会专职委员"),
                    ("ac_member", "审判委员会委员"),
                    ("division_head", "庭长"),
                    ("deputy_division_head", "副庭长"),
                    ("team_leader", "审判团队负责人"),
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
    ]
